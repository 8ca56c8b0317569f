"""YAML documents as plain values that know their line.

Built from parser events, never from Python objects: no tags, no aliases (a short file can expand to a huge one through
them), no repeated keys (the first value would be lost without a word), and exact decimals instead of floats.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml

MAX_BYTES = 20_000_000
MAX_DEPTH = 8
MAX_NUMBER_LENGTH = 30

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9_]*)")
_DECIMAL = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **{form: True for word in ("true", "yes", "on") for form in (word, word.title(), word.upper())},
    **{form: False for word in ("false", "no", "off") for form in (word, word.title(), word.upper())},
}


class YamlProblem(ValueError):
    """The text cannot be read as YAML. `line` counts from 1, None when the whole file is meant."""

    def __init__(self, line: int | None, message: str) -> None:
        self.line = line
        self.message = message
        super().__init__(message)


@dataclass(slots=True)
class Placed:
    """A value and the line where it (or its key) stands.

    `value` is None, bool, int, Decimal, date, str, a list of Placed or a dict of text to Placed.
    """

    value: Any
    line: int


@dataclass(slots=True)
class _Open:
    """A mapping or list that is still being read; `key` waits for its value."""

    node: Placed
    key: tuple[str, int] | None = field(default=None)


def read_documents(data: bytes) -> list[Placed]:
    """Every document of the file that is not empty. Raises YamlProblem."""
    if len(data) > MAX_BYTES:
        raise YamlProblem(None, f"is larger than {MAX_BYTES // 1_000_000} MB: split it into several files")
    text = _text(data)
    loader = _LOADER(text)
    try:
        return [document for document in _documents(loader) if document.value is not None]
    except yaml.YAMLError as error:
        raise _syntax_problem(error) from None
    finally:
        loader.dispose()


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise YamlProblem(line, "is not UTF-8 text: save the file as UTF-8") from None
    found = _UNREADABLE.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise YamlProblem(line, f"holds the control character {found.group()!r}: remove it")
    return text


def _syntax_problem(error: yaml.YAMLError) -> YamlProblem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    reason = getattr(error, "problem", None) or "cannot be read"
    return YamlProblem(mark.line + 1 if mark else None, f"is not YAML here ({reason}): correct the text")


def _documents(loader: Any) -> Iterator[Placed]:
    stack: list[_Open] = []
    root: Placed | None = None
    while loader.check_event():
        event = loader.get_event()
        if isinstance(event, yaml.DocumentStartEvent):
            root = None
        elif isinstance(event, yaml.DocumentEndEvent):
            if root is not None:
                yield root
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.pop()
        elif isinstance(event, yaml.NodeEvent):
            node = _node(event)
            placed = _place(stack, node, event)
            root = root or placed
            if isinstance(event, yaml.CollectionStartEvent):
                _open(stack, node)


def _open(stack: list[_Open], node: Placed) -> None:
    if len(stack) >= MAX_DEPTH:
        raise YamlProblem(node.line, "is nested too deeply for a case: take the inner parts out")
    stack.append(_Open(node))


def _node(event: Any) -> Placed:
    line = event.start_mark.line + 1
    if isinstance(event, yaml.AliasEvent):
        raise YamlProblem(line, f"refers to another place (*{event.anchor}): write the value out")
    if event.tag is not None:
        raise YamlProblem(line, f"carries the tag {event.tag}: remove it")
    if isinstance(event, yaml.MappingStartEvent):
        return Placed({}, line)
    if isinstance(event, yaml.SequenceStartEvent):
        return Placed([], line)
    return Placed(_scalar(event.value) if event.implicit[0] else event.value, line)


def _place(stack: list[_Open], node: Placed, event: Any) -> Placed:
    """Put a node into the collection that is open: as a key, as the value of the waiting key, or as an item."""
    if not stack:
        return node
    top = stack[-1]
    if isinstance(top.node.value, list):
        top.node.value.append(node)
    elif top.key is None:
        top.key = (_key(event, top.node), node.line)
    else:
        name, node.line = top.key
        top.node.value[name] = node
        top.key = None
    return node


def _key(event: Any, mapping: Placed) -> str:
    line = event.start_mark.line + 1
    if not isinstance(event, yaml.ScalarEvent):
        raise YamlProblem(line, "has a list or a set of fields where the name of a field should stand")
    if event.value in mapping.value:
        raise YamlProblem(line, f"names {event.value!r} twice: keep one")
    return str(event.value)


def _scalar(text: str) -> Any:
    """The value of an unquoted scalar."""
    if text in _WORDS:
        return _WORDS[text]
    if len(text) <= MAX_NUMBER_LENGTH:
        if _WHOLE.fullmatch(text):
            return int(text.replace("_", ""))
        if _DECIMAL.fullmatch(text):
            return Decimal(text)
        if _DAY.fullmatch(text):
            return _day(text)
    return text


def _day(text: str) -> dt.date | str:
    """The date, or the text itself when there is no such day (the field's reader says so)."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return text
