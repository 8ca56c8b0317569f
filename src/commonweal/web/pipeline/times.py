"""The pipeline in time: a picture with its table, a calendar file, and what is published of it."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.errors import NotFound
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.journeys import before
from commonweal.lifecycle.planning.models import PipelineEntry
from commonweal.lifecycle.procurement import queries
from commonweal.presentation.calendar_files import Entry, calendar_file
from commonweal.presentation.charts import Span, spans, spans_table
from commonweal.presentation.formats import money
from commonweal.publication import queries as publication
from commonweal.web.downloads import attachment
from commonweal.web.forms import ChoicesField, GovForm
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.pipeline.views import PIPELINE_STATUS, is_given_up, narrowed, query_of, status_of

PER_PICTURE = 25


def _page_of(entry: PipelineEntry) -> str:
    procurement = getattr(entry, "procurement", None)
    if procurement is not None:
        return reverse("procurement", kwargs={"procurement_id": procurement.external_id})
    return reverse("pipeline-entry", kwargs={"entry_id": entry.external_id})


def _spans(entries: Iterable[PipelineEntry]) -> tuple[Span, ...]:
    return tuple(
        Span(
            each.title,
            each.notice_on,
            each.starts_on,
            each.ends_on,
            href=_page_of(each),
            stands=str(PIPELINE_STATUS[status_of(each)]),
        )
        for each in entries
    )


@page(Permission.PIPELINE_READ)
def pipeline_timeline(request: HttpRequest) -> HttpResponse:
    """The same list over the years, a page at a time, with the table beside the picture. What was given up is in the table
    alone."""
    _form, wanted = narrowed(request)
    shown = Paginator(queries.pipeline(request.actor, wanted), PER_PICTURE).get_page(request.GET.get("page"))
    rows = _spans(shown)
    picture = spans(
        _spans(each for each in shown if not is_given_up(each)),
        chart_id="pipeline",
        title=_("Pipeline over the years"),
        description=_("When tenders are invited and when contracts run. The table says the same."),
        today=london_day(request.now),
    )
    context = {
        "page": shown,
        "picture": picture,
        "table": spans_table(rows),
        "rows": rows,
        "query": query_of(request),
    }
    return render(request, "pipeline/timeline.html", context)


@page(Permission.PIPELINE_READ)
def pipeline_ics(request: HttpRequest) -> HttpResponse:
    """Days of the pipeline as a calendar file, narrowed like the list; what was given up is left out."""
    _form, wanted = narrowed(request)
    entries = (each for each in queries.pipeline(request.actor, wanted) if not is_given_up(each))
    content = calendar_file(
        (each for entry in entries for each in _days(request, entry)), product="Pipeline", now=request.now
    )
    return attachment(content, "pipeline.ics", "text/calendar; charset=utf-8")


def _days(request: HttpRequest, entry: PipelineEntry) -> Iterable[Entry]:
    link = request.build_absolute_uri(_page_of(entry))
    for name, words, on in (
        ("notice", _("Tenders are to be invited: %(title)s"), entry.notice_on),
        ("start", _("The contract is to start: %(title)s"), entry.starts_on),
        ("end", _("The contract is to end: %(title)s"), entry.ends_on),
    ):
        if on is not None:
            yield Entry(f"{entry.external_id}-{name}", words % {"title": entry.title}, on, link)


class PublishForm(GovForm):
    """Which entries everybody may read."""

    title = gettext_lazy("Publish the pipeline")
    button = gettext_lazy("Publish")
    intro = gettext_lazy(
        "Everybody can read what you tick: title, description, nature, value with VAT, dates and what it could serve. "
        "It takes the place of what was published before."
    )

    entries = ChoicesField(label=gettext_lazy("Which entries?"), choices=())

    def __init__(self, *args: Any, entries: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entries"].choices = entries  # type: ignore[attr-defined]


@page(Permission.PIPELINE_PUBLISH)
def publish(request: HttpRequest) -> HttpResponse:
    """Choose entries and publish them, all together, as they stand."""
    rows = list(before.publishable(request.actor))
    form = PublishForm(
        **form_data(request),
        entries=[(each.external_id, f"{each.title} ({money(each.value_pence)})") for each in rows],
        initial={"entries": [each.external_id for each in rows]},
    )
    return submit(
        request,
        form,
        "pipeline/publish.html",
        {"back": reverse("pipeline"), "published": _published(request), "is_empty": not rows},
        action=lambda data: before.publish_pipeline(data["entries"], by=request.actor, now=request.now),
        then=lambda _snapshot: reverse("pipeline"),
        done=_("The pipeline is public."),
    )


def _published(request: HttpRequest) -> Any:
    """What stands published now, or None."""
    try:
        return publication.pipeline(request.actor.organisation)[0]  # type: ignore[attr-defined]
    except NotFound:
        return None
