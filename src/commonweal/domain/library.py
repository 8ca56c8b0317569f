"""Social value frameworks as data: editions, their items, how far each wording may be trusted, and local differences.

An edition never changes once it is loaded. A body's confirmations, corrections and adaptations are later layers over
it, each with its own time, so that what a procurement saw when it began can always be seen again.
"""

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from commonweal.domain.metrics import Aggregation, MetricKind

MAX_TITLE_CHARACTERS = 1000
MAX_UNIT_CHARACTERS = 80
MAX_ITEMS = 2000
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_REFERENCE = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]{0,39})/([A-Za-z0-9][A-Za-z0-9._-]{0,39})")


class ItemKind(StrEnum):
    """What an item of an edition is. Outcomes are grouped as the framework itself says: missions or themes."""

    SCOPE = "scope"
    RULE = "rule"
    QUESTION = "question"
    MISSION = "mission"
    THEME = "theme"
    OUTCOME = "outcome"
    CRITERION = "criterion"
    SUB_CRITERION = "sub_criterion"
    METRIC = "metric"


class Wording(StrEnum):
    """How far the wording of an item may be trusted, by where it was read."""

    VERIFIED = "verified"
    REPORTED = "reported"
    PROVISIONAL = "provisional"


class WordingState(StrEnum):
    """What a body is told about an item: the state it was loaded with, or what its own steward found."""

    VERIFIED = "verified"
    REPORTED = "reported"
    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"


class Finding(StrEnum):
    """What a steward found when checking an item against a source."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"


#: The kinds the item above may have; None among them means that there may be none above.
PARENTS: dict[ItemKind, tuple[ItemKind | None, ...]] = {
    ItemKind.SCOPE: (None,),
    ItemKind.RULE: (None,),
    ItemKind.QUESTION: (None,),
    ItemKind.MISSION: (None,),
    ItemKind.THEME: (None,),
    ItemKind.OUTCOME: (ItemKind.MISSION, ItemKind.THEME, None),
    ItemKind.CRITERION: (ItemKind.OUTCOME,),
    ItemKind.SUB_CRITERION: (ItemKind.CRITERION,),
    ItemKind.METRIC: (ItemKind.OUTCOME, None),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an edition.

    `parent` is the code of the item above it. `weight_bp` (basis points) is the figure of a rule. `adapts` names an
    item of another framework as ``framework/code``.
    """

    kind: ItemKind
    code: str
    title: str
    wording: Wording
    parent: str | None = None
    unit: str = ""
    metric_kind: MetricKind | None = None
    aggregate: Aggregation | None = None
    needs_baseline: bool = False
    weight_bp: int | None = None
    adapts: str | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a social value framework. `code` names the framework, `edition` the edition of it."""

    code: str
    edition: str
    title: str
    wording: Wording
    usable_from: dt.date
    source: str
    licence: str
    published_on: dt.date | None = None
    usable_to: dt.date | None = None
    mandatory_from: dt.date | None = None
    replaces: str | None = None
    usable_note: str | None = None
    note: str | None = None
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an edition: the 0-based `item` (None for the edition itself), the field and why."""

    code: str
    field: str
    item: int | None = None
    params: tuple[tuple[str, object], ...] = ()


def faults(edition: Edition) -> tuple[Fault, ...]:
    """Everything wrong with `edition`, in reading order; empty when it can be loaded."""
    found = [*_edition_faults(edition), *_repeated_codes(edition.items)]
    kinds = {item.code: item.kind for item in edition.items}
    for place, item in enumerate(edition.items):
        found += [Fault(code, field, place, params) for code, field, params in _item_faults(item, kinds)]
    return tuple(sorted(found, key=lambda fault: -1 if fault.item is None else fault.item))


_Reason = tuple[str, str, tuple[tuple[str, object], ...]]


def _edition_faults(edition: Edition) -> Iterable[Fault]:
    for field in ("code", "edition"):
        if not _CODE.fullmatch(getattr(edition, field)):
            yield Fault("framework.code_malformed", field, params=(("text", getattr(edition, field)),))
    if edition.replaces is not None and not _CODE.fullmatch(edition.replaces):
        yield Fault("framework.code_malformed", "replaces", params=(("text", edition.replaces),))
    if not edition.title.strip():
        yield Fault("framework.title_missing", "title")
    elif len(edition.title) > MAX_TITLE_CHARACTERS:
        yield Fault("framework.title_too_long", "title", params=(("limit", MAX_TITLE_CHARACTERS),))
    if edition.usable_to is not None and edition.usable_to < edition.usable_from:
        yield Fault("framework.ends_before_start", "usable_to")
    if edition.mandatory_from is not None and edition.mandatory_from < edition.usable_from:
        yield Fault("framework.mandatory_before_usable", "mandatory_from")
    if not edition.items:
        yield Fault("framework.no_items", "items")
    if len(edition.items) > MAX_ITEMS:
        yield Fault("framework.too_many_items", "items", params=(("limit", MAX_ITEMS),))


def _repeated_codes(items: Sequence[Item]) -> Iterable[Fault]:
    seen: set[str] = set()
    for place, item in enumerate(items):
        if item.code in seen:
            yield Fault("framework.code_repeated", "code", place, (("text", item.code),))
        seen.add(item.code)


def _item_faults(item: Item, kinds: dict[str, ItemKind]) -> Iterable[_Reason]:
    if not _CODE.fullmatch(item.code):
        yield "framework.code_malformed", "code", (("text", item.code),)
    if not item.title.strip():
        yield "framework.title_missing", "title", ()
    elif len(item.title) > MAX_TITLE_CHARACTERS:
        yield "framework.title_too_long", "title", (("limit", MAX_TITLE_CHARACTERS),)
    yield from _parent_faults(item, kinds)
    yield from _measure_faults(item)
    if item.adapts is not None and not _REFERENCE.fullmatch(item.adapts):
        yield "framework.adapts_malformed", "adapts", (("text", item.adapts),)


def _parent_faults(item: Item, kinds: dict[str, ItemKind]) -> Iterable[_Reason]:
    allowed = PARENTS[item.kind]
    if item.parent is None:
        if None not in allowed:
            yield "framework.parent_missing", "parent", (("kind", item.kind.value),)
    elif item.parent not in kinds:
        yield "framework.parent_unknown", "parent", (("text", item.parent),)
    elif kinds[item.parent] not in allowed:
        params = (("kind", item.kind.value), ("parent_kind", kinds[item.parent].value))
        yield "framework.parent_of_wrong_kind", "parent", params


def _measure_faults(item: Item) -> Iterable[_Reason]:
    if item.kind is ItemKind.METRIC:
        if not item.unit.strip():
            yield "framework.unit_missing", "unit", ()
        if len(item.unit) > MAX_UNIT_CHARACTERS:
            yield "framework.title_too_long", "unit", (("limit", MAX_UNIT_CHARACTERS),)
        if item.metric_kind is None:
            yield "framework.metric_kind_missing", "metric_kind", ()
        if item.aggregate is None:
            yield "framework.aggregate_missing", "aggregate", ()
    elif item.unit or item.metric_kind is not None or item.aggregate is not None or item.needs_baseline:
        yield "framework.measure_on_other_kind", "unit", (("kind", item.kind.value),)
    if item.weight_bp is not None:
        if item.kind is not ItemKind.RULE:
            yield "framework.value_on_other_kind", "weight_bp", (("kind", item.kind.value),)
        elif not 0 <= item.weight_bp <= 10_000:
            yield "framework.value_out_of_range", "weight_bp", ()


def split_reference(adapts: str) -> tuple[str, str]:
    """``("ppn002", "1a")`` from ``ppn002/1a``; the text must have passed `faults`."""
    framework, _, code = adapts.partition("/")
    return framework, code


class Dated(Protocol):
    """An edition as stored: when it may be used, and when this system came to know it."""

    @property
    def usable_from(self) -> dt.date: ...
    @property
    def usable_to(self) -> dt.date | None: ...
    @property
    def created_at(self) -> dt.datetime: ...


E = TypeVar("E", bound=Dated)


def is_usable(edition: Dated, on: dt.date) -> bool:
    """True from `usable_from` to `usable_to`, both days included."""
    return edition.usable_from <= on and (edition.usable_to is None or on <= edition.usable_to)


def in_force(editions: Iterable[E], *, on: dt.date, known_at: dt.datetime) -> E | None:
    """The edition that a procurement begun on day `on`, at `known_at`, is judged by; None when there was none.

    Of the usable editions the one that began last counts. An edition loaded after `known_at` never takes the place
    of one that was known then, so loading a new edition changes nothing for an earlier procurement.
    """
    usable = [edition for edition in editions if is_usable(edition, on)]
    known = [edition for edition in usable if edition.created_at <= known_at]
    return max(known or usable, key=lambda edition: (edition.usable_from, edition.created_at), default=None)


def wording_state(wording: Wording, finding: Finding | None) -> WordingState:
    """What to say about an item: the steward's finding if there is one, else the state it was loaded with."""
    return WordingState(finding.value if finding is not None else wording.value)


class Change(StrEnum):
    """What happened to a piece of text between two wordings."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, went or came."""

    change: Change
    text: str


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """The change from one wording to another, word by word.

    The pieces that are same or removed give `before`, those same or added give `after` (white space made single).
    """
    old, new = before.split(), after.split()
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Change.SAME, " ".join(old[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Piece(Change.REMOVED, " ".join(old[i1:i2])))
        if j2 > j1:
            pieces.append(Piece(Change.ADDED, " ".join(new[j1:j2])))
    return tuple(pieces)
