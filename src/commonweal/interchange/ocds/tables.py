"""Typed Parquet tables of compiled releases: columns converted together, what does not fit kept as JSON in its row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from commonweal.interchange.ocds.compiling import Groups, Outcome, Problem, merge_groups, run
from commonweal.interchange.ocds.derived import COLUMNS
from commonweal.interchange.ocds.files import Advance, silent
from commonweal.interchange.ocds.rows import KEYS, Rows, keep, take_apart
from commonweal.interchange.ocds.semantics import moment
from commonweal.interchange.ocds.table_plans import DATE, JSON, MONEY, NUMBER, PLANS, TEXT, TRUTH, WHOLE, Plan

if TYPE_CHECKING:
    import pyarrow as pa

SUPPLIER_KEYS = "supplier_keys"
"""Derived column of `awards`: each supplier's id, or its name where it has none."""


def write_tables(
    files: Sequence[Path], folder: Path, *, workers: int | None = None, advance: Advance = silent
) -> Outcome:
    """Write `<table>.parquet` for every table of PLANS, processes in order of first appearance.

    Raises:
        files.Unreadable: a file cannot be opened.
    """
    outcome = Outcome()
    parts = run(files, _tables_of, outcome, workers=workers, advance=advance)
    first = next(parts, None)
    import pyarrow.parquet as pq

    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        writers = {
            name: stack.enter_context(pq.ParquetWriter(folder / f"{name}.parquet", schema_of(plan)))
            for name, plan in PLANS.items()
        }
        for part in _from(first, parts):
            _write(part, writers, outcome)
    return outcome


def _from(first: Any, rest: Iterator[Any]) -> Iterator[Any]:
    if first is not None:
        yield first
        yield from rest


def _write(part: tuple[Any, ...], writers: dict[str, Any], outcome: Outcome) -> None:
    import pyarrow as pa

    buffers, count, rejected, mended = part
    outcome.processes += count
    outcome.rejected.extend(rejected)
    outcome.mended.extend(mended)
    for name, buffer in buffers.items():
        writers[name].write_table(pa.ipc.open_stream(buffer).read_all())


def _tables_of(task: Groups) -> tuple[dict[str, bytes], int, list[Problem], list[Problem]]:
    rows: Rows = {name: [] for name in PLANS}
    rejected: list[Problem] = []
    mended: list[Problem] = []
    count = 0
    for merged in merge_groups(task):
        rejected.extend(merged.rejected)
        mended.extend(merged.mended)
        if merged.release is not None:
            take_apart(merged.release, rows)
            count += 1
    return (
        {name: _packed(PLANS[name], table) for name, table in rows.items() if table},
        count,
        rejected,
        mended,
    )


def _packed(plan: Plan, rows: list[list[Any]]) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    batch = table_of(plan, rows)
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return bytes(sink.getvalue())


def schema_of(plan: Plan) -> pa.Schema:
    """The table's columns and types."""
    import pyarrow as pa

    keys = [(name, pa.int32() if name == "position" else pa.string()) for name in KEYS]
    columns = [(name, _arrow_type(kind)) for name, kind in plan.ordered]
    return pa.schema([*keys, *columns, ("extra", pa.string()), *_derived(plan)])


def _derived(plan: Plan) -> list[tuple[str, Any]]:
    import pyarrow as pa

    if plan.table == "awards":
        return [(SUPPLIER_KEYS, pa.list_(pa.string()))]
    return [(name, _arrow_type(kind)) for name, kind in COLUMNS] if plan.table == "procurements" else []


def _arrow_type(kind: str) -> Any:
    import pyarrow as pa

    return {
        TEXT: pa.string(), JSON: pa.string(), TRUTH: pa.bool_(), WHOLE: pa.int64(), DATE: pa.timestamp("us", "UTC"),
        MONEY: pa.decimal128(20, 2), NUMBER: pa.decimal128(20, 3),
    }[kind]  # fmt: skip


def table_of(plan: Plan, rows: list[list[Any]]) -> pa.RecordBatch:
    """Rows as a typed batch. A value that its column cannot hold exactly goes to the row's `extra`."""
    import pyarrow as pa

    schema = schema_of(plan)
    columns = [list(column) for column in zip(*rows, strict=True)]
    last = len(KEYS) + len(plan.ordered)
    extra, derived = columns[last], columns[last + 1 :]
    steps = [tuple(path) for path in _paths(plan)]
    if plan.table == "awards":
        derived = [_supplier_keys(columns, plan)]
    arrays = [pa.array(column, schema.field(at).type) for at, column in enumerate(columns[: len(KEYS)])]
    for at, (_, kind) in enumerate(plan.ordered):
        values = _converted(columns[len(KEYS) + at], kind, extra, steps[at])
        arrays.append(pa.array(values, _arrow_type(kind)))
    arrays.append(
        pa.array([None if value is None else orjson.dumps(value).decode() for value in extra], pa.string())
    )
    arrays += [pa.array(column, kind) for column, (_, kind) in zip(derived, _derived(plan), strict=True)]
    return pa.record_batch(arrays, schema=schema)


def _paths(plan: Plan) -> list[tuple[str, ...]]:
    return [(*above, name) for above, names in plan.groups for name in names]


def _supplier_keys(columns: list[list[Any]], plan: Plan) -> list[list[str] | None]:
    at = len(KEYS) + [name for name, _ in plan.ordered].index("suppliers")
    return [_keys_of(value) for value in columns[at]]


def _keys_of(suppliers: Any) -> list[str] | None:
    if not isinstance(suppliers, list):
        return None
    named = (item for item in suppliers if isinstance(item, dict))
    return [str(item.get("id") or item.get("name")) for item in named if item.get("id") or item.get("name")]


def _converted(column: list[Any], kind: str, extra: list[Any], steps: tuple[str, ...]) -> list[Any]:
    """A column's values as its type; where that loses something, the original goes to `extra`."""
    convert, plain = CONVERTERS[kind], _AS_THEY_ARE.get(kind)
    for at, value in enumerate(column):
        if value is None or type(value) is plain:
            continue
        column[at], exact = convert(value)
        if not exact:
            extra[at] = keep(extra[at], steps, value)
    return column


_AS_THEY_ARE = {TEXT: str, TRUTH: bool}
"""Types whose values are their column's already."""


def _text(value: Any) -> tuple[str | None, bool]:
    if type(value) is str:
        return value, True
    if type(value) is int or type(value) is float:
        return str(value), type(value) is int
    return None, False


def _json(value: Any) -> tuple[str, bool]:
    return orjson.dumps(value).decode(), True


def _truth(value: Any) -> tuple[bool | None, bool]:
    return (value, True) if type(value) is bool else (None, False)


def _whole(value: Any) -> tuple[int | None, bool]:
    if type(value) is int:
        return (value, True) if abs(value) < 1 << 63 else (None, False)
    found = _number(value)
    return (int(found), False) if found is not None and found == found.to_integral_value() else (None, False)


def _date(value: Any) -> tuple[datetime | None, bool]:
    found = moment(value)
    return found, found is not None and "T" in value


_TEXT_NUMBER = re.compile(r"\s*£?\s*(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*")


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        match = _TEXT_NUMBER.fullmatch(value)
        value = match[1].replace(",", "") if match else None
    try:
        return None if not isinstance(value, int | float | str) else Decimal(str(value))
    except InvalidOperation:
        return None


_TOO_LARGE = 10**16


def _decimal(step: str) -> Callable[[Any], tuple[Decimal | None, bool]]:
    places = Decimal(step)

    def convert(value: Any) -> tuple[Decimal | None, bool]:
        if type(value) is int and -_TOO_LARGE < value < _TOO_LARGE:
            return Decimal(value), True
        number = _number(value)
        if number is None or not number.is_finite() or abs(number) >= _TOO_LARGE:
            return None, False
        rounded = number.quantize(places, ROUND_HALF_EVEN)
        return rounded, rounded == number and not isinstance(value, str)

    return convert


CONVERTERS: dict[str, Callable[[Any], tuple[Any, bool]]] = {
    TEXT: _text, JSON: _json, TRUTH: _truth, WHOLE: _whole, DATE: _date,
    MONEY: _decimal("0.01"), NUMBER: _decimal("0.001"),
}  # fmt: skip
