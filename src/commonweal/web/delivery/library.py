"""Lessons proposed to the framework library, and what whoever keeps it decides about each."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.delivery import OfferAnswer
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.delivery import actions, queries
from commonweal.lifecycle.strategy.queries import library as items
from commonweal.web.delivery.forms import LessonProposeForm, ProposalAnswerForm
from commonweal.web.delivery.lessons import lesson_url
from commonweal.web.pages import form_data, page, submit

MOST = 50
_P = Permission


@page()
def propose(request: HttpRequest, lesson_id: str) -> HttpResponse:
    """Propose a lesson to an item of the library, found by its words or its code."""
    lesson = queries.usable_lesson(request.actor, lesson_id)
    asked = request.GET.get("words", "").strip()[:100]
    shown = items.items_named(request.actor, asked, limit=MOST + 1) if asked else []
    known = {each.external_id: each for each in shown[:MOST]}
    form = LessonProposeForm(
        **form_data(request),
        found=[(key, f"{each.code} {each.title} ({each.edition.title})") for key, each in known.items()],
    )
    form.cancel_url = lesson_url(lesson)
    context = {
        "asked": asked,
        "is_cut": len(shown) > MOST,
        "most": MOST,
        "has_any": bool(known),
        "caption": lesson.title,
    }
    return submit(
        request,
        form,
        "delivery/propose.html",
        context,
        action=lambda given: actions.propose_to_library(
            lesson,
            known[given["item"]],
            suggestion=given["suggestion"],
            by=request.actor,
            now=request.now,
        ),
        then=lambda row: lesson_url(lesson),
        done=_("It is proposed: it stands on the page of the item"),
    )


@page()
def answer(request: HttpRequest, proposal_id: str) -> HttpResponse:
    """Decide about a lesson that was proposed to the library."""
    found = queries.proposal(request.actor, proposal_id)
    form = ProposalAnswerForm(**form_data(request))
    form.intro = found.suggestion
    back = reverse("library-item", kwargs={"item_id": found.item.external_id})
    form.cancel_url = back
    return submit(
        request,
        form,
        action=lambda given: actions.answer_proposal(
            found,
            answer=OfferAnswer(given["answer"]),
            reason=given["reason"],
            by=request.actor,
            now=request.now,
        ),
        then=lambda row: back,
    )
