"""Recording the published cases: real bodies' own figures, as printed, with the document they come from.

A use case across rooms: organisations, strategy, contracts and delivery each record their part in one transaction per
case. What is recorded already is left as it is, so that loading twice changes nothing.
"""

import datetime as dt
from dataclasses import dataclass

from commonweal.domain.actors import SYSTEM, Actor
from commonweal.domain.missions import MissionKind
from commonweal.domain.permissions import Side
from commonweal.domain.quantities import SCALE
from commonweal.lifecycle.contracts import actions as contracts
from commonweal.lifecycle.contracts.models import Contract
from commonweal.lifecycle.delivery import actions as delivery
from commonweal.lifecycle.strategy.actions import missions as strategy
from commonweal.lifecycle.strategy.models import Mission
from commonweal.organisations import actions as organisations
from commonweal.organisations.models import Organisation
from commonweal.records.ids import new_id
from commonweal.records.work import transaction
from commonweal.reference.published_cases import (
    PublishedAuthority,
    PublishedCases,
    PublishedContract,
    PublishedMission,
    published_cases,
)

PLANNING = "planning"
"""A case that is still being planned is no contract: it is left out here, and the pipeline does not invent its value."""


@dataclass(frozen=True)
class Recorded:
    """How many of each kind were new."""

    authorities: int
    missions: int
    contracts: int


def load(cases: PublishedCases | None = None, *, by: Actor = SYSTEM, now: dt.datetime) -> Recorded:
    """Record every published case that is not recorded yet; with no argument, those that ship with the product."""
    found = cases or published_cases()
    return Recorded(
        sum(_record_authority(each, by, now) for each in found.authorities),
        sum(_record_mission(each, by, now) for each in found.missions),
        sum(record_published(each, by=by, now=now) is not None for each in found.contracts),
    )


def record_published(source: PublishedContract, *, by: Actor = SYSTEM, now: dt.datetime) -> Contract | None:
    """Record one published contract and what its report says was delivered; None when there is nothing to record."""
    if source.status == PLANNING or _is_recorded(Contract, source.id):
        return None
    with transaction(by=by, at=now):
        contract = contracts.record_published(
            source,
            authority=_organisation(source.authority),
            supplier=_supplier(source, by, now),
            serves=[_mission(each) for each in source.serves],
            by=by,
            now=now,
        )
        lines = {line.id: line for line in source.commitments}
        for commitment in contract.commitments.select_related("contract__authority"):
            line = lines[commitment.external_id]
            if line.delivered is not None:
                delivery.record_published_report(
                    commitment,
                    quantity=line.delivered * SCALE,
                    source=source.source,
                    note=line.note or "",
                    by=by,
                    now=now,
                )
    return contract


def _is_recorded(model: type, external_id: str) -> bool:
    found: bool = (
        model.objects.for_system("recording published cases").filter(external_id=external_id).exists()
    )  # type: ignore[attr-defined]
    return found


def _record_authority(source: PublishedAuthority, by: Actor, now: dt.datetime) -> bool:
    if _is_recorded(Organisation, source.id):
        return False
    organisations.create_organisation(
        name=source.name,
        side=Side.PARTNERSHIP if source.kind == "partnership" else Side.AUTHORITY,
        external_id=source.id,
        place_code=source.code or "",
        authority_kind="local" if source.kind == "local" else "",
        source=source.source,
        by=by,
        now=now,
    )
    return True


def _record_mission(source: PublishedMission, by: Actor, now: dt.datetime) -> bool:
    if _is_recorded(Mission, source.id):
        return False
    strategy.record_published(
        authority=_organisation(source.authority),
        external_id=source.id,
        statement=source.statement,
        kind=MissionKind(source.kind),
        deadline_on=source.deadline,
        source=source.source,
        is_abridged=source.is_abridged,
        goals=[
            strategy.PublishedGoal(
                goal.id, goal.title, tuple((each.id, each.title) for each in goal.outcomes)
            )
            for goal in source.goals
        ],
        by=by,
        now=now,
    )
    return True


def _organisation(external_id: str) -> Organisation:
    found: Organisation = Organisation.objects.for_system("recording published cases").get(
        external_id=external_id
    )
    return found


def _mission(external_id: str) -> Mission:
    found: Mission = Mission.objects.for_system("recording published cases").get(external_id=external_id)
    return found


def _supplier(source: PublishedContract, by: Actor, now: dt.datetime) -> Organisation | None:
    """The supplier that the report names, once however many contracts name it."""
    if source.supplier is None:
        return None
    known = Organisation.objects.for_system("recording published cases").filter(
        side=Side.SUPPLIER, name=source.supplier, is_fictional=False, source__gt=""
    )
    return known.first() or organisations.create_organisation(
        name=source.supplier, side=Side.SUPPLIER, external_id=new_id(), source=source.source, by=by, now=now
    )
