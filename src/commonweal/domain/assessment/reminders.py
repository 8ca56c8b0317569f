"""When an assessor who has not handed in is reminded: three days before scores are due, on the day, and every third day after."""

import datetime as dt

BEFORE = 3
EVERY = 3
LONGEST = 30


def is_reminder_day(due_on: dt.date, today: dt.date) -> bool:
    """True on the days on which a reminder goes out; none later than a month after."""
    late = (today - due_on).days
    return late in (-BEFORE, 0) or (0 < late <= LONGEST and late % EVERY == 0)
