"""The portfolio of ten million seeded reports: ours from the prepared rows beside raw DuckDB SQL and polars over the Parquet.

    python -m benchmarks.portfolio.bench_portfolio [--reports 10000000] [--commitments 200000] [--more 100000] [--threads 2]
        [--runs 3]

Everybody gives every row of the five tables (mission, outcome, place, supplier, financial year, each by metric) with promised,
reported, verified and how many commitments; the rows must be the same integers or the run fails. A full run is preparing
everything and the report; a refresh is preparing what 100,000 new reports add, and the report. Runs are interleaved.
"""

import argparse
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path


def ours(folder: Path) -> list:
    """Every row from what is prepared, as Arrow tables in the peers' columns."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    from commonweal.analytics.portfolio import prepare

    rows = pq.read_table(prepare.rows_path(folder))
    figures = [
        pc.if_else(pc.greater(rows[f"{name}_n"], 0), rows[name], None)
        for name in ("promised", "reported", "verified")
    ]
    return [
        pa.table(
            [rows["is_year"], rows["key_no"], rows["metric_no"], *figures, rows["commitments"]],
            list("abcdefg"),
        )
    ]


def as_rows(tables: list) -> list[str]:
    """Rows of Arrow tables as sorted text, to compare."""
    return sorted(
        str(row)
        for table in tables
        for row in zip(*(each.to_pylist() for each in table.columns), strict=True)
    )


Took = tuple[float, float]
"""Seconds by the clock, and seconds of processor time in all threads, which other work on the machine moves less."""


def timed(work, *arguments):
    """(what it took, result)."""
    start, used = time.perf_counter(), time.process_time()
    result = work(*arguments)
    return (time.perf_counter() - start, time.process_time() - used), result


def one_run(folder: Path, more: int, threads: int, seconds: dict[str, list[Took]]) -> int:
    """Everything once, in turn; the number of rows. Raises AssertionError when anybody's rows differ."""
    from benchmarks.portfolio import peers
    from commonweal.analytics.portfolio import dataset, prepare, report
    from commonweal.analytics.tables import engines

    manifest = dataset.read(folder)
    where = (folder / "reports", dataset.tables_folder(folder, manifest.number))
    took, by_sql = timed(peers.duckdb_rows, *where, threads)
    seconds["DuckDB, raw SQL"].append(took)
    took, by_polars = timed(peers.polars_rows, *where)
    seconds["polars"].append(took)
    shutil.rmtree(prepare.folder_of(folder), ignore_errors=True)
    took, done = timed(lambda: prepare.prepare(folder, engines.connect("duckdb", threads=threads)))
    assert done is prepare.Done.EVERYTHING
    seconds["ours: prepare everything"].append(took)
    took, rows = timed(ours, folder)
    seconds["ours: every row, prepared"].append(took)
    assert as_rows(rows) == as_rows(by_sql) == as_rows(by_polars)
    seconds["ours: the report's JSON"].append(timed(report.report, folder)[0])
    _refresh(folder, manifest, more, threads, seconds)
    by_sql = peers.duckdb_rows(
        folder / "reports", dataset.tables_folder(folder, manifest.number + 1), threads
    )
    assert as_rows(ours(folder)) == as_rows(by_sql), "after the refresh"
    # Back to what it was, for the next run.
    dataset.part(folder, f"{manifest.number + 1:05d}.parquet").unlink()
    dataset.tables_folder(folder, manifest.number + 1).rename(where[1])
    dataset.write(folder, manifest)
    return sum(map(len, rows))


def _refresh(folder, manifest, more, threads, seconds) -> None:
    from benchmarks.portfolio import generator
    from commonweal.analytics.portfolio import prepare
    from commonweal.analytics.tables import engines

    generator.add(folder, manifest, more)
    took, done = timed(lambda: prepare.prepare(folder, engines.connect("duckdb", threads=threads)))
    assert done is prepare.Done.REFRESHED
    read, _ = timed(ours, folder)
    seconds["ours: refresh"].append((took[0] + read[0], took[1] + read[1]))


_OPTIONS = {"reports": 10_000_000, "commitments": 200_000, "more": 100_000, "threads": 2, "runs": 3}


def main() -> None:
    """Print the seconds of each part and their ratios."""
    options = argparse.ArgumentParser()
    for name, default in _OPTIONS.items():
        options.add_argument(f"--{name}", type=int, default=default)
    chosen = options.parse_args()
    os.environ["POLARS_MAX_THREADS"] = str(chosen.threads)
    import ibis
    import polars

    from benchmarks.portfolio import generator

    ibis.duckdb.connect().disconnect()  # loaded before anything is timed, as the peers are
    assert polars.thread_pool_size() == chosen.threads
    names = ("DuckDB, raw SQL", "polars", "ours: prepare everything", "ours: every row, prepared",
             "ours: the report's JSON", "ours: refresh")  # fmt: skip
    seconds: dict[str, list[Took]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        generator.generate(folder, chosen.reports, chosen.commitments)
        for _ in range(chosen.runs):
            rows = one_run(folder, chosen.more, chosen.threads, seconds)
    told(chosen, rows, seconds)


def told(chosen, rows: int, seconds: dict[str, list[Took]]) -> None:
    """Print medians with their spread, and the ratios."""
    print(f"{chosen.reports:,} reports on {chosen.commitments:,} commitments, {rows:,} rows, {chosen.threads} threads, "
          f"{chosen.runs} interleaved runs, same integers in every run; load {os.getloadavg()[0]:.0f}")  # fmt: skip
    middle = [
        {name: statistics.median(each[at] for each in took) for name, took in seconds.items()}
        for at in (0, 1)
    ]
    for name, took in seconds.items():
        spread = f"({min(took)[0]:.3f} to {max(took)[0]:.3f})"
        print(
            f"  {name:<28} {middle[0][name]:7.3f} s  {spread:<20} {middle[1][name]:7.3f} s of processor time"
        )
    for what, held in zip(("by the clock", "of processor time"), middle, strict=True):
        better = min(held["DuckDB, raw SQL"], held["polars"])
        full = held["ours: prepare everything"] + held["ours: every row, prepared"]
        print(f"  {what}:")
        print(
            f"    every row, prepared / better peer   {held['ours: every row, prepared'] / better:.3f}  (must 0.8, aim 0.6)"
        )
        print(f"    full run / better peer              {full / better:.3f}  (build printed apart)")
        print(
            f"    refresh after {chosen.more:,} / full run     {held['ours: refresh'] / full:.3f}  (must 0.1)"
        )


if __name__ == "__main__":
    main()
