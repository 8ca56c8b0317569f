"""Bank holidays for statutory periods: one calendar, the union of the three lists of the United Kingdom."""

import datetime as dt
from functools import cache

LISTS = ("ENG", "SCT", "NIR")


@cache
def _holidays(year: int) -> frozenset[dt.date]:
    import holidays

    return frozenset(
        day for part in LISTS for day in holidays.country_holidays("GB", subdiv=part, years=year)
    )


def is_bank_holiday(day: dt.date) -> bool:
    """True when any of England and Wales, Scotland or Northern Ireland has a bank holiday that day."""
    return day in _holidays(day.year)
