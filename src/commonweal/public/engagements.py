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
    """Published summaries, the newest first."""
    page = Paginator(queries.engagements(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "public/engagements.html", {"page": page})


def _found(engagement_id: str) -> tuple[Snapshot, EngagementContent]:
    try:
        return queries.engagement(engagement_id)
    except NotFound as error:
        raise Http404 from error


@require_safe
def engagement(request: HttpRequest, engagement_id: str) -> HttpResponse:
    """One summary."""
    row, summary = _found(engagement_id)
    context = {"published": row, "summary": summary, "before": BEFORE_WORDS}
    return render(request, "public/engagement.html", context)


@require_safe
def engagement_json(request: HttpRequest, engagement_id: str) -> HttpResponse:
    """The summary as canonical JSON: these bytes have the digest that the page shows."""
    row, _summary = _found(engagement_id)
    return file_of(row.content.encode(), "engagement.json", "application/json")
