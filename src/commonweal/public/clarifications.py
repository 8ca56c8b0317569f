"""Questions that were answered to everybody, for everybody to read. Nobody's name is in them."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.domain.errors import NotFound
from commonweal.domain.tendering_content import TenderingContent
from commonweal.presentation.clarifications_csv import clarifications_csv
from commonweal.public.opportunities import GONE, file_of
from commonweal.publication import queries
from commonweal.publication.queries import PublicAsk, Withdrawn

PER_PAGE = 50


@require_safe
def questions(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Every answered question, fifty a page."""
    found, told = _found(procurement_id)
    if isinstance(found, Withdrawn):
        return render(request, "public/withdrawn.html", {"gone": found}, status=GONE)
    page = Paginator(told.clarifications if told else (), PER_PAGE).get_page(request.GET.get("page"))
    context = {"ask": found.ask, "told": told, "page": page}
    return render(request, "public/questions.html", context)


@require_safe
def questions_csv(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """The same as a table."""
    found, told = _found(procurement_id)
    if isinstance(found, Withdrawn):
        return render(request, "public/withdrawn.html", {"gone": found}, status=GONE)
    text = clarifications_csv(told.clarifications if told else ())
    return file_of(text, f"questions-{procurement_id}.csv", "text/csv; charset=utf-8")


def _found(procurement_id: str) -> tuple[PublicAsk | Withdrawn, TenderingContent | None]:
    try:
        return queries.ask(procurement_id), queries.tendering(procurement_id)
    except NotFound as error:
        raise Http404 from error
