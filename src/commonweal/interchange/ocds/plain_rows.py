"""Ordinary compiled releases, read straight into their types (see `shapes`), as the rows of every table.

The objects of a whole batch come apart together: their fields column after column, and so do the lists below them. What
is made is what `tables` makes of the same releases as dictionaries; a property test says so. A release that turns out
not to be in merged form is reported as `bad`, for the long way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from msgspec.structs import astuple

from commonweal.interchange.ocds.kept_texts import Kept, KeptTexts, are_json
from commonweal.interchange.ocds.shapes import Shape, shape_of
from commonweal.interchange.ocds.table_plans import PLANS

Values = Sequence[Any]

_DEPTH = {"procurements": 0, "tenders": 1, "awards": 1, "contracts": 1, "metrics": 2}
"""The tables whose objects hold lists of rows, parents first, and how far down each stands."""
_ORDER = (*_DEPTH, *(name for name in PLANS if name not in _DEPTH))

RELEASE = 48
"""Bits below the ordinal of a row's release in `Rows.order`; 16 for each list that leads to it, 12 of them the position."""
_LIST, _STEP = 12, 16
MOST = 1 << _LIST
"""Items in a list, above which its release is not ordinary."""
_TENDER = 15
"""The tender comes after the lists of its release."""


def _as_it_is(value: Any) -> Any:
    return value


class Coded(NamedTuple):
    """A key of every row: the texts there are, and which of them is the row's."""

    texts: list[str | None]
    at: Any


class Rows(NamedTuple):
    """Objects of one table with their keys. `order` sorts them as a walk through each release would meet them."""

    nodes: Values
    order: Any
    path: Coded
    kind: Coded
    parent_id: Coded
    position: Any


class Level(NamedTuple):
    """The objects at one path of a table's rows: every field of all of them, None where one has none."""

    shape: Shape
    values: dict[str, Values]
    below: dict[str, Level]

    def at(self, path: Sequence[str]) -> Level | None:
        """The objects further down; None where no row has one."""
        found: Level | None = self
        for step in path:
            found = found and found.below.get(step)
        return found


class PlainRows:
    """Ordinary releases by their place in the batch, taken apart. `bad` are the places of those for the long way."""

    def __init__(self, releases: dict[int, Any]) -> None:
        import numpy as np

        self.releases = list(releases.values())
        self.ordinals = np.array(list(releases), np.int64)
        self.bad: set[int] = set()
        self.ocids: list[str | None] = [release.ocid for release in self.releases]
        self.ids: list[str | None] = [f"{release.ocid}-{release.date}" for release in self.releases]
        self.rows: dict[str, Rows] = {}
        self.levels: dict[str, Level] = {}
        self._kept: dict[tuple[Any, str], KeptTexts] = {}
        self._found: dict[tuple[Any, str], list[Kept | None]] = {}
        self._lists: dict[str, list[Rows]] = {name: [] for name in PLANS}
        if releases:
            top, none = _coded("", len(releases)), _coded(None, len(releases))
            rows = Rows(self.releases, self.ordinals << RELEASE, top, top, none, none.at)
            self._lists["procurements"].append(rows)
        for table in _ORDER:
            if self._lists[table]:
                self._take(table, _together(self._lists.pop(table)))

    def ordinals_of(self, table: str) -> Any:
        """For each row the place of its release in the batch."""
        return self.rows[table].order >> RELEASE

    def kept(self, level: Level, name: str, table: str) -> list[Kept | None]:
        """A field of every row that is kept as JSON."""
        known = self._found.get((level.shape.kind, name))
        if known is not None:
            return known
        texts = self._texts(level.shape, name)
        raws = level.values[name]
        try:
            written: list[bytes | None] = list(map(bytes, raws))
        except TypeError:  # some have none
            written = [raw if raw is None else bytes(raw) for raw in raws]
        texts.add(text for text in dict.fromkeys(written) if text is not None)
        found = [texts[text] if text is not None else None for text in written]
        if None in texts.values():
            strange = [row for row, text in enumerate(written) if text is not None and texts[text] is None]
            self._reject(self.rows[table].order[strange])
        self._found[level.shape.kind, name] = found
        return found

    def reader(self, table: str, name: str, make: Callable[[Any], Any] = _as_it_is) -> Callable[[Any], Any]:
        """What `make` makes of a row's field that is kept as JSON, worked out once for each distinct text."""
        texts = self._texts(shape_of(table), name)
        made: dict[bytes, Any] = {}

        def read(raw: Any) -> Any:
            if raw is None:
                return make(None)
            text = bytes(raw)
            if text not in made:
                kept = texts[text]
                made[text] = make(kept and kept.value)
            return made[text]

        return read

    def _texts(self, shape: Shape, name: str) -> KeptTexts:
        key = shape.kind, name
        if key not in self._kept:
            self._kept[key] = KeptTexts(shape.rules[name])
        return self._kept[key]

    def _reject(self, order: Any) -> None:
        self.bad.update((order >> RELEASE).tolist())

    def _take(self, table: str, rows: Rows) -> None:
        self.rows[table] = rows
        level = self.levels[table] = _level(shape_of(table), rows.nodes)
        ids = self.ids if table == "procurements" else level.values["id"]
        if None in ids:
            self._check_says(rows)
        if table == "procurements":
            self._check_texts(rows, level)
            self._take_tenders(rows, level.values["tender"])
        for number, (path, into, kind) in enumerate(PLANS[table].lists):
            *above, name = path.split("/")
            holder = level.at(above)
            if holder is not None and any(holder.values[name]):
                found = _below(rows, holder.values[name], ids, (path, kind), (number, _DEPTH[table]))
                self._check_list(found)
                self._lists[into].append(found)

    def _check_says(self, rows: Rows) -> None:
        """What has no identifier must say something, or it is not there in merged form."""
        for row, node in enumerate(rows.nodes):
            if node.id is None and _PLAIN.isdisjoint(map(type, astuple(node))):
                self._reject(rows.order[[row]])

    def _check_texts(self, rows: Rows, level: Level) -> None:
        """Fields that a compiled release leaves out must be JSON all the same."""
        for name in ("id", "tag"):
            texts = [b"0" if raw is None else bytes(raw) for raw in level.values[name]]
            if not are_json(texts):
                self._reject(rows.order[[not are_json([text]) for text in texts]])

    def _take_tenders(self, rows: Rows, tenders: Values) -> None:
        import numpy as np

        has_one = np.array([tender is not None for tender in tenders], np.bool_)
        order = rows.order[has_one] | (_TENDER << (RELEASE - _STEP + _LIST))
        if len(order):
            nodes = [tender for tender in tenders if tender is not None]
            none = _coded(None, len(order))
            path, kind = _coded("/tender", len(order)), _coded("procurement", len(order))
            self._lists["tenders"].append(Rows(nodes, order, path, kind, none, none.at))

    def _check_list(self, rows: Rows) -> None:
        """Items of a list that share an identifier are merged in merged form; a list can be too long for `order`."""
        if rows.position.max() == 0:
            return
        self._reject(rows.order[rows.position >= MOST])
        ids = list(map(_ID, rows.nodes))
        if set(map(type, ids)) != {str}:
            ids = list(map(_text, ids))
        pairs = list(zip(rows.parent_id.at.tolist(), ids, strict=True))
        if len(set(pairs)) == len(pairs):
            return
        seen: set[tuple[int, str | None]] = set()
        for row, pair in enumerate(pairs):
            if pair in seen and pair[1] is not None:
                self._reject(rows.order[[row]])
            seen.add(pair)


_ID = attrgetter("id")


def _text(identifier: Any) -> str | None:
    return None if identifier is None else str(identifier)


_PLAIN = {str, int, float, bool}


def _coded(text: str | None, count: int) -> Coded:
    import numpy as np

    return Coded([text], np.zeros(count, np.int64))


def _level(shape: Shape, nodes: Values) -> Level:
    values: dict[str, Values] = dict(zip(shape.names, zip(*map(astuple, nodes), strict=True), strict=True))
    below = {}
    for name, inner in shape.below.items():
        held = values[name]
        if any(held):
            below[name] = _level(inner, [inner.none if node is None else node for node in held])
    return Level(shape, values, below)


def _below(parents: Rows, lists: Values, ids: Values, what: tuple[str, str], where: tuple[int, int]) -> Rows:
    """The items of one list of each parent."""
    import numpy as np

    (path, kind), (number, depth) = what, where
    held = [items or () for items in lists]
    nodes = list(chain.from_iterable(held))
    lengths = np.fromiter(map(len, held), np.int64, len(held))
    parent = np.repeat(np.arange(len(held)), lengths)
    position = np.arange(len(nodes)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    place = np.minimum(position, MOST - 1) | (number << _LIST)
    order = parents.order[parent] | (place << (RELEASE - _STEP * (depth + 1)))
    parent_ids = list(map(_text, ids))
    paths = _paths(parents.path, parent, path, position)
    return Rows(nodes, order, paths, _coded(kind, len(nodes)), Coded(parent_ids, parent), position)


def _paths(above: Coded, parent: Any, path: str, position: Any) -> Coded:
    import numpy as np

    longest = int(position.max()) + 1
    used, at = np.unique(above.at[parent] * longest + position, return_inverse=True)
    places = (divmod(place, longest) for place in used.tolist())
    return Coded([f"{above.texts[base]}/{path}/{number}" for base, number in places], at)


def _together(lists: list[Rows]) -> Rows:
    """Rows from several places of a release in the order of a walk through it."""
    import numpy as np

    if len(lists) == 1:
        return lists[0]
    order = np.concatenate([rows.order for rows in lists])
    by = np.argsort(order, kind="stable")
    nodes = list(chain.from_iterable(rows.nodes for rows in lists))

    def joined(keys: list[Coded]) -> Coded:
        begins = np.cumsum([0, *(len(key.texts) for key in keys)])
        at = np.concatenate([key.at + begin for key, begin in zip(keys, begins, strict=False)])
        return Coded(list(chain.from_iterable(key.texts for key in keys)), at[by])

    return Rows(
        list(map(nodes.__getitem__, by.tolist())),
        order[by],
        joined([rows.path for rows in lists]),
        joined([rows.kind for rows in lists]),
        joined([rows.parent_id for rows in lists]),
        np.concatenate([rows.position for rows in lists])[by],
    )
