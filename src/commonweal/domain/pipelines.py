"""The public pipeline of an authority: what it means to buy, as it chose to say it on one day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from commonweal.domain.canonical import decode, encode
from commonweal.domain.procurements import Nature

SCHEMA = "commonweal.pipeline.1"


@dataclass(frozen=True)
class PipelineEntryContent:
    """One thing the authority means to buy. `value_pence` includes VAT; `serves` are titles of missions and outcomes."""

    id: str
    title: str
    description: str
    nature: Nature
    cpv_division: str
    value_pence: int
    notice_on: dt.date | None
    starts_on: dt.date | None
    ends_on: dt.date | None
    extension_months: int
    serves: tuple[str, ...]


@dataclass(frozen=True)
class PipelineContent:
    """A published pipeline, the soonest first."""

    schema: str
    authority_id: str
    authority_name: str
    entries: tuple[PipelineEntryContent, ...]

    def to_json(self) -> bytes:
        """Canonical bytes."""
        return encode(self)

    @classmethod
    def from_json(cls, content: bytes | str) -> PipelineContent:
        """Read stored content. Raises `canonical.Unreadable`."""
        return decode(cls, content)
