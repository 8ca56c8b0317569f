"""The thread of one thing as it leaves the product: for the command line and for JSON."""

from dataclasses import dataclass
from typing import Any

from commonweal.domain.quantities import plain
from commonweal.domain.thread import NodeKind, Ref, Trace
from commonweal.lifecycle.contracts.models import Commitment
from commonweal.lifecycle.delivery.queries import Line, lines
from commonweal.thread.nodes import SOURCES, Viewer
from commonweal.thread.walk import above, key_of, trace


@dataclass(frozen=True)
class ThreadLine:
    """A commitment on the thread of a thing, and everything it rests on and serves."""

    line: Line
    trace: Trace
    ref: Ref


def find(viewer: Viewer, external_id: str) -> Ref | None:
    """The thing with this external id, whatever its kind, if the viewer may see it."""
    refs = (Ref(kind, external_id) for kind in SOURCES)
    return next((ref for ref in refs if key_of(viewer, ref) is not None), None)


def thread_lines(viewer: Viewer, whole: Trace) -> list[ThreadLine]:
    """The commitments on or below where a trace starts, each with its own way up; in the contracts' own order.

    A report, a piece of evidence and a lesson are about the commitment above them.
    """
    refs = [node.ref for node in whole.down(whole.start) if node.kind is NodeKind.COMMITMENT]
    if whole.start.kind is NodeKind.COMMITMENT:
        refs = [whole.start]
    elif not refs:
        refs = [node.ref for node in whole.up(whole.start) if node.kind is NodeKind.COMMITMENT]
    rows = (
        SOURCES[NodeKind.COMMITMENT]
        .rows(viewer)
        .filter(external_id__in=[ref.id for ref in refs])
        .select_related("contract")
        .order_by("contract__title", "contract_id", "position")
    )
    commitments: list[Commitment] = list(rows)
    upward = above(viewer, NodeKind.COMMITMENT, [each.pk for each in commitments], whole.start)
    return [
        ThreadLine(line, upward, Ref(NodeKind.COMMITMENT, line.commitment.external_id))
        for line in lines(commitments)
    ]


def as_json(viewer: Viewer, ref: Ref) -> dict[str, Any] | None:
    """The thread of a thing as docs/reference/cli.md gives it; None when the viewer may not see the thing."""
    whole = trace(viewer, ref)
    if whole is None:
        return None
    start = whole.nodes[ref]
    return {
        "id": start.id,
        "kind": start.kind.value,
        "title": start.title,
        "source": start.source or None,
        "commitments": [_line(each) for each in thread_lines(viewer, whole)],
    }


def _line(found: ThreadLine) -> dict[str, Any]:
    line = found.line
    return {
        "id": line.commitment.external_id,
        "title": line.commitment.title,
        "unit": line.commitment.unit or None,
        "promised": _number(line.figures.promised),
        "reported": _number(line.figures.reported),
        "verified": _number(line.figures.verified),
        "delivered": _number(line.figures.delivered),
        "basis": line.basis.value,
        "up": [
            {"kind": node.kind.value, "id": node.id, "title": node.title}
            for node in found.trace.up(found.ref)
        ],
    }


def _number(thousandths: int | None) -> int | float | None:
    return None if thousandths is None else plain(thousandths)
