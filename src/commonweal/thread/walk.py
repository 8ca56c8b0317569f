"""Walking the thread in the database: one query for each kind of thing and each kind of link, whatever their number.

A page shows the first of many. Below a contract there may be tens of thousands of things, so a walk for a page takes at most so
many of each kind there, and says where it left some out. What leaves the product as a file is never cut.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from commonweal.domain.thread import ORDER, Link, LinkBasis, Node, NodeKind, Ref, Trace
from commonweal.records.scopes import ScopedQuerySet
from commonweal.thread.links import LINKS, SHORT_CUTS, LinkSource
from commonweal.thread.nodes import SOURCES, Viewer

BATCH = 5_000
"""Keys in one query: below the limit of every database we run on."""

DOWN = tuple(NodeKind)
UP = tuple(reversed(DOWN))

MANY = frozenset({NodeKind.COMMITMENT, NodeKind.REPORT, NodeKind.EVIDENCE, NodeKind.LESSON})
"""Kinds of which there may be very many below one thing."""


@dataclass
class Walk:
    """What was reached so far: visible nodes by kind and key, keys still to look at, and the links in between.

    `most` is how many of each of the kinds in `MANY` are taken on the way down, None for all; `cut` are those of which some
    were left out.
    """

    viewer: Viewer
    nodes: dict[NodeKind, dict[int, Node]]
    links: dict[tuple[NodeKind, int, NodeKind, int], tuple[LinkBasis, str]]
    most: int | None = None
    cut: set[NodeKind] = field(default_factory=set)

    def see(self, kind: NodeKind, keys: Iterable[int]) -> dict[int, Node]:
        """Load the visible ones among `keys` that are not loaded yet; return all of `keys` that are visible."""
        known = self.nodes.setdefault(kind, {})
        missing = sorted(set(keys) - known.keys())
        for batch in _batches(missing):
            known.update(_nodes(kind, self.viewer, batch))
        return {key: known[key] for key in keys if key in known}


def trace(viewer: Viewer, start: Ref, most: int | None = None) -> Trace | None:
    """Everything above and below one thing that the viewer may see; None when they may not see the thing itself.

    With `most`, at most so many of each kind below a contract.
    """
    key = key_of(viewer, start)
    if key is None:
        return None
    walk = Walk(viewer, {}, {}, most)
    for kinds in (DOWN, UP):
        follow(walk, start.kind, {key}, kinds)
    return as_trace(walk, start)


def above(viewer: Viewer, kind: NodeKind, keys: Iterable[int], start: Ref) -> Trace:
    """The given things of one kind and everything above them, in one walk."""
    walk = Walk(viewer, {}, {})
    follow(walk, kind, set(keys), UP)
    return as_trace(walk, start)


def key_of(viewer: Viewer, ref: Ref) -> int | None:
    """The database key of a thing that the viewer may see."""
    found: int | None = (
        SOURCES[ref.kind].rows(viewer).filter(external_id=ref.id).values_list("pk", flat=True).first()
    )
    return found


def follow(
    walk: Walk, kind: NodeKind, keys: set[int], kinds: tuple[NodeKind, ...], last: NodeKind | None = None
) -> None:
    """Walk from `keys` in one direction, never through a thing that the viewer may not see.

    With `last`, nothing is followed from things of that kind on. What is linked to from before it is seen all the same.
    """
    is_down = kinds is DOWN
    waiting: dict[NodeKind, set[int]] = {kind: keys}
    for here in kinds[kinds.index(kind) :]:
        seen = walk.see(here, waiting.get(here, set()))
        if last is not None and ORDER[here] >= ORDER[last]:
            continue
        for source in _from(walk, here, is_down=is_down):
            for upper, lower, basis, reason in _reached(walk, source, set(seen), is_down=is_down):
                walk.links[source.upper, upper, source.lower, lower] = (basis, reason)
                there = source.lower if is_down else source.upper
                waiting.setdefault(there, set()).add(lower if is_down else upper)


def as_trace(walk: Walk, start: Ref) -> Trace:
    """The walk as plain values. A link to something unseen is dropped."""
    links = [
        Link(walk.nodes[up][upper].ref, walk.nodes[down][lower].ref, basis, reason)
        for (up, upper, down, lower), (basis, reason) in walk.links.items()
        if upper in walk.nodes.get(up, {}) and lower in walk.nodes.get(down, {})
    ]
    nodes = [
        node
        for kind in sorted(walk.nodes, key=ORDER.__getitem__)
        for _, node in sorted(walk.nodes[kind].items())
    ]
    return Trace(start, nodes, links, cut=walk.cut)


def _from(walk: Walk, kind: NodeKind, *, is_down: bool) -> Iterator[LinkSource]:
    """Links in one direction. Where a walk down is cut, what is below is reached from the contract too: what rests on a
    commitment that was left out is there all the same."""
    sources = (*SHORT_CUTS, *LINKS) if is_down and walk.most is not None else LINKS
    return (source for source in sources if kind is (source.upper if is_down else source.lower))


def _reached(
    walk: Walk, source: LinkSource, keys: set[int], *, is_down: bool
) -> Iterator[tuple[int, int, LinkBasis, str]]:
    if not is_down or walk.most is None or source.lower not in MANY:
        yield from _ends(source, keys, is_down=is_down)
        return
    found = 0
    for batch in _batches(sorted(keys)):
        rows = _visible(walk.viewer, source).filter(**{f"{source.upper_path}__in": batch})
        for ends in rows.order_by(source.upper_path, "pk").values_list(*_columns(source))[
            : walk.most + 1 - found
        ]:
            found += 1
            if found > walk.most:
                walk.cut.add(source.lower)
                return
            yield _end(ends)


def _visible(viewer: Viewer, source: LinkSource) -> ScopedQuerySet:
    """Rows of a link whose lower end the viewer may see."""
    if source.lower_path == "pk":
        return (
            SOURCES[source.lower].rows(viewer).filter(source.only, **{f"{source.upper_path}__isnull": False})
        )
    lower = SOURCES[source.lower].rows(viewer).values("pk")
    return source.rows().filter(**{f"{source.lower_path}__in": lower})


def _columns(source: LinkSource) -> tuple[str, ...]:
    return (source.upper_path, source.lower_path, *(("basis", "reason") if source.has_basis else ()))


def _end(row: tuple[Any, ...]) -> tuple[int, int, LinkBasis, str]:
    upper, lower, *claim = row
    basis, reason = claim or (LinkBasis.RECORDED, "")
    return upper, lower, LinkBasis(basis), reason


def _ends(source: LinkSource, keys: set[int], *, is_down: bool) -> Iterator[tuple[int, int, LinkBasis, str]]:
    near = source.upper_path if is_down else source.lower_path
    for batch in _batches(sorted(keys)):
        yield from map(_end, source.rows().filter(**{f"{near}__in": batch}).values_list(*_columns(source)))


def _nodes(kind: NodeKind, viewer: Viewer, keys: list[int]) -> dict[int, Node]:
    source = SOURCES[kind]
    columns = ("pk", "external_id", source.title, *((source.source,) if source.source else ()))
    rows = source.rows(viewer).filter(pk__in=keys).order_by().values_list(*columns).distinct()
    return {pk: Node(Ref(kind, id_), title, *document) for pk, id_, title, *document in rows}


def _batches(keys: list[int]) -> Iterator[list[int]]:
    return (keys[first : first + BATCH] for first in range(0, len(keys), BATCH))
