"""Conditions and charters, the remedies ladder, and changes of price and term in the life of the contract of three years.

Everything here is invented.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from commonweal.domain.changes import Answer
from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.remedies import Rung
from commonweal.domain.terms import TermKind
from commonweal.journeys.demonstration.contracts import MANAGER
from commonweal.journeys.demonstration.life_terms_words import (
    CONDITIONS,
    LONGER_DAYS,
    MATTERS,
    MORE_WORK_PENCE,
    PRICE,
    PRICE_APPROVED,
    PRICE_ASKED,
    PRICE_REPLIED,
    TERM,
    TERM_ASKED,
    TERM_REFUSED,
    TERM_REPLIED,
    Rise,
    Turn,
)
from commonweal.journeys.demonstration.requirements import fair_work
from commonweal.lifecycle.contracts import actions, deals
from commonweal.lifecycle.contracts.actions import StepFacts, TermFacts
from commonweal.lifecycle.contracts.models import (
    Contract,
    ContractChange,
    ContractTerm,
    RemedyMatter,
    RemedyStep,
)
from commonweal.reference.modification_grounds import grounds_under

if TYPE_CHECKING:
    from commonweal.journeys.demonstration.life import Life

_Scene = tuple[int, Callable[["Life", int], object]]
SHOWN_BEFORE, DECIDED_AFTER = 6, 4
"""Days before a term falls due that something is shown for it, and after it that somebody decides."""


def scenes(life: Life) -> Iterator[_Scene]:
    """Conditions with what is shown and decided, matters step by step, and both proposals about price and term."""
    yield 14, _set_terms
    for number, condition in enumerate(CONDITIONS, 1):
        for turn in condition.turns:
            yield turn.due - SHOWN_BEFORE, partial(_show, number=number, turn=turn)
            yield turn.due + DECIDED_AFTER, partial(_decide, number=number, turn=turn)
    for number, matter in enumerate(MATTERS, 1):
        for place, rise in enumerate(matter.steps):
            yield rise.day, partial(_rise, number=number, place=place)
            yield rise.replied[0], partial(_reply, number=number, rise=rise)
            yield rise.closed[0], partial(_close, number=number, rise=rise)
    yield 396, _propose_price
    yield 398, partial(_say, number=1, who=MANAGER, said=actions.Said(Answer.QUESTION, PRICE_ASKED))
    yield 399, partial(_say, number=1, who=None, said=actions.Said(Answer.REPLY, PRICE_REPLIED))
    yield 402, _approve_price
    yield 458, _propose_term
    yield 464, partial(_say, number=2, who=MANAGER, said=actions.Said(Answer.QUESTION, TERM_ASKED))
    yield 473, partial(_say, number=2, who=None, said=actions.Said(Answer.REPLY, TERM_REPLIED))
    yield 479, partial(_say, number=2, who=MANAGER, said=actions.Said(Answer.REFUSE, TERM_REFUSED))


def _set_terms(life: Life, days: int) -> None:
    charter = fair_work(life.demo)
    for each in CONDITIONS:
        facts = TermFacts(
            each.kind,
            each.title,
            each.words,
            each.stated_in,
            due_on=life.day(each.turns[0].due),
            every_months=each.every_months,
            charter=charter if each.kind is TermKind.CHARTER else None,
            level=each.level,
        )
        actions.set_term(life.contract, facts, **life.said(MANAGER, days))


def _term(life: Life, number: int) -> ContractTerm:
    rows = ContractTerm.objects.for_system("the demonstration goes on").select_related("contract")
    found: ContractTerm = rows.get(contract_id=life.contract_id, number=number)
    return found


def _show(life: Life, days: int, *, number: int, turn: Turn) -> None:
    actions.show_for_term(_term(life, number), turn.shown, **life.told(days))


def _decide(life: Life, days: int, *, number: int, turn: Turn) -> None:
    actions.decide_term(
        _term(life, number), outcome=turn.outcome, reason=turn.reason, **life.said(MANAGER, days)
    )


def _matter(life: Life, number: int) -> RemedyMatter:
    rows = RemedyMatter.objects.for_system("the demonstration goes on").select_related("contract")
    found: RemedyMatter = rows.get(contract_id=life.contract_id, number=number)
    return found


def _step(life: Life, number: int, rung: Rung) -> RemedyStep:
    found: RemedyStep = _matter(life, number).steps.select_related("matter__contract").get(rung=rung)
    return found


def _rise(life: Life, days: int, *, number: int, place: int) -> None:
    """The first step begins its matter; a plan asked for after the recorded failure names it."""
    of, rise = MATTERS[number - 1], MATTERS[number - 1].steps[place]
    facts = StepFacts(
        rise.rung, life.day(days), rise.reason, asked=rise.asked, answer_by=life.day(rise.answer_by)
    )
    manager = life.said(MANAGER, days)
    if place == 0:
        hours = life.commitment(CommitmentKind.QUANTITY) if of.is_about_hours else None
        actions.begin_matter(life.contract, facts, title=of.title, commitment=hours, **manager)
        return
    step = actions.take_step(_matter(life, number), facts, **manager)
    if of.has_failure and rise.rung is Rung.PLAN:
        actions.link_failure(step, life.contract.failures.order_by("-pk")[0], **manager)


def _reply(life: Life, days: int, *, number: int, rise: Rise) -> None:
    step = _step(life, number, rise.rung)
    actions.reply_to_step(step, words=rise.replied[1], is_cause_not_ours=False, **life.told(days))


def _close(life: Life, days: int, *, number: int, rise: Rise) -> None:
    _day, outcome, words = rise.closed
    actions.close_step(
        _step(life, number, rise.rung), outcome=outcome, words=words, **life.said(MANAGER, days)
    )


def _propose_price(life: Life, days: int) -> None:
    before = deals.deal_of(life.contract)
    assert before.value_ex_vat_pence is not None, "the contract came from a tender with a price"
    more = {"value_ex_vat_pence": before.value_ex_vat_pence + MORE_WORK_PENCE}
    if before.value_pence is not None:
        more["value_pence"] = before.value_pence + MORE_WORK_PENCE * 6 // 5
    actions.propose_contract_change(
        life.contract,
        replace(before, **more),
        reason=PRICE,
        takes_effect_on=life.day(days + 28),
        **life.told(days),
    )


def _approve_price(life: Life, days: int) -> None:
    """On the ground that the law of the contract has for more of the same."""
    approved = actions.Said(
        Answer.APPROVE,
        PRICE_APPROVED,
        shifts_balance=False,
        grounds=grounds_named(life.contract, "additional"),
    )
    _say(life, days, number=1, who=MANAGER, said=approved)


def grounds_named(contract: Contract, name: str) -> tuple[str, ...]:
    """The ids of the grounds of that name in the law that a contract falls under."""
    return tuple(each.id for each in grounds_under(deals.regime_of(contract)) if each.id.endswith(name))


def _propose_term(life: Life, days: int) -> None:
    before = deals.deal_of(life.contract)
    assert before.ends_on is not None, "the ask says when the contract ends"
    longer = replace(before, ends_on=before.ends_on + dt.timedelta(days=LONGER_DAYS))
    actions.propose_contract_change(
        life.contract, longer, reason=TERM, takes_effect_on=before.ends_on, **life.told(days)
    )


def _say(life: Life, days: int, *, number: int, who: str | None, said: actions.Said) -> None:
    """Somebody of the borough answers, or the supplier's delivery lead when nobody is named."""
    rows = ContractChange.objects.for_system("the demonstration goes on").select_related(
        "contract__procurement"
    )
    row = rows.get(contract_id=life.contract_id, number=number)
    acting = life.told(days) if who is None else life.said(who, days)
    actions.answer_contract_change(row, said, **acting)
