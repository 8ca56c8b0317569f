"""Draws: shared parameters move together, the same seed gives the same digits, nothing leaves its range."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.analytics.valuation.profile import profile
from commonweal.analytics.valuation.sampling import STEPS, inverse, random_steps, singles
from commonweal.analytics.valuation.simulation import simulate
from commonweal.domain.valuation import (
    Adjustment,
    DiscountRates,
    Grade,
    Kind,
    Prices,
    Range,
    Shape,
    UnitValue,
    Valuation,
    Valued,
    certain,
)

POUNDS = Range(Fraction(500), Fraction(1000), Fraction(2000))
CELL = ("Work", Kind.FISCAL)


def valuation(number=40, pounds=POUNDS, **given):
    value = UnitValue(
        "job", "A job", "job", Kind.FISCAL, pounds, 2026, "A study", "2024", "None", Grade.MEDIUM
    )
    commitments = [
        Valued(f"C{n}", "Jobs", "Work", Fraction(n + 1), "job", "job", 2026, **given) for n in range(number)
    ]
    rates = DiscountRates(((1, Fraction("0.035")),))
    return Valuation(2026, commitments, {"job": value}, rates, Prices("", {}))


def drawn(made, draws=4000, seed=1, **given):
    return simulate(made, draws=draws, seed=seed, **given).totals[CELL]


def test_the_same_seed_gives_the_same_digits_and_another_seed_others():
    for independent in (False, True):
        one, two = (drawn(valuation(), seed=3, independent=independent) for _ in range(2))
        assert np.array_equal(one, two)
        assert not np.array_equal(one, drawn(valuation(), seed=4, independent=independent))


def test_a_shared_unit_value_moves_every_commitment_together():
    """With one shared unit value the total is that value times the whole quantity."""
    whole = drawn(valuation())
    quantity = sum(range(1, 41))
    assert whole.min() >= 500 * quantity * (1 - 1e-6)
    assert whole.max() <= 2000 * quantity * (1 + 1e-6)
    assert whole.std() / whole.mean() == pytest.approx(POUNDS_STD / POUNDS_MEAN, rel=0.05)


POUNDS_MEAN = (500 + 1000 + 2000) / 3
POUNDS_STD = ((500**2 + 1000**2 + 2000**2 - 500 * 1000 - 500 * 2000 - 1000 * 2000) / 18) ** 0.5
"""Mean and standard deviation of a triangular distribution, by its textbook formulas."""


def test_drawn_independently_the_range_is_falsely_narrow():
    """The spread of a sum of independent copies shrinks by the root of their sum of squares over their sum."""
    quantities = np.arange(1, 41)
    alone = drawn(valuation(), independent=True)
    shrunk = np.sqrt((quantities**2).sum()) / quantities.sum()
    assert alone.mean() == pytest.approx(POUNDS_MEAN * quantities.sum(), rel=0.01)
    assert alone.std() / alone.mean() == pytest.approx(shrunk * POUNDS_STD / POUNDS_MEAN, rel=0.06)
    assert alone.std() < drawn(valuation()).std() / 4


def test_independent_and_shared_draws_of_one_commitment_have_the_same_spread():
    made = valuation(
        1, deadweight=Adjustment(Range(Fraction("0.1"), Fraction("0.2"), Fraction("0.4")), "jobs")
    )
    for percentile in (5, 50, 95):
        together, alone = (
            np.percentile(drawn(made, 40_000, independent=way), percentile) for way in (False, True)
        )
        assert together == pytest.approx(alone, rel=0.02)


def test_a_named_parameter_is_one_draw_and_an_inline_range_is_the_commitments_own():
    span = Range(Fraction(0), Fraction("0.5"), Fraction(1), Shape.UNIFORM)
    named = drawn(valuation(pounds=certain(1000), deadweight=Adjustment(span, "everyone")))
    own = drawn(valuation(pounds=certain(1000), deadweight=Adjustment(span)))
    assert own.mean() == pytest.approx(named.mean(), rel=0.03)
    assert own.std() < named.std() / 4


def test_against_a_plain_program_that_draws_one_at_a_time():
    lose = Range(Fraction("0.1"), Fraction("0.3"), Fraction("0.6"))
    made = valuation(
        5, deadweight=Adjustment(lose, "everyone"), attribution=Adjustment(certain(Fraction("0.8")))
    )
    source = np.random.default_rng(11)
    plain = np.array(
        [
            sum(unit * quantity * (1 - gone) * 0.8 for quantity in range(1, 6))
            for unit, gone in zip(
                source.triangular(500, 1000, 2000, 20_000),
                source.triangular(0.1, 0.3, 0.6, 20_000),
                strict=True,
            )
        ]
    )
    ours = drawn(made, 20_000)
    for percentile in (5, 25, 50, 75, 95):
        assert np.percentile(ours, percentile) == pytest.approx(np.percentile(plain, percentile), rel=0.02)


def test_what_is_certain_is_not_spread():
    whole = drawn(valuation(pounds=certain(1000)), draws=10)
    assert whole.tolist() == [1000.0 * sum(range(1, 41))] * 10


def test_the_profile_has_the_exact_central_value_and_ordered_percentiles():
    made = valuation()
    lines = [made.line(one) for one in made.priced()]
    (part,) = profile(simulate(made, draws=500, seed=1), lines)
    assert (part.mission, part.kind, part.lines) == ("Work", Kind.FISCAL, 40)
    assert part.central == 1000 * 100 * sum(range(1, 41))
    assert part.low < part.median < part.high


@given(st.tuples(*[st.fractions(0, 10**6, max_denominator=100)] * 3).map(sorted), st.sampled_from([*Shape]))
def test_every_step_stays_in_its_range_and_is_the_inverse_of_its_chance(three, shape):
    span = Range(*three, shape)
    if span.is_certain:
        return
    found = singles(span, np.arange(STEPS, dtype=np.uint16))
    exact = inverse(span, (np.arange(STEPS) + 0.5) / STEPS)
    assert len(found) == STEPS
    assert np.abs(found - exact).max() <= 2e-4 * float(span.high - span.low) + 2e-6 * float(span.high)


def test_the_inverse_of_the_triangle_by_hand():
    """Half of a triangle from 0 to 2 with its top at 1 lies below 1; an eighth lies below a half."""
    span = Range(Fraction(0), Fraction(1), Fraction(2))
    assert inverse(span, np.array([0.0, 0.125, 0.5, 0.875, 1.0])).tolist() == [0.0, 0.5, 1.0, 1.5, 2.0]


def test_random_steps_are_the_same_on_every_machine():
    assert random_steps(1, 0, 0, count=5).tolist() == random_steps(1, 0, 0, count=9).tolist()[:5]
    assert random_steps(1, 0, 0, count=5).tolist() != random_steps(1, 0, 1, count=5).tolist()
    assert abs(random_steps(5, 1, count=100_000).mean() - STEPS / 2) < 300
