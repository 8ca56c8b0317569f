"""YAML as data: safe types only, no repeated keys, no aliases, and the line of every value.

Aliases are refused because a short file can expand to a huge one through them; a repeated key because the first value
would be lost without a word.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml

from commonweal.reference.nodes import Problem, ReferenceDataError

MAX_CHARACTERS = 2_000_000


class _StrictLoader(yaml.SafeLoader):
    """SafeLoader that refuses aliases and repeated keys."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(None, None, "aliases are not accepted", mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(
                    None, None, "a name cannot be a list or a set of fields", key.start_mark
                )
            if key.value in keys:
                raise yaml.MarkedYAMLError(None, None, f"{key.value!r} appears twice", key.start_mark)
            keys.add(key.value)
        return super().construct_mapping(node, deep)


def parse_yaml(text: str, name: str) -> tuple[dict[str, Any], dict[str, int]]:
    """The top mapping of `text` and the line of each path in it.

    Raises ReferenceDataError (with `name` and the line) when it is not YAML, not a mapping or too long.
    """
    if len(text) > MAX_CHARACTERS:
        raise ReferenceDataError(name, [Problem("the file", f"is longer than {MAX_CHARACTERS:,} characters")])
    try:
        root, value = _compose(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ReferenceDataError(name, [_syntax_problem(error)]) from error
    if not isinstance(value, dict) or root is None:
        raise ReferenceDataError(name, [Problem("the file", "must be a set of named fields", 1)])
    lines: dict[str, int] = {}
    _walk(root, "", lines)
    return value, lines


def _compose(text: str) -> tuple[yaml.Node | None, Any]:
    loader = _StrictLoader(text)
    try:
        root = loader.get_single_node()
        return root, None if root is None else loader.construct_document(root)
    finally:
        loader.dispose()


def _syntax_problem(error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or "cannot be read as YAML"
    return Problem("the file", str(reason), mark.line + 1 if mark else None)


def _walk(node: yaml.Node, path: str, lines: dict[str, int]) -> None:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = f"{path}.{key.value}".strip(".")
            _walk(value, inner, lines)
            lines[inner] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _walk(value, f"{path}[{index}]", lines)
