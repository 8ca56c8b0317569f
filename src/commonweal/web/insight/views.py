"""The portfolio and what is behind each of its figures."""

from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.domain.delivery import NOT_SAID, UNCOUNTED, By
from commonweal.domain.errors import NotFound
from commonweal.domain.periods import financial_year_name
from commonweal.domain.permissions import Permission
from commonweal.domain.thread import NodeKind
from commonweal.journeys import portfolio
from commonweal.journeys.portfolio import Row, Scope
from commonweal.lifecycle.delivery.queries import lines
from commonweal.lifecycle.strategy.models import Mission
from commonweal.presentation.csv_text import csv_text
from commonweal.thread.nodes import SOURCES, Viewer
from commonweal.web.contracts import wording
from commonweal.web.contracts.register_file import figure
from commonweal.web.downloads import attachment
from commonweal.web.pages import page, render

PER_PAGE = 50
BY: dict[By, Any] = {
    By.MISSION: gettext_lazy("Mission"),
    By.OUTCOME: gettext_lazy("Outcome"),
    By.PLACE: gettext_lazy("Place"),
    By.SUPPLIER: gettext_lazy("Supplier"),
    By.YEAR: gettext_lazy("Financial year"),
}
SCOPE: dict[Scope, Any] = {
    Scope.OWN: gettext_lazy("Our own contracts"),
    Scope.PUBLISHED: gettext_lazy("Published contracts of other bodies"),
}
NOTHING_SAID: dict[By, Any] = {
    By.MISSION: gettext_lazy("No mission named"),
    By.OUTCOME: gettext_lazy("No outcome named"),
    By.PLACE: gettext_lazy("Place not stated"),
    By.SUPPLIER: gettext_lazy("Supplier not named"),
    By.YEAR: gettext_lazy("Year not stated"),
}
E = TypeVar("E", bound=StrEnum)


def _chosen(kind: type[E], value: str | None, default: E) -> E:
    return kind(value) if value in set(kind) else default


def _choice(request: HttpRequest) -> tuple[By, Scope]:
    return _chosen(By, request.GET.get("by"), By.MISSION), _chosen(Scope, request.GET.get("scope"), Scope.OWN)


def label(by: By, row: Row) -> str:
    """What a row is called: the year as a financial year, the unknown in words."""
    if row.key.key == NOT_SAID:
        return str(NOTHING_SAID[by])
    return financial_year_name(int(row.key.key)) if by is By.YEAR else row.key.label


def metric(row: Row) -> str:
    """The metric's title; pathways and promises in words have one of their own."""
    return _("Pathways and promises in words") if row.key.metric == UNCOUNTED else row.key.metric


def unit(row: Row) -> str:
    return _("commitments") if row.key.metric == UNCOUNTED else row.key.unit


def left_out(row: Row) -> str:
    """What is said of commitments whose promise nobody can know yet; empty where there is none."""
    said = ngettext(
        "%(n)s of its %(all)s commitments is in none of these figures: a rate per pound, with no spend known on its contract.",
        "%(n)s of its %(all)s commitments are in none of these figures: rates per pound, with no spend known on their contracts.",
        row.left_out,
    )
    return said % {"n": row.left_out, "all": row.commitments} if row.left_out else ""


def behind_url(by: By, scope: Scope, row: Row) -> str:
    """The page of the commitments behind one row's figures."""
    given = {"by": by, "scope": scope, "key": row.key.key, "metric": row.key.metric, "unit": row.key.unit}
    return f"{reverse('insight-behind')}?{urlencode(given)}"


@page(Permission.INSIGHT_READ)
def insight(request: HttpRequest) -> HttpResponse:
    """Promised, reported and verified, by what the person chooses."""
    by, scope = _choice(request)
    rows = portfolio.portfolio(request.actor, by, scope)
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "by": by,
        "scope": scope,
        "all_by": BY,
        "all_scopes": SCOPE,
        "page": shown,
        "groups": _groups(by, scope, list(shown)),
        "not_verified": wording.not_verified_here(),
        "no_verification": scope is Scope.PUBLISHED,
        "missions": _missions(request),
    }
    return render(request, "insight/portfolio.html", context)


def _groups(by: By, scope: Scope, rows: list[Row]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Rows of one page under what they are seen by, each with the page behind it."""
    shown = [
        {
            "label": label(by, row),
            "metric": metric(row),
            "unit": unit(row),
            "row": row,
            "url": behind_url(by, scope, row),
            "left_out": left_out(row),
        }
        for row in rows
    ]
    return [(name, list(group)) for name, group in groupby(shown, key=itemgetter("label"))]


def _missions(request: HttpRequest) -> list[Mission]:
    """Missions whose thread the person may explore: their own first, then published ones."""
    rows = SOURCES[NodeKind.MISSION].rows(Viewer(request.actor)).select_related("authority")
    own = request.actor.organisation_id
    return sorted(rows, key=lambda mission: (mission.authority_id != own, mission.authority.name, mission.pk))


@page(Permission.INSIGHT_READ)
def portfolio_csv(request: HttpRequest) -> HttpResponse:
    """The same table as a file, all rows. An empty cell means that nobody said."""
    by, scope = _choice(request)
    rows = (
        (
            label(by, row),
            metric(row),
            unit(row),
            figure(row.figures.promised),
            figure(row.figures.reported),
            figure(row.figures.verified),
            row.commitments,
            row.left_out,
        )
        for row in portfolio.portfolio(request.actor, by, scope)
    )
    head = (by.value, "metric", "unit", "promised", "reported", "verified", "commitments", "left_out")
    return attachment(csv_text(head, rows), f"portfolio-by-{by.value}.csv", "text/csv; charset=utf-8")


@page(Permission.INSIGHT_READ)
def behind(request: HttpRequest) -> HttpResponse:
    """The commitments behind one row: each leads to its reports and their evidence."""
    by, scope = _choice(request)
    given = {name: request.GET.get(name, "") for name in ("key", "metric", "unit")}
    row = portfolio.find(request.actor, by, scope, **given)
    if row is None:
        raise NotFound("record.not_found", kind="portfolio")
    found = portfolio.behind(request.actor, by, scope, row)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "by": by,
        "scope": scope,
        "row": row,
        "heading": metric(row),
        "caption": _("%(by)s: %(label)s") % {"by": BY[by], "label": label(by, row)},
        "unit": unit(row),
        "left_out": left_out(row),
        "page": shown,
        "lines": lines(shown.object_list),
        "query": urlencode({"by": by, "scope": scope, **given}),
        "words": wording,
        "back": f"{reverse('insight')}?{urlencode({'by': by, 'scope': scope})}",
    }
    return render(request, "insight/behind.html", context)
