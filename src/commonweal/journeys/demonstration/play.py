"""One case being played: who acts and when, counted from the day of the demonstration."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from commonweal.domain.periods import london_day, london_moment
from commonweal.journeys.demonstration.case import Case
from commonweal.journeys.demonstration.people import Demonstration

AFTERNOON = dt.time(14)


@dataclass
class Play:
    """One case being played: whose turn and which day come from the demonstration."""

    demo: Demonstration
    case: Case

    def said(self, who: str, day: int) -> dict[str, Any]:
        """Who acts, and when: the afternoon of a day counted from the day of the demonstration."""
        return {"by": self.demo.actor(who), "now": self.moment(day)}

    def moment(self, day: int) -> dt.datetime:
        """The afternoon of that day."""
        return london_moment(self.day(day), AFTERNOON)

    def day(self, day: int) -> dt.date:
        return london_day(self.demo.now) + dt.timedelta(days=day)

    def said_for(self, supplier: str, day: int) -> dict[str, Any]:
        """The same for the writer of a supplier."""
        return {"by": self.demo.actor("writer", supplier), "now": self.moment(day)}
