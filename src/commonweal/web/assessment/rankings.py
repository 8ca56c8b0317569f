"""The locked ranking and how firm it is, as pages and as CSV."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commonweal.domain.assessment.panel import check_firmness_visible
from commonweal.domain.assessment.price import PRICE_RULES
from commonweal.domain.assessment.snapshot import Ranking, TenderResult
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.assessment.ties import TIE_RULES
from commonweal.domain.errors import Refused
from commonweal.domain.permissions import Permission
from commonweal.journeys.firmness import firmness_of, limits, read_ranking
from commonweal.journeys.firmness_lots import is_limited, lots_firmness, may_see_lots
from commonweal.journeys.rank_shares import every_rank
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.events import AssessmentEvent
from commonweal.lifecycle.assessment.models import Assessment, RankingSnapshot
from commonweal.presentation.csv_text import csv_text
from commonweal.presentation.points import points
from commonweal.web.assessment import firmness
from commonweal.web.assessment.panels import caption, home
from commonweal.web.downloads import attachment
from commonweal.web.pages import page, render

PER_PAGE = 50


def _locked(request: HttpRequest, assessment_id: str) -> tuple[Assessment, RankingSnapshot, Ranking]:
    one = queries.assessment_to_read(request.actor, assessment_id)
    check_firmness_visible(AssessmentStatus(one.status))
    snapshot = queries.latest_snapshot(one)
    assert snapshot is not None  # a locked assessment has one
    return one, snapshot, read_ranking(snapshot)


def check_somebody_ranked(kept: Ranking) -> None:
    """Raise `Refused` (``assessment.nobody_ranked``) when no tender is ranked."""
    if not any(result.rank for result in kept.results):
        raise Refused("assessment.nobody_ranked")


def suppliers(one: Assessment) -> dict[str, str]:
    """Supplier names by the tender's external id."""
    return {tender.external_id: tender.supplier.name for tender in queries.tenders_of(one)}


@page()
def ranking(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """The ranking as it was locked."""
    one, snapshot, kept = _locked(request, assessment_id)
    shown = Paginator(kept.results, PER_PAGE).get_page(request.GET.get("page"))
    rule = next((PRICE_RULES[each.price_formula] for each in kept.criteria if each.price_formula), None)
    context = {
        "heading": _("The ranking"),
        "caption": caption(one),
        "back": home(one),
        "assessment": one,
        "snapshot": snapshot,
        "criteria": kept.criteria,
        "page": shown,
        "rows": _rows(one, kept, shown),
        "rule": rule,
        "is_level": sum(result.rank == 1 for result in kept.results) > 1,
        "tie_rule": TIE_RULES[kept.tie_rule],
        "may_decide": request.actor.can(Permission.AWARD_DECIDE)
        and queries.standing_award(one) is None
        and queries.standing_no_award(one) is None,
    }
    return render(request, "assessment/ranking.html", context, node=one.lot.procurement)


def _rows(one: Assessment, kept: Ranking, results: Iterable[TenderResult]) -> list[dict[str, Any]]:
    """Weighted points criterion by criterion, and the total, to two places; the kept figures are exact."""
    names, titles = suppliers(one), {each.id: each.title for each in kept.criteria}
    shares = {each.id: Fraction(each.weight_bp, 10_000) for each in kept.criteria}
    return [
        {
            "rank": result.rank or "–",
            "supplier": names[result.id],
            "parts": [points(Fraction(part.points) * shares[part.criterion_id]) for part in result.parts],
            "total": points(Fraction(result.total)) if result.rank else "–",
            "below": [titles[each] for each in result.below],
            "off_price": kept.missed_price(result),
        }
        for result in results
    ]


@page()
def ranking_csv(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """The ranking as a table."""
    one, snapshot, kept = _locked(request, assessment_id)
    head = [_("Rank"), _("Tenderer"), *[each.title for each in kept.criteria], _("Total")]
    rows = [
        [row["rank"], row["supplier"], *row["parts"], row["total"]] for row in _rows(one, kept, kept.results)
    ]
    return attachment(csv_text(head, rows), f"ranking-{snapshot.external_id}.csv", "text/csv; charset=utf-8")


@page()
def firm(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """How firm the result is. Looking is noted in the record; nothing is decided by it."""
    one, snapshot, kept = _locked(request, assessment_id)
    check_somebody_ranked(kept)
    actions.note_view(one, AssessmentEvent.FIRMNESS_VIEWED, by=request.actor, now=request.now)
    spread = firmness.chosen(request.GET.get("spread", ""))
    viewed = AssessmentEvent.FIRMNESS_VIEWED
    sees_lots = may_see_lots(one, viewed, by=request.actor, now=request.now)
    lots = lots_firmness(one) if sees_lots else None
    context = {
        "heading": _("How firm is this result?"),
        "caption": f"{caption(one)} · {_('scores locked')}",
        "back": home(one),
        "assessment": one,
        "snapshot": snapshot,
        "spread": spread,
        "spreads": firmness.SPREADS,
        "limits": limits(kept, limits_lots=is_limited(one), has_lots=lots is not None),
        "lots": firmness.lots_shown(kept, lots) if lots else None,
        **firmness.shown(
            kept,
            suppliers(one),
            firmness_of(one, snapshot, firmness.SPREADS[spread][1]),
            request.GET.get("page"),
            one.ask_version.read().how.groups,
        ),
    }
    return render(request, "assessment/firm.html", context, node=one.lot.procurement)


@page()
def ranks_csv(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """How often each tenderer comes at each rank as a table, for the spread that the page was drawn with."""
    one, snapshot, kept = _locked(request, assessment_id)
    check_somebody_ranked(kept)
    spread = firmness.SPREADS[firmness.chosen(request.GET.get("spread", ""))][1]
    found = firmness_of(one, snapshot, spread)
    if found.ranks is None:
        raise Refused("assessment.ranks_not_worked_out")
    actions.note_view(one, AssessmentEvent.FIRMNESS_VIEWED, by=request.actor, now=request.now)
    head, rows = every_rank(found, suppliers(one))
    return attachment(csv_text(head, rows), f"ranks-{snapshot.external_id}.csv", "text/csv; charset=utf-8")


@page()
def firm_csv(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """The intervals of the weights as a table."""
    one, snapshot, kept = _locked(request, assessment_id)
    check_somebody_ranked(kept)
    actions.note_view(one, AssessmentEvent.FIRMNESS_VIEWED, by=request.actor, now=request.now)
    found = firmness_of(one, snapshot, firmness.SPREADS["middle"][1])
    table = firmness.interval_rows(kept, found, one.ask_version.read().how.groups)
    return attachment(
        csv_text(table.columns, table.rows), f"firmness-{snapshot.external_id}.csv", "text/csv; charset=utf-8"
    )
