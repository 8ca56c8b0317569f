"""What makes up a tender's total, and why another tender is awarded: read from the ranking that an award rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from commonweal.domain.assessment.ranking import are_alike
from commonweal.domain.assessment.snapshot import (
    HUNDREDTHS,
    CriterionInput,
    Ranking,
    TenderInput,
    TenderResult,
)
from commonweal.domain.weights import WHOLE


@dataclass(frozen=True)
class Made:
    """Points (0 to 100) on one criterion, exact, and what they add to the total.

    Where the ask counts quantities, `quantity` is the points for how much is promised, which count `quantity_bp` of the
    criterion, and `method` the agreed score, which counts the rest; both are None elsewhere.
    """

    points: Fraction
    adds: Fraction
    method: Fraction | None = None
    quantity: Fraction | None = None
    quantity_bp: int = 0


class Why(StrEnum):
    """Why a tender with no less than the total of the awarded one is not awarded itself."""

    LOT_RULE = "lot_rule"
    TIE_RULE = "tie_rule"
    ALIKE = "alike"


def made_of(ranking: Ranking, tender_id: str) -> dict[str, Made]:
    """What a ranked tender's total is made of, by criterion; what it adds sums to the total. Empty for one not ranked."""
    result = _result(ranking, tender_id)
    if not result.rank:
        return {}
    (tender,) = [each for each in ranking.tenders if each.id == tender_id]
    points = {part.criterion_id: Fraction(part.points) for part in result.parts}
    return {each.id: _made(each, tender, points[each.id]) for each in ranking.criteria}


def _made(criterion: CriterionInput, tender: TenderInput, points: Fraction) -> Made:
    adds = points * criterion.weight_bp / WHOLE
    rule = criterion.quantity
    scores = {each.criterion_id: Fraction(each.score, HUNDREDTHS) for each in tender.scores}
    if rule is None or criterion.id not in scores:
        return Made(points, adds)
    share, method = Fraction(rule.share_bp, WHOLE), scores[criterion.id]
    return Made(points, adds, method, (points - method * (1 - share)) / share, rule.share_bp)


def why_another(ranking: Ranking, own_id: str, awarded_id: str, *, limits_lots: bool) -> Why | None:
    """The published rule by which another tender is awarded though its total is no higher; None where it is higher.

    None, too, for the awarded tender itself and for one that is not ranked.
    """
    places = [each.id for each in ranking.results if each.rank]
    if own_id == awarded_id or own_id not in places:
        return None
    if limits_lots and places.index(own_id) < places.index(awarded_id):
        return Why.LOT_RULE
    own, awarded = _result(ranking, own_id), _result(ranking, awarded_id)
    if Fraction(own.total) != Fraction(awarded.total):
        return None
    if own.parts != awarded.parts:
        return Why.TIE_RULE
    table = ranking.table()
    places_in_table = (table.tenders.index(own_id), table.tenders.index(awarded_id))
    return Why.ALIKE if are_alike(table, *places_in_table) else Why.TIE_RULE


def _result(ranking: Ranking, tender_id: str) -> TenderResult:
    return next(each for each in ranking.results if each.id == tender_id)
