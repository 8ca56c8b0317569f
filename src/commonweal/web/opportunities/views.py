"""Pages of opportunities: read from publication, never from the authority's own records."""

import secrets
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.asks import AskContent
from commonweal.domain.permissions import Permission
from commonweal.domain.rules.burden import Asked, burden_of
from commonweal.lifecycle.procurement.queries import published
from commonweal.lifecycle.tendering.actions import drafts
from commonweal.lifecycle.tendering.queries import own_tenders
from commonweal.presentation.procurement_words import ASK_WORDS
from commonweal.presentation.words.tendering import TENDER_WORDS
from commonweal.publication import queries as publication
from commonweal.publication.queries import OpportunityFilter, PublicAsk, Withdrawn
from commonweal.web.opportunities.forms import FilterForm, StartForm
from commonweal.web.pages import form_data, page, render, submit

PER_PAGE = 25


def hours_of(ask: AskContent) -> int:
    """The estimated hours that a small tenderer needs for one lot."""
    metrics = sum(len(criterion.metrics) for criterion in ask.criteria)
    return burden_of(Asked(words=ask.words_to_write, metrics=metrics, evidence_items=0)).tender_hours


@page(Permission.OPPORTUNITY_READ)
def opportunities(request: HttpRequest) -> HttpResponse:
    """Published asks that are open, the soonest to close first."""
    form = FilterForm(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    wanted = OpportunityFilter(words=given.get("words", ""), nature=given.get("nature", ""))
    found = publication.open_asks(request.now, wanted)  # type: ignore[attr-defined]
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(row, (read := publication.read(row)).ask, hours_of(read.ask)) for row in shown]
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "rows": rows,
        "page": shown,
        "filter": form,
        "query": query.urlencode(),
        "is_narrowed": any(given.values()),
        "words": ASK_WORDS,
    }
    return render(request, "opportunities/opportunities.html", context)


@page(Permission.OPPORTUNITY_READ)
def opportunity(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """One published ask, with the supplier's own tenders for it."""
    found = publication.ask(procurement_id)
    if isinstance(found, Withdrawn):
        return render(request, "opportunities/withdrawn.html", {"withdrawn": found})
    return render(request, "opportunities/opportunity.html", _context(request, found))


@page(Permission.TENDER_WRITE)
def start(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Begin a tender for one of the lots."""
    version = published(procurement_id)
    ask = version.read()
    form = StartForm(lots=ask.lots, **form_data(request))
    form.cancel_url = reverse("opportunity", args=[procurement_id])
    return submit(
        request,
        form,
        context={"caption": ask.title, "back": form.cancel_url},
        action=lambda data: drafts.start(
            version,
            data["lot"],
            by=request.actor,  # type: ignore[attr-defined]
            now=request.now,  # type: ignore[attr-defined]
            rng=secrets.token_bytes,
        ),
        then=lambda tender: reverse("tender", args=[tender.external_id]),
        done=_("Your tender has begun."),
    )


def _context(request: HttpRequest, found: PublicAsk) -> dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    ask = found.ask
    tenders = own_tenders(actor).filter(lot__procurement__external_id=ask.procurement_id)
    return {
        "found": found,
        "ask": ask,
        "is_open": found.is_open(request.now),  # type: ignore[attr-defined]
        "hours": hours_of(ask),
        "tenders": list(tenders),
        "can_begin": actor.can(Permission.TENDER_WRITE),
        "files": publication.files_of(ask.procurement_id, found.number),
        "words": ASK_WORDS,
        "tender_words": TENDER_WORDS,
    }
