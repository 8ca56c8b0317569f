"""The strip of ten stops for the page of one thing."""

from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.thread import Node, NodeKind, Ref, Stop, Trace, strip
from commonweal.thread.nodes import SOURCES, Viewer
from commonweal.thread.walk import DOWN, UP, Walk, as_trace, follow

#: Records that are parts of a thing on the thread: the way from the record to that thing's key.
PARTS: dict[str, tuple[NodeKind, str]] = {
    "ask-version": (NodeKind.ASK, "ask_id"),
    "criterion": (NodeKind.ASK, "ask_id"),
    "ask-metric": (NodeKind.ASK, "criterion.ask_id"),
    "authority-promise": (NodeKind.ASK, "ask_id"),
    "lot": (NodeKind.PROCUREMENT, "procurement_id"),
    "round": (NodeKind.PROCUREMENT, "procurement_id"),
    "verification": (NodeKind.REPORT, "report_id"),
    "indicator": (NodeKind.OUTCOME, "outcome_id"),
    "pathway": (NodeKind.OUTCOME, "outcome_id"),
}


def strip_for(actor: Actor, record: Any) -> tuple[Stop, ...] | None:
    """The ten stops as seen from a record by an actor; None for a record that has no place on the thread.

    The page has fetched the record in the actor's scope, so it is where they are even when the thread itself would
    not lead there: a supplier's own draft tender, for example. Every other stop holds only what they may see.
    The number of queries does not depend on how many things the thread holds.
    """
    place = _place(record)
    if place is None:
        return None
    kind, key = place
    walk = Walk(Viewer(actor), {}, {}, most=2)  # a stop says none, the one, or several
    walk.see(kind, [key])
    here = walk.nodes[kind].setdefault(key, Node(Ref(kind, str(record.external_id)), ""))
    for kinds in (DOWN, UP):
        follow(walk, kind, {key}, kinds)
    found: Trace = as_trace(walk, here.ref)
    return strip(found)


def _place(record: Any) -> tuple[NodeKind, int] | None:
    word = getattr(record, "KIND", "")
    if word in PARTS:
        kind, path = PARTS[word]
        value: Any = record
        for name in path.split("."):
            value = getattr(value, name)
        return kind, value
    kinds = {kind.value: kind for kind in SOURCES}
    return (kinds[word], record.pk) if word in kinds else None
