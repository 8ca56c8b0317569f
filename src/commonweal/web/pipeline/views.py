"""Pages of the pipeline."""

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from commonweal.domain.money import decimal_string
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import ProcurementKind, ProcurementStatus, Regime
from commonweal.lifecycle.planning import actions, queries
from commonweal.lifecycle.planning.models import PipelineEntry
from commonweal.lifecycle.procurement import actions as procurements
from commonweal.lifecycle.procurement import queries as procurement_queries
from commonweal.lifecycle.procurement.queries import ENTRY_WITHDRAWN, NOT_BEGUN, PipelineFilter
from commonweal.organisations.access import fetch
from commonweal.presentation.csv_text import csv_text
from commonweal.presentation.formats import day, money
from commonweal.presentation.procurement_words import ASK_WORDS, STATUS, STATUS_TAG, choices
from commonweal.web.downloads import attachment
from commonweal.web.history import history_of
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.pipeline.forms import BeginForm, ConfirmForm, EntryForm, FilterForm, ServesForm
from commonweal.web.pipeline.serving import chosen_thing, things_to_serve
from commonweal.web.procurement.planning import first_open_url

PER_PAGE = 50
PIPELINE_STATUS: dict[str, Any] = {
    NOT_BEGUN: gettext_lazy("Not begun"),
    **STATUS,
    ENTRY_WITHDRAWN: gettext_lazy("Withdrawn from the pipeline"),
}
#: Where an entry stands once nothing of it will happen any more.
_GIVEN_UP = {ENTRY_WITHDRAWN, ProcurementStatus.WITHDRAWN.value, ProcurementStatus.TERMINATED.value}
_CSV_HEAD = (
    "id",
    "title",
    "nature",
    "status",
    "value_with_vat",
    "value_without_vat",
    "tenders_invited_on",
    "starts_on",
    "ends_on",
)
_FIELDS = (
    "description",
    "nature",
    "cpv_division",
    "innovation_stage",
    "value_pence",
    "value_ex_vat_pence",
    "notice_on",
    "starts_on",
    "ends_on",
    "extension_months",
)


def narrowed(request: HttpRequest) -> tuple[FilterForm, PipelineFilter]:
    form = FilterForm(request.GET or None, statuses=choices(PIPELINE_STATUS))
    given = form.cleaned_data if form.is_valid() else {}
    return form, PipelineFilter(
        words=given.get("words", ""),
        nature=given.get("nature", ""),
        status=given.get("status", ""),
        value_from_pence=given.get("value_from"),
        value_to_pence=given.get("value_to"),
    )


def status_of(entry: PipelineEntry) -> str:
    """The key in `PIPELINE_STATUS` of where an entry stands."""
    procurement = getattr(entry, "procurement", None)
    if procurement is not None:
        return str(procurement.status)
    return ENTRY_WITHDRAWN if entry.withdrawn_at else NOT_BEGUN


def is_given_up(entry: PipelineEntry) -> bool:
    """Whether nothing of it will happen any more: withdrawn, or its procurement terminated."""
    return status_of(entry) in _GIVEN_UP


@page(Permission.PIPELINE_READ)
def pipeline(request: HttpRequest) -> HttpResponse:
    """What the authority means to buy and what it is buying, the soonest first."""
    form, wanted = narrowed(request)
    found = procurement_queries.pipeline(request.actor, wanted).values_list(*_COLUMNS)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "page": shown,
        "rows": _rows(shown.object_list),
        "query": query_of(request),
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
        "can_add": request.actor.can(Permission.PIPELINE_EDIT),
        "can_publish": request.actor.can(Permission.PIPELINE_PUBLISH),
    }
    return render(request, "pipeline/pipeline.html", context)


class Row(NamedTuple):
    """One line of the list, in the words and figures that are shown."""

    url: str
    title: str
    nature: str
    status: Markup
    notice_on: str
    value: str


_COLUMNS = (
    "external_id",
    "title",
    "nature",
    "withdrawn_at",
    "notice_on",
    "value_pence",
    "procurement__external_id",
    "procurement__status",
)


def _rows(found: Iterable[tuple[Any, ...]]) -> list[Row]:
    """What the list shows. Words and addresses are looked up once, not once a row: a list is read often."""
    own = reverse("pipeline-entry", kwargs={"entry_id": "-"}).removesuffix("-")
    begun = reverse("procurement", kwargs={"procurement_id": "-"}).removesuffix("-")
    natures = {key: str(text) for key, text in ASK_WORDS["nature"].items()}
    tag = cache(_tag)
    return [
        Row(
            begun + procurement if procurement else own + id_,
            title,
            natures[nature],
            tag(status or (ENTRY_WITHDRAWN if withdrawn_at else NOT_BEGUN)),
            day(notice_on),
            money(value),
        )
        for id_, title, nature, withdrawn_at, notice_on, value, procurement, status in found
    ]


def _tag(status: str) -> Markup:
    colour = f" cw-tag--{STATUS_TAG[status]}" if status in STATUS_TAG else ""
    return Markup('<span class="cw-tag{}">{}</span>').format(colour, PIPELINE_STATUS[status])


def query_of(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()


@page(Permission.PIPELINE_READ)
def pipeline_csv(request: HttpRequest) -> HttpResponse:
    """The same list as a file, narrowed the same way."""
    _form, wanted = narrowed(request)
    rows = (
        (
            entry.external_id,
            entry.title,
            entry.nature,
            status_of(entry),
            decimal_string(entry.value_pence),
            decimal_string(entry.value_ex_vat_pence) if entry.value_ex_vat_pence is not None else None,
            entry.notice_on,
            entry.starts_on,
            entry.ends_on,
        )
        for entry in procurement_queries.pipeline(request.actor, wanted)
    )
    return attachment(csv_text(_CSV_HEAD, rows), "pipeline.csv", "text/csv; charset=utf-8")


@page(Permission.PIPELINE_EDIT)
def add(request: HttpRequest) -> HttpResponse:
    """Add something to the pipeline."""
    return submit(
        request,
        EntryForm(**form_data(request)),
        context={"back": reverse("pipeline")},
        action=lambda data: actions.add_entry(by=request.actor, now=request.now, **entry_facts(data)),
        then=entry_url,
        done=_("It is in the pipeline."),
    )


def entry_facts(data: dict[str, Any]) -> dict[str, Any]:
    """The form's values by the names of the entry's fields."""
    return {"title": data["name"].strip(), **{name: data[name] for name in _FIELDS}}


def entry_url(entry: PipelineEntry) -> str:
    """Where an entry is shown."""
    return reverse("pipeline-entry", kwargs={"entry_id": entry.external_id})


@page()
def entry(request: HttpRequest, entry_id: str) -> HttpResponse:
    """One thing the authority means to buy."""
    found = queries.entry(request.actor, entry_id)
    procurement = procurement_queries.procurements(request.actor).filter(pipeline_entry=found).first()
    can_edit = request.actor.can(Permission.PIPELINE_EDIT) and found.withdrawn_at is None
    context = {
        "entry": found,
        "procurement": procurement,
        "status": PIPELINE_STATUS[procurement.status if procurement else status_of(found)],
        "serves": list(found.serves.select_related("mission", "outcome__mission")),
        "words": ASK_WORDS,
        "can_edit": can_edit,
        "can_begin": can_edit and procurement is None and request.actor.can(Permission.PROCUREMENT_EDIT),
        "history": history_of(found),
    }
    return render(request, "pipeline/entry.html", context)


def _stored(found: PipelineEntry) -> dict[str, Any]:
    return {"name": found.title, **{name: getattr(found, name) for name in _FIELDS}}


@page()
def edit(request: HttpRequest, entry_id: str) -> HttpResponse:
    """Change a pipeline entry."""
    found = queries.entry(request.actor, entry_id, Permission.PIPELINE_EDIT)
    form = EntryForm(**form_data(request), initial=_stored(found), revision=found.revision)
    return submit(
        request,
        form,
        context={"back": entry_url(found), "heading": _("Change the pipeline entry")},
        action=lambda data: actions.edit_entry(
            found,
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
            **entry_facts(data),
        ),
        then=entry_url,
        done=_("The change is saved."),
        current=lambda: _stored(queries.entry(request.actor, entry_id)),
    )


@page()
def serve(request: HttpRequest, entry_id: str) -> HttpResponse:
    """Say what an entry could serve."""
    found = queries.entry(request.actor, entry_id, Permission.PIPELINE_EDIT)
    return submit(
        request,
        ServesForm(**form_data(request), things=things_to_serve(request.actor)),
        context={"back": entry_url(found), "caption": found.title},
        action=lambda data: actions.serve(
            found,
            chosen_thing(request.actor, data["thing"]),
            reason=data["reason"],
            by=request.actor,
            now=request.now,
        ),
        then=lambda _link: entry_url(found),
        done=_("The link is saved."),
    )


@page()
def stop_serving(request: HttpRequest, entry_id: str, link_id: str) -> HttpResponse:
    """Take back what an entry could serve."""
    found = queries.entry(request.actor, entry_id, Permission.PIPELINE_EDIT)
    link = fetch(
        found.serves.select_related("entry", "mission", "outcome"),
        link_id,
        request.actor,
        Permission.PIPELINE_EDIT,
    )
    title = (link.mission or link.outcome).title
    form = ConfirmForm(
        **form_data(request),
        title=_("Remove the link to “%(title)s”?") % {"title": title},
        button=_("Remove it"),
    )
    return submit(
        request,
        form,
        context={"back": entry_url(found)},
        action=lambda _data: actions.stop_serving(link, by=request.actor, now=request.now),
        then=lambda _none: entry_url(found),
        done=_("The link is removed."),
    )


@page()
def withdraw(request: HttpRequest, entry_id: str) -> HttpResponse:
    """Say that it will not be bought."""
    found = queries.entry(request.actor, entry_id, Permission.PIPELINE_EDIT)
    form = ConfirmForm(
        **form_data(request),
        title=_("Withdraw “%(title)s” from the pipeline?") % {"title": found.title},
        button=_("Withdraw it"),
        intro=_("It stays in the list, marked as withdrawn."),
        revision=found.revision,
    )
    return submit(
        request,
        form,
        context={"back": entry_url(found)},
        action=lambda _data: actions.withdraw_entry(
            found, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=entry_url,
        done=_("It is withdrawn."),
    )


@page()
def begin(request: HttpRequest, entry_id: str) -> HttpResponse:
    """Begin a procurement from an entry, then plan it one question at a time."""
    found = queries.entry(request.actor, entry_id, Permission.PROCUREMENT_EDIT)
    parents = {each.external_id: each for each in procurement_queries.possible_parents(request.actor)}
    return submit(
        request,
        BeginForm(**form_data(request), parents=[(key, each.title) for key, each in parents.items()]),
        context={"back": entry_url(found), "caption": found.title},
        action=lambda data: procurements.begin(
            found,
            kind=ProcurementKind(data["kind"]),
            regime=Regime(data["regime"]),
            parent=parents.get(data.get("parent", "")),
            by=request.actor,
            now=request.now,
        ),
        then=first_open_url,
    )
