"""What everybody is told while tenders are invited, beside the ask: answers to questions, times, extensions.

One of these is published each time any of it changes; the later takes the place of the earlier. It names no supplier.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.canonical import decode, encode

SCHEMA = "commonweal.tendering.1"


class LatePolicy(StrEnum):
    """What becomes of a tender that comes after the deadline."""

    REFUSED = "refused"
    KEPT = "kept"


@dataclass(frozen=True)
class ClarificationContent:
    """A question that was answered to everybody. `edition` counts its wordings; `number` is its own for ever."""

    number: int
    edition: int
    question: str
    answer: str
    published_at: dt.datetime


@dataclass(frozen=True)
class ExtensionContent:
    """A deadline that was moved to a later time, for everybody, and why."""

    round_number: int
    before: dt.datetime
    after: dt.datetime
    reason: str
    extended_at: dt.datetime


@dataclass(frozen=True)
class TenderingContent:
    """The whole of it for one procurement. `questions_until` is the time that stands."""

    schema: str
    procurement_id: str
    title: str
    authority_name: str
    questions_until: dt.datetime
    late_tenders: LatePolicy
    extensions: tuple[ExtensionContent, ...]
    clarifications: tuple[ClarificationContent, ...]

    def to_json(self) -> bytes:
        """Canonical bytes."""
        return encode(self)

    @classmethod
    def from_json(cls, content: bytes | str) -> TenderingContent:
        """Read stored content. Raises `canonical.Unreadable`."""
        return decode(cls, content)
