"""The golden thread as plain values: kinds of thing, links between them, the ten stops, and walking up and down.

    mission > outcome > procurement > ask > tender > contract > commitment > report > evidence > review

Up is towards the mission. A link always points down: from what is served to what serves it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class NodeKind(StrEnum):
    """A kind of thing on the thread; the value is used in URLs and exports."""

    MISSION = "mission"
    OUTCOME = "outcome"
    PROCUREMENT = "procurement"
    ASK = "ask"
    TENDER = "tender"
    CONTRACT = "contract"
    COMMITMENT = "commitment"
    REPORT = "report"
    EVIDENCE = "evidence"
    LESSON = "lesson"


ORDER: dict[NodeKind, int] = {kind: position for position, kind in enumerate(NodeKind)}
"""The ten stops in order; a lesson stands at the stop that people read as "Review"."""


class LinkBasis(StrEnum):
    """On whose word a link stands.

    `RECORDED` links are facts of the record itself: a report is of its commitment. The other three are claims about
    what serves what, and are always shown with their basis.
    """

    RECORDED = "recorded"
    PUBLISHED = "published"
    EDITORIAL = "editorial"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """Which thing: its kind and external id."""

    kind: NodeKind
    id: str


@dataclass(frozen=True, slots=True)
class Node:
    """A thing on the thread as it is shown. `source` names the public document it comes from, when it does."""

    ref: Ref
    title: str
    source: str = ""

    @property
    def kind(self) -> NodeKind:
        return self.ref.kind

    @property
    def id(self) -> str:
        return self.ref.id


@dataclass(frozen=True, slots=True)
class Link:
    """`upper` is served by, or is the origin of, `lower`."""

    upper: Ref
    lower: Ref
    basis: LinkBasis = LinkBasis.RECORDED
    reason: str = ""


class Trace:
    """A piece of the thread: some nodes and the links between them.

    A link with an end that is not among the nodes is dropped: what a person may not see leaves no mark. `cut` are kinds of
    which there are more than these nodes.
    """

    def __init__(
        self, start: Ref, nodes: Iterable[Node], links: Iterable[Link], cut: Iterable[NodeKind] = ()
    ) -> None:
        self.start = start
        self.cut = frozenset(cut)
        self.nodes: Mapping[Ref, Node] = {node.ref: node for node in nodes}
        self.links = tuple(link for link in links if {link.upper, link.lower} <= self.nodes.keys())
        self._up: dict[Ref, list[Ref]] = defaultdict(list)
        self._down: dict[Ref, list[Ref]] = defaultdict(list)
        for link in self.links:
            self._up[link.lower].append(link.upper)
            self._down[link.upper].append(link.lower)

    def up(self, ref: Ref) -> tuple[Node, ...]:
        """Everything `ref` rests on and serves, nearest first: contract, tender, ... mission."""
        return self._reached(ref, self._up, nearest_last=False)

    def down(self, ref: Ref) -> tuple[Node, ...]:
        """Everything that rests on `ref`, nearest first: ... report, evidence, review."""
        return self._reached(ref, self._down, nearest_last=True)

    def of_kind(self, kind: NodeKind) -> tuple[Node, ...]:
        """All nodes of one kind, in the order they were given."""
        return tuple(node for node in self.nodes.values() if node.kind is kind)

    def _reached(self, ref: Ref, edges: Mapping[Ref, list[Ref]], *, nearest_last: bool) -> tuple[Node, ...]:
        seen: set[Ref] = set()
        waiting = [ref]
        while waiting:
            for neighbour in edges.get(waiting.pop(), ()):
                if neighbour not in seen:
                    seen.add(neighbour)
                    waiting.append(neighbour)
        seen.discard(ref)
        sign = 1 if nearest_last else -1
        found = [self.nodes[each] for each in self.nodes if each in seen]
        return tuple(sorted(found, key=lambda node: sign * ORDER[node.kind]))


class StopState(StrEnum):
    """How a stop is drawn: filled for here, a ring for what exists, hollow for what does not yet."""

    HERE = "here"
    EXISTS = "exists"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Stop:
    """One of the ten stops of a strip. `nodes` are the things found there that the person may see."""

    kind: NodeKind
    state: StopState
    nodes: tuple[Node, ...] = ()

    @property
    def only(self) -> Node | None:
        """The one thing at this stop, when there is exactly one."""
        return self.nodes[0] if len(self.nodes) == 1 else None


def strip(trace: Trace) -> tuple[Stop, ...]:
    """The ten stops as seen from where the trace starts."""
    reached = {*trace.up(trace.start), *trace.down(trace.start)}
    return tuple(_stop(kind, trace, reached) for kind in NodeKind)


def _stop(kind: NodeKind, trace: Trace, reached: set[Node]) -> Stop:
    if kind is trace.start.kind:
        return Stop(kind, StopState.HERE, (trace.nodes[trace.start],))
    found = tuple(node for node in trace.of_kind(kind) if node in reached)
    return Stop(kind, StopState.EXISTS if found else StopState.NOT_YET, found)
