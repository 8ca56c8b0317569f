"""Missions and what belongs to them: read by the authority's people, changed by its mission lead."""

from typing import Any

from commonweal.domain.permissions import Role
from tests.web.access.harness import Access

_PEOPLE: dict[str, Any] = {"role": Role.MISSION_LEAD, "anonymous": 302}


def page_of(thing: str, **changes: Any) -> Access:
    """A page about one thing: a stranger is told nothing, a panel member of the body lacks the permission."""
    values = {
        "owner": 200, "colleague": 200, "reader": 200, "stranger": 404, "supplier": 404, "rival": 404, "panel": 403,
    }  # fmt: skip
    return Access(**(_PEOPLE | values | {"args": lambda w: _argument(w, thing)} | changes))


def change_of(thing: str, **changes: Any) -> Access:
    """A form that changes one thing: a colleague without the permission is refused."""
    return page_of(thing, **({"colleague": 403, "reader": 403} | changes))


def form_of(thing: str, **changes: Any) -> list[Access]:
    """A form that changes one thing, opened and sent: sent empty it is told what is missing (422)."""
    return [change_of(thing, **changes), change_of(thing, **{"method": "post", "owner": 422, **changes})]


def _argument(world: Any, thing: str) -> dict[str, Any]:
    short = {"outcome_link": "link"}.get(thing, thing)
    return {f"{short}_id": getattr(world, thing).external_id}


LIST = Access(
    **_PEOPLE, owner=200, colleague=200, reader=200, stranger=200, supplier=403, rival=403, panel=403
)
NEW = Access(
    **_PEOPLE, owner=200, colleague=403, reader=403, stranger=200, supplier=403, rival=403, panel=403
)
PUBLISHED = page_of(
    "published_mission",
    stranger=200,
    args=lambda w: {"mission_id": w.published_mission.external_id},
)

ACCESS = {
    "strategy-missions": LIST,
    "strategy-mission-new": NEW,
    "strategy-mission": [page_of("mission"), PUBLISHED],
    "strategy-mission-edit": [
        *form_of("mission"),
        change_of("mission", args=lambda w: {"mission_id": w.published_mission.external_id}),
    ],
    "strategy-question": form_of(
        "mission", args=lambda w: {"mission_id": w.mission.external_id, "question": "bold"}
    ),
    "strategy-mission-adopt": form_of("mission", args=lambda w: {"mission_id": w.draft_mission.external_id}),
    "strategy-mission-end": form_of("mission"),
    "strategy-theory": page_of("mission"),
    "strategy-theory-csv": page_of("mission"),
    "strategy-outcome-new": form_of("mission"),
    "strategy-outcome": page_of("outcome"),
    "strategy-outcome-edit": form_of("outcome"),
    "strategy-outcome-retire": form_of("outcome"),
    "strategy-link-new": form_of("outcome"),
    "strategy-indicator-new": form_of("outcome"),
    "strategy-pathway-new": form_of("outcome"),
    "strategy-link": page_of("outcome_link"),
    "strategy-link-remove": form_of("outcome_link"),
    "strategy-assumption-new": form_of("outcome_link"),
    "strategy-assumption-judge": form_of("assumption"),
    "strategy-indicator": page_of("indicator"),
    "strategy-indicator-csv": page_of("indicator"),
    "strategy-indicator-edit": form_of("indicator"),
    "strategy-observation-new": form_of("indicator"),
    "strategy-pathway": page_of("pathway"),
    "strategy-milestone-new": form_of("pathway"),
    "strategy-milestone-edit": form_of("milestone"),
    "strategy-milestone-move": form_of("milestone"),
}
