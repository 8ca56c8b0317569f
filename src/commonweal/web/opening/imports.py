"""Tenders that another suite received: upload its table, say what its columns mean, look, and import it whole."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.domain.errors import DomainError
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import ProcurementStatus
from commonweal.domain.tender_tables import Fault
from commonweal.interchange.packs.faults import UnreadableWorkbook
from commonweal.journeys import tender_imports as journey
from commonweal.lifecycle.procurement import queries as procurements
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.tendering import imports as reads
from commonweal.lifecycle.tendering.actions import imports as actions
from commonweal.lifecycle.tendering.models import ImportStatus, TenderImport
from commonweal.organisations.queries import names_of
from commonweal.presentation.words import sentence
from commonweal.web.opening.import_forms import CheckForm, ColumnsForm, DiscardForm, TableForm
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.tenders.uploads import in_memory

STATUS = {
    ImportStatus.WAITING: (gettext_lazy("Waits for you"), "warn"),
    ImportStatus.SAVED: (gettext_lazy("Imported"), "ok"),
    ImportStatus.DISCARDED: (gettext_lazy("Left aside"), ""),
}


def list_url(procurement: Procurement) -> str:
    return reverse("tender-imports", args=[procurement.external_id])


def table_url(one: TenderImport) -> str:
    return reverse("tender-import", args=[one.external_id])


@in_memory
@page()
def tables(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Every table of a procurement, and a new one."""
    procurement = procurements.procurement(request.actor, procurement_id, Permission.ASSESSMENT_MANAGE)
    found = list(reads.tables(request.actor, procurement))
    form = TableForm(**form_data(request))

    def act(data: dict[str, Any]) -> TenderImport:
        file = data["file"]
        try:
            return journey.bring(
                procurement,
                str(file.name),
                file.read(),
                source=data["source"],
                opened_on=data["opened_on"],
                by=request.actor,
                now=request.now,
            )
        except UnreadableWorkbook as error:
            first = error.faults[0]
            raise DomainError(first.code, field="file", **first.params) from error

    context = {
        "caption": procurement.title,
        "back": reverse("opened-tenders", args=[procurement_id]),
        "tables": found,
        "status_words": STATUS,
        "people": names_of(each.brought_by for each in found),
        "may_import": procurement.status == ProcurementStatus.OPENED,
        "procurement": procurement,
    }
    return submit(
        request, form, "opening/imports.html", context=context, action=act, then=table_url, node=procurement
    )


@page()
def table(request: HttpRequest, import_id: str) -> HttpResponse:
    """What each column means; once imported, what came of it."""
    one = reads.table(request.actor, import_id)
    if one.status != ImportStatus.WAITING:
        return _outcome(request, one)
    held = journey.table_of(one)
    ask = reads.ask_version(one.procurement).read()
    form = ColumnsForm(
        **form_data(request), table=held, ask=ask, chosen=journey.columns_of(one, held), revision=one.revision
    )
    return submit(
        request,
        form,
        "opening/import_columns.html",
        context={
            "caption": one.procurement.title,
            "back": list_url(one.procurement),
            "one": one,
            "table": held,
        },
        action=lambda _data: actions.confirm_columns(
            one,
            held.headings,
            form.meanings(),
            ask,
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _one: reverse("tender-import-check", args=[one.external_id]),
        node=one.procurement,
        current=lambda: {},
    )


def _outcome(request: HttpRequest, one: TenderImport) -> HttpResponse:
    context = {
        "heading": _("Tenders from %(source)s") % {"source": one.source},
        "caption": one.procurement.title,
        "back": list_url(one.procurement),
        "one": one,
        "tags": [STATUS[ImportStatus(one.status)]],
        "tenders": list(one.imported.select_related("tender__supplier", "tender__lot")),
        "people": names_of([one.brought_by, one.settled_by]),
    }
    return render(request, "opening/import_outcome.html", context, node=one.procurement)


@page()
def check(request: HttpRequest, import_id: str) -> HttpResponse:
    """What the table would do: every mistake by its cell, or who is new and what is added; then import it."""
    one = reads.table(request.actor, import_id)
    if one.status != ImportStatus.WAITING or not one.meanings:
        return HttpResponseRedirect(table_url(one))
    planned = journey.plan(one, request.POST.getlist("same"))
    form = CheckForm(
        **form_data(request),
        namesakes=[(each.row.place, each.namesake) for each in planned.rows if each.namesake],
        revision=one.revision,
    )
    context = {
        "caption": one.procurement.title,
        "back": table_url(one),
        "one": one,
        "plan": planned,
        "faults": worded(planned.faults),
        "lots": {lot.id: lot.title for lot in planned.version.read().lots},
        "may_import": not planned.faults,
    }
    if planned.faults:
        form.data = {}
        form.is_bound = False
        return render(
            request,
            "opening/import_check.html",
            {**context, "form": form},
            node=one.procurement,
            status=422 if request.method == "POST" else 200,
        )
    return submit(
        request,
        form,
        "opening/import_check.html",
        context=context,
        action=lambda data: journey.take_in(
            one,
            data.get("same", ()),
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _plan: table_url(one),
        done=lambda done: (
            ngettext("%(num)s row was imported.", "%(num)s rows were imported.", len(done.rows))
            % {"num": len(done.rows)}
        ),
        node=one.procurement,
    )


def worded(faults: Sequence[Fault]) -> list[tuple[str, str]]:
    """Every mistake with its cell, in words."""
    return [(each.place, sentence(DomainError(each.code, **each.params))) for each in faults]


@page()
def discard(request: HttpRequest, import_id: str) -> HttpResponse:
    """Leave a table aside."""
    one = reads.table(request.actor, import_id)
    return submit(
        request,
        DiscardForm(**form_data(request)),
        context={"back": table_url(one), "caption": one.procurement.title},
        action=lambda _data: actions.discard(one, by=request.actor, now=request.now),
        then=lambda _one: list_url(one.procurement),
        done=_("The table is left aside. Nothing of it was imported."),
        node=one.procurement,
    )
