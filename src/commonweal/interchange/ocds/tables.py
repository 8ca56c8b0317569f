"""Typed Parquet tables of compiled releases: columns converted together, what does not fit kept as JSON in its row."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from functools import cache, partial
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from commonweal.interchange.arrow_columns import encoded_texts, numbers
from commonweal.interchange.ocds.columns import arrow_type, column, supplier_keys, typed
from commonweal.interchange.ocds.compiling import (
    Groups,
    Merged,
    Outcome,
    Plain,
    Told,
    read_groups,
    run,
    too_deep,
)
from commonweal.interchange.ocds.derived import COLUMNS, derive
from commonweal.interchange.ocds.extras import KNOWN, Extras, keep, told_elsewhere
from commonweal.interchange.ocds.files import Advance, silent
from commonweal.interchange.ocds.holders import Holders
from commonweal.interchange.ocds.plain_columns import columns_of
from commonweal.interchange.ocds.plain_rows import PlainRows
from commonweal.interchange.ocds.rows import KEYS, Rows, key_columns, no_rows, take_apart
from commonweal.interchange.ocds.shapes import plain_release
from commonweal.interchange.ocds.table_plans import PLANS, Plan
from commonweal.interchange.ocds.writing import beside

if TYPE_CHECKING:
    import pyarrow as pa

SUPPLIER_KEYS = "supplier_keys"
"""Derived column of `awards`: each supplier's id, or its name where it has none."""


def write_tables(
    files: Sequence[Path],
    folder: Path,
    *,
    workers: int | None = None,
    validate: bool = False,
    advance: Advance = silent,
) -> Outcome:
    """Write `<table>.parquet` for every table of PLANS, processes in order of first appearance.

    Tables of an earlier run are replaced at the end, and stay where this one fails.

    `validate` also counts the releases that are valid by the release schema, while they are at hand.

    Raises:
        files.Unreadable: a file cannot be opened.
    """
    _load()
    outcome = Outcome()
    parts = run(files, _tables_of, outcome, validate=validate, workers=workers, advance=advance)
    with ExitStack() as stack:
        stack.enter_context(closing(parts))
        first = next(parts, None)
        folder.mkdir(parents=True, exist_ok=True)
        paths = {name: stack.enter_context(beside(folder / f"{name}.parquet")) for name in PLANS}
        writers = {name: stack.enter_context(_Writer(paths[name], schema_of(PLANS[name]))) for name in PLANS}
        for part in _from(first, parts):
            outcome.add(part.told)
            for name, buffer in part.tables.items():
                writers[name].add(buffer)
    return outcome


def _load() -> None:
    """Load what the workers need before they are forked, and without threads, which would forbid forking them."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import pyarrow.compute
    import pyarrow.parquet  # noqa: F401


def _from(first: Any, rest: Iterator[Any]) -> Iterator[Any]:
    if first is not None:
        yield first
        yield from rest


class _Part(NamedTuple):
    """What became of one task: each table as an Arrow stream, and what there is to tell."""

    tables: dict[str, bytes]
    told: Told


class _Writer:
    """A Parquet file that Arrow streams are added to. Rows are gathered first: small row groups are slow to read."""

    GROUP = 4 << 20

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        import pyarrow.parquet as pq

        self._file = pq.ParquetWriter(path, schema)
        self._held: list[pa.Table] = []
        self._size = 0

    def add(self, stream: bytes) -> None:
        import pyarrow as pa

        self._held.append(pa.ipc.open_stream(stream).read_all())
        self._size += len(stream)
        if self._size >= self.GROUP:
            self._write()

    def _write(self) -> None:
        import pyarrow as pa

        if self._held:
            self._file.write_table(pa.concat_tables(self._held))
            self._held, self._size = [], 0

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, *_: object) -> None:
        with self._file:
            self._write()


BATCH = 512
"""Processes put into columns at a time: each column costs something, however short it is."""


Process = Merged | Plain


def _tables_of(task: Groups) -> _Part:
    told = Told()
    made: dict[str, list[pa.RecordBatch]] = {name: [] for name in PLANS}
    processes = read_groups(task, plain_release)
    while batch := list(islice(processes, BATCH)):
        for merged in put_in_tables(batch, made):
            told.add(merged)
    return _Part({name: _packed(batches) for name, batches in made.items() if batches}, told)


def put_in_tables(batch: list[Process], made: dict[str, list[pa.RecordBatch]]) -> list[Process]:
    """Add processes to the batches of every table.

    Gives them again, those that were less ordinary than they looked as they are the long way.
    """
    batch, plain, columns = _ordinary(batch)
    try:
        others = _others(batch)
    except (orjson.JSONEncodeError, RecursionError):
        batch = [
            too_deep(one) if isinstance(one, Merged) and not _can_be_written(one.release) else one
            for one in batch
        ]
        others = _others(batch)
    for name in PLANS:
        if name in columns and name in others:
            rest, whose = others[name]
            made[name].append(_in_turn([columns[name], rest], [plain.ordinals_of(name), whose]))
        elif name in columns or name in others:
            made[name].append(columns[name] if name in columns else others[name][0])
    return batch


def _ordinary(batch: list[Process]) -> tuple[list[Process], PlainRows, dict[str, pa.RecordBatch]]:
    """The tables of ordinary releases."""
    import pyarrow as pa

    while True:
        plain = PlainRows({at: one.value for at, one in enumerate(batch) if isinstance(one, Plain)})
        found = {
            name: pa.record_batch(columns_of(name, plain), schema=schema_of(PLANS[name]))
            for name in plain.rows
        }
        if not plain.bad:
            return batch, plain, found
        batch = list(_without(plain.bad, batch))


def _without(bad: set[int], batch: list[Process]) -> Iterator[Process]:
    for at, one in enumerate(batch):
        if at in bad and isinstance(one, Plain):
            yield from one.long_way()
        else:
            yield one


def _others(batch: list[Process]) -> dict[str, tuple[pa.RecordBatch, list[int]]]:
    """The tables of releases that are dictionaries, and of each row the place of its release in the batch."""
    tables = no_rows()
    whose: dict[str, list[int]] = {name: [] for name in tables}
    for at, one in enumerate(batch):
        if isinstance(one, Merged) and one.release is not None:
            take_apart(one.release, tables)
            for name, places in whose.items():
                places.extend([at] * (len(tables[name].nodes) - len(places)))
    return {name: (table_of(PLANS[name], rows), whose[name]) for name, rows in tables.items() if rows.nodes}


def _in_turn(parts: list[pa.RecordBatch], whose: list[Any]) -> pa.RecordBatch:
    """Rows of both kinds in the order of their releases."""
    import numpy as np
    import pyarrow as pa

    order = np.argsort(np.concatenate(whose), kind="stable")
    return pa.concat_batches(parts).take(numbers(order, pa.int64()))


def _can_be_written(release: Any) -> bool:
    try:
        orjson.dumps(release)
    except (orjson.JSONEncodeError, RecursionError):
        return False
    return True


def _packed(batches: list[pa.RecordBatch]) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batches[0].schema) as stream:
        for batch in batches:
            stream.write_batch(batch)
    return bytes(sink.getvalue())


@cache
def schema_of(plan: Plan) -> pa.Schema:
    """The table's columns and types."""
    import pyarrow as pa

    keys = [(name, pa.int32() if name == "position" else pa.string()) for name in KEYS]
    columns = [(name, arrow_type(kind)) for name, kind in plan.ordered]
    return pa.schema([*keys, *columns, ("extra", pa.string()), *_derived_fields(plan)])


def _derived_fields(plan: Plan) -> list[tuple[str, Any]]:
    import pyarrow as pa

    if plan.table == "awards":
        return [(SUPPLIER_KEYS, pa.list_(pa.string()))]
    return [(name, arrow_type(kind)) for name, kind in COLUMNS] if plan.table == "procurements" else []


def table_of(plan: Plan, rows: Rows) -> pa.RecordBatch:
    """Rows as a typed batch. What its columns do not hold exactly is in the row's `extra`, as JSON."""
    import pyarrow as pa

    is_release = plan.table == "procurements"
    holders = Holders(rows.nodes, KNOWN[plan.table], _ELSEWHERE if is_release else set())
    extras = _left_overs(plan, rows, holders.suspects)
    columns = list(_columns(plan, len(rows.nodes), holders, extras))
    texts: list[bytes | None] = [None] * len(rows.nodes)
    for row, extra in extras.items():
        texts[row] = orjson.dumps(extra)
    derived = _derived(plan, rows.nodes)
    return pa.record_batch(
        [*key_columns(rows), *columns, encoded_texts(texts, pa.string()), *derived], schema=schema_of(plan)
    )


_ELSEWHERE = {"ocid", "tag", "tender"}


def _left_overs(plan: Plan, rows: Rows, suspects: set[int]) -> Extras:
    """Fields without a column, and what stands where a list of objects should."""
    known = KNOWN[plan.table]
    found: Extras = {}
    is_release = plan.table == "procurements"
    for row, node in enumerate(rows.nodes) if is_release else ():
        if node.get("tag") != ["compiled"] or type(node.get("tender", _NOTHING)) is not dict:
            suspects.add(row)
    for row in sorted(suspects):
        node = rows.nodes[row]
        left = known.left_over(node, told_elsewhere(node) if is_release else set())
        if left:
            found[row] = left
    for row, steps, value in rows.unfit:
        found[row] = keep(found.get(row), steps, value)
    return found


_NOTHING: dict[str, Any] = {}


def _columns(plan: Plan, count: int, holders: Holders, extras: Extras) -> Iterator[pa.Array]:
    import pyarrow as pa

    kinds = iter(kind for _, kind in plan.ordered)
    for above, names in plan.groups:
        nodes, used = holders.at(above)
        for name in names:
            kind = next(kinds)
            if name not in used:
                yield pa.nulls(count, arrow_type(kind))
                continue
            unfit = partial(_keep_unfit, extras, (*above, name))
            yield typed(_values(nodes, name), kind, unfit)


def _values(nodes: list[dict[str, Any]], name: str) -> list[Any]:
    """A field of every object: read the quick way, and with None for gaps once one of them has none."""
    try:
        return list(map(itemgetter(name), nodes))
    except KeyError:
        return [node.get(name) for node in nodes]


def _keep_unfit(extras: Extras, steps: tuple[str, ...], row: int, value: Any) -> None:
    extras[row] = keep(extras.get(row), steps, value)


def _derived(plan: Plan, nodes: list[dict[str, Any]]) -> list[pa.Array]:
    if plan.table == "awards":
        return [supplier_keys([node.get("suppliers") for node in nodes])]
    if plan.table != "procurements":
        return []
    facts = zip(*map(derive, nodes), strict=True)
    return [column(list(fact), kind) for fact, (_, kind) in zip(facts, COLUMNS, strict=True)]
