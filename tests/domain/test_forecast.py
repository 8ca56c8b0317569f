"""Forecasts: what was done stays, the rest goes at a mixture of own pace and precedent, and the status follows."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.forecast import (
    ENOUGH_PRECEDENTS,
    Course,
    Forecast,
    Outlook,
    Span,
    forecast,
    percentile,
)

STARTS = dt.date(2026, 3, 31)


def day(quarter: int) -> dt.date:
    return STARTS + dt.timedelta(days=91 * quarter)


def course(planned: list[int], done: list[int | None]) -> Course:
    done = done + [None] * (len(planned) - len(done))
    spans = tuple(Span(day(n), p, d) for n, (p, d) in enumerate(zip(planned, done, strict=True), start=1))
    return Course(spans, spans[-1].end_on)


def after(quarters: int) -> dt.date:
    return day(quarters) + dt.timedelta(days=20)


def told(
    planned: list[int], done: list[int | None], quarters: int, finished: list[Course] | None = None
) -> Forecast:
    return forecast(course(planned, done), finished or [], after(quarters))


def test_a_promise_kept_to_the_plan_so_far_is_on_course():
    found = told([100, 100, 100, 100], [100, 100], 2)
    assert (found.low, found.central, found.high) == (400, 400, 400)
    assert found.outlook is Outlook.ON_COURSE


def test_the_worked_example_of_own_pace():
    """80 and 60 of 100 planned each: 140 of 200, a pace of 0.7. The other 200 bring 140; 0.6 and 0.8 make the range."""
    found = told([100, 100, 100, 100], [80, 60], 2)
    assert (found.low, found.central, found.high) == (260, 280, 300)
    assert found.own_pace == 7000
    assert found.outlook is Outlook.BEHIND
    assert found.short_by == 120


def test_the_worked_example_of_precedent():
    """Half of the plan has passed, so own pace (0.7) and the median precedent (1.1) weigh alike: 140 + 200 x 0.9."""
    finished = [course([100] * 4, [100, 100, x, x]) for x in (90, 100, 110, 120, 130)]
    found = told([100, 100, 100, 100], [80, 60], 2, finished)
    assert found.central == 320
    # Each precedent judged by the other four: (1 + their median) / 2 was forecast, so the errors are -0.175, -0.075, 0.05,
    # 0.175 and 0.275. Their tenth and ninetieth percentiles are -0.135 and 0.235: rates of 0.765 and 1.135 on the 200 left.
    assert (found.low, found.high) == (140 + 153, 140 + 227)
    assert found.precedents == 5


def test_too_few_precedents_say_nothing():
    finished = [course([100] * 4, [100, 100, 10, 10])] * (ENOUGH_PRECEDENTS - 1)
    assert told([100] * 4, [80, 60], 2, finished) == told([100] * 4, [80, 60], 2)


def test_one_span_has_a_pace_and_no_forecast():
    found = told([100] * 4, [90], 1)
    assert (found.outlook, found.central, found.own_pace) == (Outlook.TOO_EARLY, None, 9000)


def test_before_the_first_report_precedents_alone_may_speak():
    finished = [course([100] * 4, [80, 80, 80, 80])] * ENOUGH_PRECEDENTS
    found = told([100] * 4, [], 1, finished)
    assert found.central == 320
    assert found.unreported == 1


def test_a_span_that_nobody_reported_is_still_to_come_and_is_counted():
    found = told([100] * 4, [100, None, 100], 3)
    assert found.central == 400
    assert found.unreported == 1


def test_a_span_that_is_half_reported_is_kept_as_done_and_says_nothing_of_the_pace():
    whole = course([100] * 4, [100, 100, 40]).spans
    half = Course((*whole[:2], replace(whole[2], is_whole=False), whole[3]), whole[3].end_on)
    found = forecast(half, [], after(3))
    assert (found.own_pace, found.done, found.central, found.unreported) == (10_000, 240, 400, 1)
    assert forecast(Course(whole, whole[3].end_on), [], after(3)).outlook is Outlook.BEHIND


def test_a_report_ahead_of_its_day_counts_as_done_and_not_as_pace():
    found = told([100] * 4, [100, 100, 60], 2)
    assert found.own_pace == 10_000
    assert (found.done, found.central) == (260, 400)
    assert told([100] * 4, [10, 10, 300], 2).central == 320, "what is done is never forecast away"


def test_nothing_more_is_to_come_of_a_contract_that_has_ended_whatever_was_planned():
    found = forecast(course([100, 100, 100], [90]), [], after(1), is_over=True)
    assert (found.outlook, found.short_by, found.unreported) == (Outlook.ENDED_SHORT, 210, 0)
    whole = forecast(course([100, 100], [100, 100]), [], after(1), is_over=True)
    assert whole.outlook is Outlook.MET


def test_a_promise_that_is_met_needs_no_forecast():
    found = told([100] * 4, [300, 100], 2)
    assert (found.outlook, found.central) == (Outlook.MET, 400)


def test_a_promise_whose_day_has_passed_ended_short():
    found = told([100] * 4, [100, 100, 50, 50], 4)
    assert (found.outlook, found.short_by) == (Outlook.ENDED_SHORT, 100)


@pytest.mark.parametrize(
    ("done", "outlook"),
    [
        ([100, 100], Outlook.ON_COURSE),
        ([90, 120], Outlook.LIKELY),
        ([70, 110], Outlook.AT_RISK),
        ([90, 90], Outlook.BEHIND),
    ],
)
def test_the_status_follows_from_where_the_promise_lies_in_the_range(done, outlook):
    assert told([100] * 4, done, 2).outlook is outlook


amounts = st.integers(min_value=0, max_value=10**6)


@given(st.lists(st.tuples(st.integers(1, 10**6), amounts), min_size=2, max_size=12), st.integers(1, 12))
def test_the_range_holds_the_central_figure_and_nothing_done_is_lost(pairs, quarters):
    planned, done = [p for p, _ in pairs], [d for _, d in pairs]
    past = min(quarters, len(pairs))
    found = told(planned, [*done[:past]], past)
    assert found.done == sum(done[:past])
    if found.central is not None:
        assert found.done <= found.low <= found.central <= found.high


@given(st.lists(st.tuples(st.integers(1, 10**6), amounts), min_size=3, max_size=12))
def test_a_promise_in_other_units_is_forecast_alike(pairs):
    """Counting in tenths makes every figure ten times as large, up to rounding."""
    planned, done = [p for p, _ in pairs], [d for _, d in pairs]
    past = len(pairs) - 1
    one = told(planned, done[:past], past)
    ten = told([p * 10 for p in planned], [d * 10 for d in done[:past]], past)
    assert one.own_pace == ten.own_pace
    if one.central is not None:
        assert abs(one.central * 10 - ten.central) <= 10


def test_percentiles_lie_between_neighbours_in_proportion():
    values = [Fraction(each) for each in (1, 2, 3, 4, 5)]
    assert percentile(values, Fraction(1, 2)) == 3
    assert percentile(values, Fraction(1, 10)) == Fraction(14, 10)
    assert percentile(values, Fraction(1)) == 5
    assert percentile([Fraction(7)], Fraction(1, 10)) == 7
