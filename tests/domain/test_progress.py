"""Indicators move from a baseline to a later target; pathways are milestones in order."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.errors import Invalid
from commonweal.domain.progress import (
    MILESTONE_TRANSITIONS,
    Direction,
    Measure,
    MilestoneStatus,
    Point,
    check_measure,
    check_milestone_order,
    check_observation,
    check_reached_on,
    is_met,
    point,
    share_of_way,
)

START, LATER, TODAY = dt.date(2025, 4, 1), dt.date(2030, 3, 31), dt.date(2026, 11, 22)
VALUES = st.integers(0, 10**9)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))


def measure(baseline: int, target: int) -> Measure:
    return Measure(Point(START, baseline), Point(LATER, target))


@given(DAYS, DAYS)
def test_a_target_comes_after_its_baseline(baseline_on: dt.date, target_on: dt.date) -> None:
    given_measure = Measure(Point(baseline_on, 1), Point(target_on, 2))
    if target_on > baseline_on:
        check_measure(given_measure)
    else:
        with pytest.raises(Invalid) as refusal:
            check_measure(given_measure)
        assert (refusal.value.code, refusal.value.field) == ("indicator.target_before_baseline", "target_on")


def test_a_measure_may_lack_either_point() -> None:
    check_measure(Measure(None, Point(START, 1)))
    check_measure(Measure(Point(LATER, 1), None))
    assert Measure(None, Point(START, 1)).direction is None


@pytest.mark.parametrize("name", ["baseline", "target"])
def test_a_value_and_its_day_come_together(name: str) -> None:
    assert point(None, None, name=name) is None
    assert point(START, 0, name=name) == Point(START, 0)
    with pytest.raises(Invalid) as refusal:
        point(None, 5, name=name)
    assert (refusal.value.code, refusal.value.field) == (f"indicator.{name}_date_missing", f"{name}_on")
    with pytest.raises(Invalid) as refusal:
        point(START, None, name=name)
    assert (refusal.value.code, refusal.value.field) == (f"indicator.{name}_value_missing", f"{name}_value")


@pytest.mark.parametrize(
    ("baseline", "target", "direction"),
    [(1, 2, Direction.UP), (2, 1, Direction.DOWN), (2, 2, Direction.KEEP)],
)
def test_the_direction_follows_from_the_two_points(baseline: int, target: int, direction: Direction) -> None:
    assert measure(baseline, target).direction is direction


def test_an_observation_is_of_a_day_that_has_come() -> None:
    check_observation(TODAY, measure=measure(1, 2), today=TODAY)
    with pytest.raises(Invalid, match=r"observation\.in_future"):
        check_observation(TODAY + dt.timedelta(days=1), measure=measure(1, 2), today=TODAY)


def test_an_observation_is_not_older_than_the_baseline() -> None:
    check_observation(START, measure=measure(1, 2), today=TODAY)
    with pytest.raises(Invalid, match=r"observation\.before_baseline"):
        check_observation(START - dt.timedelta(days=1), measure=measure(1, 2), today=TODAY)


@pytest.mark.parametrize(
    ("baseline", "target", "latest", "percent"),
    [
        (0, 1000, 250, 25),
        (1000, 0, 250, 75),
        (100, 200, 50, -50),
        (0, 3, 1, 33),
        (0, 8, 1, 12),
        (0, 10, 12, 120),
    ],
)
def test_the_share_of_the_way_gone(baseline: int, target: int, latest: int, percent: int) -> None:
    assert share_of_way(measure(baseline, target), Point(TODAY, latest)) == percent


def test_no_share_without_a_way_to_go() -> None:
    assert share_of_way(measure(5, 5), Point(TODAY, 5)) is None
    assert share_of_way(measure(1, 5), None) is None
    assert share_of_way(Measure(None, Point(LATER, 5)), Point(TODAY, 5)) is None


@given(VALUES, VALUES)
def test_the_baseline_is_no_way_and_the_target_the_whole_way(baseline: int, target: int) -> None:
    if baseline == target:
        return
    assert share_of_way(measure(baseline, target), Point(TODAY, baseline)) == 0
    assert share_of_way(measure(baseline, target), Point(TODAY, target)) == 100


@given(VALUES, VALUES, VALUES)
def test_a_target_is_met_at_the_target_and_beyond_it_in_the_right_direction(
    baseline: int, target: int, latest: int
) -> None:
    met = is_met(measure(baseline, target), Point(TODAY, latest))
    assert met is (latest <= target if target < baseline else latest >= target)


def test_without_a_target_or_a_value_nothing_is_said_to_be_met() -> None:
    assert is_met(Measure(Point(START, 1), None), Point(TODAY, 1)) is None
    assert is_met(measure(1, 2), None) is None


@given(st.lists(st.none() | DAYS, max_size=8))
def test_milestones_are_due_in_order(due: list[dt.date | None]) -> None:
    days = [day for day in due if day is not None]
    if days == sorted(days):
        check_milestone_order(due)
    else:
        with pytest.raises(Invalid, match=r"milestone\.due_before_previous"):
            check_milestone_order(due)


def test_the_milestone_out_of_order_is_named() -> None:
    with pytest.raises(Invalid) as refusal:
        check_milestone_order([LATER, None, START])
    assert refusal.value.params == {"previous_on": LATER, "due_on": START, "position": 3}


@pytest.mark.parametrize("status", MilestoneStatus)
def test_only_a_reached_milestone_has_the_day_it_was_reached(status: MilestoneStatus) -> None:
    if status is MilestoneStatus.REACHED:
        check_reached_on(TODAY, status=status, today=TODAY)
        for day, code in ((None, "missing"), (TODAY + dt.timedelta(days=1), "in_future")):
            with pytest.raises(Invalid, match=code):
                check_reached_on(day, status=status, today=TODAY)
    else:
        check_reached_on(None, status=status, today=TODAY)
        with pytest.raises(Invalid, match=r"milestone\.reached_on_without_status"):
            check_reached_on(TODAY, status=status, today=TODAY)


M = MilestoneStatus
ALLOWED = {
    (M.PLANNED, M.UNDER_WAY),
    (M.PLANNED, M.REACHED),
    (M.PLANNED, M.DROPPED),
    (M.UNDER_WAY, M.PLANNED),
    (M.UNDER_WAY, M.REACHED),
    (M.UNDER_WAY, M.DROPPED),
    (M.REACHED, M.UNDER_WAY),
    (M.DROPPED, M.PLANNED),
}


@pytest.mark.parametrize("old", M)
@pytest.mark.parametrize("new", M)
def test_every_ordered_pair_of_milestone_statuses(old: M, new: M) -> None:
    assert MILESTONE_TRANSITIONS.allows(old, new) is ((old, new) in ALLOWED)
