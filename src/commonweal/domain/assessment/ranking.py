"""Who comes first, and what happens when two tenders have the same total."""

from dataclasses import dataclass
from fractions import Fraction

from commonweal.domain.assessment.score_table import ScoreTable


@dataclass(frozen=True)
class Placed:
    """A tender's place: `total` in points, exact; tenders with equal totals share a `rank` (1, 1, 3)."""

    tender: str
    total: Fraction
    rank: int


def tie_columns(table: ScoreTable) -> tuple[int, ...]:
    """Columns in the order in which equal totals are told apart."""
    if table.tie_order:
        return table.tie_order
    return tuple(sorted(range(len(table.criteria)), key=lambda c: (-table.weights[c], table.criteria[c])))


def order(table: ScoreTable) -> tuple[int, ...]:
    """Indexes of the tenders from first to last.

    Equal totals are ordered by the published tie rule (see `ties`): the higher score on the first of its criteria, then
    on the next, and last by the tender's id, so that the order of the rows never matters.
    """
    columns = tie_columns(table)

    def key(tender: int) -> tuple[int, tuple[int, ...], str]:
        row = table.scores[tender]
        return (-table.points[tender], tuple(-row[c] for c in columns), table.tenders[tender])

    return tuple(sorted(range(len(table.tenders)), key=key))


def firsts(table: ScoreTable) -> tuple[str, ...]:
    """The tender that comes first, with those that the tie rule cannot tell from it: alike in the total and every score."""
    ranked = order(table)
    best = ranked[0]
    return tuple(
        table.tenders[each]
        for each in ranked
        if table.points[each] == table.points[best] and table.scores[each] == table.scores[best]
    )


def winner(table: ScoreTable) -> int:
    """Index of the tender that comes first."""
    return order(table)[0]


def ranking(table: ScoreTable) -> tuple[Placed, ...]:
    """Every tender from first to last. Tenders with the same total have the same rank; the next rank is skipped."""
    placed: list[Placed] = []
    for position, tender in enumerate(order(table), start=1):
        total = table.total(tender)
        rank = placed[-1].rank if placed and placed[-1].total == total else position
        placed.append(Placed(table.tenders[tender], total, rank))
    return tuple(placed)
