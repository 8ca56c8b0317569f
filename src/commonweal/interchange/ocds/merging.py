"""Releases of one contracting process merged into its compiled release, by the standard's rules.

The fast path: the first release is turned into merged form in place, the later ones are merged into it, field by
field, along the rule tree. An object or list that a release repeats unchanged is passed over; unchanged means the same
JSON text, because `==` takes `true` for 1. What holds items without an id is not passed over, as they are added again:
repeated unchanged, it adds again what it added the last time, without a second look (`Loose`).
It gives up (`Unclear`) as soon as a case needs the standard's rules to the letter - a field that is text in one release
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
from commonweal.interchange.ocds.release_schema import WHOLE_LIST, RuleTree, merge_rules, omitted, rule_tree

Release = dict[str, Any]
Copier = Callable[[], list[Release]]

NO_RULES = RuleTree()
dumps = orjson.dumps
_CONTAINERS = frozenset((dict, list))


class Unclear(Exception):
    """The fast path does not know: the exact path must decide."""


class Loose:
    """Items without an id: each release that has them adds them again.

    `added` is every such item with the list it was added to, in order; what lies inside one counts as part of it.
    `last` knows, by `id()`, each object or list that has such items somewhere below: itself (so that its `id()` is not
    met again on another one), the text last merged into it, and which part of `added` that text gave. `index` knows each
    merged list, by `id()` as well: itself, and its items by identifier, so that a long history is not looked through anew.
    """

    __slots__ = ("added", "alone", "as_written", "index", "last")

    def __init__(self, *, alone: bool) -> None:
        self.alone = alone
        self.as_written = True
        self.added: list[tuple[list[Any], dict[str, Any]]] = []
        self.last: dict[int, tuple[Any, bytes, int, int]] = {}
        self.index: dict[int, tuple[list[Any], dict[str, Any]]] = {}

    def settled(self, node: Any, before: int) -> None:
        """An object or list with something loose was put into merged form; its own text is what was merged into it.

        Not once nulls were taken away: what is `{}` then was more than that when it was merged.
        """
        if not self.alone:
            text = dumps(node) if self.as_written else b""
            self.last[id(node)] = node, text, before, len(self.added)

    def add_again(self, known: tuple[Any, bytes, int, int]) -> None:
        """Add what the same text added the last time."""
        again = self.added[known[2] : known[3]]
        for into, item in again:
            into.append(item)
        self.added += again

    def items_by_identifier(self, items: list[Any]) -> dict[str, Any]:
        """The items of a merged list by identifier."""
        indexed = self.index.get(id(items))
        if indexed is None:
            indexed = self.index[id(items)] = items, _by_identifier(items)
        return indexed[1]


def prepare() -> None:
    """Read the rules now, so that workers forked later have them."""
    rule_tree(), omitted(), merge_rules()


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
    except (Unclear, orjson.JSONEncodeError):  # the second: it lies too deep to be written
        return merging_by_path.compile_releases(again())


def _compiled(ordered: list[Release]) -> Release:
    last = {name: value for name, value in ordered[-1].items() if name in _OF_LAST}
    rules, left_out, loose = rule_tree(), omitted(), Loose(alone=len(ordered) == 1)
    merged: Release | None = None
    for release in ordered:
        for name in left_out:
            release.pop(name, None)
        if merged is None:
            merged = release
            settle(merged, rules, loose)
        else:
            merge(merged, release, rules, loose)
    return with_head(merged or {}, last)


_OF_LAST = frozenset(("ocid", "date"))


def with_head(merged: Release, last: Release) -> Release:
    """A merged release with what is its own: its tag, and its id and date from the last release."""
    head = {"tag": ["compiled"], "id": f"{last.get('ocid')}-{last.get('date')}", "date": last.get("date")}
    _set_ocid(merged, last)
    if head["date"] is None:
        del head["date"]
    elif type(head["date"]) is not str:
        raise Unclear
    return head | merged


def _set_ocid(merged: Release, last: Release) -> None:
    """A later release without an ocid takes it away, as in the reference library; grouping makes that rare."""
    ocid = last.get("ocid")
    if ocid is None:
        merged.pop("ocid", None)
    elif type(ocid) is not str:
        raise Unclear


def settled_alone(value: Any, rule: Any) -> Any:
    """A field's value as it is in the merged form of a lone release; None where nothing of it is left.

    Raises:
        Unclear: it takes the standard's rules to the letter.
    """
    holder = {"": value}
    settle(holder, RuleTree({"": rule}), Loose(alone=True))
    return holder.get("")


def settle(node: dict[str, Any], rules: RuleTree, loose: Loose) -> bool:
    """Turn an object into merged form in place: no nulls, no empty objects, arrays merged by identifier.

    Returns whether the object says anything: an object all of whose fields are empty objects or arrays does not
    exist in a merged release, one whose fields are null does (empty).
    """
    gone: list[str] = []
    silent, before = 0, len(loose.added)
    for name, value in node.items():
        kind = type(value)
        if kind is str:
            continue
        if kind is dict:
            if value and is_flat(map(type, value.values())):
                continue
            rule = rules.get(name, NO_RULES)
            if rule is WHOLE_LIST or (value and settle(value, rule, loose)):
                continue
            silent += 1
        elif kind is list:
            rule = rules.get(name, NO_RULES)
            settled = value if rule is WHOLE_LIST else _settled_list(value, rule, loose)
            if settled is not None:
                if settled is not value:
                    node[name] = settled
                continue
            silent += 1
        elif value is not None:
            continue
        gone.append(name)
    says = len(node) > silent
    for name in gone:
        del node[name]
        loose.as_written = False
    if len(loose.added) != before:
        loose.settled(node, before)
    return says


is_flat = frozenset((str, int, float, bool)).issuperset
"""Whether these kinds are plain values alone, so that an object of them is in merged form as it is."""


def _settled_list(items: list[Any], rules: RuleTree, loose: Loose) -> list[Any] | None:
    """A list of objects merged by identifier; a list that holds anything else as it is; None if nothing is left."""
    if not _only_objects(items):
        return items
    if len(items) == 1 and "id" in items[0]:
        before = len(loose.added)
        _identifier(items[0])
        settle(items[0], rules, loose)
        if len(loose.added) != before:
            loose.settled(items, before)
        return items
    before = len(loose.added)
    merged: list[Any] = []
    merge_items(merged, {}, items, rules, loose)
    if len(loose.added) != before:
        loose.settled(merged, before)
    return merged or None


def _identifier(item: dict[str, Any]) -> str:
    """The text by which an item is known. Numbers and text count as one identifier, so a change of kind is unclear."""
    identifier = item["id"]
    if type(identifier) is str:
        return identifier
    if type(identifier) is int:
        return str(identifier)
    raise Unclear


def merge_items(
    merged: list[Any], known: dict[str, Any], items: list[Any], rules: RuleTree, loose: Loose
) -> None:
    last = loose.last
    for item in items:
        if "id" not in item:
            _add(merged, item, rules, loose)
            continue
        identifier = item["id"]
        if type(identifier) is not str:
            identifier = _identifier(item)
        found = known.get(identifier)
        if found is None:
            if not is_flat(map(type, item.values())):
                settle(item, rules, loose)
            known[identifier] = item
            merged.append(item)
        elif type(found["id"]) is not type(item["id"]):
            raise Unclear
        elif id(found) in last or len(found) != len(item) or dumps(found) != dumps(item):
            _merge_below(found, item, rules, loose)


def _add(merged: list[Any], item: dict[str, Any], rules: RuleTree, loose: Loose) -> None:
    """Add an item without an id, whatever was there before."""
    before = len(loose.added)
    if item and settle(item, rules, loose):
        del loose.added[before:]
        merged.append(item)
        loose.added.append((merged, item))
    else:
        del loose.added[before:]


def _merge_below(old: Any, value: Any, rules: RuleTree, loose: Loose) -> None:
    """Merge an object into an object or a list into a list, unless it is the same JSON text as what is there."""
    text = dumps(value)
    known = loose.last.get(id(old))
    if known is not None and known[1] == text:
        loose.add_again(known)
        return
    before = len(loose.added)
    if type(old) is dict:
        merge(old, value, rules, loose)
    else:
        merge_items(old, loose.items_by_identifier(old), value, rules, loose)
    if known is not None or len(loose.added) != before:
        loose.last[id(old)] = old, text, before, len(loose.added)


def merge(merged: dict[str, Any], release: dict[str, Any], rules: RuleTree, loose: Loose) -> None:
    """Merge one object of a later release into its merged form."""
    last = loose.last
    for name, value in release.items():
        kind = type(value)
        old = merged.get(name)
        if kind is dict or kind is list:
            if (
                type(old) is kind
                and id(old) not in last
                and len(old) == len(value)
                and dumps(old) == dumps(value)
            ):
                continue
            rule = rules.get(name, NO_RULES)
            if rule is WHOLE_LIST:
                merged[name] = value
            elif not value:
                continue
            elif type(old) is not kind:
                _MERGE[kind](merged, name, value, rule, loose)
            elif isinstance(old, dict) or _are_objects(old, value, loose):
                _merge_below(old, value, rule, loose)
            else:
                _merge_list(merged, name, value, rule, loose)
        elif value is None:
            _take_away(merged, name, rules)
        elif type(old) in _CONTAINERS and _holds_fields(old, rules, name):
            raise Unclear
        else:
            merged[name] = value


def _are_objects(old: list[Any], items: list[Any], loose: Loose) -> bool:
    """Whether both lists are of objects alone; one that was merged before is."""
    return _only_objects(items) and (id(old) in loose.index or _only_objects(old))


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
    merged: dict[str, Any], name: str, value: dict[str, Any], rules: RuleTree, loose: Loose
) -> None:
    """Merge an object where none was."""
    if merged.get(name) is not None:
        raise Unclear
    if settle(value, rules, loose):
        merged[name] = value


def _merge_list(merged: dict[str, Any], name: str, items: list[Any], rules: RuleTree, loose: Loose) -> None:
    """Merge a list where none was, or where it or the one that was holds other things than objects."""
    old = merged.get(name)
    if not _only_objects(items):
        if type(old) is dict or (type(old) is list and _only_objects(old)):
            raise Unclear
        merged[name] = items
    elif old is not None:
        raise Unclear
    else:
        settled = _settled_list(items, rules, loose)
        if settled is not None:
            merged[name] = settled


def _by_identifier(items: list[Any]) -> dict[str, Any]:
    try:
        known = {item["id"]: item for item in items}
    except (KeyError, TypeError):
        return {_identifier(item): item for item in items if "id" in item}
    if set(map(type, known)) <= _TEXT:
        return known
    return {_identifier(item): item for item in items}


_TEXT = {str}

_MERGE: dict[type, Callable[[Release, str, Any, RuleTree, Loose], None]] = {
    dict: _merge_object,
    list: _merge_list,
}
