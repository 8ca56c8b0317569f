"""Places: read by the authority's people; localities and boundaries added by its mission lead."""

from typing import Any

from commonweal.domain.permissions import Role
from tests.web.access.harness import Access

_PEOPLE: dict[str, Any] = {
    "role": Role.MISSION_LEAD, "owner": 200, "colleague": 200, "reader": 200, "panel": 403, "anonymous": 302,
}  # fmt: skip
_SHARED = _PEOPLE | {"stranger": 200, "supplier": 404, "rival": 404}
_OWN = _PEOPLE | {"stranger": 404, "supplier": 404, "rival": 404}
_EDITOR = {"colleague": 403, "reader": 403}


def _place(world: Any) -> dict[str, Any]:
    return {"place_id": world.place.external_id}


def _estate(world: Any) -> dict[str, Any]:
    return {"place_id": world.estate.external_id}


ACCESS = {
    "places": Access(**(_PEOPLE | {"stranger": 200, "supplier": 403, "rival": 403})),
    "place": [Access(**_SHARED, args=_place), Access(**_OWN, args=_estate)],
    "place-csv": [Access(**_SHARED, args=_place), Access(**_OWN, args=_estate)],
    "place-add": [Access(**(_SHARED | _EDITOR), args=_place), Access(**(_OWN | _EDITOR), args=_estate)],
    "place-edit": Access(**(_OWN | _EDITOR), args=_estate),
    "place-load": Access(**(_SHARED | _EDITOR), args=_place),
}
