"""The ladder is climbed rung by rung; a rung is left out only on a ground that the clauses name, with words."""

import datetime as dt
from itertools import product

import pytest

from commonweal.domain.errors import DomainError, Invalid, Refused
from commonweal.domain.packs.clauses import LADDER
from commonweal.domain.remedies import (
    RUNGS,
    STEP_OF,
    STEP_STATUSES,
    Rung,
    SkipGround,
    StepOutcome,
    StepStatus,
    Taken,
    check_close,
    check_step,
    next_rung,
    skipped,
)

DAY = dt.date(2026, 9, 1)
NOT_ENOUGH = StepOutcome.NOT_ENOUGH


def check(rung: Rung, taken: list[Taken] | None = None, **changes: object) -> None:
    values: dict[str, object] = {
        "reason": "Late.",
        "taken_on": DAY,
        "answer_by": None,
        "today": DAY,
        "skip_ground": None,
        "skip_reason": "",
    }
    check_step(rung, taken or [], **(values | changes))  # type: ignore[arg-type]


def test_every_rung_has_the_words_of_the_ladder_in_the_pack():
    assert [STEP_OF[rung] for rung in RUNGS] == list(LADDER)


def test_a_closed_step_stays_closed():
    allowed = {(old, new) for old, new in product(StepStatus, repeat=2) if STEP_STATUSES.allows(old, new)}
    assert allowed == {(StepStatus.OPEN, StepStatus.CLOSED)}


def test_rungs_are_taken_in_order():
    taken: list[Taken] = []
    for rung in Rung:
        assert next_rung(taken) is rung
        check(rung, taken)
        taken.append(Taken(rung, NOT_ENOUGH))
    assert next_rung(taken) is None


@pytest.mark.parametrize("rung", RUNGS[1:])
def test_nothing_is_skipped_silently(rung):
    assert skipped(rung, []) == RUNGS[: RUNGS.index(rung)]
    with pytest.raises(Invalid, match="skip_without_ground"):
        check(rung)
    with pytest.raises(Invalid, match="skip_without_words"):
        check(rung, skip_ground=SkipGround.DANGER, skip_reason=" ")
    check(rung, skip_ground=SkipGround.DANGER, skip_reason="A child was hurt.")


def test_a_ground_for_skipping_nothing_is_refused():
    with pytest.raises(Invalid, match="nothing_skipped"):
        check(Rung.TALK, skip_ground=SkipGround.HIDDEN)


@pytest.mark.parametrize("outcome", [each for each in StepOutcome if each is not NOT_ENOUGH])
def test_a_settled_matter_is_not_pursued(outcome):
    taken = [Taken(Rung.TALK, outcome)]
    assert next_rung(taken) is None
    with pytest.raises(Refused, match="settled"):
        check(Rung.PLAN, taken)


@pytest.mark.parametrize(
    ("rung", "taken", "changes", "code"),
    [
        (Rung.PLAN, [Taken(Rung.TALK, None)], {}, "remedy.another_is_open"),
        (Rung.TALK, [Taken(Rung.TALK, NOT_ENOUGH)], {}, "remedy.rung_taken"),
        (Rung.TALK, [Taken(Rung.ESCALATE, NOT_ENOUGH)], {}, "remedy.rung_taken"),
        (Rung.TALK, [], {"reason": " "}, "remedy.reason_missing"),
        (Rung.TALK, [], {"taken_on": DAY + dt.timedelta(days=1)}, "remedy.taken_later"),
        (Rung.TALK, [], {"answer_by": DAY - dt.timedelta(days=1)}, "remedy.answer_before_step"),
    ],
)
def test_what_is_refused_says_why(rung, taken, changes, code):
    with pytest.raises(DomainError, match=code):
        check(rung, taken, **changes)


def test_a_step_closes_with_words():
    with pytest.raises(Invalid):
        check_close("  ")
    check_close("The report came.")
