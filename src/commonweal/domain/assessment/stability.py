"""How far a weight or a score may move before somebody else wins: exact, and a tie keeps the winner."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from commonweal.domain.assessment.ranking import order, winner
from commonweal.domain.assessment.score_table import Agreed, ScoreTable, weighted
from commonweal.domain.assessment.snapshot import Ranking
from commonweal.domain.criteria import CriterionKind

Interval = tuple[Fraction, Fraction]
# Tenders squared times criteria: to leave one tender out after another takes some seconds for this many, and not more.
MOST_WORK = 500_000


def weight_intervals(table: ScoreTable) -> dict[str, Interval]:
    """For each criterion the weights (share of one, inclusive) at which the winner still wins.

    The other weights are scaled in proportion. A margin is a straight line in the weight, so the weights at which it
    is not negative form one connected interval, and it holds the published weight.
    """
    first, rivals = winner(table), range(len(table.tenders))
    return {
        criterion: holding_interval(table, first, rivals, c) for c, criterion in enumerate(table.criteria)
    }


def holding_interval(table: ScoreTable, first: int, rivals: Iterable[int], criterion: int) -> Interval:
    """The weights of one criterion at which `first`, which leads or equals all of `rivals`, still does."""
    rest = table.weight_sum - table.weights[criterion]
    low, high = Fraction(0), Fraction(1)
    if not rest:  # nothing to give the weight to: the criterion decides alone at any weight
        return low, high
    for rival in rivals:
        lead = table.scores[first][criterion] - table.scores[rival][criterion]
        others = table.points[first] - table.points[rival] - table.weights[criterion] * lead
        # margin(x) = x * lead + (1 - x) * others / rest, so its slope has the sign of lead * rest - others
        slope = lead * rest - others
        if slope > 0:
            low = max(low, Fraction(-others, slope))
        elif slope < 0:
            high = min(high, Fraction(-others, slope))
    return low, high


@dataclass(frozen=True)
class Flip:
    """A change, in points, of one agreed score at which the winner is caught; anything beyond it changes the winner."""

    tender: str
    criterion: str
    change: Fraction


def score_flips(
    table: ScoreTable, *, low: int = 0, high: int = 100, agreed: Agreed | None = None
) -> tuple[Flip, ...]:
    """For each single score the smallest change that flips the winner, smallest first.

    A score that cannot flip it while staying between `low` and `high` points is left out; so is one of no weight. With
    `agreed` it is the agreed marks that move, each with its own share of its score's points.
    """
    ranked = order(table)
    if len(ranked) == 1:
        return ()
    first, second = ranked[:2]
    flips = []
    for tender in range(len(table.tenders)):
        if tender == first:
            sign, ahead = -1, table.points[first] - table.points[second]
        else:
            sign, ahead = 1, table.points[first] - table.points[tender]
        gap = Fraction(ahead, table.weight_sum * table.scale)
        flips += flips_of(table, tender, sign=sign, gap=gap, limits=(low, high), agreed=agreed)
    return tuple(sorted(flips, key=by_size))


def by_size(flip: Flip) -> tuple[Fraction, str, str]:
    """The smallest change first."""
    return abs(flip.change), flip.tender, flip.criterion


def flips_of(
    table: ScoreTable,
    tender: int,
    *,
    sign: int,
    gap: Fraction,
    limits: tuple[int, int],
    agreed: Agreed | None = None,
) -> list[Flip]:
    """The changes of each one score of a tender, up or down as `sign` says, that move its total by `gap` points.

    Reaching a limit only ties, and a tie keeps the winner: a score that gets no further is left out. With `agreed` the marks
    of the tender move; a score that has none is left out.
    """
    room = sign * limits[sign > 0]
    found = []
    for criterion, name in enumerate(table.criteria):
        score, own = table.score(tender, criterion), Fraction(1)
        if agreed is not None:
            mark = agreed.get((table.tenders[tender], name))
            score, own = (Fraction(mark.hundredths, 100), mark.own) if mark else (score, Fraction(0))
        if weight := table.weights[criterion] * own:
            size = gap * table.weight_sum / weight
            if sign * score + size < room:
                found.append(Flip(table.tenders[tender], name, sign * size))
    return found


def with_minimums(flips: tuple[Flip, ...], kept: Ranking) -> tuple[Flip, ...]:
    """`flips` where a score can also flip the winner by falling below a published minimum.

    A tender below one is not ranked. The winner then loses; a rival's fall can make another win, because prices and
    quantities become points without it. A score may fall by exactly its room above the minimum; anything beyond counts.
    Of two ways for the same score the smaller change is kept. With one ranked tender there is nobody to lose to.
    """
    table = kept.table()
    if len(table.tenders) == 1:
        return flips
    first = table.tenders[winner(table)]
    found = {(flip.tender, flip.criterion): flip for flip in flips}
    for tender in table.tenders:
        room = kept.room(tender) if tender == first or tries_falls(kept) else {}
        if not room or (tender != first and not _falls_with(kept, tender, first, next(iter(room)))):
            continue
        for criterion, points in room.items():
            held = found.get((tender, criterion))
            if held is None or points < abs(held.change):
                found[tender, criterion] = Flip(tender, criterion, -points)
    return tuple(sorted(found.values(), key=by_size))


def tries_falls(kept: Ranking) -> bool:
    """Is every rival's fall below a minimum tried? Not among very many: the ranking is worked out again for each."""
    return len(kept.tenders) ** 2 * len(kept.criteria) <= MOST_WORK


def _falls_with(kept: Ranking, rival: str, first: str, criterion: str) -> bool:
    """Does another win once `rival` is left out? It is the same whichever of its scores falls; a tie keeps the winner."""
    if not any(each.kind is CriterionKind.PRICE or each.quantity for each in kept.criteria):
        return False  # nobody's points rest on what others offer
    again = kept.with_fall(rival, criterion)
    return any(result.id == first and result.rank != 1 for result in again.results)


def group_intervals(table: ScoreTable, groups: Mapping[str, Collection[str]]) -> dict[str, Interval]:
    """For each group of criteria the weights (share of one) of the whole group at which the winner still wins.

    Inside the group the shares stay as they are; the other weights are scaled in proportion. A group that carries
    nothing, or everything, says nothing: its interval is the whole.
    """
    first = winner(table)
    return {name: _group_interval(table, first, set(members)) for name, members in groups.items()}


def _group_interval(table: ScoreTable, first: int, members: set[str]) -> Interval:
    columns = [c for c, criterion in enumerate(table.criteria) if criterion in members]
    own = sum(table.weights[c] for c in columns)
    rest = table.weight_sum - own
    low, high = Fraction(0), Fraction(1)
    if not rest or not own:
        return low, high
    for rival in range(len(table.tenders)):
        lead = sum(table.weights[c] * (table.scores[first][c] - table.scores[rival][c]) for c in columns)
        others = table.points[first] - table.points[rival] - lead
        # margin(x) = x * lead / own + (1 - x) * others / rest
        slope = lead * rest - others * own
        if slope > 0:
            low = max(low, Fraction(-others * own, slope))
        elif slope < 0:
            high = min(high, Fraction(-others * own, slope))
    return low, high


@dataclass(frozen=True)
class Reweighting:
    """The least weight that must move between criteria for `rival` to catch the winner.

    `moved` is a share of one (half the sum of all changes); `weights` are the shares after the move.
    """

    rival: str
    moved: Fraction
    weights: dict[str, Fraction]


def smallest_reweighting(table: ScoreTable) -> Reweighting | None:
    """The smallest joint change of all weights at which the winner is caught; None when no weights would do it."""
    ranked = order(table)
    candidates = [move for rival in ranked[1:] if (move := _reweighting(table, ranked[0], rival)) is not None]
    return min(candidates, key=lambda move: move.moved, default=None)


def _reweighting(table: ScoreTable, first: int, rival: int) -> Reweighting | None:
    """Each point of weight does most when taken where the winner leads most and put where it leads least."""
    leads = [a - b for a, b in zip(table.scores[first], table.scores[rival], strict=True)]
    target = min(range(len(leads)), key=lambda c: leads[c])
    shares = [table.share(c) for c in range(len(leads))]
    margin = Fraction(weighted(table.weights, leads), table.weight_sum)
    moved = Fraction(0)
    for source in sorted(range(len(leads)), key=lambda c: -leads[c]):
        gain = leads[source] - leads[target]
        if margin <= 0 or gain <= 0:
            break
        step = min(shares[source], margin / gain)
        shares[source] -= step
        shares[target] += step
        margin -= step * gain
        moved += step
    if margin > 0:
        return None
    return Reweighting(table.tenders[rival], moved, dict(zip(table.criteria, shares, strict=True)))
