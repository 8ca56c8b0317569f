"""Compiled releases taken apart: for every table the objects that become its rows, and where each list of them stood.

One walk per release finds the objects; their fields, and their keys, are made a column at a time (see `columns`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commonweal.interchange import arrow_columns
from commonweal.interchange.ocds.table_plans import PLANS

if TYPE_CHECKING:
    import pyarrow as pa

KEYS = ("ocid", "path", "parent_kind", "parent_id", "position")
"""Every row's key columns: (ocid, path) is unique, path is the JSON path in the compiled release."""

_OBJECT = {dict}


class Rows:
    """The objects of one table in order, and of each list of them its length and what its items' keys are made of.

    `unfit` are values that stand where a list of objects should: row, path, value.
    """

    __slots__ = ("base", "kind", "length", "nodes", "ocid", "parent_id", "unfit")

    def __init__(self) -> None:
        self.nodes: list[dict[str, Any]] = []
        self.length: list[int] = []
        self.ocid: list[str] = []
        self.base: list[str] = []
        self.kind: list[str] = []
        self.parent_id: list[str | None] = []
        self.unfit: list[tuple[int, tuple[str, ...], Any]] = []

    def add(
        self, nodes: list[dict[str, Any]], ocid: str, base: str, kind: str, parent_id: str | None
    ) -> None:
        """Add a list of objects. Its items' paths are `base` and their position; a lone object's is `base`."""
        self.nodes += nodes
        self.length.append(len(nodes))
        self.ocid.append(ocid)
        self.base.append(base)
        self.kind.append(kind)
        self.parent_id.append(parent_id)


Tables = dict[str, Rows]


def no_rows() -> Tables:
    """Every table, empty."""
    return {name: Rows() for name in PLANS}


def take_apart(release: dict[str, Any], tables: Tables) -> None:
    """Add a compiled release to the rows of every table. The release is not changed."""
    ocid = release["ocid"]
    _add_alone(release, "procurements", (ocid, "", ""), tables)
    tender = release.get("tender")
    if type(tender) is dict:
        _add_alone(tender, "tenders", (ocid, "/tender", "procurement"), tables)


def _add_alone(node: dict[str, Any], table: str, key: tuple[str, str, str], tables: Tables) -> None:
    ocid, path, kind = key
    row = len(tables[table].nodes)
    tables[table].add([node], ocid, path, kind, None)
    _add_lists(node, (ocid, path), table, row, tables)


_LISTS = {
    name: tuple(
        (path, "" if "/" in path else path, tuple(path.split("/")), table, kind)
        for path, table, kind in plan.lists
    )
    for name, plan in PLANS.items()
}


def _add_lists(node: dict[str, Any], key: tuple[str, str], table: str, row: int, tables: Tables) -> None:
    """Add the lists of an object, which is a row of its table; `key` is its ocid and path."""
    ocid, path = key
    for below, name, steps, into, kind in _LISTS[table]:
        items: Any = node.get(name) if name else _at(node, steps)
        if items is None or items == []:
            continue
        if type(items) is not list or set(map(type, items)) != _OBJECT:
            tables[table].unfit.append((row, steps, items))
            continue
        base = f"{path}/{below}/"
        identifier = node.get("id")
        first = len(tables[into].nodes)
        tables[into].add(items, ocid, base, kind, None if identifier is None else str(identifier))
        if _LISTS[into]:
            for position, item in enumerate(items):
                _add_lists(item, (ocid, f"{base}{position}"), into, first + position, tables)


def _at(node: Any, steps: tuple[str, ...]) -> Any:
    for step in steps:
        node = node.get(step) if type(node) is dict else None
    return node


def key_columns(rows: Rows) -> list[pa.Array]:
    """The key columns, in the order of KEYS."""
    import numpy as np
    import pyarrow as pa

    length = np.array(rows.length, np.int64)
    lists = np.repeat(np.arange(len(length)), length)
    position = np.arange(len(lists)) - np.repeat(np.cumsum(length) - length, length)
    places = arrow_columns.numbers(lists, pa.int64())

    def spread(values: list[Any]) -> pa.Array:
        return arrow_columns.texts(values, pa.string()).take(places)

    number = arrow_columns.numbers(position.astype(np.int32), pa.int32())
    path = arrow_columns.texts(_paths(rows), pa.string())
    return [spread(rows.ocid), path, spread(rows.kind), spread(rows.parent_id), number]


def _paths(rows: Rows) -> list[str]:
    """The path of every row."""
    found: list[str] = []
    for base, length in zip(rows.base, rows.length, strict=True):
        found += [f"{base}{at}" for at in range(length)] if base.endswith("/") else [base]
    return found
