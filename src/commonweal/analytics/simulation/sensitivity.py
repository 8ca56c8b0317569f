"""How firm a result is: the exact figures and the simulated ones together. It explains; it never changes a result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commonweal.analytics.simulation.winners import CONCENTRATION, AssessorScores, Trials, wins
from commonweal.domain.assessment.chances import Chance, chance
from commonweal.domain.assessment.ranking import Placed, ranking
from commonweal.domain.assessment.reach import can_win
from commonweal.domain.assessment.score_table import ScoreTable
from commonweal.domain.assessment.stability import (
    Flip,
    Interval,
    Reweighting,
    score_flips,
    smallest_reweighting,
    weight_intervals,
)


@dataclass(frozen=True)
class Sensitivity:
    """Everything but `chances` is exact. Shares of weight are of one; changes of score are in points."""

    ranking: tuple[Placed, ...]
    weight_intervals: Mapping[str, Interval]
    score_flips: tuple[Flip, ...]
    reweighting: Reweighting | None
    can_win: Mapping[str, bool]
    chances: Mapping[str, Chance]
    draws: int
    seed: int


def sensitivity(
    table: ScoreTable,
    *,
    draws: int,
    seed: int,
    assessors: Sequence[AssessorScores] = (),
    concentration: int = CONCENTRATION,
) -> Sensitivity:
    """Work out how firm the ranking of `table` is. The same arguments give the same digits."""
    won = wins(Trials(table, assessors, concentration), draws=draws, seed=seed)
    return Sensitivity(
        ranking=ranking(table),
        weight_intervals=weight_intervals(table),
        score_flips=score_flips(table),
        reweighting=smallest_reweighting(table),
        can_win=can_win(table),
        chances={tender: chance(count, draws) for tender, count in won.items()},
        draws=draws,
        seed=seed,
    )
