"""Work shared between processes: tasks in, results out in the order of the tasks, a few in flight at a time."""

from __future__ import annotations

import gc
import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
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


class Team:
    """Processes that stay for several rounds of work. They are started when there is something for them to do.

    Started by forking, they know what this process knew then, and hash texts as it does (`shares_hashes`).
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.shares_hashes = workers <= 1 or can_fork()
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Team:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def in_order(
        self, work: Callable[[Task], Result], tasks: Iterable[Task], *, alone: bool = False
    ) -> Iterator[Result]:
        """`work` done on every task, results in task order; at most two tasks wait for each worker.

        `alone`: in this process, as for little work.
        """
        if alone or self.workers <= 1:
            yield from map(partial(_undisturbed, work), tasks)
            return
        waiting: deque[Future[Result]] = deque()
        for task in tasks:
            waiting.append(self._started().submit(work, task))
            if len(waiting) > 2 * self.workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("fork" if self.shares_hashes else "spawn")
            self._pool = ProcessPoolExecutor(self.workers, mp_context=context, initializer=gc.disable)
        return self._pool


def in_order(work: Callable[[Task], Result], tasks: Iterable[Task], workers: int) -> Iterator[Result]:
    """One round of work, by a team of its own."""
    with Team(workers) as team:
        yield from team.in_order(work, tasks)


def _undisturbed(work: Callable[[Task], Result], task: Task) -> Result:
    """`work` without the search for unreachable cycles: parsed JSON has none, and looking doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        return work(task)
    finally:
        if was_on:
            gc.enable()


def can_fork() -> bool:
    """A process with threads must not be forked, but for jemalloc's (in pyarrow), which makes itself ready for that.

    A thread that has just ended is to be seen for a moment more.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        return False
    for pause in (0, 0.005, 0.02):
        time.sleep(pause)
        if _threads() == 1:
            return True
    return False


def _threads() -> int:
    names = []
    for task in Path("/proc/self/task").iterdir():
        with suppress(OSError):
            names.append((task / "comm").read_text().strip())
    return len(names) - names.count("jemalloc_bg_thd")
