"""How firm a locked ranking is, with the assessors' own disagreement: one calculation for the page and for the minute."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from commonweal.domain.assessment.agreed_flips import (
    agreed_flips,
    resting,
    tries_marks,
    weights_move_prices,
)
from commonweal.domain.assessment.score_table import ScoreTable
from commonweal.domain.assessment.snapshot import UNRANKED, Ranking
from commonweal.domain.assessment.stability import Flip, tries_falls
from commonweal.domain.criteria import CriterionKind
from commonweal.domain.weights import WHOLE
from commonweal.lifecycle.assessment import queries
from commonweal.lifecycle.assessment.models import Assessment, RankingSnapshot
from commonweal.lifecycle.tendering.models import Tender

if TYPE_CHECKING:
    from commonweal.analytics.simulation.sensitivity import Sensitivity

DRAWS = 100_000
SEED = 1
USUAL_SPREAD = 100
MOST_PLACED = 50
"""With more tenders the trials say who comes first, and not who comes at every rank."""
_KEPT = 8
_rankings: OrderedDict[str, Ranking] = OrderedDict()
_found: OrderedDict[tuple[str, int, frozenset[int]], Firmness] = OrderedDict()


@dataclass(frozen=True)
class Firmness:
    """What was worked out once for a locked ranking and a spread of weights."""

    table: ScoreTable
    result: Sensitivity
    flips: tuple[Flip, ...] | None
    """The smallest changes of one agreed score; None where they take too long to work out."""
    is_held_still: bool
    """Would another weight change points for price? `result` then holds no interval for a criterion other than price, and
    nothing of who could win or of the smallest joint change."""
    ranks: Mapping[str, tuple[int, ...]] | None
    """In how many trials each tender comes at each rank; None where there are too many tenders to order them every time."""


def read_ranking(snapshot: RankingSnapshot) -> Ranking:
    """A locked ranking as values. It never changes, so the newest few stay read, by their digest."""
    found = _rankings.get(snapshot.digest)
    if found is None:
        found = _rankings[snapshot.digest] = Ranking.from_json(snapshot.content)
        _forget(_rankings)
    return found


def firmness_of(one: Assessment, snapshot: RankingSnapshot, spread: int = USUAL_SPREAD) -> Firmness:
    """How firm a locked ranking is. It is worked out once, and again when somebody's scores count no longer."""
    from commonweal.analytics.simulation.sensitivity import (
        sensitivity,  # numpy loads with the first such page
    )

    key = (snapshot.digest, spread, queries.counting_members(one))
    found = _found.get(key)
    if found is None:
        kept = read_ranking(snapshot)
        table = kept.table()
        # Of a large assessment a hundred thousand marks: read only when something is worked out from them.
        assessors = assessors_of(kept, queries.marks_by_member(one), queries.tenders_of(one))
        result = sensitivity(table, draws=DRAWS, seed=SEED, assessors=assessors, concentration=spread)
        flips, is_held_still = agreed_flips(kept), weights_move_prices(kept)
        found = _found[key] = Firmness(
            table,
            _without_frozen(result, kept) if is_held_still else result,
            flips,
            is_held_still,
            _ranks(table, assessors, spread),
        )
        _forget(_found)
    return found


def _without_frozen(result: Sensitivity, kept: Ranking) -> Sensitivity:
    """Without the figures that would be wrong while points for price stay as they were worked out. A price's own weight
    leaves the mean of quality as it is."""
    price = {each.id for each in kept.criteria if each.kind is CriterionKind.PRICE}
    intervals = {name: found for name, found in result.weight_intervals.items() if name in price}
    return replace(result, weight_intervals=intervals, can_win={}, reweighting=None)


def _ranks(
    table: ScoreTable, assessors: Sequence[Mapping[str, Mapping[str, Fraction]]], spread: int
) -> Mapping[str, tuple[int, ...]] | None:
    """From the same draws as the wins, so that the first rank agrees with them."""
    from commonweal.analytics.simulation.winners import Trials, rank_counts

    if len(table.tenders) > MOST_PLACED:
        return None
    return rank_counts(Trials(table, assessors, spread), draws=DRAWS, seed=SEED)


def limits(kept: Ranking, *, limits_lots: bool, has_lots: bool = False) -> list[str]:
    """What of the published method the figures do not follow, in words; empty when they follow all of it.

    Args:
        limits_lots: the ask limits lots. has_lots: what that makes of all lots together is worked out beside.
    """
    found = []
    has_minimums = any(each.minimum is not None for each in kept.criteria)
    if any(result.rank == UNRANKED for result in kept.results):
        found.append(
            _(
                "A tender that is not ranked is left out throughout: what it would take to bring it in is not worked out."
            )
        )
    if has_minimums and tries_falls(kept):
        found.append(
            _(
                "Minimums are followed in the changes of a single score: a tender that falls below one is left out, and prices "
                "and quantities become points without it. In the trials, scores move without regard to minimums."
            )
        )
    elif has_minimums:
        found.append(
            _(
                "The leading tender’s minimums are followed in the changes of a single score. With so many tenders, what becomes "
                "of prices and quantities when another falls below one is not worked out. In the trials, scores move without "
                "regard to minimums."
            )
        )
    if any(each.quantity is not None for each in kept.criteria):
        found.append(
            _(
                "Points for quantities stay as they were promised; the trials move only the marks that people gave."
            )
        )
    found += _about_prices_on_quality(kept, has_lots=has_lots)
    if limits_lots and has_lots:
        found.append(
            _(
                "How far a weight or a score may move with the limit on lots is worked out for all lots together, under its "
                "own heading; there a tender that falls below a minimum leaves the others’ prices and quantities as they were. "
                "Everything else looks at this lot alone: the trials, the joint change of weights and who could be first."
            )
        )
    elif limits_lots:
        found.append(
            _(
                "It looks at this lot alone. The limit on lots for one tenderer is applied to the rankings of all lots together; "
                "how firm that is can be worked out once the scores of every lot are locked, and is shown to who may "
                "read every lot."
            )
        )
    return found


def _about_prices_on_quality(kept: Ranking, *, has_lots: bool) -> list[str]:
    if not resting(kept):
        return []
    found = [
        _(
            "Points for price rest on quality as well. In the changes of a single score they are worked out again for every "
            "hundredth of a mark; in the trials they stay as they were worked out."
        )
        if tries_marks(kept)
        else _(
            "Points for price rest on quality as well. With so many tenders the changes of a single score are not worked out; "
            "in the trials the points stay as they were worked out."
        )
    ]
    if weights_move_prices(kept):
        found.append(
            _(
                "Another weight of a criterion other than price would change the points for price too. How far such a weight "
                "may move, the smallest joint change of weights and who could be first under any weights are not worked out."
            )
        )
    if has_lots:
        found.append(_("Which change of a single score would move a lot is not worked out either."))
    return found


def _forget(kept: OrderedDict[Any, Any]) -> None:
    while len(kept) > _KEPT:
        kept.popitem(last=False)


def assessors_of(
    kept: Ranking, given: Mapping[int, Mapping[tuple[int, str], int]], tenders: Sequence[Tender]
) -> list[dict[str, dict[str, Fraction]]]:
    """Each assessor's own scores in points, by ranked tender and criterion.

    Where part of a criterion's points comes from quantity, the mark moves only the rest of them.
    """
    ranked = {result.id for result in kept.results if result.rank}
    ids = {tender.pk: tender.external_id for tender in tenders if tender.external_id in ranked}
    agreed = {(each.id, score.criterion_id): score.score for each in kept.tenders for score in each.scores}
    reached = {(each.id, part.criterion_id): part.points for each in kept.results for part in each.parts}
    own = {
        each.id: 1 - Fraction(each.quantity.share_bp if each.quantity else 0, WHOLE) for each in kept.criteria
    }

    @cache
    def points(agreed_points: str, apart: int, criterion: str) -> Fraction:
        return Fraction(agreed_points) + Fraction(apart, 100) * own[criterion]

    found: list[dict[str, dict[str, Fraction]]] = []
    for member in sorted(given):
        scores: dict[str, dict[str, Fraction]] = {}
        for (tender, criterion), mark in given[member].items():
            if tender in ids:
                key = (ids[tender], criterion)
                scores.setdefault(ids[tender], {})[criterion] = points(
                    reached[key], mark - agreed[key], criterion
                )
        found.append(scores)
    return [each for each in found if each]
