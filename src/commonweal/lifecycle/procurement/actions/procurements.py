"""Beginning a procurement and saying what it is, where it is for and what it serves."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import (
    ProcurementKind,
    ProcurementStatus,
    Regime,
    check_contract_dates,
    check_editable,
    check_parent,
    check_value,
)
from commonweal.domain.thread import LinkBasis
from commonweal.lifecycle.planning.actions import check_not_withdrawn
from commonweal.lifecycle.planning.models import PipelineEntry
from commonweal.lifecycle.procurement.actions.statuses import editing, write_history
from commonweal.lifecycle.procurement.corrections import is_withdrawn
from commonweal.lifecycle.procurement.events import ProcurementEvent as Event
from commonweal.lifecycle.procurement.models import (
    Ask,
    Lot,
    Procurement,
    ProcurementPlace,
    ProcurementServes,
    Round,
)
from commonweal.lifecycle.strategy.models import Mission, Outcome, Place
from commonweal.records.work import change, transaction

#: What a procurement copies from its pipeline entry: our field, the entry's field.
COPIED = {
    "title": "title",
    "description": "description",
    "nature": "nature",
    "cpv_division": "cpv_division",
    "innovation_stage": "innovation_stage",
    "value_pence": "value_pence",
    "value_ex_vat_pence": "value_ex_vat_pence",
    "contract_starts_on": "starts_on",
    "contract_ends_on": "ends_on",
    "extension_months": "extension_months",
}

#: Facts that may be corrected in an ask that was withdrawn. Another kind, nature or law is another procurement.
CORRECTABLE = frozenset(
    {
        "title",
        "description",
        "value_pence",
        "value_ex_vat_pence",
        "contract_starts_on",
        "contract_ends_on",
        "extension_months",
    }
)


def begin(
    entry: PipelineEntry,
    *,
    by: Actor,
    now: dt.datetime,
    kind: ProcurementKind = ProcurementKind.CONTRACT,
    regime: Regime = Regime.PROCUREMENT_ACT_2023,
    parent: Procurement | None = None,
) -> Procurement:
    """Begin planning a procurement from a pipeline entry, with one lot, one round and an empty ask.

    What the entry says, and what it could serve, is carried over; nothing is typed again.

    Raises:
        Refused: the entry is withdrawn, or a procurement has begun from it already.
        Invalid: a call-off without a framework agreement above it, or one above anything else.
    """
    by.must(Permission.PROCUREMENT_EDIT)
    check_not_withdrawn(entry)
    if Procurement.objects.for_authority(by).filter(pipeline_entry=entry).exists():
        raise Refused("procurement.begun_already")
    check_parent(kind, ProcurementKind(parent.kind) if parent else None)
    with transaction(by=by, at=now) as work:
        # Of two people who begin from one entry at once, the second is told: the entry's revision has moved on.
        change(entry, revision=entry.revision)
        procurement = Procurement(
            authority_id=entry.authority_id,
            pipeline_entry=entry,
            kind=kind.value,
            regime=regime.value,
            parent=parent,
            began_on=london_day(now),
            **{ours: getattr(entry, theirs) for ours, theirs in COPIED.items()},
        )
        procurement.save()
        _begin_parts(procurement)
        for link in entry.serves.all():
            _link(procurement, link.mission, link.outcome, link.reason, by=link.linked_by, at=link.linked_at)
        write_history(procurement, "", ProcurementStatus.PLANNED, by=by, now=now)
        work.record(Event.BEGUN, procurement, entry=entry.external_id, kind=kind.value, regime=regime.value)
    return procurement


def edit(
    procurement: Procurement, *, by: Actor, now: dt.datetime, revision: int | None = None, **facts: Any
) -> Procurement:
    """Change what a procurement is, until tenders are invited.

    Raises:
        Refused: tenders have been invited, and this is not a fact that a withdrawn ask may correct.
        Invalid: a value, date or parent that cannot be; `field` says which.
        Stale: somebody else changed it since `revision`.
    """
    by.must(Permission.PROCUREMENT_EDIT)
    if not (facts.keys() <= CORRECTABLE and is_withdrawn(procurement)):
        check_editable(ProcurementStatus(procurement.status))
    for name, value in facts.items():
        setattr(procurement, name, value)
    _check(procurement)
    with editing(procurement, by=by, now=now) as work:
        change(procurement, revision=revision, **facts)
        _keep_only_lot_in_step(procurement)
        work.record(Event.CHANGED, procurement, changed=sorted(facts))
    return procurement


def set_places(
    procurement: Procurement,
    places: Iterable[Place],
    *,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> None:
    """Say where the contract is carried out or its benefit is to be felt: exactly these places.

    Raises:
        Stale: somebody changed the procurement since `revision` of it was read.
    """
    by.must(Permission.PROCUREMENT_EDIT)
    check_editable(ProcurementStatus(procurement.status))
    wanted = {place.pk: place for place in places}
    with editing(procurement, by=by, now=now) as work:
        change(procurement, revision=revision)
        present = {row.place_id: row for row in procurement.places.all()}
        for gone in present.keys() - wanted.keys():
            present[gone].delete()
        for new in wanted.keys() - present.keys():
            ProcurementPlace(procurement=procurement, place=wanted[new]).save()
        work.record(Event.PLACES_CHANGED, procurement, places=sorted(place.code for place in wanted.values()))


def serve(
    procurement: Procurement, thing: Mission | Outcome, *, reason: str, by: Actor, now: dt.datetime
) -> ProcurementServes:
    """Say which mission or outcome the procurement serves, and why. Somebody decides this; it is never inferred.

    Raises:
        Invalid: no reason. Refused: linked already, or the procurement is over.
    """
    by.must(Permission.PROCUREMENT_EDIT)
    check_editable(ProcurementStatus(procurement.status))
    if not reason.strip():
        raise Invalid("serves.reason_missing", field="reason")
    mission = thing if isinstance(thing, Mission) else None
    outcome = None if isinstance(thing, Mission) else thing
    if procurement.serves.filter(mission=mission, outcome=outcome).exists():
        raise Refused("serves.already_linked")
    with editing(procurement, by=by, now=now) as work:
        link = _link(procurement, mission, outcome, reason.strip(), by=by.person, at=now)
        kind = "mission" if mission else "outcome"
        work.record(Event.SERVES_LINKED, procurement, kind=kind, thing=thing.external_id)
    return link


def stop_serving(link: ProcurementServes, *, by: Actor, now: dt.datetime) -> None:
    """Take a link back, until tenders are invited."""
    by.must(Permission.PROCUREMENT_EDIT)
    check_editable(ProcurementStatus(link.procurement.status))
    with editing(link.procurement, by=by, now=now) as work:
        thing = link.mission or link.outcome
        work.record(Event.SERVES_REMOVED, link.procurement, thing=thing.external_id)
        link.delete()


def _begin_parts(procurement: Procurement) -> None:
    Lot(
        procurement=procurement,
        number=1,
        title=procurement.title,
        value_pence=procurement.value_pence,
        value_ex_vat_pence=procurement.value_ex_vat_pence,
    ).save()
    Round(procurement=procurement, number=1, title="Tenders").save()
    Ask(procurement=procurement).save()


def _link(
    procurement: Procurement,
    mission: Mission | None,
    outcome: Outcome | None,
    reason: str,
    *,
    by: str,
    at: dt.datetime,
) -> ProcurementServes:
    link = ProcurementServes(
        procurement=procurement,
        mission=mission,
        outcome=outcome,
        basis=LinkBasis.DECIDED,
        reason=reason,
        linked_at=at,
        linked_by=by,
    )
    link.save()
    return link


def _check(procurement: Procurement) -> None:
    if not procurement.title.strip():
        raise Invalid("procurement.title_missing", field="title")
    check_value(procurement.value_pence, procurement.value_ex_vat_pence)
    check_contract_dates(
        procurement.contract_starts_on, procurement.contract_ends_on, procurement.extension_months
    )
    parent = procurement.parent
    if parent is not None and parent.authority_id != procurement.authority_id:
        raise Invalid("procurement.parent_of_another_authority", field="parent")
    check_parent(ProcurementKind(procurement.kind), ProcurementKind(parent.kind) if parent else None)


def _keep_only_lot_in_step(procurement: Procurement) -> None:
    """A procurement without lots is one lot: its value and title are the procurement's own."""
    lots = list(procurement.lots.all())
    if len(lots) == 1:
        change(
            lots[0],
            title=procurement.title,
            value_pence=procurement.value_pence,
            value_ex_vat_pence=procurement.value_ex_vat_pence,
        )
