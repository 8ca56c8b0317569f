"""Reads of conditions and charters: those of a contract with where each stands, and those that wait for somebody."""

import datetime as dt
from dataclasses import dataclass

from commonweal.domain.actors import Actor
from commonweal.domain.permissions import Permission
from commonweal.domain.terms import TermOutcome, TermState, state_of
from commonweal.lifecycle.contracts import queries
from commonweal.lifecycle.contracts.models import Contract, ContractTerm, TermDecision, TermEvidence
from commonweal.organisations.access import fetch
from commonweal.records.scopes import ScopedQuerySet


@dataclass(frozen=True)
class TermSeen:
    """A term with where it stands and what was last decided."""

    term: ContractTerm
    state: TermState
    latest: TermDecision | None


def terms_of(contract: Contract, today: dt.date) -> list[TermSeen]:
    """The conditions and charters of a contract that was read in scope, in their order. Three queries."""
    rows = contract.terms.select_related("charter").prefetch_related("decisions", "shown")
    return [_seen(each, today) for each in rows]


def _seen(term: ContractTerm, today: dt.date) -> TermSeen:
    decisions = list(term.decisions.all())
    latest = decisions[-1] if decisions else None
    outcome = TermOutcome(latest.outcome) if latest else None
    return TermSeen(term, state_of(term.due_on, outcome, today), latest)


def term(actor: Actor, external_id: str, permission: Permission = Permission.CONTRACT_READ) -> ContractTerm:
    """One term with what was shown and decided, for somebody on either side who may."""
    rows = ContractTerm.objects.for_either_side(actor).filter(contract__in=queries.own(actor))
    rows = rows.select_related("contract__authority", "contract__supplier", "charter")
    rows = rows.prefetch_related("decisions__decided_by", "shown__file", "shown__given_for")
    found: ContractTerm = fetch(rows, external_id, actor, permission)
    return found


def shown(actor: Actor, external_id: str, permission: Permission = Permission.CONTRACT_READ) -> TermEvidence:
    """One thing that was shown, with its file."""
    rows = TermEvidence.objects.for_either_side(actor).filter(term__contract__in=queries.own(actor))
    found: TermEvidence = fetch(rows.select_related("file"), external_id, actor, permission)
    return found


def terms_due(actor: Actor, *, to_day: dt.date) -> ScopedQuerySet:
    """Terms of the actor's contracts in force that fall due by a day, the most urgent first."""
    rows = ContractTerm.objects.for_either_side(actor).filter(due_on__lte=to_day, contract__status="in_force")
    return rows.select_related("contract").order_by("due_on", "pk")
