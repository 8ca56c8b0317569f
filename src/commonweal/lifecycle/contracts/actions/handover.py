"""Handing a contract over: beginning, confirming line by line, reviews, sending it, and the contract manager's answer."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.contracts import ContractStatus
from commonweal.domain.errors import NotPermitted, Refused
from commonweal.domain.handover import (
    EDITABLE,
    HANDOVER_STATUSES,
    HandoverStatus,
    check_answer,
    check_line,
    check_may_send,
    check_reviews,
)
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.contracts.events import ContractEvent as Event
from commonweal.lifecycle.contracts.handovers import facts_of, may_answer
from commonweal.lifecycle.contracts.models import Commitment, Contract, Handover, HandoverLine, HandoverMove
from commonweal.records.work import Work, change, check_revision, locked, transaction

_OPEN = (ContractStatus.PREPARED, ContractStatus.IN_FORCE)


@dataclass(frozen=True)
class LineFacts:
    """What is confirmed about one commitment. `baseline` in thousandths of its unit."""

    evidence_rule: str
    baseline: int | None = None
    baseline_words: str = ""


def begin_handover(contract: Contract, *, by: Actor, now: dt.datetime) -> Handover:
    """Begin to hand over a contract that is prepared or in force."""
    by.must(Permission.CONTRACT_EDIT)
    if contract.is_published_report:
        raise Refused("contract.published_is_as_printed")
    if contract.status not in _OPEN:
        raise Refused("handover.contract_is_over")
    with transaction(by=by, at=now) as work:
        locked(contract)
        if Handover.objects.for_authority(by).filter(contract=contract).exists():
            raise Refused("handover.begun_already")
        handover = Handover(contract=contract)
        handover.save()
        work.record(Event.HANDOVER_BEGUN, contract, handover=handover.external_id)
    return handover


def confirm_line(
    handover: Handover,
    commitment: Commitment,
    facts: LineFacts,
    *,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> HandoverLine:
    """Confirm one commitment's starting point and what will count as evidence. Confirming again replaces it.

    Args:
        revision: of the handover, as the person read it.
    """
    _check_editable(handover, by)
    check_line(
        CommitmentKind(commitment.kind),
        baseline=facts.baseline,
        baseline_words=facts.baseline_words,
        evidence_rule=facts.evidence_rule,
    )
    with transaction(by=by, at=now) as work:
        change(handover, revision=revision)
        line = put_line(handover, commitment, facts, work)
        work.record(Event.HANDOVER_CONFIRMED, handover.contract, commitment=commitment.external_id)
    return line


def confirm_lines(
    handover: Handover,
    facts: dict[int, LineFacts],
    *,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> int:
    """Confirm every commitment that nobody has confirmed yet; `facts` by the commitment's key. Returns how many."""
    _check_editable(handover, by)
    with transaction(by=by, at=now) as work:
        change(handover, revision=revision)
        done = set(handover.lines.values_list("commitment_id", flat=True))
        still_open = [each for each in handover.contract.commitments.all() if each.pk not in done]
        for commitment in still_open:
            put_line(handover, commitment, facts[commitment.pk], work)
        work.record(Event.HANDOVER_CONFIRMED, handover.contract, lines=len(still_open))
    return len(still_open)


def set_reviews(
    handover: Handover,
    *,
    every_months: int,
    first_on: dt.date,
    words: str,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> Handover:
    """Say how often both sides review the contract together, and what else the next person should know."""
    _check_editable(handover, by)
    contract = handover.contract
    check_reviews(every_months, first_on, contract.starts_on, contract.ends_on)
    with transaction(by=by, at=now) as work:
        change(
            handover,
            revision=revision,
            every_months=every_months,
            first_review_on=first_on,
            words=words.strip(),
        )
        work.record(Event.HANDOVER_REVIEWS_SET, contract, every_months=every_months)
    return handover


def send_handover(
    handover: Handover, *, words: str = "", by: Actor, now: dt.datetime, revision: int | None = None
) -> Handover:
    """Send it to the contract manager. Raises `Refused` while anything is missing."""
    by.must(Permission.CONTRACT_EDIT)
    check_revision(handover, revision)
    check_may_send(facts_of(handover))
    with transaction(by=by, at=now) as work:
        _move(
            handover,
            HandoverStatus.SENT,
            work,
            words=words,
            revision=revision,
            sent_at=now,
            sent_by=by.person,
        )
        work.record(Event.HANDOVER_SENT, handover.contract)
    return handover


def answer_handover(
    handover: Handover,
    *,
    is_accepted: bool,
    words: str = "",
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> Handover:
    """The contract manager takes the contract over, or sends it back with what is needed. Where the person named has left,
    whoever takes it over looks after it from then on.

    Raises:
        NotPermitted: the actor is not the person named for the authority. Refused: the actor sent it, or it is not sent.
    """
    check_may_answer(handover, by)
    check_revision(handover, revision)
    check_answer(is_accepted=is_accepted, words=words, answers=by.person, sent_by=handover.sent_by)
    new = HandoverStatus.ACCEPTED if is_accepted else HandoverStatus.SENT_BACK
    with transaction(by=by, at=now) as work:
        _move(handover, new, work, words=words, revision=revision)
        if is_accepted and handover.contract.authority_lead_id != by.person_id:
            change(handover.contract, authority_lead_id=by.person_id)
            supplier_lead = handover.contract.supplier_lead
            ids = {"authority_lead": by.person, "supplier_lead": getattr(supplier_lead, "external_id", None)}
            work.record(Event.LEADS_NAMED, handover.contract, **ids)
        work.record(Event.HANDOVER_ACCEPTED if is_accepted else Event.HANDOVER_SENT_BACK, handover.contract)
    return handover


def check_may_answer(handover: Handover, by: Actor) -> None:
    """Raise `NotPermitted` unless the actor looks after the contract for the authority, or whoever did has left."""
    by.must(Permission.CONTRACT_EDIT)
    if not may_answer(handover, by):
        raise NotPermitted("handover.not_the_lead")


def _move(
    handover: Handover,
    new: HandoverStatus,
    work: Work,
    *,
    words: str,
    revision: int | None,
    **facts: Any,
) -> None:
    old = HandoverStatus(handover.status)
    HANDOVER_STATUSES.check(old, new)
    change(handover, revision=revision, status=new, **facts)
    HandoverMove(
        handover=handover,
        old=old.value,
        new=new,
        words=words.strip(),
        moved_at=work.at,
        moved_by=work.by.person,
    ).save()


def put_line(handover: Handover, commitment: Commitment, facts: LineFacts, work: Work) -> HandoverLine:
    """Store what is confirmed of one commitment, inside an open unit of work. Whoever calls has checked it."""
    line = handover.lines.filter(commitment=commitment).first() or HandoverLine(
        handover=handover, commitment=commitment
    )
    line.baseline, line.baseline_words = facts.baseline, facts.baseline_words.strip()
    line.evidence_rule = facts.evidence_rule.strip()
    line.confirmed_at, line.confirmed_by = work.at, work.by.person
    line.save()
    return line


def _check_editable(handover: Handover, by: Actor) -> None:
    by.must(Permission.CONTRACT_EDIT)
    if handover.status not in EDITABLE:
        raise Refused("handover.not_editable")
