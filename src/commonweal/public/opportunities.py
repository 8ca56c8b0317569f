"""Opportunities: published asks that are open to tender, for everybody to read."""

import datetime as dt

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from commonweal.domain.errors import DomainError, NotFound
from commonweal.domain.money import decimal_string, parse_pounds
from commonweal.domain.periods import london_moment
from commonweal.domain.procurements import Nature
from commonweal.presentation.csv_text import csv_text
from commonweal.presentation.procurement_words import ASK_WORDS
from commonweal.presentation.words.tendering import LATE
from commonweal.publication import queries
from commonweal.publication.queries import OpportunityFilter, PublicAsk, Withdrawn
from commonweal.reference.cpv import divisions

PER_PAGE = 50
GONE = 410
_CSV_HEAD = (
    "id",
    "title",
    "authority",
    "nature",
    "value_with_vat",
    "value_without_vat",
    "tenders_due_at",
    "contract_starts_on",
    "contract_ends_on",
    "places",
    "words_to_write",
    "social_value_weighting",
    "withdrawn_for_correction",
    "invited_tenderers_only",
)


#: What narrows the list beside words; shown unfolded once somebody uses it.
_FURTHER = ("nature", "place", "cpv", "value_from", "value_to", "due_by")


def _filter(request: HttpRequest) -> OpportunityFilter:
    nature = request.GET.get("nature", "")
    due_by = _day(request.GET.get("due_by", ""))
    return OpportunityFilter(
        words=request.GET.get("words", "").strip()[:200],
        nature=nature if nature in set(Nature) else "",
        place=request.GET.get("place", "").strip()[:100],
        cpv=cpv if (cpv := request.GET.get("cpv", "")) in dict(divisions()) else "",
        value_from=_pence(request.GET.get("value_from", "")),
        value_to=_pence(request.GET.get("value_to", "")),
        closes_before=london_moment(due_by + dt.timedelta(days=1), dt.time()) if due_by else None,
    )


def _pence(text: str) -> int | None:
    """Pounds as typed; what is no amount narrows nothing."""
    try:
        return parse_pounds(text) if text.strip() else None
    except DomainError:
        return None


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


@require_safe
def opportunities(request: HttpRequest) -> HttpResponse:
    """What is open, the soonest to close first; what has closed is a link away."""
    wanted = _filter(request)
    closed = "closed" in request.GET
    now = request.now  # type: ignore[attr-defined]
    rows = queries.closed_asks(now) if closed else queries.open_asks(now, wanted)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "page": page,
        "asks": [queries.read(row) for row in page],
        "suspended": queries.suspended_among(page),
        "wanted": wanted,
        "typed": request.GET,
        "is_narrowed": wanted != OpportunityFilter(),
        "is_narrowed_further": any(request.GET.get(name) for name in _FURTHER),
        "subjects": divisions(),
        "closed": closed,
        "words": ASK_WORDS,
        "query": kept.urlencode(),
    }
    return render(request, "public/opportunities.html", context)


@require_safe
def opportunities_csv(request: HttpRequest) -> HttpResponse:
    """Everything open, as a file."""
    rows = list(queries.open_asks(request.now, _filter(request)))  # type: ignore[attr-defined]
    suspended = queries.suspended_among(rows)
    asks = (queries.read(row) for row in rows)
    return file_of(
        csv_text(_CSV_HEAD, (_row(each, suspended) for each in asks)),
        "opportunities.csv",
        "text/csv; charset=utf-8",
    )


def _row(each: PublicAsk, suspended: set[str]) -> tuple[object, ...]:
    ask = each.ask
    return (
        ask.procurement_id,
        ask.title,
        ask.authority_name,
        ask.nature,
        decimal_string(ask.value_pence),
        decimal_string(ask.value_ex_vat_pence) if ask.value_ex_vat_pence is not None else None,
        ask.tender_deadline_at.isoformat(),
        ask.contract_starts_on,
        ask.contract_ends_on,
        " ".join(place.code for place in ask.places),
        ask.words_to_write,
        f"{ask.social_value_bp // 100}.{ask.social_value_bp % 100:02d}",
        "yes" if ask.procurement_id in suspended else "no",
        "yes" if ask.round_number > 1 else "no",
    )


@require_safe
def opportunity(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """One published ask, or its tombstone (410)."""
    found = _ask(procurement_id)
    if isinstance(found, Withdrawn):
        return render(request, "public/withdrawn.html", {"gone": found}, status=GONE)
    context = {
        "told": queries.tendering(procurement_id),
        "late_words": LATE,
        "published": found,
        "ask": found.ask,
        "suspension": queries.suspension(found),
        "is_open": found.is_open(request.now),  # type: ignore[attr-defined]
        "files": queries.files_of(procurement_id, found.number),
        "words": ASK_WORDS,
    }
    return render(request, "public/opportunity.html", context)


@require_safe
def opportunity_json(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """The public ask as canonical JSON: these bytes have the digest that the page shows."""
    found = _ask(procurement_id)
    if isinstance(found, Withdrawn):
        return render(request, "public/withdrawn.html", {"gone": found}, status=GONE)
    return file_of(found.ask.to_json(), f"ask-{procurement_id}-{found.number}.json", "application/json")


@require_safe
def opportunity_file(request: HttpRequest, procurement_id: str, file_id: str) -> HttpResponse:
    """One file of the pack, as it was issued."""
    try:
        found = queries.public_file(procurement_id, file_id)
    except NotFound as error:
        raise Http404 from error
    if isinstance(found, Withdrawn):
        return render(request, "public/withdrawn.html", {"gone": found}, status=GONE)
    return file_of(found.content, found.name, found.media_type)


def _ask(procurement_id: str) -> PublicAsk | Withdrawn:
    try:
        return queries.ask(procurement_id)
    except NotFound as error:
        raise Http404 from error


def file_of(content: bytes | str, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
