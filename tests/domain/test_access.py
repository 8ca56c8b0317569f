"""Lots and access: exact counts from stated assumptions, and reservations by date and nation."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.access import Market, Reservation, Size, check_market, even_parts, reach_of, yearly
from commonweal.domain.errors import Invalid
from commonweal.domain.fit.case import AuthorityKind, Nation
from commonweal.domain.procurements import Nature
from commonweal.domain.rules.reservations import RULES, AccessFacts, open_here

MARKET = Market({Size.MICRO: 40, Size.SMALL: 12, Size.MEDIUM: 5, Size.LARGE: 3}, "Register of March 2026")
POUND = 100
HERE = AccessFacts(
    AuthorityKind.LOCAL, Nation.ENGLAND, Nature.SERVICES, dt.date(2026, 3, 2), is_above=False, months=36
)


def test_micro_firms_can_tender_once_a_part_needs_no_more_than_their_turnover():
    whole = reach_of([600_000 * POUND], MARKET, 200)
    halves = reach_of([300_000 * POUND] * 2, MARKET, 200)
    assert (whole.total, whole.small_and_medium) == (20, 17)
    assert (halves.total, halves.small_and_medium) == (60, 57)


def test_at_exactly_the_turnover_of_its_size_a_supplier_is_able():
    assert reach_of([500_000 * POUND], MARKET, 200).able[Size.MICRO] == 40
    assert reach_of([500_000 * POUND + 1], MARKET, 200).able[Size.MICRO] == 0


def test_without_a_turnover_asked_for_everybody_can():
    assert reach_of([10**12], MARKET, 0).total == MARKET.total


@given(
    total=st.integers(1, 10**12),
    parts=st.integers(1, 50),
    percent=st.integers(0, 1_000),
    counts=st.lists(st.integers(0, 10_000), min_size=4, max_size=4),
)
def test_splitting_never_makes_fewer_suppliers_able(total, parts, percent, counts):
    market = Market(dict(zip(Size, counts, strict=True)), "x")
    divided = even_parts(total, parts)
    assert sum(divided) == total
    assert max(divided) - min(divided) <= 1
    whole, split = reach_of([total], market, percent), reach_of(divided, market, percent)
    assert all(split.able[size] >= whole.able[size] for size in Size)
    assert split.total <= market.total


@given(value=st.integers(1, 10**13), months=st.integers(1, 480))
def test_the_yearly_value_covers_the_whole_value(value, months):
    assert yearly(value, months) * max(months, 12) >= value * 12
    assert yearly(value, months) <= value


@pytest.mark.parametrize(
    ("market", "percent", "field"),
    [
        (Market({Size.SMALL: -1}, "x"), 200, "small"),
        (Market({Size.SMALL: 1_000_001}, "x"), 200, "small"),
        (Market({Size.SMALL: 1}, " "), 200, "market_source"),
        (Market({Size.SMALL: 1}, "x"), 1_001, "turnover_percent"),
    ],
)
def test_counts_that_cannot_be_are_refused_beside_their_field(market, percent, field):
    with pytest.raises(Invalid) as refused:
        check_market(market, percent)
    assert refused.value.field == field


def test_there_is_something_to_tender_for():
    with pytest.raises(Invalid):
        reach_of([], MARKET, 200)


R = Reservation


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, {R.LOCAL, R.UK, R.SME_VCSE, R.SUPPORTED_EMPLOYMENT}),
        ({"began_on": dt.date(2026, 2, 3)}, {R.SME_VCSE, R.SUPPORTED_EMPLOYMENT}),
        ({"began_on": dt.date(2026, 2, 4)}, {R.LOCAL, R.UK, R.SME_VCSE, R.SUPPORTED_EMPLOYMENT}),
        ({"nation": Nation.WALES}, {R.SME_VCSE, R.SUPPORTED_EMPLOYMENT}),
        ({"is_above": True}, {R.SUPPORTED_EMPLOYMENT}),
        ({"is_above": True, "light_touch": True}, {R.SUPPORTED_EMPLOYMENT, R.MUTUALS}),
        ({"is_above": True, "light_touch": True, "months": 60}, {R.SUPPORTED_EMPLOYMENT, R.MUTUALS}),
        ({"is_above": True, "light_touch": True, "months": 61}, {R.SUPPORTED_EMPLOYMENT}),
        ({"nation": Nation.SCOTLAND, "is_above": True}, set()),
        ({"authority": AuthorityKind.CENTRAL, "began_on": dt.date(2025, 6, 1)},
         {R.LOCAL, R.UK, R.SME_VCSE, R.SUPPORTED_EMPLOYMENT}),
        ({"nation": Nation.SCOTLAND}, set()),
        ({"began_on": dt.date(2025, 2, 23)}, set()),
    ],
)  # fmt: skip
def test_reservations_by_date_nation_threshold_and_length(change, expected):
    assert open_here(replace(HERE, **change)) == expected


def test_what_cannot_be_told_may_be_chosen_and_says_so():
    unknown = replace(HERE, is_above=None)
    assert R.SME_VCSE in open_here(unknown)
    found = {rule.reservation: rule.open_here(unknown) for rule in RULES}
    assert "No threshold is known" in found[R.SME_VCSE].because
