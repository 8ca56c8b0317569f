"""Social value frameworks as published: what may be asked for, how it is counted, and how far each wording is checked.

One schema serves the shipped editions, a body's own framework and the rows of a workbook. A framework is a flat list of
items; `parent` makes the tree: mission or theme > outcome > criterion and metric.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from commonweal.reference.loader import DATA, Header, read_header, read_mapping
from commonweal.reference.nodes import Node
from commonweal.reference.yaml_text import parse_yaml

FOLDER = "social_value"
AGGREGATES = ("sum", "latest", "mean", "maximum")
METRIC_KINDS = ("headcount", "hours", "count", "spend", "share", "reduction", "area", "other")


class WordingState(StrEnum):
    """How far a wording may be trusted. Shown beside every item; a steward confirms or corrects it against a source."""

    VERIFIED = "verified"
    REPORTED = "reported"
    PROVISIONAL = "provisional"

    @property
    def label(self) -> str:
        """The words for a page."""
        return _LABELS[self]


_LABELS = {
    WordingState.VERIFIED: "wording checked against an official copy",
    WordingState.REPORTED: "wording from a secondary source",
    WordingState.PROVISIONAL: "wording not yet checked",
}


class ItemKind(StrEnum):
    """What an item of a framework is."""

    MISSION = "mission"
    THEME = "theme"
    OUTCOME = "outcome"
    CRITERION = "criterion"
    METRIC = "metric"


# Which kinds may stand above which; an empty parent is allowed where None is listed.
PARENTS: dict[ItemKind, tuple[ItemKind | None, ...]] = {
    ItemKind.MISSION: (None,),
    ItemKind.THEME: (None,),
    ItemKind.OUTCOME: (None, ItemKind.MISSION, ItemKind.THEME),
    ItemKind.CRITERION: (ItemKind.OUTCOME,),
    ItemKind.METRIC: (None, ItemKind.OUTCOME),
}


@dataclass(frozen=True)
class Statement:
    """One sentence about when the framework applies, with the state of its wording."""

    text: str
    status: WordingState


@dataclass(frozen=True)
class FrameworkRule:
    """A rule of the framework. `value_basis_points` where it sets a figure (1000 = 10%)."""

    code: str
    text: str
    status: WordingState
    value_basis_points: int | None


@dataclass(frozen=True)
class FrameworkItem:
    """A mission, theme, outcome, criterion or metric. The last five fields are for metrics and criteria alone."""

    kind: ItemKind
    code: str
    title: str
    parent: str | None
    status: WordingState
    sub_criteria: tuple[str, ...] = ()
    unit: str | None = None
    aggregate: str | None = None
    metric_kind: str | None = None
    needs_baseline: bool = False


@dataclass(frozen=True)
class SocialValueFramework:
    """One edition of one framework. A later edition is another object: this one never changes."""

    header: Header | None
    id: str
    title: str
    status: WordingState
    published_on: date | None
    usable_from: date | None
    usable_to: date | None
    usable_note: str | None
    mandatory_from: date | None
    replaces: str | None
    question: str | None
    question_status: WordingState | None
    applies: tuple[Statement, ...]
    rules: tuple[FrameworkRule, ...]
    items: tuple[FrameworkItem, ...]

    def item(self, code: str) -> FrameworkItem:
        """Raises KeyError for an unknown code."""
        return {each.code: each for each in self.items}[code]

    def of_kind(self, kind: ItemKind) -> tuple[FrameworkItem, ...]:
        """All items of one kind, in the order of the edition."""
        return tuple(each for each in self.items if each.kind is kind)

    def children(self, parent: str | None, kind: ItemKind | None = None) -> tuple[FrameworkItem, ...]:
        """What stands directly under `parent` (None: at the top), perhaps of one kind only."""
        below = (each for each in self.items if each.parent == parent)
        return tuple(each for each in below if kind is None or each.kind is kind)


@cache
def framework_ids() -> tuple[str, ...]:
    """The ids of the shipped editions, newest first."""
    found = [_shipped(path.name) for path in sorted((DATA / FOLDER).glob("*.yaml"))]
    found.sort(key=lambda each: each.usable_from or date.min, reverse=True)
    return tuple(each.id for each in found)


def framework(framework_id: str) -> SocialValueFramework:
    """A shipped edition by its id, such as "ppn002". Raises KeyError for an unknown id."""
    if framework_id not in framework_ids():
        raise KeyError(framework_id)
    return _shipped(f"{framework_id}.yaml")


@cache
def _shipped(name: str) -> SocialValueFramework:
    relative = f"{FOLDER}/{name}"
    top, lines = read_mapping(relative)
    return _parse(top, relative, lines, read_header(relative))


def parse_framework_text(text: str, name: str) -> SocialValueFramework:
    """A framework from YAML text, such as a body's own. Raises ReferenceDataError with every mistake and its line."""
    value, lines = parse_yaml(text, name)
    return parse_framework(value, name, lines)


def parse_framework(
    value: dict[str, Any], name: str, lines: dict[str, int] | None = None
) -> SocialValueFramework:
    """A framework from plain values (`framework`, `applies`, `rules`, `items`), such as the rows of a workbook.

    Raises ReferenceDataError with every mistake by its path, such as `items[3].unit`.
    """
    top = Node(value)
    top.seen.add("header")
    return _parse(top, name, lines or {}, None)


def framework_values(edition: SocialValueFramework) -> dict[str, Any]:
    """Plain values that `parse_framework` reads back to an equal edition (without its header)."""
    about = {name: _plain(getattr(edition, name)) for name in _ABOUT}
    return {
        "framework": {name: value for name, value in about.items() if value is not None},
        "applies": [{"text": each.text, "status": str(each.status)} for each in edition.applies],
        "rules": [_filled(each, ("code", "text", "value_basis_points", "status")) for each in edition.rules],
        "items": [_filled(each, _ITEM_FIELDS) for each in edition.items],
    }


_ABOUT = ("id", "title", "status", "published_on", "usable_from", "usable_to", "usable_note", "mandatory_from",
          "replaces", "question", "question_status")  # fmt: skip
_ITEM_FIELDS = ("kind", "code", "parent", "title", "unit", "aggregate", "metric_kind", "needs_baseline", "status",
                "sub_criteria")  # fmt: skip


def _filled(thing: object, names: tuple[str, ...]) -> dict[str, Any]:
    values = {name: _plain(getattr(thing, name)) for name in names}
    return {name: value for name, value in values.items() if value not in (None, False, [])}


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _parse(top: Node, name: str, lines: dict[str, int], header: Header | None) -> SocialValueFramework:
    node = top.node("framework")
    question = node.optional_text("question")
    edition = SocialValueFramework(
        header=header,
        id=node.text("id"),
        title=node.text("title"),
        status=_state(node),
        published_on=node.day("published_on"),
        usable_from=node.day("usable_from"),
        usable_to=node.day("usable_to"),
        usable_note=node.optional_text("usable_note"),
        mandatory_from=node.day("mandatory_from"),
        replaces=node.optional_text("replaces"),
        question=question,
        question_status=_state(node, "question_status") if question else None,
        applies=tuple(_statement(each) for each in top.nodes("applies")),
        rules=tuple(_rule(each) for each in top.nodes("rules")),
        items=_items(top.nodes("items")),
    )
    node.finish()
    top.finish()
    top.raise_problems(name, lines)
    return edition


def _state(node: Node, key: str = "status") -> WordingState:
    return WordingState(node.choice(key, tuple(WordingState)))


def _statement(node: Node) -> Statement:
    statement = Statement(node.text("text"), _state(node))
    node.finish()
    return statement


def _rule(node: Node) -> FrameworkRule:
    rule = FrameworkRule(
        node.text("code"), node.text("text"), _state(node), node.integer("value_basis_points")
    )
    node.finish()
    return rule


def _items(nodes: list[Node]) -> tuple[FrameworkItem, ...]:
    read = [(node, _item(node)) for node in nodes]
    items: dict[str, FrameworkItem] = {}
    for node, item in read:
        if item.code in items:
            node.note(f"the code {item.code!r} is used twice", "code")
        items.setdefault(item.code, item)
    for node, item in read:
        _check_parent(node, item, items)
    return tuple(items.values())


def _item(node: Node) -> FrameworkItem:
    kind = ItemKind(node.choice("kind", tuple(ItemKind)))
    is_metric = kind is ItemKind.METRIC
    item = FrameworkItem(
        kind=kind,
        code=node.text("code"),
        title=node.text("title"),
        parent=node.optional_text("parent"),
        status=_state(node),
        sub_criteria=node.texts("sub_criteria") if kind is ItemKind.CRITERION else (),
        unit=node.text("unit") if is_metric else None,
        aggregate=node.choice("aggregate", AGGREGATES) if is_metric else None,
        metric_kind=node.choice("metric_kind", METRIC_KINDS) if is_metric else None,
        needs_baseline=node.boolean("needs_baseline") if is_metric else False,
    )
    node.finish()
    return item


def _check_parent(node: Node, item: FrameworkItem, items: dict[str, FrameworkItem]) -> None:
    if item.parent is not None and item.parent not in items:
        node.note(f"is not a code in this framework: {item.parent!r}", "parent")
        return
    above = items[item.parent].kind if item.parent is not None else None
    if above not in PARENTS[item.kind]:
        node.note(f"{item.kind} cannot stand under {above or 'nothing'}", "parent")
