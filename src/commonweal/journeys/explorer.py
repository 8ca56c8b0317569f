"""From one mission to verified delivery: which contracts serve which outcome, and how far each commitment has come.

Every commitment counts once, in one state and under the first outcome it serves, so that widths are numbers of
commitments. Pounds play no part.
"""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.actors import Actor
from commonweal.domain.contracts import BINDING
from commonweal.domain.periods import financial_year
from commonweal.lifecycle.contracts import queries as contracts
from commonweal.lifecycle.contracts.models import Commitment, Contract
from commonweal.lifecycle.delivery import queries as delivery
from commonweal.lifecycle.delivery.queries import Line
from commonweal.lifecycle.delivery.standing import served_by
from commonweal.lifecycle.strategy.models import Mission, Outcome


class State(StrEnum):
    """How far a commitment has come."""

    PROMISED = "promised"
    REPORTED = "reported"
    VERIFIED = "verified"


@dataclass(frozen=True)
class Narrowed:
    """What the picture is narrowed to; empty narrows nothing. `year` is the one in which a financial year begins."""

    outcome: str = ""
    place: str = ""
    year: str = ""


@dataclass(frozen=True)
class Strand:
    """The commitments of one contract that serve one outcome; `outcome` None is the mission directly."""

    outcome: Outcome | None
    contract: Contract
    lines: tuple[Line, ...]

    def count(self, state: State) -> int:
        """How many of its commitments are in a state."""
        return sum(state_of(line) is state for line in self.lines)


@dataclass(frozen=True)
class Explored:
    """A mission with its outcomes, and what serves them. `lines` are all commitments that serve it, unnarrowed."""

    mission: Mission
    outcomes: tuple[Outcome, ...]
    strands: tuple[Strand, ...]
    lines: tuple[Line, ...]

    @property
    def unserved(self) -> tuple[Outcome, ...]:
        """Outcomes that nothing serves: a gap is an opportunity."""
        served = {strand.outcome.pk for strand in self.strands if strand.outcome}
        return tuple(outcome for outcome in self.outcomes if outcome.pk not in served)

    def count(self, state: State) -> int:
        """How many commitments are in a state."""
        return sum(strand.count(state) for strand in self.strands)


def state_of(line: Line) -> State:
    """Verified when anything of it is, reported when anything was reported, else promised."""
    if line.accepted or line.figures.verified:
        return State.VERIFIED
    return State.REPORTED if line.reports else State.PROMISED


def explore(actor: Actor, mission: Mission, narrowed: Narrowed | None = None) -> Explored:
    """What serves a mission that the actor may see, among the contracts they may read; constant queries."""
    wanted = narrowed or Narrowed()
    outcomes = tuple(mission.outcomes.filter(retired_at__isnull=True))
    commitments = _commitments(actor, mission)
    served = served_by(commitments)
    strands: dict[tuple[int | None, int], list[Line]] = defaultdict(list)
    lines = delivery.lines(commitments)
    for line in lines:
        here = [
            link
            for link in served(line.commitment)
            if mission.pk in (link.mission_id, _mission_of(link.outcome))
        ]
        outcome = next((link.outcome_id for link in here if link.outcome_id), None)
        if here and _is_wanted(line, wanted, outcome, outcomes):
            strands[outcome, line.commitment.contract_id].append(line)
    by_key = {outcome.pk: outcome for outcome in outcomes}
    found = tuple(
        Strand(by_key.get(outcome) if outcome else None, each[0].commitment.contract, tuple(each))
        for (outcome, _), each in strands.items()
    )
    served_keys = {strand.outcome.pk for strand in found if strand.outcome}
    # A goal is reached through its outcomes: it is no gap when nothing serves it directly.
    shown = tuple(outcome for outcome in outcomes if not outcome.is_goal or outcome.pk in served_keys)
    return Explored(mission, shown, found, tuple(line for strand in found for line in strand.lines))


def _mission_of(outcome: Outcome | None) -> int | None:
    return outcome.mission_id if outcome else None


def _commitments(actor: Actor, mission: Mission) -> list[Commitment]:
    bound = [status.value for status in BINDING]
    serving = contracts.readable(actor).filter(status__in=bound)
    of_mission = serving.filter(serves__mission=mission) | serving.filter(serves__outcome__mission=mission)
    rows = Commitment.objects.for_system("commitments of readable contracts").filter(
        contract__in=of_mission.values("pk")
    )
    rows = rows.select_related("contract__authority", "contract__supplier", "place").prefetch_related(
        "periods__place"
    )
    return list(rows.order_by("contract__title", "contract_id", "position"))


def _is_wanted(line: Line, wanted: Narrowed, outcome: int | None, outcomes: tuple[Outcome, ...]) -> bool:
    if wanted.outcome and wanted.outcome not in {each.external_id for each in outcomes if each.pk == outcome}:
        return False
    if wanted.place and wanted.place not in places_of(line.commitment):
        return False
    return not wanted.year or wanted.year in years_of(line.commitment)


def places_of(commitment: Commitment) -> dict[str, str]:
    """The places a commitment names, external id to name."""
    places = [commitment.place, *(period.place for period in commitment.periods.all())]
    return {place.external_id: place.name for place in places if place}


def years_of(commitment: Commitment) -> set[str]:
    """The financial years in which a part of the promise falls due."""
    return {str(financial_year(period.end_on)) for period in commitment.periods.all()}
