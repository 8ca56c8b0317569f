"""How firm the awards of several lots are under a limit: hand calculations, and every combination there is."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.domain.assessment import lot_stability
from commonweal.domain.assessment.lot_awards import BEST_TOTAL, IN_ORDER, lot_awards
from commonweal.domain.assessment.lot_stability import LotFlip, LotRound, LotTable, with_room
from commonweal.domain.assessment.stability import Flip
from tests.domain.assessment.tables import reweighted, table, weights

A_LITTLE = Fraction(1, 10**9)
WEIGHTS = (40, 60)
# North: A 90 and 80 (84), B 60 and 70 (66), C 50 and 20 (32). South: A 80 and 90 (86), B 70 and 60 (64), C 90 and 40 (60).
NORTH = LotTable(table(WEIGHTS, (90, 80), (60, 70), (50, 20)), ("A", "B", "C"))
SOUTH = LotTable(table(WEIGHTS, (80, 90), (70, 60), (90, 40)), ("A", "B", "C"))


def test_lot_after_lot_by_hand():
    """One lot each: A has North, so South is between B and C. At price weight x, B leads C there by 20(1 - x) - 20x: nought
    at one half. B leads by 4 points: a score of 40% closes that with 10, one of 60% with 6 2/3. C is at 90 for price:
    10 more only reach the limit, and a tie keeps the award."""
    lots = LotRound(IN_ORDER, 1, (NORTH, SOUTH))
    assert lots.awards == (0, 1)
    assert lots.intervals() == {"c0": (0, Fraction(1, 2)), "c1": (Fraction(1, 2), 1)}
    nearest = lots.flips()[:3]
    assert [(each.lot, each.flip.tender, each.flip.criterion, each.flip.change) for each in nearest] == [
        (1, "B", "c1", Fraction(-20, 3)),
        (1, "C", "c1", Fraction(20, 3)),
        (1, "B", "c0", -10),
    ]
    assert LotFlip(1, Flip("C", "c0", Fraction(10))) not in lots.flips()
    # A has its lot: nothing that it scores in South moves an award.
    assert not [each for each in lots.flips() if (each.lot, each.flip.tender) == (1, "A")]


def test_the_best_combination_by_hand():
    """A North and B South are 84 + 64 = 148; B North and A South 66 + 86 = 152, the best. At price weight x the sums are
    80 + 10x + 60 + 10x = 140 + 20x and 70 - 10x + 90 - 10x = 160 - 20x: level at one half. A North and C South are
    120 + 60x, level there too. The four points between 152 and 148 are 6 2/3 of a score that weighs 60%."""
    lots = LotRound(BEST_TOTAL, 1, (NORTH, SOUTH))
    assert lots.awards == (1, 0)
    assert lots.intervals() == {"c0": (0, Fraction(1, 2)), "c1": (Fraction(1, 2), 1)}
    assert lots.flips()[0] == LotFlip(0, Flip("A", "c1", Fraction(20, 3)))


def test_a_minimum_that_is_nearer():
    lots = LotRound(IN_ORDER, 1, (NORTH, SOUTH))
    nearer = with_room(lots.flips(), lots, [{}, {"c1": Fraction(2)}])
    assert nearer[0] == LotFlip(1, Flip("B", "c1", Fraction(-2)))
    assert with_room(lots.flips(), lots, [{"c1": Fraction(99)}, {}]) == lots.flips()


def test_a_lot_that_is_awarded_to_nobody_moves_nothing():
    alone = LotTable(table(WEIGHTS, (10, 10)), ("A",))
    lots = LotRound(IN_ORDER, 1, (NORTH, alone))
    assert lots.awards == (0, None)
    assert {each.lot for each in lots.flips()} == {0}


def test_too_many_for_the_best_combination_is_not_worked_out(monkeypatch):
    best, in_order = LotRound(BEST_TOTAL, 1, (NORTH, SOUTH)), LotRound(IN_ORDER, 1, (NORTH, SOUTH))
    monkeypatch.setattr(lot_stability, "MOST_WORK", 6 * 2**3)
    assert best.flips() is not None and best.intervals() is None
    monkeypatch.setattr(lot_stability, "MOST_WORK", 6 * 2**3 - 1)
    assert best.flips() is None
    assert in_order.flips() is not None and in_order.intervals() is not None


def one_by_one(lots: LotRound) -> dict[tuple[int, str], Fraction]:
    """For each tender by how much it would have to rise, or fall, for its lot to go another way: each combination by itself."""
    standing = lot_awards(lots.rule, [lot_stability._entries(lot) for lot in lots.lots], lots.most)
    found = {}
    for place, lot in enumerate(lots.lots):
        for tender, supplier in zip(lot.table.tenders, lot.suppliers, strict=True):
            whole = [lot_stability._entries(each) for each in lots.lots]
            is_awarded = standing[place] == supplier
            whole[place] = [each for each in whole[place] if (each.supplier == supplier) != is_awarded]
            other = lot_awards(lots.rule, whole, lots.most)
            if None not in other:
                found[place, tender] = lots._worth(standing)[1] - lots._worth(other)[1]
    return found


@given(st.randoms(use_true_random=False), st.integers(1, 2))
@settings(max_examples=25, deadline=None)
def test_among_many_tenders_each_is_tried_though_few_combinations_are(random, most):
    """Four lots of a dozen tenders, few of whom lead in more than one: as many combinations as were tried one by one."""
    names = [f"S{number}" for number in range(24)]
    lots = []
    for _ in range(4):
        suppliers = random.sample(names, 12)
        rows = [tuple(random.randint(0, 100) for _ in WEIGHTS) for _ in suppliers]
        lots.append(LotTable(table(WEIGHTS, *rows), tuple(suppliers)))
    found = LotRound(BEST_TOTAL, most, tuple(lots))
    gaps = {
        (each.lot, each.flip.tender): abs(each.flip.change) * found.lots[each.lot].table.share(column)
        for each in found.flips()
        for column in range(len(WEIGHTS))
        if each.flip.criterion == f"c{column}"
    }
    expected = one_by_one(found)
    assert gaps and all(gap == expected[key] for key, gap in gaps.items())
    assert found._combinations_for_scores < sum(len(lot.suppliers) for lot in found.lots)


def test_very_many_tenders_are_within_the_limit():
    """Eight lots of three hundred tenders that are all different: one combination for the awarded, one for all others."""
    lots = []
    for place in range(8):
        suppliers = tuple(f"S{place}-{number}" for number in range(300))
        rows = [(number % 101, (number * 7 + place) % 101) for number in range(300)]
        lots.append(LotTable(table(WEIGHTS, *rows), suppliers))
    found = LotRound(BEST_TOTAL, 1, tuple(lots))
    assert sum(len(lot.suppliers) for lot in lots) * len(lots) ** 3 > lot_stability.MOST_WORK
    assert found._combinations_for_scores == 2 * len(lots)
    assert found.flips() is not None


@st.composite
def rounds(draw) -> LotRound:
    """Two or three lots of up to three tenders, not all of whom tender for each."""
    width = draw(st.integers(2, 3))
    chosen = draw(st.lists(weights, min_size=width, max_size=width).filter(any))
    scores = st.tuples(*[st.sampled_from([0, 20, 30, 55, 80, 100])] * width)
    lots = []
    for _ in range(draw(st.integers(2, 3))):
        suppliers = draw(st.sampled_from(["A", "AB", "BC", "ABC", "CAB"]))
        rows = draw(st.lists(scores, min_size=len(suppliers), max_size=len(suppliers)))
        lots.append(LotTable(table(chosen, *rows), tuple(suppliers)))
    return LotRound(draw(st.sampled_from([IN_ORDER, BEST_TOTAL])), draw(st.integers(1, 2)), tuple(lots))


def hold(lots: LotRound, totals: list[list[Fraction]]) -> bool:
    """Do the awards still keep to the published rule, where a tie may be broken in their favour? By brute force."""
    if lots.rule == IN_ORDER:
        held: list[str] = []
        for lot, row, awarded in zip(lots.lots, totals, lots.awards, strict=True):
            free = [t for t, supplier in enumerate(lot.suppliers) if held.count(supplier) < lots.most]
            if free and (awarded is None or row[awarded] < max(row[t] for t in free)):
                return False
            held += [] if awarded is None else [lot.suppliers[awarded]]
        return True

    def value(given_lots):
        return (
            sum(each is not None for each in given_lots),
            sum(row[each] for row, each in zip(totals, given_lots, strict=True) if each is not None),
        )

    allowed = [
        given_lots
        for given_lots in product(*[[None, *range(len(lot.suppliers))] for lot in lots.lots])
        if all(
            [lot.suppliers[t] for lot, t in zip(lots.lots, given_lots, strict=True) if t is not None].count(s)
            <= lots.most
            for s in "ABC"
        )
    ]
    return value(lots.awards) == max(map(value, allowed))


def at_weight(lots: LotRound, criterion: int, weight: Fraction) -> list[list[Fraction]]:
    one = lots.lots[0].table
    published = [one.share(c) for c in range(len(one.criteria))]
    shares = [
        weight if c == criterion else share * (1 - weight) / (1 - published[criterion])
        for c, share in enumerate(published)
    ]
    return [list(reweighted(lot.table, shares).values()) for lot in lots.lots]


@settings(max_examples=60)
@given(rounds(), st.integers(0, 20))
def test_just_inside_the_awards_hold_and_just_outside_one_moves(lots, twentieth):
    for c, criterion in enumerate(lots.lots[0].table.criteria):
        low, high = lots.intervals()[criterion]
        published = lots.lots[0].table.share(c)
        assert 0 <= low <= published <= high <= 1
        if published == 1:
            continue
        assert hold(lots, at_weight(lots, c, low)) and hold(lots, at_weight(lots, c, high))
        inside = low + (high - low) * twentieth / 20
        assert hold(lots, at_weight(lots, c, inside))
        assert low == 0 or not hold(lots, at_weight(lots, c, low - low * A_LITTLE))
        assert high == 1 or not hold(lots, at_weight(lots, c, high + (1 - high) * A_LITTLE))


def with_score(lots: LotRound, place: int, tender: int, criterion: int, change: Fraction):
    totals = [[lot.table.total(t) for t in range(len(lot.suppliers))] for lot in lots.lots]
    totals[place][tender] += change * lots.lots[place].table.share(criterion)
    return totals


@settings(max_examples=60)
@given(rounds())
def test_up_to_a_flip_the_awards_hold_and_beyond_it_one_moves(lots):
    listed = {}
    for each in lots.flips():
        lot = lots.lots[each.lot].table
        key = (each.lot, lot.tenders.index(each.flip.tender), lot.criteria.index(each.flip.criterion))
        listed[key] = each.flip.change
    assert len(listed) == len(lots.flips())
    for place, lot in enumerate(lots.lots):
        for tender, criterion in product(range(len(lot.suppliers)), range(len(lot.table.criteria))):
            if (place, tender, criterion) not in listed:
                for limit in (0, 100):
                    change = limit - lot.table.score(tender, criterion)
                    assert hold(lots, with_score(lots, place, tender, criterion, change))
                continue
            change = listed[place, tender, criterion]
            falls = change < 0 or lots.awards[place] == tender
            beyond = change + (-A_LITTLE if falls else A_LITTLE)
            assert 0 <= lot.table.score(tender, criterion) + beyond <= 100
            assert hold(lots, with_score(lots, place, tender, criterion, change))
            assert not hold(lots, with_score(lots, place, tender, criterion, beyond))


@given(rounds())
def test_without_a_limit_each_lot_stands_alone(lots):
    from commonweal.domain.assessment.stability import score_flips, weight_intervals

    free = replace(lots, rule=IN_ORDER, most=len(lots.lots))
    alone = [weight_intervals(lot.table) for lot in lots.lots]
    assert free.intervals() == {
        criterion: (max(each[criterion][0] for each in alone), min(each[criterion][1] for each in alone))
        for criterion in alone[0]
    }
    for place, lot in enumerate(lots.lots):
        own = [each.flip for each in free.flips() if each.lot == place]
        assert own == list(score_flips(lot.table))


@pytest.mark.parametrize("rule", [IN_ORDER, BEST_TOTAL])
def test_weights_scale_out(rule):
    def by_five(lot):
        return replace(lot, table=replace(lot.table, weights=tuple(5 * each for each in WEIGHTS)))

    lots = LotRound(rule, 1, (NORTH, SOUTH))
    scaled = replace(lots, lots=(by_five(NORTH), by_five(SOUTH)))
    assert scaled.intervals() == lots.intervals() and scaled.flips() == lots.flips()
