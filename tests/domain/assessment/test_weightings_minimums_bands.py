"""Sub-weightings multiply down, minimums are met exactly at the line, a score is a band's and has a reason."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.assessment.bands import band_of, check_reason, spread
from commonweal.domain.assessment.minimums import Minimum, shortfalls
from commonweal.domain.assessment.weightings import Weighting, shares
from commonweal.domain.criteria import DEFAULT_BANDS
from commonweal.domain.errors import Invalid
from tests.domain.assessment.tables import table


def test_a_sub_weighting_is_a_share_of_a_share():
    """Quality 60%, of which the team is a third and a quarter (33.33% is refused, 25% is fine)."""
    parts = (Weighting("team", 2_500), Weighting("method", 7_500))
    found = shares((Weighting("price", 4_000), Weighting("quality", 6_000, parts)))
    assert found == {"price": Fraction(2, 5), "team": Fraction(3, 20), "method": Fraction(9, 20)}


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=5))
def test_shares_sum_to_one_or_are_refused(weights):
    weightings = tuple(Weighting(f"c{i}", weight) for i, weight in enumerate(weights))
    if sum(weights) == 10_000:
        assert sum(shares(weightings).values()) == 1
    else:
        with pytest.raises(Invalid):
            shares(weightings)


@pytest.mark.parametrize(
    ("weightings", "code"),
    [
        ((Weighting("a", 10_001), Weighting("b", -1)), "weights.negative"),
        ((Weighting("a", 5_000), Weighting("a", 5_000)), "weights.repeated"),
        ((Weighting("a", 10_000, (Weighting("b", 9_999),)),), "weights.total"),
    ],
)
def test_weightings_that_do_not_hold_together_are_refused(weightings, code):
    with pytest.raises(Invalid) as refused:
        shares(weightings)
    assert refused.value.code == code


def test_exactly_at_a_minimum_is_enough():
    scored = table([50, 50], (50, 70), (49, 90))
    found = shortfalls(scored, [Minimum(Fraction(50), "c0"), Minimum(Fraction(60))])
    assert [(s.tender, s.minimum.criterion, s.short_by) for s in found] == [("B", "c0", 1)]


def test_a_total_below_the_overall_minimum():
    assert [s.short_by for s in shortfalls(table([1], (59,)), [Minimum(Fraction(60))])] == [1]


def test_a_score_is_the_score_of_a_band():
    assert band_of(DEFAULT_BANDS, 7_500).title == "Good"
    with pytest.raises(Invalid) as refused:
        band_of(DEFAULT_BANDS, 7_000)
    assert (refused.value.code, refused.value.field) == ("score.not_a_band", "score")


@pytest.mark.parametrize("reason", ["", "   ", "good", "very good"])
def test_a_score_needs_a_reason(reason):
    with pytest.raises(Invalid):
        check_reason(reason)


def test_a_reason_is_kept_trimmed():
    assert check_reason("  Names who does what.  ") == "Names who does what."


def test_spread_is_how_far_apart_marks_lie():
    assert (spread([2_500, 7_500, 5_000]), spread([5_000]), spread([])) == (5_000, 0, 0)
