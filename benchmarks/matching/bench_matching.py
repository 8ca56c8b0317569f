"""Matching 100,000 messy names to a register of 150,000, beside a rapidfuzz cdist in the same run.

- ours: the whole command, `commonweal match`, from reading both files to the written links, on two processes;
- cdist: `rapidfuzz.process.cdist` with `fuzz.ratio` on two workers over names in lower case without punctuation, in blocks
  (the whole table would need 15 GB), keeping the best entry of each query. Every pair takes its time, so that a part of
  the queries, evenly spread, is timed and scaled up; `--whole` times all of them.

Rounds alternate. Precision and recall of the automatic links, and of cdist at its own best bar, are counted against the
generator's truth. The bars: F1 at least 0.965 and at most a quarter of cdist's time. Exit 1 when a bar is missed.

Usage: python -m benchmarks.matching.bench_matching [--size N] [--rounds N] [--seed N] [--whole]
"""

import argparse
import csv
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process, utils

from benchmarks.matching.names import Made, Recipe, Row, make

LEAST_F1, MOST_OF_CDIST = 0.965, 0.25
PART, BLOCK = 2_000, 250
COLUMNS = ("id", "name", "postcode", "company_number", "charity_number")


def written(path: Path, rows: list[Row]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        writer.writerows([getattr(row, column) for column in COLUMNS] for row in rows)
    return path


def ours(queries: Path, register: Path, output: Path) -> float:
    """Seconds of the whole command."""
    command = [sys.executable, "-m", "commonweal", "match", str(queries), str(register), "-o", str(output)]
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def cdist(queries: list[str], register: list[str]) -> tuple[float, np.ndarray, np.ndarray]:
    """Seconds, and for each query the best entry and its score."""
    best, score = [], []
    started = time.perf_counter()
    for at in range(0, len(queries), BLOCK):
        table = process.cdist(
            queries[at : at + BLOCK], register, scorer=fuzz.ratio, dtype=np.uint8, workers=2
        )
        best.append(table.argmax(axis=1))
        score.append(table.max(axis=1))
    return time.perf_counter() - started, np.concatenate(best), np.concatenate(score)


def quality(right: int, linked: int, truths: int) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    precision, recall = right / max(1, linked), right / max(1, truths)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def our_quality(made: Made, output: Path, links: tuple[str, ...]) -> tuple[float, float, float]:
    truth = {row.id: row.truth for row in made.queries}
    with output.open(newline="", encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["link"] in links]
    right = sum(truth[row["query_id"]] == row["register_id"] for row in rows)
    return quality(right, len(rows), sum(1 for entry in truth.values() if entry))


def cdist_quality(made: Made, asked: list[Row], best: np.ndarray, score: np.ndarray) -> tuple[float, ...]:
    """The best F1 that any bar gives."""
    right = np.array([made.register[at].id == row.truth for at, row in zip(best, asked, strict=True)])
    truths = sum(1 for row in asked if row.truth)
    found = [
        (*quality(int(right[score >= bar].sum()), int((score >= bar).sum()), truths), bar)
        for bar in range(60, 101)
    ]
    return max(found, key=lambda each: each[2])


def compare(options: argparse.Namespace, folder: Path) -> int:
    recipe = replace(Recipe(options.seed), queries=options.size, register=options.size * 3 // 2)
    made = make(recipe)
    queries, register = (
        written(folder / "queries.csv", made.queries),
        written(folder / "register.csv", made.register),
    )
    part = len(made.queries) if options.whole else min(PART, len(made.queries))
    asked = made.queries[:: len(made.queries) // part][:part]
    texts = [utils.default_process(row.name) for row in asked]
    held = [utils.default_process(row.name) for row in made.register]
    times: dict[str, list[float]] = {"ours": [], "cdist": []}
    for _ in range(options.rounds):
        times["ours"].append(ours(queries, register, folder / "out.csv"))
        seconds, best, score = cdist(texts, held)
        times["cdist"].append(seconds * len(made.queries) / part)
    print(
        f"{len(made.queries):,} names to {len(made.register):,}, seed {options.seed}, {options.rounds} rounds, two workers each"
    )
    for program, each in times.items():
        scaled = (
            f", scaled up from {part:,} queries" if program == "cdist" and part < len(made.queries) else ""
        )
        print(
            f"  {program:<6} median {statistics.median(each):>8.1f} s (from {min(each):.1f} to {max(each):.1f}){scaled}"
        )
    ratio = statistics.median(times["ours"]) / statistics.median(times["cdist"])
    precision, recall, f1 = our_quality(made, folder / "out.csv", ("automatic",))
    print(
        f"  automatic links: precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f} (at least {LEAST_F1})"
    )
    also = our_quality(made, folder / "out.csv", ("automatic", "suggested"))
    print(
        f"  with suggestions taken as they are: precision {also[0]:.4f}, recall {also[1]:.4f}, F1 {also[2]:.4f}"
    )
    peer = cdist_quality(made, asked, best, score)
    print(
        f"  cdist at its best bar ({peer[3]}): precision {peer[0]:.4f}, recall {peer[1]:.4f}, F1 {peer[2]:.4f}"
    )
    print(f"  of cdist's time: {ratio:.3f} (at most {MOST_OF_CDIST})")
    passed = f1 >= LEAST_F1 and ratio <= MOST_OF_CDIST
    print("  every bar is met" if passed else "  A BAR IS MISSED")
    return 0 if passed else 1


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=301)
    parser.add_argument("--whole", action="store_true")
    with tempfile.TemporaryDirectory() as folder:
        return compare(parser.parse_args(), Path(folder))


if __name__ == "__main__":
    sys.exit(main())
