"""The ranking: totals are exact, equal totals share a rank, and the order of the rows never matters."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.assessment.ranking import ranking, winner
from commonweal.domain.assessment.score_table import ScoreTable, TableError, score_table
from tests.domain.assessment.tables import score_tables, table


def test_a_hand_calculation():
    """40% price, 60% quality: A 40x90 + 60x50 = 66; B 40x60 + 60x80 = 72."""
    placed = ranking(table([40, 60], (90, 50), (60, 80)))
    assert [(p.tender, p.total, p.rank) for p in placed] == [("B", 72, 1), ("A", 66, 2)]


def test_equal_totals_share_a_rank_and_the_next_is_skipped():
    placed = ranking(table([1, 1], (50, 50), (40, 60), (10, 10)))
    assert [(p.tender, p.rank) for p in placed] == [("A", 1), ("B", 1), ("C", 3)]


def test_a_tie_goes_to_the_higher_score_on_the_heaviest_criterion():
    assert ranking(table([3, 1], (50, 90), (60, 60)))[0].tender == "B"


def test_equal_rows_are_ordered_by_id():
    assert [p.tender for p in ranking(table([3, 1], (50, 90), (50, 90)))] == ["A", "B"]


def test_thirds_are_exact():
    assert ranking(table([1, 1, 1], (100, 0, 0)))[0].total == Fraction(100, 3)


@given(score_tables(), st.randoms(use_true_random=False))
def test_the_order_of_tenders_and_criteria_never_matters(scored, random):
    rows = list(range(len(scored.tenders)))
    columns = list(range(len(scored.criteria)))
    random.shuffle(rows)
    random.shuffle(columns)
    shuffled = ScoreTable(
        criteria=tuple(scored.criteria[c] for c in columns),
        weights=tuple(scored.weights[c] for c in columns),
        tenders=tuple(scored.tenders[t] for t in rows),
        scores=tuple(tuple(scored.scores[t][c] for c in columns) for t in rows),
    )
    assert ranking(shuffled) == ranking(scored)


@given(score_tables(), st.integers(1, 1000))
def test_the_scale_of_the_weights_never_matters(scored, factor):
    assert ranking(replace(scored, weights=tuple(w * factor for w in scored.weights))) == ranking(scored)


@given(score_tables())
def test_the_first_has_the_greatest_total(scored):
    totals = [scored.total(t) for t in range(len(scored.tenders))]
    assert scored.total(winner(scored)) == max(totals)


def test_fractions_and_whole_numbers_mix():
    scored = score_table({"p": Fraction(1, 3), "q": 1}, {"A": {"p": Fraction(1, 2), "q": 0}})
    assert scored.total(0) == Fraction(1, 8)


@pytest.mark.parametrize(
    ("weights", "scores", "path"),
    [
        ({}, {"A": {}}, "criteria"),
        ({"p": 1}, {}, "tenders"),
        ({"p": 0, "q": 0}, {"A": {"p": 1, "q": 1}}, "weights"),
        ({"p": 2, "q": -1}, {"A": {"p": 1, "q": 1}}, "weights[1]"),
        ({"p": 1, "q": 1}, {"A": {"p": 1}}, "scores.A.q"),
    ],
)
def test_a_table_that_cannot_be_ranked_is_refused_with_the_place(weights, scores, path):
    with pytest.raises(TableError) as refused:
        score_table(weights, scores)
    assert refused.value.path == path


@pytest.mark.parametrize(
    "wrong",
    [
        {"tenders": ("A", "A")},
        {"criteria": ("c0", "c0")},
        {"weights": (1,)},
        {"scores": ((1, 2),)},
        {"scores": ((1, 2), (1,))},
    ],
)
def test_a_table_of_the_wrong_shape_is_refused(wrong):
    with pytest.raises(TableError):
        replace(table([1, 1], (1, 2), (3, 4)), **wrong)
