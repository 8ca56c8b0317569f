"""How firm a locked ranking is, with the assessors' own disagreement: one calculation for the page and for the minute."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from commonweal.domain.assessment.snapshot import Ranking
from commonweal.domain.weights import WHOLE
from commonweal.lifecycle.assessment.models import Score
from commonweal.lifecycle.tendering.models import Tender

DRAWS = 100_000
SEED = 1


def assessors_of(
    kept: Ranking, given: Mapping[tuple[int, str], Sequence[Score]], tenders: Sequence[Tender]
) -> list[dict[str, dict[str, Fraction]]]:
    """Each assessor's own scores in points, by ranked tender and criterion.

    Where part of a criterion's points comes from quantity, the mark moves only the rest of them.
    """
    ranked = {result.id for result in kept.results if result.rank}
    ids = {tender.pk: tender.external_id for tender in tenders if tender.external_id in ranked}
    counted = {each.id: each.quantity.share_bp for each in kept.criteria if each.quantity}
    agreed = {(each.id, score.criterion_id): score.score for each in kept.tenders for score in each.scores}
    reached = {
        (each.id, part.criterion_id): Fraction(part.points) for each in kept.results for part in each.parts
    }
    found: dict[int, dict[str, dict[str, Fraction]]] = {}
    for (tender, criterion), scores in given.items():
        if tender not in ids:
            continue
        key = (ids[tender], criterion)
        for mark in scores:
            if mark.score is not None:
                apart = Fraction(mark.score - agreed[key], 100) * (
                    1 - Fraction(counted.get(criterion, 0), WHOLE)
                )
                own = found.setdefault(mark.member_id, {})
                own.setdefault(ids[tender], {})[criterion] = reached[key] + apart
    return [found[member] for member in sorted(found)]
