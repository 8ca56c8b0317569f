"""Indicators (baseline, target, observations) and pathways (milestones): how a body sees whether an outcome comes.

Quantities are integer thousandths of the indicator's unit. A figure here says that the world moved, never who moved
it: contribution, not attribution.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum

from commonweal.domain.errors import Invalid
from commonweal.domain.statuses import Transitions


class Direction(StrEnum):
    """Which way the target lies from the baseline."""

    UP = "up"
    DOWN = "down"
    KEEP = "keep"


class MilestoneStatus(StrEnum):
    """Where one step of a pathway stands. Dropped is an honest end: the way was changed, and the reason is kept."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    REACHED = "reached"
    DROPPED = "dropped"


_M = MilestoneStatus
MILESTONE_TRANSITIONS = Transitions(
    "milestone",
    {
        _M.PLANNED: {
            _M.UNDER_WAY: "work on it begins",
            _M.REACHED: "it is reached",
            _M.DROPPED: "the way is changed, and it is no longer wanted",
        },
        _M.UNDER_WAY: {
            _M.REACHED: "it is reached",
            _M.DROPPED: "the way is changed, and it is no longer wanted",
            _M.PLANNED: "work on it stops for now",
        },
        _M.REACHED: {_M.UNDER_WAY: "it turned out not to be reached"},
        _M.DROPPED: {_M.PLANNED: "it is wanted again"},
    },
)


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day, in thousandths of the unit."""

    on: dt.date
    thousandths: int


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator's two fixed points; either may be unknown so far."""

    baseline: Point | None
    target: Point | None

    @property
    def direction(self) -> Direction | None:
        """None until both points are known."""
        if self.baseline is None or self.target is None:
            return None
        if self.target.thousandths == self.baseline.thousandths:
            return Direction.KEEP
        rises = self.target.thousandths > self.baseline.thousandths
        return Direction.UP if rises else Direction.DOWN


def point(on: dt.date | None, thousandths: int | None, *, name: str) -> Point | None:
    """A point from a value and a day that belong together. `name` is ``baseline`` or ``target``.

    Raises:
        Invalid: ``indicator.<name>_date_missing`` or ``indicator.<name>_value_missing`` when one comes alone.
    """
    if on is None and thousandths is None:
        return None
    if on is None:
        raise Invalid(f"indicator.{name}_date_missing", field=f"{name}_on")
    if thousandths is None:
        raise Invalid(f"indicator.{name}_value_missing", field=f"{name}_value")
    return Point(on, thousandths)


def check_measure(measure: Measure) -> None:
    """Raise Invalid when the target day is not after the baseline day."""
    if measure.baseline and measure.target and measure.target.on <= measure.baseline.on:
        raise Invalid(
            "indicator.target_before_baseline",
            field="target_on",
            baseline_on=measure.baseline.on,
            target_on=measure.target.on,
        )


def check_observation(observed_on: dt.date, *, measure: Measure, today: dt.date) -> None:
    """An observation is of a day that has come, and not of one before the baseline."""
    if observed_on > today:
        raise Invalid("observation.in_future", field="observed_on", observed_on=observed_on)
    if measure.baseline and observed_on < measure.baseline.on:
        raise Invalid("observation.before_baseline", field="observed_on", baseline_on=measure.baseline.on)


def share_of_way(measure: Measure, latest: Point | None) -> int | None:
    """How much of the way from baseline to target has been gone, in whole percent; None where it has no meaning.

    Below 0 the figure moved the wrong way; above 100 it passed the target. Rounded half to even.
    """
    if measure.baseline is None or measure.target is None or latest is None:
        return None
    whole = measure.target.thousandths - measure.baseline.thousandths
    if whole == 0:
        return None
    gone = latest.thousandths - measure.baseline.thousandths
    return int((Decimal(gone) * 100 / Decimal(whole)).to_integral_value(ROUND_HALF_EVEN))


def is_met(measure: Measure, latest: Point | None) -> bool | None:
    """Whether the latest value is at the target or better; None when there is no target or no value."""
    if measure.target is None or latest is None:
        return None
    difference = latest.thousandths - measure.target.thousandths
    if measure.direction is Direction.DOWN:
        return difference <= 0
    return difference >= 0


def check_milestone_order(due: Sequence[dt.date | None]) -> None:
    """Milestones in order must not be due in backward order. Days not yet given are passed over.

    Raises:
        Invalid: ``milestone.due_before_previous`` with both days and the 1-based `position`.
    """
    before: dt.date | None = None
    for position, day in enumerate(due, start=1):
        if day is None:
            continue
        if before is not None and day < before:
            raise Invalid(
                "milestone.due_before_previous",
                field="due_on",
                previous_on=before,
                due_on=day,
                position=position,
            )
        before = day


def check_reached_on(reached_on: dt.date | None, *, status: MilestoneStatus, today: dt.date) -> None:
    """A reached milestone has the day it was reached, which has come; no other status has one."""
    if status is not MilestoneStatus.REACHED:
        if reached_on is not None:
            raise Invalid("milestone.reached_on_without_status", field="reached_on")
        return
    if reached_on is None:
        raise Invalid("milestone.reached_on_missing", field="reached_on")
    if reached_on > today:
        raise Invalid("milestone.reached_in_future", field="reached_on", reached_on=reached_on)
