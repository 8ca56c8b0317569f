"""Lessons: writing them, linking them to assumptions, offering them to the next ask, and deciding about them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.delivery import LessonEffect, OfferAnswer
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.contracts import queries as contracts
from commonweal.lifecycle.delivery import actions, queries
from commonweal.lifecycle.delivery.actions.learning import may_use
from commonweal.lifecycle.delivery.models import Lesson, LessonAssumption, LessonOffer, LessonProposal
from commonweal.lifecycle.procurement import queries as procurements
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.strategy.models import Assumption, Mission, Outcome
from commonweal.organisations.access import fetch
from commonweal.web.delivery import wording
from commonweal.web.delivery.forms import LessonAnswerForm, LessonForm, LessonLinkForm, LessonOfferForm
from commonweal.web.history import history_of
from commonweal.web.pages import form_data, page, render, submit

_P = Permission


def lesson_url(lesson: Lesson) -> str:
    return reverse("lesson", kwargs={"lesson_id": lesson.external_id})


@page()
def add(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Write down a lesson on a contract."""
    found = fetch(contracts.own(request.actor), contract_id, request.actor, _P.LESSON_WRITE)
    form = LessonForm(**form_data(request))
    form.cancel_url = reverse("contract", kwargs={"contract_id": contract_id})

    def act(given: dict[str, Any]) -> Lesson:
        title = given.pop("name")
        return actions.write_lesson(found, title=title, **given, by=request.actor, now=request.now)

    return submit(request, form, action=act, then=lesson_url, done=_("The lesson is saved"), node=found)


@page()
def lesson(request: HttpRequest, lesson_id: str) -> HttpResponse:
    """One lesson: what happened, what we now believe, what it changes."""
    found = queries.lesson(request.actor, lesson_id)
    actor = request.actor
    is_ours = actor.organisation_id == found.authority_id
    can_use = may_use(found, actor)
    reads_use = is_ours or can_use
    offers = LessonOffer.objects.for_authority(actor).filter(lesson=found)
    context = {
        "lesson": found,
        "caption": _("Lesson · %(contract)s") % {"contract": found.learned_on},
        "tags": [(_("Managed failure: a contribution"), "teal")] if found.is_managed_failure else [],
        "offers": list(
            offers.select_related("procurement", "mission", "outcome").prefetch_related(
                "answers__procurement"
            )
        )
        if reads_use
        else [],
        "proposals": list(
            LessonProposal.objects.for_authority(actor)
            .filter(lesson=found)
            .select_related("item__edition", "answer")
        )
        if reads_use
        else [],
        "assumptions": list(
            LessonAssumption.objects.for_authority(actor).filter(lesson=found).select_related("assumption")
        )
        if reads_use
        else [],
        "reads_use": reads_use,
        "back_to": reverse("contract", kwargs={"contract_id": found.contract.external_id})
        if found.contract
        else reverse("review", kwargs={"review_id": found.review.external_id}),
        "words": wording,
        "history": history_of(found, own=actor.organisation),
        "can_use": can_use,
        "is_ours": is_ours,
    }
    return render(request, "delivery/lesson.html", context, node=found)


@page()
def link(request: HttpRequest, lesson_id: str) -> HttpResponse:
    """Say what a lesson means for an assumption."""
    found = queries.usable_lesson(request.actor, lesson_id)
    rows = Assumption.objects.for_authority(request.actor).select_related(
        "link__cause__mission", "link__effect"
    )
    known = {row.external_id: row for row in rows.order_by("link__cause__mission_id", "pk")}
    form = LessonLinkForm(**form_data(request), assumptions=[(key, row.text) for key, row in known.items()])
    form.cancel_url = lesson_url(found)
    return submit(
        request,
        form,
        action=lambda given: actions.link_lesson(
            found,
            known[given["assumption"]],
            effect=LessonEffect(given["effect"]),
            reason=given["reason"],
            by=request.actor,
            now=request.now,
        ),
        then=lambda row: lesson_url(found),
        node=found,
    )


@page()
def offer(request: HttpRequest, lesson_id: str) -> HttpResponse:
    """Offer a lesson to the next ask."""
    found = queries.usable_lesson(request.actor, lesson_id)
    known = {thing.external_id: thing for thing in _things(request)}
    form = LessonOfferForm(
        **form_data(request), things=[(key, _label(thing)) for key, thing in known.items()]
    )
    form.cancel_url = lesson_url(found)
    return submit(
        request,
        form,
        action=lambda given: actions.offer_lesson(
            found, known[given["to"]], suggestion=given["suggestion"], by=request.actor, now=request.now
        ),
        then=lambda row: lesson_url(found),
        node=found,
    )


def _things(request: HttpRequest) -> list[Mission | Outcome | Procurement]:
    missions = Mission.objects.for_authority(request.actor).filter(ended_at__isnull=True)
    outcomes = Outcome.objects.for_authority(request.actor).filter(retired_at__isnull=True)
    drafts = Procurement.objects.for_authority(request.actor).filter(ask__versions__isnull=True)
    return [*missions, *outcomes.select_related("mission"), *drafts]


def _label(thing: Mission | Outcome | Procurement) -> str:
    if isinstance(thing, Mission):
        return _("Every ask that serves the mission: %(title)s") % {"title": thing.statement}
    if isinstance(thing, Outcome):
        return _("Every ask that serves the outcome: %(title)s") % {"title": thing.title}
    return _("The ask of: %(title)s") % {"title": thing.title}


@page()
def offered(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Lessons offered to one procurement's ask, and what was decided about each."""
    found = procurements.procurement(request.actor, procurement_id)
    rows = [(each, _answer(each, found)) for each in queries.offers_to(found)]
    context = {
        "procurement": found,
        "rows": rows,
        "words": wording,
        "caption": found.title,
        "can_answer": request.actor.can(_P.ASK_EDIT),
    }
    return render(request, "delivery/offered.html", context, node=found)


def _answer(of: Any, procurement: Procurement) -> Any:
    return next((each for each in of.answers.all() if each.procurement_id == procurement.pk), None)


@page()
def answer(request: HttpRequest, procurement_id: str, offer_id: str) -> HttpResponse:
    """Decide about an offered lesson."""
    procurement = procurements.procurement(request.actor, procurement_id, _P.ASK_EDIT)
    found = queries.offer(request.actor, offer_id)
    form = LessonAnswerForm(**form_data(request))
    form.intro = found.suggestion
    back = reverse("lessons-offered", kwargs={"procurement_id": procurement_id})
    form.cancel_url = back
    return submit(
        request,
        form,
        action=lambda given: actions.answer_lesson(
            found,
            procurement,
            answer=OfferAnswer(given["answer"]),
            reason=given["reason"],
            by=request.actor,
            now=request.now,
        ),
        then=lambda row: back,
        node=procurement,
    )
