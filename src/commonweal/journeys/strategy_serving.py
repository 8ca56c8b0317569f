"""What serves a mission, read along the thread and handed to the strategy pages as plain values.

Strategy cannot look at later stages; this journey can. The number of queries does not depend on how much there is. Below a
contract nothing is walked: its commitments are counted where they are, each once whatever ways lead to it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commonweal.domain.actors import Actor
from commonweal.domain.thread import LinkBasis, Node, NodeKind, Ref
from commonweal.lifecycle.delivery.counting import LineCounts, counts_by_contract, counts_of_each
from commonweal.lifecycle.strategy.models import Mission, Outcome
from commonweal.thread.nodes import SOURCES, Viewer
from commonweal.thread.walk import DOWN, Walk, follow

__all__ = ["LineCounts", "Served", "ServedBy", "Serving", "line_counts", "served_by", "serving_outcome"]

SERVING = (NodeKind.PROCUREMENT, NodeKind.CONTRACT, NodeKind.COMMITMENT)

Place = tuple[NodeKind, int]
"""A thing on the thread by its kind and key."""


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
    below = _Below(actor, NodeKind.MISSION, {mission.pk for mission in listed})
    return {mission.external_id: below.counts((NodeKind.MISSION, mission.pk)) for mission in listed}


def served_by(actor: Actor, mission: Mission, outcomes: Sequence[Outcome]) -> ServedBy:
    """What serves one mission and each of its outcomes, as the actor may see it."""
    below = _Below(actor, NodeKind.MISSION, {mission.pk})
    top = (NodeKind.MISSION, mission.pk)
    through = [
        Served(outcome, below.things(place), below.counts(place))
        for outcome in outcomes
        for place in ((NodeKind.OUTCOME, outcome.pk),)
    ]
    through.sort(key=lambda each: (bool(each.things), each.outcome.is_goal))
    return ServedBy(tuple(through), below.things(top), below.counts(top))


def serving_outcome(actor: Actor, outcome: Outcome) -> Served:
    """What serves one outcome, as the actor may see it."""
    place = (NodeKind.OUTCOME, outcome.pk)
    below = _Below(actor, NodeKind.OUTCOME, {outcome.pk})
    return Served(outcome, below.things(place), below.counts(place))


class _Below:
    """What lies below some things as far as their contracts, and how many commitments there are."""

    def __init__(self, actor: Actor, kind: NodeKind, keys: set[int]) -> None:
        walk = Walk(Viewer(actor), {}, {})
        follow(walk, kind, keys, DOWN, last=NodeKind.CONTRACT)
        self._nodes = walk.nodes
        self._links: dict[Place, list[tuple[Place, LinkBasis, str]]] = defaultdict(list)
        for (up, upper, down, lower), (basis, reason) in walk.links.items():
            if upper in walk.nodes.get(up, {}) and lower in walk.nodes.get(down, {}):
                self._links[up, upper].append(((down, lower), basis, reason))
        readable = SOURCES[NodeKind.COMMITMENT].rows(walk.viewer)
        of_contracts = readable.filter(contract_id__in=walk.nodes.get(NodeKind.CONTRACT, {}))
        self._by_contract = counts_by_contract(of_contracts)
        alone = readable.filter(pk__in=walk.nodes.get(NodeKind.COMMITMENT, {}))
        self._alone = counts_of_each(alone)

    def counts(self, place: Place) -> LineCounts:
        """Commitments at or below a thing, each once: one that is linked itself may be of a contract that is there too."""
        reached = self._reached(place)
        whole = {key for kind, key in reached if kind is NodeKind.CONTRACT}
        alone = {key for kind, key in reached if kind is NodeKind.COMMITMENT}
        found = [self._by_contract.get(key, LineCounts()) for key in whole]
        found += [counts for contract, counts in map(self._alone.__getitem__, alone) if contract not in whole]
        return sum(found, LineCounts())

    def things(self, place: Place) -> tuple[Serving, ...]:
        """Things that say themselves that they serve what is at `place`, the earlier stages first."""
        found = [
            Serving(self._nodes[lower[0]][lower[1]], basis, reason, self.counts(lower))
            for lower, basis, reason in self._links[place]
            if lower[0] in SERVING
        ]
        return tuple(sorted(found, key=lambda each: (SERVING.index(each.node.kind), each.node.title)))

    def _reached(self, place: Place) -> set[Place]:
        reached, waiting = {place}, [place]
        while waiting:
            for lower, _basis, _reason in self._links.get(waiting.pop(), ()):
                if lower not in reached:
                    reached.add(lower)
                    waiting.append(lower)
        return reached
