"""How firm the awards of all lots are where one tenderer may have only so many: the same for the page and the minute."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.agreed_flips import resting, weights_move_prices
from commonweal.domain.assessment.lot_stability import LotFlip, LotRound, LotTable, with_room
from commonweal.domain.assessment.snapshot import Ranking
from commonweal.domain.assessment.stability import Interval
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.criteria import CriterionKind
from commonweal.journeys.firmness import read_ranking
from commonweal.lifecycle.assessment import queries
from commonweal.lifecycle.assessment.actions import note_view
from commonweal.lifecycle.assessment.events import AssessmentEvent
from commonweal.lifecycle.assessment.models import Assessment
from commonweal.lifecycle.assessment.seats import may_read
from commonweal.lifecycle.tendering.models import Tender
from commonweal.records.work import transaction

_KEPT = 8
_Figures = tuple[tuple[str | None, ...], "Mapping[str, Interval] | None", "tuple[LotFlip, ...] | None"]
_found: OrderedDict[tuple[str, ...], _Figures] = OrderedDict()


@dataclass(frozen=True)
class LotsFirmness:
    """What a limit on lots makes of a round whose lots are all locked.

    `lots` are the titles of those with a ranked tender and `awarded` the tender each goes to, in the order of their
    numbers; `names` the suppliers by tender. `intervals` and `flips` are None where they take too long to work out. Where points
    for price rest on quality (`rests_on_quality`) there are no `flips`, and `intervals` is without the weights that move them.
    """

    most: int
    lots: tuple[str, ...]
    awarded: tuple[str | None, ...]
    names: Mapping[str, str]
    intervals: Mapping[str, Interval] | None
    flips: tuple[LotFlip, ...] | None
    rests_on_quality: bool = False


def is_limited(one: Assessment) -> bool:
    """Does the published ask say how many lots one tenderer may have?"""
    return one.ask_version.read().how.most_lots is not None


def may_see_lots(one: Assessment, event: AssessmentEvent, *, by: Actor, now: dt.datetime) -> bool:
    """Whether the actor may see what the limit makes of all lots together; that they looked is kept with every lot.

    A moderator of one lot has no seat on the panel of another, and its scores show through.
    """
    beside = [each for each in queries.assessments_of(one) if each.pk != one.pk]
    if not is_limited(one) or any(each.status != AssessmentStatus.LOCKED for each in beside):
        return True  # nothing of another lot is shown
    if not all(may_read(by, each) for each in beside):
        return False
    with transaction(by=by, at=now):
        for each in beside:
            note_view(each, event, by=by, now=now)
    return True


def lots_firmness(one: Assessment) -> LotsFirmness | None:
    """How firm the awards are; None without a limit, and while another lot of the round is not locked."""
    how = one.ask_version.read().how
    beside = sorted(queries.assessments_of(one), key=lambda each: each.lot.number)
    if how.most_lots is None or any(each.status != AssessmentStatus.LOCKED for each in beside):
        return None
    snapshots = [snapshot for each in beside if (snapshot := queries.latest_snapshot(each)) is not None]
    ranked = [
        (each, kept)
        for each, kept in zip(beside, map(read_ranking, snapshots), strict=True)
        if any(result.rank for result in kept.results)
    ]
    makers = _makers(one)
    key = (how.lot_rule, str(how.most_lots), *(snapshot.digest for snapshot in snapshots))
    if key not in _found:
        suppliers = {tender: supplier for tender, (supplier, _name) in makers.items()}
        _found[key] = _figures(how.lot_rule, how.most_lots, [kept for _one, kept in ranked], suppliers)
        while len(_found) > _KEPT:
            _found.popitem(last=False)
    awarded, intervals, flips = _found[key]
    return LotsFirmness(
        most=how.most_lots,
        lots=tuple(str(each.lot.title) for each, _kept in ranked),
        awarded=awarded,
        names={tender: name for tender, (_supplier, name) in makers.items()},
        intervals=intervals,
        flips=flips,
        rests_on_quality=any(resting(kept) for _one, kept in ranked),
    )


def _makers(one: Assessment) -> dict[str, tuple[str, str]]:
    """Supplier's id and name by tender, for every lot of the round."""
    rows = Tender.objects.for_system("who tendered for the lots of a round that was fetched")
    found = rows.filter(round_id=one.round_id).values_list(
        "external_id", "supplier__external_id", "supplier__name"
    )
    return {tender: (supplier, name) for tender, supplier, name in found}


def _figures(rule: str, most: int, rankings: Sequence[Ranking], suppliers: Mapping[str, str]) -> _Figures:
    tables = [kept.table() for kept in rankings]
    lots = LotRound(
        rule,
        most,
        tuple(
            LotTable(table, tuple(suppliers[tender] for tender in table.tenders), kept.agreed())
            for table, kept in zip(tables, rankings, strict=True)
        ),
    )
    awarded = tuple(
        None if place is None else table.tenders[place]
        for table, place in zip(tables, lots.awards, strict=True)
    )
    flips = None if any(map(resting, rankings)) else lots.flips()
    if flips is not None:
        room = [
            {} if tender is None else kept.room(tender)
            for kept, tender in zip(rankings, awarded, strict=True)
        ]
        flips = with_room(flips, lots, room)
    return awarded, _exact(lots.intervals(), rankings), flips


def _exact(held: Mapping[str, Interval] | None, rankings: Sequence[Ranking]) -> Mapping[str, Interval] | None:
    """Without the criteria whose weight would change points for price."""
    if held is None or not any(map(weights_move_prices, rankings)):
        return held
    price = {each.id for kept in rankings for each in kept.criteria if each.kind is CriterionKind.PRICE}
    return {name: interval for name, interval in held.items() if name in price}
