"""Fit the weights of `commonweal.analytics.matching` and draw the curve the two bars are read from.

The likelihood is the one the product uses: each query belongs to one of its candidates or to none of them. Gradient
steps on numpy over a thousand queries at a time, with a small pull towards zero. Recipes for fitting and for the curve have
different seeds and make-up.

Usage: python -m benchmarks.matching.fit [--keep | --write]
"""

import argparse
import json
import sys
import time

import numpy as np

from benchmarks.matching.names import Recipe, Row, make
from commonweal.analytics.matching import judging
from commonweal.analytics.matching.columns import Records
from commonweal.analytics.matching.engine import Matcher
from commonweal.analytics.matching.weights import FILE, Weights

FITTED = (
    Recipe(101, register=100_000, queries=8_000, shared=0.3),
    Recipe(102, 60_000, 10_000, coined=0.1, families=0.35, postcode_given=0.3, number_given=0.05),
    Recipe(103, register=15_000, queries=6_000, coined=0.7, slips=1.6, missing=0.15, shared=0.3),
    Recipe(104, 100_000, 8_000, coined=0.3, postcode_given=0.0, number_given=0.0, missing=0.4),
    Recipe(105, 30_000, 8_000, coined=0.3, postcode_given=1.0, postcode_differs=0.05, number_given=0.4, shared=0.5),
    Recipe(106, register=150_000, queries=20_000),
    Recipe(107, register=2_000, queries=6_000, shared=0.3),
    Recipe(108, register=400, queries=5_000, coined=0.5, shared=0.3),
    Recipe(109, register=60_000, queries=8_000, slips=0.4, missing=0.5),
    Recipe(110, 80_000, 8_000, number_given=1.0, postcode_given=0.9, postcode_differs=0.1, number_wrong=0.02, shared=0.2),
)  # fmt: skip
SUMS, ROUNDS, BATCH = 16, 20, 1_024
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


def training(recipe: Recipe) -> "Part":
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


Part = tuple[np.ndarray, np.ndarray, np.ndarray, float]


def joined(parts: list[Part]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Evidence and truth of all pairs, ordered by query, and where each query starts."""
    groups, last = [], 0
    for part in parts:
        groups.append(part[1].astype(np.int64) + last)
        last = int(groups[-1].max()) + 1
    group = np.concatenate(groups)
    order = np.argsort(group, kind="stable")
    table = np.concatenate([part[0] for part in parts])[order]
    true = np.concatenate([part[2] for part in parts]).astype(np.float32)[order]
    return table, true, np.flatnonzero(np.diff(group[order], prepend=-1))


def fit(parts: list[Part]) -> Weights:
    """Weights by Adam on the conditional likelihood of all parts together, in smaller steps towards the end."""
    table, true, starts = joined(parts)
    counts = np.diff(starts, append=len(table))
    dice = np.random.default_rng(1)
    held = [
        np.zeros(table.shape[1], np.float32),
        dice.normal(0, 0.3, (table.shape[1], SUMS)).astype(np.float32),
        np.zeros(SUMS, np.float32),
        dice.normal(0, 0.1, SUMS).astype(np.float32),
    ]
    moments, step = [(0.0, 0.0)] * len(held), 0
    for number in range(ROUNDS):
        shuffled = dice.permutation(len(starts))
        for at in range(0, len(starts), BATCH):
            chosen = np.sort(shuffled[at : at + BATCH])
            rows = np.concatenate([np.arange(starts[one], starts[one] + counts[one]) for one in chosen])
            slopes = _slopes(Weights(*held), table[rows], true[rows], counts[chosen])
            step, pace = step + 1, 0.01 * (1 - number / ROUNDS) + 0.0005
            for place, slope in enumerate(slopes):
                first, second = moments[place]
                moments[place] = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
                first, second = moments[place][0] / (1 - 0.9**step), moments[place][1] / (1 - 0.999**step)
                held[place] = held[place] - pace * first / (np.sqrt(second) + 1e-8)
        print(f"round {number + 1} of {ROUNDS}", end="\r", file=sys.stderr, flush=True)
    return Weights(*(each.round(3).astype(np.float32) for each in held))


def _slopes(
    weights: Weights, table: np.ndarray, true: np.ndarray, counts: np.ndarray
) -> tuple[np.ndarray, ...]:
    """How the loss of a batch changes with each weight."""
    starts = np.cumsum(counts) - counts
    row = np.repeat(np.arange(len(counts)), counts)
    bent = np.tanh(table @ weights.joint + weights.start)
    power = np.exp((table @ weights.plain + bent @ weights.counts).clip(-30, 30))
    chance = power / (1 + np.add.reduceat(power, starts))[row]
    wanted = true / np.maximum(1, np.add.reduceat(true, starts))[row]
    slope = ((chance - wanted) / len(counts)).astype(np.float32)
    inner = slope[:, None] * weights.counts * (1 - bent**2)
    return (
        table.T @ slope + 2e-5 * weights.plain,
        table.T @ inner + 2e-5 * weights.joint,
        inner.sum(axis=0),
        bent.T @ slope,
    )


def curve(recipe: Recipe, bars: range) -> tuple[list[tuple[int, float, float, float]], float]:
    """Precision, recall and F1 of linking every query that scores at least the bar."""
    made = make(recipe)
    matcher = Matcher(records(made.queries), records(made.register))
    parts = [matcher.judged(*chunk) for chunk in matcher.chunks()]
    score = np.concatenate([part.score for part in parts])
    forbidden = np.concatenate([judging.needs_a_person(part.evidence) for part in parts])
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


def fitted() -> Weights:
    """Weights from the pairs of every recipe."""
    parts = []
    for recipe in FITTED:
        started = time.perf_counter()
        parts.append(training(recipe))
        print(f"seed {recipe.seed}: {len(parts[-1][0]):,} pairs, {parts[-1][3]:.4f} of truths among them, "
              f"{time.perf_counter() - started:.1f} s", flush=True)  # fmt: skip
    return fit(parts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", action="store_true", help="draw the curve with the weights as they stand")
    parser.add_argument("--write", action="store_true", help="keep the fitted weights")
    options = parser.parse_args()
    if not options.keep:
        judging.WEIGHTS = fitted()
        if options.write:
            FILE.write_text(json.dumps(judging.WEIGHTS.as_json(), indent=1) + "\n", "utf-8")
    for recipe in HELD_OUT:
        points, ceiling = curve(recipe, range(300, 950, 50))
        print(f"seed {recipe.seed}: the right one is best for {ceiling:.4f} of truths")
        for bar, precision, recall, f1 in points:
            print(
                f"  bar {bar / 10:>5}  precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
