"""From a tender's promises to binding commitments: carried over unretyped, binding on entry into contract."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.commitments import CommitmentKind, OwedBy
from commonweal.domain.contracts import ContractOrigin, ContractStatus, check_dates, check_may_enter
from commonweal.domain.errors import Refused
from commonweal.domain.permissions import Permission
from commonweal.domain.thread import LinkBasis
from commonweal.lifecycle.assessment.models import AwardDecision
from commonweal.lifecycle.contracts.actions.carried import Carried, carried_offer
from commonweal.lifecycle.contracts.actions.kpis import fall_due_from_entry
from commonweal.lifecycle.contracts.actions.moves import move, note_status
from commonweal.lifecycle.contracts.actions.terms import carry_terms
from commonweal.lifecycle.contracts.actions.tier_two import carry_tier_two
from commonweal.lifecycle.contracts.events import ContractEvent as Event
from commonweal.lifecycle.contracts.models import Commitment, CommitmentMilestone, CommitmentPeriod, Contract
from commonweal.lifecycle.contracts.models import ContractServes as Serves
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.tendering.models import Tender
from commonweal.records.work import Work, transaction


def prepare_from_award(
    *, tender: Tender, award: AwardDecision | None = None, by: Actor, now: dt.datetime
) -> Contract:
    """Make a contract from the tender that was awarded. Nothing in it is binding yet.

    Every offered commitment becomes a commitment that points to it, with its periods, places and milestones; what the
    authority promised in the ask stands beside them. What the procurement serves is carried over with its basis.

    Raises:
        NotPermitted: the actor may not edit contracts. Refused: the tender already has one.
    """
    by.must(Permission.CONTRACT_EDIT)
    if standing(tender, by) is not None:
        raise Refused("contract.already_prepared")
    procurement = tender.lot.procurement
    with transaction(by=by, at=now) as work:
        contract = _contract(tender, award, procurement)
        contract.save()
        _carry_offers(contract, tender, work)
        carry_tier_two(contract)
        _carry_authority_promises(contract, procurement)
        _carry_links(contract, procurement)
        note_status(work, contract, old="", new=ContractStatus.PREPARED)
        work.record(
            Event.CONTRACT_PREPARED,
            contract,
            tender=tender.external_id,
            supplier=tender.supplier.external_id,
            commitments=contract.commitments.count(),
        )
    return contract


def enter(
    contract: Contract,
    *,
    award_is_ready: bool,
    starts_on: dt.date,
    ends_on: dt.date,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> Contract:
    """Enter into a prepared contract: its commitments bind from `now`.

    Args:
        award_is_ready: the award's own policy says that the contract may be entered into (its standstill has ended).
    """
    by.must(Permission.CONTRACT_EDIT)
    check_dates(starts_on, ends_on)
    check_may_enter(award_is_ready, ContractStatus(contract.status))
    with transaction(by=by, at=now) as work:
        move(
            work,
            contract,
            ContractStatus.IN_FORCE,
            revision=revision,
            starts_on=starts_on,
            ends_on=ends_on,
            entered_at=now,
            entered_by=by.person,
        )
        contract.commitments.update(bound_at=now)
        fall_due_from_entry(contract)
        carry_terms(contract, by=by, now=now)
    return contract


def enter_from_award(
    *,
    tender: Tender,
    award: AwardDecision | None = None,
    award_is_ready: bool,
    starts_on: dt.date,
    ends_on: dt.date,
    by: Actor,
    now: dt.datetime,
) -> Contract:
    """Carry a tender's promises over and enter into the contract, in one step."""
    with transaction(by=by, at=now):
        contract = standing(tender, by) or prepare_from_award(tender=tender, award=award, by=by, now=now)
        return enter(
            contract, award_is_ready=award_is_ready, starts_on=starts_on, ends_on=ends_on, by=by, now=now
        )


def not_entered(
    contract: Contract, *, reason: str, by: Actor, now: dt.datetime, revision: int | None = None
) -> Contract:
    """Record that a prepared contract is not entered into: the award was withdrawn, or not taken up."""
    by.must(Permission.CONTRACT_EDIT)
    with transaction(by=by, at=now) as work:
        move(work, contract, ContractStatus.NOT_ENTERED, reason=reason.strip(), revision=revision)
    return contract


def standing(tender: Tender, by: Actor) -> Contract | None:
    """The contract that stands for a tender; one that was not entered into does not."""
    rows = Contract.objects.for_authority(by).exclude(status=ContractStatus.NOT_ENTERED)
    found: Contract | None = rows.filter(tender=tender).first()
    return found


def _contract(tender: Tender, award: AwardDecision | None, procurement: Procurement) -> Contract:
    prices = [price.pence for price in tender.prices.all()]
    has_lots = procurement.lots.count() > 1
    return Contract(
        authority_id=procurement.authority_id,
        supplier=tender.supplier,
        award=award,
        tender=tender,
        procurement=procurement,
        origin=ContractOrigin.AWARD,
        title=f"{procurement.title}: {tender.lot.title}" if has_lots else procurement.title,
        nature=procurement.nature,
        value_ex_vat_pence=sum(prices) if prices else None,
        starts_on=procurement.contract_starts_on,
        ends_on=procurement.contract_ends_on,
    )


def _carry_offers(contract: Contract, tender: Tender, work: Work) -> None:
    ask = tender.ask_version.read()
    offers = tender.commitments.prefetch_related("periods", "milestones")
    for position, offer in enumerate(offers, start=1):
        carried = carried_offer(offer, ask, authority_id=contract.authority_id)
        commitment = Commitment(contract=contract, offered=offer, position=position, **carried.fields)
        commitment.save()
        _carry_parts(commitment, carried)
        for which, thing in carried.serves:
            Serves(
                contract=contract,
                commitment=commitment,
                basis=LinkBasis.DECIDED,
                linked_at=work.at,
                linked_by=work.by.person,
                **{which: thing},
            ).save()


def _carry_parts(commitment: Commitment, carried: Carried) -> None:
    for period in carried.periods:
        CommitmentPeriod(commitment=commitment, **period).save()
    for milestone in carried.milestones:
        CommitmentMilestone(commitment=commitment, **milestone).save()


def _carry_authority_promises(contract: Contract, procurement: Procurement) -> None:
    """The authority's own promises, in words, beside the supplier's."""
    first = contract.commitments.count() + 1
    for position, promise in enumerate(procurement.ask.promises.all(), start=first):
        Commitment(
            contract=contract,
            authority_promise=promise,
            position=position,
            kind=CommitmentKind.NARRATIVE,
            owed_by=OwedBy.AUTHORITY,
            owed_by_name=promise.owed_by_post,
            title=promise.text if len(promise.text) <= _TITLE else promise.text[: _TITLE - 1] + "…",
            words=promise.text,
            due_on=promise.due_on,
        ).save()


_TITLE = 200


def _carry_links(contract: Contract, procurement: Procurement) -> None:
    for link in procurement.serves.all():
        Serves(
            contract=contract,
            mission_id=link.mission_id,
            outcome_id=link.outcome_id,
            basis=link.basis,
            reason=link.reason,
            linked_at=link.linked_at,
            linked_by=link.linked_by,
        ).save()
