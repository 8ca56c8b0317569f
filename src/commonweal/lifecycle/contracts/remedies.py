"""Reads of the remedies ladder: the matters of a contract with their steps, and steps that wait for somebody."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.permissions import Permission
from commonweal.domain.remedies import Rung, StepOutcome, StepStatus, Taken
from commonweal.lifecycle.contracts import queries
from commonweal.lifecycle.contracts.models import Contract, RemedyMatter, RemedyStep
from commonweal.organisations.access import fetch
from commonweal.records.scopes import ScopedQuerySet

_STEPS = ("steps__replies", "steps__failures__failure")


def ask_says_step_by_step(contract: Contract) -> bool:
    """True when the ask that the contract's tender answered said that remedies go step by step."""
    if contract.tender is None:
        return False
    managing = contract.tender.ask_version.read().managing
    return bool(managing is not None and managing.remedies)


def matters_of(contract: Contract) -> list[RemedyMatter]:
    """The matters of a contract that was read in scope, newest first, each with its steps."""
    return list(contract.matters.select_related("commitment").prefetch_related(*_STEPS))


def matter(actor: Actor, external_id: str, permission: Permission = Permission.CONTRACT_READ) -> RemedyMatter:
    """One matter with its steps, for somebody on either side who may. Raises NotFound or NotPermitted."""
    rows = RemedyMatter.objects.for_either_side(actor).filter(contract__in=queries.own(actor))
    rows = rows.select_related(
        "contract__authority",
        "contract__supplier",
        "contract__authority_lead",
        "contract__supplier_lead",
        "commitment",
    )
    found: RemedyMatter = fetch(rows.prefetch_related(*_STEPS), external_id, actor, permission)
    return found


def step(actor: Actor, external_id: str, permission: Permission = Permission.CONTRACT_READ) -> RemedyStep:
    """One step with its matter, for somebody on either side who may."""
    rows = RemedyStep.objects.for_either_side(actor).filter(matter__contract__in=queries.own(actor))
    rows = rows.select_related(
        "matter__contract__authority",
        "matter__contract__supplier",
        "matter__contract__authority_lead",
        "matter__contract__supplier_lead",
        "matter__commitment",
    ).prefetch_related("replies", "failures__failure")
    found: RemedyStep = fetch(rows, external_id, actor, permission)
    return found


def taken_in(of: RemedyMatter) -> list[Taken]:
    """The steps taken so far, read afresh, in order."""
    rows = RemedyStep.objects.for_system("steps of a matter that was read in scope").filter(matter=of)
    return [
        Taken(Rung(rung), StepOutcome(outcome) if outcome else None)
        for rung, outcome in rows.order_by("pk").values_list("rung", "outcome")
    ]


def open_steps(actor: Actor, *, to_day: dt.date) -> ScopedQuerySet:
    """Open steps on the actor's contracts whose answer is due by a day, or that name none; the most urgent first."""
    rows = RemedyStep.objects.for_either_side(actor).filter(status=StepStatus.OPEN)
    rows = rows.exclude(answer_by__gt=to_day)
    return rows.select_related("matter__contract").order_by("answer_by", "pk")
