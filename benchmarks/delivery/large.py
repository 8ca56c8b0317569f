"""A body with 2,000 contracts, 40,000 commitments and 400,000 reports: the processor time of the pages people live in.

    python -m benchmarks.delivery.large [--database URL] [--contracts N --commitments N --reports N]

Prints the median processor time of 20 warm requests of each page, SQL included (bar: 300 ms), and how many queries it takes.
SQLite unless a PostgreSQL address is given, whose database must be empty or hold what was made before. What its server does for
us is added from the system's own count of its process, where it runs on this machine; helpers that it starts are not in it.
Exit 1 when a page is above its bar, or when a kept total is not the sum of its leaves.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.delivery import generator
from benchmarks.pages.bench_pages import REQUESTS, WARM_UP, _session, asker, set_up

MOST_MILLISECONDS = 300.0


def pages(made: generator.Made) -> dict[str, tuple[str, str]]:
    """Pages by what they are: who asks, and for what."""
    manager, lead, leader = (_session(each) for each in (made.manager, made.lead, made.leader))
    return {
        "my week, contract manager": (manager, "/week"),
        "my week, delivery lead": (lead, "/week"),
        "contracts, 50 rows": (manager, "/contracts"),
        "register of 20": (manager, f"/contracts/{made.contract}"),
        "register of 400, 50 rows": (manager, f"/contracts/{made.large}"),
        "one commitment": (manager, f"/commitments/{made.commitment}"),
        "one report": (manager, f"/reports/{made.report}"),
        "reports that wait": (manager, "/reports"),
        "portfolio by mission": (leader, "/insight"),
        "portfolio by supplier": (leader, "/insight?by=supplier&page=3"),
        "portfolio by year": (leader, "/insight?by=year"),
        "behind a figure": (
            leader,
            "/insight/behind?by=year&scope=own&key=2025&metric=Metric+7&unit=weeks",
        ),
        "thread of a mission": (leader, f"/thread/mission/{made.mission}"),
        "missions": (leader, "/missions"),
        "one mission": (leader, f"/missions/{made.mission}"),
        "one outcome": (leader, f"/outcomes/{made.outcome}"),
        "thread of a contract": (leader, f"/thread/contract/{made.contract}"),
        "thread of the large contract": (leader, f"/thread/contract/{made.large}"),
        "thread of a report": (leader, f"/thread/report/{made.report}"),
    }


def server_time() -> tuple[int, float]:
    """The server's process that answers us and its processor time so far, in milliseconds; nought where nobody can look."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0, 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (process,) = cursor.fetchone()
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0, 0.0
    return process, (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def measured(ask: Callable[[str], int], path: str) -> tuple[float, float, float]:
    """Median processor time of this process, mean of the server's, and median time by the clock, in milliseconds."""
    for _ in range(WARM_UP):
        ask(path)
    processor, clock, served = [], [], []
    for _ in range(REQUESTS):
        asked, before = server_time()
        began, began_clock = time.process_time_ns(), time.perf_counter_ns()
        ask(path)
        processor.append((time.process_time_ns() - began) / 1e6)
        clock.append((time.perf_counter_ns() - began_clock) / 1e6)
        answered, after = server_time()
        if asked == answered:  # a connection that grew old was made anew meanwhile
            served.append(after - before)
    return statistics.median(processor), statistics.mean(served or [0.0]), statistics.median(clock)


def queries(ask: Callable[[str], int], path: str) -> int:
    """How many queries one request takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        ask(path)
    return len(caught)


def main() -> int:
    """Make it, measure, print; the exit code says whether everything is within its bar."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--database", default="", metavar="URL")
    parser.add_argument(
        "--keep", default="", metavar="FOLDER", help="make it there, or measure what is there"
    )
    for name in ("contracts", "commitments", "reports"):
        parser.add_argument(f"--{name}", type=int, default=getattr(generator, name.upper()))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="commonweal-bench-") as folder:
        set_up(given.keep or folder, database=given.database)
        from commonweal.records import tables

        began = time.perf_counter()
        made = generator.found() or generator.fill(given.contracts, given.commitments, given.reports)
        tables.look_at_tables()  # as the clock does every hour
        _analyse()
        took = time.perf_counter() - began
        print(f"{made.reports:,} reports after {took:.0f} s, load {os.getloadavg()[0]:.0f}", flush=True)
        return _measure(made)


def _analyse() -> None:
    """PostgreSQL looks at its tables by itself; a server that was told not to would plan without knowing how full they are."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _measure(made: generator.Made) -> int:
    from commonweal.lifecycle.delivery.proving import prove

    within = True
    for name, (cookie, path) in pages(made).items():
        ask = asker(cookie)
        own, server, clock = measured(ask, path)
        is_within = own + server <= MOST_MILLISECONDS
        within = within and is_within
        told = (
            f"{name}: {own:.0f} ms of processor time and {server:.0f} of the server, {clock:.0f} by the clock, "
            f"{queries(ask, path)} queries"
        )
        print(told if is_within else f"{told} - TOO SLOW", flush=True)
    began = time.process_time()
    proof = prove()
    print(
        f"totals verify: {proof.commitments:,} commitments, {proof.rows:,} rows, {len(proof.differences)} differences, "
        f"{time.process_time() - began:.0f} s of processor time"
    )
    return 0 if within and not proof.differences else 1


if __name__ == "__main__":
    sys.exit(main())
