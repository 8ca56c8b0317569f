"""Notices of the contract stage as checked drafts: what each says, what is missing, and by when it is due.

Notices are published on the central digital platform, where the wording of each field is the platform's own. A draft
holds what this product knows, in the order a person would fill it in, and names what it does not know. Sources are those
of each field; where the statute itself was not read the field says so. Money in pence.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.kpis import FAILURES_SOURCE, RATINGS_SOURCE
from commonweal.domain.rules.duties import sources
from commonweal.domain.rules.figures import KPI_COUNT
from commonweal.domain.rules.model import Confidence, Source

REGULATION_32 = Source(
    "Procurement Regulations 2024 (SI 2024/692), regulation 32",
    Confidence.PRIMARY,
    "https://legislation.gov.uk/uksi/2024/692/regulation/32/made",
)
NOTICE_FIELDS = Source(
    "Find a Tender notices and the UK open contracting extension, as read in November 2026",
    Confidence.SECONDARY,
)


class NoticeKind(StrEnum):
    """The notices of the contract stage, by the platform's code."""

    DETAILS = "UK7"
    PERFORMANCE = "UK9"
    CHANGE = "UK10"
    TERMINATION = "UK11"


class FieldKind(StrEnum):
    """How a field's value is written and shown."""

    TEXT = "text"
    DAY = "day"
    MONEY = "money"
    YES_NO = "yes_no"
    ROWS = "rows"


class When(StrEnum):
    """When a field has to be filled in."""

    ALWAYS = "always"
    NEVER = "never"
    KPI_DUTY = "kpi_duty"
    NO_KPIS = "no_kpis"
    RATED = "rated"
    FAILED = "failed"
    ENDED_EARLY = "ended_early"


Row = Mapping[str, str | int | bool | dt.date | None]
Value = str | int | bool | dt.date | Sequence[Row] | None


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One field of a notice: when it is needed and where that is said."""

    id: str
    kind: FieldKind
    when: When
    source: Source


@dataclass(frozen=True, slots=True)
class NoticeField:
    """A field with its value. `is_missing`: it is needed and nothing is known."""

    rule: FieldRule
    value: Value
    is_needed: bool

    @property
    def is_missing(self) -> bool:
        return self.is_needed and (self.value is None or self.value in ("", []))


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice as far as it is known. `too_few` counts how many KPIs are still to be set, where the law requires some.

    `unrated` names KPIs whose ratings leave out days that the notice speaks of.
    """

    kind: NoticeKind
    due_on: dt.date | None
    fields: tuple[NoticeField, ...]
    too_few: int = 0
    unrated: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The ids of the fields that still need a value."""
        return tuple(field.rule.id for field in self.fields if field.is_missing)

    @property
    def is_complete(self) -> bool:
        return not self.missing and not self.too_few and not self.unrated


def _rules(source: Source, *rows: tuple[str, FieldKind, When]) -> tuple[FieldRule, ...]:
    return tuple(FieldRule(id_, kind, when, source) for id_, kind, when in rows)


_T, _D, _M, _Y, _R = FieldKind.TEXT, FieldKind.DAY, FieldKind.MONEY, FieldKind.YES_NO, FieldKind.ROWS
_ALWAYS, _NEVER = When.ALWAYS, When.NEVER

_PARTIES = _rules(
    NOTICE_FIELDS,
    ("authority_name", _T, _ALWAYS),
    ("authority_identifier", _T, _ALWAYS),
    ("supplier_name", _T, _ALWAYS),
    ("supplier_identifier", _T, _ALWAYS),
    ("contract_reference", _T, _ALWAYS),
    ("contract_title", _T, _ALWAYS),
)

FIELDS: dict[NoticeKind, tuple[FieldRule, ...]] = {
    NoticeKind.DETAILS: (
        *_PARTIES,
        *_rules(
            REGULATION_32,
            ("supplier_is_sme", _Y, _ALWAYS),
            ("supplier_is_vcse", _Y, _ALWAYS),
            ("supplier_is_supported_employment", _Y, _ALWAYS),
            ("supplier_is_public_service_mutual", _Y, _ALWAYS),
        ),
        *_rules(
            NOTICE_FIELDS,
            ("description", _T, _ALWAYS),
            ("main_category", _T, _ALWAYS),
            ("regime", _T, _ALWAYS),
            ("is_light_touch", _Y, _ALWAYS),
            ("is_above_threshold", _Y, _ALWAYS),
            ("value_with_vat", _M, _ALWAYS),
            ("value_without_vat", _M, _ALWAYS),
            ("signed_on", _D, _ALWAYS),
            ("starts_on", _D, _ALWAYS),
            ("ends_on", _D, _ALWAYS),
            ("extension_months", _T, _NEVER),
            ("award_decided_on", _D, _NEVER),
            ("standstill_ended_on", _D, _NEVER),
        ),
        *_rules(sources.KPIS, ("kpis", _R, When.KPI_DUTY), ("no_kpis_reason", _T, When.NO_KPIS)),
        *_rules(sources.CONTRACT_DETAILS, ("copy_due_on", _D, _NEVER)),
    ),
    NoticeKind.PERFORMANCE: (
        *_PARTIES,
        *_rules(RATINGS_SOURCE, ("ratings", _R, When.RATED)),
        *_rules(FAILURES_SOURCE, ("failures", _R, When.FAILED)),
    ),
    NoticeKind.CHANGE: (
        *_PARTIES,
        *_rules(
            sources.CHANGE,
            ("change_title", _T, _ALWAYS),
            ("change_description", _T, _ALWAYS),
            ("change_grounds", _R, _ALWAYS),
            ("change_reason", _T, _ALWAYS),
            ("change_from", _D, _ALWAYS),
            ("value_before", _M, _NEVER),
            ("value_after", _M, _NEVER),
            ("ends_before", _D, _NEVER),
            ("ends_after", _D, _NEVER),
            ("suppliers_added", _T, _NEVER),
            ("suppliers_removed", _T, _NEVER),
            ("is_above_threshold", _Y, _ALWAYS),
        ),
    ),
    NoticeKind.TERMINATION: (
        *_PARTIES,
        *_rules(
            sources.TERMINATION,
            ("ended_on", _D, _ALWAYS),
            ("is_ordinary_end", _Y, _ALWAYS),
            ("termination_reason", _T, When.ENDED_EARLY),
            ("final_value_with_vat", _M, _ALWAYS),
        ),
        *_rules(RATINGS_SOURCE, ("ratings", _R, When.RATED)),
        *_rules(FAILURES_SOURCE, ("failures", _R, When.FAILED)),
    ),
}
"""The fields of each notice, in the order a person fills them in."""


def draft(
    kind: NoticeKind,
    values: Mapping[str, Value],
    applies: frozenset[When],
    *,
    due_on: dt.date | None = None,
    kpis_set: int | None = None,
    unrated: Sequence[str] = (),
) -> Draft:
    """A notice checked against what it needs.

    Args:
        values: by the field's id; a field without a value is not known.
        applies: conditions that hold besides `When.ALWAYS`.
        kpis_set: how many KPIs stand, where the duty requires some; None where it does not.
        unrated: titles of KPIs that are not rated for every day of the last twelve months, where the duty requires it.
    """
    unknown = values.keys() - {rule.id for rule in FIELDS[kind]}
    if unknown:
        raise ValueError(f"{kind} has no field {sorted(unknown)}")
    needed = applies | {When.ALWAYS}
    fields = tuple(NoticeField(rule, values.get(rule.id), rule.when in needed) for rule in FIELDS[kind])
    too_few = 0 if kpis_set is None else max(KPI_COUNT.value - kpis_set, 0)
    return Draft(kind, due_on, fields, too_few, tuple(unrated))
