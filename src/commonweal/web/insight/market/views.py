"""Market health in the browser: giving a file, how far it is, each measure with its definition, picture, table and file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.files.actions import store_open_data
from commonweal.jobs.tasks import work_on_market
from commonweal.journeys.market_reading import progress_of
from commonweal.markets import actions, queries
from commonweal.markets.models import MarketReading
from commonweal.presentation.csv_text import csv_text
from commonweal.web.downloads import attachment
from commonweal.web.history import history_of
from commonweal.web.insight.market.forms import LoadForm, RemoveForm
from commonweal.web.insight.market.sections import sections
from commonweal.web.pages import form_data, page, render, submit

P = Permission


def reading_url(found: MarketReading) -> str:
    return reverse("market-reading", kwargs={"reading_id": found.external_id})


@page(P.INSIGHT_READ)
def market(request: HttpRequest) -> HttpResponse:
    """Every file of notices of the body, the latest first."""
    context = {
        "readings": list(queries.readings(request.actor).defer("health")),
        "can_edit": request.actor.can(P.SPEND_EDIT),
    }
    return render(request, "insight/market/market.html", context)


@page(P.SPEND_EDIT)
def begin(request: HttpRequest) -> HttpResponse:
    """Give a file of notices."""

    def act(data: dict[str, Any]) -> MarketReading:
        stored = store_open_data(
            data["file"].name,
            data["file"].read(),
            owner_id=request.actor.organisation_id,
            by=request.actor,
            now=request.now,
        )
        found = actions.begin(title=data["name"], file=stored, by=request.actor, now=request.now)
        work_on_market.enqueue(found.external_id)
        return found

    return submit(
        request,
        LoadForm(**form_data(request)),
        context={"back": reverse("market"), "cancel_url": reverse("market")},
        action=act,
        then=reading_url,
    )


@page()
def reading(request: HttpRequest, reading_id: str) -> HttpResponse:
    """How far the worker is with a file, or its measures."""
    found = queries.reading(request.actor, reading_id)
    context = {
        "reading": found,
        "back": reverse("market"),
        "heading": found.title,
        "progress": progress_of(found) if found.is_waiting else None,
        "sections": sections(found.health) if found.health else [],
        "can_edit": request.actor.can(P.SPEND_EDIT),
        "history": history_of(found, own=request.actor.organisation),
    }
    return render(request, "insight/market/reading.html", context)


@page()
def measure_csv(request: HttpRequest, reading_id: str, measure: str) -> HttpResponse:
    """One measure as a file. 404 when there is none of that name."""
    found = queries.reading(request.actor, reading_id)
    for each in sections(found.health) if found.health else ():
        if each.key == measure:
            return attachment(
                csv_text(each.whole.columns, each.whole.rows),
                f"market-{measure}.csv",
                "text/csv; charset=utf-8",
            )
    raise NotFound("record.not_found", kind=MarketReading.KIND)


@page()
def remove(request: HttpRequest, reading_id: str) -> HttpResponse:
    """Take a file of notices and its measures away."""
    found = queries.reading(request.actor, reading_id, P.SPEND_EDIT)
    return submit(
        request,
        RemoveForm(**form_data(request)),
        context={"back": reading_url(found), "cancel_url": reading_url(found), "caption": found.title},
        action=lambda given: actions.remove(found, by=request.actor, now=request.now),
        then=lambda given: reverse("market"),
        done=_("The notices were removed."),
    )
