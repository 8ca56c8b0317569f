"""The result of a valuation: a profile by mission and kind of value, never one number."""

from dataclasses import dataclass

import numpy as np

from commonweal.analytics.valuation.simulation import Cell, Simulation
from commonweal.domain.valuation import Kind, Line, central_by_mission

PERCENTILES = (5, 50, 95)


@dataclass(frozen=True)
class Part:
    """One mission and kind of value, in pence: the exact central value and the percentiles of the draws."""

    mission: str
    kind: Kind
    lines: int
    central: int
    low: int
    median: int
    high: int


def profile(simulation: Simulation, lines: list[Line]) -> list[Part]:
    """A part for each mission and kind that has lines, by mission, then kind."""
    central = central_by_mission(lines)
    counts: dict[Cell, int] = {}
    for line in lines:
        cell = line.commitment.mission, line.unit_value.kind
        counts[cell] = counts.get(cell, 0) + 1
    return [
        Part(*cell, counts[cell], central[cell], *_percentiles(simulation, cell)) for cell in sorted(central)
    ]


def _percentiles(simulation: Simulation, cell: Cell) -> tuple[int, int, int]:
    low, median, high = np.percentile(simulation.totals[cell] * 100, PERCENTILES)
    return round(float(low)), round(float(median)), round(float(high))
