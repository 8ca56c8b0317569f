"""Contenders run in turn, three rounds, median and spread, as one table of ratios."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable


def race(title: str, runs: dict[str, Callable[[], object]], *, ours: str = "ours", rounds: int = 3) -> None:
    """Print each contender's median seconds, spread, ours as a ratio of it, and the same of processor time.

    Every run has a process of its own, so that none finds libraries loaded or memory used by another. Processor time
    counts all of a contender's processes; other work on the machine moves it less than the clock.
    """
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    worked: dict[str, list[float]] = {name: [] for name in runs}
    before = os.getloadavg()[0]
    for _ in range(rounds):
        for name, run in runs.items():
            began = time.perf_counter()
            worked[name].append(_alone(run))
            seconds[name].append(time.perf_counter() - began)
    load = f"load {before:.0f} to {os.getloadavg()[0]:.0f}, {os.cpu_count()} cores"
    print(f"\n{title}: median of {rounds} interleaved rounds, {load}")
    mine, my_work = statistics.median(seconds[ours]), statistics.median(worked[ours])
    for name, taken in seconds.items():
        middle, work = statistics.median(taken), statistics.median(worked[name])
        print(
            f"  {name:<34}{middle:9.2f} s   {min(taken):7.2f} to {max(taken):7.2f}   ours / it = {mine / middle:6.3f}"
            f"   processor {work:7.2f} s   ours / it = {my_work / work:6.3f}",
            flush=True,
        )


def _alone(run: Callable[[], object]) -> float:
    """Run it in a process of its own. Gives the processor time of that process and of those it started."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            run()
            code = 0
        finally:
            os._exit(code)
    _, status, used = os.wait4(child, 0)
    if status:
        raise RuntimeError("a contender failed")
    return used.ru_utime + used.ru_stime
