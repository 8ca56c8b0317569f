"""The record of the Public Services (Social Value) Act 2012, section 1.

Before it starts to procure services an authority considers how what is procured might improve the economic, social and
environmental well-being of the relevant area, how it might secure that in the procurement, and whether to consult.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.canonical import encode
from commonweal.domain.errors import Invalid

SCHEMA = "commonweal.social-value-act.1"


class Consult(StrEnum):
    """Whether to consult on it, as it was decided."""

    YES = "yes"
    NO = "no"
    DONE = "done"


@dataclass(frozen=True)
class SocialValueActContent:
    """One version of the record, as it is exported."""

    schema: str
    procurement_id: str
    procurement_title: str
    authority_name: str
    number: int
    area: str
    economic: str
    social: str
    environmental: str
    how_secured: str
    consult: Consult
    consult_reason: str
    considered_on: dt.date
    considered_by_post: str
    recorded_at: dt.datetime

    def to_json(self) -> bytes:
        """Canonical bytes."""
        return encode(self)


WORDS_NEEDED = (
    "area",
    "economic",
    "social",
    "environmental",
    "how_secured",
    "consult_reason",
    "considered_by_post",
)


def check_record(facts: dict[str, str], considered_on: dt.date, today: dt.date) -> None:
    """Raise `Invalid` beside the field that is empty, or for a day that has not come."""
    for name in WORDS_NEEDED:
        if not facts[name].strip():
            raise Invalid("social_value_act.missing", field=name)
    if considered_on > today:
        raise Invalid("social_value_act.day_not_come", field="considered_on")
