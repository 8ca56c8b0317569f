"""How often each tender comes first, or at each rank, when the weights are drawn around the published ones.

Weights are Dirichlet draws whose means are the published weights; `concentration` says how tightly they gather: a
weight w has standard deviation sqrt(w(1-w)/(concentration+1)), four points for a weight of 20% at 100. Where the
assessors' own scores are given, each draw also takes a panel of the same size from them, with replacement, and moves
every agreed score by how far that panel's mean lies from the mean of all (B. Efron's bootstrap, 1979).

Draws are made in blocks small enough for the processor's cache, from one stream: a seed gives the same digits
whatever the number of draws asked for beyond them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from commonweal.analytics.simulation.gamma import MOST_TABLES, GammaTables, drawn_one_by_one
from commonweal.domain.assessment.ranking import order
from commonweal.domain.assessment.score_table import ScoreTable

Floats = npt.NDArray[np.float32]

DRAWS = 100_000
CONCENTRATION = 100
_BLOCK = 81_920  # variates in a block: about a third of a megabyte
_STRIP = 200_000  # multiplications in one strip of a product
_EVERY_WORD = np.iinfo(np.uint64).max

AssessorScores = Mapping[str, Mapping[str, Fraction | int]]
"""One assessor's scores in points, `{tender: {criterion: points}}`; questions they did not assess are absent."""


@dataclass(frozen=True)
class Trials:
    """What to simulate: a table, the assessors' own scores if known, and how widely weights are drawn."""

    table: ScoreTable
    assessors: Sequence[AssessorScores] = ()
    concentration: int = CONCENTRATION

    def __post_init__(self) -> None:
        if self.concentration <= 0:
            raise ValueError("concentration must be above zero")


def wins(trials: Trials, *, draws: int, seed: int) -> dict[str, int]:
    """In how many of `draws` trials each tender has the greatest total; level totals go to the higher ranked."""
    _check(draws, seed)
    contenders = _contenders(trials)
    counts = np.zeros(len(contenders), dtype=np.int64)
    for totals in _blocks(trials, contenders, draws, seed):
        counts += _firsts(totals)
    won = dict.fromkeys(trials.table.tenders, 0)
    for tender, count in zip(contenders, counts.tolist(), strict=True):
        won[trials.table.tenders[tender]] = count
    return won


def rank_counts(trials: Trials, *, draws: int, seed: int) -> dict[str, tuple[int, ...]]:
    """In how many of `draws` trials each tender comes first, second and so on (rank acceptability)."""
    _check(draws, seed)
    ranked = order(trials.table)
    counts = np.zeros((len(ranked), len(ranked)), dtype=np.int64)
    for totals in _blocks(trials, ranked, draws, seed):
        places = np.argsort(-totals, axis=0, kind="stable")
        for rank, row in enumerate(places):
            counts[:, rank] += np.bincount(row, minlength=len(ranked))
    return {trials.table.tenders[t]: tuple(counts[i].tolist()) for i, t in enumerate(ranked)}


def _check(draws: int, seed: int) -> None:
    if draws < 1:
        raise ValueError("there must be at least one draw")
    if seed < 0:
        raise ValueError("a seed may not be negative")


def _contenders(trials: Trials) -> tuple[int, ...]:
    """Tenders in ranked order, without those that another equals or exceeds wherever there is weight."""
    table, ranked = trials.table, order(trials.table)
    if trials.assessors:
        return ranked
    weighty = [c for c, weight in enumerate(table.weights) if weight]
    scores = _comparable(table, weighty)
    kept: list[int] = []
    for tender in ranked:
        if not (scores[kept] >= scores[tender]).all(axis=1).any():
            kept.append(tender)
    return tuple(kept)


def _comparable(table: ScoreTable, weighty: Sequence[int]) -> npt.NDArray[np.int64]:
    """Each score's place among the scores on its criterion: small whole numbers in exactly the same order."""
    places = []
    for c in weighty:
        column = [row[c] for row in table.scores]
        place = {score: at for at, score in enumerate(sorted(set(column)))}
        places.append([place[score] for score in column])
    return np.array(places, dtype=np.int64).T


def _firsts(totals: Floats) -> npt.NDArray[np.int64]:
    """How many columns each row is greatest in; the upper row has a column where two are level."""
    greatest = totals.max(axis=0)
    counts = np.array([np.count_nonzero(row == greatest) for row in totals], dtype=np.int64)
    if int(counts.sum()) > totals.shape[1]:
        return np.bincount(totals.argmax(axis=0), minlength=len(totals)).astype(np.int64)
    return counts


def _blocks(trials: Trials, rows: Sequence[int], draws: int, seed: int) -> Iterator[Floats]:
    """Totals `[tender, draw]` on no particular scale, block by block, less the first row's total."""
    table = trials.table
    weighty = [c for c, weight in enumerate(table.weights) if weight]
    layers = _layers(trials, rows, weighty)
    size = max(256, _BLOCK // len(weighty)) // 2 * 2
    shapes = [trials.concentration * float(table.share(c)) for c in weighty]
    weights_of = _by_table if len(set(shapes)) <= MOST_TABLES else _one_by_one
    for_weights, for_panels = (
        np.random.Generator(np.random.SFC64(s)) for s in np.random.SeedSequence(seed).spawn(2)
    )
    drawn = weights_of(shapes, size, for_weights)
    for start in range(0, draws, size):
        totals = _totals(layers, next(drawn), len(rows), for_panels)
        yield totals[:, : min(size, draws - start)]


def _by_table(shapes: Sequence[float], size: int, generator: np.random.Generator) -> Iterator[Floats]:
    tables = GammaTables(shapes)
    while True:
        words = generator.integers(0, _EVERY_WORD, len(shapes) * size // 2, np.uint64, endpoint=True)
        yield tables.fill(words.view(np.uint32).reshape(len(shapes), size))


def _one_by_one(shapes: Sequence[float], size: int, generator: np.random.Generator) -> Iterator[Floats]:
    while True:
        yield drawn_one_by_one(generator, shapes, size)


def _totals(layers: Floats, weights: Floats, rows: int, generator: np.random.Generator) -> Floats:
    summed = _product(layers, weights)
    assessors = len(layers) // rows - 1
    if not assessors:
        return summed
    totals = summed[:rows]
    drawn = generator.multinomial(assessors, np.full(assessors, 1 / assessors), weights.shape[1])
    for assessor in range(assessors):
        start = (assessor + 1) * rows
        totals += drawn[:, assessor].astype(np.float32) * summed[start : start + rows]
    return totals


def _product(layers: Floats, weights: Floats) -> Floats:
    """`layers @ weights` in strips so small that the matrix library does not wake its threads for each of them."""
    strip = max(64, _STRIP // layers.size)
    summed = np.empty((len(layers), weights.shape[1]), dtype=np.float32)
    for start in range(0, weights.shape[1], strip):
        np.matmul(layers, weights[:, start : start + strip], out=summed[:, start : start + strip])
    return summed


def _layers(trials: Trials, rows: Sequence[int], weighty: Sequence[int]) -> Floats:
    """Scores less the first row's, then each assessor's departures from the assessors' mean, one below the other."""
    table = trials.table
    base = np.array([[table.scores[t][c] / table.scale for c in weighty] for t in rows])
    departures = _departures(trials, rows, weighty) if trials.assessors else []
    return np.concatenate([layer - layer[0] for layer in [base, *departures]]).astype(np.float32)


def _departures(trials: Trials, rows: Sequence[int], weighty: Sequence[int]) -> list[npt.NDArray[np.float64]]:
    """For each assessor `(own score - mean) / number who scored it`; nothing where they gave no score."""
    table = trials.table
    given = np.full((len(trials.assessors), len(rows), len(weighty)), np.nan)
    for a, scores in enumerate(trials.assessors):
        for i, t in enumerate(rows):
            own = scores.get(table.tenders[t], {})
            for k, c in enumerate(weighty):
                if table.criteria[c] in own:
                    given[a, i, k] = float(own[table.criteria[c]])
    scored = ~np.isnan(given)
    number = np.maximum(scored.sum(axis=0), 1)
    mean = np.where(scored, given, 0.0).sum(axis=0) / number
    return list(np.where(scored, given - mean, 0.0) / number)
