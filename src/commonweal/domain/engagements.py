"""Preliminary market engagement (Procurement Act 2023, sections 16 and 17): its steps, checks and public summary."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.canonical import decode, encode
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.statuses import Transitions

SCHEMA = "commonweal.engagement.1"
CALL_SCHEMA = "commonweal.engagement-call.1"
MOST_QUESTIONS = 30


class EngagementKind(StrEnum):
    """How the market is spoken with."""

    EVENT = "event"
    QUESTIONNAIRE = "questionnaire"


class EngagementStatus(StrEnum):
    """Where an engagement stands."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


S = EngagementStatus
TRANSITIONS: Transitions[EngagementStatus] = Transitions(
    "engagement",
    {
        S.PLANNED: {S.OPEN: "invitations are sent", S.WITHDRAWN: "given up"},
        S.OPEN: {S.CLOSED: "no more answers are taken", S.WITHDRAWN: "given up"},
        S.CLOSED: {S.OPEN: "answers are taken again"},
        S.WITHDRAWN: {},
    },
)


def check_times(
    kind: EngagementKind, meets: dt.datetime | None, until: dt.datetime, now: dt.datetime
) -> None:
    """Raise `Invalid` for an event without its time, or a time that has passed."""
    if kind is EngagementKind.EVENT and meets is None:
        raise Invalid("engagement.time_missing", field="meets")
    if meets is not None and meets <= now:
        raise Invalid("engagement.time_past", field="meets")
    if until <= now:
        raise Invalid("engagement.answers_past", field="answers_until")


def check_taking_answers(status: EngagementStatus, until: dt.datetime, now: dt.datetime) -> None:
    """Raise `Refused` unless answers are taken now; an answer at exactly the instant is in time."""
    if status is not S.OPEN:
        raise Refused("engagement.not_open")
    if now > until:
        raise Refused("engagement.too_late")


@dataclass(frozen=True)
class DifferenceContent:
    """One thing in the plan or the ask that differs from before, in words."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangeContent:
    """What was changed because of something heard."""

    what: str
    differences: tuple[DifferenceContent, ...]


@dataclass(frozen=True)
class HeardContent:
    """One thing that was heard and what came of it."""

    text: str
    changes: tuple[ChangeContent, ...]


@dataclass(frozen=True)
class EngagementContent:
    """The public summary of one engagement. It counts suppliers and names none."""

    schema: str
    engagement_id: str
    procurement_id: str
    procurement_title: str
    authority_name: str
    kind: EngagementKind
    title: str
    purpose: str
    meets: dt.datetime | None
    invited: int
    attended: int
    answered: int
    questions: tuple[str, ...]
    heard: tuple[HeardContent, ...]

    def to_json(self) -> bytes:
        """Canonical bytes."""
        return encode(self)

    @classmethod
    def from_json(cls, content: bytes | str) -> EngagementContent:
        """Read stored content. Raises `canonical.Unreadable`."""
        return decode(cls, content)


@dataclass(frozen=True)
class RepliedContent:
    """A question that a supplier asked and what the authority replied. Who asked is in neither."""

    question: str
    reply: str


@dataclass(frozen=True)
class EngagementCall:
    """The public call to take part in an engagement: what it is about, until when, and what was replied so far.

    Where an event takes place is told to those who sign up.
    """

    schema: str
    engagement_id: str
    procurement_title: str
    authority_name: str
    kind: EngagementKind
    title: str
    purpose: str
    meets: dt.datetime | None
    answers_until: dt.datetime
    is_taking_part: bool
    questions: tuple[str, ...]
    replied: tuple[RepliedContent, ...]

    def is_open(self, now: dt.datetime) -> bool:
        """True while a supplier can still sign up."""
        return self.is_taking_part and now <= self.answers_until

    def to_json(self) -> bytes:
        """Canonical bytes."""
        return encode(self)

    @classmethod
    def from_json(cls, content: bytes | str) -> EngagementCall:
        """Read stored content. Raises `canonical.Unreadable`."""
        return decode(cls, content)
