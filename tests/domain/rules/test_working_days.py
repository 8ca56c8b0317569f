"""Statutory periods, with dates worked out by hand on a wall calendar."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.errors import Invalid
from commonweal.domain.fit.case import Nation
from commonweal.domain.rules.working_days import WorkingDays, last_day, standstill_ends_on
from commonweal.reference.working_days import statutory_working_days, working_days_in

CALENDAR = statutory_working_days()


@pytest.mark.parametrize(
    ("published", "ends"),
    [
        (dt.date(2026, 3, 2), dt.date(2026, 3, 11)),  # Monday: 2-6 and 9-11 March
        (dt.date(2026, 3, 6), dt.date(2026, 3, 18)),  # Friday; 17 March is St Patrick's Day
        (dt.date(2026, 3, 7), dt.date(2026, 3, 19)),  # Saturday: counting starts on Monday 9
        (dt.date(2026, 4, 1), dt.date(2026, 4, 14)),  # Good Friday 3 and Easter Monday 6 do not count
        (dt.date(2026, 12, 21), dt.date(2027, 1, 5)),  # 25 and 28 December, 1 January, 4 January (Scotland)
        (dt.date(2026, 7, 13), dt.date(2026, 7, 23)),  # a bank holiday in Northern Ireland only
    ],
)
def test_standstill_is_8_working_days_beginning_with_publication(published: dt.date, ends: dt.date) -> None:
    assert standstill_ends_on(CALENDAR, published) == ends


def test_statutory_days_leave_out_a_bank_holiday_of_any_nation() -> None:
    st_andrew = dt.date(2026, 11, 30)
    assert not CALENDAR.is_working_day(st_andrew)
    assert working_days_in(Nation.ENGLAND).is_working_day(st_andrew)
    assert not working_days_in(Nation.SCOTLAND).is_working_day(st_andrew)


def test_a_period_of_calendar_days_counts_its_first_day() -> None:
    assert last_day(30, beginning_with=dt.date(2026, 6, 1)) == dt.date(2026, 6, 30)
    assert last_day(1, beginning_with=dt.date(2026, 6, 1)) == dt.date(2026, 6, 1)


def test_outside_the_calendar_no_holiday_is_known_and_it_says_so() -> None:
    with pytest.raises(Invalid, match=r"working_days.not_known"):
        CALENDAR.is_working_day(CALENDAR.known_to + dt.timedelta(days=1))
    with pytest.raises(Invalid, match=r"working_days.not_known"):
        CALENDAR.is_working_day(CALENDAR.known_from - dt.timedelta(days=1))


def test_a_period_without_days_is_refused() -> None:
    with pytest.raises(Invalid, match=r"working_days.none_asked"):
        CALENDAR.last_of(0, beginning_with=dt.date(2026, 3, 2))


@given(st.dates(dt.date(2016, 1, 1), dt.date(2034, 1, 1)), st.integers(1, 40))
def test_a_period_of_n_working_days_holds_exactly_n(first: dt.date, count: int) -> None:
    last = CALENDAR.last_of(count, beginning_with=first)
    days = [first + dt.timedelta(days=step) for step in range((last - first).days + 1)]
    assert sum(CALENDAR.is_working_day(day) for day in days) == count
    assert CALENDAR.is_working_day(last)


@given(st.dates(dt.date(2016, 1, 1), dt.date(2034, 1, 1)))
def test_without_holidays_eight_days_are_a_week_and_three_days_at_most(first: dt.date) -> None:
    bare = WorkingDays(frozenset(), dt.date(2015, 1, 1), dt.date(2035, 1, 1))
    assert dt.timedelta(days=9) <= standstill_ends_on(bare, first) - first <= dt.timedelta(days=11)
