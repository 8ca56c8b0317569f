"""What authorities heard from the market and what they changed because of it, as they published it."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.domain.engagements import EngagementContent
from commonweal.domain.errors import NotFound
from commonweal.presentation.before_words import BEFORE_WORDS
from commonweal.public.opportunities import file_of
from commonweal.publication import queries
from commonweal.publication.models import Snapshot

PER_PAGE = 50


@require_safe
def engagements(request: HttpRequest) -> HttpResponse:
    """What suppliers can take part in now, and published summaries, the newest first."""
    page = Paginator(queries.engagements(), PER_PAGE).get_page(request.GET.get("page"))
    calls = list(queries.open_calls(request.now)[:PER_PAGE])  # type: ignore[attr-defined]
    return render(request, "public/engagements.html", {"page": page, "calls": calls})


def _found(engagement_id: str) -> tuple[Snapshot, EngagementContent]:
    try:
        return queries.engagement(engagement_id)
    except NotFound as error:
        raise Http404 from error


@require_safe
def engagement(request: HttpRequest, engagement_id: str) -> HttpResponse:
    """One summary; before there is one, the call to take part."""
    try:
        row, summary = queries.engagement(engagement_id)
    except NotFound:
        return _call(request, engagement_id)
    context = {"published": row, "summary": summary, "before": BEFORE_WORDS}
    return render(request, "public/engagement.html", context)


def _call(request: HttpRequest, engagement_id: str) -> HttpResponse:
    try:
        row, call = queries.engagement_call(engagement_id)
    except NotFound as error:
        raise Http404 from error
    is_open = call.is_open(request.now)  # type: ignore[attr-defined]
    context = {"published": row, "call": call, "before": BEFORE_WORDS, "is_open": is_open}
    return render(request, "public/engagement_call.html", context)


@require_safe
def engagement_json(request: HttpRequest, engagement_id: str) -> HttpResponse:
    """The summary as canonical JSON: these bytes have the digest that the page shows."""
    row, _summary = _found(engagement_id)
    return file_of(row.content.encode(), "engagement.json", "application/json")
