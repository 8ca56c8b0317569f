"""Who comes first, and what happens when two tenders have the same total."""

from collections.abc import Callable
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

    Equal totals are ordered by the published tie rule (see `ties`): the lower price where it says so, the higher score on
    the first of its criteria, then on the next, and last by the tender's id, so that the order of the rows never matters.
    """
    return tuple(sorted(range(len(table.tenders)), key=_place(table)))


def _place(table: ScoreTable) -> Callable[[int], tuple[int, int, tuple[int, ...], str]]:
    """What puts tenders in order, for an index."""
    columns = tie_columns(table)

    def key(tender: int) -> tuple[int, int, tuple[int, ...], str]:
        row = table.scores[tender]
        price = table.prices[tender] if table.prices else 0
        return (-table.points[tender], price, tuple(-row[c] for c in columns), table.tenders[tender])

    return key


def firsts(table: ScoreTable) -> tuple[str, ...]:
    """The tender that comes first, with those that the tie rule cannot tell from it: alike in the total and every score.

    Where the lower price comes first they are alike in the price as well.
    """
    ranked = order(table)
    return tuple(table.tenders[each] for each in ranked if are_alike(table, each, ranked[0]))


def are_alike(table: ScoreTable, one: int, other: int) -> bool:
    """Does nothing that the tie rule looks at tell two tenders apart?"""
    return (table.points[one], table.scores[one]) == (table.points[other], table.scores[other]) and (
        not table.prices or table.prices[one] == table.prices[other]
    )


def winner(table: ScoreTable) -> int:
    """Index of the tender that comes first."""
    most = max(table.points)
    return min((each for each, points in enumerate(table.points) if points == most), key=_place(table))


def ranking(table: ScoreTable) -> tuple[Placed, ...]:
    """Every tender from first to last. Tenders with the same total have the same rank; the next rank is skipped."""
    placed: list[Placed] = []
    for position, tender in enumerate(order(table), start=1):
        total = table.total(tender)
        rank = placed[-1].rank if placed and placed[-1].total == total else position
        placed.append(Placed(table.tenders[tender], total, rank))
    return tuple(placed)
