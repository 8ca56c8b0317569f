"""A tenderer's assessment summary: its own scores and reasons, and those of the tender that is to be awarded."""

from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.asks import CriterionContent
from commonweal.domain.assessment.explained import Made, made_of, why_another
from commonweal.domain.assessment.snapshot import Ranking, TenderResult
from commonweal.domain.assessment.standstill import Standstill
from commonweal.domain.criteria import CriterionKind
from commonweal.files.kinds import KINDS
from commonweal.journeys.assessment_papers.minute import WRITERS
from commonweal.journeys.assessment_papers.summary import Mark, Part, Sum, Told, summary_file
from commonweal.lifecycle.assessment import told as tellings
from commonweal.lifecycle.assessment.told import Given, Summary
from commonweal.lifecycle.tendering.models import Tender
from commonweal.presentation.formats import percent
from commonweal.presentation.points import marks, points
from commonweal.presentation.summary_words import made_words, why_words
from commonweal.web.award.words import STATUS, STATUS_TAG
from commonweal.web.downloads import attachment
from commonweal.web.pages import page, render


@page()
def summary(request: HttpRequest, tender_id: str) -> HttpResponse:
    """One's own summary; there is none before summaries are sent."""
    tender, told = tellings.summary(request.actor, tender_id)
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
    tender, told = tellings.summary(request.actor, tender_id)
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
        withdrawn_on=told.withdrawn_at,
        below=shown["below"],
        off_price=shown["off_price"],
        why=shown["why"],
        sums=[_sum(row) for row in shown["rows"]],
        parts=[
            Part(row["title"], percent(row["weight_bp"]), _mark(row, "own"), _mark(row, "winner"))
            for row in shown["rows"]
        ],
    )


def _mark(row: dict[str, Any], whose: str) -> Mark:
    said = [row[f"{whose}_made"], row.get(f"{whose}_band", ""), row[f"{whose}_reason"]]
    return Mark(row[whose], [words for words in said if words])


def _sum(row: dict[str, Any]) -> Sum:
    return Sum(
        row["title"],
        percent(row["weight_bp"]),
        row["own_points"],
        row["own_adds"],
        row["winner_points"],
        row["winner_adds"],
    )


def summary_context(tender: Tender, told: Summary) -> dict[str, Any]:
    """What the page of a summary shows, for its tenderer and for the authority that looks before it sends."""
    ranking, awarded = Ranking.from_json(told.award.snapshot.content), told.award.tender
    results = {result.id: result for result in ranking.results}
    own, winner = results[tender.external_id], results[awarded.external_id]
    titles = {each.id: each.title for each in ranking.criteria}
    return {
        "heading": _("Your assessment summary"),
        "caption": tender.called,
        "told": told,
        "rows": _rows(told, made_of(ranking, own.id), made_of(ranking, winner.id)),
        "own_total": _points(own),
        "winner_total": _points(winner),
        "winner": awarded.supplier.name,
        "below": [titles[each] for each in own.below],
        "off_price": ranking.missed_price(own),
        "why": _why(told, ranking, own, winner),
        "tags": [(STATUS[told.award.status], STATUS_TAG.get(told.award.status, ""))],
    }


def _points(result: TenderResult) -> str:
    return points(Fraction(result.total)) if result.rank else "–"


def _why(told: Summary, ranking: Ranking, own: TenderResult, winner: TenderResult) -> list[str]:
    how = told.award.assessment.ask_version.read().how
    why = why_another(ranking, own.id, winner.id, limits_lots=how.most_lots is not None)
    return list(why_words(why, how, ranking.tie_rule, told.award.tender.supplier.name, told.award.reason))


def _rows(told: Summary, own: dict[str, Made], winner: dict[str, Made]) -> list[dict[str, Any]]:
    ask = told.award.assessment.ask_version.read()
    return [_row(each, told, own.get(each.id), winner.get(each.id)) for each in ask.criteria]


def _row(criterion: CriterionContent, told: Summary, own: Made | None, winner: Made | None) -> dict[str, Any]:
    """A price criterion has points by its formula and no reason; the others the agreed score and its reason.

    Where quantity counts too, the points are those of both together, and the row says what they are made of.
    """
    mine, theirs = told.own.get(criterion.id), told.winner.get(criterion.id)
    row: dict[str, Any] = {"title": criterion.title, "weight_bp": criterion.weight_bp}
    for whose, made in (("own", own), ("winner", winner)):
        row[f"{whose}_points"] = points(made.points) if made else "–"
        row[f"{whose}_adds"] = points(made.adds) if made else "–"
        row[f"{whose}_made"] = made_words(made)
    if criterion.kind is CriterionKind.PRICE:
        return row | {
            "own": row["own_points"],
            "winner": row["winner_points"],
            "own_reason": "",
            "winner_reason": "",
        }
    return row | {
        "own": row["own_points"] if row["own_made"] else marks(mine.score if mine else None),
        "winner": row["winner_points"] if row["winner_made"] else marks(theirs.score if theirs else None),
        "own_reason": mine.reason if mine else "",
        "winner_reason": told.winners_reason(criterion.id, _("[left out: confidential]")),
        "own_band": _band(criterion, mine),
        "winner_band": _band(criterion, theirs),
    }


def _band(criterion: CriterionContent, agreed: Given | None) -> str:
    """The published words of the band that was given."""
    if agreed is None:
        return ""
    return next((f"{band.title}: {band.text}" for band in criterion.bands if band.score == agreed.score), "")
