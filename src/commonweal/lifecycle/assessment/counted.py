"""What an ask counts beside agreed scores: quantities offered, and who may be awarded where lots are limited."""

import datetime as dt

from commonweal.domain.assessment.lot_awards import LotEntry, lot_ways
from commonweal.domain.assessment.ranking import are_alike, order
from commonweal.domain.assessment.snapshot import OfferInput, Ranking
from commonweal.domain.assessment.statuses import AssessmentStatus, AwardStatus
from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.errors import Refused
from commonweal.domain.metrics import over_periods
from commonweal.lifecycle.assessment.models import Assessment
from commonweal.lifecycle.assessment.queries import (
    assessments_of,
    latest_snapshot,
    standing_award,
    standing_no_award,
)
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

    Where the ask limits lots, whom its stated rule gives the lot to, beside the awards of other lots that stand; more than
    one where that depends on tenders that are alike. A lot that nobody is awarded counts for nobody.

    Raises:
        Refused: ``award.lots_not_locked`` while the ask limits lots and another lot of the round is not locked;
            ``award.lots_disagree`` when the rule no longer gives another lot to whom it was awarded.
    """
    how = one.ask_version.read().how
    if how.most_lots is None:
        return ranking.firsts
    beside = sorted(_counting(one), key=lambda each: each.lot.number)
    awards = {place: award for place, each in enumerate(beside) if (award := standing_award(each))}
    kept = {place: award for place, award in awards.items() if award.status == AwardStatus.ENTERED}
    if any(each.status != AssessmentStatus.LOCKED for place, each in enumerate(beside) if place not in kept):
        raise Refused("award.lots_not_locked")
    suppliers = _suppliers(one)
    holders = {place: suppliers[award.tender.external_id] for place, award in awards.items()}
    lots = [_entries(each, suppliers) for each in beside]
    ways = lot_ways(
        how.lot_rule,
        [[[entry for _id, entry in alike] for alike in lot] for lot in lots],
        how.most_lots,
        {place: holders[place] for place in kept},
    )
    own = [each.pk for each in beside].index(one.pk)
    standing = {place: each for place, each in holders.items() if place != own and place not in kept}
    agreeing = [way for way in ways if all(way[place] == each for place, each in standing.items())]
    if not agreeing:
        raise Refused("award.lots_disagree")
    given = {way[own] for way in agreeing}
    return tuple(id_ for alike in lots[own] for id_, entry in alike if entry.supplier in given)


def check_no_other_lot_is_awarded(one: Assessment) -> None:
    """Raise `Refused` (``assessment.other_award_stands``) where who is awarded another lot rests on this lot's ranking.

    That is where the ask limits lots. Once the contract of the other lot is there it no longer moves.
    """
    if one.ask_version.read().how.most_lots is None:
        return
    for each in assessments_of(one):
        award = None if each.pk == one.pk else standing_award(each)
        if award is not None and award.status != AwardStatus.ENTERED:
            raise Refused("assessment.other_award_stands", lot=each.lot.title)


def _counting(one: Assessment) -> list[Assessment]:
    """The lots of the round that somebody is awarded, as far as that is decided, and this one."""
    return [each for each in assessments_of(one) if each.pk == one.pk or standing_no_award(each) is None]


def _suppliers(one: Assessment) -> dict[str, str]:
    rows = Tender.objects.for_system("who tendered for the lots of a round that was fetched")
    found = rows.filter(round_id=one.round_id).values_list("external_id", "supplier__external_id")
    return dict(found)


def _entries(one: Assessment, suppliers: dict[str, str]) -> list[list[tuple[str, LotEntry]]]:
    """The ranked tenders of a lot, the first first; those that nothing tells apart stand together."""
    snapshot = latest_snapshot(one)
    kept = Ranking.from_json(snapshot.content) if snapshot else None
    if kept is None or not any(each.rank for each in kept.results):
        return []
    table = kept.table()
    groups: list[list[int]] = []
    for place in order(table):
        if groups and are_alike(table, groups[-1][0], place):
            groups[-1].append(place)
        else:
            groups.append([place])
    return [
        [
            (id_, LotEntry(suppliers[id_], table.total(place)))
            for place in group
            for id_ in [table.tenders[place]]
        ]
        for group in groups
    ]
