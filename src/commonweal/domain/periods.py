"""Financial years, London time and reporting periods."""

import calendar
import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from commonweal.domain.errors import Invalid

LONDON = ZoneInfo("Europe/London")
FINANCIAL_YEAR_STARTS = (4, 1)


def london_day(moment: dt.datetime) -> dt.date:
    """The calendar day in London of an instant."""
    return moment.astimezone(LONDON).date()


def london_moment(day: dt.date, at: dt.time) -> dt.datetime:
    """The instant, in UTC, of a London wall-clock time."""
    return dt.datetime.combine(day, at, tzinfo=LONDON).astimezone(dt.UTC)


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months on, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def financial_year(day: dt.date) -> int:
    """The calendar year in which the financial year of `day` begins (1 April)."""
    return day.year if (day.month, day.day) >= FINANCIAL_YEAR_STARTS else day.year - 1


def financial_year_name(start: int) -> str:
    """``2026/27`` for the year that begins on 1 April 2026."""
    return f"{start}/{(start + 1) % 100:02d}"


def is_in_time(received: dt.datetime, deadline: dt.datetime) -> bool:
    """True up to and including the deadline: a tender at exactly that instant is in time."""
    return received <= deadline


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A span of days, both ends included.

    Raises:
        Invalid: ``period.ends_before_start`` when `end_on` is before `start_on`.
    """

    start_on: dt.date
    end_on: dt.date

    def __post_init__(self) -> None:
        if self.end_on < self.start_on:
            raise Invalid("period.ends_before_start", field="end_on")

    def overlaps(self, other: "Period") -> bool:
        return self.start_on <= other.end_on and other.start_on <= self.end_on
