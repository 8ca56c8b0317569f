"""The frozen contract: what is published of a contract that was entered into, with every promise and what became of it.

The publication room keeps the canonical JSON (see `domain.canonical`) of one `ContractContent` for each version. Money is
pence, quantities are thousandths of the unit, instants are UTC, days are London days; None where nobody said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from commonweal.domain.canonical import decode, encode

SCHEMA = "commonweal.contract.1"


@dataclass(frozen=True)
class IdentifierContent:
    """A number in a public register, as in GB-COH 01234567."""

    scheme: str
    value: str


@dataclass(frozen=True)
class PartyContent:
    """An organisation that is a party to the contract."""

    id: str
    name: str
    identifiers: tuple[IdentifierContent, ...]
    is_sme: bool | None
    is_vcse: bool | None


@dataclass(frozen=True)
class AwardContent:
    """The decision the contract rests on."""

    id: str
    decided_at: datetime
    standstill_ends_on: date | None


@dataclass(frozen=True)
class PeriodContent:
    """A part of a promised quantity, between two days."""

    id: str
    start_on: date
    end_on: date
    quantity: int


@dataclass(frozen=True)
class CommitmentContent:
    """One promise. `reported` is what the supplier says, `verified` what a person of the authority accepted."""

    id: str
    title: str
    words: str
    kind: str
    owed_by: str
    metric_code: str
    unit: str
    quantity: int | None
    due_on: date | None
    periods: tuple[PeriodContent, ...]
    reported: int | None
    verified: int | None


@dataclass(frozen=True)
class ContractContent:
    """One published version of a contract."""

    schema: str
    contract_id: str
    procurement_id: str | None
    version: int
    title: str
    nature: str
    status: str
    authority: PartyContent
    supplier: PartyContent
    value_pence: int | None
    value_ex_vat_pence: int | None
    starts_on: date | None
    ends_on: date | None
    entered_at: datetime | None
    award: AwardContent | None
    commitments: tuple[CommitmentContent, ...]

    def to_json(self) -> bytes:
        """The canonical bytes that are stored and digested."""
        return encode(self)

    @classmethod
    def from_json(cls, content: bytes | str) -> ContractContent:
        """Read stored content. Raises `canonical.Unreadable` with the path of what does not have this shape."""
        return decode(cls, content)
