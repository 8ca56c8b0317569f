"""What holds an award up: nobody is awarded while something that could take its tender out is open.

Grounds and the debarment list are considered before a supplier is awarded a contract, not only before scoring
(Procurement Act 2023, sections 26 to 28 and 57 to 62: wording not yet checked). The Act names no age for a look at the
list: that one is looked at again after `FRESH_DAYS` is the project's own judgement.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

FRESH_DAYS = 30


class HoldReason(StrEnum):
    """Why an award waits."""

    NOT_LOOKED_UP = "not_looked_up"
    LOOKED_UP_LONG_AGO = "looked_up_long_ago"
    LISTED = "listed"
    GROUND = "ground"
    ELSEWHERE = "elsewhere"
    CONDITION = "condition"
    LOW_PRICE = "low_price"
    INTEREST = "interest"
    UNSCORED = "unscored"


@dataclass(frozen=True, slots=True)
class Hold:
    """One thing that holds the award up. `about` names whom or what; `on` the day of the last look at the list."""

    reason: HoldReason
    about: str = ""
    on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A party of the tender: the day of its newest look at the debarment list, and when grounds were noted about it.

    `listed_at` is when it was first noted that the list names it; None when by the newest look it does not.
    """

    name: str
    looked_on: dt.date | None
    listed_at: dt.datetime | None = None
    grounds_at: tuple[dt.datetime, ...] = ()

    @property
    def is_unanswered(self) -> bool:
        """On the list, and no ground noted since: one noted before, of which nobody thought as of the list, is no answer."""
        since = self.listed_at
        return since is not None and all(noted < since for noted in self.grounds_at)


def list_holds(parties: Iterable[LookedAt], today: dt.date) -> tuple[Hold, ...]:
    """Parties not looked up, or so long ago that the list may have changed, or listed while nobody has noted a ground since."""
    found = []
    for each in parties:
        if each.looked_on is None:
            found.append(Hold(HoldReason.NOT_LOOKED_UP, each.name))
        elif (today - each.looked_on).days > FRESH_DAYS:
            found.append(Hold(HoldReason.LOOKED_UP_LONG_AGO, each.name, each.looked_on))
        if each.is_unanswered:
            found.append(Hold(HoldReason.LISTED, each.name, each.looked_on))
    return tuple(found)
