"""How well a body learns together with its suppliers: counts of what happened, never a score and never a league table.

Each measure is a share with a stated whole. It is of all reviews together: no measure is told by supplier or by contract,
because what people say in a review is not to be used against them. A whole of nothing has no share.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum


class Aspect(StrEnum):
    """What a measure looks at."""

    LEARNING = "learning"
    RELATIONSHIPS = "relationships"
    CHANGES = "changes"


class HealthMeasure(StrEnum):
    """What is counted. The words of each say its whole."""

    HELD = "held"
    WITH_LESSON = "with_lesson"
    PASSED_ON = "passed_on"
    ALL_PREPARED = "all_prepared"
    OWNED_BY_SEVERAL = "owned_by_several"
    ACTIONS_DONE = "actions_done"
    ANSWERED = "answered"
    TAKEN_UP = "taken_up"
    BELIEFS_JUDGED = "beliefs_judged"


M = HealthMeasure
ASPECT_OF: dict[HealthMeasure, Aspect] = {
    M.HELD: Aspect.LEARNING,
    M.WITH_LESSON: Aspect.LEARNING,
    M.PASSED_ON: Aspect.LEARNING,
    M.ALL_PREPARED: Aspect.RELATIONSHIPS,
    M.OWNED_BY_SEVERAL: Aspect.RELATIONSHIPS,
    M.ACTIONS_DONE: Aspect.RELATIONSHIPS,
    M.ANSWERED: Aspect.CHANGES,
    M.TAKEN_UP: Aspect.CHANGES,
    M.BELIEFS_JUDGED: Aspect.CHANGES,
}


@dataclass(frozen=True, slots=True)
class Counted:
    """One measure: how many of how many."""

    measure: HealthMeasure
    count: int
    of: int

    @property
    def aspect(self) -> Aspect:
        return ASPECT_OF[self.measure]

    @property
    def share(self) -> int | None:
        """Basis points, rounded half to even; None of nothing."""
        return share_of(self.count, self.of)


@dataclass(frozen=True, slots=True)
class Health:
    """All measures, and what they rest on: contracts that run, and those of them that a held review looked at."""

    measures: tuple[Counted, ...]
    contracts: int
    looked_at: int
    reviews: int
    managed_failures: int

    @property
    def coverage(self) -> int | None:
        """The share of running contracts that a held review looked at, in basis points."""
        return share_of(self.looked_at, self.contracts)


def share_of(count: int, of: int) -> int | None:
    """A share in basis points, rounded half to even; None of nothing."""
    if not of:
        return None
    return int((Decimal(count) * 10_000 / Decimal(of)).quantize(Decimal(1), ROUND_HALF_EVEN))
