"""A procurement as plain values: what `export` turns into an OCDS release."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Span:
    """A period. Instants carry a time zone."""

    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True)
class Worth:
    """A value in pence: without VAT, and with it where known."""

    pence: int | None
    pence_with_vat: int | None = None


@dataclass(frozen=True)
class Organisation:
    """A contracting authority or supplier. `scheme` and `identifier` as in GB-COH 01234567; `is_sme` None if unknown."""

    id: str
    name: str
    scheme: str | None = None
    identifier: str | None = None
    is_sme: bool | None = None
    is_vcse: bool | None = None


@dataclass(frozen=True)
class Document:
    """A published document or notice: `notice` is UK1 to UK17, `kind` an OCDS document type."""

    id: str
    title: str
    url: str
    kind: str | None = None
    notice: str | None = None
    published_at: datetime | None = None


@dataclass(frozen=True)
class Lot:
    """A part of the procurement that can be awarded alone."""

    id: str
    title: str
    description: str = ""
    value: Worth | None = None
    status: str = "active"
    suits_sme: bool | None = None
    suits_vcse: bool | None = None


@dataclass(frozen=True)
class Award:
    """A decision to award, for some lots, to some suppliers (organisation ids)."""

    id: str
    suppliers: tuple[str, ...]
    lots: tuple[str, ...] = ()
    title: str = ""
    status: str = "active"
    decided_at: datetime | None = None
    value: Worth | None = None
    standstill: Span | None = None
    summaries_sent_at: datetime | None = None


@dataclass(frozen=True)
class Observation:
    """What was promised or found for a metric in a period: `thousandths` of the unit, a rating, or words."""

    id: str
    period: Span | None = None
    thousandths: int | None = None
    unit: str = ""
    rating: str | None = None
    notes: str = ""


@dataclass(frozen=True)
class Metric:
    """A KPI or a commitment: what was agreed and what was found later."""

    id: str
    title: str
    description: str = ""
    agreed: tuple[Observation, ...] = ()
    found: tuple[Observation, ...] = ()


@dataclass(frozen=True)
class PerformanceFailure:
    """A breach or failure to perform, as UK9 reports it. `penalty` is contracted, imposed or negotiated."""

    id: str
    requirement: str
    description: str
    decided_at: datetime
    penalty: str | None = None
    penalty_at: datetime | None = None
    penalty_pence: int | None = None
    ends_part_of_contract: bool = False
    suppliers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contract:
    """A contract entered into, with its metrics and what became of it."""

    id: str
    award: str
    title: str = ""
    status: str = "active"
    period: Span | None = None
    value: Worth | None = None
    signed_at: datetime | None = None
    metrics: tuple[Metric, ...] = ()
    why_no_metrics: str = ""
    failures: tuple[PerformanceFailure, ...] = ()
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True)
class Procurement:
    """One contracting process as published at one moment."""

    ocid: str
    release_id: str
    released_at: datetime
    tags: tuple[str, ...]
    tender_id: str
    title: str
    buyer: Organisation
    suppliers: tuple[Organisation, ...] = ()
    description: str = ""
    status: str = "active"
    method: str | None = None
    category: str | None = None
    cpv: str | None = None
    value: Worth | None = None
    above_threshold: bool | None = None
    tendering: Span | None = None
    lots: tuple[Lot, ...] = ()
    awards: tuple[Award, ...] = ()
    contracts: tuple[Contract, ...] = ()
    documents: tuple[Document, ...] = ()
    legal_basis: tuple[str, str] | None = ("UKPGA", "2023/54")
