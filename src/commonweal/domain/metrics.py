"""What is counted in an ask: the kind of metric, the kind of target, the period and how periods add up.

Quantities are integer thousandths of the metric's unit. The words are those of the fit knowledge, so that a finding
about a metric and the metric itself speak alike.
"""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

from commonweal.domain.errors import Invalid


class MetricKind(StrEnum):
    """What a metric measures. Metrics of different kinds or units are never added."""

    HEADCOUNT = "headcount"
    HOURS = "hours"
    COUNT = "count"
    SPEND = "spend"
    SHARE = "share"
    REDUCTION = "reduction"
    AREA = "area"


class TargetKind(StrEnum):
    """How much the ask wants: a figure, a range, a pathway of milestones, or nothing (the tenderer offers)."""

    FIXED = "fixed"
    RANGE = "range"
    PATHWAY = "pathway"
    NONE = "none"


class MetricPeriod(StrEnum):
    """How often the metric is reported."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    CONTRACT = "contract"


class Aggregation(StrEnum):
    """How reports of several periods become one figure."""

    SUM = "sum"
    LATEST = "latest"


def over_periods(parts: Iterable[tuple[dt.date, int]], aggregation: Aggregation) -> int:
    """One figure of parts in time, each the day it ends and its quantity: their sum, or the part that ends last.

    Of parts that end last on the same day, as in two places, the smallest: every one of them comes to that.
    """
    listed = list(parts)
    if aggregation != Aggregation.LATEST or not listed:
        return sum(quantity for _end_on, quantity in listed)
    last = max(end_on for end_on, _quantity in listed)
    return min(quantity for end_on, quantity in listed if end_on == last)


class BaselineBasis(StrEnum):
    """Who fixed the starting figure of a reduction."""

    NONE = "none"
    PRE_CONTRACT = "pre-contract"
    INDEPENDENT = "independent"


class MetricLevel(StrEnum):
    """Output: what the supplier does. Outcome: a change in the world that many causes share."""

    OUTPUT = "output"
    OUTCOME = "outcome"


class MetricUse(StrEnum):
    """What a figure on this metric is for."""

    LEARNING = "learning"
    PAYMENT = "payment"


#: The months one reporting period covers; None is the whole contract.
PERIOD_MONTHS: dict[MetricPeriod, int | None] = {
    MetricPeriod.MONTH: 1,
    MetricPeriod.QUARTER: 3,
    MetricPeriod.YEAR: 12,
    MetricPeriod.CONTRACT: None,
}


def check_target(target: TargetKind, low: int | None, high: int | None) -> None:
    """Raise `Invalid` unless `low` and `high` (thousandths, or None) suit `target`.

    A fixed target has one figure, a range has two in order, a pathway and no target have none.
    """
    if target is TargetKind.FIXED:
        if low is None or low <= 0 or high is not None:
            raise Invalid("metric.fixed_needs_one_figure", field="target_low")
    elif target is TargetKind.RANGE:
        if low is None or high is None:
            raise Invalid("metric.range_needs_two_figures", field="target_high")
        if not 0 <= low < high:
            raise Invalid("metric.range_out_of_order", field="target_high")
    elif low is not None or high is not None:
        raise Invalid("metric.target_without_figure", field="target_low")


def check_baseline(basis: BaselineBasis, figure: int | None) -> None:
    """Raise `Invalid` unless a baseline figure (thousandths) comes with who fixed it, and the other way round."""
    if (basis is BaselineBasis.NONE) != (figure is None):
        raise Invalid("metric.baseline_incomplete", field="baseline")
