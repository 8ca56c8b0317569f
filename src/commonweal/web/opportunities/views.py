"""Pages of opportunities: read from publication, never from the authority's own records."""

import secrets
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.permissions import Permission, Side
from commonweal.domain.rules.burden import burden_of_ask
from commonweal.journeys.rounds import begin_tenders, may_begin
from commonweal.lifecycle.procurement.queries import published
from commonweal.lifecycle.tendering.actions import interests
from commonweal.lifecycle.tendering.clarifications import questions_until
from commonweal.lifecycle.tendering.queries import followed_procurements, interest_of, own_tenders
from commonweal.presentation.procurement_words import ASK_WORDS
from commonweal.presentation.words.tendering import TENDER_WORDS
from commonweal.publication import queries as publication
from commonweal.publication.queries import OpportunityFilter, PublicAsk, Withdrawn
from commonweal.web.ask.difference import shown_changes
from commonweal.web.opportunities.forms import FilterForm, StartForm
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.pipeline.forms import ConfirmForm

PER_PAGE = 25


@page(Permission.OPPORTUNITY_READ)
def opportunities(request: HttpRequest) -> HttpResponse:
    """Published asks that are open, the soonest to close first."""
    form = FilterForm(request.GET or None)
    found = publication.open_asks(request.now, form.wanted())  # type: ignore[attr-defined]
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(row, (read := publication.read(row)).ask, burden_of_ask(read.ask).tender_hours) for row in shown]
    suspended = publication.suspended_among(shown)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "rows": rows,
        "suspended": suspended,
        "page": shown,
        "filter": form,
        "query": query.urlencode(),
        "is_narrowed": form.wanted() != OpportunityFilter(),
        "is_narrowed_further": form.wanted() != OpportunityFilter(words=form.wanted().words),
        "words": ASK_WORDS,
    }
    return render(request, "opportunities/opportunities.html", context)


@page(Permission.OPPORTUNITY_READ)
def opportunity(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """One published ask, with the supplier's own tenders for it."""
    found = publication.ask(procurement_id)
    if isinstance(found, Withdrawn):
        return render(request, "opportunities/withdrawn.html", {"withdrawn": found})
    context = _context(request, found)
    if request.method == "GET" and request.actor.side is Side.SUPPLIER:  # type: ignore[attr-defined]
        procurement = published(procurement_id).ask.procurement
        context["interest"] = interests.note_look(procurement, by=request.actor, now=request.now)  # type: ignore[attr-defined]
    return render(request, "opportunities/opportunity.html", context)


@page(Permission.OPPORTUNITY_READ)
def followed(request: HttpRequest) -> HttpResponse:
    """The opportunities that the supplier follows, with what has happened to each."""
    actor = request.actor  # type: ignore[attr-defined]
    ids = followed_procurements(actor)
    shown = Paginator(publication.asks_of(ids), PER_PAGE).get_page(request.GET.get("page"))
    told = publication.tenderings_of(row.thing_id for row in shown)
    rows = [(publication.read(row), told.get(row.thing_id)) for row in shown]
    context = {
        "rows": [(read, beside, read.is_open(request.now)) for read, beside in rows],  # type: ignore[attr-defined]
        "page": shown,
    }
    return render(request, "opportunities/followed.html", context)


@page(Permission.OPPORTUNITY_READ)
def follow(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Follow the opportunity, or stop following it."""
    procurement = published(procurement_id).ask.procurement
    actor, back = request.actor, reverse("opportunity", args=[procurement_id])  # type: ignore[attr-defined]
    interest = interest_of(actor, procurement)
    is_followed = interest is not None and interest.followed_at is not None
    act = interests.stop_following if is_followed else interests.follow
    form = ConfirmForm(
        **form_data(request),
        title=_("Stop following this opportunity?") if is_followed else _("Follow this opportunity?"),
        button=_("Stop following it") if is_followed else _("Follow it"),
        intro=_(
            "Everybody of yours who writes tenders is told by email when it is withdrawn or corrected, when a question is "
            "answered and when the deadline is extended. The authority does not see who follows."
        ),
    )
    return submit(
        request,
        form,
        context={"caption": procurement.title, "back": back},
        action=lambda _data: act(procurement, by=actor, now=request.now),  # type: ignore[attr-defined]
        then=lambda _interest: back,
        done=_("You do not follow it any more.") if is_followed else _("You follow it."),
    )


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
        action=lambda data: begin_tenders(
            version,
            data["lot"],
            by=request.actor,  # type: ignore[attr-defined]
            now=request.now,  # type: ignore[attr-defined]
            rng=secrets.token_bytes,
        ),
        then=lambda begun: (
            reverse("tender", args=[begun[0].external_id]) if len(begun) == 1 else reverse("tenders")
        ),
        done=lambda begun: (
            _("Your tender has begun.")
            if len(begun) == 1
            else _("Your tenders have begun: one for each lot.")
        ),
    )


def _context(request: HttpRequest, found: PublicAsk) -> dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    ask = found.ask
    before = publication.earlier(found)
    tenders = list(own_tenders(actor).filter(lot__procurement__external_id=ask.procurement_id))
    procurement = published(ask.procurement_id).ask.procurement
    begun = [each for each in tenders if each.round.number == procurement.round_number]
    return {
        "found": found,
        "ask": ask,
        "is_open": found.is_open(request.now),  # type: ignore[attr-defined]
        "burden": burden_of_ask(ask),
        "tenders": tenders,
        "may_begin": len(begun) < len(ask.lots) and may_begin(procurement, actor),
        "suspension": publication.suspension(found),
        "changes": shown_changes(before, ask) if before else [],
        "told": publication.tendering(ask.procurement_id),
        "late_words": TENDER_WORDS["late"],
        "questions_until": questions_until(procurement, request.now),  # type: ignore[attr-defined]
        "can_begin": actor.can(Permission.TENDER_WRITE),
        "files": publication.files_of(ask.procurement_id, found.number),
        "words": ASK_WORDS,
        "tender_words": TENDER_WORDS,
    }
