"""Contenders run in turn, three rounds, median and spread, as one table of ratios."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def race(title: str, runs: dict[str, Callable[[], object]], *, ours: str = "ours", rounds: int = 3) -> None:
    """Print each contender's median seconds, spread, and ours as a ratio of it."""
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            began = time.perf_counter()
            run()
            seconds[name].append(time.perf_counter() - began)
    print(f"\n{title}: median of {rounds} interleaved rounds")
    mine = statistics.median(seconds[ours])
    for name, taken in seconds.items():
        middle = statistics.median(taken)
        print(
            f"  {name:<34}{middle:9.2f} s   {min(taken):7.2f} to {max(taken):7.2f}   ours / it = {mine / middle:6.3f}"
        )
