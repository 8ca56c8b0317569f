"""Promises that ask for a question: each check with a figure worked out by hand, and none of it before locking."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.assessment.credibility import (
    Concern,
    ContractFacts,
    Promise,
    check_open,
    comparables,
    flags,
    rate,
)
from commonweal.domain.errors import Refused

CONTRACT = ContractFacts(200_000_000, dt.date(2026, 1, 1), dt.date(2029, 12, 31), team_thousandths=10_000)
PROMISE = Promise("a", "Apprentices", "apprentices", 4_000, "Four a year, 2 days a week.", None, None, False)


def concerns(promise=PROMISE, contract=CONTRACT, others=None):
    return [flag.concern for flag in flags(promise, contract, others)]


def test_a_plain_promise_raises_nothing():
    assert concerns() == []


def test_more_apprentices_than_workers_cannot_be():
    assert concerns(replace(PROMISE, quantity=11_000)) == [Concern.MORE_THAN_TEAM]
    assert concerns(replace(PROMISE, quantity=10_000)) == []
    assert concerns(replace(PROMISE, quantity=11_000), replace(CONTRACT, team_thousandths=None)) == []


def test_more_than_the_whole_and_more_hours_than_the_team_has():
    """Ten people have 10 x 1,800 x 4 years = 72,000 hours: 1,461 days are exactly four years."""
    assert CONTRACT.years == 4
    hours = replace(PROMISE, unit="hours", quantity=72_000_000)
    assert concerns(hours) == []
    assert concerns(replace(hours, quantity=72_000_001)) == [Concern.MORE_HOURS_THAN_TEAM]
    assert concerns(replace(PROMISE, unit="%", quantity=100_001)) == [Concern.ABOVE_WHOLE]


def test_a_promise_lies_within_the_contract_and_its_extension():
    late = replace(PROMISE, last_on=dt.date(2030, 6, 30))
    assert concerns(late) == [Concern.OUTSIDE_CONTRACT]
    assert concerns(late, replace(CONTRACT, extension_months=6)) == []
    assert concerns(replace(PROMISE, first_on=dt.date(2025, 12, 31))) == [Concern.OUTSIDE_CONTRACT]


def test_far_above_others_for_each_pound_and_year():
    """Four for £2m over four years is half a unit for each million and year.

    Of 1..8 tenths the median lies half way from 0.4 to 0.5 and the upper quartile a quarter of the way from 0.6 to 0.7: 0.625,
    to two digits 0.62. Twice that for £2m over four years is 9.92.
    """
    assert rate(4_000, CONTRACT.value_pence, CONTRACT.years) == Fraction(1, 2)
    others = comparables("apprentices", [(n, Fraction(n, 10)) for n in range(1, 9)])
    assert (others.count, others.median, others.upper) == (8, Fraction(45, 100), Fraction(62, 100))
    at_twice = replace(PROMISE, quantity=9_920)
    assert concerns(at_twice, others=others) == []
    assert concerns(replace(at_twice, quantity=9_921), others=others) == [Concern.FAR_ABOVE_OTHERS]


def test_commitments_of_four_suppliers_say_nothing_and_give_nobody_away_however_many_they_are():
    of_four = [(n % 4, Fraction(1)) for n in range(40)]
    assert comparables("people", of_four) is None
    assert comparables("people", [*of_four, (4, Fraction(1))]).count == 5


def test_a_supplier_with_many_contracts_counts_once_with_the_median_of_its_own():
    """Forty of one at 9 and four others at 1, 2, 3, 4: the median of 1, 2, 3, 4, 9 is 3, not 9."""
    others = [(n, Fraction(n)) for n in (1, 2, 3, 4)]
    found = comparables("people", [*others, *[(5, Fraction(9))] * 40])
    assert (found.median, found.upper) == (3, 4)
    several = comparables("people", [*others, (5, Fraction(1)), (5, Fraction(5)), (5, Fraction(90))])
    assert (several.median, several.upper) == (3, 4)


def test_who_tenders_is_left_out_and_is_not_among_the_fewest():
    rates = [(n, Fraction(n)) for n in range(1, 7)]
    assert comparables("people", rates, without={6}) == comparables("people", rates[:5])
    assert comparables("people", rates, without={5, 6}) is None


def test_no_figure_is_a_suppliers_own_to_the_last_digit():
    """With five suppliers the middle one's rate is the median: it is told to two digits only."""
    rates = [(n, Fraction(123_457 + n, 1_000)) for n in range(5)]
    found = comparables("people", rates)
    assert (found.median, found.upper) == (120, 120)
    small = comparables("people", [(n, each / 10**6) for n, each in rates])
    assert small.median == Fraction(12, 10**5)


@given(st.lists(st.fractions(min_value=0, max_value=100), min_size=5, max_size=20))
def test_quartiles_do_not_depend_on_order_and_are_among_the_figures(rates):
    by_supplier = list(enumerate(rates))
    found = comparables("people", by_supplier)
    assert found == comparables("people", reversed(by_supplier))
    assert found.median <= found.upper
    ordered, digits = sorted(rates), Fraction(105, 100)
    assert ordered[0] / digits <= found.median <= found.upper <= ordered[-1] * digits


def test_vague_and_unmeasurable_words():
    vague = replace(PROMISE, words="We will endeavour to help where possible, 2 days a week.")
    assert concerns(vague) == [Concern.VAGUE]
    assert dict(flags(vague, CONTRACT, None)[0].figures) == {"words": "endeavour, where possible"}
    bare = replace(PROMISE, quantity=None, words="We will be good neighbours.")
    assert concerns(bare) == [Concern.UNMEASURABLE]
    assert concerns(replace(bare, has_milestones=True)) == []


@pytest.mark.parametrize(
    ("stated", "locked", "code"),
    [(False, True, "credibility.not_stated"), (True, False, "credibility.not_locked")],
)
def test_only_where_the_ask_says_so_and_after_locking(stated, locked, code):
    with pytest.raises(Refused) as caught:
        check_open(is_stated=stated, is_locked=locked)
    assert caught.value.code == code
    check_open(is_stated=True, is_locked=True)
