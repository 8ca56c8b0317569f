"""Answering a clarification question to everybody: it is stored, shown in public and told, or none of it happens."""

import datetime as dt

from django.utils.translation import gettext as _

from commonweal.domain.actors import Actor
from commonweal.domain.procurements import ProcurementStatus
from commonweal.journeys.notices import interested, tell_supplier
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.tendering.actions import clarifications as actions
from commonweal.lifecycle.tendering.clarifications import content_of
from commonweal.lifecycle.tendering.models import ClarificationQuestion, PublishedAnswer, TenderingTerms
from commonweal.outbox import actions as outbox
from commonweal.presentation.formats import moment
from commonweal.publication import actions as publication
from commonweal.records.work import transaction


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
    """Publish the answer and tell every supplier who looked at, follows or began a tender for the opportunity.

    After the first round those who were invited to it are told, and nobody else.

    Raises:
        Invalid, NotFound, NotPermitted, Refused, Stale: as `tendering.actions.clarifications.publish`.
    """
    with transaction(by=by, at=now):
        made = actions.publish(
            question, wording, answer, is_checked=is_checked, by=by, now=now, revision=revision
        )
        show(question.procurement, by=by, now=now)
        for supplier in interested(question.procurement):
            outbox.send("clarification.published", answer=made.external_id, supplier=supplier)
    return made


def say_same(
    question: ClarificationQuestion, number: int, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> None:
    """Say that a question is answered by another, and tell the supplier that asked, and nobody else."""
    with transaction(by=by, at=now):
        actions.say_same(question, number, by=by, now=now, revision=revision)
        outbox.send("clarification.duplicate", question=question.external_id)


def state_until(
    procurement: Procurement, until: dt.datetime, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> TenderingTerms:
    """State until when questions are taken; shown at once when the ask is public."""
    with transaction(by=by, at=now):
        terms = actions.state_until(procurement, until, by=by, now=now, revision=revision)
        if procurement.status == ProcurementStatus.OPEN:
            show(procurement, by=by, now=now)
    return terms


def show(procurement: Procurement, *, by: Actor, now: dt.datetime) -> None:
    """Show everybody what is told beside the ask, as it stands now. Inside a transaction of its caller."""
    publication.publish_tendering(
        content_of(procurement, now), authority_id=procurement.authority_id, by=by, now=now
    )


def tell_published(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell one supplier what was answered, unless it has been corrected meanwhile: then that edition is told."""
    rows = PublishedAnswer.objects.for_system("the email about an answered question")
    made = rows.select_related("question__procurement").get(external_id=ids["answer"])
    if rows.filter(question=made.question, edition__gt=made.edition).exists():
        return
    subject = _("Question %(number)s is answered: %(title)s")
    if made.edition > 1:
        subject = _("The answer to question %(number)s was corrected: %(title)s")
    procurement = made.question.procurement
    whom = _("Every supplier is told the same.")
    if procurement.round_number > 1:
        whom = _("Every supplier that was invited to this round is told the same.")
    tell_supplier(
        ids["supplier"],
        procurement,
        subject % {"number": made.question.number, "title": procurement.title},
        _("Question: %(question)s\n\nAnswer: %(answer)s\n\n%(whom)s")
        % {"question": made.wording, "answer": made.answer, "whom": whom},
    )


def tell_duplicate(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell the supplier that asked which published question answers its own."""
    rows = ClarificationQuestion.objects.for_system("the email about a question that was asked before")
    question = rows.select_related("procurement", "supplier", "same_as").get(external_id=ids["question"])
    tell_supplier(
        question.supplier.external_id,
        question.procurement,
        _("Your question is answered by another: %(title)s") % {"title": question.procurement.title},
        _("You asked on %(moment)s:\n\n%(text)s\n\nQuestion %(number)s asks the same and is answered.")
        % {
            "moment": moment(question.asked_at),
            "text": question.text,
            "number": question.same_as.number if question.same_as else "",
        },
    )
