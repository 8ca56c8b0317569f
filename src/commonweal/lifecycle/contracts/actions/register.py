"""Editing a register: what may be said of many commitments without changing a promise, and new promises of the authority's."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.commitments import CommitmentKind, OwedBy
from commonweal.domain.contracts import ContractStatus
from commonweal.domain.errors import NotFound, NotPermitted, Refused
from commonweal.domain.handover import EDITABLE, HandoverStatus, check_line
from commonweal.domain.permissions import Permission
from commonweal.domain.register_sheets import check_due, check_new
from commonweal.lifecycle.contracts.actions.handover import LineFacts, put_line
from commonweal.lifecycle.contracts.actions.looking_after import check_member
from commonweal.lifecycle.contracts.events import ContractEvent as Event
from commonweal.lifecycle.contracts.handovers import handover_of
from commonweal.lifecycle.contracts.models import Commitment, Contract, Handover
from commonweal.lifecycle.strategy.models import Place
from commonweal.organisations.models import Person
from commonweal.records.work import Work, change, locked, transaction


@dataclass(frozen=True)
class Edit:
    """How one commitment is to stand. `evidence` None leaves what counts as evidence as it is."""

    commitment: Commitment
    revision: int
    due_on: dt.date | None
    note: str
    authority_lead: Person | None
    supplier_lead: Person | None
    evidence: str | None = None


@dataclass(frozen=True)
class OwnPromise:
    """A new promise of the authority's, in words. `post` is who answers for it."""

    title: str
    words: str
    post: str
    due_on: dt.date | None = None
    place: Place | None = None
    note: str = ""
    authority_lead: Person | None = None
    supplier_lead: Person | None = None


def edit_register(
    contract: Contract,
    edits: Sequence[Edit],
    new: Sequence[OwnPromise],
    *,
    by: Actor,
    now: dt.datetime,
) -> tuple[int, int]:
    """Edit many commitments of one contract and add promises of the authority's own: all of it or nothing.

    Returns how many were changed and how many were added.

    Raises:
        Refused: the contract is over, or the day or the evidence is no longer open. Invalid: a rule of a value. Stale:
            somebody changed one meanwhile. NotFound: a commitment of another contract.
    """
    check_may_edit(contract, by)
    with transaction(by=by, at=now) as work:
        # A lock on the contract: of two workbooks brought at once the second is numbered and checked after the first.
        locked(contract)
        handover = handover_of(contract)
        for each in edits:
            _edit(contract, each, handover, work)
        if handover is not None and any(each.evidence is not None for each in edits):
            change(handover)
        taken = {
            " ".join(title.casefold().split())
            for title in contract.commitments.values_list("title", flat=True)
        }
        for number, promise in enumerate(new, start=contract.commitments.count() + 1):
            if " ".join(promise.title.casefold().split()) in taken:
                raise Refused("register_sheet.title_taken")
            _add(contract, promise, number, work)
    return len(edits), len(new)


def check_may_edit(contract: Contract, by: Actor) -> None:
    """Raise unless the actor looks after the authority's contract that is prepared or in force."""
    by.must(Permission.CONTRACT_EDIT)
    if by.organisation_id != contract.authority_id:
        raise NotPermitted("lesson.not_the_authority")
    if contract.is_published_report:
        raise Refused("contract.published_is_as_printed")
    if contract.status not in (ContractStatus.PREPARED, ContractStatus.IN_FORCE):
        raise Refused("register_sheet.contract_is_over")


def is_being_handed_over(handover: Handover | None) -> bool:
    """True while days and evidence may be set."""
    return handover is not None and HandoverStatus(handover.status) in EDITABLE


def has_own_day(commitment: Commitment) -> bool:
    """True where no period and no milestone says when it is due. Both must be read with it."""
    return not commitment.periods.all() and not commitment.milestones.all()


def _edit(contract: Contract, edit: Edit, handover: Handover | None, work: Work) -> None:
    of = edit.commitment
    if of.contract_id != contract.pk:
        raise NotFound("record.not_found", kind=Commitment.KIND)
    fields: dict[str, Any] = {"note": edit.note.strip()}
    if edit.due_on != of.due_on:
        if not is_being_handed_over(handover) or not has_own_day(of):
            raise Refused("register_sheet.not_now")
        check_due(edit.due_on, contract.starts_on, contract.ends_on)
        fields["due_on"] = edit.due_on
    # Somebody who has left since stays named until another is: a note beside them must not be refused for it.
    if edit.authority_lead != of.authority_lead:
        check_member(edit.authority_lead, contract.authority_id, field="authority_lead")
    if edit.supplier_lead != of.supplier_lead:
        check_member(edit.supplier_lead, contract.supplier_id, field="supplier_lead")
    fields |= {"authority_lead": edit.authority_lead, "supplier_lead": edit.supplier_lead}
    change(of, revision=edit.revision, **fields)
    work.record(Event.COMMITMENT_EDITED, of)
    if edit.evidence is None:
        return
    if handover is None or not is_being_handed_over(handover):
        raise Refused("register_sheet.not_now")
    line = handover.lines.filter(commitment=of).first()
    facts = LineFacts(edit.evidence, line.baseline if line else None, line.baseline_words if line else "")
    check_line(
        CommitmentKind(of.kind),
        baseline=facts.baseline,
        baseline_words=facts.baseline_words,
        evidence_rule=facts.evidence_rule,
    )
    put_line(handover, of, facts, work)
    work.record(Event.HANDOVER_CONFIRMED, contract, commitment=of.external_id)


def _add(contract: Contract, promise: OwnPromise, position: int, work: Work) -> None:
    check_new(promise.title, promise.words, promise.post)
    check_due(promise.due_on, contract.starts_on, contract.ends_on)
    check_member(promise.authority_lead, contract.authority_id, field="authority_lead")
    check_member(promise.supplier_lead, contract.supplier_id, field="supplier_lead")
    row = Commitment(
        contract=contract,
        position=position,
        kind=CommitmentKind.NARRATIVE,
        owed_by=OwedBy.AUTHORITY,
        owed_by_name=promise.post.strip(),
        title=promise.title.strip(),
        words=promise.words.strip(),
        note=promise.note.strip(),
        place=promise.place,
        due_on=promise.due_on,
        bound_at=work.at if contract.is_binding else None,
        authority_lead=promise.authority_lead,
        supplier_lead=promise.supplier_lead,
    )
    row.save()
    work.record(Event.COMMITMENT_ADDED, row, contract=contract.external_id)
