"""Work shared between processes: tasks in, results out in the order of the tasks, a few in flight at a time."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

SMALL = 4 << 20
"""Bytes of input below which starting processes costs more than it saves."""


def default_workers() -> int:
    """As many as the machine lets this process use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def in_order(work: Callable[[Task], Result], tasks: Iterable[Task], workers: int) -> Iterator[Result]:
    """`work` done on every task, results in task order; at most two tasks wait for each worker."""
    if workers <= 1:
        yield from map(partial(_undisturbed, work), tasks)
        return
    context = multiprocessing.get_context("fork" if _alone() else "spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=gc.disable) as pool:
        waiting: deque[Future[Result]] = deque()
        for task in tasks:
            waiting.append(pool.submit(work, task))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _undisturbed(work: Callable[[Task], Result], task: Task) -> Result:
    """`work` without the search for unreachable cycles: parsed JSON has none, and looking doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        return work(task)
    finally:
        if was_on:
            gc.enable()


def _alone() -> bool:
    """A process with threads must not be forked, but for jemalloc's (in pyarrow), which makes itself ready for that."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return False
    names = [(task / "comm").read_text().strip() for task in Path("/proc/self/task").iterdir()]
    return len(names) - names.count("jemalloc_bg_thd") == 1
