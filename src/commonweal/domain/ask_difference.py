"""What changed between two asks: part by part, field by field. Pure functions over frozen asks.

Used between two versions of one ask, where parts keep their ids, and between an ask and the earlier one that it was
copied from, where `came_from` says which part was made from which.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from commonweal.domain.asks import AskContent, CriterionContent, MetricContent


class PartKind(StrEnum):
    """What of an ask a change is in."""

    FACTS = "facts"
    CRITERION = "criterion"
    METRIC = "metric"
    LOT = "lot"
    PROMISE = "promise"
    MANAGING = "managing"
    CONDITION = "condition"
    PRICE_LINE = "price_line"
    TERM = "term"


class PartState(StrEnum):
    """What became of a part."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field whose value is another: plain values as the ask holds them; None where there was none."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part that changed, came or went. `title` is its newest; `fields` are told for every state."""

    kind: PartKind
    id: str
    title: str
    state: PartState
    fields: tuple[FieldChange, ...]


#: Fields of the whole ask that are compared, in reading order. Ids, the schema and the version number are not.
FACTS = (
    "title",
    "description",
    "why",
    "regime",
    "kind",
    "nature",
    "cpv_division",
    "innovation_stage",
    "value_pence",
    "value_ex_vat_pence",
    "contract_starts_on",
    "contract_ends_on",
    "extension_months",
    "rounds",
    "places",
    "serves",
    "method",
)
_ALL = {
    PartKind.CRITERION: (
        "title", "kind", "text", "question", "weight_bp", "word_limit", "price_formula", "bands", "outcome_id",
    ),
    PartKind.METRIC: (
        "title", "unit", "kind", "level", "used_for", "target", "target_low", "target_high", "period",
        "aggregation", "baseline_basis", "baseline", "is_prescriptive", "outcome_id",
    ),
    PartKind.LOT: ("number", "title", "description", "value_pence", "value_ex_vat_pence"),
    PartKind.PROMISE: ("text", "due_on", "owed_by_post"),
    PartKind.MANAGING: (
        "contract_manager", "review_cadence_months", "narrative_required", "remedies", "kpis_planned",
        "kpis_social_value", "kpi_exemption_reason",
    ),
    PartKind.CONDITION: ("title", "kind", "text", "shown_by", "lawful_because"),
    PartKind.PRICE_LINE: ("title", "kind", "unit", "quantity", "lot_id"),
    PartKind.TERM: (
        "title", "kind", "words", "charter", "charter_level", "charter_keeper", "charter_source", "equivalent", "due_months",
        "every_months",
    ),
}  # fmt: skip


def changes(
    before: AskContent, after: AskContent, *, came_from: Mapping[str, str] | None = None
) -> tuple[PartChange, ...]:
    """Every change from one ask to another, in the later one's reading order; what went comes last of its kind.

    Args:
        came_from: id of a part of `after` -> id of the part of `before` it was made from. Without it ids are the same.
    """
    found = list(_facts(before, after))
    for kind in PartKind:
        if kind is PartKind.MANAGING:
            found += _managing(before, after)
        elif kind is not PartKind.FACTS:
            found += _of_kind(kind, _parts(before, kind), _parts(after, kind), came_from)
    return tuple(found)


def _facts(before: AskContent, after: AskContent) -> Iterator[PartChange]:
    fields = tuple(_fields(FACTS, before, after))
    if fields:
        yield PartChange(PartKind.FACTS, after.ask_id, after.title, PartState.CHANGED, fields)


def _managing(before: AskContent, after: AskContent) -> Iterator[PartChange]:
    """How the contract is looked after: there is one such part, so it needs no id to be found again."""
    fields = tuple(_fields(_ALL[PartKind.MANAGING], before.managing, after.managing))
    if fields:
        state = PartState.ADDED if before.managing is None else PartState.CHANGED
        state = PartState.REMOVED if after.managing is None else state
        yield PartChange(PartKind.MANAGING, after.ask_id, "", state, fields)


def _parts(ask: AskContent, kind: PartKind) -> dict[str, Any]:
    listed: Iterable[Any] = {
        PartKind.CRITERION: ask.criteria,
        PartKind.METRIC: [metric for criterion in ask.criteria for metric in criterion.metrics],
        PartKind.LOT: ask.lots,
        PartKind.PROMISE: ask.promises,
        PartKind.CONDITION: ask.conditions,
        PartKind.PRICE_LINE: ask.schedule,
        PartKind.TERM: ask.terms,
    }[kind]
    return {part.id: part for part in listed}


def _of_kind(
    kind: PartKind, old: dict[str, Any], new: dict[str, Any], came_from: Mapping[str, str] | None
) -> Iterator[PartChange]:
    origin = {each: each if came_from is None else came_from.get(each, "") for each in new}
    for part_id, part in new.items():
        earlier = old.get(origin[part_id])
        fields = tuple(_fields(_ALL[kind], earlier, part))
        if fields:
            state = PartState.ADDED if earlier is None else PartState.CHANGED
            yield PartChange(kind, part_id, _title(part), state, fields)
    for part_id in old.keys() - set(origin.values()):
        part = old[part_id]
        yield PartChange(
            kind, part_id, _title(part), PartState.REMOVED, tuple(_fields(_ALL[kind], part, None))
        )


def _fields(names: Iterable[str], before: Any, after: Any) -> Iterator[FieldChange]:
    for name in names:
        was, now = _value(before, name), _value(after, name)
        if was != now:
            yield FieldChange(name, was, now)


def _value(part: Any, name: str) -> Any:
    """The value of a field; nothing said counts as no value, so that an empty text never changed."""
    value = getattr(part, name) if part is not None else None
    return None if value in ("", ()) else value


def _title(part: Any) -> str:
    if isinstance(part, CriterionContent | MetricContent) or hasattr(part, "title"):
        return str(part.title)
    return str(part.text)


def compared() -> dict[PartKind, tuple[str, ...]]:
    """Every field that is compared, by kind of part; a test holds it against the fields there are."""
    return {PartKind.FACTS: FACTS, **_ALL}


def fields_of(kind: type) -> tuple[str, ...]:
    """The fields of a frozen part."""
    return tuple(field.name for field in dataclasses.fields(kind))
