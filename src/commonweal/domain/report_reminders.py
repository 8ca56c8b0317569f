"""When somebody is reminded by email of one report: a week before its period ends, and on the day after, once each.

Whoever sees to the commitment on the side that owes it is reminded; where nobody is named, everybody on that side who reports.
The days are a working agreement, not law: nothing that a contract says about lateness hangs on them.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """The two times at which a report is spoken of."""

    DUE_SOON = "due_soon"
    LATE = "late"


@dataclass(frozen=True)
class StageRule:
    """`first` and `last` are days counted from the end of the period, below nothing before it.

    The email goes out on the first of them. Those up to `last` are for days on which no clock ran: a reminder that is later
    still is none.
    """

    stage: Stage
    first: int
    last: int

    def ends(self, today: dt.date) -> tuple[dt.date, dt.date]:
        """The first and the last end of the periods that are spoken of `today`."""
        return today - dt.timedelta(days=self.last), today - dt.timedelta(days=self.first)


STAGES = (StageRule(Stage.DUE_SOON, first=-7, last=0), StageRule(Stage.LATE, first=1, last=14))

FROM_HOUR = 7
"""The hour in London from which the emails of a day go out."""
