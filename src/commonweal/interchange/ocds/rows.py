"""Compiled releases taken apart into rows; what has no column is kept, as JSON, in the row it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from commonweal.interchange.ocds.derived import derive
from commonweal.interchange.ocds.table_plans import PLANS, Plan

KEYS = ("ocid", "path", "parent_kind", "parent_id", "position")
"""Every row's key columns: (ocid, path) is unique, path is the JSON path in the compiled release."""

Rows = dict[str, list[list[Any]]]


def take_apart(release: dict[str, Any], rows: Rows) -> None:
    """Add a compiled release to the rows of every table. The release is not changed."""
    ocid = release["ocid"]
    known = {"ocid", "tag"} if release.get("tag") == ["compiled"] else {"ocid"}
    tender: Any = release.get("tender")
    has_tender = isinstance(tender, dict)
    _READERS["procurements"](
        release, rows, (ocid, "", "", None, 0), known | ({"tender"} if has_tender else set())
    )
    rows["procurements"][-1].extend(derive(release))
    if has_tender:
        _READERS["tenders"](tender, rows, (ocid, "/tender", "procurement", None, 0), set())


def _reader(plan: Plan) -> Callable[[dict[str, Any], Rows, tuple[Any, ...], set[str]], None]:
    """A function that reads one object by its plan, made once so that reading a row looks nothing up."""
    groups = plan.groups
    nested = _Known()
    for above, names in groups:
        nested.add(above, names)
    for path, _, _ in plan.lists:
        *steps, name = path.split("/")
        nested.add(tuple(steps), (name,))
    lists = tuple((tuple(path.split("/")), table, kind) for path, table, kind in plan.lists)

    def read(node: dict[str, Any], rows: Rows, key: tuple[Any, ...], also_known: set[str]) -> None:
        row = [*key]
        for above, names in groups:
            holder: Any = node
            for step in above:
                holder = holder.get(step) if type(holder) is dict else None
            if type(holder) is dict:
                row.extend(map(holder.get, names))
            else:
                row.extend([None] * len(names))
        row.append(nested.left_over(node, also_known))
        rows[plan.table].append(row)
        _read_lists(node, rows, key, lists, row)

    return read


def _read_lists(
    node: dict[str, Any],
    rows: Rows,
    key: tuple[Any, ...],
    lists: tuple[tuple[tuple[str, ...], str, str], ...],
    row: list[Any],
) -> None:
    for steps, table, kind in lists:
        items: Any = node
        for step in steps:
            items = items.get(step) if type(items) is dict else None
        if items is None:
            continue
        if type(items) is not list or any(type(item) is not dict for item in items):
            row[-1] = keep(row[-1], steps, items)
            continue
        path = f"{key[1]}/{'/'.join(steps)}"
        identifier = None if node.get("id") is None else str(node["id"])
        for position, item in enumerate(items):
            _READERS[table](item, rows, (key[0], f"{path}/{position}", kind, identifier, position), set())


def keep(extra: dict[str, Any] | None, steps: tuple[str, ...], value: Any) -> dict[str, Any]:
    """`extra` with a value put at its path."""
    extra = extra if extra is not None else {}
    node = extra
    for step in steps[:-1]:
        node = node.setdefault(step, {})
    node[steps[-1]] = value
    return extra


class _Known:
    """The fields of an object that have a place in the tables, as a tree."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.below: dict[str, _Known] = {}

    def add(self, above: tuple[str, ...], names: tuple[str, ...]) -> None:
        if not above:
            self.names.update(names)
            return
        self.names.add(above[0])
        self.below.setdefault(above[0], _Known()).add(above[1:], names)

    def left_over(self, node: dict[str, Any], also_known: set[str]) -> dict[str, Any] | None:
        """What the tables have no place for, in its own shape; None if everything has one."""
        extra: dict[str, Any] | None = None
        if not node.keys() <= self.names:
            extra = {
                name: value
                for name, value in node.items()
                if name not in self.names and name not in also_known
            }
        for name, below in self.below.items():
            value = node.get(name)
            if value is None:
                continue
            left = below.left_over(value, set()) if type(value) is dict and value else value
            if left is not None:
                extra = extra if extra is not None else {}
                extra[name] = left
        return extra or None


_READERS = {name: _reader(plan) for name, plan in PLANS.items()}
