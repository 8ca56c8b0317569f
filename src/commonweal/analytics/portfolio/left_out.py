"""How many commitments of each row are in none of its figures: rates per pound, with no spend known on their contracts.

Nobody knows what they owe, so what was delivered for them would stand beside no promise. They are few, and counted from the
extract itself whenever a report is asked for.
"""

from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from commonweal.analytics.portfolio import dataset, prepare

Row = tuple[bool, int, int]
"""is_year, key_no, metric_no, as the rows are named."""


def left_out(folder: Path) -> Counter[Row]:
    """The number of them in each row that has any. The extract must be prepared."""
    manifest = dataset.read(folder)
    every = _read(dataset.table(folder, manifest, "commitments"), "commitment", "metric_no", "rule")
    metrics = dict(_pairs(every.filter(pc.equal(every["rule"], "left_out")), "commitment", "metric_no"))
    found: Counter[Row] = Counter()
    if not metrics:
        return found
    stands = _read(dataset.table(folder, manifest, "stands"), "commitment", "key_no")
    for commitment, key in _pairs(_of(stands, metrics), "commitment", "key_no"):
        found[False, key, metrics[commitment]] += 1
    for commitment, year in _years(folder, metrics):
        found[True, year, metrics[commitment]] += 1
    return found


def _years(folder: Path, metrics: dict[int, int]) -> list[tuple[int, int]]:
    """Commitment and year wherever something of it stands: each time of preparing kept what it added."""
    live: Counter[tuple[int, int]] = Counter()
    for path in prepare.years_paths(folder):
        for row in _of(_read(path, "commitment", "year", "live"), metrics).to_pylist():
            live[row["commitment"], row["year"]] += row["live"]
    return [which for which, number in live.items() if number > 0]


def _read(path: Path, *columns: str) -> Any:
    return pq.ParquetFile(path).read(columns=list(columns))


def _of(table: Any, metrics: dict[int, int]) -> Any:
    return table.filter(pc.is_in(table["commitment"], pa.array(list(metrics), pa.int64())))


def _pairs(table: Any, *names: str) -> list[tuple[int, int]]:
    return list(zip(*(table[name].to_pylist() for name in names), strict=True))
