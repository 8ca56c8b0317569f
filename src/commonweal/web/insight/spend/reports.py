"""The report of a load: measure by measure, with its definition, picture, table and file; and spending by mission."""

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.errors import NotFound
from commonweal.domain.money import decimal_string
from commonweal.domain.permissions import Permission
from commonweal.domain.spend import SpendStatus
from commonweal.journeys import spend_loading
from commonweal.lifecycle.strategy.models import Mission
from commonweal.organisations.access import fetch
from commonweal.presentation.charts import Table
from commonweal.presentation.charts.amounts import Amount, amount_bars
from commonweal.presentation.csv_text import csv_text
from commonweal.presentation.formats import large_money
from commonweal.spending import actions, queries
from commonweal.spending.models import SpendLoad, SpendServes
from commonweal.web.downloads import attachment
from commonweal.web.insight.spend.figures import (
    Found,
    Section,
    drawn,
    exact,
    one_decimal,
    part_of,
    pence,
    plain,
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
    services: dict[str | None, int] = defaultdict(int)
    for row in found["by_service"]["rows"]:
        services[row["service"]] += pence(row["amount"])
    sums: dict[str, int] = defaultdict(int)
    for link in links:
        sums[link.mission.statement] += services.get(link.service, 0)
    linked = {link.service for link in links}
    whole = sum(services.values())
    none = sum(sum_ for service, sum_ in services.items() if service not in linked)
    rows = [*sorted(sums.items(), key=lambda each: (-each[1], each[0])), (_("Linked to no mission"), none)]
    table = Table(
        (_("Mission"), _("Amount"), _("Share")),
        tuple((name, exact(sum_), one_decimal(part_of(sum_, whole))) for name, sum_ in rows),
    )
    title = _("By mission")
    said = _("%(amount)s is linked to a mission.") % {"amount": large_money(whole - none)}
    bars = tuple(Amount(name, sum_, large_money(sum_)) for name, sum_ in rows)
    picture = drawn(amount_bars, bars, chart_id="by-mission", title=title, description=said)
    definition = _(
        "All spending of the services that a person of the body linked to the mission, with their reason. A service that "
        "serves two missions counts under both, so the parts may be more than the whole."
    )
    raw = ({"mission": name, "amount": decimal_string(sum_)} for name, sum_ in rows)
    return Section(
        "by_mission", title, said, definition, "", picture, table, plain(("mission", "amount"), raw)
    )


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
