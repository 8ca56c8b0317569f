"""A trial of weightings on made-up tenders: seeded, decided exactly, checked against a slow count."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.analytics.simulation.weighting_trial import (
    Competition,
    Setting,
    competitions,
    stretches,
    trial,
)

BANDS = (0, 2_500, 5_000, 7_500, 10_000)


def a_setting(**changed) -> Setting:
    facts = {
        "tenders": 4, "spread_bp": 2_000, "price_bp": 4_000, "quality_bp": 4_000,
        "formula": "lowest-price-proportion", "bands": BANDS, "seed": 1, "competitions": 60,
    }  # fmt: skip
    return Setting(**(facts | changed))


points = st.fractions(0, 100, max_denominator=50)
fields = st.integers(2, 5).flatmap(
    lambda n: st.builds(
        Competition,
        st.lists(st.integers(1_000_000, 1_200_000), min_size=n, max_size=n, unique=True).map(tuple),
        st.lists(points, min_size=n, max_size=n).map(tuple),
        st.lists(points, min_size=n, max_size=n).map(tuple),
    )
)


def test_the_same_seed_gives_the_same_digits_and_another_does_not():
    assert trial(a_setting()) == trial(a_setting())
    assert competitions(a_setting()) != competitions(a_setting(seed=2))


def test_without_weight_social_value_changes_no_winner_and_the_figures_are_counts():
    first, *others = trial(a_setting()).results
    assert (first.share_bp, first.changed) == (0, 0)
    assert all(0 <= each.changed <= 60 and each.premium >= 0 for each in others)


def test_with_price_alone_the_cheapest_wins_every_time_until_social_value_counts():
    results = trial(a_setting(quality_bp=0)).results
    assert (results[0].cheapest, results[0].premium) == (60, 0)
    assert results[-1].changed > 0


@given(fields)
def test_stretches_cover_every_weighting_and_name_its_winner(competition):
    found = stretches(competition)
    assert (found[0].start, found[-1].end) == (0, 1)
    for earlier, later in pairwise(found):
        assert earlier.end == later.start
        assert earlier.tender != later.tender
    for each in found:
        middle = (each.start + each.end) / 2
        totals = [
            (1 - middle) * rest + middle * social
            for rest, social in zip(competition.rest, competition.social, strict=True)
        ]
        assert totals[each.tender] == max(totals)


def test_level_totals_go_to_the_lower_price():
    level = Competition((2, 1), (Fraction(50), Fraction(50)), (Fraction(0), Fraction(0)))
    assert level.winner(1_000) == 1


@pytest.mark.parametrize(
    "wrong", [{"tenders": 1}, {"tenders": 9}, {"seed": -1}, {"price_bp": 0, "quality_bp": 0}, {"bands": (0,)}]
)
def test_a_setting_that_makes_no_competition_is_refused(wrong):
    with pytest.raises(ValueError):
        a_setting(**wrong)
