"""From raw fields, each with its place in a file, to a valid edition or to a list of every mistake.

Both file forms end here, so that a YAML file and a workbook are judged by the same rules.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from commonweal.domain.library import Edition, Fault, Item, ItemKind, Wording, faults
from commonweal.domain.metrics import Aggregation, MetricKind

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class FileFault:
    """One mistake in a file: its place (``line 12`` or ``Items!D7``), a code worded in `web`, and parameters."""

    place: str
    code: str
    params: Mapping[str, object]


class UnreadableFramework(Exception):
    """The file holds no edition that can be loaded. `faults` lists every mistake, in the order of the file."""

    def __init__(self, found: Sequence[FileFault]) -> None:
        super().__init__("; ".join(f"{fault.place}: {fault.code}" for fault in found))
        self.faults = tuple(found)


@dataclass(frozen=True, slots=True)
class Raw:
    """A value as it stood in the file, and where."""

    value: object
    place: str


@dataclass
class Row:
    """The fields of one item or of the edition. `place` is where the whole row stands.

    `labels` gives the name a field has in this kind of file, where it is another than ours.
    """

    place: str
    fields: dict[str, Raw] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    faults: list[FileFault] = field(default_factory=list)

    def where(self, name: str) -> str:
        raw = self.fields.get(name)
        return raw.place if raw is not None else self.place

    def label(self, name: str) -> str:
        return self.labels.get(name, name)

    def fault(self, name: str, code: str, **params: object) -> None:
        self.faults.append(FileFault(self.where(name), code, {"field": self.label(name), **params}))

    def has_fault(self, name: str) -> bool:
        return any(fault.params.get("field") == self.label(name) for fault in self.faults)

    def text(self, name: str) -> str:
        """The field as text with single spaces; blank or absent is empty. Whole numbers stand for codes."""
        raw = self.fields.get(name)
        if raw is None or raw.value is None:
            return ""
        if isinstance(raw.value, float) and raw.value.is_integer():
            return str(int(raw.value))
        if isinstance(raw.value, (str, int, float)) and not isinstance(raw.value, bool):
            return " ".join(str(raw.value).split())
        self.fault(name, "framework.text_expected")
        return ""

    def required(self, name: str) -> str:
        found = self.text(name)
        if not found and not self.has_fault(name):
            self.fault(name, "framework.field_missing")
        return found

    def choice(self, name: str, kind: type[Choice], default: Choice | None = None) -> Choice | None:
        """One of the words of `kind`; `default` when blank."""
        found = self.text(name)
        if not found:
            return default
        try:
            return kind(found.lower().replace(" ", "_").replace("-", "_"))
        except ValueError:
            self.fault(
                name, "framework.choice_unknown", text=found, allowed=tuple(each.value for each in kind)
            )
            return default

    def day(self, name: str) -> dt.date | None:
        """A date, from a real date or from text like 2025-02-13."""
        raw = self.fields.get(name)
        value = None if raw is None else raw.value
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        found = self.text(name)
        if not found:
            return None
        try:
            return dt.date.fromisoformat(found)
        except ValueError:
            self.fault(name, "framework.day_malformed", text=found)
            return None

    def flag(self, name: str) -> bool:
        """True for true or yes; false for false, no or blank."""
        raw = self.fields.get(name)
        value = None if raw is None else raw.value
        if isinstance(value, bool):
            return value
        found = self.text(name).lower()
        if found not in ("", "yes", "no", "true", "false"):
            self.fault(name, "framework.yes_or_no", text=found)
        return found in ("yes", "true")

    def whole_number(self, name: str) -> int | None:
        found = self.text(name)
        if not found:
            return None
        if found.isascii() and found.isdigit() and len(found) < 10:
            return int(found)
        self.fault(name, "framework.whole_number", text=found)
        return None

    def only(self, known: frozenset[str]) -> None:
        """Refuse fields that nothing reads: a misspelt name must not vanish silently."""
        for name in self.fields:
            if name not in known:
                self.fault(name, "framework.field_unknown")


EDITION_FIELDS = (
    "code",
    "edition",
    "title",
    "wording",
    "usable_from",
    "usable_to",
    "mandatory_from",
    "published_on",
    "replaces",
    "usable_note",
    "source",
    "licence",
    "note",
)
ITEM_FIELDS = (
    "kind",
    "code",
    "parent",
    "title",
    "wording",
    "unit",
    "metric_kind",
    "aggregate",
    "needs_baseline",
    "weight_bp",
    "adapts",
)


def assemble(head: Row, rows: Sequence[Row], known: Collection[str] | None = None) -> Edition:
    """The edition that the rows describe. Raises UnreadableFramework with every mistake otherwise.

    `known` holds the items of other frameworks that may be adapted, as ``framework/code``; None accepts any.
    """
    items = [(row, item) for row in rows if (item := _item(row)) is not None]
    items.sort(key=lambda pair: _reading_order(pair[1]))
    edition = _edition(head, tuple(item for _, item in items))
    found = [*head.faults, *(fault for row in rows for fault in row.faults)]
    if not found:
        found = [_placed(fault, head, [row for row, _ in items]) for fault in faults(edition)]
        if known is not None:
            found += [_unknown(row, item) for row, item in items if item.adapts and item.adapts not in known]
    if found:
        raise UnreadableFramework(found)
    return edition


def _reading_order(item: Item) -> int:
    """What the framework is for comes first, then its rules and its model question, then the items as listed."""
    first = (ItemKind.SCOPE, ItemKind.RULE, ItemKind.QUESTION)
    return first.index(item.kind) if item.kind in first else len(first)


def _placed(fault: Fault, head: Row, rows: Sequence[Row]) -> FileFault:
    row = head if fault.item is None else rows[fault.item]
    return FileFault(
        row.where(fault.field), fault.code, {"field": row.label(fault.field), **dict(fault.params)}
    )


def _unknown(row: Row, item: Item) -> FileFault:
    params = {"field": row.label("adapts"), "text": item.adapts}
    return FileFault(row.where("adapts"), "framework.adapts_unknown", params)


def _edition(row: Row, items: tuple[Item, ...]) -> Edition:
    row.only(frozenset(EDITION_FIELDS))
    usable_from = row.day("usable_from")
    if usable_from is None and not row.has_fault("usable_from"):
        row.fault("usable_from", "framework.field_missing")
    begins = usable_from or dt.date.min
    return Edition(
        code=row.required("code"),
        edition=row.text("edition") or begins.isoformat(),
        title=row.required("title"),
        wording=row.choice("wording", Wording, Wording.PROVISIONAL) or Wording.PROVISIONAL,
        usable_from=begins,
        source=row.required("source"),
        licence=row.required("licence"),
        published_on=row.day("published_on"),
        usable_to=row.day("usable_to"),
        mandatory_from=row.day("mandatory_from"),
        replaces=row.text("replaces") or None,
        usable_note=row.text("usable_note") or None,
        note=row.text("note") or None,
        items=items,
    )


def _item(row: Row) -> Item | None:
    row.only(frozenset(ITEM_FIELDS))
    kind = row.choice("kind", ItemKind)
    if kind is None:
        row.required("kind")
        return None
    is_metric = kind is ItemKind.METRIC
    return Item(
        kind=kind,
        code=row.required("code"),
        title=row.required("title"),
        wording=row.choice("wording", Wording, Wording.PROVISIONAL) or Wording.PROVISIONAL,
        parent=row.text("parent") or None,
        unit=row.text("unit"),
        metric_kind=row.choice("metric_kind", MetricKind),
        aggregate=row.choice("aggregate", Aggregation, Aggregation.SUM if is_metric else None),
        needs_baseline=row.flag("needs_baseline"),
        weight_bp=row.whole_number("weight_bp"),
        adapts=row.text("adapts") or None,
    )
