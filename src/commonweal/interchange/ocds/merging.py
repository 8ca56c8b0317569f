"""Releases of one contracting process merged into its compiled release, by the standard's rules.

The fast path: the first release is turned into merged form in place, the later ones are merged into it, field by
field, along the rule tree. An object or list that a release repeats unchanged is passed over; unchanged means the same
JSON text, because `==` takes `true` for 1. What holds items without an id is never passed over: they are added again.
It gives up (`_Unclear`) as soon as a case needs the standard's rules to the letter - a field that is text in one release
and an object in another, an identifier that is 1 here and "1" there - and the exact path in `merging_by_path` does the
whole process again. Both give the same result wherever both apply; a property test says so, and that both equal the
reference library.

Source: https://standard.open-contracting.org/1.1/en/schema/merging/
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import orjson

from commonweal.interchange.ocds import merging_by_path
from commonweal.interchange.ocds.release_schema import WHOLE_LIST, RuleTree, omitted, rule_tree

Release = dict[str, Any]
Copier = Callable[[], list[Release]]

_NO_RULES = RuleTree()
dumps = orjson.dumps
_CONTAINERS = frozenset((dict, list))


class _Unclear(Exception):
    """The fast path does not know: the exact path must decide."""


class _Loose:
    """Merged objects and lists that hold items without an id somewhere below, by `id()`; `seen` counts such items.

    A mark may outlive its object and be met again on another one: that one is then merged the long way.
    """

    __slots__ = ("marks", "seen")

    def __init__(self) -> None:
        self.marks: set[int] = set()
        self.seen = 0


def in_order(releases: Sequence[Release]) -> list[Release]:
    """Releases by date, those of one date in the order given. A lone release needs no date."""
    return list(releases) if len(releases) == 1 else sorted(releases, key=lambda release: release["date"])


def compile_releases(ordered: list[Release], again: Copier) -> Release:
    """The compiled release of one process. `ordered` is in date order and is used up.

    Args:
        ordered: what `in_order` gave.
        again: gives fresh copies of the same releases in the same order, should the exact path be needed.

    Raises:
        merging_by_path.Inconsistent: a field is of one kind in one release and of another kind in a later one.
    """
    try:
        return _compiled(ordered)
    except _Unclear:
        return merging_by_path.compile_releases(again())


def _compiled(ordered: list[Release]) -> Release:
    last = ordered[-1]
    head = {"tag": ["compiled"], "id": f"{last.get('ocid')}-{last.get('date')}", "date": last.get("date")}
    rules, left_out, loose = rule_tree(), omitted(), _Loose()
    merged: Release | None = None
    for release in ordered:
        for name in left_out:
            release.pop(name, None)
        if merged is None:
            merged = release
            _settle(merged, rules, loose)
        else:
            _merge(merged, release, rules, loose)
    merged = merged or {}
    _set_ocid(merged, last)
    if head["date"] is None:
        del head["date"]
    elif type(head["date"]) is not str:
        raise _Unclear
    return head | merged


def _set_ocid(merged: Release, last: Release) -> None:
    """A later release without an ocid takes it away, as in the reference library; grouping makes that rare."""
    ocid = last.get("ocid")
    if ocid is None:
        merged.pop("ocid", None)
    elif type(ocid) is not str:
        raise _Unclear


def _settle(node: dict[str, Any], rules: RuleTree, loose: _Loose) -> bool:
    """Turn an object into merged form in place: no nulls, no empty objects, arrays merged by identifier.

    Returns whether the object says anything: an object all of whose fields are empty objects or arrays does not
    exist in a merged release, one whose fields are null does (empty).
    """
    gone: list[str] = []
    silent, before = 0, loose.seen
    for name, value in node.items():
        kind = type(value)
        if kind is str:
            continue
        if kind is dict:
            rule = rules.get(name, _NO_RULES)
            if rule is WHOLE_LIST or (value and (_is_flat(value) or _settle(value, rule, loose))):
                continue
            silent += 1
        elif kind is list:
            rule = rules.get(name, _NO_RULES)
            settled = value if rule is WHOLE_LIST else _settled_list(value, rule, loose)
            if settled is not None:
                node[name] = settled
                continue
            silent += 1
        elif value is not None:
            continue
        gone.append(name)
    says = len(node) > silent
    for name in gone:
        del node[name]
    if loose.seen != before:
        loose.marks.add(id(node))
    return says


def _is_flat(node: dict[str, Any]) -> bool:
    """Whether an object holds plain values alone, so that it is in merged form as it is."""
    return _VALUES.issuperset(map(type, node.values()))


_VALUES = frozenset((str, int, float, bool))


def _settled_list(items: list[Any], rules: RuleTree, loose: _Loose) -> list[Any] | None:
    """A list of objects merged by identifier; a list that holds anything else as it is; None if nothing is left."""
    if not _only_objects(items):
        return items
    if len(items) == 1 and "id" in items[0]:
        before = loose.seen
        _identifier(items[0])
        _settle(items[0], rules, loose)
        if loose.seen != before:
            loose.marks.add(id(items))
        return items
    merged: list[Any] = []
    _merge_items(merged, {}, items, rules, loose)
    return merged or None


def _identifier(item: dict[str, Any]) -> str:
    """The text by which an item is known. Numbers and text count as one identifier, so a change of kind is unclear."""
    identifier = item["id"]
    if type(identifier) is str:
        return identifier
    if type(identifier) is int:
        return str(identifier)
    raise _Unclear


def _merge_items(
    merged: list[Any], known: dict[str, Any], items: list[Any], rules: RuleTree, loose: _Loose
) -> None:
    before = loose.seen
    for item in items:
        if "id" not in item:
            if item and _settle(item, rules, loose):
                merged.append(item)
                loose.seen += 1
            continue
        identifier = item["id"]
        if type(identifier) is not str:
            identifier = _identifier(item)
        found = known.get(identifier)
        if found is None:
            _settle(item, rules, loose)
            known[identifier] = item
            merged.append(item)
        elif type(found["id"]) is not type(item["id"]):
            raise _Unclear
        elif not _repeats(found, item, loose):
            _merge(found, item, rules, loose)
    if loose.seen != before:
        loose.marks.add(id(merged))


def _repeats(old: Any, value: Any, loose: _Loose) -> bool:
    """Whether merging `value` into `old` would change nothing because they are the same JSON text."""
    if len(old) != len(value) or id(old) in loose.marks:
        return False
    try:
        return dumps(old) == dumps(value)
    except orjson.JSONEncodeError:
        return False


def _merge(merged: dict[str, Any], release: dict[str, Any], rules: RuleTree, loose: _Loose) -> None:
    """Merge one object of a later release into its merged form."""
    before = loose.seen
    for name, value in release.items():
        kind = type(value)
        old = merged.get(name)
        if kind is dict or kind is list:
            rule = rules.get(name, _NO_RULES)
            if rule is WHOLE_LIST:
                merged[name] = value
            elif not value:
                continue
            elif type(old) is not kind:
                _MERGE[kind](merged, name, value, rules, loose)
            elif not _repeats(old, value, loose):
                if isinstance(old, dict):
                    _merge(old, value, rule, loose)
                else:
                    _merge_list(merged, name, value, rules, loose)
        elif value is None:
            _take_away(merged, name, rules)
        elif type(old) in _CONTAINERS and _holds_fields(old, rules, name):
            raise _Unclear
        else:
            merged[name] = value
    if loose.seen != before:
        loose.marks.add(id(merged))


def _holds_fields(value: Any, rules: RuleTree, name: str) -> bool:
    """Whether a merged value is an object or an array merged by identifier, not a list kept whole."""
    kind = type(value)
    if kind is dict:
        return rules.get(name) is not WHOLE_LIST
    return kind is list and rules.get(name) is not WHOLE_LIST and _only_objects(value)


def _only_objects(items: list[Any]) -> bool:
    """Whether every item is an object. A plain loop: a generator takes three times as long on short lists."""
    for item in items:  # noqa: SIM110
        if type(item) is not dict:
            return False
    return True


def _take_away(merged: dict[str, Any], name: str, rules: RuleTree) -> None:
    """A null takes a value or a whole list away; it says nothing about the fields of an object or array."""
    if name in merged and not _holds_fields(merged[name], rules, name):
        del merged[name]


def _merge_object(
    merged: dict[str, Any], name: str, value: dict[str, Any], rules: RuleTree, loose: _Loose
) -> None:
    old = merged.get(name)
    below = rules.get(name, _NO_RULES)
    if old is None:
        if _settle(value, below, loose):
            merged[name] = value
    elif type(old) is dict:
        _merge(old, value, below, loose)
    else:
        raise _Unclear


def _merge_list(merged: dict[str, Any], name: str, items: list[Any], rules: RuleTree, loose: _Loose) -> None:
    old = merged.get(name)
    if not _only_objects(items):
        if _holds_fields(old, rules, name):
            raise _Unclear
        merged[name] = items
        return
    below = rules.get(name, _NO_RULES)
    if old is None:
        settled = _settled_list(items, below, loose)
        if settled is not None:
            merged[name] = settled
    elif type(old) is list and _only_objects(old):
        known = _by_identifier(old)
        _merge_items(old, known, items, below, loose)
    else:
        raise _Unclear


def _by_identifier(items: list[Any]) -> dict[str, Any]:
    try:
        known = {item["id"]: item for item in items}
    except (KeyError, TypeError):
        return {_identifier(item): item for item in items if "id" in item}
    if set(map(type, known)) <= _TEXT:
        return known
    return {_identifier(item): item for item in items}


_TEXT = {str}

_MERGE: dict[type, Callable[[Release, str, Any, RuleTree, _Loose], None]] = {
    dict: _merge_object,
    list: _merge_list,
}
