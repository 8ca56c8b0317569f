"""Scores of several tenders on several weighted criteria, held as integers so that nothing is ever rounded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

Number = int | Fraction


class TableError(ValueError):
    """A table that cannot be ranked; `path` says where (`weights[2]`, `scores[1][0]`)."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True)
class ScoreTable:
    """Tenders by criteria.

    `weights[c]` is on any common scale (only its share of the sum matters); `scores[t][c]` is in `1 / scale` points.
    `tie_order` are columns in the order in which equal totals are told apart; empty is the heaviest criterion first.
    `prices` in pence, one for each tender, are looked at before them where the lower price comes first; else it is empty.
    Use `score_table` to make one from fractions or decimals.
    """

    criteria: tuple[str, ...]
    weights: tuple[int, ...]
    tenders: tuple[str, ...]
    scores: tuple[tuple[int, ...], ...]
    scale: int = 1
    tie_order: tuple[int, ...] = ()
    prices: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        _check(self)

    @cached_property
    def weight_sum(self) -> int:
        return sum(self.weights)

    @cached_property
    def points(self) -> tuple[int, ...]:
        """Each tender's sum of weight times score, in `1 / (weight_sum * scale)` points."""
        return tuple(weighted(self.weights, row) for row in self.scores)

    def total(self, tender: int) -> Fraction:
        """Weighted total of one tender, in points, exact."""
        return Fraction(self.points[tender], self.weight_sum * self.scale)

    def share(self, criterion: int) -> Fraction:
        """Published weight of one criterion as a share of one, exact."""
        return Fraction(self.weights[criterion], self.weight_sum)

    def score(self, tender: int, criterion: int) -> Fraction:
        """One score in points, exact."""
        return Fraction(self.scores[tender][criterion], self.scale)


@dataclass(frozen=True)
class AgreedMark:
    """The mark that people agreed behind a score: in hundredths, and the share of the score's points that comes from it."""

    hundredths: int
    own: Fraction


#: Agreed marks by tender and criterion. A score without one (price) is nobody's judgement.
Agreed = Mapping[tuple[str, str], AgreedMark]


def weighted(weights: Sequence[int], row: Sequence[int]) -> int:
    """Sum of products, exact."""
    return sum(weight * score for weight, score in zip(weights, row, strict=True) if weight)


def score_table(
    weights: Mapping[str, Number],
    scores: Mapping[str, Mapping[str, Number]],
    tie_order: Sequence[str] = (),
    prices: Sequence[int] = (),
) -> ScoreTable:
    """A table from `{criterion: weight}` and `{tender: {criterion: points}}`; every tender needs every criterion.

    `prices` are in the order of the tenders.

    Raises `TableError` for an empty table, a negative weight, weights that are all zero, or a missing score.
    """
    criteria, tenders = tuple(weights), tuple(scores)
    for tender in tenders:
        for criterion in criteria:
            if criterion not in scores[tender]:
                raise TableError(f"scores.{tender}.{criterion}", "there is no score")
    weight_unit = _common_unit(weights.values())
    score_unit = _common_unit(scores[tender][criterion] for tender in tenders for criterion in criteria)
    return ScoreTable(
        criteria=criteria,
        weights=tuple(_in_units(weights[criterion], weight_unit) for criterion in criteria),
        tenders=tenders,
        scores=tuple(tuple(_in_units(scores[t][c], score_unit) for c in criteria) for t in tenders),
        scale=score_unit,
        tie_order=tuple(criteria.index(criterion) for criterion in tie_order),
        prices=tuple(prices),
    )


def _common_unit(numbers: Iterable[Number]) -> int:
    return lcm(*{Fraction(number).denominator for number in numbers})


def _in_units(number: Number, unit: int) -> int:
    exact = Fraction(number)
    return exact.numerator * (unit // exact.denominator)


def _check(table: ScoreTable) -> None:
    if not table.criteria:
        raise TableError("criteria", "there must be at least one")
    if not table.tenders:
        raise TableError("tenders", "there must be at least one")
    for name in ("criteria", "tenders"):
        ids = getattr(table, name)
        if len(set(ids)) != len(ids):
            raise TableError(name, "each may be named once only")
    _check_shape(table)


def _check_shape(table: ScoreTable) -> None:
    if len(table.weights) != len(table.criteria) or len(table.scores) != len(table.tenders):
        raise TableError(
            "weights", "there must be one for each criterion, and one row of scores for each tender"
        )
    if table.prices and len(table.prices) != len(table.tenders):
        raise TableError("prices", "there must be one for each tender, or none")
    for index, weight in enumerate(table.weights):
        if weight < 0:
            raise TableError(f"weights[{index}]", "a weight may not be negative")
    if not any(table.weights):
        raise TableError("weights", "at least one weight must be more than zero")
    for index, row in enumerate(table.scores):
        if len(row) != len(table.criteria):
            raise TableError(f"scores[{index}]", "there must be one score for each criterion")
