"""What authorities mean to buy, as they published it."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonweal.domain.errors import NotFound
from commonweal.domain.money import decimal_string
from commonweal.domain.periods import london_day
from commonweal.domain.pipelines import PipelineContent, PipelineEntryContent
from commonweal.presentation.calendar_files import Entry, calendar_file
from commonweal.presentation.charts import Span, spans
from commonweal.presentation.csv_text import csv_text
from commonweal.presentation.procurement_words import ASK_WORDS
from commonweal.public.opportunities import file_of
from commonweal.publication import queries
from commonweal.publication.models import Snapshot

PER_PAGE = 50
_CSV_HEAD = (
    "id",
    "title",
    "description",
    "nature",
    "cpv_division",
    "value_with_vat",
    "tenders_invited_on",
    "contract_starts_on",
    "contract_ends_on",
    "extension_months",
    "could_serve",
)


@require_safe
def pipelines(request: HttpRequest) -> HttpResponse:
    """The authorities that published a pipeline."""
    page = Paginator(queries.pipelines(), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(row, len(PipelineContent.from_json(row.content).entries)) for row in page]
    return render(request, "public/pipelines.html", {"page": page, "rows": rows})


def _found(authority_id: str) -> tuple[Snapshot, PipelineContent]:
    try:
        return queries.pipeline(authority_id)
    except NotFound as error:
        raise Http404 from error


@require_safe
def pipeline(request: HttpRequest, authority_id: str) -> HttpResponse:
    """One authority's pipeline: table, picture, files."""
    row, content = _found(authority_id)
    picture = spans(
        tuple(Span(each.title, each.notice_on, each.starts_on, each.ends_on) for each in content.entries),
        chart_id="pipeline",
        title=_("Pipeline over the years"),
        description=_("When tenders are invited and when contracts run. The table says the same."),
        today=london_day(request.now),  # type: ignore[attr-defined]
    )
    context = {"published": row, "pipeline": content, "picture": picture, "words": ASK_WORDS}
    return render(request, "public/pipeline.html", context)


@require_safe
def pipeline_csv(request: HttpRequest, authority_id: str) -> HttpResponse:
    """The table as a file."""
    _snapshot, content = _found(authority_id)
    text = csv_text(_CSV_HEAD, (_row(each) for each in content.entries))
    return file_of(text, "pipeline.csv", "text/csv; charset=utf-8")


def _row(each: PipelineEntryContent) -> tuple[object, ...]:
    return (
        each.id,
        each.title,
        each.description,
        each.nature,
        each.cpv_division,
        decimal_string(each.value_pence),
        each.notice_on,
        each.starts_on,
        each.ends_on,
        each.extension_months,
        "; ".join(each.serves),
    )


@require_safe
def pipeline_ics(request: HttpRequest, authority_id: str) -> HttpResponse:
    """When tenders are to be invited and contracts to start, as a calendar file."""
    _snapshot, content = _found(authority_id)
    link = request.build_absolute_uri(request.path.removesuffix(".ics"))
    made = calendar_file(_days(content, link), product="Pipeline", now=request.now)  # type: ignore[attr-defined]
    return file_of(made, "pipeline.ics", "text/calendar; charset=utf-8")


def _days(content: PipelineContent, link: str) -> Iterable[Entry]:
    for each in content.entries:
        for name, words, on in (
            ("notice", _("Tenders are to be invited: %(title)s"), each.notice_on),
            ("start", _("The contract is to start: %(title)s"), each.starts_on),
        ):
            if on is not None:
                yield Entry(f"{each.id}-{name}", words % {"title": each.title}, on, link)


@require_safe
def pipeline_json(request: HttpRequest, authority_id: str) -> HttpResponse:
    """The pipeline as canonical JSON: these bytes have the digest that the page shows."""
    row, _content = _found(authority_id)
    return file_of(row.content.encode(), "pipeline.json", "application/json")
