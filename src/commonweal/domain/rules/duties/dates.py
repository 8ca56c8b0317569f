"""Dates of duties as people plan by them: statutory working days that are left, and the last one before a day off."""

import datetime as dt

from commonweal.domain.rules.working_days import WorkingDays


def working_days_left(calendar: WorkingDays, today: dt.date, due_on: dt.date) -> int | None:
    """Statutory working days from the day after today to the due day, both included; 0 on or after the due day.

    None where the calendar does not reach.
    """
    if not (calendar.known_from <= today and due_on <= calendar.known_to):
        return None
    days = (today + dt.timedelta(days=number) for number in range(1, (due_on - today).days + 1))
    return sum(calendar.is_working_day(day) for day in days)


def last_working_day(calendar: WorkingDays, due_on: dt.date) -> dt.date | None:
    """The due day itself when it is a statutory working day, else the last one before it; None beyond the calendar."""
    day = due_on
    while calendar.known_from <= day <= calendar.known_to:
        if calendar.is_working_day(day):
            return day
        day -= dt.timedelta(days=1)
    return None
