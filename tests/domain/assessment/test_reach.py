"""Which tenders can win under any weights: an exact answer, checked against trying weights and against mixtures."""

from fractions import Fraction
from itertools import product

from hypothesis import example, given, settings

from commonweal.domain.assessment.ranking import winner
from commonweal.domain.assessment.reach import can_win
from commonweal.domain.assessment.stability import smallest_reweighting
from tests.domain.assessment.tables import reweighted, score_tables, table


def test_beaten_everywhere_can_never_win():
    assert can_win(table([1, 1], (50, 50), (49, 49))) == {"A": True, "B": False}


def test_best_on_one_criterion_can_win():
    assert can_win(table([99, 1], (90, 10), (10, 11))) == {"A": True, "B": True}


def test_beaten_by_no_single_rival_but_by_a_mixture():
    """Half of A and half of B give 50 on both, more than C's 45: C never wins, though neither beats it alone."""
    assert can_win(table([1, 1], (100, 0), (0, 100), (45, 45))) == {"A": True, "B": True, "C": False}


def test_level_with_a_mixture_can_share_first_place():
    assert can_win(table([1, 1], (100, 0), (0, 100), (50, 50)))["C"]


def test_equal_tenders_can_both_win():
    assert can_win(table([1, 1], (50, 50), (50, 50))) == {"A": True, "B": True}


def test_level_only_where_one_criterion_is_all():
    assert can_win(table([1, 1], (50, 60), (50, 40))) == {"A": True, "B": True}


def test_a_criterion_of_no_published_weight_counts_under_any_weights():
    assert can_win(table([1, 0], (60, 0), (50, 30)))["B"]


def test_one_tender():
    assert can_win(table([5], (0,))) == {"A": True}


@given(score_tables())
def test_whoever_wins_under_some_tried_weights_can_win(scored):
    verdict = can_win(scored)
    assert verdict[scored.tenders[winner(scored)]]
    for tried in product((0, 1, 3, 7), repeat=len(scored.criteria)):
        if any(tried):
            totals = reweighted(scored, [Fraction(w, sum(tried)) for w in tried])
            best = max(totals.values())
            assert all(verdict[tender] for tender, total in totals.items() if total == best)


@given(score_tables(tenders=(3, 3), criteria=(2, 2)))
@example(table([1, 1], (100, 0), (0, 100), (49, 50)))
def test_two_criteria_agree_with_checking_every_crossing(scored):
    """With two criteria a total is a line in the first weight, so the upper envelope turns only where lines cross."""
    crossings = {Fraction(0), Fraction(1)}
    for a, b in product(scored.scores, repeat=2):
        slope = (a[0] - a[1]) - (b[0] - b[1])
        if slope and 0 <= (at := Fraction(b[1] - a[1], slope)) <= 1:
            crossings.add(at)
    expected = dict.fromkeys(scored.tenders, False)
    for at in crossings:
        totals = reweighted(scored, [at, 1 - at])
        for tender, total in totals.items():
            expected[tender] |= total == max(totals.values())
    assert can_win(scored) == expected


@settings(max_examples=60)
@given(score_tables(tenders=(2, 10), criteria=(3, 8)))
def test_a_loser_is_beaten_by_the_winner_of_any_reweighting(scored):
    """A rival for which weights exist to catch the winner of a two-tender field can also win that field."""
    first = winner(scored)
    for rival in range(len(scored.tenders)):
        pair = table(scored.weights, scored.scores[first], scored.scores[rival])
        if rival != first:
            assert can_win(pair)["B"] == (
                smallest_reweighting(pair) is not None or scored.scores[first] == scored.scores[rival]
            )
