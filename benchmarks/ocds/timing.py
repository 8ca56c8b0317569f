"""Contenders run in turn, three rounds, median and spread, as one table of ratios."""

from __future__ import annotations

import os
import resource
import statistics
import time
from collections.abc import Callable


def race(title: str, runs: dict[str, Callable[[], object]], *, ours: str = "ours", rounds: int = 3) -> None:
    """Print each contender's median seconds, spread, ours as a ratio of it, and the same of processor time.

    Processor time counts all of a contender's processes; other work on the machine moves it less than the clock.
    """
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    worked: dict[str, list[float]] = {name: [] for name in runs}
    before = os.getloadavg()[0]
    for _ in range(rounds):
        for name, run in runs.items():
            began, busy = time.perf_counter(), _processor_time()
            run()
            seconds[name].append(time.perf_counter() - began)
            worked[name].append(_processor_time() - busy)
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


def _processor_time() -> float:
    """Seconds of processor time of this process and of its processes that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)
