"""The range of a valuation: many draws of everything uncertain, added up by mission and kind of value.

A parameter that many commitments share (a unit value, a named deadweight) is drawn once for each draw, because being
wrong about it is being wrong about it everywhere. So commitments collapse, before anything is drawn, into one weight
for each combination of shared parameters, mission and kind: the work no longer grows with the number of commitments.

Drawn independently, errors cancel out and the range becomes falsely narrow. That can be asked for, to compare; each
commitment then draws its own copy of every parameter.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.analytics.valuation.sampling import STEPS, Floats, inverse, random_steps, singles
from commonweal.domain.valuation import Adjustment, Kind, Range, Valuation, Valued

_SHARED, _OWN = 0, 1
_BLOCK = 60_000
_WIDEST = 1_000
_COMPLEMENT = ("deadweight", "displacement")

Cell = tuple[str, Kind]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Factor:
    """A range that multiplies: itself, or what is left of one after it."""

    span: Range
    is_complement: bool

    def times(self, drawn: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.float32(1) - drawn if self.is_complement else drawn


@dataclass(frozen=True, slots=True)
class _Group:
    """Commitments that are drawn alike: the same cell, the same shared parameters, the same own ranges."""

    cell: Cell
    shared: tuple[tuple[str, bool], ...]
    own: tuple[_Factor, ...]


@dataclass(frozen=True)
class Arranged:
    """A valuation ready to draw. `group` (n) is the place in `groups` of each of n commitments and `weight` (n) the
    pounds that its uncertain parameters multiply; `shared` holds the shared ranges by name."""

    groups: list[_Group]
    group: NDArray[np.int64]
    weight: Floats
    shared: dict[str, Range]


@dataclass(frozen=True)
class Simulation:
    """`totals` holds, for each mission and kind, the value of every draw in pounds, in order of drawing."""

    draws: int
    seed: int
    independent: bool
    totals: dict[Cell, Floats]


def simulate(
    valuation: Valuation,
    *,
    draws: int,
    seed: int,
    independent: bool = False,
    progress: Progress = lambda done, whole: None,
) -> Simulation:
    """Draw everything uncertain `draws` times. The same seed gives the same digits."""
    arranged = arrange(valuation, independent=independent)
    return Simulation(draws, seed, independent, draw(arranged, draws=draws, seed=seed, progress=progress))


def arrange(valuation: Valuation, *, independent: bool = False) -> Arranged:
    """Commitments as numbers; everything certain is already multiplied out."""
    known: dict[_Group, int] = {}
    places: list[int] = []
    weights: list[float] = []
    ranges: dict[str, Range] = {}
    for one in valuation.priced():
        value = valuation.unit_values[one.unit_value]
        weight, shared, own = float(valuation.scale(one)), [], []
        for name, span, is_complement in _parameters(one, value.pounds):
            if span.is_certain:
                weight *= float(1 - span.central if is_complement else span.central)
            elif name and not independent:
                ranges[name] = span
                shared.append((name, is_complement))
            else:
                own.append(_Factor(span, is_complement))
        group = _Group((one.mission, value.kind), tuple(shared), tuple(own))
        places.append(known.setdefault(group, len(known)))
        weights.append(weight)
    return Arranged(list(known), np.array(places, dtype=np.int64), np.array(weights), ranges)


def draw(
    arranged: Arranged, *, draws: int, seed: int, progress: Progress = lambda done, whole: None
) -> dict[Cell, Floats]:
    """(draws,) pounds of each mission and kind."""
    shared = {
        name: inverse(span, (random_steps(seed, _SHARED, place, count=draws) + 0.5) / STEPS)
        for place, (name, span) in enumerate(sorted(arranged.shared.items()))
    }
    totals: dict[Cell, Floats] = {}
    for done, (group, own) in enumerate(_drawn(arranged, draws, seed)):
        value: Floats | float = own
        for name, is_complement in group.shared:
            value = value * (1 - shared[name] if is_complement else shared[name])
        totals[group.cell] = totals.get(group.cell, np.zeros(draws)) + value
        progress(done + 1, len(arranged.groups))
    return totals


def _parameters(one: Valued, pounds: Range) -> Iterator[tuple[str, Range, bool]]:
    """Name (empty when the commitment's own), range, and whether what is left after it counts."""
    yield f"unit value {one.unit_value}", pounds, False
    for what in ("deadweight", "attribution", "displacement"):
        given: Adjustment = getattr(one, what)
        yield given.name and f"parameter {given.name}", given.share, what in _COMPLEMENT


def _drawn(arranged: Arranged, draws: int, seed: int) -> Iterator[tuple[_Group, Floats | float]]:
    """Each group with the sum of its weights, times what its commitments draw for themselves where they do.

    Two threads: numpy lets go of the interpreter while it draws, looks up and multiplies.
    """
    sums = np.bincount(arranged.group, arranged.weight, minlength=len(arranged.groups)).tolist()
    order = np.argsort(arranged.group, kind="stable") if any(group.own for group in arranged.groups) else None
    ends = np.cumsum(np.bincount(arranged.group, minlength=len(arranged.groups))).tolist()
    with ThreadPoolExecutor(2) as pool:
        waiting = {}
        for place, group in enumerate(arranged.groups):
            if group.own and order is not None:
                members = order[(ends[place - 1] if place else 0) : ends[place]]
                weights = arranged.weight[members].astype(np.float32)
                waiting[place] = pool.submit(_own_draws, group, weights, draws, (seed, place))
        for place, group in enumerate(arranged.groups):
            yield group, waiting.pop(place).result() if place in waiting else sums[place]


def _own_draws(group: _Group, weights: NDArray[np.float32], draws: int, stream: tuple[int, int]) -> Floats:
    total = np.zeros(draws)
    for first in range(0, len(weights), _WIDEST):
        part = weights[first : first + _WIDEST]
        rows = max(1, _BLOCK // len(part))
        for start in range(0, draws, rows):
            stop = min(start + rows, draws)
            total[start:stop] += _block(group.own, part, stop - start, (*stream, first, start))
    return total


def _block(
    own: tuple[_Factor, ...], weights: NDArray[np.float32], rows: int, stream: tuple[int, ...]
) -> Floats:
    """(rows,) sums of one block of commitments and draws."""
    product: NDArray[np.float32] | None = None
    for place, factor in enumerate(own):
        steps = random_steps(stream[0], _OWN, *stream[1:], place, count=rows * len(weights))
        drawn = factor.times(singles(factor.span, steps))
        product = drawn if product is None else np.multiply(product, drawn, out=product)
    assert product is not None
    return (product.reshape(rows, len(weights)) @ weights).astype(np.float64)
