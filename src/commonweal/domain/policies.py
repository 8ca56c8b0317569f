"""Local policies: rules that an authority sets for its own asks, as data, with the days on which they are in force.

They are not law. Each says who set it and where it was decided, and whether it binds (the ask cannot be published
without meeting it) or advises. A procurement is judged by the policies in force on the day it began.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.asks import AskContent, MetricContent
from commonweal.domain.errors import Invalid


class PolicyKind(StrEnum):
    """What a policy asks for. The figure is pence, basis points or a count, as `UNIT` says."""

    SOCIAL_VALUE_ABOVE = "social_value_above"
    LEAST_WEIGHTING = "least_weighting"
    MOST_WEIGHTING = "most_weighting"
    MOST_METRICS = "most_metrics"
    MOST_SOCIAL_CRITERIA = "most_social_criteria"
    MOST_WORDS = "most_words"
    METRIC_ABOUT = "metric_about"
    LEAST_PROMISES = "least_promises"


class PolicyUnit(StrEnum):
    """What the figure of a policy is counted in."""

    PENCE = "pence"
    BASIS_POINTS = "basis points"
    COUNT = "count"


K = PolicyKind
UNIT: Mapping[PolicyKind, PolicyUnit] = {
    K.SOCIAL_VALUE_ABOVE: PolicyUnit.PENCE,
    K.LEAST_WEIGHTING: PolicyUnit.BASIS_POINTS,
    K.MOST_WEIGHTING: PolicyUnit.BASIS_POINTS,
    K.MOST_METRICS: PolicyUnit.COUNT,
    K.MOST_SOCIAL_CRITERIA: PolicyUnit.COUNT,
    K.MOST_WORDS: PolicyUnit.COUNT,
    K.METRIC_ABOUT: PolicyUnit.COUNT,
    K.LEAST_PROMISES: PolicyUnit.COUNT,
}
#: Beginnings of words that a metric about employment and skills has in its title or unit. Source: project judgement.
EMPLOYMENT_AND_SKILLS = (
    "apprentic, employ, job, skill, train, work experience, work placement, learn, career, qualif"
)
MOST_PENCE = 10**15
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy as plain values. `set_by` and `id` are opaque ids; `words` are searched for by `METRIC_ABOUT`."""

    id: str
    kind: PolicyKind
    figure: int
    words: str
    is_binding: bool
    source: str
    from_on: dt.date
    to_on: dt.date | None
    set_by: str

    def is_in_force(self, on: dt.date) -> bool:
        """True from its first to its last day, both included."""
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a policy comes to for one ask. `actual` is in the policy's unit; None when it does not reach this ask."""

    policy: Policy
    is_met: bool
    actual: int | None

    @property
    def is_in_the_way(self) -> bool:
        """True when it keeps the ask from being published."""
        return self.policy.is_binding and not self.is_met


def check_policy(kind: PolicyKind, figure: int, words: str, from_on: dt.date, to_on: dt.date | None) -> None:
    """Raise `Invalid`, with the field, for a policy that could never be applied."""
    unit = UNIT[kind]
    most = {PolicyUnit.BASIS_POINTS: 10_000, PolicyUnit.COUNT: 1_000_000, PolicyUnit.PENCE: MOST_PENCE}[unit]
    if not 0 <= figure <= most or (figure == 0 and kind in (K.METRIC_ABOUT, K.LEAST_PROMISES)):
        raise Invalid("policy.figure_out_of_range", field="figure")
    if kind is K.METRIC_ABOUT and not searched(words):
        raise Invalid("policy.words_missing", field="words")
    if to_on is not None and to_on < from_on:
        raise Invalid("policy.ends_before_start", field="to_on")


def searched(words: str) -> tuple[str, ...]:
    """The beginnings of words in a list with commas, in small letters."""
    return tuple(part for each in words.split(",") if (part := " ".join(each.lower().split())))


def check_ask(policies: Iterable[Policy], ask: AskContent, *, began_on: dt.date) -> tuple[Checked, ...]:
    """Every policy in force when the procurement began, with what it comes to for this ask."""
    return tuple(_check(policy, ask) for policy in policies if policy.is_in_force(began_on))


def _check(policy: Policy, ask: AskContent) -> Checked:
    if policy.kind is K.SOCIAL_VALUE_ABOVE:
        reached = ask.value_pence > policy.figure
        return Checked(policy, not reached or ask.social_value_bp > 0, ask.value_pence if reached else None)
    actual = _actual(policy, ask)
    is_least = policy.kind in (K.LEAST_WEIGHTING, K.METRIC_ABOUT, K.LEAST_PROMISES)
    return Checked(policy, actual >= policy.figure if is_least else actual <= policy.figure, actual)


def _actual(policy: Policy, ask: AskContent) -> int:
    metrics = [metric for criterion in ask.criteria for metric in criterion.metrics]
    if policy.kind in (K.LEAST_WEIGHTING, K.MOST_WEIGHTING):
        return ask.social_value_bp
    if policy.kind is K.METRIC_ABOUT:
        beginnings = searched(policy.words)
        return sum(1 for metric in metrics if is_about(metric, beginnings))
    return {
        K.MOST_METRICS: len(metrics),
        K.MOST_SOCIAL_CRITERIA: sum(1 for each in ask.criteria if each.kind == "social_value"),
        K.MOST_WORDS: ask.words_to_write,
        K.LEAST_PROMISES: len(ask.promises),
    }[policy.kind]


def is_about(metric: MetricContent, beginnings: Iterable[str]) -> bool:
    """True when a word of the metric's title or unit begins with one of `beginnings` (small letters)."""
    text = " " + " ".join(_WORD.findall(f"{metric.title} {metric.unit}".lower()))
    return any(f" {beginning}" in text for beginning in beginnings)
