"""Proposing a change of a commitment, answering it, and putting it into force once everybody needed has approved."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from commonweal.domain.actors import SYSTEM, Actor
from commonweal.domain.changes import (
    CHANGE_STATUSES,
    STILL_OPEN,
    Answer,
    Approver,
    ChangeStatus,
    Terms,
    check_approval,
    check_overlaps,
    check_proposal,
    outcome,
    whole,
)
from commonweal.domain.contracts import ContractStatus
from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.metrics import Aggregation
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Side
from commonweal.lifecycle.contracts import changes, deals, fitting
from commonweal.lifecycle.contracts.events import ContractEvent as Event
from commonweal.lifecycle.contracts.models import (
    ChangeAnswer,
    Commitment,
    CommitmentChange,
    CommitmentMilestone,
    CommitmentPeriod,
    Contract,
)
from commonweal.lifecycle.strategy.models import Place
from commonweal.records.work import Work, change, check_revision, locked, transaction
from commonweal.reference.modification_grounds import grounds_under, shipped_modification_grounds


@dataclass(frozen=True)
class Proposal:
    """What is proposed. `equivalence` by the question's id: yes or no, and how it is shown."""

    after: Terms
    reason: str
    equivalence: Mapping[str, tuple[bool, str]]
    takes_effect_on: dt.date
    reaches_others: bool = False


@dataclass(frozen=True)
class Said:
    """What an approver says. `grounds` are ids of the shipped list; they and `shifts_balance` are the authority's."""

    answer: Answer
    words: str = ""
    shifts_balance: bool | None = None
    grounds: tuple[str, ...] = ()


def propose_change(
    commitment: Commitment, proposal: Proposal, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> CommitmentChange:
    """Propose other means for a commitment of a contract in force. The supplier's own proposal counts as its approval.

    Raises:
        NotPermitted: the actor does not act for one of the parties in that role. Refused: the contract is not in force,
            another proposal is open, a period that is to change was reported on, or it would leave standing what counts in
            its figures (`fitting.check_fits`). Invalid: something is not said, or what is added is promised already.
    """
    check_may_propose(commitment, by)
    check_revision(commitment, revision)
    before, after = changes.terms_of(commitment), whole(proposal.after, Aggregation(commitment.aggregation))
    if after.place != before.place:
        after = replace(after, place=changes.place_code(commitment.contract, after.place))
    term = deals.term_to_promise_in(commitment.contract)
    check_proposal(before, after, reason=proposal.reason, equivalence=proposal.equivalence, contract=term)
    check_overlaps(before, fitting.placed(commitment, before, after))
    with transaction(by=by, at=now) as work:
        commitment = locked(commitment)
        if commitment.changes.filter(status__in=STILL_OPEN).exists():
            raise Refused("change.another_is_open")
        fitting.check_fits(commitment, before, after)
        row = CommitmentChange(
            commitment=commitment,
            number=commitment.changes.count() + 1,
            before=changes.stored_terms(before),
            after=changes.stored_terms(after),
            reason=proposal.reason.strip(),
            equivalence={id_: [yes, shown.strip()] for id_, (yes, shown) in proposal.equivalence.items()},
            reaches_others=proposal.reaches_others,
            takes_effect_on=proposal.takes_effect_on,
            proposed_by_id=by.person_id,
            proposed_for_id=by.organisation_id,
        )
        row.save()
        work.record(Event.CHANGE_PROPOSED, commitment, change=row.external_id, number=row.number)
        if by.side is Side.SUPPLIER and row_is_equivalent(row):
            _say(row, Approver.DELIVERY_LEAD, Said(Answer.APPROVE), by, work)
    return row


def check_may_propose(commitment: Commitment, by: Actor) -> None:
    """Raise unless the actor may propose a change of this commitment now."""
    if not changes.may_propose(commitment, by):
        raise NotPermitted("change.not_a_party")
    if commitment.contract.is_published_report:
        raise Refused("contract.published_is_as_printed")
    _check_in_force(commitment.contract)


def _check_in_force(contract: Contract) -> None:
    if contract.status != ContractStatus.IN_FORCE:
        raise Refused("change.not_in_force")


def answer_change(
    row: CommitmentChange,
    approver: Approver,
    said: Said,
    *,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> CommitmentChange:
    """Approve, refuse or ask, in one of the roles whose approval is needed. After the last approval it is in force from its
    day on: at once, where that has come, else when the clock comes to it (`come_into_force`).

    Raises:
        NotPermitted: the actor does not have that role. Refused: it is settled, not equivalent, or not permitted on the
            grounds named; or the actor proposed it, or approved it in another role, and a colleague could. Stale: somebody else
            answered since `revision` was read.
    """
    if said.answer is not Answer.REPLY and approver not in changes.roles_of(row, by):
        raise NotPermitted("change.not_your_approval")
    check_revision(row, revision)
    CHANGE_STATUSES.check(ChangeStatus(row.status), ChangeStatus.AGREED)
    known = {ground.id: ground for ground in grounds_under(deals.regime_of(row.commitment.contract))}
    if unknown := [each for each in said.grounds if each not in known]:
        raise Invalid("change.ground_unknown", field="grounds", ground=unknown[0])
    check_approval(
        answer=said.answer,
        words=said.words,
        is_equivalent=row_is_equivalent(row),
        for_authority=approver is Approver.CONTRACT_MANAGER,
        shifts_balance=said.shifts_balance,
        grounds=[known[each] for each in said.grounds],
        needs_ground=bool(known),
    )
    if said.answer is Answer.APPROVE and changes.is_for_another(row, approver, by):
        raise Refused("change.another_person_approves", field="answer")
    with transaction(by=by, at=now) as work:
        _check_in_force(locked(row.commitment.contract))
        change(row, revision=revision)
        _say(row, approver, said, by, work)
        _settle(row, by, work)
    return row


def withdraw_change(
    row: CommitmentChange, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> CommitmentChange:
    """Take a proposal back; only the side that made it can."""
    if row.proposed_for_id != by.organisation_id or not changes.may_propose(row.commitment, by):
        raise NotPermitted("change.not_your_proposal")
    check_revision(row, revision)
    CHANGE_STATUSES.check(ChangeStatus(row.status), ChangeStatus.WITHDRAWN)
    with transaction(by=by, at=now) as work:
        change(row, revision=revision, status=ChangeStatus.WITHDRAWN, settled_at=now, settled_by=by.person)
        work.record(Event.CHANGE_WITHDRAWN, row.commitment, change=row.external_id)
    return row


def row_is_equivalent(row: CommitmentChange) -> bool:
    """True when every question of the equivalence test is answered yes."""
    return all(yes for yes, _shown in row.equivalence.values())


def _say(row: CommitmentChange, approver: Approver, said: Said, by: Actor, work: Work) -> None:
    ChangeAnswer(
        change=row,
        approver=approver,
        answer=said.answer,
        words=said.words.strip(),
        shifts_balance=said.shifts_balance,
        grounds=list(said.grounds),
        answered_by_id=by.person_id,
    ).save()
    work.record(
        Event.CHANGE_ANSWERED,
        row.commitment,
        change=row.external_id,
        approver=approver.value,
        answer=said.answer.value,
    )


def _settle(row: CommitmentChange, by: Actor, work: Work) -> None:
    """Refuse it, or agree it, once the answers say so; from its day on it is in force."""
    fresh = CommitmentChange.objects.for_either_side(by).get(pk=row.pk)
    status = outcome(changes.needs(row), changes.latest_answers(fresh))
    if status is ChangeStatus.PROPOSED:
        return
    if status is ChangeStatus.AGREED:
        fitting.check_within_term(row)
    change(row, status=status, settled_at=work.at, settled_by=by.person)
    if status is ChangeStatus.REFUSED:
        work.record(Event.CHANGE_REFUSED, row.commitment, change=row.external_id)
        return
    work.record(Event.CHANGE_AGREED, row.commitment, change=row.external_id, number=row.number)
    if row.takes_effect_on <= london_day(work.at):
        _put_into_force(row, work)


def come_into_force(row: CommitmentChange, *, now: dt.datetime, by: Actor = SYSTEM) -> CommitmentChange:
    """Put an agreed change into force on its day. Where it cannot be any more - somebody has reported on what it changes,
    or the commitment is not as it was - it lapses, and nothing changes. One that is settled already stays as it is."""
    with transaction(by=by, at=now) as work:
        # A lock on the contract first: it does not end meanwhile.
        contract = locked(row.commitment.contract)
        found: CommitmentChange = locked(row)
        if found.status == ChangeStatus.AGREED:
            try:
                _check_in_force(contract)
                _put_into_force(found, work)
            except Refused as why:
                lapse(found, work, because=why.code)
    return found


def lapse(row: CommitmentChange, work: Work, *, because: str) -> None:
    """Record that nothing comes of a change that is still open, and why, as an error's code. Inside an open unit of work."""
    CHANGE_STATUSES.check(ChangeStatus(row.status), ChangeStatus.LAPSED)
    change(
        row,
        status=ChangeStatus.LAPSED,
        settled_at=work.at,
        settled_by=work.by.person,
        lapsed_because=because,
    )
    work.record(Event.CHANGE_LAPSED, row.commitment, change=row.external_id, because=because)


def _put_into_force(row: CommitmentChange, work: Work) -> None:
    """The register says the new promise from now on; the earlier one stays in the change."""
    before, after = changes.read_terms(row.before), changes.read_terms(row.after)
    commitment = locked(row.commitment)
    if changes.terms_of(commitment) != before:
        raise Refused("change.commitment_moved_on")
    fitting.check_within_term(row)
    fitting.check_fits(commitment, before, after)
    place = None
    if after.place:
        place = next(iter(changes.places_named(commitment.contract, after.place)), None)
    _move_periods(commitment, place)
    change(
        commitment,
        title=after.title,
        words=after.words,
        unit=after.unit,
        quantity=after.quantity,
        rate_per_pence=after.rate_per_pence,
        place=place,
    )
    _change_periods(commitment, after)
    _change_steps(commitment, after)
    if after.unit != before.unit:
        _carry_unit(commitment, work)
    change(row, status=ChangeStatus.IN_FORCE)
    work.record(Event.CHANGE_IN_FORCE, row.commitment, change=row.external_id, number=row.number)


def _move_periods(commitment: Commitment, place: Place | None) -> None:
    """What is owed where the commitment was, and nobody has reported on, is owed where it goes."""
    if place is None or place.pk == commitment.place_id:
        return
    for period in commitment.periods.filter(place_id=commitment.place_id, reports__isnull=True):
        change(period, place=place)


def _carry_unit(commitment: Commitment, work: Work) -> None:
    """Its KPIs, which are held against the promise itself, count in the new unit."""
    for kpi in commitment.kpis.filter(withdrawn_at__isnull=True):
        change(kpi, unit=commitment.unit)
        work.record(Event.KPI_CHANGED, kpi)


def _change_periods(commitment: Commitment, after: Terms) -> None:
    stored = {each.external_id: each for each in commitment.periods.all()}
    for each in after.periods:
        known = stored.pop(each.id, None)
        if known is None:
            CommitmentPeriod(
                commitment=commitment,
                start_on=each.start_on,
                end_on=each.end_on,
                quantity=each.quantity,
                place=commitment.place,
            ).save()
        elif (known.start_on, known.end_on, known.quantity) != (each.start_on, each.end_on, each.quantity):
            change(known, start_on=each.start_on, end_on=each.end_on, quantity=each.quantity)
    for left in stored.values():
        left.delete()


def _change_steps(commitment: Commitment, after: Terms) -> None:
    stored: dict[str, CommitmentMilestone] = {each.external_id: each for each in commitment.milestones.all()}
    for each in after.steps:
        known = stored[each.id]
        if (known.title, known.due_on) != (each.title, each.due_on):
            change(known, title=each.title, due_on=each.due_on)


def known_grounds(ids: Iterable[str]) -> list[str]:
    """The titles of grounds by their ids, as the shipped list words them now."""
    known = {ground.id: ground.title for ground in shipped_modification_grounds()}
    return [known.get(each, each) for each in ids]
