"""A tenderer's assessment summary: its own scores and reasons, and those of the tender that is to be awarded."""

from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.asks import CriterionContent
from commonweal.domain.assessment.snapshot import Ranking, TenderResult
from commonweal.domain.assessment.standstill import Standstill
from commonweal.domain.criteria import CriterionKind
from commonweal.files.kinds import KINDS
from commonweal.journeys.assessment_papers.minute import WRITERS
from commonweal.journeys.assessment_papers.summary import Mark, Part, Told, summary_file
from commonweal.lifecycle.assessment import queries
from commonweal.lifecycle.assessment.models import AgreedScore
from commonweal.lifecycle.assessment.queries import Summary
from commonweal.lifecycle.tendering.models import Tender
from commonweal.presentation.formats import percent
from commonweal.web.assessment.words import marks, points
from commonweal.web.award.words import STATUS
from commonweal.web.downloads import attachment
from commonweal.web.pages import page, render


@page()
def summary(request: HttpRequest, tender_id: str) -> HttpResponse:
    """One's own summary; there is none before summaries are sent."""
    tender, told = queries.summary(request.actor, tender_id)
    context = summary_context(tender, told) | {
        "files": list(WRITERS),
        "tender": tender,
        "back": reverse("tender", args=[tender_id]),
    }
    response = render(request, "award/summary.html", context, node=tender)
    response["Cache-Control"] = "private, no-store"
    return response


@page()
def summary_as_file(request: HttpRequest, tender_id: str, kind: str) -> HttpResponse:
    """The same, to keep: DOCX, ODT or PDF."""
    tender, told = queries.summary(request.actor, tender_id)
    content = summary_file(tender, _plain(told, summary_context(tender, told)), kind)
    response = attachment(content, f"assessment-summary-{tender_id}.{kind}", KINDS[kind].media_type)
    response["Cache-Control"] = "private, no-store"
    return response


def _plain(told: Summary, shown: dict[str, Any]) -> Told:
    """What the page shows, for a document."""
    return Told(
        winner=shown["winner"],
        is_winner=told.is_winner,
        own_total=shown["own_total"],
        winner_total=shown["winner_total"],
        standstill_ends_on=told.award.standstill_ends_on,
        has_standstill=told.award.standstill != Standstill.NOT_REQUIRED,
        below=shown["below"],
        parts=[
            Part(row["title"], percent(row["weight_bp"]), _mark(row, "own"), _mark(row, "winner"))
            for row in shown["rows"]
        ],
    )


def _mark(row: dict[str, Any], whose: str) -> Mark:
    return Mark(row[whose], row.get(f"{whose}_band", ""), row[f"{whose}_reason"])


def summary_context(tender: Tender, told: Summary) -> dict[str, Any]:
    """What the page of a summary shows, for its tenderer and for the authority that looks before it sends."""
    ranking = Ranking.from_json(told.award.snapshot.content)
    results = {result.id: result for result in ranking.results}
    own, winner = results[tender.external_id], results[told.award.tender.external_id]
    titles = {each.id: each.title for each in ranking.criteria}
    return {
        "heading": _("Your assessment summary"),
        "caption": tender.called,
        "told": told,
        "rows": _rows(tender, told, own, winner),
        "own_total": _points(own),
        "winner_total": _points(winner),
        "winner": told.award.tender.supplier.name,
        "below": [titles[each] for each in own.below],
        "status": STATUS[told.award.status],
    }


def _points(result: TenderResult) -> str:
    return points(Fraction(result.total)) if result.rank else "–"


def _rows(tender: Tender, told: Summary, own: TenderResult, winner: TenderResult) -> list[dict[str, Any]]:
    ask = told.award.assessment.ask_version.read()
    return [_row(criterion, told, own, winner) for criterion in ask.criteria]


def _row(
    criterion: CriterionContent, told: Summary, own: TenderResult, winner: TenderResult
) -> dict[str, Any]:
    """A price criterion has points by its formula and no reason; the others the agreed score and its reason."""
    mine, theirs = told.own.get(criterion.id), told.winner.get(criterion.id)
    row: dict[str, Any] = {"title": criterion.title, "weight_bp": criterion.weight_bp}
    if criterion.kind is CriterionKind.PRICE:
        scores = [
            points(next(Fraction(part.points) for part in each.parts if part.criterion_id == criterion.id))
            if each.rank
            else "–"
            for each in (own, winner)
        ]
        return row | {"own": scores[0], "winner": scores[1], "own_reason": "", "winner_reason": ""}
    return row | {
        "own": marks(mine.score if mine else None),
        "winner": marks(theirs.score if theirs else None),
        "own_reason": mine.reason if mine else "",
        "winner_reason": told.winners_reason(criterion.id, _("[left out: confidential]")),
        "own_band": _band(criterion, mine),
        "winner_band": _band(criterion, theirs),
    }


def _band(criterion: CriterionContent, agreed: AgreedScore | None) -> str:
    """The published words of the band that was given."""
    if agreed is None:
        return ""
    return next((f"{band.title}: {band.text}" for band in criterion.bands if band.score == agreed.score), "")
