"""Price formulas: each against its worked example by hand, and the laws that every formula keeps."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.assessment.price import PRICE_RULES, RULES, price_points
from commonweal.domain.errors import Invalid

price_lists = st.lists(st.integers(1, 10**10), min_size=1, max_size=6)
VARIABLE = [rule for rule in RULES if rule.id != "fixed-price"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_worked_example(rule):
    """The expected points were worked out by hand, as `working` says, and written down before the formula was run."""
    assert price_points(rule.id, rule.example.prices, rule.example.quality) == rule.example.points


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_says_what_it_is_where_it_is_from_and_how_it_is_gamed(rule):
    assert rule.statement and rule.source and rule.gaming and rule.example.working
    assert PRICE_RULES[rule.id] is rule


@pytest.mark.parametrize("rule", VARIABLE, ids=lambda rule: rule.id)
@given(prices=price_lists)
def test_points_lie_between_nought_and_a_hundred_and_a_lower_price_never_gets_fewer(rule, prices):
    """At equal quality."""
    points = price_points(rule.id, prices, [Fraction(60)] * len(prices))
    assert all(0 <= each <= 100 for each in points)
    by_price = [point for _, point in sorted(zip(prices, points, strict=True))]
    assert by_price == sorted(by_price, reverse=True)


@pytest.mark.parametrize("rule", VARIABLE, ids=lambda rule: rule.id)
@given(prices=price_lists, factor=st.integers(1, 1000))
def test_the_unit_of_money_never_matters(rule, prices, factor):
    quality = [Fraction(60)] * len(prices)
    assert price_points(rule.id, [p * factor for p in prices], quality) == price_points(
        rule.id, prices, quality
    )


@given(price_lists, st.randoms(use_true_random=False))
def test_the_order_of_tenders_never_matters(prices, random):
    places = list(range(len(prices)))
    random.shuffle(places)
    points = price_points("lowest-price-proportion", prices)
    assert price_points("lowest-price-proportion", [prices[i] for i in places]) == tuple(
        points[i] for i in places
    )


@pytest.mark.parametrize("rule", ["price-per-quality-point", "value-for-money-index"])
def test_no_quality_gets_nothing(rule):
    assert price_points(rule, (100, 100), (Fraction(0), Fraction(50)))[0] == 0


def test_nobody_with_quality():
    assert price_points("value-for-money-index", (100, 200), (Fraction(0), Fraction(0))) == (0, 0)
    assert price_points("price-per-quality-point", (100, 200), (Fraction(0), Fraction(0))) == (0, 0)


def test_no_tenders_no_points():
    assert all(price_points(rule.id, ()) == () for rule in RULES)


@pytest.mark.parametrize(
    ("rule", "prices", "code"),
    [
        ("cheapest-wins", (1,), "price.rule_unknown"),
        ("lowest-price-proportion", (0, 5), "price.not_positive"),
        ("mean-relative", (-1,), "price.not_positive"),
        ("fixed-price", (5, 6), "price.not_the_fixed_price"),
    ],
)
def test_what_cannot_be_scored_is_refused(rule, prices, code):
    with pytest.raises(Invalid) as refused:
        price_points(rule, prices)
    assert refused.value.code == code
