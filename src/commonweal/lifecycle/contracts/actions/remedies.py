"""Climbing the remedies ladder: beginning a matter, taking a step, answering it, linking a failure, closing it."""

import datetime as dt
from dataclasses import dataclass

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.packs import clauses
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission, Side
from commonweal.domain.remedies import (
    STEP_OF,
    STEP_STATUSES,
    Rung,
    SkipGround,
    StepOutcome,
    StepStatus,
    Taken,
    check_close,
    check_step,
)
from commonweal.lifecycle.contracts.events import ContractEvent as Event
from commonweal.lifecycle.contracts.models import (
    Commitment,
    Contract,
    PerformanceFailure,
    RemedyMatter,
    RemedyReply,
    RemedyStep,
    RemedyStepFailure,
)
from commonweal.lifecycle.contracts.remedies import ask_says_step_by_step, taken_in
from commonweal.outbox import actions as outbox
from commonweal.records.work import Work, change, check_revision, locked, transaction


@dataclass(frozen=True)
class StepFacts:
    """What is said of a step. `asked` is what the supplier is asked to do; `note` the authority alone reads."""

    rung: Rung
    taken_on: dt.date
    reason: str
    asked: str = ""
    answer_by: dt.date | None = None
    note: str = ""
    skip_ground: SkipGround | None = None
    skip_reason: str = ""


def begin_matter(
    contract: Contract,
    facts: StepFacts,
    *,
    title: str,
    commitment: Commitment | None = None,
    by: Actor,
    now: dt.datetime,
) -> RemedyStep:
    """Begin a matter with its first step. The ladder is kept as it stands now."""
    _check_contract(contract, by)
    if not title.strip():
        raise Invalid("remedy.title_missing", field="title")
    if commitment is not None and commitment.contract_id != contract.pk:
        raise Invalid("remedy.commitment_of_another_contract", field="commitment")
    _check(facts, [], now)
    with transaction(by=by, at=now) as work:
        locked(contract)
        matter = RemedyMatter(
            contract=contract,
            commitment=commitment,
            number=contract.matters.count() + 1,
            title=title.strip(),
            ladder=[
                {
                    "rung": rung.value,
                    "title": step.title,
                    "when": step.when,
                    "what": step.what,
                    "who": step.who,
                }
                for rung, step in STEP_OF.items()
            ],
            edition=clauses.EDITION,
            is_in_the_ask=ask_says_step_by_step(contract),
        )
        matter.save()
        work.record(Event.REMEDY_BEGUN, contract, matter=matter.external_id)
        return _take(matter, facts, work)


def take_step(
    matter: RemedyMatter, facts: StepFacts, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> RemedyStep:
    """Take the next step of a matter. A step that leaves rungs out needs a ground and words."""
    _check_contract(matter.contract, by)
    check_revision(matter, revision)
    _check(facts, taken_in(matter), now)
    with transaction(by=by, at=now) as work:
        change(matter, revision=revision)
        # Read again under the lock: somebody may have taken it meanwhile.
        _check(facts, taken_in(matter), now)
        return _take(matter, facts, work)


def close_step(
    step: RemedyStep,
    *,
    outcome: StepOutcome,
    words: str,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> RemedyStep:
    """Say what came of a step. What settles the matter ends it; otherwise the next rung may be taken."""
    _check_contract(step.matter.contract, by)
    check_revision(step, revision)
    STEP_STATUSES.check(StepStatus(step.status), StepStatus.CLOSED)
    check_close(words)
    with transaction(by=by, at=now) as work:
        change(
            step,
            revision=revision,
            status=StepStatus.CLOSED,
            outcome=outcome,
            outcome_words=words.strip(),
            closed_at=now,
            closed_by=by.person,
        )
        work.record(
            Event.REMEDY_STEP_CLOSED, step.matter.contract, step=step.external_id, outcome=outcome.value
        )
        outbox.send("remedy.step_closed", step=step.external_id)
    return step


def reply_to_step(
    step: RemedyStep, *, words: str, is_cause_not_ours: bool, by: Actor, now: dt.datetime
) -> RemedyReply:
    """The supplier's word on an open step. It may show at every step that the cause was the authority's or nobody's."""
    by.must(Permission.REPORT_WRITE)
    if by.side is not Side.SUPPLIER or by.organisation_id != step.matter.contract.supplier_id:
        raise NotPermitted("remedy.not_the_supplier")
    if step.status != StepStatus.OPEN:
        raise Refused("remedy.closed_already")
    if not words.strip():
        raise Invalid("remedy.reply_missing", field="words")
    with transaction(by=by, at=now) as work:
        row = RemedyReply(
            step=step, words=words.strip(), is_cause_not_ours=is_cause_not_ours, replied_by=by.person
        )
        row.save()
        work.record(Event.REMEDY_REPLIED, step.matter.contract, step=step.external_id)
        outbox.send("remedy.replied", step=step.external_id)
    return row


def link_failure(
    step: RemedyStep, failure: PerformanceFailure, *, by: Actor, now: dt.datetime
) -> RemedyStepFailure:
    """Say that a recorded failure belongs to a step."""
    _check_contract(step.matter.contract, by)
    if failure.contract_id != step.matter.contract_id:
        raise Invalid("remedy.failure_of_another_contract", field="failure")
    with transaction(by=by, at=now) as work:
        # A lock on what it belongs to: of two who do it at once the second is told.
        locked(step)
        if step.failures.filter(failure=failure).exists():
            raise Invalid("remedy.failure_linked_already", field="failure")
        row = RemedyStepFailure(step=step, failure=failure, linked_at=now, linked_by=by.person)
        row.save()
        work.record(
            Event.REMEDY_FAILURE_LINKED,
            step.matter.contract,
            step=step.external_id,
            failure=failure.external_id,
        )
    return row


def _check_contract(contract: Contract, by: Actor) -> None:
    by.must(Permission.CONTRACT_EDIT)
    if by.organisation_id != contract.authority_id:
        raise NotPermitted("lesson.not_the_authority")
    if contract.is_published_report:
        raise Refused("contract.published_is_as_printed")
    if not contract.is_binding:
        raise Refused("remedy.contract_not_binding")


def _check(facts: StepFacts, taken: list[Taken], now: dt.datetime) -> None:
    check_step(
        facts.rung,
        taken,
        reason=facts.reason,
        taken_on=facts.taken_on,
        answer_by=facts.answer_by,
        today=london_day(now),
        skip_ground=facts.skip_ground,
        skip_reason=facts.skip_reason,
    )


def _take(matter: RemedyMatter, facts: StepFacts, work: Work) -> RemedyStep:
    step = RemedyStep(
        matter=matter,
        rung=facts.rung,
        taken_on=facts.taken_on,
        answer_by=facts.answer_by,
        reason=facts.reason.strip(),
        asked=facts.asked.strip(),
        note=facts.note.strip(),
        skip_ground=facts.skip_ground or "",
        skip_reason=facts.skip_reason.strip(),
        taken_by=work.by.person,
    )
    step.save()
    work.record(
        Event.REMEDY_STEP_TAKEN,
        matter.contract,
        step=step.external_id,
        rung=step.rung,
        skips=step.skip_ground,
    )
    outbox.send("remedy.step_taken", step=step.external_id)
    return step
