"""How often a contract's two sides review it together: a cadence that fits how certain the solution is.

Source: project judgement. Where a solution is still being found out, learning comes often; where it is settled, twice a
year is enough; every contract is reviewed early, so that a wrong start is seen, and before its end, so that the lesson
reaches whoever buys next.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from commonweal.domain.periods import months_later
from commonweal.domain.procurements import InnovationStage

EVERY_MONTHS: dict[InnovationStage, int] = {
    InnovationStage.DISCOVERY: 1,
    InnovationStage.PROTOTYPE: 2,
    InnovationStage.PILOT: 3,
    InnovationStage.SCALE_UP: 3,
    InnovationStage.BUSINESS_AS_USUAL: 6,
}
FIRST_AFTER_MONTHS = 3
LAST_BEFORE_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Cadence:
    """`every_months` between reviews, and the month in which the first and the last are held (any day in it)."""

    every_months: int
    first_on: dt.date
    last_on: dt.date
    is_single: bool


def cadence(
    stage: InnovationStage, starts_on: dt.date, ends_on: dt.date, *, every_months: int | None = None
) -> Cadence:
    """The reviews of a contract that runs from `starts_on` to `ends_on`, both included.

    Args:
        every_months: months between reviews when the authority has said them; the stage's own when None.

    A contract too short for two is reviewed once, half way through.
    """
    every = every_months or EVERY_MONTHS[stage]
    first = months_later(starts_on, min(every, FIRST_AFTER_MONTHS))
    last = months_later(ends_on, -LAST_BEFORE_MONTHS)
    if last <= first:
        middle = starts_on + (ends_on - starts_on) / 2
        return Cadence(every, middle, middle, is_single=True)
    return Cadence(every, first, last, is_single=False)
