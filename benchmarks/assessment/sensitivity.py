"""Sensitivity at scale: 8 tenders x 20 criteria x 1,000,000 weight draws, three programs side by side in one run.

- ours: `commonweal.analytics.simulation.winners.wins`;
- plain: a straightforward numpy program that draws Dirichlet weights and multiplies;
- pymcdm: its weighted sum, called once per draw on weights drawn beforehand (on fewer draws, as it is slow).

Each program runs in its own process, in turn, several times; the best time of each is kept. The bars: ours takes at
most 0.6 of the plain program's time and 100 MB at its peak, and makes at least 500 times pymcdm's draws per second.
Exit 1 when a bar is missed.

Usage: python benchmarks/assessment/sensitivity.py [--draws N] [--rounds N]
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time

TENDERS, CRITERIA, SEED, CONCENTRATION = 8, 20, 1, 100
MOST_OF_PLAIN, MOST_MEMORY_MB, LEAST_TIMES_PYMCDM = 0.6, 100, 500


def example() -> tuple[list[int], list[list[int]]]:
    """Weights between 1 and 6 parts and scores of 40 to 100 points, the same in every process."""
    source = random.Random(20)
    weights = [source.randint(1, 6) for _ in range(CRITERIA)]
    return weights, [[source.randint(40, 100) for _ in range(CRITERIA)] for _ in range(TENDERS)]


def ours(draws: int) -> tuple[float, list[float]]:
    from commonweal.analytics.simulation.winners import Trials, wins
    from commonweal.domain.assessment.score_table import ScoreTable

    weights, scores = example()
    table = ScoreTable(
        criteria=tuple(f"c{i}" for i in range(CRITERIA)),
        weights=tuple(weights),
        tenders=tuple(f"t{i}" for i in range(TENDERS)),
        scores=tuple(map(tuple, scores)),
    )
    started = time.perf_counter()
    won = wins(Trials(table, concentration=CONCENTRATION), draws=draws, seed=SEED)
    return time.perf_counter() - started, [won[f"t{i}"] / draws for i in range(TENDERS)]


def plain(draws: int) -> tuple[float, list[float]]:
    import numpy as np

    weights, scores = example()
    started = time.perf_counter()
    shares = np.array(weights) / sum(weights)
    drawn = np.random.default_rng(SEED).dirichlet(shares * CONCENTRATION, draws)
    totals = drawn @ np.array(scores, dtype=float).T
    counts = np.bincount(totals.argmax(axis=1), minlength=TENDERS)
    return time.perf_counter() - started, (counts / draws).tolist()


def pymcdm(draws: int) -> tuple[float, list[float]]:
    import numpy as np
    from pymcdm.methods import WSM

    weights, scores = example()
    matrix, types, method = np.array(scores, dtype=float), np.ones(CRITERIA), WSM()
    drawn = np.random.default_rng(SEED).dirichlet(np.array(weights) / sum(weights) * CONCENTRATION, draws)
    counts = [0] * TENDERS
    started = time.perf_counter()
    for row in drawn:
        counts[int(method(matrix, row, types).argmax())] += 1
    return time.perf_counter() - started, [count / draws for count in counts]


PROGRAMS = {"ours": ours, "plain": plain, "pymcdm": pymcdm}


def measure(program: str, draws: int) -> dict:
    """One run in a process of its own: seconds, peak memory in MB, and how often each tender won."""
    command = [sys.executable, __file__, "--only", program, "--draws", str(draws)]
    return json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def compare(draws: int, rounds: int) -> int:
    slow = max(1, draws // 500)
    best: dict[str, dict] = {}
    for _ in range(rounds):
        for program in PROGRAMS:
            run = measure(program, slow if program == "pymcdm" else draws)
            if program not in best or run["seconds"] < best[program]["seconds"]:
                best[program] = run
    print(f"{TENDERS} tenders x {CRITERIA} criteria, best of {rounds}")
    for program, run in best.items():
        number = slow if program == "pymcdm" else draws
        print(
            f"  {program:<7} {number:>9,} draws  {run['seconds']:>7.3f} s  "
            f"{number / run['seconds']:>12,.0f} draws/s  {run['peak_mb']:>5.0f} MB at peak"
        )
    ratio = best["ours"]["seconds"] / best["plain"]["seconds"]
    times = draws / best["ours"]["seconds"] * best["pymcdm"]["seconds"] / slow
    apart = max(abs(a - b) for a, b in zip(best["ours"]["shares"], best["plain"]["shares"], strict=True))
    print(f"  of the plain program's time: {ratio:.2f} (at most {MOST_OF_PLAIN})")
    print(f"  peak memory: {best['ours']['peak_mb']:.0f} MB (at most {MOST_MEMORY_MB})")
    print(f"  times pymcdm's draws per second: {times:,.0f} (at least {LEAST_TIMES_PYMCDM})")
    allowed = 5 * (0.5 / draws) ** 0.5
    print(f"  largest difference in a probability: {apart:.5f} (at most {allowed:.5f}, five standard errors)")
    passed = (
        ratio <= MOST_OF_PLAIN
        and best["ours"]["peak_mb"] <= MOST_MEMORY_MB
        and times >= LEAST_TIMES_PYMCDM
        and apart <= allowed
    )
    print("  every bar is met" if passed else "  A BAR IS MISSED")
    return 0 if passed else 1


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--draws", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=PROGRAMS)
    options = parser.parse_args()
    if not options.only:
        return compare(options.draws, options.rounds)
    seconds, shares = PROGRAMS[options.only](options.draws)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak_mb": peak, "shares": shares}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
