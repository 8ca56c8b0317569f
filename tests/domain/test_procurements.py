"""Where a procurement may go next, and what must be true of its kind, value and dates."""

import datetime as dt
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain import procurements as rules
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.procurements import ProcurementKind as Kind
from commonweal.domain.procurements import ProcurementStatus as S

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)

#: The law's order, written a second time by hand. Every other ordered pair is forbidden.
ALLOWED = {
    ("planned", "engagement"),
    ("planned", "design"),
    ("planned", "withdrawn"),
    ("engagement", "design"),
    ("engagement", "withdrawn"),
    ("design", "engagement"),
    ("design", "open"),
    ("design", "withdrawn"),
    ("open", "closed"),
    ("open", "terminated"),
    ("closed", "opened"),
    ("closed", "terminated"),
    ("opened", "assessing"),
    ("opened", "terminated"),
    ("assessing", "open"),
    ("assessing", "award_decided"),
    ("assessing", "terminated"),
    ("award_decided", "assessing"),
    ("award_decided", "in_contract"),
    ("award_decided", "terminated"),
    ("in_contract", "ended"),
}


@pytest.mark.parametrize(("old", "new"), list(product(S, S)))
def test_every_ordered_pair_of_statuses_is_allowed_or_refused_as_the_law_orders_it(old: S, new: S) -> None:
    assert rules.TRANSITIONS.allows(old, new) is ((old.value, new.value) in ALLOWED)
    if (old.value, new.value) not in ALLOWED:
        with pytest.raises(Refused) as refused:
            rules.TRANSITIONS.check(old, new)
        assert refused.value.code == "procurement.status_not_allowed"


def test_each_status_has_its_row_in_each_table() -> None:
    for table in (rules.TRANSITIONS.table, rules.NEEDS, rules.TURN_OF):
        assert set(table) == set(S)


def test_a_procurement_that_is_over_stays_over() -> None:
    assert {status for status in S if rules.TRANSITIONS.is_final(status)} == {
        S.ENDED,
        S.WITHDRAWN,
        S.TERMINATED,
    }


def test_every_status_can_be_reached_from_the_beginning() -> None:
    reached, waiting = {S.PLANNED}, [S.PLANNED]
    while waiting:
        for following in rules.TRANSITIONS.following(waiting.pop()):
            if following not in reached:
                reached.add(following)
                waiting.append(following)
    assert reached == set(S)


def test_only_the_clock_closes() -> None:
    assert [status for status in S if rules.NEEDS[status] is None] == [S.CLOSED]


@pytest.mark.parametrize("status", list(S))
def test_nothing_is_edited_once_tenders_are_invited(status: S) -> None:
    if status in (S.PLANNED, S.ENGAGEMENT, S.DESIGN):
        rules.check_editable(status)
    else:
        with pytest.raises(Refused):
            rules.check_editable(status)


@pytest.mark.parametrize(("kind", "parent"), list(product(Kind, [None, *Kind])))
def test_a_call_off_and_nothing_else_has_a_framework_agreement_or_dynamic_market_above_it(
    kind: Kind, parent: Kind | None
) -> None:
    above = parent in (Kind.FRAMEWORK_AGREEMENT, Kind.DYNAMIC_MARKET)
    if (kind is Kind.CALL_OFF and above) or (kind is not Kind.CALL_OFF and parent is None):
        rules.check_parent(kind, parent)
    else:
        with pytest.raises(Invalid):
            rules.check_parent(kind, parent)


@given(st.integers(1, 10**15), st.integers(1, 10**15))
def test_the_value_without_vat_is_never_above_the_value_with_vat(one: int, other: int) -> None:
    high, low = max(one, other), min(one, other)
    rules.check_value(high, low)
    rules.check_value(high, None)
    with pytest.raises(Invalid):
        rules.check_value(low, high + 1)


def test_a_value_of_nothing_is_no_estimate() -> None:
    for value, without_vat in [(0, None), (-1, None), (100, 0)]:
        with pytest.raises(Invalid):
            rules.check_value(value, without_vat)


@given(st.lists(st.integers(1, 10**12), min_size=1, max_size=8))
def test_lots_add_up_to_the_value_to_the_penny(lots: list[int]) -> None:
    rules.check_lots(sum(lots), lots)
    with pytest.raises(Refused):
        rules.check_lots(sum(lots) + 1, lots)


def test_there_is_at_least_one_lot() -> None:
    with pytest.raises(Refused):
        rules.check_lots(0, [])


def test_a_contract_does_not_end_before_it_starts() -> None:
    day = dt.date(2027, 6, 1)
    rules.check_contract_dates(day, day, 0)
    rules.check_contract_dates(None, day, 120)
    with pytest.raises(Invalid):
        rules.check_contract_dates(day, day - dt.timedelta(days=1), 0)
    for months in (-1, 121):
        with pytest.raises(Invalid):
            rules.check_contract_dates(day, day, months)


def _after(days: int) -> dt.datetime:
    return NOW + dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("deadlines", "code"),
    [
        ([], "procurement.deadline_missing"),
        ([None], "procurement.deadline_missing"),
        ([NOW], "procurement.deadline_past"),
        ([_after(-1)], "procurement.deadline_past"),
        ([_after(30), _after(30)], "procurement.deadlines_out_of_order"),
        ([_after(30), None], "procurement.deadline_missing"),
        ([_after(400)], "procurement.deadline_after_start"),
    ],
)
def test_deadlines_that_cannot_be_kept_are_refused(deadlines: list[dt.datetime | None], code: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_deadlines(deadlines, now=NOW, starts_on=dt.date(2027, 6, 1))
    assert refused.value.code == code


def test_deadlines_in_order_before_the_start_are_accepted() -> None:
    rules.check_deadlines([_after(30)], now=NOW, starts_on=dt.date(2027, 6, 1))
    rules.check_deadlines([_after(30), _after(60)], now=NOW, starts_on=dt.date(2027, 6, 1))


@pytest.mark.parametrize(
    ("openers", "code"),
    [
        ([], "procurement.too_few_openers"),
        ([1, 2], "procurement.too_few_openers"),
        ([1, 2, 2], "procurement.opener_named_twice"),
    ],
)
def test_three_different_people_are_named_to_open(openers: list[int], code: str) -> None:
    rules.check_openers([1, 2, 3])
    with pytest.raises(Invalid) as refused:
        rules.check_openers(openers)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("starts", "ends", "months"),
    [
        (dt.date(2027, 6, 1), dt.date(2028, 5, 31), 12),
        (dt.date(2027, 6, 1), dt.date(2028, 6, 1), 13),
        (dt.date(2027, 6, 15), dt.date(2027, 6, 15), 1),
        (dt.date(2027, 1, 31), dt.date(2027, 2, 28), 2),
        (dt.date(2027, 1, 1), dt.date(2027, 12, 31), 12),
    ],
)
def test_length_counts_begun_months(starts: dt.date, ends: dt.date, months: int) -> None:
    assert rules.length_in_months(starts, ends) == months


@pytest.mark.parametrize("regime", list(rules.Regime))
@pytest.mark.parametrize("is_above", [True, False, None])
def test_a_value_speaks_against_the_law_only_across_the_threshold_of_the_act(regime, is_above) -> None:
    against = {
        (rules.Regime.BELOW_THRESHOLD, True): rules.LawDoubt.VALUE_REACHES_THRESHOLD,
        (rules.Regime.PROCUREMENT_ACT_2023, False): rules.LawDoubt.VALUE_IS_BELOW,
        (rules.Regime.PROCUREMENT_ACT_2023_WALES, False): rules.LawDoubt.VALUE_IS_BELOW,
    }
    assert rules.law_doubt(regime, is_above) is against.get((regime, is_above))


def test_a_deadline_that_is_entered_lies_ahead_and_one_that_stood_may_stay() -> None:
    rules.check_round_deadline(None, before=None, number=1, now=NOW)
    rules.check_round_deadline(NOW + dt.timedelta(seconds=1), before=None, number=1, now=NOW)
    rules.check_round_deadline(NOW, before=NOW, number=1, now=NOW)
    with pytest.raises(Invalid) as refused:
        rules.check_round_deadline(NOW, before=None, number=2, now=NOW)
    assert (refused.value.code, refused.value.field) == ("procurement.deadline_past", "deadline_at")
