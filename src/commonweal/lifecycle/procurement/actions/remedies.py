"""What accepting a finding changes by itself: one small edit of the draft for each remedy, through the ordinary actions."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.criteria import CriterionKind
from commonweal.domain.fit.decisions import LEARNING_WORDS, Remedy
from commonweal.domain.metrics import MetricPeriod, MetricUse, TargetKind
from commonweal.lifecycle.procurement.actions.asks import edit_criterion, edit_metric
from commonweal.lifecycle.procurement.events import AskEvent
from commonweal.lifecycle.procurement.fit import Judged
from commonweal.lifecycle.procurement.models import Ask, AskMetric, StatedFacts
from commonweal.records.work import change, current_work

Change = Callable[[Ask, Judged, Actor, dt.datetime], None]


def carry_out(ask: Ask, found: Judged, *, by: Actor, now: dt.datetime) -> str:
    """Make the change that answers the finding, where a button can; the remedy's code, or "" when it is only noted."""
    if found.remedy is None:
        return ""
    _CHANGES[found.remedy](ask, found, by, now)
    return found.remedy.value


def _metrics(ask: Ask, found: Judged) -> Iterator[AskMetric]:
    """The metrics that the finding is about."""
    for criterion in ask.criteria.filter(kind=CriterionKind.SOCIAL_VALUE.value):
        for metric in criterion.metrics.all():
            if (metric.code or metric.title) in found.finding.about:
                metric.criterion = criterion
                yield metric


def _on_metrics(*, only: dict[str, str], **facts: Any) -> Change:
    """An edit of the metrics that the finding is about and that hold the values of `only`."""

    def make(ask: Ask, found: Judged, by: Actor, now: dt.datetime) -> None:
        for metric in _metrics(ask, found):
            if all(getattr(metric, name) == value for name, value in only.items()):
                edit_metric(metric, by=by, now=now, **facts)

    return make


def _reward_learning(ask: Ask, found: Judged, by: Actor, now: dt.datetime) -> None:
    for criterion in ask.criteria.filter(kind=CriterionKind.SOCIAL_VALUE.value):
        if criterion.bands:
            *lower, top = criterion.bands
            words = f"{top['text']} {LEARNING_WORDS}".strip()
            edit_criterion(criterion, bands=[*lower, {**top, "text": words}], by=by, now=now)


def _state(**facts: Any) -> Change:
    """A fact of the ask that is said anew. The row exists: the finding rests on what it says."""

    def make(ask: Ask, found: Judged, by: Actor, now: dt.datetime) -> None:
        change(StatedFacts.objects.for_authority(by).get(ask=ask), **facts)
        current_work().record(AskEvent.FACTS_STATED, ask, changed=sorted(facts))

    return make


_CHANGES: dict[Remedy, Change] = {
    Remedy.PATHWAY_INSTEAD_OF_FIXED: _on_metrics(
        only={"target": TargetKind.FIXED},
        target=TargetKind.PATHWAY.value,
        target_low=None,
        target_high=None,
        used_for=MetricUse.LEARNING.value,
    ),
    Remedy.LEARNING_INSTEAD_OF_PAYMENT: _on_metrics(
        only={"used_for": MetricUse.PAYMENT}, used_for=MetricUse.LEARNING.value
    ),
    Remedy.WHOLE_CONTRACT_INSTEAD_OF_YEAR: _on_metrics(
        only={"period": MetricPeriod.YEAR}, period=MetricPeriod.CONTRACT.value
    ),
    Remedy.LEARNING_IN_TOP_BAND: _reward_learning,
    Remedy.STORIES_IN_REPORTS: _state(narrative_required=True),
    Remedy.POUNDS_AS_INFORMATION: _state(pounds_decide_score=False),
    Remedy.NO_RESTRICTION: _state(restricts_location=False),
}
