"""Releases of one contracting process merged into its compiled release, by the standard's rules.

The fast path: the first release is turned into merged form in place, the later ones are merged into it, field by field,
along the rule tree. It gives up (`_Unclear`) as soon as a case needs the standard's rules to the letter - a field that
is text in one release and an object in another, an identifier that is 1 here and "1" there - and the exact path in
`merging_by_path` does the whole process again. Both give the same result wherever both apply; a property test says so,
and that both equal the reference library.

Source: https://standard.open-contracting.org/1.1/en/schema/merging/
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from commonweal.interchange.ocds import merging_by_path
from commonweal.interchange.ocds.release_schema import WHOLE_LIST, RuleTree, omitted, rule_tree

Release = dict[str, Any]
Copier = Callable[[], list[Release]]

_NO_RULES = RuleTree()
_SCALARS = frozenset((str, int, float, bool))


class _Unclear(Exception):
    """The fast path does not know: the exact path must decide."""


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
    rules, left_out = rule_tree(), omitted()
    merged: Release | None = None
    for release in ordered:
        for name in left_out:
            release.pop(name, None)
        if merged is None:
            merged = release
            _settle(merged, rules)
        else:
            _merge(merged, release, rules)
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


def _settle(node: dict[str, Any], rules: RuleTree) -> bool:
    """Turn an object into merged form in place: no nulls, no empty objects, arrays merged by identifier.

    Returns whether the object says anything: an object all of whose fields are empty objects or arrays does not
    exist in a merged release, one whose fields are null does (empty).
    """
    gone: list[str] = []
    silent = 0
    for name, value in node.items():
        kind = type(value)
        if kind is str:
            continue
        if kind is dict:
            rule = rules.get(name, _NO_RULES)
            if rule is not WHOLE_LIST and not (value and _settle(value, rule)):
                gone.append(name)
                silent += 1
        elif kind is list:
            rule = rules.get(name, _NO_RULES)
            if rule is not WHOLE_LIST:
                settled = _settled_list(value, rule)
                if settled is None:
                    gone.append(name)
                    silent += 1
                elif settled is not value:
                    node[name] = settled
        elif value is None:
            gone.append(name)
    says = len(node) > silent
    for name in gone:
        del node[name]
    return says


def _settled_list(items: list[Any], rules: RuleTree) -> list[Any] | None:
    """A list of objects merged by identifier; a list that holds anything else as it is; None if nothing is left."""
    for item in items:
        if type(item) is not dict:
            return items
    if len(items) == 1:
        only = items[0]
        if "id" in only:
            _identifier(only)
        return items if only and _settle(only, rules) else None
    merged: list[Any] = []
    _merge_items(merged, {}, items, rules)
    return merged or None


def _identifier(item: dict[str, Any]) -> str:
    """The text by which an item is known. Numbers and text count as one identifier, so a change of kind is unclear."""
    identifier = item["id"]
    if type(identifier) is str:
        return identifier
    if type(identifier) is int:
        return str(identifier)
    raise _Unclear


def _merge_items(merged: list[Any], known: dict[str, Any], items: list[Any], rules: RuleTree) -> None:
    for item in items:
        if "id" not in item:
            if item and _settle(item, rules):
                merged.append(item)
            continue
        identifier = _identifier(item)
        found = known.get(identifier)
        if found is None:
            _settle(item, rules)
            known[identifier] = item
            merged.append(item)
        elif type(found["id"]) is not type(item["id"]):
            raise _Unclear
        else:
            _merge(found, item, rules)


def _merge(merged: dict[str, Any], release: dict[str, Any], rules: RuleTree) -> None:
    """Merge one object of a later release into its merged form."""
    for name, value in release.items():
        kind = type(value)
        if kind in _SCALARS:
            if type(merged.get(name)) in _CONTAINERS and _holds_fields(
                merged[name], rules.get(name, _NO_RULES)
            ):
                raise _Unclear
            merged[name] = value
        elif kind is dict:
            rule = rules.get(name, _NO_RULES)
            if rule is WHOLE_LIST:
                merged[name] = value
            elif value:
                _merge_object(merged, name, value, rule)
        elif kind is list:
            rule = rules.get(name, _NO_RULES)
            if rule is WHOLE_LIST:
                merged[name] = value
            elif value:
                _merge_list(merged, name, value, rule)
        else:
            _take_away(merged, name, rules.get(name, _NO_RULES))


_CONTAINERS = frozenset((dict, list))


def _holds_fields(value: Any, rule: Any) -> bool:
    """Whether a merged value is an object or an array merged by identifier, not a list kept whole."""
    if rule is WHOLE_LIST:
        return False
    return type(value) is dict or all(type(item) is dict for item in value)


def _take_away(merged: dict[str, Any], name: str, rule: Any) -> None:
    """A null takes a value or a whole list away; it says nothing about the fields of an object or array."""
    if name in merged and not (type(merged[name]) in _CONTAINERS and _holds_fields(merged[name], rule)):
        del merged[name]


def _merge_object(merged: dict[str, Any], name: str, value: dict[str, Any], rule: RuleTree) -> None:
    old = merged.get(name)
    if old is None:
        if _settle(value, rule):
            merged[name] = value
    elif type(old) is dict:
        _merge(old, value, rule)
    else:
        raise _Unclear


def _merge_list(merged: dict[str, Any], name: str, items: list[Any], rule: RuleTree) -> None:
    old = merged.get(name)
    if any(type(item) is not dict for item in items):
        if old is not None and (type(old) is dict or (type(old) is list and _holds_fields(old, rule))):
            raise _Unclear
        merged[name] = items
    elif old is None:
        settled = _settled_list(items, rule)
        if settled is not None:
            merged[name] = settled
    elif type(old) is list and _holds_fields(old, rule):
        _merge_items(old, {_identifier(item): item for item in old if "id" in item}, items, rule)
    else:
        raise _Unclear
