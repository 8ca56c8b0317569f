"""Which tenders could come first, alone or level, under any weights at all: decided exactly.

A tender can win if some weights (not negative, summing to one) give it a total no smaller than every rival's. By
Ville's theorem of the alternative (J. Ville, 1938; D. Gale, The Theory of Linear Economic Models, 1960, ch. 2) either
such weights exist, or some mixture of the rivals beats it on every criterion.

Most tenders are settled without a linear programme: whoever is best on a criterion can win, whoever another tender
matches everywhere and exceeds somewhere can win only by criteria on which no such tender exceeds it. For the rest,
scores that need many digits (price points are fractions of every tenderer's price) are first rounded to the tender's
disadvantage. If it wins even so, it can win. If a mixture beats it even when rounded to its advantage, it cannot.
What is left between is worked out on the whole numbers, with the few rivals that matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd, lcm

from commonweal.domain.assessment.mixtures import Mixing, Row, dot
from commonweal.domain.assessment.score_table import ScoreTable

# Scores of more steps than this on a criterion are rounded for the first look.
STEPS = 1 << 20
# Powers of a tender's lead over the mean that are tried as weights.
_POWERS = (2, 4, 1)
# How many rivals that are ahead are brought in at a time.
_AT_A_TIME = 4


def can_win(table: ScoreTable, *, steps: int = STEPS) -> dict[str, bool]:
    """For each tender, whether any weights would make it first, alone or level with others.

    Args:
        steps: how finely long scores are rounded for the first look. It changes the time taken, never the answer.
    """
    rows = tuple(dict.fromkeys(table.scores))
    verdicts = dict(zip(rows, _Field(rows, steps).verdicts(), strict=True))
    return {tender: verdicts[row] for tender, row in zip(table.tenders, table.scores, strict=True)}


class _Column:
    """One criterion: each row's place among its scores, and the score in few digits, rounded down and up.

    Only differences within a criterion matter and the weights are anybody's, so a column is moved to start at nought
    and divided by what its steps have in common. `reaching[place]` has a bit for each row at that place or above.
    """

    def __init__(self, scores: Sequence[int], steps: int) -> None:
        values = sorted(set(scores))
        common = gcd(*(value - values[0] for value in values)) or 1
        self.exact = exact = [(value - values[0]) // common for value in values]
        top = exact[-1]
        if top <= steps:
            self.down = self.up = exact
        else:
            self.down = [value * steps // top for value in exact]
            self.up = [-(-value * steps // top) for value in exact]
        at = {value: place for place, value in enumerate(values)}
        self.place = [at[score] for score in scores]
        self.reaching = [0] * (len(values) + 1)
        for row, place in enumerate(self.place):
            self.reaching[place] |= 1 << row
        for place in reversed(range(len(values))):
            self.reaching[place] |= self.reaching[place + 1]

    def matching(self, row: int) -> int:
        """Rows no lower than this one."""
        return self.reaching[self.place[row]]

    def above(self, row: int) -> int:
        """Rows higher than this one."""
        return self.reaching[self.place[row] + 1]


class _Field:
    """Different rows of scores, and which of them can win."""

    def __init__(self, rows: Sequence[Row], steps: int) -> None:
        self.count = len(rows)
        self.columns = [_Column(column, steps) for column in zip(*rows, strict=True)]
        self.open = [self._open_columns(row) for row in range(self.count)]
        # Whoever is matched everywhere and exceeded somewhere need not be beaten: its better must be.
        self.rivals = [row for row, columns in enumerate(self.open) if len(columns) == len(self.columns)]
        self.means = [
            sum(column.down[column.place[row]] for row in self.rivals) // len(self.rivals)
            for column in self.columns
        ]

    def verdicts(self) -> list[bool]:
        """For each row whether it can win."""
        return [self._verdict(row) for row in range(self.count)]

    def _open_columns(self, row: int) -> list[int]:
        """The criteria that may carry weight if `row` is to win.

        A rival no lower on all of them takes away each on which it is higher; that is repeated until nothing changes.
        """
        columns = list(range(len(self.columns)))
        while columns:
            matching = -1
            for c in columns:
                matching &= self.columns[c].matching(row)
            kept = [c for c in columns if not matching & self.columns[c].above(row)]
            if len(kept) == len(columns):
                break
            columns = kept
        return columns

    def _verdict(self, row: int) -> bool:
        columns = self.open[row]
        if not columns:
            return False
        if any(not self.columns[c].above(row) for c in columns):
            return True
        return _Contest(self, row).can_be_won()


class _Contest:
    """One row against the rivals that are not level with it on its open criteria."""

    def __init__(self, field: _Field, row: int) -> None:
        self.row = row
        self.columns = [field.columns[c] for c in field.open[row]]
        self.means = [field.means[c] for c in field.open[row]]
        level = -1
        for column in self.columns:
            level &= column.matching(row) & ~column.above(row)
        self.rivals = [rival for rival in field.rivals if not level >> rival & 1]

    def can_be_won(self) -> bool:
        """Do any weights give the row no negative lead?"""
        leads = self._rounded_leads(kindly=False)
        if self._is_won_on_strengths(leads):
            return True
        programme = Mixing(leads)
        if programme.solve():
            return True
        kindly = self._rounded_leads(kindly=True)
        mixed = [[share * lead for lead in kindly[at]] for at, share in programme.mixture.items()]
        if all(sum(column) < 0 for column in zip(*mixed, strict=True)):
            return False
        return self._can_be_won_exactly(list(programme.mixture))

    def _rounded_leads(self, *, kindly: bool) -> list[Row]:
        """How far the row lies above each rival, rounded to its advantage or else to its disadvantage."""
        columns = []
        for column in self.columns:
            place = column.place
            own = place[self.row]
            mine, theirs = (column.up, column.down) if kindly else (column.down, column.up)
            lead = [mine[own] - there for there in theirs]
            lead[own] = 0
            columns.append([lead[place[rival]] for rival in self.rivals])
        return list(zip(*columns, strict=True))

    def _is_won_on_strengths(self, leads: Sequence[Row]) -> bool:
        """Is it won under weights that grow with how far the row lies above the mean? Most that can be won are."""
        strengths = [
            max(column.down[column.place[self.row]] - mean, 0) * 1024 // column.up[-1]
            for column, mean in zip(self.columns, self.means, strict=True)
        ]
        for power in _POWERS:
            weights = [strength**power for strength in strengths]
            if any(weights) and all(dot(weights, lead) >= 0 for lead in leads):
                return True
        return False

    def _can_be_won_exactly(self, chosen: list[int]) -> bool:
        """On whole numbers, with the rivals at `chosen` and then those ahead under the weights that these allow."""
        leads = [
            tuple(
                column.exact[column.place[self.row]] - column.exact[column.place[rival]]
                for column in self.columns
            )
            for rival in self.rivals
        ]
        while True:
            weights = _weights_against([leads[at] for at in chosen])
            if weights is None:
                return False
            totals = [dot(weights, lead) for lead in leads]
            ahead = sorted((at for at in range(len(leads)) if totals[at] < 0), key=totals.__getitem__)
            if not ahead:
                return True
            chosen += ahead[:_AT_A_TIME]


def _weights_against(leads: Sequence[Row]) -> list[int] | None:
    """Weights that give none of these leads a negative total, with what each criterion's leads share divided out."""
    common = [gcd(*column) or 1 for column in zip(*leads, strict=True)]
    programme = Mixing([tuple(lead // unit for lead, unit in zip(row, common, strict=True)) for row in leads])
    if not programme.solve():
        return None
    whole = lcm(*common)
    return [weight * (whole // unit) for weight, unit in zip(programme.weights, common, strict=True)]
