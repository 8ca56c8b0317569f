"""Clarification questions: until when, in which wording, and every pair of their statuses."""

import datetime as dt
from itertools import product

import pytest

from commonweal.domain.clarifications import (
    CLARIFICATION,
    LONGEST_QUESTION,
    QuestionStatus,
    asked_until,
    check_publication,
    check_question,
    check_taking,
    check_terms,
    names_in,
)
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.procurements import ProcurementStatus

DAY = dt.timedelta(days=1)
PUBLISHED = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)
DEADLINE = PUBLISHED + 30 * DAY
NAMES = ("Example Works Ltd", "The Hall Trust CIC", "Ark", "O’Neill & Sons Limited")
MOVES = {("asked", "published"), ("asked", "duplicate"), ("asked", "withdrawn")}


@pytest.mark.parametrize(("old", "new"), list(product(QuestionStatus, repeat=2)))
def test_every_pair_of_statuses(old, new):
    assert CLARIFICATION.allows(old, new) is ((old.value, new.value) in MOVES)


def test_questions_are_taken_until_a_week_before_the_deadline_unless_another_time_is_stated():
    assert asked_until(None, PUBLISHED, DEADLINE) == DEADLINE - 7 * DAY
    assert asked_until(PUBLISHED + 3 * DAY, PUBLISHED, DEADLINE) == PUBLISHED + 3 * DAY


def test_a_short_tendering_takes_them_until_half_way_and_never_after_the_deadline():
    assert asked_until(None, PUBLISHED, PUBLISHED + 10 * DAY) == PUBLISHED + 5 * DAY
    assert asked_until(DEADLINE + DAY, PUBLISHED, DEADLINE) == DEADLINE


def test_a_question_at_exactly_the_instant_is_in_time():
    check_taking(ProcurementStatus.OPEN, DEADLINE, DEADLINE)
    with pytest.raises(Refused, match="too_late"):
        check_taking(ProcurementStatus.OPEN, DEADLINE, DEADLINE + dt.timedelta(seconds=1))


@pytest.mark.parametrize("status", [each for each in ProcurementStatus if each is not ProcurementStatus.OPEN])
def test_questions_are_taken_only_while_tenders_are_invited(status):
    with pytest.raises(Refused, match="not_open"):
        check_taking(status, DEADLINE, PUBLISHED)


@pytest.mark.parametrize(
    ("until", "is_published", "code"),
    [
        (PUBLISHED - DAY, False, "until_past"),
        (DEADLINE + DAY, False, "until_after_deadline"),
        (PUBLISHED + DAY, True, "until_earlier"),
    ],
)
def test_a_time_that_would_wrong_somebody_is_refused(until, is_published, code):
    with pytest.raises(Invalid, match=code):
        check_terms(
            until, before=PUBLISHED + 5 * DAY, deadline=DEADLINE, now=PUBLISHED, is_published=is_published
        )


def test_before_publication_the_time_may_be_any_that_is_to_come():
    check_terms(
        PUBLISHED + DAY, before=PUBLISHED + 5 * DAY, deadline=DEADLINE, now=PUBLISHED, is_published=False
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("May EXAMPLE WORKS subcontract?", ("Example Works Ltd",)),
        ("May Example-Works Limited subcontract?", ("Example Works Ltd",)),
        ("We of the Hall Trust ask", ("The Hall Trust CIC",)),
        ("ONeill and sons, or O'Neill & Sons?", ("O’Neill & Sons Limited",)),
        ("Write to jo.park+t@example.org please", ("jo.park+t@example.org",)),
        ("Call 020 7946 0000 or +44 20 7946 0001", ("020 7946 0000", "+44 20 7946 0001")),
        ("The framework examples work well; the ark floats.", ()),
        ("Is lot 2 worth £1,000,000,000 over 10 years, 2026 to 2036?", ()),
    ],
)
def test_what_could_name_somebody_is_found_and_ordinary_words_are_not(text, found):
    assert names_in(text, NAMES) == found


def test_the_asker_is_told_at_once_that_the_question_names_them():
    with pytest.raises(Invalid, match="names_asker") as caught:
        check_question("Example Works asks: which hall?", NAMES)
    assert caught.value.params["found"] == "Example Works Ltd"


@pytest.mark.parametrize(("text", "code"), [("  \n", "empty"), ("w" * (LONGEST_QUESTION + 1), "long")])
def test_a_question_says_something_and_not_too_much(text, code):
    with pytest.raises(Invalid, match=code):
        check_question(text, ())


def test_what_looks_like_a_name_is_published_only_after_somebody_looked():
    with pytest.raises(Invalid, match="names_somebody") as caught:
        check_publication("Which hall?", "The hall of Example Works.", NAMES, is_checked=False)
    assert caught.value.field == "answer"
    kept = check_publication(" Which hall? ", "The hall of Example Works.\r\n", NAMES, is_checked=True)
    assert kept == ("Which hall?", "The hall of Example Works.")
