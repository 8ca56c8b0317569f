"""Simulated winners: against formulas, against a plain Dirichlet program, and the same digits for the same seed."""

import tracemalloc
from dataclasses import replace
from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings

from commonweal.analytics.simulation.gamma import MOST_TABLES
from commonweal.analytics.simulation.winners import Trials, rank_counts, wins
from commonweal.domain.assessment.reach import can_win
from tests.domain.assessment.tables import score_tables, table

DRAWS = 40_000


def plain(scored, concentration: int) -> dict[str, float]:
    """The straightforward program: draw weights, multiply, see who is first."""
    shares = np.array(scored.weights, dtype=float) / scored.weight_sum
    drawn = np.random.default_rng(99).dirichlet(shares * concentration, DRAWS)
    firsts = (drawn @ np.array(scored.scores, dtype=float).T).argmax(axis=1)
    counts = np.bincount(firsts, minlength=len(scored.tenders)) / DRAWS
    return dict(zip(scored.tenders, counts.tolist(), strict=True))


def test_two_even_criteria_by_hand():
    """At concentration 2 and even weights the first weight is uniform on 0 to 1; A wins where it is below 3/4."""
    scored = table([1, 1], (50, 60), (60, 30))
    won = wins(Trials(scored, concentration=2), draws=DRAWS, seed=5)
    assert won["A"] / DRAWS == pytest.approx(0.75, abs=5 * sqrt(0.75 * 0.25 / DRAWS))


@pytest.mark.parametrize("concentration", [5, 100])
def test_agrees_with_the_plain_program(concentration):
    scored = table([30, 10, 25, 20, 15], (60, 70, 40, 55, 80), (62, 45, 66, 50, 60), (50, 90, 50, 60, 60))
    won = wins(Trials(scored, concentration=concentration), draws=DRAWS, seed=5)
    for tender, p in plain(scored, concentration).items():
        assert won[tender] / DRAWS == pytest.approx(p, abs=7 * sqrt(max(p * (1 - p), 1e-4) / DRAWS))


def test_the_same_seed_gives_the_same_digits_and_another_does_not():
    trials = Trials(table([1, 1], (50, 60), (60, 50)))
    assert wins(trials, draws=9_999, seed=3) == wins(trials, draws=9_999, seed=3)
    assert wins(trials, draws=9_999, seed=3) != wins(trials, draws=9_999, seed=4)


def test_level_totals_go_to_the_higher_ranked():
    assert wins(Trials(table([1, 1], (50, 60), (50, 60))), draws=100, seed=0) == {"A": 100, "B": 0}


def test_one_tender_always_wins():
    assert wins(Trials(table([1], (0,))), draws=100, seed=0) == {"A": 100}


def test_a_criterion_of_no_weight_never_gets_any():
    assert wins(Trials(table([1, 0], (50, 0), (40, 100))), draws=500, seed=0)["A"] == 500


@settings(max_examples=30, deadline=None)
@given(score_tables())
def test_every_draw_has_one_winner_and_only_those_that_can_win_do(scored):
    won = wins(Trials(scored), draws=300, seed=1)
    assert sum(won.values()) == 300
    assert all(can_win(scored)[tender] for tender, count in won.items() if count)


@settings(max_examples=20, deadline=None)
@given(score_tables())
def test_the_scale_of_the_weights_changes_no_digit(scored):
    larger = replace(scored, weights=tuple(weight * 3 for weight in scored.weights))
    assert wins(Trials(scored), draws=200, seed=1) == wins(Trials(larger), draws=200, seed=1)


@settings(max_examples=20, deadline=None)
@given(score_tables())
def test_rank_counts_agree_with_wins_and_fill_every_rank(scored):
    counts = rank_counts(Trials(scored), draws=200, seed=1)
    firsts = {tender: ranks[0] for tender, ranks in counts.items()}
    assert sum(firsts.values()) == 200
    assert all(sum(ranks) == 200 for ranks in counts.values())
    assert all(sum(column) == 200 for column in zip(*counts.values(), strict=True))


def close_call():
    """B trails A by two points on the one criterion."""
    return table([1], (52,), (50,))


def marks(a: int, b: int) -> dict[str, dict[str, Fraction]]:
    return {"A": {"c0": Fraction(a)}, "B": {"c0": Fraction(b)}}


def test_assessors_who_agree_leave_the_result_as_it_is():
    trials = Trials(close_call(), assessors=[marks(52, 50), marks(52, 50)])
    assert wins(trials, draws=400, seed=2) == {"A": 400, "B": 0}


def test_assessors_who_disagree_put_it_in_doubt():
    """Two assessors 8 points apart about B: a panel drawn twice from the second (one in four) lifts B by 4."""
    trials = Trials(close_call(), assessors=[marks(52, 46), marks(52, 54)])
    won = wins(trials, draws=DRAWS, seed=2)
    assert won["B"] / DRAWS == pytest.approx(0.25, abs=5 * sqrt(0.25 * 0.75 / DRAWS))


def test_an_assessor_of_some_questions_only_counts_where_they_scored():
    trials = Trials(close_call(), assessors=[marks(52, 50), {"A": {}, "B": {}}, {}])
    assert wins(trials, draws=400, seed=2) == {"A": 400, "B": 0}


@pytest.mark.parametrize("wrong", [{"draws": 0, "seed": 1}, {"draws": 1, "seed": -1}])
def test_no_draws_and_a_negative_seed_are_refused(wrong):
    with pytest.raises(ValueError, match=r"draw|seed"):
        wins(Trials(close_call()), **wrong)


def test_a_spread_must_be_above_nothing():
    with pytest.raises(ValueError, match="concentration"):
        Trials(close_call(), concentration=0)


def many_criteria(count: int):
    """Two tenders on many criteria, each of a weight of its own."""
    marks = np.random.default_rng(4).integers(0, 101, (2, count)).tolist()
    return table(range(1, count + 1), *marks)


def test_many_different_weights_take_no_more_memory_than_some():
    """Tables for 1,000 different weights took some 300 MB; numpy tells its memory to tracemalloc."""
    trials = Trials(many_criteria(1_000))
    tracemalloc.start()
    try:
        first = wins(trials, draws=500, seed=3)
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()
    assert first == wins(trials, draws=500, seed=3)


def test_beyond_the_tables_the_draws_are_the_same_in_distribution():
    scored = many_criteria(MOST_TABLES + 1)
    won = wins(Trials(scored), draws=DRAWS, seed=3)
    p = plain(scored, 100)["A"]
    assert 0.02 < p < 0.98
    assert won["A"] / DRAWS == pytest.approx(p, abs=7 * sqrt(p * (1 - p) / DRAWS))
