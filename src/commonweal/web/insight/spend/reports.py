"""The report of a load: measure by measure, with its definition, picture, table and file; and spending by mission."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.analytics.tables import mission_shares
from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.domain.spend import SpendStatus
from commonweal.journeys import spend_loading
from commonweal.lifecycle.strategy.models import Mission
from commonweal.organisations.access import fetch
from commonweal.presentation.charts import Table
from commonweal.presentation.charts.amounts import Amount, amount_bars
from commonweal.presentation.csv_text import csv_text
from commonweal.presentation.formats import large_money, number
from commonweal.spending import actions, queries
from commonweal.spending.models import SpendLoad, SpendServes
from commonweal.web.downloads import attachment
from commonweal.web.insight.spend.figures import (
    Found,
    Section,
    amount,
    defined,
    drawn,
    pence,
    plain,
    share,
)
from commonweal.web.insight.spend.forms import GoForm, ServesForm
from commonweal.web.insight.spend.loads import load_url
from commonweal.web.insight.spend.sections import sections
from commonweal.web.pages import form_data, page, render, submit

P = Permission


def _found(
    request: HttpRequest, load_id: str, permission: Permission = P.INSIGHT_READ
) -> tuple[SpendLoad, Found]:
    """A loaded load and its report. Raises NotFound when it is not loaded, or its dataset is not there."""
    load = queries.load(request.actor, load_id, permission)
    report = spend_loading.report_of(load) if load.status == SpendStatus.LOADED else None
    if report is None:
        raise NotFound("record.not_found", kind=SpendLoad.KIND)
    return load, report


def report_url(load: SpendLoad) -> str:
    return reverse("spend-report", kwargs={"load_id": load.external_id})


@page()
def report(request: HttpRequest, load_id: str) -> HttpResponse:
    """Every measure of one load."""
    load, found = _found(request, load_id)
    links = queries.serves(request.actor)
    made = sections(found)
    context = {
        "load": load,
        "found": found,
        "back": load_url(load),
        "heading": _("What was paid: %(title)s") % {"title": load.title},
        "sections": [*made[:2], by_mission(found, links), *made[2:]] if links else made,
        "has_missions": bool(links),
        "links": links,
        "can_edit": request.actor.can(P.SPEND_EDIT),
        "amount": large_money(pence(found["amount"])),
    }
    return render(request, "insight/spend/report.html", context)


@page()
def measure_csv(request: HttpRequest, load_id: str, measure: str) -> HttpResponse:
    """The whole of one measure as a file."""
    load, found = _found(request, load_id)
    every = {each.key: each for each in (*sections(found), by_mission(found, queries.serves(request.actor)))}
    if measure not in every:
        raise NotFound("record.not_found", kind=SpendLoad.KIND)
    table = every[measure].whole
    name = f"{measure.replace('_', '-')}-{load.external_id[:8]}.csv"
    return attachment(csv_text(table.columns, table.rows), name, "text/csv; charset=utf-8")


def by_mission(found: Found, links: list[SpendServes]) -> Section:
    """Spending of the services that a person linked to a mission; what is linked to none is a part of its own."""
    pairs = [(link.service, link.mission.statement) for link in links]
    measure = mission_shares.by_mission(found["by_service"]["rows"], pairs)
    rows = [{**row, "mission": row["mission"] or _("Linked to no mission")} for row in measure["rows"]]
    table = Table(
        (_("Mission"), _("Amount"), _("Payments"), _("Share")),
        tuple(
            (row["mission"], amount(row["amount"]), number(row["payments"]), share(row["share"]))
            for row in rows
        ),
    )
    title = _("By mission")
    linked = pence(found["amount"]) - pence(rows[-1]["amount"])
    said = _("%(amount)s is linked to a mission.") % {"amount": large_money(linked)}
    bars = tuple(
        Amount(row["mission"], pence(row["amount"]), large_money(pence(row["amount"]))) for row in rows
    )
    picture = drawn(amount_bars, bars, chart_id="by-mission", title=title, description=said)
    whole = plain(("mission", "amount", "payments", "share"), rows)
    return Section("by_mission", title, said, defined(measure), "", picture, table, whole)


@page()
def serves(request: HttpRequest, load_id: str) -> HttpResponse:
    """Say which mission a service's spending serves."""
    load, found = _found(request, load_id, P.SPEND_EDIT)
    names = sorted({row["service"] for row in found["by_service"]["rows"] if row["service"]})
    missions = Mission.objects.for_authority(request.actor)
    form = ServesForm(
        **form_data(request),
        services=names,
        missions=[(each.external_id, each.statement) for each in missions],
    )

    def act(data: dict[str, Any]) -> SpendServes:
        mission = fetch(missions, data["mission"], request.actor, P.SPEND_EDIT)
        return actions.serve(
            data["service"], mission, reason=data["reason"], by=request.actor, now=request.now
        )

    return submit(
        request,
        form,
        context={"back": report_url(load), "cancel_url": report_url(load)},
        action=act,
        then=lambda _link: f"{report_url(load)}#by_mission",
        done=_("The link was saved."),
    )


@page()
def stop_serving(request: HttpRequest, load_id: str, link_id: str) -> HttpResponse:
    """Take a link to a mission back."""
    load, _report = _found(request, load_id, P.SPEND_EDIT)
    link = fetch(SpendServes.objects.for_authority(request.actor), link_id, request.actor, P.SPEND_EDIT)
    form = GoForm(**form_data(request))
    form.title = _("Take this link back?")
    form.button = _("Take it back")
    form.intro = f"{link.service}: {link.mission.statement}"
    return submit(
        request,
        form,
        context={"back": report_url(load), "cancel_url": report_url(load)},
        action=lambda _data: actions.stop_serving(link, by=request.actor, now=request.now),
        then=lambda _nothing: report_url(load),
        done=_("The link was taken back."),
    )
