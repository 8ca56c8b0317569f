"""The releases of one process merged by their texts: what a release repeats word for word is not read again.

The first release is read and put into merged form (see `merging`). Of each later one only the texts of its fields are
cut out, and a text that was the last one merged into its field is passed over: merging it again changes nothing, but
for items without an id, which are added again. Long objects and lists that changed are cut up in the same way; what is
left is read and merged as ever. Passed over is only what was read before, so that nothing unread is let through.
Whatever is not certain takes the long way, which gives the same; a property test says so.
"""

from __future__ import annotations

from operator import attrgetter, ne
from typing import Any

import msgspec
import orjson

from commonweal.interchange.ocds import merging
from commonweal.interchange.ocds.merging import NO_RULES, Loose, Release, Unclear
from commonweal.interchange.ocds.release_schema import WHOLE_LIST, RuleTree, omitted, rule_tree
from commonweal.interchange.ocds.releases import WRAPPERS

Fields = dict[str, msgspec.Raw]

loads = orjson.loads
LONG = 200
"""Bytes of an object or list from which on cutting it up costs less than reading it."""


class _HasId(msgspec.Struct, gc=False):
    """An item known by a text, and no more of it."""

    id: str


_fields = msgspec.json.Decoder(Fields).decode
_items = msgspec.json.Decoder(list[msgspec.Raw]).decode
_with_ids = msgspec.json.Decoder(list[_HasId]).decode
_id = attrgetter("id")

_UNREADABLE = (msgspec.DecodeError, orjson.JSONDecodeError, UnicodeDecodeError, RecursionError)


class _Seen:
    """The text last merged into each field of an object, and the same of what was cut up below it.

    `loose` are the fields that hold items without an id, as they were when so many (`known`) were known of.
    """

    __slots__ = ("below", "fields", "known", "loose", "rules")

    def __init__(self, fields: Fields, rules: RuleTree) -> None:
        self.fields = fields
        self.rules = rules
        self.below: dict[str, Any] = {}
        self.known = 0
        self.loose: list[str] = []


class _SeenList:
    """The text last merged into each item of a list, and their identifiers.

    Raises:
        msgspec.ValidationError: an item is no object, or has no identifier that is text.
    """

    __slots__ = ("ids", "items")

    def __init__(self, text: bytes) -> None:
        self.items: list[msgspec.Raw] = _items(text)
        self.ids: list[str] = list(map(_id, _with_ids(text)))


def compile_texts(raws: list[bytes]) -> Release | None:
    """The compiled release of one process; None where the long way must be taken."""
    try:
        releases = [_fields(raw) for raw in raws]
        dates = [_date(fields) for fields in releases]
        if not _of_one_process(releases):
            return None
        order = sorted(range(len(raws)), key=dates.__getitem__)
        merged = loads(raws[order[0]])
        if type(merged.get("ocid")) is not str:
            return None
        last = {"ocid": merged["ocid"], "date": dates[order[-1]]}
        return merging.with_head(_merged(merged, [releases[at] for at in order]), last)
    except (*_UNREADABLE, orjson.JSONEncodeError, Unclear):
        return None


def _date(fields: Fields) -> str:
    date = loads(bytes(fields.get("date", b"null")))
    if type(date) is not str:
        raise Unclear
    return date


def _of_one_process(releases: list[Fields]) -> bool:
    ocid = releases[0].get("ocid")
    return ocid is not None and all(
        fields.get("ocid") == ocid and WRAPPERS.isdisjoint(fields) for fields in releases
    )


def _merged(merged: Release, ordered: list[Fields]) -> Release:
    rules, left_out, loose = rule_tree(), omitted(), Loose(alone=False)
    loose.as_written = False  # texts are compared as they came, not as they would be written
    for name in left_out:
        merged.pop(name, None)
        for fields in ordered:
            fields.pop(name, None)
    merging.settle(merged, rules, loose)
    seen = _Seen(ordered[0], rules)
    for fields in ordered[1:]:
        _merge(merged, fields, seen, loose)
    return merged


def _merge(merged: dict[str, Any], fields: Fields, seen: _Seen, loose: Loose) -> None:
    """Merge the fields of one object of a later release into its merged form."""
    last, before = loose.last, seen.fields
    changed = [name for name, raw in fields.items() if before.get(name) != raw]
    if last:
        if seen.known != len(last):
            seen.known = len(last)
            seen.loose = [name for name, value in merged.items() if id(value) in last]
        for name in seen.loose:
            if name in fields and name not in changed and _holds_something(bytes(fields[name])):
                _again(merged.get(name), loose)
    read: dict[str, Any] = {}
    for name in changed:
        text = bytes(fields[name])
        if len(text) < LONG or not _is_cut_up(merged.get(name), name, text, seen, loose):
            seen.below.pop(name, None)
            read[name] = loads(text)
        before[name] = fields[name]
    if read:
        merging.merge(merged, read, seen.rules, loose)


def _holds_something(text: bytes) -> bool:
    """Whether it is an object or list with something in it: what is null or empty adds nothing, said once or twice."""
    return text[0] in _KINDS and bool(text[1:-1].strip())


def _again(merged: Any, loose: Loose) -> None:
    """What was merged last into an object or list is merged again: what it added is added again."""
    known = loose.last.get(id(merged))
    if known is not None:
        loose.add_again(known)


def _is_cut_up(merged: Any, name: str, text: bytes, seen: _Seen, loose: Loose) -> bool:
    """Whether a field's text was merged by cutting it up; otherwise it was not merged at all."""
    was, rule = seen.fields.get(name), seen.rules.get(name, NO_RULES)
    kind = _KINDS.get(text[0])
    if was is None or rule is WHOLE_LIST or type(merged) is not kind:
        return False
    below = seen.below.get(name)
    if below is None:
        earlier = bytes(was)
        if earlier[0] != text[0]:
            return False
        try:
            below = _Seen(_fields(earlier), rule) if kind is dict else _SeenList(earlier)
        except msgspec.ValidationError:
            return False
        seen.below[name] = below
    before = len(loose.added)
    if kind is dict:
        _merge(merged, _fields(text), below, loose)
    elif not _merge_list(merged, text, below, rule, loose):
        return False
    if len(loose.added) != before or id(merged) in loose.last:
        loose.last[id(merged)] = merged, b"", before, len(loose.added)
    return True


_KINDS = {ord("{"): dict, ord("["): list}


def _merge_list(merged: list[Any], text: bytes, seen: _SeenList, rules: RuleTree, loose: Loose) -> bool:
    """Merge the items that changed or came, or do nothing and say no: each must have an identifier of its own."""
    items = _items(text)
    if len(items) < len(seen.items):
        return False
    differs = list(map(ne, items, seen.items))
    ids, changed = seen.ids.copy(), []
    for at, raw in enumerate(items):
        if at >= len(differs) or differs[at]:
            item = loads(bytes(raw))
            if type(item) is not dict or type(item.get("id")) is not str:
                return False
            changed.append(item)
            ids[at : at + 1] = [item["id"]]
    if len(set(ids)) != len(ids):
        return False
    known = loose.items_by_identifier(merged)
    if loose.last:
        for identifier, is_other in zip(ids, differs, strict=False):
            if not is_other:
                _again(known.get(identifier), loose)
    seen.items, seen.ids = items, ids
    merging.merge_items(merged, known, changed, rules, loose)
    return True
