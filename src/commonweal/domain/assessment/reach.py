"""Which tenders could come first, alone or level, under any weights at all: decided exactly.

A tender can win if some weights (not negative, summing to one) give it a total no smaller than every rival's. By
Ville's theorem of the alternative (J. Ville, 1938; D. Gale, The Theory of Linear Economic Models, 1960, ch. 2) either
such weights exist, or some mixture of the rivals beats it on every criterion. The linear programme behind it is
solved by the revised simplex method over whole numbers, so there is no tolerance to choose.
"""

from collections.abc import Sequence

from commonweal.domain.assessment.score_table import ScoreTable, weighted

Row = tuple[int, ...]

# After this many pivots without progress the smallest-index rule takes over: R. Bland (1977) proved that it ends.
PATIENCE = 60


def can_win(table: ScoreTable) -> dict[str, bool]:
    """For each tender, whether any weights would make it first, alone or level with others."""
    undominated = _undominated(tuple(dict.fromkeys(table.scores)))
    verdict = dict.fromkeys(_shown_to_win(table, undominated), True)
    means = [sum(column) // len(undominated) for column in zip(*undominated, strict=True)]
    for row in table.scores:
        if row not in verdict:
            verdict[row] = _wins_on_its_strengths(row, means, undominated) or _reaches(row, undominated)
    return {tender: verdict[row] for tender, row in zip(table.tenders, table.scores, strict=True)}


def _undominated(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows that no other row equals or exceeds on every criterion: only these need be beaten."""
    kept: list[Row] = []
    for row in sorted(rows, key=sum, reverse=True):
        if not any(all(a >= b for a, b in zip(other, row, strict=True)) for other in kept):
            kept.append(row)
    return tuple(kept)


def _shown_to_win(table: ScoreTable, rows: Sequence[Row]) -> set[Row]:
    """Rows that win under weights easily tried: the published ones, equal ones, each criterion alone."""
    width = len(table.criteria)
    alone = [tuple(int(c == d) for d in range(width)) for c in range(width)]
    shown: set[Row] = set()
    for weights in [table.weights, (1,) * width, *alone]:
        totals = [weighted(weights, row) for row in rows]
        best = max(totals)
        shown.update(row for row, total in zip(rows, totals, strict=True) if total == best)
    return shown


def _wins_on_its_strengths(row: Row, means: Sequence[int], rivals: Sequence[Row]) -> bool:
    """Does it win under weights that grow with how far it lies above the mean? Most that can win do: a quick answer."""
    strengths = [max(score - mean, 0) for score, mean in zip(row, means, strict=True)]
    for power in (2, 4, 1):
        weights = [strength**power for strength in strengths]
        total = weighted(weights, row)
        if any(weights) and all(weighted(weights, rival) <= total for rival in rivals):
            return True
    return False


def _is_beaten_everywhere(row: Row, rivals: Sequence[Row]) -> bool:
    return any(all(a > b for a, b in zip(rival, row, strict=True)) for rival in rivals)


def _reaches(row: Row, rivals: Sequence[Row]) -> bool:
    if _is_beaten_everywhere(row, rivals):
        return False
    leads = [tuple(a - b for a, b in zip(row, rival, strict=True)) for rival in rivals if rival != row]
    if not leads:
        return True
    return _Game(leads).value_is_not_negative()


class _Game:
    """Choose weights to make the smallest weighted lead as large as possible; is that value at least zero?

    Leads are lifted by `lift` so that every entry is positive. The programme is then: mix rivals `x >= 0` to make
    their sum as large as possible while no criterion exceeds 1; its largest sum is one over the lifted value.
    `rows / unit` is the inverse of the basis and `heights / unit` the basic values: whole numbers throughout, because
    `unit` is the determinant of the basis (J. Edmonds, 1967).
    """

    def __init__(self, leads: Sequence[Row]) -> None:
        width = len(leads[0])
        self.lift = 1 - min(min(lead) for lead in leads)
        self.leads = leads
        self.columns = [tuple(entry + self.lift for entry in lead) for lead in leads]
        self.rows = [[int(c == d) for d in range(width)] for c in range(width)]
        self.heights = [1] * width
        self.unit = 1
        # Basic variables: rivals are 0 .. n-1, the slack of criterion c is n + c.
        self.basis = [len(leads) + c for c in range(width)]

    def value_is_not_negative(self) -> bool:
        stalled, reached = 0, (0, 1)
        while True:
            prices = self._prices()
            total = sum(prices)  # the sum of the mix, times unit
            if self.lift * total > self.unit:
                return False  # the mix already shows a value below zero
            if self._weights_suffice(prices):
                return True
            stalled = stalled + 1 if total * reached[1] == reached[0] * self.unit else 0
            reached = (total, self.unit)
            entering = self._entering(prices, patient=stalled < PATIENCE)
            if entering is None:
                return True
            self._pivot(entering)

    def _prices(self) -> list[int]:
        chosen = [row for row, name in zip(self.rows, self.basis, strict=True) if name < len(self.leads)]
        return [sum(column) for column in zip(*chosen, strict=True)] if chosen else [0] * len(self.rows)

    def _weights_suffice(self, prices: list[int]) -> bool:
        weights = [max(price, 0) for price in prices]
        return any(weights) and all(weighted(weights, lead) >= 0 for lead in self.leads)

    def _entering(self, prices: list[int], *, patient: bool) -> int | None:
        """The rival, or slack, that most improves the mix; the first that does once patience is over."""
        gains = [self.unit - weighted(prices, column) for column in self.columns] + [
            -price for price in prices
        ]
        useful = [name for name, gain in enumerate(gains) if gain > 0]
        if not useful:
            return None
        return max(useful, key=lambda name: gains[name]) if patient else useful[0]

    def _pivot(self, entering: int) -> None:
        count = len(self.leads)
        if entering < count:
            column = [weighted(row, self.columns[entering]) for row in self.rows]
        else:
            column = [row[entering - count] for row in self.rows]
        leaving = self._leaving(column)
        pivot, pivot_row, height = column[leaving], self.rows[leaving], self.heights[leaving]
        for i, factor in enumerate(column):
            if i != leaving:
                self.rows[i] = [
                    (a * pivot - factor * b) // self.unit
                    for a, b in zip(self.rows[i], pivot_row, strict=True)
                ]
                self.heights[i] = (self.heights[i] * pivot - factor * height) // self.unit
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
