"""The exact merge: every release taken apart into paths and values, later values over earlier ones, put together again.

Slower than `merging`, but the standard's rules to the letter, odd cases included; it is what decides when the fast merge
is unclear, and it alone makes versioned releases.

Source: https://standard.open-contracting.org/1.1/en/schema/merging/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commonweal.interchange.ocds.release_schema import OMIT, WHOLE_LIST, merge_rules

Release = dict[str, Any]
Path = tuple[str, ...]
Values = dict[Path, Any]


class Inconsistent(Exception):
    """One path holds a value, an object or an array in different releases, so they cannot be merged."""


class Step(str):
    """One item of an array on a path. Equal as text, so that 1 and "1" lead to the same value; `identifier` tells
    them apart when items are put together."""

    __slots__ = ("has_identifier", "identifier")
    identifier: Any
    has_identifier: bool


def compile_releases(ordered: list[Release]) -> Release:
    """The compiled release of releases in date order.

    Raises:
        Inconsistent: with the path and what it holds.
    """
    values: Values = {("tag",): ["compiled"]}
    for release in ordered:
        values[("id",)] = f"{release.get('ocid')}-{release.get('date')}"
        values[("date",)] = release.get("date")
        values[("ocid",)] = release.get("ocid")
        values.update(take_apart(release))
    return put_together(values)


def version_releases(ordered: list[Release]) -> Release:
    """The versioned release: for every value its history of {releaseID, releaseDate, releaseTag, value}.

    A value that a release repeats is not added to the history. Raises Inconsistent as `compile_releases` does.
    """
    values: Values = {}
    for release in ordered:
        parts = take_apart(release)
        parts.pop(("ocid",), None)
        values[("ocid",)] = release.get("ocid")
        for path, value in parts.items():
            history = values.setdefault(path, [])
            if type(history) is list and not (history and history[-1]["value"] == value):
                history.append(_version(release, value))
    return put_together(values)


def _version(release: Release, value: Any) -> dict[str, Any]:
    return {
        "releaseID": release.get("id"),
        "releaseDate": release.get("date"),
        "releaseTag": release.get("tag"),
        "value": value,
    }


def take_apart(release: Release) -> Values:
    """A release as paths and values; array positions become steps by identifier."""
    untagged = {name: value for name, value in release.items() if name != "tag"}
    return dict(_values(untagged, (), (), _Steps()))


class _Steps:
    """Makes steps; an item without an identifier gets one of its own, never to be met again."""

    loose = 0

    def step(self, item: dict[str, Any]) -> Step:
        if "id" in item:
            step = Step(item["id"])
            step.identifier, step.has_identifier = item["id"], item["id"] is not None
        else:
            _Steps.loose += 1
            step = Step(f"\x00{_Steps.loose}")
            step.identifier, step.has_identifier = str(step), False
        return step


def _values(node: Any, path: Path, names: tuple[str, ...], steps: _Steps) -> Iterator[tuple[Path, Any]]:
    rules = merge_rules()
    for name, value in node.items():
        below = (*names, name)
        rule = rules.get(below)
        if rule == OMIT:
            continue
        if rule == WHOLE_LIST or _is_one_value(value):
            yield (*path, name), value
        elif isinstance(value, dict):
            yield from _values(value, (*path, name), below, steps)
        else:
            for item in value:
                yield from _values(item, (*path, name, steps.step(item)), below, steps)


def _is_one_value(value: Any) -> bool:
    if isinstance(value, list):
        return any(not isinstance(item, dict) for item in value)
    return not isinstance(value, dict)


def put_together(values: Values) -> Release:
    """Paths and values as one object again; nulls are left out. Raises Inconsistent."""
    whole: Release = {}
    items: dict[tuple[Any, ...], dict[str, Any]] = {}
    for path, value in values.items():
        _place(whole, items, path, value)
    return whole


def _place(whole: Release, items: dict[tuple[Any, ...], dict[str, Any]], path: Path, value: Any) -> None:
    node: Any = whole
    last = len(path) - 1
    for position, part in enumerate(path):
        if type(part) is Step:
            node = _item(node, items, path, position)
        elif not isinstance(node, dict):
            raise Inconsistent(_clash(path, position, node, "an object"))
        elif part in node:
            node = node[part]
        elif position < last:
            node[part] = [] if type(path[position + 1]) is Step else {}
            node = node[part]
        elif value is not None:
            node[part] = value


def _item(
    node: Any, items: dict[tuple[Any, ...], dict[str, Any]], path: Path, position: int
) -> dict[str, Any]:
    step: Any = path[position]
    try:
        key = (*path[:position], step.identifier)
        if key in items:
            return items[key]
    except TypeError:
        raise Inconsistent(
            f"/{'/'.join(path[:position])} has an item whose id is {step.identifier!r}"
        ) from None
    if not isinstance(node, list):
        raise Inconsistent(_clash(path, position, node, "an array"))
    item = {"id": step.identifier} if step.has_identifier else {}
    items[key] = item
    node.append(item)
    return item


def _clash(path: Path, position: int, node: Any, now: str) -> str:
    kinds: dict[type, str] = {dict: "an object", list: "an array"}
    shown = kinds.get(type(node), repr(node)[:40])
    return f"/{'/'.join(path[:position])} is {shown} in an earlier release and {now} in a later one"
