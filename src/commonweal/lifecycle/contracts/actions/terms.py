"""Setting a condition or a charter on a contract, showing what meets it, and deciding when it falls due."""

import datetime as dt
from dataclasses import dataclass

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.periods import london_day, months_later
from commonweal.domain.permissions import Permission, Side
from commonweal.domain.personal_data import signs
from commonweal.domain.terms import TermKind, TermOutcome, check_decision, check_shown, check_term, next_due
from commonweal.files import actions as files
from commonweal.files.models import StoredFile
from commonweal.files.reading import words_in
from commonweal.lifecycle.contracts.events import ContractEvent as Event
from commonweal.lifecycle.contracts.models import Contract, ContractTerm, TermDecision, TermEvidence
from commonweal.lifecycle.strategy.models import Charter
from commonweal.records.work import change, check_revision, locked, transaction


@dataclass(frozen=True)
class TermFacts:
    """What a term says. `criterion_id` names the question of the ask that states it, where one does."""

    kind: TermKind
    title: str
    words: str
    stated_in: str
    due_on: dt.date
    every_months: int | None = None
    charter: Charter | None = None
    level: str = ""
    criterion_id: str = ""


@dataclass(frozen=True)
class Shown:
    """What is shown for a term. `is_looked_at`: somebody looked whether the file holds personal data."""

    words: str = ""
    signatory: str = ""
    level: str = ""
    signed_on: dt.date | None = None
    is_equivalent: bool = False
    file_name: str = ""
    content: bytes | None = None
    is_looked_at: bool = False


def set_term(contract: Contract, facts: TermFacts, *, by: Actor, now: dt.datetime) -> ContractTerm:
    """Put a condition or a charter on a contract as a term that is looked at when it falls due."""
    _check_authority(contract, by)
    check_term(
        kind=facts.kind,
        title=facts.title,
        words=facts.words,
        has_charter=facts.charter is not None,
        level=facts.level,
        levels=tuple(facts.charter.levels) if facts.charter else (),
        every_months=facts.every_months,
    )
    if not facts.stated_in.strip():
        raise Invalid("term.stated_nowhere", field="stated_in")
    if facts.charter is not None and facts.charter.owner_id not in (None, contract.authority_id):
        raise Invalid("term.charter_of_another_body", field="charter")
    if contract.starts_on is not None and facts.due_on < contract.starts_on:
        raise Invalid("term.due_before_start", field="due_on")
    with transaction(by=by, at=now) as work:
        locked(contract)
        row = ContractTerm(
            contract=contract,
            number=contract.terms.count() + 1,
            kind=facts.kind,
            title=facts.title.strip(),
            words=facts.words.strip(),
            stated_in=facts.stated_in.strip(),
            criterion_id=facts.criterion_id,
            charter=facts.charter,
            level=facts.level.strip(),
            due_on=facts.due_on,
            every_months=facts.every_months,
            set_by=by.person,
        )
        row.save()
        work.record(Event.TERM_SET, contract, term=row.external_id, kind=row.kind)
    return row


def carry_terms(contract: Contract, *, by: Actor, now: dt.datetime) -> int:
    """Put what the ask states on the contract as its terms, when it is entered into. Returns how many.

    A term falls due so many months after the contract starts, at the latest on its last day.
    """
    if contract.tender is None or contract.starts_on is None:
        return 0
    ask = contract.tender.ask_version.read()
    known = Charter.objects.for_system("charters that an ask named").filter(
        external_id__in=[each.charter_id for each in ask.terms if each.charter_id]
    )
    charters = {each.external_id: each for each in known}
    for each in ask.terms:
        due_on = months_later(contract.starts_on, each.due_months)
        facts = TermFacts(
            kind=each.kind,
            title=each.title,
            words=each.words,
            stated_in=f"{ask.title} ({ask.version})",
            due_on=min(due_on, contract.ends_on) if contract.ends_on else due_on,
            every_months=each.every_months,
            charter=charters.get(each.charter_id),
            level=each.charter_level,
        )
        set_term(contract, facts, by=by, now=now)
    return len(ask.terms)


def show_for_term(term: ContractTerm, shown: Shown, *, by: Actor, now: dt.datetime) -> TermEvidence:
    """Show what meets a term. The supplier does, and the contract manager may record what they have seen."""
    contract = term.contract
    may = by.can(Permission.REPORT_WRITE) if by.side is Side.SUPPLIER else by.can(Permission.CONTRACT_EDIT)
    if not may or by.organisation_id not in (contract.authority_id, contract.supplier_id):
        raise NotPermitted("term.not_a_party")
    _check_running(contract)
    check_shown(
        words=shown.words,
        is_equivalent=shown.is_equivalent,
        signed_on=shown.signed_on,
        today=london_day(now),
        has_file=shown.content is not None,
    )
    with transaction(by=by, at=now) as work:
        stored, warned = _stored(shown, by, now)
        row = TermEvidence(
            term=term,
            words=shown.words.strip(),
            signatory=shown.signatory.strip(),
            level=shown.level.strip(),
            signed_on=shown.signed_on,
            is_equivalent=shown.is_equivalent,
            file=stored,
            given_by=by.person,
            given_for_id=by.organisation_id,
        )
        row.save()
        work.record(Event.TERM_SHOWN, contract, term=term.external_id, shown=row.external_id, warned=warned)
    return row


def decide_term(
    term: ContractTerm,
    *,
    outcome: TermOutcome,
    reason: str,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> TermDecision:
    """Decide about a term for the day it is due: met, not met, or waived with the reason. It falls due again by its cadence."""
    _check_authority(term.contract, by)
    check_revision(term, revision)
    if term.due_on is None:
        raise Refused("term.nothing_due")
    shown = TermEvidence.objects.for_authority(by).filter(term=term)
    last = TermDecision.objects.for_authority(by).filter(term=term).order_by("-pk").first()
    check_decision(
        outcome=outcome,
        reason=reason,
        has_evidence=shown.exists(),
        has_news=last is None or shown.filter(created_at__gt=last.created_at).exists(),
    )
    with transaction(by=by, at=now) as work:
        row = TermDecision(
            term=term, due_on=term.due_on, outcome=outcome, reason=reason.strip(), decided_by_id=by.person_id
        )
        due = next_due(term.due_on, term.every_months, term.contract.ends_on)
        # Read under a lock: of two who decide at once the second is told.
        change(term, revision=term.revision, due_on=due)
        row.save()
        work.record(Event.TERM_DECIDED, term.contract, term=term.external_id, outcome=outcome.value)
    return row


def _stored(shown: Shown, by: Actor, now: dt.datetime) -> tuple[StoredFile | None, list[str]]:
    if shown.content is None:
        return None, []
    assert by.organisation_id is not None
    found = signs(words_in(shown.file_name, shown.content))
    if found and not shown.is_looked_at:
        raise Invalid(f"evidence.looks_personal_{found[0].value}", field="file")
    stored = files.store(shown.file_name, shown.content, owner_id=by.organisation_id, by=by, now=now)
    return stored, [sign.value for sign in found]


def _check_authority(contract: Contract, by: Actor) -> None:
    by.must(Permission.CONTRACT_EDIT)
    if by.organisation_id != contract.authority_id:
        raise NotPermitted("lesson.not_the_authority")
    _check_running(contract)


def _check_running(contract: Contract) -> None:
    if contract.is_published_report:
        raise Refused("contract.published_is_as_printed")
    if not contract.is_binding:
        raise Refused("term.contract_not_binding")
