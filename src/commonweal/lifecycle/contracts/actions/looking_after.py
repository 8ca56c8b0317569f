"""Looking after a contract: who leads on each side, what it serves, and its end."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.changes import STILL_OPEN
from commonweal.domain.contracts import ContractStatus
from commonweal.domain.errors import Invalid, NotFound, Refused
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import ProcurementStatus
from commonweal.domain.thread import LinkBasis
from commonweal.lifecycle.contracts.actions.changes import lapse
from commonweal.lifecycle.contracts.actions.deals import lapse_contract_change
from commonweal.lifecycle.contracts.actions.kpis import fall_due_at_the_end
from commonweal.lifecycle.contracts.actions.moves import move
from commonweal.lifecycle.contracts.events import ContractEvent as Event
from commonweal.lifecycle.contracts.models import Commitment, CommitmentChange, Contract, ContractServes
from commonweal.lifecycle.procurement import actions as procurements
from commonweal.lifecycle.strategy.models import Mission, Outcome
from commonweal.organisations.models import Membership, Person
from commonweal.records.work import Work, change, check_revision, locked, transaction


def name_leads(
    contract: Contract,
    *,
    authority_lead: Person | None,
    supplier_lead: Person | None,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> Contract:
    """Say who looks after a contract on each side; None where nobody does yet."""
    by.must(Permission.CONTRACT_EDIT)
    _check_not_published(contract)
    with transaction(by=by, at=now) as work:
        _name(contract, contract, authority_lead, supplier_lead, revision)
        work.record(Event.LEADS_NAMED, contract, **_ids(authority_lead, supplier_lead))
    return contract


def name_commitment_leads(
    commitment: Commitment,
    *,
    authority_lead: Person | None,
    supplier_lead: Person | None,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> Commitment:
    """Say who looks after one commitment on each side; where nobody is named the contract's own leads do."""
    by.must(Permission.CONTRACT_EDIT)
    _check_not_published(commitment.contract)
    with transaction(by=by, at=now) as work:
        _name(commitment, commitment.contract, authority_lead, supplier_lead, revision)
        work.record(Event.COMMITMENT_LEADS_NAMED, commitment, **_ids(authority_lead, supplier_lead))
    return commitment


def name_many_leads(
    contract: Contract,
    named: Sequence[tuple[Commitment, int, Person | None, Person | None]],
    *,
    by: Actor,
    now: dt.datetime,
) -> int:
    """Say who looks after many commitments of one contract, all of them or none. Returns how many.

    Args:
        named: each commitment with the revision that was read, and who looks after it for the authority and the supplier.

    Raises:
        As `name_commitment_leads`. NotFound: a commitment of another contract.
    """
    by.must(Permission.CONTRACT_EDIT)
    _check_not_published(contract)
    with transaction(by=by, at=now) as work:
        locked(contract)
        for commitment, revision, authority_lead, supplier_lead in named:
            if commitment.contract_id != contract.pk:
                raise NotFound("record.not_found", kind=Commitment.KIND)
            _name(commitment, contract, authority_lead, supplier_lead, revision)
            work.record(Event.COMMITMENT_LEADS_NAMED, commitment, **_ids(authority_lead, supplier_lead))
    return len(named)


def _name(
    row: Contract | Commitment,
    contract: Contract,
    authority_lead: Person | None,
    supplier_lead: Person | None,
    revision: int | None,
) -> None:
    check_member(authority_lead, contract.authority_id, field="authority_lead")
    check_member(supplier_lead, contract.supplier_id, field="supplier_lead")
    change(row, revision=revision, authority_lead=authority_lead, supplier_lead=supplier_lead)


def check_member(person: Person | None, organisation_id: int | None, *, field: str) -> None:
    """Raise `Invalid` unless a person, if one is named, belongs to the organisation for which they are to look after it."""
    if person is None:
        return
    open_memberships = Membership.objects.for_system("may this person look after the contract").filter(
        person=person, organisation_id=organisation_id, ended_at__isnull=True
    )
    if not open_memberships.exists():
        raise Invalid("contract.lead_of_another_organisation", field=field)


def _ids(authority_lead: Person | None, supplier_lead: Person | None) -> dict[str, str | None]:
    return {
        "authority_lead": authority_lead.external_id if authority_lead else None,
        "supplier_lead": supplier_lead.external_id if supplier_lead else None,
    }


def serve(
    contract: Contract,
    thing: Mission | Outcome,
    *,
    reason: str,
    by: Actor,
    now: dt.datetime,
    commitment: Commitment | None = None,
) -> ContractServes:
    """Say which mission or outcome a contract, or one commitment in it, serves, and why."""
    by.must(Permission.CONTRACT_EDIT)
    _check_not_published(contract)
    if not reason.strip():
        raise Invalid("serves.reason_missing", field="reason")
    which = "mission" if isinstance(thing, Mission) else "outcome"
    with transaction(by=by, at=now) as work:
        # A lock on what it belongs to: of two who do it at once the second is told.
        locked(contract)
        if contract.serves.filter(commitment=commitment, **{which: thing}).exists():
            raise Refused("serves.already_linked", field="thing")
        link = ContractServes(
            contract=contract,
            commitment=commitment,
            basis=LinkBasis.DECIDED,
            reason=reason.strip(),
            linked_at=now,
            linked_by=by.person,
            **{which: thing},
        )
        link.save()
        work.record(Event.SERVES_LINKED, contract, kind=which, thing=thing.external_id)
    return link


def stop_serving(link: ContractServes, *, by: Actor, now: dt.datetime) -> None:
    """Take a link back."""
    by.must(Permission.CONTRACT_EDIT)
    _check_not_published(link.contract)
    with transaction(by=by, at=now) as work:
        thing = link.mission or link.outcome
        work.record(Event.SERVES_REMOVED, link.contract, thing=thing.external_id)
        link.delete()


def finish(contract: Contract, *, by: Actor, now: dt.datetime, revision: int | None = None) -> Contract:
    """Record that a contract has run to its end. Late reports can still be made.

    Raises:
        Refused: ``contract.not_at_its_end`` before its last day: one that ends early is terminated, with its reason.
    """
    by.must(Permission.CONTRACT_EDIT)
    check_revision(contract, revision)
    if contract.ends_on is not None and london_day(now) < contract.ends_on:
        raise Refused("contract.not_at_its_end", ends_on=contract.ends_on)
    return _end(contract, ContractStatus.FINISHED, reason="", by=by, now=now, revision=revision)


def terminate(
    contract: Contract,
    *,
    reason: str,
    ended_on: dt.date | None = None,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> Contract:
    """Record that a contract was ended early, why, and on which day: today where none is said.

    Raises:
        Invalid: no reason, or a day before it was entered into or after today.
    """
    by.must(Permission.CONTRACT_EDIT)
    check_revision(contract, revision)
    if not reason.strip():
        raise Invalid("contract.reason_missing", field="reason")
    today = london_day(now)
    first = london_day(contract.entered_at) if contract.entered_at else None
    if ended_on is not None and (ended_on > today or (first is not None and ended_on < first)):
        raise Invalid("contract.ended_on_out_of_range", field="ended_on")
    facts = {"reason": reason.strip(), "ended_on": ended_on or today}
    return _end(contract, ContractStatus.TERMINATED, **facts, by=by, now=now, revision=revision)


def _end(
    contract: Contract, status: ContractStatus, *, reason: str, by: Actor, now: dt.datetime, **kwargs: Any
) -> Contract:
    by.must(Permission.CONTRACT_EDIT)
    with transaction(by=by, at=now) as work:
        # A lock on the contract: a change that is answered at the same time comes before its end or not at all.
        locked(contract)
        move(work, contract, status, reason=reason, **kwargs)
        _let_proposals_lapse(contract, work)
        fall_due_at_the_end(contract, london_day(now))
        _end_procurement(contract, by, now)
    return contract


def _let_proposals_lapse(contract: Contract, work: Work) -> None:
    """What is proposed, or agreed for a later day, changes nothing any more."""
    rows = CommitmentChange.objects.for_system("changes of a contract that ends").filter(
        commitment__contract=contract, status__in=STILL_OPEN
    )
    for row in rows.select_related("commitment"):
        lapse(row, work, because="change.not_in_force")
    for deal in contract.changes.filter(status__in=STILL_OPEN):
        lapse_contract_change(deal, work, because="deal.not_in_force")


def _end_procurement(contract: Contract, by: Actor, now: dt.datetime) -> None:
    """A procurement runs to the end of its last contract."""
    if contract.procurement is None:
        return
    # Read again under a lock: the contract may carry it as it stood before it was entered into, and of two people who
    # end the last two contracts at once one must see that nothing runs any more.
    procurement = locked(contract.procurement)
    if procurement.status != ProcurementStatus.IN_CONTRACT:
        return
    running = (ContractStatus.PREPARED.value, ContractStatus.IN_FORCE.value)
    others = Contract.objects.for_authority(by).filter(procurement=procurement, status__in=running)
    if not others.exclude(pk=contract.pk).exists():
        procurements.move(procurement, ProcurementStatus.ENDED, by=by, now=now)


def _check_not_published(contract: Contract) -> None:
    if contract.is_published_report:
        raise Refused("contract.published_is_as_printed")
