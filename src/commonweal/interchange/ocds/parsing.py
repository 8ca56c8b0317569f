"""One JSON text as a value, mended where it can be, with every mend said."""

from __future__ import annotations

import json
import re
from typing import Any

import orjson

BAD_UTF8 = "bad-utf8"
NOT_JSON_TEXT = "not-json-text"

Note = tuple[str, str]
"""Rule and message of something mended."""


class NotJson(ValueError):
    """The text is not JSON, even after mending. The message says where in it."""


def parse(raw: bytes) -> tuple[Any, list[Note]]:
    """The value and what had to be mended. Raises NotJson."""
    try:
        return orjson.loads(raw), []
    except orjson.JSONDecodeError as error:
        first = str(error)
    text, notes = _decode(raw)
    try:
        return orjson.loads(text), notes
    except orjson.JSONDecodeError:
        return _lenient(text, first), [*notes, (NOT_JSON_TEXT, _LENIENT)]


_LENIENT = "holds half a character (a lone surrogate), which was replaced by a question mark"
_SURROGATE = re.compile(r"(?i)\\ud[89a-f][0-9a-f]{2}")


def _lenient(text: str, first: str) -> Any:
    """JSON that names half a character, which strict readers refuse."""
    if not _SURROGATE.search(text):
        raise NotJson(first)
    try:
        value = json.loads(text, parse_constant=_refuse)
        return orjson.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    except ValueError:
        raise NotJson(first) from None


def _refuse(name: str) -> None:
    raise ValueError(name)


def _decode(raw: bytes) -> tuple[str, list[Note]]:
    """Text; a byte that is not UTF-8 is read as Windows-1252, where such bytes come from."""
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError as error:
        place = error.start
    parts, start = [], 0
    while start < len(raw):
        try:
            parts.append(raw[start:].decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            parts.append(raw[start : start + error.start].decode("utf-8"))
            parts.append(raw[start + error.start : start + error.end].decode("cp1252", "replace"))
            start += error.end
    message = f"byte {place} of the release is not UTF-8; such bytes were read as Windows-1252"
    return "".join(parts), [(BAD_UTF8, message)]
