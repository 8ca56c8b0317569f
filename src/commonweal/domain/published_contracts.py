"""The frozen contract: what is published of a contract that was entered into, with every promise and what became of it.

The publication room keeps the canonical JSON (see `domain.canonical`) of one `ContractContent` for each version. Money is
pence, quantities are thousandths of the unit, instants are UTC, days are London days; None where nobody said.

The shape is named by `schema`. A contract of the shape before has no `performance` and keeps its bytes.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from datetime import date, datetime

from commonweal.domain.canonical import Unreadable, decode, encode

SCHEMA = "commonweal.contract.2"

SCHEMA_1 = "commonweal.contract.1"
"""The shape before: without what performance came to."""


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
class RatingContent:
    """How a key performance indicator was rated over some days, with the figures it rests on, where there are any."""

    id: str
    start_on: date
    end_on: date
    rating: str
    figure: int | None
    expected: int | None


@dataclass(frozen=True)
class KpiContent:
    """A key performance indicator and its ratings, oldest first. `commitment_id` is the promise it measures, if one."""

    id: str
    title: str
    words: str
    commitment_id: str | None
    unit: str
    target: int | None
    direction: str
    ratings: tuple[RatingContent, ...]


@dataclass(frozen=True)
class FailureContent:
    """A breach, or a failure to improve, with what followed from it: what the law asks to be published about it."""

    id: str
    ground: str
    requirement: str
    description: str
    decided_on: date
    penalty_type: str | None
    penalty_on: date | None
    penalty_pence: int | None
    is_partial_termination: bool


@dataclass(frozen=True)
class PerformanceContent:
    """How performance was measured and what it came to. `no_kpis_reason` is why it is measured by none, or empty."""

    kpis: tuple[KpiContent, ...]
    failures: tuple[FailureContent, ...]
    no_kpis_reason: str


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
    performance: PerformanceContent | None = None

    def to_json(self) -> bytes:
        """The canonical bytes that are stored and digested."""
        if self.schema != SCHEMA_1:
            return encode(self)
        names = (field.name for field in dataclasses.fields(self) if field.name != "performance")
        return encode({name: getattr(self, name) for name in names})

    @classmethod
    def from_json(cls, content: bytes | str) -> ContractContent:
        """Read stored content, of this shape or the one before. Raises `canonical.Unreadable` with the path of what does
        not have its shape."""
        return decode(cls, _in_this_shape(content))


def _in_this_shape(content: bytes | str) -> bytes | str:
    """Content of the shape before with what it lacks; any other as it is."""
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError):
        return content
    if not isinstance(raw, dict) or raw.get("schema") != SCHEMA_1:
        return content
    if "performance" in raw:
        raise Unreadable("$.performance", "is not known")
    return json.dumps(raw | {"performance": None})
