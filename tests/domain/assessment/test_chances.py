"""A share of trials and its standard error."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.assessment.chances import chance


def test_a_hand_calculation():
    """25 of 100: p is a quarter, the error sqrt(0.25 x 0.75 / 100) = 0.0433012701892..."""
    assert chance(25, 100).p == Decimal("0.25")
    assert chance(25, 100).se == Decimal("0.043301270189")


def test_certainty_has_no_error():
    assert chance(7, 7).se == chance(0, 7).se == 0


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_it_is_a_probability_and_its_complement_has_the_same_error(case):
    hits, draws = case
    assert 0 <= chance(hits, draws).p <= 1
    assert chance(hits, draws).se == chance(draws - hits, draws).se
