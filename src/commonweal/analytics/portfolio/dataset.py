"""The folder of a portfolio extract, and what each of its tables holds.

    manifest.json           which of the files below belong together; written last, so that a reader never sees half
    tables/NNNNN/           everything but reports, whole, as it was at extract NNNNN
        commitments         commitment, metric_no, rule (sum, latest, words, left_out), promised
        stands              commitment, key_no: the mission, outcome, place or supplier it stands under
        promises            commitment, year, promised
        keys                key_no, by, key, label
        metrics             metric_no, metric, unit
        seen                report, revision, entry: every report that was read; entry is 0 where none counts
    reports/NNNNN.parquet   what is new since the extract before, one row for each entry (see REPORTS)

Quantities are integer thousandths of a unit. Years are those in which a financial year begins, `NOT_STATED` where no day
is known. A report that changed is taken out (weight -1, the entry it had) and put in again (weight 1, an entry of its own).
`people` is how many took part as the report counts them, without a name; null where nobody counted and in
reports whose words are for the authority alone. It stands beside the promise
and in none of its figures: who comes in two periods is counted in both.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

FORMAT = 2
NOT_STATED = -1
MANIFEST = "manifest.json"
BY = ("mission", "outcome", "place", "supplier", "year")
"""What the portfolio is seen by. Years need no key of their own."""
RULES = ("sum", "latest", "words", "left_out")
"""How reports of one commitment become one figure; a promise in words counts as one commitment, and what is left out stands in
its rows without a figure."""

REPORTS = pa.schema(
    [
        ("entry", pa.int64()),
        ("report", pa.int64()),
        ("commitment", pa.int64()),
        ("year", pa.int32()),
        ("sequence", pa.int64()),
        ("reported", pa.int64()),
        ("verified", pa.int64()),
        ("is_accepted", pa.bool_()),
        ("weight", pa.int8()),
        ("people", pa.int64()),
    ]
)
COMMITMENTS = pa.schema(
    [
        ("commitment", pa.int64()),
        ("metric_no", pa.int32()),
        ("rule", pa.string()),
        ("promised", pa.int64()),
    ]
)
STANDS = pa.schema([("commitment", pa.int64()), ("key_no", pa.int32())])
PROMISES = pa.schema([("commitment", pa.int64()), ("year", pa.int32()), ("promised", pa.int64())])
KEYS = pa.schema([("key_no", pa.int32()), ("by", pa.string()), ("key", pa.string()), ("label", pa.string())])
METRICS = pa.schema([("metric_no", pa.int32()), ("metric", pa.string()), ("unit", pa.string())])
SEEN = pa.schema([("report", pa.int64()), ("revision", pa.int32()), ("entry", pa.int64())])
TABLES = {
    "commitments": COMMITMENTS,
    "stands": STANDS,
    "promises": PROMISES,
    "keys": KEYS,
    "metrics": METRICS,
    "seen": SEEN,
}
COUNTING = ("commitments", "stands", "promises")
"""The tables that figures depend on; the others only hold words and what was read."""


class NotAPortfolio(ValueError):
    """The folder is no portfolio extract; the message says so."""


@dataclass(frozen=True)
class Part:
    """One file of reports: rows, how many take an entry out, and how many of these count by their latest report."""

    name: str
    rows: int
    taken_out: int = 0
    latest_taken_out: int = 0


@dataclass(frozen=True)
class Manifest:
    """What an extract holds. `events` and `digest` are the head of the audit chain that it was read at."""

    number: int
    taken_at: str
    events: int
    digest: str
    whose: str
    commitments: int
    reports: int
    entries: int
    counting: str
    parts: tuple[Part, ...]


def tables_folder(folder: Path, number: int) -> Path:
    """Where the tables of one extract are."""
    return folder / "tables" / f"{number:05d}"


def table(folder: Path, manifest: Manifest, name: str) -> Path:
    """The file of one of TABLES."""
    return tables_folder(folder, manifest.number) / f"{name}.parquet"


def part(folder: Path, name: str) -> Path:
    """The file of one part of the reports."""
    return folder / "reports" / name


def read(folder: Path) -> Manifest:
    """The manifest of an extract. Raises NotAPortfolio."""
    try:
        held: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        if held.pop("format") != FORMAT:
            raise NotAPortfolio(f"{folder}: was written by another version: extract into a new folder")
        parts = tuple(Part(**each) for each in held.pop("parts"))
        manifest = Manifest(**held, parts=parts)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        if isinstance(error, NotAPortfolio):
            raise
        message = f"{folder}: is no portfolio: make one with `commonweal portfolio extract`"
        raise NotAPortfolio(message) from error
    needed = [table(folder, manifest, name) for name in TABLES] + [part(folder, p.name) for p in parts]
    if missing := [path for path in needed if not path.is_file()]:
        raise NotAPortfolio(
            f"{folder}: {missing[0].relative_to(folder)} is missing: extract into a new folder"
        )
    return manifest


def write(folder: Path, manifest: Manifest) -> None:
    """Put a manifest in place of the one before, in one step."""
    held = {"format": FORMAT, **vars(manifest), "parts": [vars(each) for each in manifest.parts]}
    replace_text(folder / MANIFEST, json.dumps(held, indent=1))


def replace_text(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old one or the new one, never a part."""
    made = path.with_suffix(".new")
    made.write_text(text, "utf-8")
    made.replace(path)


def rows_table(schema: pa.Schema, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    """Rows of plain values as a table of the schema."""
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    return pa.table(
        [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)], schema=schema
    )
