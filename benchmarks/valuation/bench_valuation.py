"""Valuation by Monte Carlo: 100,000 commitments x 10,000 draws, beside plain numpy that works draw by draw.

Both start from the same arrays (unit value and mission of each commitment, and the weight that its certain figures make)
and answer the same: the value of each mission in every draw. 40 unit values (triangular), 6 missions.

- shared: the plain program draws the unit values once for each draw, multiplies them out to the commitments and sums by
  mission; ours collapses the commitments to a (unit value x mission) matrix before it draws;
- independent: the plain program draws a unit value for every commitment in every draw; ours draws from tables.

Rounds alternate. The plain programs take the same time for every draw, so that some draws are timed and scaled up.
Means and the 5%, 50% and 95% points must agree within what chance allows. Plain numpy is on one thread; ours on one for
shared and two for independent. The bars: at most 0.02 of plain for shared and 0.2 for independent. Exit 1 otherwise.

Usage: python -m benchmarks.valuation.bench_valuation [--commitments N] [--draws N] [--rounds N]
"""

import argparse
import statistics
import sys
import time
from fractions import Fraction

import numpy as np

from commonweal.analytics.valuation.simulation import Arranged, arrange, draw
from commonweal.domain.valuation import (
    DiscountRates,
    Grade,
    Kind,
    Prices,
    Range,
    UnitValue,
    Valuation,
    Valued,
)

MOST_SHARED, MOST_INDEPENDENT = 0.02, 0.2
UNIT_VALUES, MISSIONS, TIMED = 40, 6, 200


def example(commitments: int) -> Valuation:
    """A seeded portfolio; the same in every run."""
    source = np.random.default_rng(30)
    values = {}
    for place in range(UNIT_VALUES):
        central = int(source.integers(500, 20_000))
        span = Range(Fraction(central * 6 // 10), Fraction(central), Fraction(central * 17 // 10))
        values[f"v{place}"] = UnitValue(
            f"v{place}",
            "A value",
            "unit",
            Kind.FISCAL,
            span,
            2026,
            "Seeded",
            "2026",
            "None",
            Grade.NOT_GRADED,
        )
    units = source.integers(0, UNIT_VALUES, commitments).tolist()
    missions = source.integers(0, MISSIONS, commitments).tolist()
    quantities = source.integers(1, 200, commitments).tolist()
    made = [
        Valued(f"C{n}", "", f"mission {missions[n]}", Fraction(quantities[n]), "unit", f"v{units[n]}", 2026)
        for n in range(commitments)
    ]
    return Valuation(2026, made, values, DiscountRates(((1, Fraction("0.035")),)), Prices("", {}))


class Plain:
    """The straightforward program: every draw is worked out over all commitments."""

    def __init__(self, valuation: Valuation) -> None:
        names = {name: place for place, name in enumerate(valuation.unit_values)}
        spans = [value.pounds for value in valuation.unit_values.values()]
        self.low, self.middle, self.high = (
            np.array([float(getattr(span, end)) for span in spans]) for end in ("low", "central", "high")
        )
        commitments = list(valuation.priced())
        self.unit = np.array([names[one.unit_value] for one in commitments])
        self.mission = np.array([int(one.mission.split()[1]) for one in commitments])
        self.weight = np.array([float(valuation.scale(one)) for one in commitments])
        self.ends = [each[self.unit] for each in (self.low, self.middle, self.high)]

    def shared(self, source: np.random.Generator) -> np.ndarray:
        drawn = source.triangular(self.low, self.middle, self.high)
        return np.bincount(self.mission, self.weight * drawn[self.unit], minlength=MISSIONS)

    def independent(self, source: np.random.Generator) -> np.ndarray:
        drawn = source.triangular(*self.ends)
        return np.bincount(self.mission, self.weight * drawn, minlength=MISSIONS)


def timed_plain(plain: Plain, way: str, draws: int) -> tuple[float, np.ndarray]:
    """Seconds for all draws (scaled), and the totals of the ones that were done."""
    done = min(draws, TIMED if way == "independent" else TIMED * 10)
    source, one = np.random.default_rng(31), getattr(plain, way)
    started = time.perf_counter()
    totals = np.array([one(source) for _ in range(done)])
    return (time.perf_counter() - started) * draws / done, totals


def timed_ours(arranged: Arranged, draws: int) -> tuple[float, np.ndarray]:
    started = time.perf_counter()
    totals = draw(arranged, draws=draws, seed=32)
    seconds = time.perf_counter() - started
    return seconds, np.stack([totals[cell] for cell in sorted(totals)], axis=1)


def agree(plain: np.ndarray, ours: np.ndarray) -> float:
    """The largest difference of mean, 5%, 50% or 95% point, in standard errors of the plain program's."""
    spread = plain.std(axis=0) / np.sqrt(len(plain))
    apart = [np.abs(plain.mean(axis=0) - ours.mean(axis=0)) / spread]
    for point, wider in (
        (5, 2.2),
        (50, 1.3),
        (95, 2.2),
    ):  # standard errors of percentiles, in those of the mean
        apart.append(
            np.abs(np.percentile(plain, point, 0) - np.percentile(ours, point, 0)) / (spread * wider)
        )
    return float(np.max(apart))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--commitments", type=int, default=100_000)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    valuation = example(options.commitments)
    plain, passed = Plain(valuation), True
    print(f"{options.commitments:,} commitments x {options.draws:,} draws, median of {options.rounds} rounds")
    for way, most in (("shared", MOST_SHARED), ("independent", MOST_INDEPENDENT)):
        arranged = arrange(valuation, independent=way == "independent")
        times: dict[str, list[float]] = {"ours": [], "plain": []}
        for _ in range(options.rounds):
            seconds, ours = timed_ours(arranged, options.draws)
            times["ours"].append(seconds)
            seconds, theirs = timed_plain(plain, way, options.draws)
            times["plain"].append(seconds)
        middle = {program: statistics.median(each) for program, each in times.items()}
        ratio, apart = middle["ours"] / middle["plain"], agree(theirs, ours)
        for program, each in times.items():
            print(
                f"  {way:<11} {program:<5} {middle[program]:>8.3f} s (from {min(each):.3f} to {max(each):.3f})"
            )
        print(
            f"  {way:<11} of plain: {ratio:.4f} (at most {most}); largest difference {apart:.1f} standard errors (at most 5)"
        )
        passed = passed and ratio <= most and apart <= 5
    print("  every bar is met" if passed else "  A BAR IS MISSED")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
