"""Learning reviews: planning, preparing apart, writing together with the figures beside, actions, and letting it stand."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.learning_reviews import QUESTIONS, ReviewStatus
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission, Side
from commonweal.lifecycle.contracts import queries as contracts
from commonweal.lifecycle.contracts.handovers import handover_of
from commonweal.lifecycle.contracts.models import Contract
from commonweal.lifecycle.delivery import actions, queries, reviews
from commonweal.lifecycle.delivery.actions.reviewing import own_preparation
from commonweal.lifecycle.delivery.models import LearningReview, ReviewPreparation
from commonweal.lifecycle.delivery.stories import stories_on
from commonweal.organisations.access import fetch
from commonweal.web.contracts import wording as contract_words
from commonweal.web.contracts.forms import ConfirmForm
from commonweal.web.delivery.review_forms import (
    ASKED,
    ActionForm,
    HoldForm,
    PlanForm,
    PrepareForm,
    TogetherForm,
)
from commonweal.web.history import history_of
from commonweal.web.pages import form_data, page, render, submit

_P = Permission
STATUS: dict[str, Any] = {
    ReviewStatus.PREPARING: gettext_lazy("Each side prepares"),
    ReviewStatus.TOGETHER: gettext_lazy("Being written together"),
    ReviewStatus.HELD: gettext_lazy("Held"),
}
TAG: dict[str, str] = {ReviewStatus.PREPARING: "", ReviewStatus.TOGETHER: "warn", ReviewStatus.HELD: "ok"}


def review_url(of: LearningReview) -> str:
    return reverse("review", kwargs={"review_id": of.external_id})


def node_of(of: LearningReview, actor: Any) -> Any:
    """What the strip is drawn from: the contract of a review that has one, else the mission it is about, for whose it is."""
    if of.contract is None and actor.organisation_id == of.authority_id:
        return of.mission
    return of.contract


def _caption(of: LearningReview) -> str:
    if of.contract is None:
        return _("Shared learning review · kept by %(body)s") % {"body": of.authority.name}
    return _("Learning review %(n)s · %(contract)s") % {"n": of.number, "contract": of.contract.title}


def _list_url(of: Contract) -> str:
    return reverse("contract-reviews", kwargs={"contract_id": of.external_id})


@page()
def listed(request: HttpRequest, contract_id: str) -> HttpResponse:
    """The reviews of a contract."""
    rows = contracts.own(request.actor).select_related("authority", "supplier")
    found = fetch(rows, contract_id, request.actor, _P.CONTRACT_READ)
    made = reviews.reviews_of(found)
    context = {
        "contract": found,
        "caption": _("Contract · %(title)s") % {"title": found.title},
        "rows": made,
        "handover": handover_of(found),
        "status": STATUS,
        "tag": TAG,
        "can_plan": request.actor.can(_P.LESSON_WRITE)
        and found.is_binding
        and not found.is_published_report
        and all(each.status == ReviewStatus.HELD for each in made),
    }
    return render(request, "delivery/reviews.html", context, node=found)


@page()
def plan(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Plan the next review."""
    found = fetch(contracts.own(request.actor), contract_id, request.actor, _P.LESSON_WRITE)
    handover = handover_of(found)
    first = handover.first_review_on if handover else None
    initial = {"due_on": first if first and first >= london_day(request.now) else None}
    form = PlanForm(**form_data(request), initial=initial)
    form.cancel_url = _list_url(found)
    return submit(
        request,
        form,
        action=lambda given: actions.plan_review(found, **given, by=request.actor, now=request.now),
        then=review_url,
        done=_("The review is planned"),
        node=found,
    )


@page()
def one(request: HttpRequest, review_id: str) -> HttpResponse:
    """One review: what each side prepared, what both wrote, the figures beside it, and who does what."""
    found = reviews.review(request.actor, review_id)
    actor = request.actor
    may_write = actor.can(_P.LESSON_WRITE)
    own = own_preparation(found, actor)
    seen = reviews.register_seen(found, actor)
    keeps = found.is_shared and actor.organisation_id == found.authority_id and actor.can(_P.REVIEW_KEEP)
    context = {
        "review": found,
        "caption": _caption(found),
        "back_to": reverse("reviews") if found.contract is None else _list_url(found.contract),
        "tags": [(STATUS[found.status], TAG[found.status])],
        "questions": [(ASKED[name], getattr(found, name)) for name in QUESTIONS],
        "prepared": prepared(found, actor),
        "parties": reviews.parties_of(found) if found.is_shared else [],
        "contracts": reviews.contracts_seen(found, actor) if found.is_shared else [],
        "contracts_in_all": found.contracts.count(),
        "lines": queries.lines(seen),
        "stories": stories_on(seen, actor),
        "actions": list(found.actions.select_related("owner")),
        "owners": reviews.organisations_of_owners(found),
        "finishable": reviews.finishable(found, actor),
        "words": contract_words,
        "history": history_of(found, own=actor.organisation),
        "can_prepare": may_write
        and found.status == ReviewStatus.PREPARING
        and (own is None or own.handed_in_at is None),
        "is_waiting": found.status == ReviewStatus.PREPARING
        and own is not None
        and own.handed_in_at is not None,
        "can_write": may_write and found.status == ReviewStatus.TOGETHER,
        "can_act": may_write and found.status != ReviewStatus.PREPARING,
        "can_keep": keeps and found.status == ReviewStatus.PREPARING,
        "can_bring": found.is_shared
        and may_write
        and actor.side is Side.AUTHORITY
        and found.status == ReviewStatus.PREPARING,
    }
    return render(request, "delivery/review.html", context, node=node_of(found, request.actor))


def prepared(found: LearningReview, actor: Any) -> list[tuple[ReviewPreparation, list[tuple[Any, str]]]]:
    """What the actor may read of what was prepared, question by question."""
    return [
        (each, [(ASKED[name], getattr(each, name)) for name in QUESTIONS])
        for each in reviews.preparations(found, actor)
    ]


def _to_write(request: HttpRequest, review_id: str) -> LearningReview:
    return reviews.review(request.actor, review_id, _P.LESSON_WRITE)


@page()
def prepare(request: HttpRequest, review_id: str) -> HttpResponse:
    """Write what the own side thinks, alone."""
    found = _to_write(request, review_id)
    own = own_preparation(found, request.actor)
    form = PrepareForm(
        **form_data(request),
        initial=_answers(own),
        revision=own.revision if own else 0,
        is_shared=found.is_shared,
    )
    form.cancel_url = review_url(found)

    def act(given: dict[str, Any]) -> ReviewPreparation:
        is_ready = given.pop("is_ready")
        return actions.prepare_review(
            found,
            given,
            is_ready=is_ready,
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        )

    return submit(
        request,
        form,
        action=act,
        then=lambda made: review_url(found),
        done=_("It is saved"),
        node=node_of(found, request.actor),
        current=lambda: _answers(own_preparation(found, request.actor)),
    )


def _answers(row: Any) -> dict[str, str]:
    return {name: getattr(row, name) for name in QUESTIONS} if row else {}


@page()
def together(request: HttpRequest, review_id: str) -> HttpResponse:
    """Write together."""
    found = _to_write(request, review_id)
    form = TogetherForm(**form_data(request), initial=_answers(found), revision=found.revision)
    form.cancel_url = review_url(found)
    context = {"prepared": prepared(found, request.actor)}
    return submit(
        request,
        form,
        "delivery/review_together.html",
        context,
        action=lambda given: actions.write_review_together(
            found, given, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=review_url,
        done=_("It is saved"),
        node=node_of(found, request.actor),
        current=lambda: _answers(reviews.review(request.actor, review_id)),
    )


@page()
def add_action(request: HttpRequest, review_id: str) -> HttpResponse:
    """Say who does what by when."""
    found = _to_write(request, review_id)
    people = reviews.possible_owners(found, request.actor)
    by_id = {person.external_id: person for person, _organisation in people}
    shown = [(person.external_id, f"{person.name}, {body.name}") for person, body in people]
    form = ActionForm(**form_data(request), people=shown)
    form.cancel_url = review_url(found)
    return submit(
        request,
        form,
        action=lambda given: actions.add_review_action(
            found,
            text=given["text"],
            owner=by_id[given["owner"]],
            due_on=given["due_on"],
            by=request.actor,
            now=request.now,
        ),
        then=lambda made: review_url(found),
        node=node_of(found, request.actor),
    )


@page()
def finish_action(request: HttpRequest, action_id: str) -> HttpResponse:
    """Say that something a review decided is done."""
    found = reviews.action(request.actor, action_id)
    form = ConfirmForm(**form_data(request), revision=found.revision)
    form.title, form.intro, form.button = _("Is this done?"), found.text, _("It is done")
    form.cancel_url = review_url(found.review)
    return submit(
        request,
        form,
        action=lambda given: actions.finish_review_action(
            found, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=lambda made: review_url(found.review),
        node=node_of(found.review, request.actor),
        current=lambda: {},
    )


@page()
def hold(request: HttpRequest, review_id: str) -> HttpResponse:
    """Let what was written together stand."""
    found = _to_write(request, review_id)
    form = HoldForm(**form_data(request), revision=found.revision)
    form.cancel_url = review_url(found)
    return submit(
        request,
        form,
        action=lambda given: actions.hold_review(
            found, **given, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=review_url,
        done=_("It stands"),
        node=node_of(found, request.actor),
        current=lambda: _answers(reviews.review(request.actor, review_id)),
    )
