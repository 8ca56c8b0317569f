"""Asking clarification questions, and answering them to everybody. `journeys.clarifications` shows and tells."""

import datetime as dt

from django.db.models import Max

from commonweal.domain.actors import Actor
from commonweal.domain.clarifications import (
    ASKER_SHOWN,
    CLARIFICATION,
    MOST_WAITING,
    QuestionStatus,
    check_publication,
    check_question,
    check_taking,
    check_terms,
)
from commonweal.domain.errors import Invalid, NotFound, Refused
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import ProcurementStatus
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.tendering.actions.interests import note_look
from commonweal.lifecycle.tendering.clarifications import published_question, questions_until, terms_of
from commonweal.lifecycle.tendering.events import ClarificationEvent as Event
from commonweal.lifecycle.tendering.models import ClarificationQuestion, PublishedAnswer, TenderingTerms
from commonweal.organisations.queries import names_of, own_organisation, suppliers_by_name
from commonweal.records.work import change, check_revision, locked, transaction

S = QuestionStatus


def ask(procurement: Procurement, text: str, *, by: Actor, now: dt.datetime) -> ClarificationQuestion:
    """Ask the authority something about a published ask.

    Raises:
        Invalid: the question is empty, too long or names its own asker.
        Refused: no tenders are taken, the time for questions is over, or too many of this supplier's wait already.
    """
    by.must(Permission.TENDER_WRITE)
    kept = check_question(text, [own_organisation(by).name, *names_of([by.person]).values()])
    with transaction(by=by, at=now) as work:
        _check_taking(procurement, now)
        waiting = ClarificationQuestion.objects.for_supplier(by).filter(
            procurement=procurement, status=S.ASKED.value
        )
        if waiting.count() >= MOST_WAITING:
            raise Refused("clarification.too_many_waiting", limit=MOST_WAITING)
        note_look(procurement, by=by, now=now)
        question = ClarificationQuestion(
            procurement=procurement,
            supplier_id=by.organisation_id,
            text=kept,
            asked_at=now,
            asked_by=by.person,
        )
        question.save()
        work.record(Event.ASKED, question, procurement=procurement.external_id)
    return question


def take_back(
    question: ClarificationQuestion, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> None:
    """Take a question back before it is answered. Raises `Refused` when it was settled already."""
    if by.organisation_id != question.supplier_id:
        raise NotFound("record.not_found", kind=question.KIND)
    by.must(Permission.TENDER_WRITE)
    with transaction(by=by, at=now) as work:
        _settle(question, S.WITHDRAWN, by=by, now=now, revision=revision)
        work.record(Event.TAKEN_BACK, question)


def publish(
    question: ClarificationQuestion,
    wording: str,
    answer: str,
    *,
    is_checked: bool,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> PublishedAnswer:
    """Answer a question to everybody, in wording that may differ from what was asked so that no name shows.

    A question that is answered already gets another edition; the earlier ones are kept.

    Raises:
        Invalid: a text is empty or too long, or could name somebody and nobody has said that it does not.
        Refused: the question was taken back or asks what another asks.
        Stale: somebody else settled it meanwhile.
    """
    _check_answers(question, by)
    names = suppliers_by_name().values_list("name", flat=True)
    kept_wording, kept_answer = check_publication(wording, answer, names, is_checked=is_checked)
    with transaction(by=by, at=now) as work:
        # One answer after the other, so that each number is given once.
        locked(question.procurement)
        fresh = locked(question)
        check_revision(fresh, revision)
        edition = fresh.answers.count() + 1
        if edition == 1:
            _settle(question, S.PUBLISHED, by=by, now=now, number=_next_number(question.procurement))
        else:
            _check_says_more(fresh, kept_wording, kept_answer)
            change(question, settled_at=now, settled_by=by.person)
        made = PublishedAnswer(
            question=question,
            edition=edition,
            wording=kept_wording,
            answer=kept_answer,
            published_at=now,
            published_by=by.person,
        )
        made.save()
        event = Event.PUBLISHED if edition == 1 else Event.CORRECTED
        work.record(event, question, number=question.number, edition=edition)
    return made


def say_same(
    question: ClarificationQuestion, number: int, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> None:
    """Say that a question asks what a published one asks. Whoever asked is told which.

    Raises:
        NotFound: no published question has this number. Refused: it was settled already. Stale.
    """
    _check_answers(question, by)
    other = published_question(question.procurement, number)
    with transaction(by=by, at=now) as work:
        _settle(question, S.DUPLICATE, by=by, now=now, revision=revision, same_as=other)
        work.record(Event.SAME, question, number=number)


def show_asker(question: ClarificationQuestion, because: str, *, by: Actor, now: dt.datetime) -> str:
    """The name of the supplier that asked, for the record of the procurement. The look is recorded with its reason.

    Raises:
        Invalid: no reason. NotPermitted.
        Refused: ``clarification.asker_hidden`` before the tenders were opened (or the procurement was terminated).
    """
    _check_own(question, by)
    by.must(Permission.TENDER_OPENED_READ)
    if not because.strip():
        raise Invalid("clarification.reason_missing", field="reason")
    with transaction(by=by, at=now) as work:
        status = ProcurementStatus(locked(question.procurement).status)
        if status not in ASKER_SHOWN:
            raise Refused("clarification.asker_hidden")
        change(question, shown_at=now, shown_by=by.person, shown_because=because.strip())
        work.record(Event.ASKER_SHOWN, question)
    return str(question.supplier.name)


def state_until(
    procurement: Procurement, until: dt.datetime, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> TenderingTerms:
    """State until when questions are taken. Once the ask is published the time may only move later.

    Raises:
        Invalid: the time is past, after the deadline, or earlier than what was published. Stale.
        Refused: no deadline is set yet, or tenders are not taken any more.
    """
    if by.organisation_id != procurement.authority_id:
        raise NotFound("record.not_found", kind=procurement.KIND)
    by.must(Permission.ASK_PUBLISH)
    with transaction(by=by, at=now) as work:
        fresh = locked(procurement)
        before = questions_until(fresh, now)
        if before is None:
            raise Refused("clarification.no_deadline")
        if ProcurementStatus(fresh.status) not in (*_BEFORE, ProcurementStatus.OPEN):
            raise Refused("clarification.not_open")
        deadline = fresh.rounds.get(number=fresh.round_number).deadline_at
        check_terms(
            until,
            before=before,
            deadline=deadline,
            now=now,
            is_published=fresh.status == ProcurementStatus.OPEN,
        )
        terms = terms_of(fresh)
        if terms is None:
            terms = TenderingTerms(procurement=procurement, questions_until=until)
            terms.save()
        else:
            terms = change(terms, revision=revision, questions_until=until)
        work.record(Event.UNTIL_STATED, procurement, until=until)
    return terms


_BEFORE = (ProcurementStatus.PLANNED, ProcurementStatus.ENGAGEMENT, ProcurementStatus.DESIGN)


def _check_taking(procurement: Procurement, now: dt.datetime) -> None:
    fresh = locked(procurement)
    until = questions_until(fresh, now)
    if until is None:
        raise Refused("clarification.not_open")
    check_taking(ProcurementStatus(fresh.status), until, now)


def _check_own(question: ClarificationQuestion, by: Actor) -> None:
    if by.organisation_id != question.procurement.authority_id:
        raise NotFound("record.not_found", kind=question.KIND)


def _check_answers(question: ClarificationQuestion, by: Actor) -> None:
    _check_own(question, by)
    by.must(Permission.ASK_PUBLISH)


def _settle(
    question: ClarificationQuestion,
    to: QuestionStatus,
    *,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
    **fields: object,
) -> None:
    """Move a question on, once: of two people who settle it the second is told."""
    fresh = locked(question)
    check_revision(fresh, revision)
    CLARIFICATION.check(S(fresh.status), to)
    change(question, status=to.value, settled_at=now, settled_by=by.person, **fields)


def _check_says_more(question: ClarificationQuestion, wording: str, answer: str) -> None:
    last = question.answers.order_by("-edition")[0]
    if (last.wording, last.answer) == (wording, answer):
        raise Invalid("clarification.nothing_changed", field="answer")


def _next_number(procurement: Procurement) -> int:
    rows = ClarificationQuestion.objects.for_system("the number of the next published question")
    last = rows.filter(procurement=procurement).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1
