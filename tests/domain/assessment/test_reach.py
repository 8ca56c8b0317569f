"""Which tenders can win under any weights: an exact answer, checked against trying weights and against mixtures."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from commonweal.domain.assessment.mixtures import Mixing, dot
from commonweal.domain.assessment.ranking import winner
from commonweal.domain.assessment.reach import can_win
from commonweal.domain.assessment.score_table import score_table
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


@settings(max_examples=40)
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


def wins_somewhere(rows: Sequence[Sequence[Fraction]], own: int) -> bool:
    """By brute force: the weights that would do are a polygon, so if there are any, one of its corners will do.

    A corner of three weights that sum to one lies where two of the bounds are met exactly: a rival is level, or a weight
    is nought.
    """
    bounds = [[a - b for a, b in zip(rows[own], row, strict=True)] for row in rows]
    bounds += [[Fraction(c == d) for d in range(3)] for c in range(3)]
    for a, b in combinations(bounds, 2):
        corner = [a[(c + 1) % 3] * b[(c + 2) % 3] - a[(c + 2) % 3] * b[(c + 1) % 3] for c in range(3)]
        total = sum(corner)
        if total:
            weights = [each / total for each in corner]
            if all(sum(w * e for w, e in zip(weights, bound, strict=True)) >= 0 for bound in bounds):
                return True
    return False


few_marks = st.sampled_from([Fraction(0), Fraction(25), Fraction(50), Fraction(75), Fraction(100)])
price_points = st.integers(100, 160).map(lambda price: Fraction(10_000, price))


@settings(max_examples=80)
@given(
    st.lists(st.tuples(price_points, few_marks | price_points, few_marks), min_size=1, max_size=6),
    st.sampled_from([1, 8, 1 << 20]),
)
@example(
    [(Fraction(100, 3), Fraction(200, 3), 50), (Fraction(200, 3), Fraction(100, 3), 50), (50, 50, 50)], 1
)
@example(
    [(Fraction(100, 3), Fraction(200, 3), 50), (Fraction(200, 3), Fraction(100, 3), 50), (49, 50, 49)], 1
)
def test_agrees_with_trying_every_corner_however_coarse_the_first_look(rows, steps):
    scored = score_table(
        {"price": 1, "method": 1, "care": 1},
        {f"t{at}": dict(zip(("price", "method", "care"), row, strict=True)) for at, row in enumerate(rows)},
    )
    exact = [[Fraction(each) for each in row] for row in rows]
    assert can_win(scored, steps=steps) == {f"t{at}": wins_somewhere(exact, at) for at in range(len(rows))}


@given(score_tables(tenders=(2, 10), criteria=(2, 8)), st.sampled_from([1, 5]))
def test_how_coarse_the_first_look_is_changes_no_answer(scored, steps):
    assert can_win(scored, steps=steps) == can_win(scored)


@given(score_tables(tenders=(2, 8), criteria=(2, 6)), st.randoms(use_true_random=False))
def test_neither_the_order_of_tenders_nor_that_of_criteria_matters(scored, chance):
    rows, columns = list(range(len(scored.tenders))), list(range(len(scored.criteria)))
    chance.shuffle(rows)
    chance.shuffle(columns)
    again = table(
        [scored.weights[c] for c in columns],
        *(tuple(scored.scores[row][c] for c in columns) for row in rows),
    )
    found, expected = can_win(again), can_win(scored)
    for place, row in enumerate(rows):
        assert found[again.tenders[place]] == expected[scored.tenders[row]]


@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(st.tuples(*[st.integers(-9, 9)] * width), min_size=1, max_size=12)
    )
)
def test_the_programme_shows_weights_or_a_mixture(leads):
    """Its answer can be checked by anybody: weights under which nobody is ahead, or a mixture that is, everywhere."""
    programme = Mixing(leads)
    if programme.solve():
        assert min(programme.weights) >= 0 and any(programme.weights)
        assert all(dot(programme.weights, lead) >= 0 for lead in leads)
    else:
        mixed = [[share * lead for lead in leads[at]] for at, share in programme.mixture.items()]
        assert min(programme.mixture.values()) > 0
        assert all(sum(column) < 0 for column in zip(*mixed, strict=True))


def test_two_hundred_tenders_whose_price_points_are_fractions_of_two_hundred_prices():
    """A moment, where whole numbers with all their digits would take minutes.

    The first twenty are each best at something (100). To win, t021 (40 on everything) would need weights under which none
    of them is ahead: t000, t007 and t014 are above it on one criterion and below it on none, so nothing for those; each
    other k has 40 - k % 7 elsewhere, so a weight of at most (k % 7) / (60 + k % 7). That is 0.89 together, less than one.
    """
    scores = {
        f"t{at:03d}": {"price": Fraction(100 * 9_000_000, 9_000_000 + 37 * at)}
        | {f"q{c:02d}": Fraction(100 if at % 200 == c else 40 - at % 7) for c in range(20)}
        for at in range(200)
    }
    verdict = can_win(score_table(dict.fromkeys(scores["t000"], 1), scores))
    assert [tender for tender, can in verdict.items() if can] == [f"t{at:03d}" for at in range(20)]
