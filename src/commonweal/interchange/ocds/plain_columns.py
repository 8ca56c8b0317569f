"""The rows of ordinary releases (see `plain_rows`) as the typed columns of their table, and what has no column as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import orjson

from commonweal.interchange import arrow_columns
from commonweal.interchange.ocds.columns import arrow_type, column, supplier_keys, typed
from commonweal.interchange.ocds.derived import COLUMNS
from commonweal.interchange.ocds.extras import Extras, keep
from commonweal.interchange.ocds.plain_facts import facts
from commonweal.interchange.ocds.plain_rows import Coded, Level, PlainRows
from commonweal.interchange.ocds.table_plans import JSON, PLANS, Plan

if TYPE_CHECKING:
    import pyarrow as pa


def columns_of(table: str, plain: PlainRows) -> list[pa.Array]:
    """Every column of the table, in the order of its schema."""
    import numpy as np
    import pyarrow as pa

    plan, rows, level = PLANS[table], plain.rows[table], plain.levels[table]
    ocids = Coded(plain.ocids, np.searchsorted(plain.ordinals, plain.ordinals_of(table)))
    keys = [_spread(key) for key in (ocids, rows.path, rows.kind, rows.parent_id)]
    position = arrow_columns.numbers(rows.position.astype(np.int32), pa.int32())
    extras = _left_over(level, table, plain)
    columns = list(_columns(plan, plain, extras))
    texts: list[bytes | None] = [None] * len(rows.nodes)
    for row, extra in extras.items():
        texts[row] = orjson.dumps(extra)
    return [
        *keys,
        position,
        *columns,
        arrow_columns.encoded_texts(texts, pa.string()),
        *_derived(table, plain),
    ]


def _spread(key: Coded) -> pa.Array:
    import pyarrow as pa

    return arrow_columns.texts(key.texts, pa.string()).take(arrow_columns.numbers(key.at, pa.int64()))


def _columns(plan: Plan, plain: PlainRows, extras: Extras) -> Iterator[pa.Array]:
    import pyarrow as pa

    top = plain.levels[plan.table]
    count = len(plain.rows[plan.table].nodes)
    kinds = iter(kind for _, kind in plan.ordered)
    for above, names in plan.groups:
        level = top.at(above)
        for name in names:
            kind = next(kinds)
            values = level.values[name] if level else ()
            if plan.table == "procurements" and name == "id" and not above:
                yield column(plain.ids, kind)
            elif level is None or (values[0] is None and values.count(None) == count):
                yield pa.nulls(count, arrow_type(kind))
            elif kind == JSON:
                found = plain.kept(level, name, plan.table)
                yield arrow_columns.encoded_texts([kept and kept.text for kept in found], arrow_type(JSON))
            else:
                yield typed(values, kind, partial(_keep_unfit, extras, (*above, name)))


def _keep_unfit(extras: Extras, steps: tuple[str, ...], row: int, value: Any) -> None:
    extras[row] = keep(extras.get(row), steps, value)


def _left_over(level: Level, table: str, plain: PlainRows) -> Extras:
    """Fields without a column, those of one object in the order in which they were written."""
    import pyarrow as pa

    held: dict[int, list[tuple[int, str, Any]]] = {}
    for name in level.shape.spare:
        raws = level.values[name]
        if raws.count(None) == len(raws):
            continue
        for row, kept in enumerate(plain.kept(level, name, table)):
            if kept and kept.text is not None:
                place = pa.py_buffer(raws[row]).address
                held.setdefault(row, []).append((place, name, orjson.Fragment(kept.text)))
    found: Extras = {row: {name: value for _, name, value in sorted(each)} for row, each in held.items()}
    for name, below in level.below.items():
        for row, left in _left_over(below, table, plain).items():
            found.setdefault(row, {})[name] = left
    return found


def _derived(table: str, plain: PlainRows) -> list[pa.Array]:
    level = plain.levels[table]
    if table == "awards":
        return [supplier_keys([kept and kept.value for kept in plain.kept(level, "suppliers", table)])]
    if table != "procurements":
        return []
    made = zip(*facts(plain), strict=True)
    return [column(list(fact), kind) for fact, (_, kind) in zip(made, COLUMNS, strict=True)]
