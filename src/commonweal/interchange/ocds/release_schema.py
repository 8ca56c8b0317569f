"""The vendored release schema: the validator and the merge rules derived from it.

Source: Open Contracting Data Standard 1.1.4, https://standard.open-contracting.org/1.1/en/schema/merging/
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from commonweal.reference.loader import DATA, read_header

if TYPE_CHECKING:
    import jsonschema_rs

OMIT = "omit"
WHOLE_LIST = "whole list"
RELATIVE = "ocds/release-schema-1.1.4.json"

MergeRules = dict[tuple[str, ...], str]
"""Path of field names (array positions left out) to OMIT or WHOLE_LIST."""


class RuleTree(dict[str, Any]):
    """The merge rules as a tree: a field's name leads to WHOLE_LIST or to the tree below it."""


@cache
def schema() -> dict[str, Any]:
    """The release schema 1.1.4 as published."""
    read_header(RELATIVE)
    loaded: dict[str, Any] = json.loads((DATA / RELATIVE).read_bytes())
    return loaded


@cache
def validator() -> jsonschema_rs.Draft4Validator:
    """Draft 4 validator of one release. Formats are notes in draft 4, so they are checked as warnings elsewhere."""
    import jsonschema_rs

    return jsonschema_rs.Draft4Validator(schema(), validate_formats=False)


@cache
def merge_rules() -> MergeRules:
    """Every field that is left out of a merged release or replaced as a whole list."""
    return dict(_rules_of(schema()["properties"], ()))


@cache
def known_fields() -> frozenset[tuple[str, ...]]:
    """The path of every field of the schema, array positions left out."""
    return frozenset(_fields_of(schema()["properties"], ()))


def _fields_of(properties: dict[str, Any], above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for name, field in properties.items():
        yield (*above, name)
        resolved = _resolve(field)
        for inner in (resolved, _resolve(resolved.get("items", {}))):
            yield from _fields_of(inner.get("properties", {}), (*above, name))


@cache
def rule_tree() -> RuleTree:
    """`merge_rules` as a tree for the fast merge, without the fields left out at the top (see `omitted`)."""
    root = RuleTree()
    for path, rule in merge_rules().items():
        if rule == OMIT:
            continue
        node = root
        for name in path[:-1]:
            node = node.setdefault(name, RuleTree())
        node[path[-1]] = WHOLE_LIST
    return root


@cache
def omitted() -> tuple[str, ...]:
    """Names of top-level fields left out of a merged release."""
    paths = [path for path, rule in merge_rules().items() if rule == OMIT]
    if any(len(path) > 1 for path in paths):
        raise ValueError("the merge expects omitWhenMerged at the top level only")
    return tuple(path[0] for path in paths)


def _rules_of(properties: dict[str, Any], above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, field in properties.items():
        yield from _rules_of_field(_resolve(field), (*above, name))


def _rules_of_field(field: dict[str, Any], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    types = _types(field)
    if field.get("omitWhenMerged"):
        yield path, OMIT
    elif "array" in types and _is_whole_list(field):
        yield path, WHOLE_LIST
    elif "object" in types:
        yield from _rules_of(field.get("properties", {}), path)
    elif "array" in types and "items" in field:
        yield from _rules_of(_resolve(field["items"]).get("properties", {}), path)


def _is_whole_list(field: dict[str, Any]) -> bool:
    """Said by the schema, or items that are not plain objects, or objects that have no identifier to merge by."""
    if field.get("wholeListMerge"):
        return True
    if "items" not in field:
        return False
    item = _resolve(field["items"])
    if any(kind != "object" for kind in _types(item)):
        return True
    return "properties" in item and "id" not in item["properties"]


def _resolve(field: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in field:
        field = schema()["definitions"][field["$ref"].removeprefix("#/definitions/")]
    return field


def _types(field: dict[str, Any]) -> list[str]:
    kind = field.get("type", [])
    return [kind] if isinstance(kind, str) else list(kind)
