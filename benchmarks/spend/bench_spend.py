"""Five spend reports on ten million seeded payments: ours on a prepared cube beside raw DuckDB SQL over the same Parquet.

    python -m benchmarks.spend.bench_spend [--rows 10000000] [--threads 2] [--runs 3] [--alone]

The peer is the plain SQL an analyst would write over the payments file, with the postcode sectors and the suppliers' flags
in it. Both give the same integers or the run fails. `prepare` is everything from the payments file to the cube: it is
timed with the first five reports after it. Runs are interleaved; medians and the spread are printed.
With `--alone` the peer is left out and the greatest memory is printed: for a size that is run by hand.
"""

import argparse
import os
import resource
import statistics
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from commonweal.analytics.tables import engines, prepare, spend_measures, supplier_places
from commonweal.analytics.tables.definitions import vcse_of
from commonweal.reference import places

SEED, SUPPLIERS, SERVICES, CATEGORIES = 20260401, 60_000, 40, 60
HOME = "E08000021"


def generate(path: Path, rows: int) -> None:
    """Payments of ten years: each supplier has a main category (nine in ten payments) and up to three services."""
    dice = np.random.default_rng(SEED)
    sectors = sorted(places.postcode_sectors())
    forms = ("LTD", "LTD", "LTD", "PLC", "CIC", "LLP")
    names = pa.array([f"SUPPLIER {at:05d} {forms[at % len(forms)]}" for at in range(SUPPLIERS)])
    codes = [f"{sectors[at]}AA" if at % 7 else None for at in dice.integers(0, len(sectors), SUPPLIERS)]
    flags = pa.array([("yes", "no", None)[at] for at in dice.integers(0, 3, SUPPLIERS)], pa.string())
    main, service = dice.integers(0, CATEGORIES, SUPPLIERS), dice.integers(0, SERVICES, SUPPLIERS)
    popularity = 1 / (np.arange(SUPPLIERS) + 20.0)
    popularity /= popularity.sum()
    sizes = {"Category": CATEGORIES, "Service": SERVICES}
    titles = {name: pa.array([f"{name} {at:02d}" for at in range(count)]) for name, count in sizes.items()}
    writer, empty = None, None
    for start in range(0, rows, 1_000_000):
        size = min(1_000_000, rows - start)
        who = dice.choice(SUPPLIERS, size, p=popularity)
        other = dice.random(size) < 0.1
        category = np.where(other, (main[who] + 1) % CATEGORIES, main[who])
        unit = (service[who] + dice.integers(0, 3, size)) % SERVICES
        pence = (dice.lognormal(10.5, 1.6, size)).astype(np.int64) * np.where(dice.random(size) < 0.02, -1, 1)
        empty = pa.nulls(size, pa.string())
        table = pa.table({
            "paid_on": pa.array(17_000 + dice.integers(0, 3650, size), pa.int32()).cast(pa.date32()),
            "pence": pence, "supplier": names.take(pa.array(who)), "postcode": pa.array(codes).take(pa.array(who)),
            "town": empty, "sme": flags.take(pa.array(who)), "vcse": empty, "charity_number": empty,
            "service": titles["Service"].take(pa.array(unit)), "category": titles["Category"].take(pa.array(category)),
            "is_redacted": pa.array(np.zeros(size, bool)), "is_duplicate": pa.array(np.zeros(size, bool)),
            "is_card": pa.array(np.zeros(size, bool))})  # fmt: skip
        writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table)
    if writer:
        writer.close()


def peer_tables(folder: Path) -> None:
    """What an analyst has beside the payments: sectors by relation, and whether a supplier is a VCSE."""
    home = supplier_places.home(HOME)
    sectors = places.postcode_sectors()
    pq.write_table(
        pa.table(
            {
                "sector": list(sectors),
                "place": [home.relation_of(each.main_authority).value for each in sectors.values()],
            }
        ),
        folder / "sectors.parquet",
    )


YEAR = "(year(paid_on) - (month(paid_on) < 4)::int)::int"
PAYMENTS = "read_parquet('{folder}/payments.parquet')"
PLACED = f"""{PAYMENTS} p left join read_parquet('{{folder}}/sectors.parquet') s
    on s.sector = left(p.postcode, length(p.postcode) - 2)"""
SQL = {
    "year and service": f"""
        select {YEAR} y, service, sum(pence)::bigint, count(*) from {PAYMENTS} group by all order by all""",
    "place": f"""
        select {YEAR} y, coalesce(place, 'unknown') place, sum(pence)::bigint, count(*), count(distinct supplier)
        from {PLACED} group by all order by all""",
    "sme and vcse": f"""
        select {YEAR} y, coalesce(sme, 'unknown') sme,
            case when regexp_matches(supplier, '\\bCIC\\b') then 'yes'
                 when regexp_matches(supplier, '\\bPLC\\b') then 'no' else 'unknown' end vcse,
            sum(pence)::bigint, count(*)
        from {PAYMENTS} group by all order by all""",
    "concentration": f"""
        with s as (select category, supplier, sum(pence)::bigint pence from {PAYMENTS} group by all having sum(pence) > 0),
        r as (select *, row_number() over (partition by category order by pence desc, supplier) n from s)
        select category, count(*), sum(pence)::bigint, sum(pence::decimal(19, 0) * pence::decimal(19, 0)),
            sum(pence) filter (n <= 5)::bigint
        from r group by all order by all""",
    "new and lost": f"""
        with s as (select supplier, {YEAR} y, sum(pence)::bigint pence from {PAYMENTS} group by all),
        w as (select *, lag(y) over years before, lead(y) over years after
              from s window years as (partition by supplier order by y))
        select y, count(*), count(*) filter (before is null), count(*) filter (after is distinct from y + 1),
            coalesce(sum(pence) filter (before is null), 0)::bigint
        from w group by all order by all""",
}


def ours(folder: Path, threads: int) -> dict[str, list[tuple]]:
    """The five reports from the cube, in the peer's columns."""
    connection = engines.connect("duckdb", threads=threads)
    cube = engines.parquet(connection, folder / prepare.CUBE, "cube")
    measures = {
        "year and service": (
            spend_measures.by_year_and_service(cube),
            ("year", "service", "pence", "payments"),
        ),
        "place": (
            spend_measures.by_year_and(cube, "place"),
            ("year", "place", "pence", "payments", "suppliers"),
        ),
        "sme and vcse": (
            cube.group_by("year", "sme", "vcse").aggregate(
                pence=cube.pence.sum(), payments=cube.payments.sum()
            ),
            ("year", "sme", "vcse", "pence", "payments"),
        ),
        "concentration": (
            spend_measures.concentration(cube),
            ("category", "suppliers", "pence", "squares", "top_5"),
        ),
        "new and lost": (
            spend_measures.comings_and_goings(cube),
            ["year", "suppliers", "new_suppliers", "ending_suppliers", "new_pence"],
        ),
    }
    found = {}
    for name, (expression, columns) in measures.items():
        rows = engines.fetched(connection, expression).select(columns).to_pylist()
        found[name] = sorted(tuple(row.values()) for row in rows)
    return found


def raw(folder: Path, threads: int) -> dict[str, list[tuple]]:
    """The five reports as raw SQL over the payments."""
    connection = duckdb.connect(config={"threads": threads})
    return {name: connection.sql(sql.format(folder=folder)).fetchall() for name, sql in SQL.items()}


def prepared(folder: Path, threads: int) -> None:
    """From the payments file to the cube."""
    prepare.prepare(folder, supplier_places.home(HOME), engines.connect("duckdb", threads=threads))


def timed(work, *arguments):
    """(seconds, result)."""
    start = time.perf_counter()
    result = work(*arguments)
    return time.perf_counter() - start, result


def main() -> None:
    """Print the seconds of each part and their ratios."""
    options = argparse.ArgumentParser()
    for name, default in (("--rows", 10_000_000), ("--threads", 2), ("--runs", 3)):
        options.add_argument(name, type=int, default=default)
    options.add_argument("--alone", action="store_true")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if chosen.alone:
            return alone(Path(folder), chosen.rows, chosen.threads)
        return compare(Path(folder), chosen.rows, chosen.threads, chosen.runs)


def alone(folder: Path, rows: int, threads: int) -> None:
    """Generate, prepare once and report once; print seconds by the clock and of processor time, and the greatest memory."""
    generate(folder / "payments.parquet", rows)
    supplier_places.named_places()
    print(
        f"{rows:,} payments, {(folder / 'payments.parquet').stat().st_size / 1e9:.2f} GB, {threads} threads, once"
    )
    for name, work in (("prepare", prepared), ("five reports", ours)):
        used = time.process_time()
        took, _ = timed(work, folder, threads)
        print(f"  {name:<13} {took:7.2f} s, {time.process_time() - used:7.2f} s of processor time")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"  at most {most:.1f} GB of memory; load {os.getloadavg()[0]:.0f}")


def compare(folder: Path, rows: int, threads: int, runs: int) -> None:
    """Generate, run in turn, check that the figures are the same, and print medians with their spread."""
    generate(folder / "payments.parquet", rows)
    peer_tables(folder)
    assert vcse_of("SUPPLIER 00001 CIC", None, None) == "yes"
    seconds = {"raw SQL": [], "prepare": [], "reports": []}
    supplier_places.named_places()
    for _ in range(runs):
        took, expected = timed(raw, folder, threads)
        seconds["raw SQL"].append(took)
        seconds["prepare"].append(timed(prepared, folder, threads)[0])
        took, found = timed(ours, folder, threads)
        seconds["reports"].append(took)
        for name, answer in expected.items():
            assert [tuple(map(str, row)) for row in answer] == [
                tuple(map(str, row)) for row in found[name]
            ], name
    middle = {name: statistics.median(values) for name, values in seconds.items()}
    print(f"{rows:,} payments, {threads} threads, {runs} interleaved runs, same integers in every run")
    for name, values in seconds.items():
        print(f"  {name:<8} {middle[name]:7.2f} s  ({min(values):.2f} to {max(values):.2f})")
    print(
        f"  five reports, prepared / raw SQL          {middle['reports'] / middle['raw SQL']:.3f}  (must 0.8, aim 0.5)"
    )
    both = middle["prepare"] + middle["reports"]
    print(f"  prepare plus the first five / raw SQL     {both / middle['raw SQL']:.3f}  (must 1.6, aim 1.2)")


if __name__ == "__main__":
    main()
