"""What the parts of an ask schedule are made of: the ask, how it stands, and helpers that word a value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from commonweal.domain.asks import AskContent, CriterionContent, MetricContent
from commonweal.domain.commitments import outcomes_of
from commonweal.domain.metrics import TargetKind
from commonweal.domain.tendering_content import LatePolicy
from commonweal.presentation.formats import quantity
from commonweal.presentation.procurement_words import ASK_WORDS


@dataclass(frozen=True)
class Pack:
    """An ask as a pack shows it: a draft has neither digest nor the moment it was published.

    `template` is the authority's own Word template, if it has one in use; `late` what becomes of late tenders.
    """

    ask: AskContent
    digest: str
    published_at: dt.datetime | None
    template: bytes = b""
    late: LatePolicy = LatePolicy.REFUSED

    @property
    def is_draft(self) -> bool:
        """True until the ask is published."""
        return self.published_at is None


def word(area: str, value: str | None) -> str:
    """The words for one value of an enumeration of the ask."""
    words: Any = ASK_WORDS[area]
    return str(words[value])


def how_much(metric: MetricContent) -> str:
    """What the ask wants of a metric, in one line."""
    if metric.target is TargetKind.FIXED:
        return quantity(metric.target_low, metric.unit)
    if metric.target is TargetKind.RANGE:
        return _("%(low)s to %(high)s") % {
            "low": quantity(metric.target_low),
            "high": quantity(metric.target_high, metric.unit),
        }
    return word("target", metric.target)


def outcome_title(ask: AskContent, outcome_id: str | None) -> str:
    """The title of an outcome or mission that the ask serves; empty when it is not among those."""
    served = {each.id: each.title for each in ask.serves}
    return served.get(outcome_id or "", "")


def aims(ask: AskContent) -> list[str]:
    """The titles of everything a commitment may serve."""
    return list(outcomes_of(ask).values())


def metric_name(metric: MetricContent) -> str:
    """The metric's title: its code is the library's own, and says nothing to a tenderer."""
    return metric.title


def criterion_name(number: int, criterion: CriterionContent) -> str:
    """How a question is referred to, in the schedule and in the workbook alike."""
    return _("Question %(number)s: %(title)s") % {"number": number, "title": criterion.title}
