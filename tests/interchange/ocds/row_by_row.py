"""The tables made row by row and value by value: slow, plain, and what the fast way is compared with."""

from collections.abc import Callable
from typing import Any

import orjson
import pyarrow as pa

from commonweal.interchange.ocds.columns import CONVERTERS, arrow_type
from commonweal.interchange.ocds.derived import COLUMNS, derive
from commonweal.interchange.ocds.extras import keep
from commonweal.interchange.ocds.table_plans import PLANS, Plan
from commonweal.interchange.ocds.tables import schema_of

KEYS = ("ocid", "path", "parent_kind", "parent_id", "position")
Rows = dict[str, list[list[Any]]]


def tables_by_row(releases):
    """Every table with rows, as a list of dicts."""
    rows: Rows = {name: [] for name in PLANS}
    for release in releases:
        take_apart(release, rows)
    return {name: table_of(PLANS[name], table).to_pylist() for name, table in rows.items() if table}


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
        arrays.append(pa.array(values, arrow_type(kind)))
    arrays.append(
        pa.array([None if value is None else orjson.dumps(value).decode() for value in extra], pa.string())
    )
    arrays += [pa.array(column, kind) for column, (_, kind) in zip(derived, _derived(plan), strict=True)]
    return pa.record_batch(arrays, schema=schema)


def _paths(plan):
    return [(*above, name) for above, names in plan.groups for name in names]


def _derived(plan):
    if plan.table == "awards":
        return [("supplier_keys", pa.list_(pa.string()))]
    return [(name, arrow_type(kind)) for name, kind in COLUMNS] if plan.table == "procurements" else []


def _supplier_keys(columns, plan):
    at = len(KEYS) + [name for name, _ in plan.ordered].index("suppliers")
    return [_keys_of(value) for value in columns[at]]


def _keys_of(suppliers):
    if not isinstance(suppliers, list):
        return None
    named = (item for item in suppliers if isinstance(item, dict))
    return [str(item.get("id") or item.get("name")) for item in named if item.get("id") or item.get("name")]


def _converted(column: list[Any], kind: str, extra: list[Any], steps: tuple[str, ...]) -> list[Any]:
    """A column's values as its type; where that loses something, the original goes to `extra`."""
    convert = CONVERTERS[kind]
    for at, value in enumerate(column):
        if value is None:
            continue
        column[at], exact = convert(value)
        if not exact:
            extra[at] = keep(extra[at], steps, value)
    return column
