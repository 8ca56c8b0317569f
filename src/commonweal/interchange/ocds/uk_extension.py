"""The UK extension's fields and codes: kinds and closed lists, checked as warnings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from commonweal.interchange.ocds.semantics import moment
from commonweal.reference.loader import DATA, read_header
from commonweal.reference.yaml_text import parse_yaml

_FIGURE = re.compile(r"\s*[-+]?[0-9]+(?:\.[0-9]+)?\s*")
RELATIVE = "ocds/uk_extension.yaml"


@dataclass(frozen=True)
class Field:
    """A field of the extension: where it stands and the kind of value it holds."""

    steps: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class CodeList:
    """A closed list of codes at one place, perhaps for one classification scheme only."""

    steps: tuple[str, ...]
    codes: frozenset[str]
    scheme: str | None


@cache
def fields() -> tuple[Field, ...]:
    """Every listed field."""
    return tuple(Field(tuple(entry["path"].split("/")), entry["kind"]) for entry in _data()["fields"])


_OF_THE_STANDARD = frozenset(("tender", "planning", "parties", "awards", "contracts", "implementation", "documents", "items",
                              "value", "contractPeriod", "classifications", "details", "suppliers", "amendments"))  # fmt: skip
"""Objects and lists on the way that the release schema itself checks."""


@cache
def holders() -> tuple[Field, ...]:
    """Every object and list of the extension on the way to a listed field, with what it has to be."""
    found: dict[tuple[str, ...], str] = {}
    for field in fields():
        for end in range(1, len(field.steps)):
            name = field.steps[end - 1].removesuffix("[]")
            if name in _OF_THE_STANDARD:
                continue
            found[field.steps[:end]] = "object"
            if name != field.steps[end - 1]:
                found[*field.steps[: end - 1], name] = "list"
    return tuple(Field(steps, kind) for steps, kind in found.items())


@cache
def code_lists() -> tuple[CodeList, ...]:
    """Every closed list."""
    return tuple(
        CodeList(tuple(entry["path"].split("/")), frozenset(map(str, entry["codes"])), entry.get("scheme"))
        for entry in _data()["codes"]
    )


def _data() -> dict[str, Any]:
    read_header(RELATIVE)
    value, _ = parse_yaml((DATA / RELATIVE).read_text("utf-8"), RELATIVE)
    return value


_KINDS: dict[str, tuple[type, ...]] = {
    "text": (str, int), "number": (int, float), "boolean": (bool,), "object": (dict,), "list": (list,), "date": (str,),
    "figure": (str, int, float),
}  # fmt: skip


def warnings(release: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Rule, JSON path and message of every extension field of another kind and every unknown code."""
    for field in (*holders(), *fields()):
        for path, value, _ in _at(release, field.steps, ""):
            if value is not None and not _is_kind(value, field.kind):
                yield (
                    "uk-field",
                    path,
                    f"should be {_NAMES.get(field.kind, field.kind)}, is {str(value)[:40]!r}",
                )
    for listed in code_lists():
        for path, value, holder in _at(release, listed.steps, ""):
            if listed.scheme and holder.get("scheme") != listed.scheme:
                continue
            if value is not None and str(value) not in listed.codes:
                yield "uk-code", path, f"{str(value)[:40]!r} is not one of {', '.join(sorted(listed.codes))}"


_NAMES = {"figure": "number"}


def _is_kind(value: Any, kind: str) -> bool:
    if kind == "date":
        return moment(value) is not None
    if kind == "figure" and isinstance(value, str):
        return bool(_FIGURE.fullmatch(value))
    return isinstance(value, _KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _at(node: Any, steps: tuple[str, ...], path: str) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """Values found along the steps, each with its JSON path and the object that holds it."""
    name = steps[0].removesuffix("[]")
    if not isinstance(node, dict) or name not in node:
        return
    value, here = node[name], f"{path}/{name}"
    items = [(here, value)]
    if steps[0].endswith("[]"):
        items = [(f"{here}/{at}", item) for at, item in enumerate(value)] if isinstance(value, list) else []
    for where, item in items:
        if len(steps) == 1:
            yield where, item, node
        else:
            yield from _at(item, steps[1:], where)
