"""The aim stays and the means may change: what the figures say, whose approval is needed, and when the law allows it."""

import datetime as dt
import itertools
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.changes import (
    CHANGE_STATUSES,
    STILL_OPEN,
    Answer,
    Approver,
    ChangeLaw,
    ChangeStatus,
    Moved,
    NoticeNeed,
    PeriodTerms,
    PlacedPeriod,
    StepTerms,
    Terms,
    check_approval,
    check_overlaps,
    check_proposal,
    compare,
    needed,
    notice_need,
    outcome,
    whole,
)
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.metrics import Aggregation
from commonweal.domain.packs.clauses import EQUIVALENCE
from commonweal.reference.modification_grounds import shipped_modification_grounds

DAY = dt.date(2026, 9, 30)
BEFORE = Terms(
    title="Hours of training",
    words="",
    unit="hours",
    quantity=100,
    rate_per_pence=None,
    place="E1",
    periods=(PeriodTerms(dt.date(2026, 7, 1), DAY, 100, "a"),),
)
YES = {test.id: (True, "So.") for test in EQUIVALENCE}
GROUNDS = {ground.id: ground for ground in shipped_modification_grounds()}
BOTH = frozenset({Approver.CONTRACT_MANAGER, Approver.DELIVERY_LEAD})


def test_each_law_has_its_grounds_each_with_its_source_and_none_claims_to_be_checked():
    assert Counter(ground.law for ground in GROUNDS.values()) == {
        ChangeLaw.ACT_2023: 10,
        ChangeLaw.REGULATIONS_2015: 6,
    }
    assert all(ground.source.text and ground.text for ground in GROUNDS.values())
    assert {ground.id for ground in GROUNDS.values() if ground.forbids_shift} == {
        "not-substantial",
        "pcr-not-substantial",
    }


def test_figures_of_one_unit_are_compared_and_others_are_not():
    assert compare(BEFORE, replace(BEFORE, quantity=99)).less is True
    assert compare(BEFORE, replace(BEFORE, quantity=100)).less is False
    assert compare(BEFORE, replace(BEFORE, unit="people")).less is None
    assert compare(BEFORE, replace(BEFORE, quantity=None)).less is None


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_rate_is_compared_by_what_one_pound_earns(quantity, per, other, other_per):
    before = replace(BEFORE, periods=(), quantity=quantity, rate_per_pence=per)
    after = replace(before, quantity=other, rate_per_pence=other_per)
    assert compare(before, after).less == (Fraction(other, other_per) < Fraction(quantity, per))


def test_another_place_other_people_or_a_year_later_needs_who_answers_for_the_aim():
    later = replace(BEFORE, periods=(PeriodTerms(DAY, DAY + dt.timedelta(days=365), 100, "a"),))
    steps = replace(BEFORE, periods=(), steps=(StepTerms("s", "Opened", DAY),))
    assert needed(compare(BEFORE, BEFORE), reaches_others=False) == BOTH
    for compared, others in (
        (compare(BEFORE, replace(BEFORE, place="E2")), False),
        (compare(BEFORE, later), False),
        (compare(steps, replace(steps, steps=(StepTerms("s", "Opened", DAY.replace(year=2028)),))), False),
        (compare(BEFORE, BEFORE), True),
    ):
        assert Approver.AIM_OWNER in needed(compared, reaches_others=others)


def test_the_whole_is_what_its_periods_come_to():
    two = replace(BEFORE, periods=(*BEFORE.periods, PeriodTerms(DAY, DAY + dt.timedelta(days=9), 30)))
    assert whole(two, Aggregation.SUM).quantity == 130
    assert whole(two, Aggregation.LATEST).quantity == 30
    assert whole(replace(BEFORE, periods=()), Aggregation.SUM).quantity == 100


@pytest.mark.parametrize(
    ("start", "end", "quantity", "code", "field"),
    [
        (dt.date(2020, 1, 1), dt.date(2020, 2, 1), 5, "change.before_contract", "new_start_on"),
        (dt.date(2026, 12, 1), dt.date(2090, 2, 1), 5, "change.after_contract", "new_end_on"),
        (dt.date(2026, 12, 1), dt.date(2026, 11, 30), 5, "period.ends_before_start", "new_end_on"),
        (dt.date(2026, 12, 1), dt.date(2026, 12, 31), -5, "change.quantity_not_positive", "new_quantity"),
    ],
)
def test_a_further_period_is_in_the_contract_and_above_nothing(start, end, quantity, code, field):
    after = replace(BEFORE, periods=(*BEFORE.periods, PeriodTerms(start, end, quantity)))
    term = (dt.date(2026, 7, 1), dt.date(2029, 6, 30))
    with pytest.raises(Invalid) as invalid:
        check_proposal(BEFORE, after, reason="Because.", equivalence=YES, contract=term)
    assert (invalid.value.code, invalid.value.field) == (code, field)


def test_a_further_period_does_not_count_the_same_days_of_one_place_twice():
    stands = BEFORE.periods[0]
    for new, place, fits in (
        (PeriodTerms(DAY, DAY + dt.timedelta(days=30), 5), "E1", False),
        (PeriodTerms(DAY + dt.timedelta(days=1), DAY + dt.timedelta(days=30), 5), "E1", True),
        (PeriodTerms(DAY, DAY + dt.timedelta(days=30), 5), "E2", True),
        (PeriodTerms(dt.date(2026, 1, 1), dt.date(2026, 7, 1), 5), "E1", False),
    ):
        placed = [PlacedPeriod(stands, "E1"), PlacedPeriod(new, place)]
        if fits:
            check_overlaps(BEFORE, placed)
        else:
            with pytest.raises(Invalid, match="periods_overlap") as invalid:
                check_overlaps(BEFORE, placed)
            assert invalid.value.field == "new_start_on"


def test_periods_that_stood_together_before_keep_no_other_change_from_being_proposed():
    twice = (BEFORE.periods[0], replace(BEFORE.periods[0], id="b"))
    check_overlaps(replace(BEFORE, periods=twice), [PlacedPeriod(each, "E1") for each in twice])


def test_a_milestone_is_not_moved_out_of_the_contract():
    before = replace(BEFORE, periods=(), steps=(StepTerms("s", "Opened", DAY),))
    after = replace(before, steps=(StepTerms("s", "Opened", dt.date(2090, 1, 1)),))
    with pytest.raises(Invalid, match="after_contract"):
        check_proposal(before, after, reason="So.", equivalence=YES, contract=(None, dt.date(2029, 6, 30)))


def test_a_proposal_changes_something_says_why_and_answers_every_question():
    after = replace(BEFORE, title="Evening hours")
    check_proposal(BEFORE, after, reason="Because.", equivalence=YES)
    for changed, reason, answers in (
        (BEFORE, "Because.", YES),
        (replace(after, title=" "), "Because.", YES),
        (after, "", YES),
        (after, "Because.", {**YES, "aim": (True, " ")}),
        (after, "Because.", {}),
        (replace(after, quantity=10), "Because.", YES),
    ):
        with pytest.raises(Invalid):
            check_proposal(BEFORE, changed, reason=reason, equivalence=answers)
    honest = {**YES, "amount": (False, "Fewer hours.")}
    check_proposal(BEFORE, replace(after, quantity=10), reason="Because.", equivalence=honest)


def approve(**changes):
    check_approval(
        **{
            "answer": Answer.APPROVE,
            "words": "",
            "is_equivalent": True,
            "for_authority": True,
            "shifts_balance": False,
            "grounds": [GROUNDS["not-substantial"]],
        }
        | changes
    )


def test_the_authority_judges_the_balance_and_names_the_ground():
    approve()
    approve(shifts_balance=True, words="It does, and the clause says how.", grounds=[GROUNDS["provided-for"]])
    for error, changes in (
        (Invalid, {"shifts_balance": None}),
        (Invalid, {"grounds": []}),
        (Invalid, {"shifts_balance": True, "grounds": [GROUNDS["provided-for"]]}),
        (Refused, {"shifts_balance": True, "words": "It does."}),
        (Refused, {"is_equivalent": False}),
    ):
        with pytest.raises(error):
            approve(**changes)


def test_the_supplier_approves_without_the_law_and_everybody_else_says_why():
    approve(for_authority=False, shifts_balance=None, grounds=[])
    for answer in (Answer.REFUSE, Answer.QUESTION, Answer.REPLY):
        with pytest.raises(Invalid):
            approve(answer=answer)
        approve(answer=answer, words="So.", is_equivalent=False, shifts_balance=None, grounds=[])


def test_it_is_agreed_when_all_have_approved_and_refused_when_one_says_no():
    manager, lead = Approver.CONTRACT_MANAGER, Approver.DELIVERY_LEAD
    assert outcome(BOTH, {lead: Answer.APPROVE}) is ChangeStatus.PROPOSED
    assert outcome(BOTH, {lead: Answer.APPROVE, manager: Answer.QUESTION}) is ChangeStatus.PROPOSED
    assert outcome(BOTH, {lead: Answer.APPROVE, manager: Answer.APPROVE}) is ChangeStatus.AGREED
    assert outcome(BOTH, {lead: Answer.APPROVE, manager: Answer.REFUSE}) is ChangeStatus.REFUSED
    # Somebody whose approval is not needed decides nothing.
    assert outcome(BOTH, {Approver.AIM_OWNER: Answer.REFUSE}) is ChangeStatus.PROPOSED
    assert all(CHANGE_STATUSES.is_final(each) for each in set(ChangeStatus) - STILL_OPEN)


@pytest.mark.parametrize(
    ("need", "facts"),
    [
        (NoticeNeed.NOT_UNDER_THE_ACT, {"is_under_the_act": False}),
        (NoticeNeed.LIGHT_TOUCH, {"is_light_touch": True}),
        (NoticeNeed.SMALL, {}),
        (NoticeNeed.NEEDED, {"moved": Moved(term=(Fraction(9, 100), Fraction(18, 100)))}),
        (NoticeNeed.CANNOT_BE_SAID, {"moved": Moved(value=(None, Fraction(0)))}),
        (NoticeNeed.NEEDED, {"moved": Moved(value=(None,), term=(Fraction(1),))}),
        (NoticeNeed.SMALL, {"moved": Moved(value=(Fraction(1, 10),))}),
        (NoticeNeed.NEEDED, {"moved": Moved(value=(Fraction(11, 100),))}),
        (NoticeNeed.SMALL, {"moved": Moved(value=(Fraction(11, 100),)), "is_works": True}),
        (NoticeNeed.NEEDED, {"moved": Moved(term=(Fraction(-2, 10),))}),
    ],
)
def test_small_changes_of_value_and_term_need_no_notice(need, facts):
    usual = {"is_under_the_act": True, "is_light_touch": False, "is_works": False}
    assert notice_need(**usual | facts) is need


ALLOWED = {
    (ChangeStatus.PROPOSED, new)
    for new in (ChangeStatus.AGREED, ChangeStatus.REFUSED, ChangeStatus.WITHDRAWN, ChangeStatus.LAPSED)
} | {(ChangeStatus.AGREED, new) for new in (ChangeStatus.IN_FORCE, ChangeStatus.LAPSED)}


@pytest.mark.parametrize(("old", "new"), [*itertools.product(ChangeStatus, repeat=2)])
def test_every_ordered_pair_of_change_statuses(old, new):
    assert CHANGE_STATUSES.allows(old, new) is ((old, new) in ALLOWED)
