"""The remedies ladder of a contract: talk, plan, escalate, contract remedy, end. One rung after the other.

A rung is skipped only on one of the grounds that the clauses name, with words. What is said in a learning review is no
ground for a step; reports and their verification are. A step closes with what came of it.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.packs.clauses import LADDER, Step
from commonweal.domain.statuses import Transitions


class Rung(StrEnum):
    """The rungs, lowest first; their words are those of the ladder in the ask's pack."""

    TALK = "talk"
    PLAN = "plan"
    ESCALATE = "escalate"
    REMEDY = "remedy"
    END = "end"


RUNGS = tuple(Rung)
STEP_OF: dict[Rung, Step] = dict(zip(Rung, LADDER, strict=True))


class StepStatus(StrEnum):
    """Where a step stands."""

    OPEN = "open"
    CLOSED = "closed"


STEP_STATUSES = Transitions(
    "remedy",
    {
        StepStatus.OPEN: {StepStatus.CLOSED: "what came of it is recorded"},
        StepStatus.CLOSED: {},
    },
)
"""The only moves a step can make."""


class StepOutcome(StrEnum):
    """What came of a step."""

    RECOVERED = "recovered"
    OTHER_MEANS = "other_means"
    FALLS_AWAY = "falls_away"
    NOT_ENOUGH = "not_enough"


SETTLES = frozenset({StepOutcome.RECOVERED, StepOutcome.OTHER_MEANS, StepOutcome.FALLS_AWAY})
"""Outcomes after which no further rung is taken in the same matter."""


class SkipGround(StrEnum):
    """On what a rung may be skipped, as the clauses say it."""

    DANGER = "danger"
    HIDDEN = "hidden"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken already, in one matter."""

    rung: Rung
    outcome: StepOutcome | None

    @property
    def is_open(self) -> bool:
        return self.outcome is None


def skipped(rung: Rung, taken: Sequence[Taken]) -> tuple[Rung, ...]:
    """The rungs between the highest one taken and `rung`: those that would be left out."""
    highest = max((RUNGS.index(each.rung) for each in taken), default=-1)
    return RUNGS[highest + 1 : RUNGS.index(rung)]


def next_rung(taken: Sequence[Taken]) -> Rung | None:
    """The rung that comes next; None above the last, or once the matter is settled or a step is open."""
    if any(each.is_open or each.outcome in SETTLES for each in taken):
        return None
    highest = max((RUNGS.index(each.rung) for each in taken), default=-1)
    return RUNGS[highest + 1] if highest + 1 < len(RUNGS) else None


def check_step(
    rung: Rung,
    taken: Sequence[Taken],
    *,
    reason: str,
    taken_on: dt.date,
    answer_by: dt.date | None,
    today: dt.date,
    skip_ground: SkipGround | None,
    skip_reason: str,
) -> None:
    """Raise unless a step may be taken now, for a reason, and skips nothing without a ground and words."""
    if any(each.outcome in SETTLES for each in taken):
        raise Refused("remedy.settled", field="rung")
    if any(each.is_open for each in taken):
        raise Refused("remedy.another_is_open", field="rung")
    if taken and RUNGS.index(rung) <= max(RUNGS.index(each.rung) for each in taken):
        raise Refused("remedy.rung_taken", field="rung")
    if not reason.strip():
        raise Invalid("remedy.reason_missing", field="reason")
    if taken_on > today:
        raise Invalid("remedy.taken_later", field="taken_on")
    if answer_by is not None and answer_by < taken_on:
        raise Invalid("remedy.answer_before_step", field="answer_by")
    if not skipped(rung, taken):
        if skip_ground is not None or skip_reason.strip():
            raise Invalid("remedy.nothing_skipped", field="skip_ground")
        return
    if skip_ground is None:
        raise Invalid("remedy.skip_without_ground", field="skip_ground")
    if not skip_reason.strip():
        raise Invalid("remedy.skip_without_words", field="skip_reason")


def check_close(outcome_words: str) -> None:
    """Raise `Invalid` unless somebody says in words what came of it."""
    if not outcome_words.strip():
        raise Invalid("remedy.outcome_missing", field="words")
