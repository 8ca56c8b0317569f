"""What an ask counts beside agreed scores: quantities offered, and who may be awarded where lots are limited."""

import datetime as dt
from fractions import Fraction

from commonweal.domain.assessment.lot_awards import LotEntry, lot_awards
from commonweal.domain.assessment.snapshot import OfferInput, Ranking
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.errors import Refused
from commonweal.domain.metrics import over_periods
from commonweal.lifecycle.assessment.models import Assessment
from commonweal.lifecycle.assessment.queries import assessments_of, latest_snapshot
from commonweal.lifecycle.tendering.models import OfferedPeriod, Tender


def offers_of(one: Assessment) -> dict[int, tuple[OfferInput, ...]]:
    """How much each tender offers of each metric that the ask counts, by the tender's key; nothing when it counts none.

    Quantities alone are counted: a rate or a method has no figure. The periods of all promises of a tender on the metric
    come together as the metric says: they add up, or the last one stands, also where two promises name it.
    """
    ask = one.ask_version.read()
    wanted = {each.criterion_id: each.rule.metric_id for each in ask.how.quantities}
    if not wanted:
        return {}
    rows = OfferedPeriod.objects.for_system("quantities that an ask says are counted").filter(
        commitment__tender__lot_id=one.lot_id,
        commitment__tender__round_id=one.round_id,
        commitment__kind=CommitmentKind.QUANTITY.value,
        commitment__metric_id__in=wanted.values(),
    )
    parts: dict[tuple[int, str], list[tuple[dt.date, int]]] = {}
    for tender, criterion, metric, end_on, quantity in rows.values_list(
        "commitment__tender_id", "commitment__criterion_id", "commitment__metric_id", "end_on", "quantity"
    ):
        if wanted.get(criterion) == metric:
            parts.setdefault((tender, criterion), []).append((end_on, quantity))
    found: dict[int, tuple[OfferInput, ...]] = {}
    for (tender, criterion), listed in sorted(parts.items()):
        quantity = over_periods(listed, ask.metric(wanted[criterion]).aggregation)
        found[tender] = (*found.get(tender, ()), OfferInput(criterion, quantity))
    return found


def awardable(one: Assessment, ranking: Ranking) -> tuple[str, ...]:
    """Ids of the tenders that may be awarded the lot: the first, and who the tie rule cannot tell from it.

    Where the ask limits lots, the tender that its stated rule gives the lot to.

    Raises:
        Refused: ``award.lots_not_locked`` while the ask limits lots and another lot of the round is not locked.
    """
    how = one.ask_version.read().how
    if how.most_lots is None:
        return ranking.firsts
    beside = sorted(assessments_of(one), key=lambda each: each.lot.number)
    if any(each.status != AssessmentStatus.LOCKED for each in beside):
        raise Refused("award.lots_not_locked")
    suppliers = _suppliers(one)
    lots = [_entries(each, suppliers) for each in beside]
    given = lot_awards(how.lot_rule, [[entry for _id, entry in lot] for lot in lots], how.most_lots)
    place = [each.pk for each in beside].index(one.pk)
    return tuple(id_ for id_, entry in lots[place] if entry.supplier == given[place])


def _suppliers(one: Assessment) -> dict[str, str]:
    rows = Tender.objects.for_system("who tendered for the lots of a round that was fetched")
    found = rows.filter(round_id=one.round_id).values_list("external_id", "supplier__external_id")
    return dict(found)


def _entries(one: Assessment, suppliers: dict[str, str]) -> list[tuple[str, LotEntry]]:
    """The ranked tenders of a lot, the first first."""
    snapshot = latest_snapshot(one)
    results = Ranking.from_json(snapshot.content).results if snapshot else ()
    return [(each.id, LotEntry(suppliers[each.id], Fraction(each.total))) for each in results if each.rank]
