"""Indicators with what was observed, and pathways with their milestones."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from commonweal.domain.progress import MilestoneStatus, is_met, share_of_way
from commonweal.lifecycle.strategy.models import Indicator, Observation, Outcome, Pathway, PathwayMilestone


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator with the observations that stand (those replaced by a correction left out), oldest first."""

    indicator: Indicator
    observations: tuple[Observation, ...]

    @property
    def latest(self) -> Observation | None:
        return self.observations[-1] if self.observations else None

    @property
    def share_of_way(self) -> int | None:
        return share_of_way(self.indicator.measure, self.latest.point if self.latest else None)

    @property
    def is_met(self) -> bool | None:
        return is_met(self.indicator.measure, self.latest.point if self.latest else None)


@dataclass(frozen=True, slots=True)
class PathwayView:
    """A pathway with its milestones in order."""

    pathway: Pathway
    milestones: tuple[PathwayMilestone, ...]

    @property
    def reached(self) -> int:
        return sum(each.status == MilestoneStatus.REACHED.value for each in self.milestones)

    @property
    def wanted(self) -> int:
        return sum(each.status != MilestoneStatus.DROPPED.value for each in self.milestones)

    @property
    def next(self) -> PathwayMilestone | None:
        ahead = (MilestoneStatus.PLANNED.value, MilestoneStatus.UNDER_WAY.value)
        return next((each for each in self.milestones if each.status in ahead), None)


@dataclass(frozen=True, slots=True)
class OutcomeProgress:
    """How one outcome is seen to come: indicators, pathways, or neither yet."""

    indicators: tuple[IndicatorView, ...] = ()
    pathways: tuple[PathwayView, ...] = ()


def progress_of(outcomes: Iterable[Outcome]) -> dict[int, OutcomeProgress]:
    """Progress of each outcome by its key. Four queries whatever their number."""
    keys = [outcome.pk for outcome in outcomes]
    indicators: dict[int, list[IndicatorView]] = defaultdict(list)
    for view in indicator_views(
        Indicator.objects.for_system("parts of missions that were read in scope")
        .filter(outcome_id__in=keys)
        .order_by("pk")
    ):
        indicators[view.indicator.outcome_id].append(view)
    pathways: dict[int, list[PathwayView]] = defaultdict(list)
    for pathway in (
        Pathway.objects.for_system("parts of missions that were read in scope")
        .filter(outcome_id__in=keys)
        .prefetch_related("milestones")
        .order_by("pk")
    ):
        pathways[pathway.outcome_id].append(PathwayView(pathway, tuple(pathway.milestones.all())))
    return {key: OutcomeProgress(tuple(indicators[key]), tuple(pathways[key])) for key in keys}


def indicator_views(indicators: Iterable[Indicator]) -> list[IndicatorView]:
    """Indicators with their standing observations. Two queries whatever their number."""
    listed = list(indicators)
    found = Observation.objects.for_system("parts of missions that were read in scope").filter(
        indicator_id__in=[each.pk for each in listed]
    )
    by_indicator: dict[int, list[Observation]] = defaultdict(list)
    for observation in found.filter(replaced_by__isnull=True).order_by("observed_on", "pk"):
        by_indicator[observation.indicator_id].append(observation)
    return [IndicatorView(each, tuple(by_indicator[each.pk])) for each in listed]
