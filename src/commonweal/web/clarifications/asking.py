"""A supplier's side: what was answered, what it has asked itself, and asking."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import ProcurementStatus
from commonweal.journeys.rounds import ask_question, may_begin
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.procurement.queries import published
from commonweal.lifecycle.tendering import clarifications as queries
from commonweal.lifecycle.tendering.actions import clarifications as actions
from commonweal.presentation.words.clarifications import CLARIFICATION_WORDS
from commonweal.publication import queries as publication
from commonweal.web.clarifications.forms import AskForm
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.pipeline.forms import ConfirmForm

PER_PAGE = 50
OWN_SHOWN = 100


def _is_taken(procurement: Procurement, request: HttpRequest) -> bool:
    until = queries.questions_until(procurement, request.now)  # type: ignore[attr-defined]
    is_open = procurement.status == ProcurementStatus.OPEN
    return bool(is_open and until is not None and request.now <= until)  # type: ignore[attr-defined]


@page(Permission.OPPORTUNITY_READ)
def questions(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """What was answered to everybody, and what the supplier itself has asked."""
    procurement = published(procurement_id).ask.procurement
    actor = request.actor  # type: ignore[attr-defined]
    told = publication.tendering(procurement_id)
    can_ask = actor.can(Permission.TENDER_WRITE) and _is_taken(procurement, request)
    is_invited = may_begin(procurement, actor)
    context = {
        "procurement": procurement,
        "page": Paginator(told.clarifications if told else (), PER_PAGE).get_page(request.GET.get("page")),
        "own": list(queries.own_questions(actor, procurement)[:OWN_SHOWN]),
        "until": queries.questions_until(procurement, request.now),  # type: ignore[attr-defined]
        "can_ask": can_ask and is_invited,
        "is_left_out": can_ask and not is_invited,
        "words": CLARIFICATION_WORDS,
    }
    response = render(request, "clarifications/questions.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@page(Permission.TENDER_WRITE)
def ask(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Ask something."""
    procurement = published(procurement_id).ask.procurement
    back = reverse("opportunity-questions", args=[procurement_id])
    form = AskForm(**form_data(request))
    form.cancel_url = back
    return submit(
        request,
        form,
        context={"caption": procurement.title, "back": back},
        action=lambda data: ask_question(procurement, data["text"], by=request.actor, now=request.now),  # type: ignore[attr-defined]
        then=lambda _question: back,
        done=_("Your question is sent. You are told by email when it is answered."),
    )


@page()
def take_back(request: HttpRequest, question_id: str) -> HttpResponse:
    """Take an own question back before it is answered."""
    question = queries.own_question(request.actor, question_id)  # type: ignore[attr-defined]
    back = reverse("opportunity-questions", args=[question.procurement.external_id])
    form = ConfirmForm(
        **form_data(request),
        title=_("Take this question back?"),
        button=_("Take it back"),
        intro=question.text,
        revision=question.revision,
    )
    form.cancel_url = back
    return submit(
        request,
        form,
        context={"caption": question.procurement.title, "back": back},
        action=lambda _data: actions.take_back(
            question,
            by=request.actor,  # type: ignore[attr-defined]
            now=request.now,  # type: ignore[attr-defined]
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _result: back,
        done=_("It is taken back. The authority does not see it any more."),
    )
