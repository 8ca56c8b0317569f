"""Just inside an interval the winner holds, just outside it does not; the same for scores and joint moves."""

from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from commonweal.domain.assessment.ranking import winner
from commonweal.domain.assessment.stability import (
    group_intervals,
    score_flips,
    smallest_reweighting,
    weight_intervals,
)
from tests.domain.assessment.tables import reweighted, score_tables, table

A_LITTLE = Fraction(1, 10**9)


def holds(scored, shares) -> bool:
    """Does the published winner have the greatest total, alone or level?"""
    totals = reweighted(scored, shares)
    return totals[scored.tenders[winner(scored)]] == max(totals.values())


def moved(scored, criterion, weight) -> list[Fraction]:
    """The weights when one is set and the others are scaled in proportion, as a person would work it out."""
    published = [scored.share(c) for c in range(len(scored.criteria))]
    rest = 1 - published[criterion]
    return [weight if c == criterion else (share * (1 - weight) / rest) for c, share in enumerate(published)]


def test_a_hand_calculation():
    """A leads B by 6 on totals (66 to 60): 40% price, A 90 to 60, and 60% quality, A 50 to 60.

    The margin at price weight x is 30x - 10(1 - x) = 40x - 10: nought at a quarter.
    """
    intervals = weight_intervals(table([40, 60], (90, 50), (60, 60)))
    assert intervals == {"c0": (Fraction(1, 4), Fraction(1)), "c1": (Fraction(0), Fraction(3, 4))}


def test_one_tender_wins_at_any_weight():
    assert weight_intervals(table([1, 2], (5, 6))) == {"c0": (0, 1), "c1": (0, 1)}


def test_one_criterion_decides_alone_at_any_weight():
    assert weight_intervals(table([7], (5,), (6,))) == {"c0": (0, 1)}


def test_a_criterion_of_no_weight_has_an_interval_from_nought():
    """A leads by 10 on the criterion that counts and trails by 30 on the other: 10(1-x) - 30x = 0 at 1/4."""
    assert weight_intervals(table([1, 0], (60, 0), (50, 30)))["c1"] == (0, Fraction(1, 4))


def test_a_tie_at_the_published_weights_closes_the_interval_on_one_side():
    low, high = weight_intervals(table([1, 1], (60, 40), (50, 50)))["c0"]
    assert (low, high) == (Fraction(1, 2), 1)


@given(score_tables())
@example(table([1, 1], (50, 50), (40, 60), (60, 40)))
def test_just_inside_keeps_and_just_outside_flips(scored):
    for c, criterion in enumerate(scored.criteria):
        low, high = weight_intervals(scored)[criterion]
        published = scored.share(c)
        assert 0 <= low <= published <= high <= 1
        if published == 1:
            assert (low, high) == (0, 1)
            continue
        assert holds(scored, moved(scored, c, low))
        assert holds(scored, moved(scored, c, high))
        assert holds(scored, moved(scored, c, (low + high) / 2))
        assert low == 0 or not holds(scored, moved(scored, c, low - low * A_LITTLE))
        assert high == 1 or not holds(scored, moved(scored, c, high + (1 - high) * A_LITTLE))


@given(score_tables(), st.integers(0, 100))
def test_an_interval_agrees_with_trying_a_weight(scored, percent):
    weight = Fraction(percent, 100)
    for c, criterion in enumerate(scored.criteria):
        if scored.share(c) == 1:
            continue
        low, high = weight_intervals(scored)[criterion]
        assert (low <= weight <= high) == holds(scored, moved(scored, c, weight))


def changed_total(scored, tender, criterion, change) -> dict[str, Fraction]:
    totals = {name: scored.total(t) for t, name in enumerate(scored.tenders)}
    totals[tender] += change * scored.share(scored.criteria.index(criterion))
    return totals


@given(score_tables())
def test_beyond_a_flip_another_wins_and_up_to_it_the_winner_holds(scored):
    first = scored.tenders[winner(scored)]
    for flip in score_flips(scored):
        beyond = flip.change + (A_LITTLE if flip.tender != first else -A_LITTLE)
        at = changed_total(scored, flip.tender, flip.criterion, flip.change)
        after = changed_total(scored, flip.tender, flip.criterion, beyond)
        assert at[first] == max(at.values())
        assert after[first] < max(after.values())


@given(score_tables())
def test_a_score_left_out_cannot_flip_the_winner_at_any_allowed_value(scored):
    first = scored.tenders[winner(scored)]
    listed = {(flip.tender, flip.criterion) for flip in score_flips(scored)}
    for t, tender in enumerate(scored.tenders):
        for c, criterion in enumerate(scored.criteria):
            if (tender, criterion) not in listed:
                for extreme in (0, 100):
                    totals = changed_total(scored, tender, criterion, extreme - scored.score(t, c))
                    assert totals[first] == max(totals.values())


def test_the_smallest_score_change_comes_first():
    """A leads 72 to 66; quality weighs 60%: six points of total are ten points of score."""
    flips = score_flips(table([40, 60], (60, 80), (90, 50)))
    assert [(f.tender, f.criterion, f.change) for f in flips] == [
        ("A", "c1", -10),
        ("B", "c1", 10),
        ("A", "c0", -15),
    ]


def test_the_smallest_reweighting_by_hand():
    """A leads by 30 on price and trails by 10 on quality at 40:60, so by 6. Moving m from price to quality costs
    A 40m: 6 / 40 = 15 points of weight."""
    move = smallest_reweighting(table([40, 60], (90, 50), (60, 60)))
    assert (move.rival, move.moved) == ("B", Fraction(15, 100))
    assert move.weights == {"c0": Fraction(1, 4), "c1": Fraction(3, 4)}


def test_no_weights_help_a_rival_that_trails_everywhere():
    assert smallest_reweighting(table([1, 1], (90, 50), (60, 40))) is None


@given(score_tables(tenders=(2, 4), criteria=(2, 3)))
def test_at_the_smallest_reweighting_the_rival_draws_level(scored):
    move = smallest_reweighting(scored)
    if move is None:
        return
    shares = [move.weights[c] for c in scored.criteria]
    totals = reweighted(scored, shares)
    assert sum(shares) == 1 and min(shares) >= 0
    assert totals[move.rival] == totals[scored.tenders[winner(scored)]]
    published = [scored.share(c) for c in range(len(shares))]
    assert sum(abs(a - b) for a, b in zip(shares, published, strict=True)) == 2 * move.moved


@given(score_tables(tenders=(2, 4), criteria=(2, 3)), st.lists(st.integers(0, 20), min_size=3, max_size=3))
def test_no_smaller_reweighting_found_by_trying(scored, tried):
    tried = tried[: len(scored.criteria)]
    if not any(tried):
        return
    shares = [Fraction(w, sum(tried)) for w in tried]
    if holds(scored, shares):
        return
    published = [scored.share(c) for c in range(len(shares))]
    distance = sum(abs(a - b) for a, b in zip(shares, published, strict=True)) / 2
    assert distance >= smallest_reweighting(scored).moved


def test_a_group_moves_whole_and_keeps_its_own_shares():
    """Price 40% beside quality of 45% and 15%. A leads B by 60 on price and trails by 20 and 20 on quality.

    The margin at weight x of all quality is 60(1 - x) - 20x = 60 - 80x: nought at three quarters.
    """
    scored = table([40, 45, 15], (100, 40, 40), (40, 60, 60))
    assert group_intervals(scored, {"quality": ("c1", "c2")}) == {"quality": (0, Fraction(3, 4))}


@given(score_tables(criteria=(2, 5)))
def test_a_group_is_the_same_as_one_criterion_with_its_mean(scored):
    own = scored.weights[0] + scored.weights[1]
    found = group_intervals(scored, {"both": ("c0", "c1")})["both"]
    if not own or own == scored.weight_sum:
        assert found == (0, 1)
        return
    for edge, beyond in ((found[0], -A_LITTLE), (found[1], A_LITTLE)):
        assert holds(scored, _with_group(scored, edge))
        if 0 < edge < 1:
            assert not holds(scored, _with_group(scored, edge + beyond))


def _with_group(scored, weight):
    shares = [scored.share(c) for c in range(len(scored.criteria))]
    own = shares[0] + shares[1]
    return [
        share * weight / own if c < 2 else share * (1 - weight) / (1 - own) for c, share in enumerate(shares)
    ]
