"""The exact linear programme behind `reach`: weights under which a tender leads, or a mixture of rivals that beats it.

Solved by the revised simplex method over whole numbers, so there is no tolerance to choose. The rival that enters is
the one furthest ahead under the weights of the moment; rivals that never are take no part in the arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nsmallest
from itertools import chain
from operator import mul

Row = tuple[int, ...]

# After this many pivots without progress the smallest-index rule takes over: R. Bland (1977) proved that it ends.
PATIENCE = 60
# Which rival to look at next is chosen with weights cut to this many bits; what it brings is then worked out whole.
_BITS = 30
# How many of the rivals furthest ahead are watched from then on, when none that is watched improves the mix.
_AT_A_TIME = 16


def dot(weights: Sequence[int], row: Sequence[int]) -> int:
    """Sum of products of two rows of the same length, exact."""
    return sum(map(mul, weights, row))


class Mixing:
    """Choose weights to make the smallest weighted lead as large as possible; is that value at least zero?

    `leads` holds, for each rival, how far the tender lies above it on each criterion. After `solve` either `weights`
    (not negative, not all zero) give no negative lead, or `mixture` (how much of which rival, by its place in `leads`)
    lies above the tender on every criterion.

    Leads are lifted by `lift` so that every entry is positive. The programme is then: mix rivals `x >= 0` to make
    their sum as large as possible while no criterion exceeds 1; its largest sum is one over the lifted value.
    `rows / unit` is the inverse of the basis and `heights / unit` the basic values: whole numbers throughout, because
    `unit` is the determinant of the basis (J. Edmonds, 1967).
    """

    def __init__(self, leads: Sequence[Row]) -> None:
        width = len(leads[0])
        self.leads = leads
        self.lift = 1 - min(map(min, leads))
        self.rows = [[int(c == d) for d in range(width)] for c in range(width)]
        self.heights = [1] * width
        self.unit = 1
        # Basic variables: rivals are 0 .. n-1, the slack of criterion c is n + c.
        self.basis = [len(leads) + c for c in range(width)]
        self.watched: list[int] = []
        self.weights: list[int] = []

    @property
    def mixture(self) -> dict[int, int]:
        """The rivals mixed, by place, and how much of each."""
        return {
            name: height
            for name, height in zip(self.basis, self.heights, strict=True)
            if name < len(self.leads) and height
        }

    def solve(self) -> bool:
        """True when weights exist that give no negative lead."""
        stalled, reached = 0, (0, 1)
        while True:
            prices = self._prices()
            total = sum(prices)  # the sum of the mix, times unit
            if self.lift * total > self.unit:
                return False  # the mix already shows a value below zero
            if self._suffice(prices):
                return True
            stalled = stalled + 1 if total * reached[1] == reached[0] * self.unit else 0
            reached = (total, self.unit)
            self._pivot(self._entering(prices, total, patient=stalled < PATIENCE))

    def _prices(self) -> list[int]:
        chosen = [row for row, name in zip(self.rows, self.basis, strict=True) if name < len(self.leads)]
        return [sum(column) for column in zip(*chosen, strict=True)] if chosen else [0] * len(self.rows)

    def _suffice(self, prices: list[int]) -> bool:
        weights = [max(price, 0) for price in prices]
        if any(weights) and all(
            dot(weights, self.leads[name]) >= 0 for name in chain(self.watched, range(len(self.leads)))
        ):
            self.weights = weights
            return True
        return False

    def _gain(self, name: int, prices: list[int], total: int) -> int:
        """How much the mix would grow with a rival or a slack, times unit."""
        if name < len(self.leads):
            return self.unit - self.lift * total - dot(prices, self.leads[name])
        return -prices[name - len(self.leads)]

    def _entering(self, prices: list[int], total: int, *, patient: bool) -> int:
        """The rival or the slack that improves the mix most of those watched, or of all when none watched does.

        One does as long as the value is not below zero and `prices` do not suffice as weights.
        """
        count = len(self.leads)
        if not patient:
            names = range(count + len(prices))
            return next(name for name in names if self._gain(name, prices, total) > 0)
        slack = count + prices.index(min(prices))
        best = self._better(slack, self._furthest_watched(prices), prices, total)
        if self._gain(best, prices, total) > 0:
            return best
        return self._better(slack, self._furthest_of_all(prices), prices, total)

    def _better(self, slack: int, rivals: list[int], prices: list[int], total: int) -> int:
        return max([slack, *rivals], key=lambda name: self._gain(name, prices, total))

    def _furthest_watched(self, prices: list[int]) -> list[int]:
        shift = max(0, max(map(abs, prices)).bit_length() - _BITS)
        cut = [price >> shift for price in prices]
        ahead = [dot(cut, self.leads[name]) for name in self.watched]
        return [self.watched[ahead.index(min(ahead))]] if ahead else []

    def _furthest_of_all(self, prices: list[int]) -> list[int]:
        ahead = [dot(prices, lead) for lead in self.leads]
        furthest = nsmallest(_AT_A_TIME, range(len(ahead)), key=ahead.__getitem__)
        self.watched += [name for name in furthest if name not in self.watched]
        return furthest[:1]

    def _pivot(self, entering: int) -> None:
        count = len(self.leads)
        if entering < count:
            column = [dot(row, self.leads[entering]) + self.lift * sum(row) for row in self.rows]
        else:
            column = [row[entering - count] for row in self.rows]
        leaving = self._leaving(column)
        pivot, pivot_row, height = column[leaving], self.rows[leaving], self.heights[leaving]
        unit = self.unit
        for i, factor in enumerate(column):
            if i != leaving:
                self.rows[i] = [
                    (a * pivot - factor * b) // unit for a, b in zip(self.rows[i], pivot_row, strict=True)
                ]
                self.heights[i] = (self.heights[i] * pivot - factor * height) // unit
        self.unit = pivot
        self.basis[leaving] = entering

    def _leaving(self, column: list[int]) -> int:
        """The basic variable that reaches zero first; ties go to the smallest index."""
        best: int | None = None
        for i, entry in enumerate(column):
            if entry <= 0:
                continue
            if best is None:
                best = i
                continue
            here, there = self.heights[i] * column[best], self.heights[best] * entry
            if here < there or (here == there and self.basis[i] < self.basis[best]):
                best = i
        assert best is not None  # every lifted entry is positive, so the mix is bounded
        return best
