"""Before scoring: grounds and their dates, being heard, conditions of participation, low prices, down-selection."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.assessment.conditions import check_condition, is_screening_blocked
from commonweal.domain.assessment.down_selection import check_down_selection
from commonweal.domain.assessment.enquiries import check_answer, check_enquiry, was_heard
from commonweal.domain.assessment.exclusions import (
    ExclusionOutcome,
    GroundKind,
    PartyKind,
    check_exclusion,
    grounds_on,
)
from commonweal.domain.assessment.holds import HoldReason, LookedAt, list_holds
from commonweal.domain.assessment.low_price import PriceOutcome, check_price_decision, price_flags
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.assessment.suitability import Decided, check_may_decide, taken_out
from commonweal.domain.errors import DomainError
from commonweal.domain.procurements import Nature, Regime
from commonweal.reference.exclusion_grounds import shipped_grounds

WHY = "The facts do not show that."
DAY = dt.date(2026, 5, 4)
M, D = GroundKind.MANDATORY, GroundKind.DISCRETIONARY


def code(call, *args, **kwargs):
    with pytest.raises(DomainError) as caught:
        call(*args, **kwargs)
    return caught.value.code


def test_grounds_have_sources_and_both_kinds_and_are_in_force_from_the_act():
    grounds = shipped_grounds()
    assert {ground.kind for ground in grounds} == {M, D}
    assert len({ground.id for ground in grounds}) == len(grounds)
    assert grounds_on(grounds, dt.date(2025, 2, 23)) == ()
    assert grounds_on(grounds, dt.date(2025, 2, 24)) == grounds
    assert not next(ground for ground in grounds if ground.id == "terrorism").is_checked


def test_a_mandatory_ground_leaves_no_discretion():
    assert (
        code(check_exclusion, M, PartyKind.SUPPLIER, ExclusionOutcome.NOT_EXCLUDED, WHY, was_heard=True)
        == "exclusion.no_discretion"
    )
    assert (
        check_exclusion(D, PartyKind.SUPPLIER, ExclusionOutcome.NOT_EXCLUDED, f" {WHY} ", was_heard=True)
        == WHY
    )


@pytest.mark.parametrize("kind", GroundKind)
def test_nobody_is_excluded_unheard(kind):
    refused = code(check_exclusion, kind, PartyKind.SUPPLIER, ExclusionOutcome.EXCLUDED, WHY, was_heard=False)
    assert refused == "exclusion.not_heard"


@pytest.mark.parametrize("kind", GroundKind)
def test_self_cleaning_keeps_a_supplier_on_either_kind_of_ground(kind):
    assert check_exclusion(kind, PartyKind.SUPPLIER, ExclusionOutcome.SELF_CLEANED, WHY, was_heard=True)


def test_only_somebody_else_can_be_replaced_and_a_reason_has_words():
    replaced = ExclusionOutcome.REPLACED
    assert (
        code(check_exclusion, D, PartyKind.SUPPLIER, replaced, WHY, was_heard=True)
        == "exclusion.only_others_are_replaced"
    )
    assert (
        code(check_exclusion, D, PartyKind.SUBCONTRACTOR, replaced, "Because.", was_heard=True)
        == "exclusion.reason_missing"
    )


def test_a_tenderer_has_been_heard_when_it_answers_or_lets_the_day_go_by():
    assert was_heard(DAY, DAY, is_answered=True)
    assert not was_heard(DAY, DAY, is_answered=False)
    assert was_heard(DAY, DAY + dt.timedelta(days=1), is_answered=False)


def test_an_answer_comes_once_and_until_the_end_of_the_day():
    assert check_answer(" Yes ", DAY, DAY, is_answered=False) == "Yes"
    assert code(check_answer, "Yes", DAY, DAY + dt.timedelta(days=1), is_answered=False) == "enquiry.too_late"
    assert code(check_answer, "Yes", DAY, DAY, is_answered=True) == "enquiry.answered"
    assert code(check_answer, " ", DAY, DAY, is_answered=False) == "enquiry.answer_missing"
    assert code(check_enquiry, "What did you mean by this?", DAY, DAY) == "enquiry.day_past"


def test_screening_is_blocked_below_the_threshold_but_for_some_works():
    assert is_screening_blocked(Regime.BELOW_THRESHOLD, None)
    assert is_screening_blocked(Regime.PROCUREMENT_ACT_2023, False)
    assert not is_screening_blocked(Regime.PROCUREMENT_ACT_2023, True)
    assert not is_screening_blocked(Regime.PROCUREMENT_ACT_2023, None)
    words = ("Has insurance.", "Part 2")
    check_condition(*words, "", nature=Nature.SERVICES, is_blocked=False)
    refused = code(check_condition, *words, "why", nature=Nature.SERVICES, is_blocked=True)
    assert refused == "condition.below_threshold"
    assert code(check_condition, *words, "", nature=Nature.WORKS, is_blocked=True) == "condition.why_lawful"
    check_condition(*words, "Works of a listed kind.", nature=Nature.WORKS, is_blocked=True)
    assert code(check_condition, "x", "", "", nature=Nature.WORKS, is_blocked=False) == "condition.not_stated"


def test_a_low_price_worked_by_hand():
    """£70,000 against a mean of £105,000 lies 35/105 = a third below; £100,000 against £90,000 a ninth above."""
    flags = price_flags({"a": 7_000_000, "b": 10_000_000, "c": 11_000_000})
    assert flags["a"].below == Fraction(1, 3) and flags["a"].is_low
    assert flags["b"].below == Fraction(-1, 9) and not flags["b"].is_low
    assert not flags["c"].is_low


def test_exactly_a_fifth_below_is_flagged_and_two_tenders_are_not_compared():
    assert price_flags({"a": 8_000, "b": 10_000, "c": 10_000})["a"].is_low
    assert not price_flags({"a": 8_001, "b": 10_000, "c": 10_000})["a"].is_low
    assert price_flags({"a": 1, "b": 10_000}) == {}


@given(st.lists(st.integers(1, 10**9), min_size=3, max_size=8), st.integers(1, 1_000))
def test_flags_do_not_depend_on_the_unit_of_money(prices, times):
    def flagged(factor):
        return {
            key: flag.is_low
            for key, flag in price_flags({str(n): p * factor for n, p in enumerate(prices)}).items()
        }

    assert flagged(1) == flagged(times)


def test_no_price_is_disregarded_unheard():
    assert code(check_price_decision, PriceOutcome.DISREGARDED, was_heard=False) == "low_price.not_heard"
    check_price_decision(PriceOutcome.ACCEPTED, was_heard=False)


def test_the_newest_decision_of_a_matter_stands_and_any_matter_can_take_a_tender_out():
    decisions = [
        Decided(1, "exclusion", 7, "excluded"),
        Decided(1, "exclusion", 7, "self_cleaned"),
        Decided(2, "exclusion", 8, "does_not_apply"),
        Decided(2, "condition", 3, "not_met"),
        Decided(3, "low_price", None, "disregarded"),
        Decided(4, "low_price", None, "accepted"),
    ]
    assert taken_out(decisions) == {2, 3}


def test_a_tender_may_go_out_at_any_time_and_nobody_comes_back_without_scores():
    for status in (AssessmentStatus.MODERATION, AssessmentStatus.LOCKED):
        check_may_decide(status, takes_out=True, was_out=False)
        check_may_decide(status, takes_out=False, was_out=False)
        back = code(check_may_decide, status, takes_out=False, was_out=True)
        assert back == "suitability.scores_are_in"


def test_a_look_at_the_debarment_list_holds_for_thirty_days():
    def reasons(*parties):
        return [(hold.reason, hold.about) for hold in list_holds(parties, DAY)]

    assert reasons(LookedAt("A", DAY), LookedAt("B", DAY - dt.timedelta(days=30))) == []
    assert reasons(LookedAt("A", None)) == [(HoldReason.NOT_LOOKED_UP, "A")]
    assert reasons(LookedAt("A", DAY - dt.timedelta(days=31))) == [(HoldReason.LOOKED_UP_LONG_AGO, "A")]
    noon = dt.datetime.combine(DAY, dt.time(12), dt.UTC)
    before, after = noon - dt.timedelta(hours=1), noon + dt.timedelta(hours=1)
    assert reasons(LookedAt("A", DAY, listed_at=noon)) == [(HoldReason.LISTED, "A")]
    assert reasons(LookedAt("A", DAY, listed_at=noon, grounds_at=(before,))) == [(HoldReason.LISTED, "A")]
    assert reasons(LookedAt("A", DAY, listed_at=noon, grounds_at=(before, after))) == []


def test_down_selection_needs_a_later_round_somebody_and_reasons():
    both = {"a": True, "b": False}
    check_down_selection(both, {"b": "Below the minimum."}, round_number=1, rounds=2)
    assert code(check_down_selection, both, {}, round_number=2, rounds=2) == "down_selection.last_round"
    assert code(check_down_selection, both, {}, round_number=1, rounds=2) == "down_selection.reason_missing"
    nobody = dict.fromkeys(both, False)
    assert code(check_down_selection, nobody, {}, round_number=1, rounds=2) == "down_selection.nobody"
