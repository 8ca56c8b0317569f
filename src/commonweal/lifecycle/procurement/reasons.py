"""Reading from the thread what "why we ask this" is put together from. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.domain.reasons import Aim, Sign
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.presentation.formats import day, quantity

MOST_SIGNS = 3


def aims(procurement: Procurement) -> tuple[Aim, ...]:
    """What the procurement serves, with the latest readings of each outcome's indicators."""
    links = procurement.serves.select_related("mission", "outcome__mission").prefetch_related(
        "outcome__indicators__observations__replaced_by"
    )
    return tuple(
        Aim(
            id=(link.mission or link.outcome).external_id,
            mission=link.mission.statement if link.mission else link.outcome.mission.statement,
            outcome=link.outcome.title if link.outcome else "",
            because=link.reason,
            signs=tuple(_signs(link.outcome)) if link.outcome else (),
        )
        for link in links
    )


def _signs(outcome: object) -> Iterator[Sign]:
    for row in list(outcome.indicators.all())[:MOST_SIGNS]:  # type: ignore[attr-defined]
        stands = [each for each in row.observations.all() if getattr(each, "replaced_by", None) is None]
        latest = max(stands, key=lambda each: each.observed_on, default=None)
        yield Sign(
            id=row.external_id,
            title=row.title,
            latest=f"{quantity(latest.thousandths, row.unit)} ({day(latest.observed_on)})" if latest else "",
            target=f"{quantity(row.target_thousandths, row.unit)} ({day(row.target_on)})"
            if row.target_on
            else "",
        )


def places(procurement: Procurement) -> tuple[str, ...]:
    """The names of its places."""
    return tuple(row.place.name for row in procurement.places.select_related("place"))
