"""Minimum scores: a tender below one is not ranked, however good the rest of it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from commonweal.domain.assessment.score_table import ScoreTable


@dataclass(frozen=True)
class Minimum:
    """The least score, in points, on one criterion, or on the weighted total when `criterion` is None."""

    points: Fraction
    criterion: str | None = None


@dataclass(frozen=True)
class Shortfall:
    """A tender below a minimum, and by how many points."""

    tender: str
    minimum: Minimum
    short_by: Fraction


def shortfalls(table: ScoreTable, minimums: Iterable[Minimum]) -> tuple[Shortfall, ...]:
    """Every tender below a published minimum; a score exactly at it is enough. KeyError for an unknown criterion."""
    columns = {criterion: index for index, criterion in enumerate(table.criteria)}
    found = []
    for minimum in minimums:
        for index, tender in enumerate(table.tenders):
            reached = (
                table.total(index)
                if minimum.criterion is None
                else table.score(index, columns[minimum.criterion])
            )
            if reached < minimum.points:
                found.append(Shortfall(tender, minimum, minimum.points - reached))
    return tuple(found)
