"""When a conflicts assessment is to be looked at again (Procurement Act 2023, section 81: kept under review)."""

import datetime as dt
from collections.abc import Iterable


def next_look(
    interests: Iterable[dt.date], *, reviewed_on: dt.date | None = None, next_on: dt.date | None = None
) -> dt.date | None:
    """The first day on which somebody is to look again; None where there is nothing to look at.

    Args:
        interests: for each interest that stands, the day on which it is to be looked at again.
        reviewed_on: when the whole was last looked at; that settles the interests whose day had come by then.
        next_on: the day that was then set for the next look.
    """
    days = [day for day in interests if reviewed_on is None or day > reviewed_on]
    if next_on is not None:
        days.append(next_on)
    return min(days, default=None)
