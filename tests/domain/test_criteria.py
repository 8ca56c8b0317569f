"""Weightings total 100% exactly; scoring bands rise from nothing to full marks."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.criteria import DEFAULT_BANDS, Band, check_bands, check_weights
from commonweal.domain.errors import Invalid


@given(st.lists(st.integers(1, 9_999), min_size=1, max_size=12, unique=True))
def test_any_split_of_the_whole_is_accepted_and_one_point_more_or_less_is_not(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), 10_000]
    weights = [later - earlier for earlier, later in pairwise(edges)]
    check_weights(weights)
    for wrong in (-1, 1):
        with pytest.raises(Invalid):
            check_weights([weights[0] + wrong, *weights[1:]])


@pytest.mark.parametrize(
    ("weights", "code"),
    [
        ([], "ask.no_criteria"),
        ([10_000, 0], "criterion.weight_out_of_range"),
        ([10_500, -500], "criterion.weight_out_of_range"),
        ([4_000, 4_000], "weights.total"),
    ],
)
def test_weightings_that_cannot_be_published_say_why(weights: list[int], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_weights(weights)
    assert refused.value.code == code


def test_the_scale_a_criterion_starts_with_can_be_scored_by() -> None:
    check_bands(DEFAULT_BANDS)


@pytest.mark.parametrize(
    ("bands", "code"),
    [
        ((), "criterion.bands_incomplete"),
        ((Band(0, "None", "Nothing."),), "criterion.bands_incomplete"),
        ((Band(0, "None", "Nothing."), Band(9_000, "Good", "Good.")), "criterion.bands_incomplete"),
        (
            (Band(0, "a", "a"), Band(6_000, "b", "b"), Band(6_000, "c", "c"), Band(10_000, "d", "d")),
            "criterion.bands_out_of_order",
        ),
        ((Band(0, "None", " "), Band(10_000, "Good", "Good.")), "criterion.band_without_words"),
    ],
)
def test_bands_that_cannot_be_scored_by_say_why(bands: tuple[Band, ...], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_bands(bands)
    assert refused.value.code == code
