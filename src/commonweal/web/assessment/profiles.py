"""The public value profile of each tender: outcomes and places, unpriced, side by side in the order of names."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.domain.asks import AskContent
from commonweal.domain.assessment.panel import check_firmness_visible
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.assessment.value_profile import (
    ELSEWHERE,
    Dimension,
    DimensionKind,
    Promised,
    Row,
    profile,
)
from commonweal.domain.commitments import CommitmentKind, Offer
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.events import AssessmentEvent
from commonweal.lifecycle.assessment.models import Assessment
from commonweal.lifecycle.tendering.models import Tender
from commonweal.lifecycle.tendering.queries import offers_of_each
from commonweal.presentation.charts.profiles import ORDER, ProfileRow, profile_key, profile_picture
from commonweal.presentation.csv_text import csv_text
from commonweal.presentation.formats import money, quantity
from commonweal.presentation.words.tendering import COMMITMENT_KIND
from commonweal.web.assessment.panels import caption, home
from commonweal.web.downloads import attachment
from commonweal.web.pages import page, render

PER_PAGE = 12


def _seen(request: HttpRequest, assessment_id: str) -> tuple[Assessment, AskContent, list[Tender]]:
    """A locked assessment. That somebody looked is kept in the record, as for how firm the result is."""
    one = queries.assessment_to_read(request.actor, assessment_id)  # type: ignore[attr-defined]
    check_firmness_visible(AssessmentStatus(one.status))
    actions.note_view(one, AssessmentEvent.PROFILE_VIEWED, by=request.actor, now=request.now)  # type: ignore[attr-defined]
    return one, one.ask_version.read(), queries.tenders_of(one)


@page()
def profiles(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """Each tender over the outcomes and places of the ask. It describes; nothing on it is a score or a rank."""
    one, ask, tenders = _seen(request, assessment_id)
    shown = Paginator(tenders, PER_PAGE).get_page(request.GET.get("page"))
    offers = offers_of_each(list(shown))
    context = {
        "heading": _("What each tender promises"),
        "caption": caption(one),
        "back": home(one),
        "assessment": one,
        "page": shown,
        "key": profile_key("key", [str(COMMITMENT_KIND[kind]) for kind in ORDER]),
        "cards": [_card(tender, offers.get(tender.pk, ()), ask) for tender in shown],
    }
    return render(request, "assessment/profiles.html", context, node=one.lot.procurement)


def _card(tender: Tender, offers: tuple[Offer, ...], ask: AskContent) -> dict[str, Any]:
    rows = profile(offers, ask)
    name = tender.supplier.name
    return {
        "name": name,
        "id": tender.external_id,
        "picture": profile_picture(
            [ProfileRow(_title(row.dimension), tuple(row.count(kind) for kind in ORDER)) for row in rows],
            chart_id=f"profile-{tender.external_id}",
            title=_("Promises of %(name)s") % {"name": name},
            description=_(
                "For each outcome and place one mark for each promise, by kind. The table beside it says which."
            ),
        ),
        "groups": [
            (
                heading,
                [(_title(row.dimension), [_words(each) for each in row.promised]) for row in _of(rows, kind)],
            )
            for kind, heading in (
                (DimensionKind.OUTCOME, _("By outcome")),
                (DimensionKind.PLACE, _("By place")),
            )
        ],
    }


def _of(rows: tuple[Row, ...], kind: DimensionKind) -> list[Row]:
    return [row for row in rows if row.dimension.kind is kind]


def _title(dimension: Dimension) -> str:
    if dimension.id != ELSEWHERE:
        return dimension.title
    if dimension.kind is DimensionKind.OUTCOME:
        return _("No outcome that the ask names")
    return _("Wherever the contract is carried out")


def _words(promised: Promised) -> str:
    """One promise in its own unit."""
    if promised.quantity is not None:
        return f"{promised.measure}: {quantity(promised.quantity, promised.unit)}"
    if promised.kind is CommitmentKind.RATE and promised.rate is not None:
        return _("%(measure)s: %(quantity)s for every %(pounds)s of work") % {
            "measure": promised.measure,
            "quantity": quantity(promised.rate.quantity, promised.unit),
            "pounds": money(promised.rate.per_pence),
        }
    if promised.kind is CommitmentKind.PATHWAY:
        steps = ngettext("%(n)s milestone", "%(n)s milestones", promised.steps) % {"n": promised.steps}
        return f"{promised.measure}: {steps}"
    return f"{promised.measure}: {_('promised in words')}"


@page()
def profiles_csv(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """Every tender's profile as one table, in the same order."""
    one, ask, tenders = _seen(request, assessment_id)
    head = [
        _("Tenderer"), _("Looked at over"), _("Outcome or place"), _("Kind of promise"), _("Measure"),
        _("Quantity"), _("Unit"), _("For every £"), _("Milestones"),
    ]  # fmt: skip
    body = csv_text(head, list(_lines(ask, tenders)))
    return attachment(body, f"profiles-{one.external_id}.csv", "text/csv; charset=utf-8")


def _lines(ask: AskContent, tenders: list[Tender]) -> Iterator[list[str]]:
    offers = offers_of_each(tenders)
    names = {DimensionKind.OUTCOME: _("Outcome"), DimensionKind.PLACE: _("Place")}
    for tender in tenders:
        for row in profile(offers.get(tender.pk, ()), ask):
            for each in row.promised:
                amount = each.rate.quantity if each.rate else each.quantity
                yield [
                    tender.supplier.name,
                    names[row.dimension.kind],
                    _title(row.dimension),
                    str(COMMITMENT_KIND[each.kind]),
                    each.measure,
                    "" if amount is None else quantity(amount).replace(",", ""),
                    each.unit,
                    money(each.rate.per_pence) if each.rate else "",
                    str(each.steps) if each.steps else "",
                ]
