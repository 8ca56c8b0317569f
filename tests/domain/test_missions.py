"""A mission is adopted once the five questions are answered, whatever the answers are."""

import datetime as dt

import pytest

from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.missions import (
    MISSION_TRANSITIONS,
    Judgement,
    MissionStatus,
    Question,
    check_adoption,
    check_deadline,
    check_reason,
    check_statement,
    readiness,
    weakest,
)

TODAY = dt.date(2026, 11, 22)
ALL_NOT_YET = dict.fromkeys(Question, Judgement.NOT_YET)
ALLOWED = {
    (MissionStatus.DRAFTING, MissionStatus.ADOPTED),
    (MissionStatus.ADOPTED, MissionStatus.ENDED),
}


@pytest.mark.parametrize("old", MissionStatus)
@pytest.mark.parametrize("new", MissionStatus)
def test_every_ordered_pair_of_mission_statuses(old: MissionStatus, new: MissionStatus) -> None:
    assert MISSION_TRANSITIONS.allows(old, new) is ((old, new) in ALLOWED)


def test_a_statement_is_kept_on_one_line() -> None:
    assert check_statement("  By 2030,\n every  home is warm ") == "By 2030, every home is warm"


@pytest.mark.parametrize(
    ("statement", "code"),
    [("   ", "mission.statement_missing"), ("x" * 301, "mission.statement_too_long")],
)
def test_a_statement_is_required_and_short(statement: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_statement(statement)
    assert (refusal.value.code, refusal.value.field) == (code, "statement")


def test_a_deadline_may_be_today_or_absent_but_not_past() -> None:
    check_deadline(TODAY, today=TODAY)
    check_deadline(None, today=TODAY)
    with pytest.raises(Invalid, match=r"mission\.deadline_past"):
        check_deadline(TODAY - dt.timedelta(days=1), today=TODAY)


@pytest.mark.parametrize("missing", Question)
def test_adoption_waits_for_each_question(missing: Question) -> None:
    answers = {question: Judgement.YES for question in Question if question is not missing}
    with pytest.raises(Refused) as refusal:
        check_adoption(readiness(answers, outcomes=3))
    assert refusal.value.params["questions"] == (missing.value,)


def test_adoption_waits_for_an_outcome() -> None:
    with pytest.raises(Refused, match=r"mission\.no_outcome"):
        check_adoption(readiness(ALL_NOT_YET, outcomes=0))


def test_honest_doubt_does_not_stop_adoption() -> None:
    state = readiness(ALL_NOT_YET, outcomes=1)
    check_adoption(state)
    assert state.is_ready


def test_the_weakest_questions_are_named_first() -> None:
    answers = {
        Question.BOLD: Judgement.PARTLY,
        Question.REALISTIC: Judgement.NOT_YET,
        Question.BOTTOM_UP: Judgement.YES,
    }
    assert weakest(answers) == (Question.REALISTIC, Question.BOLD)


def test_a_reason_in_words_is_required() -> None:
    assert check_reason(" because ") == "because"
    with pytest.raises(Invalid, match=r"strategy\.reason_missing"):
        check_reason(" \n")
