"""Shared learning reviews: the list, calling one together, bringing in contracts and people, and not waiting for somebody."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.permissions import Permission
from commonweal.lifecycle.delivery import actions, reviews
from commonweal.lifecycle.delivery.models import LearningReview, ReviewParty
from commonweal.lifecycle.strategy.models import Mission, Place
from commonweal.organisations.access import fetch
from commonweal.web.delivery.review_forms import BringForm, InviteForm, SharedPlanForm, WithoutForm
from commonweal.web.delivery.reviews import STATUS, TAG, review_url
from commonweal.web.pages import form_data, page, render, submit

PER_PAGE = 50
_P = Permission


@page(_P.CONTRACT_READ)
def listed(request: HttpRequest) -> HttpResponse:
    """Shared reviews that the organisation takes part in."""
    rows = reviews.shared_reviews(request.actor)
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "status": STATUS,
        "tag": TAG,
        "can_plan": request.actor.can(_P.REVIEW_KEEP),
        "can_see_health": request.actor.can(_P.INSIGHT_READ),
    }
    return render(request, "delivery/shared_reviews.html", context)


@page(_P.REVIEW_KEEP)
def plan(request: HttpRequest) -> HttpResponse:
    """Call a review together."""
    subjects = _subjects(request)
    form = SharedPlanForm(
        **form_data(request), subjects=[(key, _label(thing)) for key, thing in subjects.items()]
    )
    form.cancel_url = reverse("reviews")

    def act(given: dict[str, Any]) -> LearningReview:
        thing = subjects.get(given["about"])
        return actions.plan_shared_review(
            title=given["name"],
            due_on=given["due_on"],
            every_months=given["every_months"],
            mission=thing if isinstance(thing, Mission) else None,
            place=thing if isinstance(thing, Place) else None,
            by=request.actor,
            now=request.now,
        )

    return submit(request, form, action=act, then=review_url, done=_("Now bring in contracts and people"))


def _subjects(request: HttpRequest) -> dict[str, Mission | Place]:
    """The body's missions, and the places that its commitments or its own list name."""
    missions = Mission.objects.for_authority(request.actor).filter(ended_at__isnull=True)
    places = reviews.places_promised(request.actor)
    return {thing.external_id: thing for thing in (*missions, *places)}


def _label(thing: Mission | Place) -> str:
    if isinstance(thing, Mission):
        return _("The mission: %(title)s") % {"title": thing.statement}
    return _("The place: %(name)s") % {"name": thing.name}


@page()
def bring(request: HttpRequest, review_id: str) -> HttpResponse:
    """Bring in contracts of the own body: those that the subject suggests, narrowed by words."""
    found = reviews.review(request.actor, review_id, _P.LESSON_WRITE)
    asked = request.GET.get("words", "").strip()[:100]
    rows = reviews.contracts_to_bring(found, request.actor, asked)
    shown = list(rows[: PER_PAGE + 1])
    known = {each.external_id: each for each in shown[:PER_PAGE]}
    form = BringForm(
        **form_data(request),
        found=[(key, f"{each.title} ({each.supplier_shown})") for key, each in known.items()],
        revision=found.revision,
    )
    form.cancel_url = review_url(found)
    context = {"asked": asked, "is_cut": len(shown) > PER_PAGE, "has_any": bool(known), "most": PER_PAGE}
    return submit(
        request,
        form,
        "delivery/bring_contracts.html",
        context,
        action=lambda given: actions.bring_contracts(
            found,
            [known[each] for each in given["contracts"]],
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=review_url,
        done=_("They are part of the review"),
        current=lambda: {},
    )


def _kept(request: HttpRequest, review_id: str) -> LearningReview:
    """A shared review, for a steward of the body that keeps it; others who take part are refused."""
    return reviews.review(request.actor, review_id, _P.REVIEW_KEEP)


@page()
def invite(request: HttpRequest, review_id: str) -> HttpResponse:
    """Ask another organisation to take part."""
    found = _kept(request, review_id)
    known = {each.external_id: each for each in reviews.who_may_join(found)}
    form = InviteForm(
        **form_data(request),
        organisations=[(key, each.name) for key, each in known.items()],
        revision=found.revision,
    )
    form.cancel_url = review_url(found)
    return submit(
        request,
        form,
        action=lambda given: actions.invite_to_review(
            found,
            known[given["organisation"]],
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=review_url,
        done=_("They are asked: it is on their people’s week"),
        current=lambda: {},
    )


@page()
def without(request: HttpRequest, review_id: str, party_id: str) -> HttpResponse:
    """Wait no longer for one organisation."""
    found = _kept(request, review_id)
    rows = ReviewParty.objects.for_system("who takes part in a review that was read in scope").filter(
        review=found
    )
    party = fetch(rows.select_related("organisation"), party_id, request.actor, _P.REVIEW_KEEP)
    form = WithoutForm(**form_data(request))
    form.title = _("Go on without %(name)s?") % {"name": party.organisation.name}
    form.intro = _("They can still write together with everybody.")
    form.cancel_url = review_url(found)
    return submit(
        request,
        form,
        action=lambda given: actions.go_on_without(
            found, party, reason=given["reason"], by=request.actor, now=request.now
        ),
        then=review_url,
    )
