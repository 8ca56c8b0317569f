"""The pause between the award notice and the contract: mandatory, voluntary or not required, with the reason.

Eight working days, beginning with the day on which the contract award notice is published (Procurement Act 2023,
section 51; guidance on contract award notices and standstill). Light touch contracts have no mandatory standstill;
that framework call-offs and awards under a dynamic market have none is to be checked against the statute, so the reason
given is kept with the decision. A working day is no Saturday, Sunday or bank holiday in any of the United Kingdom's three
lists, until section 123 is confirmed.
"""

import datetime as dt
from collections.abc import Callable
from enum import StrEnum

from commonweal.domain.errors import Invalid, Refused

FEWEST_DAYS = 8
MOST_DAYS = 60

IsHoliday = Callable[[dt.date], bool]


class Standstill(StrEnum):
    """Whether there is a standstill, and why."""

    MANDATORY = "mandatory"
    VOLUNTARY = "voluntary"
    NOT_REQUIRED = "not_required"


def check_standstill(kind: Standstill, days: int, reason: str) -> int:
    """The number of working days: at least 8 when mandatory or voluntary, none when not required.

    The reason of a mandatory one is the law; every other choice is given its own.

    Raises:
        Invalid: ``standstill.too_short``, ``standstill.too_long`` or ``standstill.reason_missing``.
    """
    if kind is not Standstill.MANDATORY and not reason.strip():
        raise Invalid("standstill.reason_missing", field="standstill_reason")
    if kind is Standstill.NOT_REQUIRED:
        return 0
    if days < FEWEST_DAYS:
        raise Invalid("standstill.too_short", field="standstill_days", fewest=FEWEST_DAYS)
    if days > MOST_DAYS:
        raise Invalid("standstill.too_long", field="standstill_days", most=MOST_DAYS)
    return days


def is_working_day(day: dt.date, is_holiday: IsHoliday) -> bool:
    """True when `day` is neither at the weekend nor a bank holiday."""
    return day.weekday() < 5 and not is_holiday(day)


def last_day(published_on: dt.date, days: int, is_holiday: IsHoliday) -> dt.date:
    """The last day of a standstill of `days` working days that begins with the day of publication."""
    day, counted = published_on, 0
    while True:
        counted += is_working_day(day, is_holiday)
        if counted >= days:
            return day
        day += dt.timedelta(days=1)


def check_over(last: dt.date | None, today: dt.date) -> None:
    """Raise `Refused` (``award.standstill_runs``) until the day after the last day of the standstill."""
    if last is not None and today <= last:
        raise Refused("award.standstill_runs", last=last)
