"""What serves a mission, read along the thread and handed to the strategy pages as plain values.

Strategy cannot look at later stages; this journey can. The number of queries does not depend on how much there is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commonweal.domain.actors import Actor
from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.thread import LinkBasis, Node, NodeKind, Ref, Trace
from commonweal.lifecycle.contracts.models import Commitment
from commonweal.lifecycle.delivery.queries import lines, promised
from commonweal.lifecycle.strategy.models import Mission, Outcome
from commonweal.thread.nodes import SOURCES, Viewer
from commonweal.thread.walk import DOWN, Walk, as_trace, follow

SERVING = (NodeKind.PROCUREMENT, NodeKind.CONTRACT, NodeKind.COMMITMENT)


@dataclass(frozen=True, slots=True)
class LineCounts:
    """How many commitments are promised, how many of them have a report, how many a verified figure."""

    promised: int = 0
    reported: int = 0
    verified: int = 0


@dataclass(frozen=True, slots=True)
class Serving:
    """A thing that serves a mission or one of its outcomes, on whose word, and its commitments."""

    node: Node
    basis: LinkBasis
    reason: str
    counts: LineCounts


@dataclass(frozen=True, slots=True)
class Served:
    """An outcome and what serves it; nothing is a gap."""

    outcome: Outcome
    things: tuple[Serving, ...]
    counts: LineCounts


@dataclass(frozen=True, slots=True)
class ServedBy:
    """What serves a mission: through its outcomes (gaps first, goals left out unless served) and directly."""

    outcomes: tuple[Served, ...]
    direct: tuple[Serving, ...]
    counts: LineCounts

    @property
    def gaps(self) -> tuple[Outcome, ...]:
        return tuple(each.outcome for each in self.outcomes if not each.things and not each.outcome.is_goal)

    @property
    def things(self) -> frozenset[Ref]:
        """Every procurement, contract or commitment that serves the mission or an outcome, once."""
        through = (thing for each in self.outcomes for thing in each.things)
        return frozenset(thing.node.ref for thing in (*through, *self.direct))


def line_counts(actor: Actor, missions: Iterable[Mission]) -> dict[str, LineCounts]:
    """Commitments below each mission, by its external id."""
    listed = list(missions)
    trace, figures = _walk(actor, listed)
    return {
        mission.external_id: _counts(trace, Ref(NodeKind.MISSION, mission.external_id), figures)
        for mission in listed
    }


def served_by(actor: Actor, mission: Mission, outcomes: Sequence[Outcome]) -> ServedBy:
    """What serves one mission and each of its outcomes, as the actor may see it."""
    trace, figures = _walk(actor, [mission])
    top = Ref(NodeKind.MISSION, mission.external_id)
    through = [
        Served(outcome, _things(trace, ref, figures), _counts(trace, ref, figures))
        for outcome in outcomes
        for ref in (Ref(NodeKind.OUTCOME, outcome.external_id),)
    ]
    through.sort(key=lambda each: (bool(each.things), each.outcome.is_goal))
    return ServedBy(tuple(through), _things(trace, top, figures), _counts(trace, top, figures))


def serving_outcome(actor: Actor, outcome: Outcome) -> Served:
    """What serves one outcome, as the actor may see it."""
    walk = Walk(Viewer(actor), {}, {})
    follow(walk, NodeKind.OUTCOME, {outcome.pk}, DOWN)
    ref = Ref(NodeKind.OUTCOME, outcome.external_id)
    trace = as_trace(walk, ref)
    figures = _figures(actor, trace)
    return Served(outcome, _things(trace, ref, figures), _counts(trace, ref, figures))


def _walk(actor: Actor, missions: list[Mission]) -> tuple[Trace, dict[Ref, LineCounts]]:
    walk = Walk(Viewer(actor), {}, {})
    follow(walk, NodeKind.MISSION, {mission.pk for mission in missions}, DOWN)
    first = missions[0].external_id if missions else ""
    trace = as_trace(walk, Ref(NodeKind.MISSION, first))
    return trace, _figures(actor, trace)


def _figures(actor: Actor, trace: Trace) -> dict[Ref, LineCounts]:
    """Each commitment of the trace as a count of one or nothing in each column."""
    seen = [node.id for node in trace.of_kind(NodeKind.COMMITMENT)]
    commitments: list[Commitment] = list(
        SOURCES[NodeKind.COMMITMENT].rows(Viewer(actor)).filter(external_id__in=seen)
    )
    return {
        Ref(NodeKind.COMMITMENT, line.commitment.external_id): LineCounts(
            promised=int(_is_promised(line.commitment)),
            reported=int(line.figures.reported is not None),
            verified=int(line.figures.verified is not None),
        )
        for line in lines(commitments)
    }


def _is_promised(commitment: Commitment) -> bool:
    """A line of a published report may tell what was done without anybody having promised it."""
    is_quantity = commitment.kind == CommitmentKind.QUANTITY.value
    return not is_quantity or promised(commitment) is not None


def _counts(trace: Trace, ref: Ref, figures: dict[Ref, LineCounts]) -> LineCounts:
    below = {node.ref for node in trace.down(ref)} | {ref}
    found = [figures[each] for each in below if each in figures]
    return LineCounts(
        sum(each.promised for each in found),
        sum(each.reported for each in found),
        sum(each.verified for each in found),
    )


def _things(trace: Trace, ref: Ref, figures: dict[Ref, LineCounts]) -> tuple[Serving, ...]:
    """Things that say themselves that they serve `ref`, the earlier stages first."""
    found = [
        Serving(trace.nodes[link.lower], link.basis, link.reason, _counts(trace, link.lower, figures))
        for link in trace.links
        if link.upper == ref and link.lower.kind in SERVING
    ]
    return tuple(sorted(found, key=lambda each: (SERVING.index(each.node.kind), each.node.title)))
