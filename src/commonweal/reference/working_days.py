"""The calendar of statutory working days that ships with the product, read from `data/rules/bank_holidays.csv`."""

from __future__ import annotations

import datetime as dt
from functools import cache

from commonweal.domain.fit.case import Nation
from commonweal.domain.rules.working_days import WorkingDays
from commonweal.reference.loader import read_rows

_NAME = "rules/bank_holidays.csv"


@cache
def statutory_working_days() -> WorkingDays:
    """One UK calendar: a bank holiday in any nation is not a working day."""
    return _calendar(frozenset(Nation))


@cache
def working_days_in(nation: Nation) -> WorkingDays:
    """The calendar of one nation, for office dates."""
    return _calendar(frozenset({nation}))


def _calendar(nations: frozenset[Nation]) -> WorkingDays:
    rows = read_rows(_NAME)
    days = [dt.date.fromisoformat(row["date"]) for row in rows]
    observed = {
        day
        for day, row in zip(days, rows, strict=True)
        if nations & {Nation(name) for name in row["nations"].split()}
    }
    years = sorted({day.year for day in days})
    return WorkingDays(frozenset(observed), dt.date(years[0], 1, 1), dt.date(years[-1], 12, 31))
