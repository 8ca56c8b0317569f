"""Figures that are rounded for people still say what is so."""

from decimal import Decimal
from fractions import Fraction

import pytest

from commonweal.presentation.points import chance, held


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(1), "100.0%"),
        (Fraction(99_999, 100_000), "more than 99.9%"),
        (Fraction(9_995, 10_000), "more than 99.9%"),
        (Fraction(9_994, 10_000), "99.9%"),
        (Decimal("0.5"), "50.0%"),
        (Fraction(1, 100_000), "less than 0.1%"),
        (Decimal("0.00001"), "less than 0.1%"),
        (Fraction(0), "0.0%"),
    ],
)
def test_all_and_none_of_the_trials_are_said_only_when_it_is_so(share, shown):
    assert chance(share) == shown


def test_the_ends_of_an_interval_lie_inside_it():
    """At 33.33% the winner no longer wins when the low end is a third; at 66.67% when the high end is two thirds."""
    assert held((Fraction(1, 3), Fraction(2, 3)), 5_000) == (3_334, 6_666)
    assert held((Fraction(0), Fraction(1)), 5_000) == (0, 10_000)


def test_an_end_does_not_go_past_the_published_weight():
    assert held((Fraction(49_995, 100_000), Fraction(50_005, 100_000)), 5_000) == (5_000, 5_000)
    assert held((Fraction(33_334, 100_000), Fraction(33_336, 100_000)), 3_333) == (3_333, 3_333)
