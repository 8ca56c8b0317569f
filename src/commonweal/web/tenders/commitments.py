"""Offering commitments under a question: the list, and one at a time in two steps."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.commitments import Offer, outcomes_of
from commonweal.domain.consortium import flow_problems
from commonweal.domain.errors import NotFound
from commonweal.lifecycle.tendering.actions import drafts
from commonweal.presentation.words import sentence
from commonweal.presentation.words.tendering import TENDER_WORDS
from commonweal.records.ids import ALPHABET
from commonweal.web.pages import form_data, render, submit
from commonweal.web.tenders.forms import RemoveForm
from commonweal.web.tenders.offers import KindForm, OfferForm, Shape, shape_from, shape_of
from commonweal.web.tenders.own import Own, acting, own_draft, own_page
from commonweal.web.tenders.together import names_of_parties

KEY_LENGTH = 10


@own_page
def commitments(request: HttpRequest, tender_id: str, criterion_id: str) -> HttpResponse:
    """The commitments offered under one question."""
    found = own_draft(request, tender_id)
    criterion = found.criterion(criterion_id)
    offers = found.content.offers_for(criterion_id)
    context = {
        "tender": found.tender,
        "criterion": criterion,
        "offers": offers,
        "flows": {offer.key: found.content.flows_of(offer.key) for offer in offers},
        "party_names": names_of_parties(found),
        "wrong": {
            offer.key: [
                sentence(each)
                for each in flow_problems(offer, found.ask, found.content.flows, found.content.parties)
            ]
            for offer in offers
        },
        "metrics": {metric.id: metric for metric in criterion.metrics},
        "outcomes": outcomes_of(found.ask),
        "places": {place.code: place.name for place in found.ask.places},
        "words": TENDER_WORDS,
    }
    return render(request, "tenders/commitments.html", context, node=found.tender)


@own_page
def kind(request: HttpRequest, tender_id: str, criterion_id: str) -> HttpResponse:
    """First step: what sort of commitment it will be. Nothing is stored."""
    found = own_draft(request, tender_id)
    criterion = found.criterion(criterion_id)
    form = KindForm(ask=found.ask, criterion=criterion)
    context = {"form": form, "tender": found.tender, "criterion": criterion}
    return render(request, "tenders/commitment_kind.html", context, node=found.tender)


@own_page
def add(request: HttpRequest, tender_id: str, criterion_id: str) -> HttpResponse:
    """Second step: the commitment itself."""
    found = own_draft(request, tender_id)
    criterion = found.criterion(criterion_id)
    chosen = KindForm(request.GET, ask=found.ask, criterion=criterion)
    if not chosen.is_valid():
        return HttpResponseRedirect(reverse("tender-commitment-kind", args=[tender_id, criterion_id]))
    shape = shape_from(chosen, found.ask, criterion)
    return _form(request, found, shape, None)


@own_page
def edit(request: HttpRequest, tender_id: str, key: str) -> HttpResponse:
    """Change a commitment that is there."""
    found = own_draft(request, tender_id)
    offer = _offer(found, key)
    shape = shape_of(offer, found.ask, found.criterion(offer.criterion_id))
    return _form(request, found, shape, offer)


@own_page
def remove(request: HttpRequest, tender_id: str, key: str) -> HttpResponse:
    """Take a commitment out, after asking."""
    found = own_draft(request, tender_id)
    offer = _offer(found, key)
    back = reverse("tender-commitments", args=[tender_id, offer.criterion_id])
    form = RemoveForm(**form_data(request))
    form.cancel_url = back
    return submit(
        request,
        form,
        context={"heading": _("Remove this commitment?"), "caption": offer.title, "back": back},
        action=lambda data: drafts.take_back_offer(found.tender, key, **acting(request)),
        then=lambda _result: back,
        done=_("Removed."),
        node=found.tender,
    )


def _form(request: HttpRequest, found: Own, shape: Shape, offer: Offer | None) -> HttpResponse:
    key = offer.key if offer else "".join(secrets.choice(ALPHABET) for _place in range(KEY_LENGTH))
    back = reverse("tender-commitments", args=[found.tender.external_id, shape.criterion.id])
    part = f"commitment:{key}"
    form = OfferForm(
        shape=shape, ask=found.ask, offer=offer, revision=found.revision(part), **form_data(request)
    )
    form.cancel_url = back
    context: dict[str, Any] = {
        "heading": TENDER_WORDS["kind"][shape.kind],
        "caption": shape.criterion.title,
        "hint": TENDER_WORDS["kind_hint"][shape.kind],
        "metric": form.metric,
        "tender": found.tender,
        "offer": offer,
        "back": back,
    }
    return submit(
        request,
        form,
        "tenders/commitment.html",
        context,
        action=lambda data: drafts.offer(
            found.tender, form.offer(key), revision=form.cleaned_data["revision"], **acting(request)
        ),
        then=lambda _result: back,
        done=_("Saved."),
        node=found.tender,
    )


def _offer(found: Own, key: str) -> Offer:
    """The commitment with this key, under a question that is still asked. Raises `NotFound`."""
    asked = {criterion.id for criterion in found.ask.questions}
    for offer in found.content.offers:
        if offer.key == key and offer.criterion_id in asked:
            return offer
    raise NotFound("record.not_found", kind="commitment")
