"""The authority's side: questions without who asked them, and answers to everybody."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.clarifications import ASKER_SHOWN, QuestionStatus
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import ProcurementStatus
from commonweal.journeys import clarifications as journeys
from commonweal.lifecycle.procurement import queries as procurements
from commonweal.lifecycle.tendering import clarifications as queries
from commonweal.lifecycle.tendering.actions import clarifications as actions
from commonweal.lifecycle.tendering.models import ClarificationQuestion
from commonweal.organisations.queries import names_of
from commonweal.presentation.csv_text import csv_text
from commonweal.presentation.words.clarifications import CLARIFICATION_WORDS
from commonweal.web.clarifications.forms import AnswerForm, AskerForm, SameForm, UntilForm
from commonweal.web.downloads import attachment
from commonweal.web.pages import form_data, page, render, submit

PER_PAGE = 50
_CSV_HEAD = (
    "number",
    "status",
    "asked_at",
    "asked",
    "published_question",
    "answer",
    "edition",
    "published_at",
)
LONGEST_LABEL = 90


@page()
def questions(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Questions of a procurement: those that wait first."""
    actor = request.actor  # type: ignore[attr-defined]
    found = procurements.procurement(actor, procurement_id, Permission.PROCUREMENT_EDIT)
    shown = Paginator(queries.asked(actor, found), PER_PAGE).get_page(request.GET.get("page"))
    rows = [queries.as_asked(each) for each in shown]
    status = ProcurementStatus(found.status)
    context = {
        "procurement": found,
        "rows": rows,
        "page": shown,
        "people": names_of(row.answer.published_by for row in rows if row.answer),
        "until": queries.questions_until(found, request.now),  # type: ignore[attr-defined]
        "can_answer": actor.can(Permission.ASK_PUBLISH),
        "can_look": actor.can(Permission.TENDER_OPENED_READ) and status in ASKER_SHOWN,
        "words": CLARIFICATION_WORDS,
    }
    return render(request, "clarifications/answering.html", context, node=found)


@page()
def questions_csv(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """The same as a table; nobody's name is in it."""
    actor = request.actor  # type: ignore[attr-defined]
    found = procurements.procurement(actor, procurement_id, Permission.PROCUREMENT_EDIT)
    rows = (queries.as_asked(each) for each in queries.asked(actor, found))
    text = csv_text(_CSV_HEAD, (_row(each) for each in rows))
    return attachment(text, f"questions-{procurement_id}.csv", "text/csv; charset=utf-8")


def _row(each: queries.Asked) -> tuple[object, ...]:
    made = each.answer
    published = (
        (made.wording, made.answer, made.edition, made.published_at.isoformat()) if made else (None,) * 4
    )
    return each.number or each.same_as, each.status, each.asked_at.isoformat(), each.text, *published


@page()
def until(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """State until when questions are taken."""
    actor = request.actor  # type: ignore[attr-defined]
    found = procurements.procurement(actor, procurement_id, Permission.ASK_PUBLISH)
    stated = queries.terms_of(found)
    current = queries.questions_until(found, request.now)  # type: ignore[attr-defined]
    back = reverse("procurement-questions", args=[procurement_id])
    form = UntilForm(
        **form_data(request), initial={"until": current}, revision=stated.revision if stated else None
    )
    form.cancel_url = back
    return submit(
        request,
        form,
        context={"caption": found.title, "back": back},
        action=lambda data: journeys.state_until(
            found,
            data["until"],
            by=actor,
            now=request.now,  # type: ignore[attr-defined]
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _terms: back,
        done=_("It is stated."),
        node=found,
        current=lambda: {"until": current},
    )


@page()
def answer(request: HttpRequest, question_id: str) -> HttpResponse:
    """Answer a question to everybody, or correct the answer."""
    found = _question(request, question_id, Permission.ASK_PUBLISH)
    shown = queries.as_asked(found)
    made = shown.answer
    back = reverse("procurement-questions", args=[found.procurement.external_id])
    form = AnswerForm(
        **form_data(request),
        initial={"wording": made.wording if made else shown.text, "answer": made.answer if made else ""},
        revision=shown.revision,
    )
    form.cancel_url = back
    heading = (
        _("Correct the answer to question %(n)s") % {"n": shown.number} if made else _("Answer a question")
    )
    return submit(
        request,
        form,
        "clarifications/answer.html",
        {"caption": found.procurement.title, "back": back, "asked": shown, "heading": heading},
        action=lambda data: journeys.publish(
            found,
            data["wording"],
            data["answer"],
            is_checked=data["is_checked"],
            by=request.actor,  # type: ignore[attr-defined]
            now=request.now,  # type: ignore[attr-defined]
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _answer: back,
        done=_("The answer is published, and every interested supplier is told."),
        node=found.procurement,
        current=lambda: {
            "wording": made.wording if made else shown.text,
            "answer": made.answer if made else "",
        },
    )


@page()
def same(request: HttpRequest, question_id: str) -> HttpResponse:
    """Say that a question asks what a published one asks."""
    found = _question(request, question_id, Permission.ASK_PUBLISH)
    shown = queries.as_asked(found)
    back = reverse("procurement-questions", args=[found.procurement.external_id])
    published = [
        (str(each.number), f"{each.number}. {each.question[:LONGEST_LABEL]}")
        for each in queries.published_clarifications(found.procurement)
    ]
    form = SameForm(**form_data(request), questions=published, revision=shown.revision)
    form.cancel_url = back
    return submit(
        request,
        form,
        "clarifications/same.html",
        {"caption": found.procurement.title, "back": back, "asked": shown, "is_any": bool(published)},
        action=lambda data: journeys.say_same(
            found,
            int(data["number"]),
            by=request.actor,  # type: ignore[attr-defined]
            now=request.now,  # type: ignore[attr-defined]
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _result: back,
        done=_("Whoever asked is told which question answers it."),
        node=found.procurement,
    )


@page()
def asker(request: HttpRequest, question_id: str) -> HttpResponse:
    """Look who asked, once that can tell nobody who means to tender."""
    found = _question(request, question_id, Permission.TENDER_OPENED_READ)
    back = reverse("procurement-questions", args=[found.procurement.external_id])
    form = AskerForm(**form_data(request))
    form.cancel_url = back

    def look(name: str) -> str:
        messages.info(request, _("It was asked by %(name)s.") % {"name": name})
        return back

    return submit(
        request,
        form,
        context={"caption": found.procurement.title, "back": back},
        action=lambda data: actions.show_asker(found, data["reason"], by=request.actor, now=request.now),  # type: ignore[attr-defined]
        then=look,
        node=found.procurement,
    )


def _question(request: HttpRequest, question_id: str, permission: Permission) -> ClarificationQuestion:
    found = queries.question_for_authority(request.actor, question_id, permission)  # type: ignore[attr-defined]
    assert found.status != QuestionStatus.WITHDRAWN
    return found
