"""Conditions and charters: what may be set, shown and decided, and where each stands on a day."""

import datetime as dt

import pytest

from commonweal.domain.errors import Invalid
from commonweal.domain.terms import (
    TermKind,
    TermOutcome,
    TermState,
    check_decision,
    check_shown,
    check_term,
    next_due,
    state_of,
)

TODAY = dt.date(2026, 9, 1)
DAY = dt.timedelta(days=1)


def term(**changes: object) -> None:
    values: dict[str, object] = {
        "kind": TermKind.ACCESS,
        "title": "Open data",
        "words": "Publish what was measured.",
        "has_charter": False,
        "level": "",
        "levels": (),
        "every_months": None,
    }
    check_term(**(values | changes))  # type: ignore[arg-type]


def test_a_condition_and_a_charter_at_its_own_level_may_be_set():
    for kind in set(TermKind) - {TermKind.CHARTER}:
        term(kind=kind)
    term(kind=TermKind.CHARTER, has_charter=True, level="Member", levels=("Supporter", "Member"))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "title_missing"),
        ({"words": ""}, "words_missing"),
        ({"kind": TermKind.CHARTER}, "charter_missing"),
        ({"has_charter": True}, "charter_of_a_condition"),
        (
            {"kind": TermKind.CHARTER, "has_charter": True, "level": "Gold", "levels": ("Silver",)},
            "level_unknown",
        ),
        ({"every_months": 0}, "cadence_out_of_range"),
        ({"every_months": 37}, "cadence_out_of_range"),
    ],
)
def test_what_cannot_be_set_says_why(changes, code):
    with pytest.raises(Invalid, match=code):
        term(**changes)


def test_an_equivalent_is_as_good_when_it_says_how():
    check_shown(words="Our own audit.", is_equivalent=True, signed_on=TODAY, today=TODAY, has_file=False)
    check_shown(words="", is_equivalent=False, signed_on=None, today=TODAY, has_file=True)
    with pytest.raises(Invalid, match="equivalent_without_words"):
        check_shown(words="", is_equivalent=True, signed_on=None, today=TODAY, has_file=True)
    with pytest.raises(Invalid, match="nothing_shown"):
        check_shown(words=" ", is_equivalent=False, signed_on=None, today=TODAY, has_file=False)
    with pytest.raises(Invalid, match="signed_later"):
        check_shown(words="x", is_equivalent=False, signed_on=TODAY + DAY, today=TODAY, has_file=False)


def test_nothing_is_met_that_nobody_has_shown_and_a_waiver_needs_a_reason():
    with pytest.raises(Invalid, match="met_without_evidence"):
        check_decision(outcome=TermOutcome.MET, reason="Surely.", has_evidence=False)
    for outcome in TermOutcome:
        with pytest.raises(Invalid, match="reason_missing"):
            check_decision(outcome=outcome, reason=" ", has_evidence=True)
    check_decision(outcome=TermOutcome.WAIVED, reason="The charter has closed.", has_evidence=False)


def test_a_term_falls_due_again_by_its_cadence_until_the_contract_ends():
    assert next_due(TODAY, None, None) is None
    assert next_due(TODAY, 12, None) == dt.date(2027, 9, 1)
    assert next_due(TODAY, 12, dt.date(2027, 9, 1)) == dt.date(2027, 9, 1)
    assert next_due(TODAY, 12, dt.date(2027, 8, 31)) is None


@pytest.mark.parametrize(
    ("due_on", "latest", "state"),
    [
        (TODAY - DAY, None, TermState.LATE),
        (TODAY - DAY, TermOutcome.MET, TermState.LATE),
        (TODAY, None, TermState.DUE),
        (TODAY + 28 * DAY, TermOutcome.MET, TermState.DUE),
        (TODAY + 29 * DAY, None, TermState.COMING),
        (TODAY + 29 * DAY, TermOutcome.WAIVED, TermState.WAIVED),
        (None, TermOutcome.NOT_MET, TermState.NOT_MET),
        (None, None, TermState.COMING),
    ],
)
def test_where_it_stands_follows_from_the_day_and_the_last_decision(due_on, latest, state):
    assert state_of(due_on, latest, TODAY) is state
