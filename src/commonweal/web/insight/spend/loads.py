"""Loading files of payments: giving them, confirming their columns, and what came of it."""

import datetime as dt
from typing import Any

from django.db import transaction as database
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.errors import Invalid, NotFound
from commonweal.domain.permissions import Permission
from commonweal.domain.spend import AT_WORK, CONFIRMABLE, SpendStatus
from commonweal.files.actions import store_table
from commonweal.files.checks import check_table
from commonweal.jobs.tasks import work_on_spend
from commonweal.journeys import spend_loading
from commonweal.organisations.queries import own_organisation
from commonweal.spending import actions, queries
from commonweal.spending.models import SpendLoad
from commonweal.web.downloads import attachment
from commonweal.web.history import history_of
from commonweal.web.insight.spend import wording
from commonweal.web.insight.spend.forms import ColumnsForm, GoForm, LoadForm, RemoveForm
from commonweal.web.pages import form_data, page, render, submit

P = Permission
STUCK_AFTER = dt.timedelta(minutes=5)
"""A load whose worker has said nothing for this long may be started again."""


def load_url(load: SpendLoad) -> str:
    return reverse("spend-load", kwargs={"load_id": load.external_id})


@page(P.INSIGHT_READ)
def spend(request: HttpRequest) -> HttpResponse:
    """Every load of the body, the latest first."""
    context = {
        "loads": list(queries.loads(request.actor)),
        "can_edit": request.actor.can(P.SPEND_EDIT),
        "words": wording,
    }
    return render(request, "insight/spend/spend.html", context)


@page(P.SPEND_EDIT)
def begin(request: HttpRequest) -> HttpResponse:
    """Give files to be read."""
    own = own_organisation(request.actor)
    form = LoadForm(**form_data(request), initial={"place": own.place_code})

    def act(data: dict[str, Any]) -> SpendLoad:
        place = place_code(data["place"])
        for each in data["files"]:  # nothing is kept of any of them when one is refused
            check_table(each.name, each.read(), field="files")
            each.seek(0)
        stored = [
            store_table(
                each.name,
                each.read(),
                owner_id=request.actor.organisation_id,
                by=request.actor,
                now=request.now,
                field="files",
            )
            for each in data["files"]
        ]
        load = actions.begin(
            title=data["name"], place_code=place, files=stored, by=request.actor, now=request.now
        )
        _to_work(load)
        return load

    return submit(
        request,
        form,
        context={"back": reverse("spend"), "cancel_url": reverse("spend")},
        action=act,
        then=load_url,
    )


def place_code(given: str) -> str:
    """The code of a place by its name or code; empty for none. Raises Invalid."""
    if not given.strip():
        return ""
    from commonweal.analytics.tables.supplier_places import UnknownPlace, home

    try:
        return home(given).code
    except UnknownPlace as error:
        raise Invalid("spend.place_unknown", field="place", given=given.strip()) from error


def _to_work(load: SpendLoad) -> None:
    """Hand a load to the worker, in the transaction that made it wait."""
    work_on_spend.enqueue(load.external_id)


@page()
def load(request: HttpRequest, load_id: str) -> HttpResponse:
    """Where a load stands and what came of it."""
    found = queries.load(request.actor, load_id)
    status = SpendStatus(found.status)
    progress = spend_loading.progress_of(found) if status in AT_WORK else None
    context = {
        "load": found,
        "status": status,
        "back": reverse("spend"),
        "heading": found.title,
        "tags": [(wording.STATUS[status], wording.STATUS_TAG[status])],
        "is_at_work": status in AT_WORK,
        "progress": progress,
        "sheets": sum(each["files"] for each in found.found),
        "files": [each.stored for each in found.files.select_related("stored")],
        "is_there": status is not SpendStatus.LOADED or spend_loading.report_of(found) is not None,
        "can_edit": request.actor.can(P.SPEND_EDIT),
        "can_confirm": request.actor.can(P.SPEND_EDIT) and status in CONFIRMABLE,
        "is_stuck": status in AT_WORK and _is_stuck(found, progress, request.now),
        "history": history_of(found, own=request.actor.organisation),
        "words": wording,
    }
    return render(request, "insight/spend/load.html", context)


def _is_stuck(found: SpendLoad, progress: dict[str, Any] | None, now: dt.datetime) -> bool:
    """True when the worker has said nothing for a while: it was stopped in the middle."""
    last = dt.datetime.fromisoformat(progress["at"]) if progress else found.confirmed_at or found.created_at
    return now - last > STUCK_AFTER


@page()
def columns(request: HttpRequest, load_id: str) -> HttpResponse:
    """Confirm what the columns mean, with examples from the files."""
    found = queries.load(request.actor, load_id, P.SPEND_EDIT)
    if SpendStatus(found.status) not in CONFIRMABLE:
        raise NotFound("record.not_found", kind=SpendLoad.KIND)
    form = ColumnsForm(
        **form_data(request), found=found.found, confirmed=found.confirmed, revision=found.revision
    )

    def act(_data: dict[str, Any]) -> SpendLoad:
        actions.confirm(
            found,
            form.columns(),
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        )
        _to_work(found)
        return found

    context = {"back": load_url(found), "load": found, "cancel_url": load_url(found)}
    return submit(request, form, "insight/spend/columns.html", context, action=act, then=load_url)


@page()
def again(request: HttpRequest, load_id: str) -> HttpResponse:
    """Start the work on a load once more: after a failure, a worker that was stopped, or a restore from a backup."""
    found = queries.load(request.actor, load_id, P.SPEND_EDIT)
    form = GoForm(**form_data(request))

    def act(_data: dict[str, Any]) -> SpendLoad:
        status = SpendStatus(found.status)
        if status is SpendStatus.LOADED:
            actions.confirm(found, found.confirmed, by=request.actor, now=request.now)
        elif status not in AT_WORK:
            actions.try_again(found, by=request.actor, now=request.now)
        _to_work(found)
        return found

    form.title = _("Read the files again?")
    context = {"back": load_url(found), "cancel_url": load_url(found)}
    return submit(request, form, context=context, action=act, then=load_url)


@page()
def remove(request: HttpRequest, load_id: str) -> HttpResponse:
    """Take a load out of the figures."""
    found = queries.load(request.actor, load_id, P.SPEND_EDIT)
    form = RemoveForm(**form_data(request))

    def act(_data: dict[str, Any]) -> SpendLoad:
        actions.remove(found, by=request.actor, now=request.now)
        database.on_commit(lambda: spend_loading.forget(found))
        return found

    return submit(
        request,
        form,
        context={"back": load_url(found), "cancel_url": load_url(found), "caption": found.title},
        action=act,
        then=lambda _found: reverse("spend"),
        done=_("The payments were removed."),
    )


@page()
def rejected(request: HttpRequest, load_id: str) -> HttpResponse:
    """Every row that was not loaded, with its file, line and reason."""
    found = queries.load(request.actor, load_id)
    text = spend_loading.rejected_csv(found)
    if text is None:
        raise NotFound("record.not_found", kind=SpendLoad.KIND)
    return attachment(text, "rejected-rows.csv", "text/csv; charset=utf-8")
