"""Which single agreed score would change who is first, and by how much: in points of the mark that people gave.

Only marks are moved: points for price and for quantity are nobody's judgement. Where they come from a formula that looks at
quality, the formula is worked out again for every mark that is tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

from commonweal.domain.assessment.price import PRICE_RULES, price_points
from commonweal.domain.assessment.ranking import winner
from commonweal.domain.assessment.score_table import ScoreTable
from commonweal.domain.assessment.snapshot import HUNDREDTHS, CriterionInput, Ranking
from commonweal.domain.assessment.stability import Flip, by_size, score_flips, with_minimums
from commonweal.domain.criteria import CriterionKind

LOWEST, HIGHEST = 0, 100 * HUNDREDTHS
# Tenders squared times criteria: to try the marks of so many under a formula that looks at quality takes a few seconds.
MOST_TRIED = 20_000
_INDEX = "value-for-money-index"
_FOLLOWED = (_INDEX, "price-per-quality-point")


def agreed_flips(kept: Ranking) -> tuple[Flip, ...] | None:
    """For each single agreed score the smallest change of the mark that flips the winner, smallest first.

    The winner holds up to the change and somebody else wins beyond it. Where points for price rest on quality the change is in
    whole hundredths of a mark. None where it is not worked out: then, among too many tenders and criteria, and with two
    such formulas.
    """
    table = kept.table()
    if not resting(kept):
        return with_minimums(score_flips(table, agreed=kept.agreed()), kept)
    if not tries_marks(kept):
        return None
    return with_minimums(_Formula(kept, table).flips(), kept) if len(table.tenders) > 1 else ()


def tries_marks(kept: Ranking) -> bool:
    """Can every agreed score be tried where points for price rest on quality?"""
    found = resting(kept)
    work = len(kept.tenders) ** 2 * len(kept.criteria)
    return len(found) <= 1 and all(each.price_formula in _FOLLOWED for each in found) and work <= MOST_TRIED


def resting(kept: Ranking) -> tuple[CriterionInput, ...]:
    """The criteria whose points for price rest on quality as well."""
    rules = {name for name, rule in PRICE_RULES.items() if rule.needs_quality}
    return tuple(each for each in kept.criteria if each.price_formula in rules)


def weights_move_prices(kept: Ranking) -> bool:
    """Would another weight of some criterion change points for price? Quality is then a mean of more than one criterion."""
    others = [each for each in kept.criteria if each.kind is not CriterionKind.PRICE]
    return bool(resting(kept)) and len(others) > 1


@dataclass(frozen=True)
class _Formula:
    """A ranking with one formula that looks at quality; `_keeps` works its totals out for any one mark."""

    kept: Ranking
    table: ScoreTable

    @cached_property
    def _criterion(self) -> CriterionInput:
        (found,) = resting(self.kept)
        return found

    @cached_property
    def _prices(self) -> list[int]:
        known = {each.id: each.price_pence for each in self.kept.tenders}
        return [known[tender] or 0 for tender in self.table.tenders]

    @cached_property
    def _columns(self) -> list[int]:
        """The columns that are quality."""
        kinds = {each.id: each.kind for each in self.kept.criteria}
        return [c for c, name in enumerate(self.table.criteria) if kinds[name] is not CriterionKind.PRICE]

    @cached_property
    def _weight(self) -> int:
        """The weight of all quality."""
        return sum(self.table.weights[c] for c in self._columns)

    @cached_property
    def _quality(self) -> list[Fraction]:
        """Each tender's mean over the criteria that are not price, as the formula has it."""
        return [
            Fraction(
                sum(self.table.weights[c] * row[c] for c in self._columns), self._weight * self.table.scale
            )
            for row in self.table.scores
        ]

    @cached_property
    def _rest(self) -> list[Fraction]:
        """Each tender's weighted points, without those of the formula."""
        at = self.table.criteria.index(self._criterion.id)
        return [
            Fraction(points - self.table.weights[at] * row[at], self.table.scale)
            for points, row in zip(self.table.points, self.table.scores, strict=True)
        ]

    def flips(self) -> tuple[Flip, ...]:
        agreed = self.kept.agreed()
        minimums = {each.id: each.minimum or LOWEST for each in self.kept.criteria}
        found = []
        for place, tender in enumerate(self.table.tenders):
            for column in self._columns:
                criterion = self.table.criteria[column]
                mark = agreed[tender, criterion]
                if not self.table.weights[column] or not mark.own:
                    continue
                moved = _Mark(place, column, mark.hundredths, mark.own)
                changes = [
                    last - moved.agreed
                    for end in (minimums[criterion], HIGHEST)
                    if (last := self._last_that_keeps(moved, end)) is not None
                ]
                if changes:
                    change = min(changes, key=lambda each: (abs(each), each))
                    found.append(Flip(tender, criterion, Fraction(change, HUNDREDTHS)))
        return tuple(sorted(found, key=by_size))

    def _last_that_keeps(self, moved: _Mark, end: int) -> int | None:
        """Going from the agreed mark to `end`, the last at which the winner still wins; None when it does all the way.

        Between two of `_bends` no tender gains on the winner and loses to it again, so each stretch is halved.
        """
        held = moved.agreed
        for tried in self._bends(moved, end):
            if not self._keeps(moved, tried):
                lost = tried
                while abs(lost - held) > 1:
                    middle = (held + lost) // 2
                    held, lost = (middle, lost) if self._keeps(moved, middle) else (held, middle)
                return held
            held = tried
        return None

    def _keeps(self, moved: _Mark, hundredths: int) -> bool:
        """Is the winner first, alone or level, were this the agreed mark?"""
        gained = (
            Fraction(hundredths - moved.agreed, HUNDREDTHS) * moved.own * self.table.weights[moved.column]
        )
        quality, rest = list(self._quality), list(self._rest)
        quality[moved.tender] += gained / self._weight
        rest[moved.tender] += gained
        found = price_points(self._criterion.price_formula or "", self._prices, quality)
        totals = [own + self._criterion.weight_bp * each for own, each in zip(rest, found, strict=True)]
        return totals[winner(self.table)] == max(totals)

    def _bends(self, moved: _Mark, end: int) -> Iterator[int]:
        """Marks on the way to `end` between which each margin only rises or only falls, and `end` itself.

        The price for a point only ever moves everybody's points together with the cheapest, so there are none. Points of
        the value for money index stop at 100, which a tender reaches at one mean of quality.
        """
        found = set()
        if self._criterion.price_formula == _INDEX:
            number, step = len(self._prices), moved.own * self.table.weights[moved.column] / self._weight
            for tender, price in enumerate(self._prices):
                if tender != moved.tender:
                    mean = self._quality[tender] * sum(self._prices) / number / (2 * price)
                    more = (mean * number - sum(self._quality)) / step * HUNDREDTHS
                    found |= {floor(moved.agreed + more), ceil(moved.agreed + more)}
        low, high = sorted((moved.agreed, end))
        yield from sorted((each for each in found if low < each < high), reverse=end < moved.agreed)
        if end != moved.agreed:
            yield end


@dataclass(frozen=True)
class _Mark:
    """One agreed mark in hundredths, by the places of its tender and criterion; `own` is its share of their points."""

    tender: int
    column: int
    agreed: int
    own: Fraction
