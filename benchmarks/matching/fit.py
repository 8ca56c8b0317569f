"""Fit the weights of `commonweal.analytics.matching.weights` and draw the curve the two bars are read from.

The likelihood is the one the product uses: each query belongs to one of its candidates or to none of them. Plain gradient
steps on numpy, with a small pull towards zero. Recipes for fitting and for the curve have different seeds and make-up.

Usage: python -m benchmarks.matching.fit [--keep]
"""

import argparse
import sys
import time

import numpy as np

from benchmarks.matching.names import Recipe, Row, make
from commonweal.analytics.matching import judging
from commonweal.analytics.matching.columns import Records
from commonweal.analytics.matching.engine import Matcher
from commonweal.analytics.matching.evidence import EVIDENCE

FITTED = (
    Recipe(101, register=100_000, queries=5_000),
    Recipe(
        102, register=60_000, queries=5_000, coined=0.1, families=0.35, postcode_given=0.3, number_given=0.05
    ),
    Recipe(103, register=15_000, queries=5_000, coined=0.7, slips=1.6, missing=0.15),
    Recipe(
        104, register=100_000, queries=4_000, coined=0.3, postcode_given=0.0, number_given=0.0, missing=0.4
    ),
    Recipe(
        105,
        register=30_000,
        queries=4_000,
        coined=0.3,
        postcode_given=1.0,
        postcode_differs=0.05,
        number_given=0.4,
    ),
)
HELD_OUT = (
    Recipe(201, register=150_000, queries=8_000),
    Recipe(202, register=100_000, queries=5_000, coined=0.2, families=0.3),
    Recipe(203, register=12_000, queries=8_000, slips=1.5, coined=0.5),
    Recipe(204, register=12_000, queries=8_000, postcode_given=0.0, number_given=0.0),
    Recipe(205, register=12_000, queries=8_000, missing=0.05, postcode_given=0.9, postcode_differs=0.1),
)


def records(rows: list[Row]) -> Records:
    """Rows of the generator as a file's columns."""
    return Records(
        [row.id for row in rows],
        [row.name for row in rows],
        [row.postcode for row in rows],
        [row.company_number for row in rows],
        [row.charity_number for row in rows],
    )


def training(recipe: Recipe) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    """Evidence of every pair of records, its group, whether it is the true one, and the share of truths found."""
    made = make(recipe)
    matcher = Matcher(records(made.queries), records(made.register))
    place = {row.id: number for number, row in enumerate(made.register)}
    truth = np.array([place.get(row.truth, -1) for row in made.queries])
    parts = [matcher.pairs(*chunk) for chunk in matcher.chunks()]
    queries = np.concatenate([part.queries for part in parts])
    register = np.concatenate([part.register for part in parts])
    group = matcher.columns.queries.owner[queries]
    true = truth[group] == matcher.columns.register.owner[register]
    found = len(np.unique(group[true])) / max(1, int((truth >= 0).sum()))
    return np.concatenate([part.evidence for part in parts]), group, true, found


def fit(parts: list[tuple[np.ndarray, np.ndarray, np.ndarray, float]], steps: int = 400) -> np.ndarray:
    """Weights by Adam on the conditional likelihood of all parts together."""
    table = np.concatenate([part[0] for part in parts]).astype(np.float64)
    groups, last = [], 0
    for part in parts:
        groups.append(part[1].astype(np.int64) + last)
        last = int(groups[-1].max()) + 1
    group, true = np.concatenate(groups), np.concatenate([part[2] for part in parts]).astype(np.float64)
    order = np.argsort(group, kind="stable")
    table, group, true = table[order], group[order], true[order]
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    row = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(group)))
    true /= np.maximum(1, np.add.reduceat(true, starts))[row]
    weights, first, second = np.zeros(table.shape[1]), 0.0, 0.0
    for step in range(1, steps + 1):
        power = np.exp((table @ weights).clip(-30, 30))
        chance = power / (1 + np.add.reduceat(power, starts))[row]
        slope = table.T @ (chance - true) / len(starts) + 2e-5 * weights
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights -= 0.08 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-9)
    return weights


def curve(recipe: Recipe, bars: range) -> tuple[list[tuple[int, float, float, float]], float]:
    """Precision, recall and F1 of linking every query that scores at least the bar."""
    made = make(recipe)
    matcher = Matcher(records(made.queries), records(made.register))
    parts = [matcher.judged(*chunk) for chunk in matcher.chunks()]
    score = np.concatenate([part.score for part in parts])
    forbidden = np.concatenate([judging.contradicted(part.evidence) for part in parts])
    right = np.array(
        [
            made.register[entry].id == made.queries[query].truth
            for part in parts
            for query, entry in zip(part.query, part.register, strict=True)
        ]
    )
    truths = sum(1 for row in made.queries if row.truth)
    points = []
    for bar in bars:
        linked = (score >= bar) & ~forbidden
        good = int((right & linked).sum())
        precision, recall = good / max(1, int(linked.sum())), good / truths
        points.append((bar, precision, recall, 2 * precision * recall / max(1e-9, precision + recall)))
    return points, float(right.sum()) / truths


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", action="store_true", help="draw the curve with the weights as they stand")
    options = parser.parse_args()
    if not options.keep:
        parts = []
        for recipe in FITTED:
            started = time.perf_counter()
            parts.append(training(recipe))
            print(f"seed {recipe.seed}: {len(parts[-1][0]):,} pairs, {parts[-1][3]:.4f} of truths among them, "
                  f"{time.perf_counter() - started:.1f} s", flush=True)  # fmt: skip
        weights = fit(parts)
        print("BY_NAME: Final[dict[str, float]] = {")
        for name, weight in zip(EVIDENCE, weights, strict=True):
            print(f'    "{name}": {weight:.3f},')
        print("}")
        judging.WEIGHTS[:] = weights.round(3)
    for recipe in HELD_OUT:
        points, ceiling = curve(recipe, range(300, 950, 50))
        print(f"seed {recipe.seed}: the right one is best for {ceiling:.4f} of truths")
        for bar, precision, recall, f1 in points:
            print(f"  bar {bar / 10:>5}  precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
