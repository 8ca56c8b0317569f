"""A seeded portfolio extract of any size, in the layout of `commonweal.analytics.portfolio.dataset`.

Commitments serve one or two missions and one or two outcomes; one in ten counts its latest report, one in twenty is a
promise in words. Reports come in the order of their days, three in a hundred without a figure, seven in ten verified.
"""

import datetime as dt
import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from commonweal.analytics.portfolio import dataset
from commonweal.analytics.portfolio.dataset import Manifest, Part

SEED, CHUNK = 20260402, 1_000_000
MISSIONS, OUTCOMES, PLACES, METRICS = 20, 100, 200, 200
FIRST_DAY, DAYS = dt.date(2019, 4, 1).toordinal(), 2190
SUPPLIERS_OF = 40
"""Commitments of one supplier."""


def generate(folder: Path, reports: int, commitments: int) -> Manifest:
    """Write an extract with one part of reports."""
    dice = np.random.default_rng(SEED)
    (folder / "reports").mkdir(parents=True, exist_ok=True)
    manifest = Manifest(1, "2026-04-01T00:00:00+00:00", 0, "", "everybody", commitments, 0, 0, "", ())
    rules = _tables(folder, manifest, dice)
    digest = hashlib.sha256()
    for name in dataset.COUNTING:
        digest.update(dataset.table(folder, manifest, name).read_bytes())
    manifest = replace(manifest, counting=digest.hexdigest())
    return add(folder, manifest, reports, rules)


def add(folder: Path, before: Manifest, reports: int, rules: np.ndarray | None = None) -> Manifest:
    """Add a part of new reports, as a later extract does where nothing else changed."""
    number = before.number + (1 if before.parts else 0)
    dice = np.random.default_rng(SEED + number)
    if rules is None:
        rules = pq.read_table(dataset.table(folder, before, "commitments"))["rule"].to_numpy(
            zero_copy_only=False
        )
    name = f"{number:05d}.parquet"
    with pq.ParquetWriter(dataset.part(folder, name), dataset.REPORTS, compression="zstd") as writer:
        for start in range(0, reports, CHUNK):
            size = min(CHUNK, reports - start)
            writer.write_table(
                _reports(
                    dice,
                    before.entries + start,
                    rules,
                    size=size,
                    start=start / reports,
                    share=size / reports,
                )
            )
    if number != before.number:
        dataset.tables_folder(folder, before.number).rename(dataset.tables_folder(folder, number))
    made = replace(before, number=number, reports=before.reports + reports, entries=before.entries + reports,
                   parts=(*before.parts, Part(name, reports)))  # fmt: skip
    dataset.write(folder, made)
    return made


def _reports(
    dice: np.random.Generator, known: int, rules: np.ndarray, *, size: int, start: float, share: float
) -> pa.Table:
    entry = np.arange(known + 1, known + size + 1)
    who = dice.integers(0, len(rules), size)
    day = FIRST_DAY + np.sort((dice.random(size) * share + start) * DAYS).astype(np.int64)
    # A financial year begins on 1 April, and the first day is one: leap days move a few by one, which does no harm here.
    year = 2019 + (day - FIRST_DAY) // 365
    in_words = rules[who] == "words"
    quantity = dice.integers(0, 400_000, size)
    silent = in_words | (dice.random(size) < 0.03)
    is_verified = dice.random(size) < 0.7
    accepted = np.where(dice.random(size) < 0.9, quantity, quantity // 2)
    return pa.table(
        [
            entry, entry, who + 1, year.astype(np.int32), day * 10**12 + entry,
            pa.array(quantity, mask=silent), pa.array(accepted, mask=silent | ~is_verified),
            pa.array(is_verified), np.ones(size, np.int8), pa.nulls(size, pa.int64()),
        ],
        schema=dataset.REPORTS,
    )  # fmt: skip


def _tables(folder: Path, manifest: Manifest, dice: np.random.Generator) -> np.ndarray:
    size = manifest.commitments
    numbers = np.arange(1, size + 1)
    chance = dice.random(size)
    rules = np.where(chance < 0.05, "words", np.where(chance < 0.15, "latest", "sum"))
    in_words = rules == "words"
    metric = np.where(in_words, 0, dice.integers(1, METRICS, size)).astype(np.int32)
    promised = np.where(in_words, 1000, dice.integers(1, 100, size) * 1000)
    suppliers = max(1, size // SUPPLIERS_OF)
    names = [("mission", MISSIONS), ("outcome", OUTCOMES), ("place", PLACES), ("supplier", suppliers)]
    keys, stands, first = [], [], 0
    for by, count in names:
        keys += [(first + at, by, f"{by}-{at}", f"{by.title()} {at:05d}") for at in range(count)]
        main = dice.integers(0, count, size)
        stands.append((numbers, first + main))
        if by in ("mission", "outcome"):
            also = dice.random(size) < 0.3
            stands.append((numbers[also], first + (main[also] + 1) % count))
        first += count
    years = np.where(in_words, 1, 4)
    promises = (
        np.repeat(numbers, years),
        np.concatenate([2019 + np.arange(count) + at % 3 for at, count in enumerate(years)]).astype(np.int32),
        np.repeat(promised // years, years),
    )
    columns = {
        "commitments": (numbers, metric, pa.array(rules), promised),
        "stands": (np.concatenate([a for a, _ in stands]), np.concatenate([b for _, b in stands]).astype(np.int32)),
        "promises": promises,
        "keys": tuple(zip(*keys, strict=True)),
        "metrics": tuple(
            zip(*[(0, "uncounted", ""), *((at, f"Metric {at:03d}", f"unit {at % 7}") for at in range(1, METRICS))], strict=True)
        ),
        "seen": ([], [], []),
    }  # fmt: skip
    dataset.tables_folder(folder, manifest.number).mkdir(parents=True)
    for name, values in columns.items():
        schema = dataset.TABLES[name]
        table = pa.table(
            [pa.array(each, field.type) for each, field in zip(values, schema, strict=True)], schema=schema
        )
        pq.write_table(table, dataset.table(folder, manifest, name))
    return rules
