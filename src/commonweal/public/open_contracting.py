"""Open contracting data: what was published as OCDS releases and records, for machines."""

import datetime as dt
import json
from collections.abc import Iterator
from itertools import islice

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from commonweal.interchange.ocds import export
from commonweal.interchange.ocds.process_values import Procurement
from commonweal.interchange.ocds.published import release_of
from commonweal.publication import queries
from commonweal.publication.models import Snapshot

PER_PAGE = 100


def _procurement(row: Snapshot) -> Procurement:
    found = queries.version(row)
    return release_of(found.content, found.published_at, settings.OCID_PREFIX)


def _with_before(rows: list[Snapshot]) -> list[tuple[Procurement, Procurement | None]]:
    """What each row says, and what the version before it said."""
    before = queries.versions_before(rows)
    return [(_procurement(row), _procurement(before[row.pk]) if row.pk in before else None) for row in rows]


@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    """One page of releases as a release package, in the order of publication; `links.next` leads on."""
    page = Paginator(queries.history(), PER_PAGE).get_page(request.GET.get("page"))
    rows = list(page)
    package = export.release_package(
        _with_before(rows),
        uri=request.build_absolute_uri(),
        publisher=_publisher(request),
        published_at=rows[-1].published_at if rows else _now(request),
    )
    here = request.build_absolute_uri(reverse("public-ocds-releases"))
    links = {}
    if page.has_next():
        links["next"] = f"{here}?page={page.next_page_number()}"
    if page.has_previous():
        links["prev"] = f"{here}?page={page.previous_page_number()}"
    return JsonResponse(package | ({"links": links} if links else {}))


@require_safe
def releases_lines(request: HttpRequest) -> StreamingHttpResponse:
    """Every release, one to a line."""
    response = StreamingHttpResponse(_lines(), content_type="application/x-ndjson")
    response["Content-Disposition"] = content_disposition_header(True, "releases.jsonl")
    return response


def _lines() -> Iterator[str]:
    every = queries.history().iterator(chunk_size=PER_PAGE)
    while rows := list(islice(every, PER_PAGE)):
        for each, before in _with_before(rows):
            yield json.dumps(export.release(each, before), ensure_ascii=False, separators=(",", ":")) + "\n"


@require_safe
def record(request: HttpRequest, ocid: str) -> HttpResponse:
    """The record of one contracting process: its releases and what they come to. 404 when nothing of it is public."""
    prefix, own = f"{settings.OCID_PREFIX}-", ""
    if ocid.startswith(prefix):
        own = ocid.removeprefix(prefix)
    rows = list(queries.history([own, *queries.contracts_of(own)])) if own else []
    found = [each for each in map(_procurement, rows) if each.ocid == ocid]
    if not found:
        raise Http404
    package = export.record_package(
        found,
        uri=request.build_absolute_uri(),
        publisher=_publisher(request),
        published_at=max(each.released_at for each in found),
    )
    return JsonResponse(package)


def _publisher(request: HttpRequest) -> str:
    return str(settings.PUBLISHER or request.get_host())


def _now(request: HttpRequest) -> dt.datetime:
    now: dt.datetime = request.now  # type: ignore[attr-defined]
    return now
