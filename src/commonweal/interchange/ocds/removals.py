"""What a release must say so that its merge with those before it holds no more than it does itself.

Merging only adds and replaces. A field that is no longer there is therefore null, a lot that is gone is withdrawn, and any other
member that is gone keeps its id and loses the rest. Source: OCDS 1.1.4, merging (a null removes a field; members of a list are
told apart by their id).
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

_PARTS = ("tender", "contracts")
"""What a later version of a thing tells anew and whole; parties and awards stay as they were first told."""

_LOTS = "lots"


def saying_what_is_gone(now: Json, before: Json) -> Json:
    """The release with what the one before of the same thing held and this one does not."""
    found = dict(now)
    for name in _PARTS:
        if name in now and name in before:
            found[name] = _of(name, now[name], before[name])
    return found


def _of(name: str, now: Any, before: Any) -> Any:
    if isinstance(now, dict) and isinstance(before, dict):
        return _of_object(now, before)
    if _has_ids(now) and _has_ids(before):
        return _of_members(name, now, before)
    return now


def _of_object(now: Json, before: Json) -> Json:
    found: Json = {}
    for name in (*now, *(each for each in before if each not in now)):
        if name not in before:
            found[name] = now[name]
        elif name in now:
            found[name] = _of(name, now[name], before[name])
        else:
            found[name] = _gone(name, before[name])
    return found


def _gone(name: str, before: Any) -> Any:
    """The same with nothing in it. The schema takes a null for a text or a number, not for an object or a list of objects."""
    if isinstance(before, dict):
        return {field: _gone(field, value) for field, value in before.items()}
    return _of_members(name, [], before) if _has_ids(before) else None


def _has_ids(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) and "id" in each for each in value)


def _of_members(name: str, now: list[Json], before: list[Json]) -> list[Json]:
    held = {each["id"]: each for each in before}
    stay = [_of_object(each, held[each["id"]]) if each["id"] in held else each for each in now]
    here = {each["id"] for each in now}
    return [*stay, *(_member_gone(name, each) for each in before if each["id"] not in here)]


def _member_gone(name: str, before: Json) -> Json:
    if name == _LOTS:
        return {"id": before["id"], "status": "withdrawn"}
    return {field: value if field == "id" else _gone(field, value) for field, value in before.items()}
