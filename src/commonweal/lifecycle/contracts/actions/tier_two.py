"""Naming tier-two suppliers, saying what each delivers, inviting them, and their answer."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.commitments import CommitmentKind, OwedBy
from commonweal.domain.consortium import PartyRole
from commonweal.domain.contracts import ContractStatus
from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.metrics import Aggregation
from commonweal.domain.permissions import Permission, Side
from commonweal.domain.tier_two import (
    MAY_BE_SHAPED,
    TIER_TWO_STATUSES,
    TierTwoStatus,
    check_part,
    check_reason,
    check_tier_two,
)
from commonweal.lifecycle.contracts.events import ContractEvent as Event
from commonweal.lifecycle.contracts.models import (
    Commitment,
    Contract,
    TierTwoPart,
    TierTwoRemoval,
    TierTwoSupplier,
)
from commonweal.organisations.models import Organisation
from commonweal.outbox import actions as outbox
from commonweal.records.work import change, check_revision, locked, transaction


def name_tier_two(
    contract: Contract, *, name: str, identifier: str = "", work: str, by: Actor, now: dt.datetime
) -> TierTwoSupplier:
    """Name one that delivers a part of a contract in force. Its supplier's delivery lead does."""
    check_may_name(contract, by)
    check_tier_two(name=name, identifier=identifier, work=work)
    with transaction(by=by, at=now) as unit:
        locked(contract)
        same = contract.tier_two.exclude(status=TierTwoStatus.ENDED).filter(name__iexact=name.strip())
        if same.exists():
            raise Invalid("consortium.name_twice", field="name", name=name.strip())
        row = TierTwoSupplier(
            contract=contract,
            number=contract.tier_two.count() + 1,
            name=name.strip(),
            identifier=identifier.strip(),
            work=work.strip(),
        )
        row.save()
        unit.record(Event.TIER_TWO_NAMED, contract, tier_two=row.external_id)
    return row


def set_part(
    row: TierTwoSupplier,
    commitment: Commitment,
    *,
    quantity: int | None,
    part: str,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> TierTwoPart:
    """Say what it delivers of one commitment, until it is asked. What it is asked to accept stays as it is.

    Raises:
        Invalid, Refused: as `domain.tier_two.check_part`. Refused: it was invited already. Stale: as everywhere.
    """
    check_may_name(row.contract, by)
    check_revision(row, revision)
    if TierTwoStatus(row.status) not in MAY_BE_SHAPED:
        raise Refused("tier_two.already_asked")
    if commitment.contract_id != row.contract_id:
        raise Invalid("tier_two.commitment_of_another", field="commitment")
    with transaction(by=by, at=now) as work:
        # A lock on the contract: two who divide one commitment at once cannot give away more than there is.
        locked(row.contract)
        change(row, revision=revision)
        found = row.parts.filter(commitment=commitment).first()
        others = commitment.tier_two_parts.exclude(tier_two__status=TierTwoStatus.ENDED)
        check_part(
            kind=CommitmentKind(commitment.kind),
            owed_by=OwedBy(commitment.owed_by),
            aggregation=Aggregation(commitment.aggregation),
            promised=commitment.quantity,
            others=sum(each.quantity or 0 for each in others.exclude(tier_two=row)),
            quantity=quantity,
            part=part,
            unit=commitment.unit,
        )
        if found is None:
            found = TierTwoPart(tier_two=row, commitment=commitment, quantity=quantity, part=part.strip())
            found.save()
        else:
            change(found, quantity=quantity, part=part.strip())
        work.record(
            Event.TIER_TWO_PART_SET,
            row.contract,
            tier_two=row.external_id,
            commitment=commitment.external_id,
            quantity=quantity,
        )
    return found


def remove_part(
    part: TierTwoPart, *, reason: str, by: Actor, now: dt.datetime, revision: int | None = None
) -> TierTwoRemoval:
    """Take out a part that it does not deliver, until it is asked. What it was and why stays with the contract.

    Args:
        revision: of the tier-two supplier, as the person read it.

    Raises:
        NotPermitted, Refused: as `set_part`. Invalid: no reason. Stale: as everywhere.
    """
    row = part.tier_two
    check_may_name(row.contract, by)
    check_revision(row, revision)
    if TierTwoStatus(row.status) not in MAY_BE_SHAPED:
        raise Refused("tier_two.already_asked")
    check_reason(reason)
    with transaction(by=by, at=now) as work:
        locked(row.contract)
        change(row, revision=revision)
        found = row.parts.filter(pk=part.pk).select_related("commitment").first()
        if found is None:
            raise Refused("tier_two.part_gone")
        removal = TierTwoRemoval(
            tier_two=row,
            commitment=found.commitment,
            quantity=found.quantity,
            part=found.part,
            reason=reason.strip(),
            removed_by_id=by.person_id,
        )
        removal.save()
        work.record(
            Event.TIER_TWO_PART_REMOVED,
            row.contract,
            tier_two=row.external_id,
            commitment=found.commitment.external_id,
            quantity=found.quantity,
        )
        found.delete()
    return removal


def invite_tier_two(
    row: TierTwoSupplier, supplier: Organisation, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> TierTwoSupplier:
    """Ask an organisation to deliver its part and to report on it. It sees the parts it is asked for and nothing else."""
    contract = row.contract
    check_may_name(contract, by)
    check_revision(row, revision)
    TIER_TWO_STATUSES.check(TierTwoStatus(row.status), TierTwoStatus.INVITED)
    if supplier.side != Side.SUPPLIER or supplier.pk == contract.supplier_id:
        raise Invalid("tier_two.not_a_supplier", field="who")
    if not row.parts.exists():
        raise Refused("tier_two.no_part")
    with transaction(by=by, at=now) as work:
        locked(contract)
        asked = contract.tier_two.filter(
            supplier=supplier, status__in=(TierTwoStatus.INVITED, TierTwoStatus.ACCEPTED)
        )
        if asked.exists():
            raise Invalid("tier_two.asked_already", field="who")
        change(
            row,
            revision=revision,
            status=TierTwoStatus.INVITED,
            supplier=supplier,
            reason="",
            invited_at=now,
            invited_by=by.person,
            answered_at=None,
            answered_by="",
        )
        work.record(Event.TIER_TWO_INVITED, contract, tier_two=row.external_id, supplier=supplier.external_id)
        outbox.send("tier_two.invited", tier_two=row.external_id)
    return row


def answer_tier_two(
    row: TierTwoSupplier,
    *,
    accepts: bool,
    reason: str = "",
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> TierTwoSupplier:
    """Accept the part while the contract is in force, or decline it with a reason, for the organisation that was asked."""
    by.must(Permission.REPORT_WRITE)
    if by.side is not Side.SUPPLIER or by.organisation_id != row.supplier_id:
        raise NotPermitted("tier_two.not_asked")
    check_revision(row, revision)
    new = TierTwoStatus.ACCEPTED if accepts else TierTwoStatus.DECLINED
    TIER_TWO_STATUSES.check(TierTwoStatus(row.status), new)
    if not accepts:
        check_reason(reason)
    with transaction(by=by, at=now) as work:
        contract = _hold(row, new, revision)
        if accepts and contract.status != ContractStatus.IN_FORCE:
            raise Refused("tier_two.contract_not_in_force")
        change(
            row, revision=revision, status=new, reason=reason.strip(), answered_at=now, answered_by=by.person
        )
        event = Event.TIER_TWO_ACCEPTED if accepts else Event.TIER_TWO_DECLINED
        work.record(event, row.contract, tier_two=row.external_id)
    return row


def end_tier_two(
    row: TierTwoSupplier, *, reason: str, by: Actor, now: dt.datetime, revision: int | None = None
) -> TierTwoSupplier:
    """End it, for either of the two. What was reported stays and counts; nothing more is reported."""
    by.must(Permission.REPORT_WRITE)
    if by.side is not Side.SUPPLIER or by.organisation_id not in (row.supplier_id, row.contract.supplier_id):
        raise NotPermitted("tier_two.not_a_side")
    check_revision(row, revision)
    TIER_TWO_STATUSES.check(TierTwoStatus(row.status), TierTwoStatus.ENDED)
    check_reason(reason)
    with transaction(by=by, at=now) as work:
        _hold(row, TierTwoStatus.ENDED, revision)
        # One that ended and was answered is one that delivered: a part that was declined was never its to report.
        declined = row.status == TierTwoStatus.DECLINED
        change(
            row,
            revision=revision,
            status=TierTwoStatus.ENDED,
            answered_at=None if declined else row.answered_at,
            answered_by="" if declined else row.answered_by,
            reason=reason.strip(),
            ended_at=now,
            ended_by=by.person,
        )
        work.record(Event.TIER_TWO_ENDED, row.contract, tier_two=row.external_id)
    return row


def _hold(row: TierTwoSupplier, new: TierTwoStatus, revision: int | None) -> Contract:
    """Lock its contract and then it, and look again; the contract. Whoever reports for it waits, and is told."""
    contract: Contract = locked(row.contract)
    stands = locked(row)
    check_revision(stands, revision)
    TIER_TWO_STATUSES.check(TierTwoStatus(stands.status), new)
    return contract


def check_may_name(contract: Contract, by: Actor) -> None:
    """Raise unless the actor reports for the supplier of a contract in force."""
    by.must(Permission.REPORT_WRITE)
    if by.side is not Side.SUPPLIER or by.organisation_id != contract.supplier_id:
        raise NotPermitted("tier_two.not_the_supplier")
    if contract.is_published_report:
        raise Refused("contract.published_is_as_printed")
    if contract.status != ContractStatus.IN_FORCE:
        raise Refused("tier_two.contract_not_in_force")


def carry_tier_two(contract: Contract) -> None:
    """Name every subcontractor whom the tender named to deliver a part, with its parts as the tender said them.

    A member of the consortium is none: it tendered with the supplier, which reports for all its members.
    """
    tender = contract.tender
    rows_of_tender = tender.parties.filter(role=PartyRole.SUBCONTRACTOR) if tender else ()
    parties = {each.pk: each for each in rows_of_tender}
    rows: dict[str, TierTwoSupplier] = {}

    def row_of(name: str, identifier: str, said: str, party_id: int | None) -> TierTwoSupplier:
        key = " ".join(name.casefold().split())
        if key not in rows:
            rows[key] = TierTwoSupplier(
                contract=contract,
                number=len(rows) + 1,
                name=name,
                identifier=identifier,
                work=said,
                party_id=party_id,
            )
            rows[key].save()
        return rows[key]

    for commitment in contract.commitments.filter(offered__isnull=False).order_by("position"):
        if commitment.aggregation == Aggregation.LATEST:
            continue
        if commitment.owed_by == OwedBy.SUBCONTRACTOR:
            row = row_of(commitment.owed_by_name, "", commitment.title, None)
            _carry(row, commitment, commitment.quantity, "" if commitment.quantity else commitment.title)
            continue
        for each in commitment.offered.deliveries.filter(party_id__in=parties).order_by("position"):
            party = parties[each.party_id]
            row = row_of(party.name, party.identifier, party.work, party.pk)
            _carry(row, commitment, each.amount, each.part)


def _carry(row: TierTwoSupplier, commitment: Commitment, quantity: int | None, part: str) -> None:
    TierTwoPart(tier_two=row, commitment=commitment, quantity=quantity or None, part=part).save()
