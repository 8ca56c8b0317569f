"""Reading clarification questions: a supplier its own with everything, an authority all of them without who asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, IntegerField, When

from commonweal.domain.actors import Actor
from commonweal.domain.clarifications import QuestionStatus, asked_until
from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.domain.tendering_content import SCHEMA, ClarificationContent, TenderingContent
from commonweal.lifecycle.procurement.models import AskVersion, Procurement
from commonweal.lifecycle.tendering.late import extensions, late_policy
from commonweal.lifecycle.tendering.models import ClarificationQuestion, PublishedAnswer, TenderingTerms
from commonweal.lifecycle.tendering.queries import current_round
from commonweal.organisations.access import fetch
from commonweal.records.scopes import ScopedQuerySet

S = QuestionStatus


@dataclass(frozen=True)
class Asked:
    """A question as its authority reads it: whoever asked is not in it."""

    id: str
    revision: int
    number: int | None
    text: str
    status: str
    asked_at: dt.datetime
    answer: PublishedAnswer | None
    same_as: int | None
    was_shown: bool


def terms_of(procurement: Procurement) -> TenderingTerms | None:
    """What the authority has stated beside the ask; None while the usual applies."""
    rows = TenderingTerms.objects.for_system("what is stated about a tendering is public")
    found: TenderingTerms | None = rows.filter(procurement=procurement).first()
    return found


def questions_until(procurement: Procurement, now: dt.datetime) -> dt.datetime | None:
    """Until when questions are taken in the round that is open; None while no deadline is set.

    The usual time counts from the first publication, so that a corrected version does not shorten it.
    """
    deadline = current_round(procurement).deadline_at
    if deadline is None:
        return None
    terms = terms_of(procurement)
    versions = AskVersion.objects.for_system("when a published ask was first published")
    first = versions.filter(ask__procurement_id=procurement.pk).order_by("number").first()
    return asked_until(
        terms.questions_until if terms else None, first.published_at if first else now, deadline
    )


def own_questions(actor: Actor, procurement: Procurement) -> ScopedQuerySet:
    """What the actor's own supplier has asked, the newest first."""
    found: ScopedQuerySet = ClarificationQuestion.objects.for_supplier(actor).filter(procurement=procurement)
    return found.select_related("same_as").order_by("-pk")


def own_question(actor: Actor, question_id: str) -> ClarificationQuestion:
    """One question of the actor's own supplier, for somebody who writes tenders."""
    rows = ClarificationQuestion.objects.for_supplier(actor).select_related("procurement")
    found: ClarificationQuestion = fetch(rows, question_id, actor, Permission.TENDER_WRITE)
    return found


def question_for_authority(actor: Actor, question_id: str, permission: Permission) -> ClarificationQuestion:
    """One question for its authority. What is shown of it goes through `as_asked`."""
    rows = ClarificationQuestion.objects.for_authority(actor).select_related("procurement", "same_as")
    found: ClarificationQuestion = fetch(
        rows.exclude(status=S.WITHDRAWN.value), question_id, actor, permission
    )
    return found


def asked(actor: Actor, procurement: Procurement) -> ScopedQuerySet:
    """The questions of a procurement for its authority, those that wait first. Show them through `as_asked`.

    A question that its supplier took back is gone for the authority.
    """
    actor.must(Permission.PROCUREMENT_EDIT)
    found: ScopedQuerySet = ClarificationQuestion.objects.for_authority(actor).filter(procurement=procurement)
    rank = Case(When(status=S.ASKED.value, then=0), default=1, output_field=IntegerField())
    return (
        found.exclude(status=S.WITHDRAWN.value)
        .annotate(rank=rank)
        .select_related("same_as")
        .prefetch_related("answers")
        .order_by("rank", "number", "pk")
    )


def as_asked(question: ClarificationQuestion) -> Asked:
    """A question without who asked it."""
    answers = list(question.answers.all())
    return Asked(
        id=question.external_id,
        revision=question.revision,
        number=question.number,
        text=question.text,
        status=question.status,
        asked_at=question.asked_at,
        answer=answers[-1] if answers else None,
        same_as=question.same_as.number if question.same_as else None,
        was_shown=question.shown_at is not None,
    )


def waiting_count(procurement: Procurement) -> int:
    """How many questions wait for an answer."""
    rows = ClarificationQuestion.objects.for_system("how many questions wait, which names nobody")
    return int(rows.filter(procurement=procurement, status=S.ASKED.value).count())


def published_question(procurement: Procurement, number: int) -> ClarificationQuestion:
    """A question that was answered to everybody, by its number. Raises `NotFound`."""
    rows = ClarificationQuestion.objects.for_system("what was answered to everybody is public")
    found: ClarificationQuestion | None = rows.filter(procurement=procurement, number=number).first()
    if found is None:
        raise NotFound("record.not_found", kind=ClarificationQuestion.KIND)
    return found


def published_clarifications(procurement: Procurement) -> tuple[ClarificationContent, ...]:
    """Every question that was answered to everybody, with the latest answer, by number.

    The public page, the CSV file and the handover pack all read this.
    """
    rows = PublishedAnswer.objects.for_system("what was answered to everybody is public")
    answers = rows.filter(question__procurement=procurement).select_related("question")
    latest: dict[int, PublishedAnswer] = {}
    for answer in answers.order_by("question__number", "edition"):
        latest[answer.question.number] = answer
    return tuple(
        ClarificationContent(number, row.edition, row.wording, row.answer, row.published_at)
        for number, row in latest.items()
    )


def content_of(procurement: Procurement, now: dt.datetime) -> TenderingContent:
    """Everything that is told beside the ask, as it would be published now."""
    until = questions_until(procurement, now)
    assert until is not None, "a procurement that takes questions has a deadline"
    return TenderingContent(
        schema=SCHEMA,
        procurement_id=procurement.external_id,
        title=procurement.title,
        authority_name=procurement.authority.name,
        questions_until=until,
        late_tenders=late_policy(procurement),
        extensions=extensions(procurement),
        clarifications=published_clarifications(procurement),
    )
