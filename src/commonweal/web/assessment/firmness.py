"""How firm a locked result is, worded and drawn. The figures come from `domain.assessment` and `analytics`."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from commonweal.domain.asks import GroupContent
from commonweal.domain.assessment.score_table import ScoreTable
from commonweal.domain.assessment.snapshot import Ranking
from commonweal.domain.assessment.stability import Flip, Interval, group_intervals
from commonweal.domain.criteria import CriterionKind
from commonweal.journeys.firmness import DRAWS, Firmness
from commonweal.journeys.firmness_lots import LotsFirmness
from commonweal.journeys.rank_shares import MOST_DRAWN, RANKS_DRAWN, rank_columns, rank_parts, rank_rows
from commonweal.presentation.charts import WeightInterval, interval_bars, interval_table
from commonweal.presentation.charts.parts import Whole, part_bars
from commonweal.presentation.charts.svg import NARROW, Table
from commonweal.presentation.points import chance, held, points

SPREADS: dict[str, tuple[Any, int]] = {
    "narrow": (gettext_lazy("Narrowly (about 2 points)"), 400),
    "middle": (gettext_lazy("Moderately (about 4 points)"), 100),
    "wide": (gettext_lazy("Widely (about 8 points)"), 25),
}
WHOLE = 10_000
KIND: dict[CriterionKind, Any] = {
    CriterionKind.PRICE: gettext_lazy("Price"),
    CriterionKind.QUALITY: gettext_lazy("Quality"),
    CriterionKind.SOCIAL_VALUE: gettext_lazy("Social value"),
}
_FLIPS = 6
PER_PAGE = 50


def chosen(given: str) -> str:
    """The spread asked for, or the middle one."""
    return given if given in SPREADS else "middle"


def shown(
    kept: Ranking,
    names: Mapping[str, str],
    firmness: Firmness,
    page: str | None,
    groups: Sequence[GroupContent] = (),
) -> dict[str, Any]:
    """Everything the page shows. `names` by tender id; `groups` are the divided criteria of the ask."""
    table, result = firmness.table, firmness.result
    places = Paginator(result.ranking, PER_PAGE).get_page(page)
    titles = {each.id: each.title for each in kept.criteria}
    kinds = list(dict.fromkeys(each.kind for each in kept.criteria))
    shares = _by_kind(kept, {placed.tender for placed in places})
    first = result.ranking[0].tender
    intervals = _intervals(kept, firmness, groups)
    return {
        "lede": _summary(firmness, names[first], titles),
        "winner": names[first],
        "draws": DRAWS,
        "kinds": [KIND[each] for each in kinds],
        "rows": [
            {
                "rank": placed.rank,
                "supplier": names[placed.tender],
                "kinds": [points(shares[placed.tender, kind]) for kind in kinds],
                "total": points(placed.total),
                "chance": chance(result.chances[placed.tender].p),
                "error": chance(result.chances[placed.tender].se),
                "can_win": result.can_win.get(placed.tender),
            }
            for placed in places
        ],
        "page": places,
        "rank_picture": _rank_picture(firmness, names),
        "ranks_not_drawn": max(len(result.ranking) - MOST_DRAWN, 0),
        "rank_columns": rank_columns(firmness),
        "rank_rows": rank_rows(firmness, names),
        "picture": _picture(intervals, names[first]),
        "intervals": interval_table(intervals),
        "is_held_still": firmness.is_held_still,
        "flips_left_out": firmness.flips is None,
        "flips": [_flip(flip, names, titles) for flip in (firmness.flips or ())[:_FLIPS]],
        "reweighting": _reweighting(table, result.reweighting, names, titles),
    }


def _by_kind(kept: Ranking, tenders: Collection[str]) -> dict[tuple[str, CriterionKind], Fraction]:
    """The weighted points of these tenders from price, quality and social value."""
    about = {each.id: each for each in kept.criteria}
    summed: dict[tuple[str, CriterionKind], Fraction] = {}
    for result in kept.results:
        for part in result.parts if result.rank and result.id in tenders else ():
            criterion = about[part.criterion_id]
            key = (result.id, criterion.kind)
            weighted = Fraction(part.points) * criterion.weight_bp / WHOLE
            summed[key] = summed.get(key, Fraction(0)) + weighted
    return summed


def _intervals(
    kept: Ranking, firmness: Firmness, groups: Sequence[GroupContent]
) -> tuple[WeightInterval, ...]:
    found = firmness.result.weight_intervals
    whole = group_intervals(
        firmness.table, {group.id: [part.criterion_id for part in group.parts] for group in groups}
    )
    return (
        *(
            _interval(each.title, each.weight_bp, found[each.id])
            for each in kept.criteria
            if each.id in found
        ),
        *(
            _interval(_("%(title)s, all its parts") % {"title": each.title}, each.weight_bp, whole[each.id])
            for each in groups
            if all(part.criterion_id in found for part in each.parts)
        ),
    )


def _interval(title: str, weight_bp: int, found: Interval) -> WeightInterval:
    low, high = held(found, weight_bp)
    return WeightInterval(title, low, weight_bp, high)


def interval_rows(kept: Ranking, firmness: Firmness, groups: Sequence[GroupContent] = ()) -> Table:
    """Each criterion, and each divided one as a whole, with the weights within which the winner holds."""
    return interval_table(_intervals(kept, firmness, groups))


def _picture(intervals: Sequence[WeightInterval], winner: str) -> Any:
    """Drawn twice: for a wide screen and for a phone. The page shows one of them."""
    said = _("For each criterion a band of weights within which %(winner)s wins, the others in proportion.")
    wide, narrow = (
        interval_bars(
            intervals,
            chart_id=f"weights{suffix}",
            title=_("How far a weight could move before the winner changes"),
            description=said % {"winner": winner},
            width=width,
        )
        for suffix, width in (("", 480), ("-narrow", NARROW))
    )
    return wide + narrow


def _rank_picture(firmness: Firmness, names: Mapping[str, str]) -> Any:
    """How often each tenderer comes at each rank, drawn for a wide screen and for a phone; empty where not worked out."""
    parts, drawn = rank_parts(firmness, names)
    wholes = tuple(Whole(label, counts) for label, counts in drawn)
    return Markup("").join(
        part_bars(
            wholes,
            parts,
            chart_id=f"ranks{suffix}",
            title=_("How often each tenderer comes at each rank"),
            description=_(
                "For each tenderer a bar of all trials, divided by the rank at which it comes. The table below has every figure."
            ),
            has_unknown=len(parts) > RANKS_DRAWN,
            width=width,
            say=chance,
        )
        for suffix, width in ((("", 700), ("-narrow", NARROW)) if wholes else ())
    )


def lots_shown(kept: Ranking, found: LotsFirmness) -> dict[str, Any]:
    """What the limit on lots makes of all lots together. The criteria are the same in every lot."""
    titles = {each.id: each.title for each in kept.criteria}
    within = found.intervals or {}
    intervals = tuple(
        _interval(each.title, each.weight_bp, within[each.id]) for each in kept.criteria if each.id in within
    )
    return {
        "most": found.most,
        "awarded": [
            {"lot": lot, "supplier": found.names[tender] if tender else None}
            for lot, tender in zip(found.lots, found.awarded, strict=True)
        ],
        "intervals": interval_table(intervals) if intervals else None,
        "is_left_out": found.flips is None,
        "rests_on_quality": found.rests_on_quality,
        "flips": [
            {**_flip(each.flip, found.names, titles), "lot": found.lots[each.lot]}
            for each in (found.flips or ())[:_FLIPS]
        ],
    }


def _summary(firmness: Firmness, winner: str, titles: Mapping[str, str]) -> str:
    """Two or three plain sentences."""
    result = firmness.result
    found = result.chances[result.ranking[0].tender]
    parts = [
        _("%(winner)s wins.") % {"winner": winner}
        if firmness.is_held_still
        else _steadiness(firmness.table, result.weight_intervals, winner)
    ]
    parts.append(
        _("It wins in %(share)s of %(draws)s trials (± %(error)s).")
        % {"share": chance(found.p), "draws": f"{DRAWS:,}", "error": chance(found.se)}
    )
    if firmness.flips and found.p < 1:
        parts.append(
            _("Of the agreed scores, the smallest change that would flip it is on one criterion: %(title)s.")
            % {"title": titles[firmness.flips[0].criterion]}
        )
    return " ".join(parts)


def _steadiness(table: ScoreTable, intervals: Mapping[str, tuple[Fraction, Fraction]], winner: str) -> str:
    room = []
    for column, criterion in enumerate(table.criteria):
        low, high = intervals[criterion]
        published = table.share(column)
        room += [published - low] if low > 0 else []
        room += [high - published] if high < 1 else []
    if not room:
        return _("%(winner)s wins, whatever any single weight had been.") % {"winner": winner}
    whole = int(min(room) * 100)  # rounded down: the sentence promises no more than is so
    if not whole:
        return _(
            "%(winner)s wins, and a change of less than one point in a single weight would change that."
        ) % {"winner": winner}
    return _(
        "%(winner)s wins, and would still win under every single weight change up to %(points)s points."
    ) % {
        "winner": winner,
        "points": whole,
    }


def _flip(flip: Flip, names: Mapping[str, str], titles: Mapping[str, str]) -> dict[str, str]:
    change = points(flip.change)
    # A tie is broken by the smallest change there is, which two places cannot show.
    shown = _("any change") if change.lstrip("−") == "0.00" else f"+{change}" if flip.change > 0 else change
    return {
        "what": _("%(title)s, %(supplier)s")
        % {"title": titles[flip.criterion], "supplier": names[flip.tender]},
        "change": shown,
    }


def _reweighting(
    table: ScoreTable, found: Any, names: Mapping[str, str], titles: Mapping[str, str]
) -> dict[str, Any] | None:
    """The smallest joint change of weights: which rival catches up, how much moves, and from what to what."""
    if found is None:
        return None
    moves = [
        {
            "title": titles[criterion],
            "old": f"{points(table.share(column) * 100)}%",
            "new": f"{points(found.weights[criterion] * 100)}%",
        }
        for column, criterion in enumerate(table.criteria)
        if found.weights[criterion] != table.share(column)
    ]
    return {"rival": names[found.rival], "moved": points(found.moved * 100), "moves": moves}
