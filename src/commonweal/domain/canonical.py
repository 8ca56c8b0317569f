"""Canonical JSON for things that are frozen: one value has exactly one byte string, so its digest can be kept.

Keys are sorted, there is no white space, text is UTF-8 as written, instants are UTC to the second
("2026-12-01T12:00:00Z"), days are ISO dates, an absent value is null. Only text, integers, booleans, enumerations,
days, instants, tuples and frozen dataclasses are allowed: a float is refused, because two machines may print it
differently.

A field that came later is declared with `later(default)`: at its default it is not written and may not be there, so
what was frozen before it keeps its bytes and its digest.

Reading is as strict as writing: an unknown, missing or wrongly typed field raises `Unreadable` with its path.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import types
import typing
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from commonweal.domain.errors import Invalid

T = TypeVar("T")
_LATER = "later"
_STAMP = "%Y-%m-%dT%H:%M:%SZ"


class Unreadable(Invalid):
    """Frozen content does not have its stated shape. `path` is where (``$.lots[0].title``), `reason` what was found."""

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__("content.unreadable", field=path, path=path, reason=reason)


def later(default: Any) -> Any:
    """A dataclass field that was added to a frozen shape; at `default` it is left out of the canonical bytes."""
    return dataclasses.field(default=default, metadata={_LATER: True})


def _is_left_out(field: dataclasses.Field[Any], value: object) -> bool:
    return _LATER in field.metadata and value == field.default


def digest(content: bytes) -> str:
    """The SHA-256 of `content`, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def encode(value: object) -> bytes:
    """The canonical bytes of a frozen dataclass or a plain value.

    Raises `Unreadable` for a float or any other type that has no single spelling, and for an instant without a zone.
    """
    plain = _plain(value, "$")
    return json.dumps(
        plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def decode(kind: type[T], content: bytes | str) -> T:
    """Read canonical JSON back into the frozen dataclass `kind`."""
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unreadable("$", "not JSON") from error
    return typing.cast(T, _typed(kind, raw, "$"))


def _plain(value: object, path: str) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: _plain(getattr(value, f.name), f"{path}.{f.name}")
            for f in dataclasses.fields(value)
            if not _is_left_out(f, getattr(value, f.name))
        }
    if isinstance(value, (tuple, list)):
        return [_plain(item, f"{path}[{index}]") for index, item in enumerate(value)]
    if isinstance(value, dict):
        return {str(key): _plain(item, f"{path}.{key}") for key, item in value.items()}
    return _plain_scalar(value, path)


def _plain_scalar(value: object, path: str) -> Any:
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise Unreadable(path, "an instant without a time zone")
        return value.astimezone(UTC).strftime(_STAMP)
    if isinstance(value, date):
        return value.isoformat()
    raise Unreadable(path, f"{type(value).__name__} has no canonical form")


def _typed(kind: Any, raw: Any, path: str) -> Any:
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        inner = next(option for option in typing.get_args(kind) if option is not types.NoneType)
        return None if raw is None else _typed(inner, raw, path)
    if origin is tuple:
        if not isinstance(raw, list):
            raise Unreadable(path, "a list was expected")
        item = typing.get_args(kind)[0]
        return tuple(_typed(item, entry, f"{path}[{index}]") for index, entry in enumerate(raw))
    if dataclasses.is_dataclass(kind):
        return _typed_dataclass(kind, raw, path)
    return _typed_scalar(kind, raw, path)


def _typed_dataclass(kind: Any, raw: Any, path: str) -> Any:
    if not isinstance(raw, dict):
        raise Unreadable(path, "an object was expected")
    fields = {f.name: f for f in dataclasses.fields(kind)}
    names = set(fields)
    for name in sorted(set(raw) - names):
        raise Unreadable(f"{path}.{name}", "is not known")
    for name in sorted(names - set(raw)):
        if _LATER not in fields[name].metadata:
            raise Unreadable(f"{path}.{name}", "is missing")
    hints = _hints(kind)
    given = {name: _typed(hints[name], raw[name], f"{path}.{name}") for name in names & set(raw)}
    for name in sorted(given):
        if _is_left_out(fields[name], given[name]):
            raise Unreadable(f"{path}.{name}", "is written though it says nothing new")
    return kind(**given)


@functools.cache
def _hints(kind: Any) -> dict[str, Any]:
    """Types of a dataclass's fields. Working them out compiles every annotation: once for each class is enough."""
    return typing.get_type_hints(kind)


def _typed_scalar(kind: Any, raw: Any, path: str) -> Any:
    if kind in (int, bool):
        if type(raw) is not kind:
            raise Unreadable(path, f"{kind.__name__} was expected")
        return raw
    if not isinstance(raw, str):
        raise Unreadable(path, "text was expected")
    try:
        return _from_text(kind, raw)
    except ValueError as error:
        raise Unreadable(path, f"{raw[:40]!r} is not a {kind.__name__}") from error


def _from_text(kind: Any, raw: str) -> Any:
    if kind is datetime:
        return datetime.strptime(raw, _STAMP).replace(tzinfo=UTC)
    if kind is date:
        return date.fromisoformat(raw)
    return kind(raw) if issubclass(kind, StrEnum) else raw
