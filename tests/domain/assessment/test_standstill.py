"""The standstill: eight working days that begin with the day of publication."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.assessment.standstill import (
    Standstill,
    check_over,
    check_standstill,
    is_working_day,
    last_day,
)
from commonweal.domain.errors import Invalid, Refused

GOOD_FRIDAY, EASTER_MONDAY = dt.date(2026, 4, 3), dt.date(2026, 4, 6)


def never(_day: dt.date) -> bool:
    return False


def easter(day: dt.date) -> bool:
    return day in (GOOD_FRIDAY, EASTER_MONDAY)


def test_published_on_a_monday():
    """Monday 2 March is day 1, Friday the 6th day 5, Wednesday the 11th day 8."""
    assert last_day(dt.date(2026, 3, 2), 8, never) == dt.date(2026, 3, 11)


def test_published_on_a_saturday_counts_from_monday():
    assert last_day(dt.date(2026, 2, 28), 8, never) == dt.date(2026, 3, 11)


def test_over_easter():
    """From Wednesday 1 April: 1 and 2 April, then 7 to 10, then 13 and 14."""
    assert last_day(dt.date(2026, 4, 1), 8, easter) == dt.date(2026, 4, 14)


@given(st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)), st.integers(8, 30))
def test_the_last_day_is_a_working_day_and_the_count_is_right(published, days):
    last = last_day(published, days, easter)
    span = [published + dt.timedelta(days=n) for n in range((last - published).days + 1)]
    assert is_working_day(last, easter)
    assert sum(is_working_day(day, easter) for day in span) == days


def test_the_contract_may_be_entered_into_the_day_after():
    last = dt.date(2026, 3, 11)
    with pytest.raises(Refused) as refused:
        check_over(last, last)
    assert refused.value.code == "award.standstill_runs"
    check_over(last, dt.date(2026, 3, 12))
    check_over(None, dt.date(2026, 3, 2))


@pytest.mark.parametrize(
    ("kind", "days", "reason", "expected"),
    [
        (Standstill.MANDATORY, 8, "", 8),
        (Standstill.VOLUNTARY, 10, "Tenderers asked for time", 10),
        (Standstill.NOT_REQUIRED, 8, "Light touch contract", 0),
    ],
)
def test_what_is_allowed(kind, days, reason, expected):
    assert check_standstill(kind, days, reason) == expected


@pytest.mark.parametrize(
    ("kind", "days", "reason", "code"),
    [
        (Standstill.MANDATORY, 7, "", "standstill.too_short"),
        (Standstill.VOLUNTARY, 7, "Asked for", "standstill.too_short"),
        (Standstill.VOLUNTARY, 61, "Asked for", "standstill.too_long"),
        (Standstill.VOLUNTARY, 10, " ", "standstill.reason_missing"),
        (Standstill.NOT_REQUIRED, 0, " ", "standstill.reason_missing"),
    ],
)
def test_what_is_refused(kind, days, reason, code):
    with pytest.raises(Invalid) as refused:
        check_standstill(kind, days, reason)
    assert refused.value.code == code
