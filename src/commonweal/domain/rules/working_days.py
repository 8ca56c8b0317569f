"""Statutory periods: working days of one UK calendar, and days that begin with a given day.

Reading: a day is not a working day when it is a Saturday, a Sunday or a bank holiday in any of the four nations. That
union is the cautious reading of the Procurement Act 2023, section 123, until its text is confirmed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from commonweal.domain.errors import Invalid

SATURDAY = 5
STANDSTILL_WORKING_DAYS = 8


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A calendar of working days between two days, both included; outside them no holiday is known."""

    holidays: frozenset[dt.date]
    known_from: dt.date
    known_to: dt.date

    def is_working_day(self, day: dt.date) -> bool:
        """Raises Invalid (``working_days.not_known``) outside the calendar."""
        if not self.known_from <= day <= self.known_to:
            raise Invalid("working_days.not_known", day=day, known_to=self.known_to)
        return day.weekday() < SATURDAY and day not in self.holidays

    def last_of(self, count: int, *, beginning_with: dt.date) -> dt.date:
        """The last of `count` (1 or more) working days in a period that begins with a day, which itself may count."""
        if count < 1:
            raise Invalid("working_days.none_asked", count=count)
        day = beginning_with if self.is_working_day(beginning_with) else self.first_after(beginning_with)
        for _ in range(count - 1):
            day = self.first_after(day)
        return day

    def first_after(self, day: dt.date) -> dt.date:
        """The first working day after a day."""
        day += dt.timedelta(days=1)
        while not self.is_working_day(day):
            day += dt.timedelta(days=1)
        return day


def last_day(days: int, *, beginning_with: dt.date) -> dt.date:
    """The last day of a period of calendar days that begins with a day: 30 days from 1 June end on 30 June."""
    return beginning_with + dt.timedelta(days=days - 1)


def standstill_ends_on(calendar: WorkingDays, award_notice_on: dt.date) -> dt.date:
    """Last day of the mandatory standstill: 8 working days that begin with the day the award notice is published.

    Source: Procurement Act 2023, section 51, and its guidance on contract award notices and standstill. The contract may
    be entered into from the next day.
    """
    return calendar.last_of(STANDSTILL_WORKING_DAYS, beginning_with=award_notice_on)
