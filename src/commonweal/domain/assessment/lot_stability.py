"""How firm the awards of several lots are where one tenderer may have only so many: exact, and a tie keeps the awards.

All lots have the ask's criteria and weights. When a weight moves it moves in every lot, and with it who is first, who has
reached the limit, and so who is awarded the next. The question is then how far a weight, or one agreed score in one lot,
may move before any lot goes to another tenderer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from heapq import nlargest

from commonweal.domain.assessment.lot_awards import BEST_TOTAL, LotEntry, lot_awards
from commonweal.domain.assessment.ranking import order
from commonweal.domain.assessment.score_table import Agreed, ScoreTable
from commonweal.domain.assessment.stability import Flip, Interval, by_size, flips_of, holding_interval

LIMITS = (0, 100)
# A best combination takes time with the third power of the lots; this many of that are tried (some seconds), not more.
MOST_WORK = 500_000
_STEPS_FOR_A_WEIGHT = 8  # combinations that the two ends of an interval usually take


@dataclass(frozen=True)
class LotTable:
    """The ranked tenders of one lot. `suppliers` says who made each, in the order of the table's tenders.

    With `agreed` it is the agreed marks that may move an award, and not the points that came from them.
    """

    table: ScoreTable
    suppliers: tuple[str, ...]
    agreed: Agreed | None = None


@dataclass(frozen=True)
class LotFlip:
    """A change of one agreed score in the lot at place `lot` at which some lot's award is caught."""

    lot: int
    flip: Flip


@dataclass(frozen=True)
class LotRound:
    """The lots of a round in the order of their numbers, the published rule, and the most lots for one tenderer."""

    rule: str
    most: int
    lots: tuple[LotTable, ...]

    @cached_property
    def awards(self) -> tuple[int | None, ...]:
        """For each lot the place in its table of the tender that is awarded it."""
        found = lot_awards(self.rule, [_entries(lot) for lot in self.lots], self.most)
        return tuple(
            None if supplier is None else lot.suppliers.index(supplier)
            for lot, supplier in zip(self.lots, found, strict=True)
        )

    def intervals(self) -> dict[str, Interval] | None:
        """For each criterion the weights (share of one, inclusive) at which every lot goes to the same tender as now.

        The other weights are scaled in proportion. The interval is the connected one that holds the published weight.
        None where that takes too long: the best combination of many lots.
        """
        criteria = self.lots[0].table.criteria
        if self.rule == BEST_TOTAL and self._takes_too_long(len(criteria) * _STEPS_FOR_A_WEIGHT):
            return None
        found = self._combined if self.rule == BEST_TOTAL else self._one_by_one
        return {criterion: found(c) for c, criterion in enumerate(criteria)}

    def flips(self) -> tuple[LotFlip, ...] | None:
        """For each single agreed score of any lot the smallest change that moves an award, smallest first.

        None where that takes too long: the best combination of many lots.
        """
        if self.rule != BEST_TOTAL:
            found = self._flips_one_by_one()
        elif self._takes_too_long(self._combinations_for_scores):
            return None
        else:
            found = self._flips_combined()
        return tuple(sorted(found, key=lambda each: (*by_size(each.flip), each.lot)))

    def _takes_too_long(self, combinations: int) -> bool:
        return combinations * len(self.lots) ** 3 > MOST_WORK

    # Lot after lot: each lot is a contest among those that the lots before it left free.

    @cached_property
    def _free(self) -> tuple[tuple[int, ...], ...]:
        held: dict[str, int] = {}
        found = []
        for lot, awarded in zip(self.lots, self.awards, strict=True):
            found.append(
                tuple(t for t, supplier in enumerate(lot.suppliers) if held.get(supplier, 0) < self.most)
            )
            if awarded is not None:
                held[lot.suppliers[awarded]] = held.get(lot.suppliers[awarded], 0) + 1
        return tuple(found)

    def _one_by_one(self, criterion: int) -> Interval:
        low, high = Fraction(0), Fraction(1)
        for lot, awarded, free in zip(self.lots, self.awards, self._free, strict=True):
            if awarded is not None:
                own = holding_interval(lot.table, awarded, free, criterion)
                low, high = max(low, own[0]), min(high, own[1])
        return low, high

    def _flips_one_by_one(self) -> list[LotFlip]:
        found = []
        for place, (lot, awarded, free) in enumerate(zip(self.lots, self.awards, self._free, strict=True)):
            if awarded is None:
                continue
            totals = {tender: lot.table.total(tender) for tender in free}
            rivals = [tender for tender in free if tender != awarded]
            for tender in rivals:
                gap = totals[awarded] - totals[tender]
                found += _in_lot(
                    place, flips_of(lot.table, tender, sign=1, gap=gap, limits=LIMITS, agreed=lot.agreed)
                )
            if rivals:
                gap = totals[awarded] - max(totals[tender] for tender in rivals)
                found += _in_lot(
                    place, flips_of(lot.table, awarded, sign=-1, gap=gap, limits=LIMITS, agreed=lot.agreed)
                )
        return found

    # The best combination: the awards hold while no other combination with as many lots has a greater sum.

    def _combined(self, criterion: int) -> Interval:
        tables = [lot.table for lot in self.lots]
        if tables[0].weights[criterion] == tables[0].weight_sum:
            return Fraction(0), Fraction(1)
        return self._edge(criterion, Fraction(0)), self._edge(criterion, Fraction(1))

    def _edge(self, criterion: int, weight: Fraction) -> Fraction:
        """From one end towards the published weight: to where the best combination there no longer does better.

        The sum of any combination is a straight line in the weight, so each step lands where two lines cross.
        """
        while True:
            moved = [_at(lot, criterion, weight) for lot in self.lots]
            best = self._best(moved)
            ahead = _sum(moved, best) - _sum(moved, self.awards)
            if ahead <= 0:
                return weight
            published = self.lots[0].table.share(criterion)
            here = [_at(lot, criterion, published) for lot in self.lots]
            behind = _sum(here, self.awards) - _sum(here, best)
            # `ahead` at `weight` falls in a straight line to minus `behind` at the published weight.
            weight += (published - weight) * ahead / (ahead + behind)

    @property
    def _enough(self) -> int:
        """How many of the best in a lot matter: the other lots can keep no more than the rest of these from it."""
        return 1 + (len(self.lots) - 1) // self.most

    def _best(self, totals: Sequence[Sequence[Fraction]]) -> tuple[int | None, ...]:
        found = lot_awards(
            self.rule,
            [
                [
                    LotEntry(lot.suppliers[t], total)
                    for t, total in nlargest(self._enough, enumerate(row), key=lambda each: each[1])
                ]
                for lot, row in zip(self.lots, totals, strict=True)
            ],
            self.most,
        )
        return tuple(
            None if supplier is None else lot.suppliers.index(supplier)
            for lot, supplier in zip(self.lots, found, strict=True)
        )

    @cached_property
    def _ranked(self) -> tuple[list[LotEntry], ...]:
        return tuple(_entries(lot) for lot in self.lots)

    @cached_property
    def _wanted_elsewhere(self) -> tuple[frozenset[str], ...]:
        """For each lot the suppliers that matter in another: a best combination of the others may hold them."""
        best = [frozenset(entry.supplier for entry in lot[: self._enough]) for lot in self._ranked]
        return tuple(
            frozenset[str]().union(*best[:place], *best[place + 1 :]) for place in range(len(self.lots))
        )

    @property
    def _combinations_for_scores(self) -> int:
        """How many combinations are tried: one for all suppliers of a lot that matter in no other, and one for each else."""
        return sum(
            1 + sum(self._needs_its_own(place, tender) for tender in range(len(lot.suppliers)))
            for place, lot in enumerate(self.lots)
        )

    def _needs_its_own(self, place: int, tender: int) -> bool:
        is_awarded = self.awards[place] == tender
        return is_awarded or self.lots[place].suppliers[tender] in self._wanted_elsewhere[place]

    def _flips_combined(self) -> list[LotFlip]:
        standing = self._worth(lot_awards(self.rule, self._ranked, self.most))
        found = []
        for place, lot in enumerate(self.lots):
            others: tuple[int, Fraction] | None = None
            for tender in range(len(lot.suppliers)):
                is_awarded = self.awards[place] == tender
                if self._needs_its_own(place, tender):
                    other = self._without(place, tender) if is_awarded else self._with(place, tender)
                else:
                    # With a supplier here that matters in no other lot the others are awarded alike, whoever it is.
                    if others is None:
                        lots, total = self._with(place, tender)
                        others = lots, total - lot.table.total(tender)
                    other = others[0], others[1] + lot.table.total(tender)
                if other[0] == standing[0]:
                    sign, gap = (-1 if is_awarded else 1), standing[1] - other[1]
                    found += _in_lot(
                        place,
                        flips_of(lot.table, tender, sign=sign, gap=gap, limits=LIMITS, agreed=lot.agreed),
                    )
        return found

    def _with(self, place: int, tender: int) -> tuple[int, Fraction]:
        """What the best combination is worth in which this tender alone may have the lot."""
        supplier = self.lots[place].suppliers[tender]
        return self._best_of(place, [each for each in self._ranked[place] if each.supplier == supplier])

    def _without(self, place: int, tender: int) -> tuple[int, Fraction]:
        """What the best combination is worth in which this tender does not have the lot."""
        supplier = self.lots[place].suppliers[tender]
        return self._best_of(place, [each for each in self._ranked[place] if each.supplier != supplier])

    def _best_of(self, place: int, kept: list[LotEntry]) -> tuple[int, Fraction]:
        tried = [each[: self._enough] for each in self._ranked]
        tried[place] = kept[: self._enough]
        return self._worth(lot_awards(self.rule, tried, self.most))

    def _worth(self, given: Sequence[str | None]) -> tuple[int, Fraction]:
        """How many lots are awarded, and the sum of their totals."""
        totals = [
            lot.table.total(lot.suppliers.index(supplier))
            for lot, supplier in zip(self.lots, given, strict=True)
            if supplier is not None
        ]
        return len(totals), sum(totals, Fraction(0))


def with_room(
    flips: Sequence[LotFlip], awards: LotRound, room: Sequence[Mapping[str, Fraction]]
) -> tuple[LotFlip, ...]:
    """`flips` where an awarded tender can also lose its lot by falling below a published minimum.

    Args:
        room: lot by lot, how many points each agreed mark of its awarded tender lies above its minimum, by criterion.
    """
    found = {(each.lot, each.flip.tender, each.flip.criterion): each for each in flips}
    for lot, (awarded, own) in enumerate(zip(awards.awards, room, strict=True)):
        if awarded is None or len(awards.lots[lot].suppliers) == 1:
            continue  # with one ranked tender there is nobody to lose to
        tender = awards.lots[lot].table.tenders[awarded]
        for criterion, points in own.items():
            held = found.get((lot, tender, criterion))
            if held is None or points < abs(held.flip.change):
                found[lot, tender, criterion] = LotFlip(lot, Flip(tender, criterion, -points))
    return tuple(sorted(found.values(), key=lambda each: (*by_size(each.flip), each.lot)))


def _entries(lot: LotTable) -> list[LotEntry]:
    return [LotEntry(lot.suppliers[tender], lot.table.total(tender)) for tender in order(lot.table)]


def _in_lot(place: int, flips: Sequence[Flip]) -> list[LotFlip]:
    return [LotFlip(place, flip) for flip in flips]


def _at(lot: LotTable, criterion: int, weight: Fraction) -> list[Fraction]:
    """Every tender's total when one criterion has this weight and the others are scaled in proportion."""
    table = lot.table
    rest = table.weight_sum - table.weights[criterion]
    return [
        (
            weight * row[criterion]
            + (1 - weight) * Fraction(points - table.weights[criterion] * row[criterion], rest)
        )
        / table.scale
        for row, points in zip(table.scores, table.points, strict=True)
    ]


def _sum(totals: Sequence[Sequence[Fraction]], given: Sequence[int | None]) -> Fraction:
    return sum(
        (row[tender] for row, tender in zip(totals, given, strict=True) if tender is not None), Fraction(0)
    )
