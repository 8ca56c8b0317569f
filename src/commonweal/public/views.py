"""The public site's own pages: home, open data, accessibility, privacy. Nothing here asks who is reading."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.publication import queries

SHOWN_AT_HOME = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, and the opportunities that close soonest."""
    rows = list(queries.open_asks(request.now)[:SHOWN_AT_HOME])  # type: ignore[attr-defined]
    context = {"asks": [queries.read(row) for row in rows], "suspended": queries.suspended_among(rows)}
    return render(request, "public/home.html", context)


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """What can be downloaded."""
    return render(request, "public/data.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the service is."""
    return render(request, "public/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people."""
    return render(request, "public/privacy.html")
