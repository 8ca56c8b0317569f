"""Proposing other price or term, answering, and putting it into force once both sides have approved."""

import datetime as dt
from typing import Any

from commonweal.domain.actors import SYSTEM, Actor
from commonweal.domain.changes import (
    CHANGE_STATUSES,
    STILL_OPEN,
    Answer,
    Approver,
    ChangeStatus,
    check_approval,
    outcome,
)
from commonweal.domain.contract_changes import APPROVERS, Deal, check_deal
from commonweal.domain.contracts import ContractStatus
from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.contracts import deals
from commonweal.lifecycle.contracts.actions.changes import Said
from commonweal.lifecycle.contracts.actions.kpis import follow_the_term
from commonweal.lifecycle.contracts.changes import has_colleague_who_may
from commonweal.lifecycle.contracts.events import ContractEvent as Event
from commonweal.lifecycle.contracts.models import Contract, ContractChange, ContractChangeAnswer
from commonweal.records.work import Work, change, check_revision, locked, transaction
from commonweal.reference.modification_grounds import grounds_under


def propose_contract_change(
    contract: Contract,
    after: Deal,
    *,
    reason: str,
    takes_effect_on: dt.date,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> ContractChange:
    """Propose another price or term for a contract in force. The supplier's own proposal counts as its approval."""
    role = check_may_change(contract, by)
    check_revision(contract, revision)
    before = deals.deal_of(contract)
    check_deal(before, after, reason=reason, last_promise_on=deals.last_promise_on(contract))
    with transaction(by=by, at=now) as work:
        locked(contract)
        if contract.changes.filter(status__in=STILL_OPEN).exists():
            raise Refused("deal.another_is_open")
        row = ContractChange(
            contract=contract,
            number=contract.changes.count() + 1,
            reason=reason.strip(),
            takes_effect_on=takes_effect_on,
            proposed_by_id=by.person_id,
            proposed_for_id=by.organisation_id,
            **_columns("old", before),
            **_columns("new", after),
        )
        row.save()
        work.record(Event.DEAL_PROPOSED, contract, change=row.external_id, number=row.number)
        if role is Approver.DELIVERY_LEAD:
            _say(row, role, Said(Answer.APPROVE), work)
    return row


def answer_contract_change(
    row: ContractChange, said: Said, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> ContractChange:
    """Approve, refuse, ask or reply, for the actor's side. After the last approval it is in force from its day on, as
    `answer_change` says.

    Raises:
        NotPermitted: the actor answers for neither side. Refused: it is settled, not permitted on the grounds named, or the
            actor proposed it for the authority and a colleague could approve it.
    """
    role = deals.role_of(row.contract, by)
    if role is None:
        raise NotPermitted("change.not_your_approval")
    check_revision(row, revision)
    CHANGE_STATUSES.check(ChangeStatus(row.status), ChangeStatus.AGREED)
    if said.answer is Answer.REPLY and Answer.QUESTION not in deals.latest_answers(row).values():
        raise Invalid("deal.nothing_asked", field="answer")
    known = {ground.id: ground for ground in grounds_under(deals.regime_of(row.contract))}
    if unknown := [each for each in said.grounds if each not in known]:
        raise Invalid("change.ground_unknown", field="grounds", ground=unknown[0])
    check_approval(
        answer=said.answer,
        words=said.words,
        is_equivalent=True,
        for_authority=role is Approver.CONTRACT_MANAGER,
        shifts_balance=said.shifts_balance,
        grounds=[known[each] for each in said.grounds],
        needs_ground=bool(known),
        passed={each.id for each in deals.grounds_passed(row)},
    )
    is_own = role is Approver.CONTRACT_MANAGER and row.proposed_by_id == by.person_id
    if said.answer is Answer.APPROVE and is_own and has_colleague_who_may(by, Permission.CONTRACT_EDIT):
        raise Refused("change.another_person_approves", field="answer")
    with transaction(by=by, at=now) as work:
        _check_in_force(locked(row.contract))
        change(row, revision=revision)
        _say(row, role, said, work)
        _settle(row, work)
    return row


def withdraw_contract_change(
    row: ContractChange, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> ContractChange:
    """Take a proposal back; only the side that made it can."""
    if row.proposed_for_id != by.organisation_id or deals.role_of(row.contract, by) is None:
        raise NotPermitted("change.not_your_proposal")
    check_revision(row, revision)
    CHANGE_STATUSES.check(ChangeStatus(row.status), ChangeStatus.WITHDRAWN)
    with transaction(by=by, at=now) as work:
        change(row, revision=revision, status=ChangeStatus.WITHDRAWN, settled_at=now, settled_by=by.person)
        work.record(Event.DEAL_WITHDRAWN, row.contract, change=row.external_id)
    return row


def check_may_change(contract: Contract, by: Actor) -> Approver:
    """The role in which the actor proposes. Raises unless they may, and the contract is in force."""
    role = deals.role_of(contract, by)
    if role is None:
        raise NotPermitted("change.not_a_party")
    if contract.is_published_report:
        raise Refused("contract.published_is_as_printed")
    _check_in_force(contract)
    return role


def _check_in_force(contract: Contract) -> None:
    if contract.status != ContractStatus.IN_FORCE:
        raise Refused("deal.not_in_force")


def _columns(side: str, deal: Deal) -> dict[str, Any]:
    names = ("value_ex_vat_pence", "value_pence", "starts_on", "ends_on")
    return {f"{side}_{name}": getattr(deal, name) for name in names}


def _say(row: ContractChange, role: Approver, said: Said, work: Work) -> None:
    ContractChangeAnswer(
        change=row,
        approver=role,
        answer=said.answer,
        words=said.words.strip(),
        shifts_balance=said.shifts_balance,
        grounds=list(said.grounds),
        answered_by_id=work.by.person_id,
    ).save()
    work.record(
        Event.DEAL_ANSWERED,
        row.contract,
        change=row.external_id,
        approver=role.value,
        answer=said.answer.value,
    )


def _settle(row: ContractChange, work: Work) -> None:
    """Refuse it, or agree it, once the answers say so; from its day on it is in force."""
    fresh = ContractChange.objects.for_either_side(work.by).get(pk=row.pk)
    status = outcome(APPROVERS, deals.latest_answers(fresh))
    if status is ChangeStatus.PROPOSED:
        return
    if status is ChangeStatus.AGREED:
        _check_leaves_nothing_behind(row)
    change(row, status=status, settled_at=work.at, settled_by=work.by.person)
    if status is ChangeStatus.REFUSED:
        work.record(Event.DEAL_REFUSED, row.contract, change=row.external_id)
        return
    work.record(Event.DEAL_AGREED, row.contract, change=row.external_id, number=row.number)
    if row.takes_effect_on <= london_day(work.at):
        _put_into_force(row, work)


def contract_change_comes_into_force(
    row: ContractChange, *, now: dt.datetime, by: Actor = SYSTEM
) -> ContractChange:
    """Put an agreed price or term into force on its day, or let it lapse, as `come_into_force`."""
    with transaction(by=by, at=now) as work:
        contract = locked(row.contract)
        found: ContractChange = locked(row)
        if found.status == ChangeStatus.AGREED:
            try:
                _check_in_force(contract)
                _put_into_force(found, work)
            except Refused as why:
                lapse_contract_change(found, work, because=why.code)
    return found


def lapse_contract_change(row: ContractChange, work: Work, *, because: str) -> None:
    """Record that nothing comes of a proposal that is still open, and why, as an error's code. Inside an open unit of work."""
    CHANGE_STATUSES.check(ChangeStatus(row.status), ChangeStatus.LAPSED)
    change(
        row,
        status=ChangeStatus.LAPSED,
        settled_at=work.at,
        settled_by=work.by.person,
        lapsed_because=because,
    )
    work.record(Event.DEAL_LAPSED, row.contract, change=row.external_id, because=because)


def _check_leaves_nothing_behind(row: ContractChange) -> None:
    """Raise `Refused` where a promise has come meanwhile that reaches beyond the end proposed."""
    last = deals.last_promise_on(row.contract)
    try:
        check_deal(deals.before(row), deals.after(row), reason=row.reason, last_promise_on=last)
    except Invalid as why:
        raise Refused("deal.promise_beyond_end") from why


def _put_into_force(row: ContractChange, work: Work) -> None:
    """The contract says the new price and term from now on; what stood stays in the change."""
    contract, after = locked(row.contract), deals.after(row)
    if deals.deal_of(contract) != deals.before(row):
        raise Refused("deal.moved_on")
    _check_leaves_nothing_behind(row)
    change(
        contract,
        value_ex_vat_pence=after.value_ex_vat_pence,
        value_pence=after.value_pence,
        starts_on=after.starts_on,
        ends_on=after.ends_on,
    )
    follow_the_term(contract)
    change(row, status=ChangeStatus.IN_FORCE)
    work.record(Event.DEAL_IN_FORCE, row.contract, change=row.external_id, number=row.number)
