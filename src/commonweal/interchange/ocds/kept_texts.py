"""Fields that are kept as JSON: each distinct text put into merged form, and written again, once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import orjson

from commonweal.interchange.ocds.merging import Unclear, settled_alone


class Kept(NamedTuple):
    """What is left of a field in merged form, and its text; both None where nothing is."""

    value: Any
    text: bytes | None


class KeptTexts(dict[bytes, Kept | None]):
    """One field's texts as they were written, each with what is kept of it; None where that takes the long way."""

    def __init__(self, rule: Any) -> None:
        super().__init__()
        self.rule = rule

    def __missing__(self, raw: bytes) -> Kept | None:
        try:
            found = self._kept(orjson.loads(raw))
        except orjson.JSONDecodeError:
            found = None
        self[raw] = found
        return found

    def add(self, texts: Iterable[bytes]) -> None:
        """Look at new ones together, which costs less."""
        new = [text for text in texts if text not in self]
        try:
            values = orjson.loads(b"[" + b",".join(new) + b"]")
        except orjson.JSONDecodeError:
            return
        self.update(zip(new, map(self._kept, values), strict=True))

    def _kept(self, value: Any) -> Kept | None:
        if value is None:
            return None
        try:
            text = orjson.dumps(value)
            if text[0] in _HOLDS and _nothing_to_do(text):
                return Kept(value, text)
            settled = settled_alone(value, self.rule)
            return Kept(settled, None if settled is None else orjson.dumps(settled))
        except (orjson.JSONEncodeError, RecursionError, Unclear):
            return None


_HOLDS = b"[{"


def _nothing_to_do(text: bytes) -> bool:
    """Whether an object or list is in merged form for sure: nothing in it is null or empty, and at most one thing has an id."""
    ids = text.count(b'"id":')
    return (
        (ids == 0 or (ids == 1 and b'"id":"' in text))
        and b"null" not in text
        and b"{}" not in text
        and b"[]" not in text
    )


def are_json(texts: list[bytes]) -> bool:
    """Whether each of them is."""
    try:
        orjson.loads(b"[" + b",".join(texts) + b"]")
    except orjson.JSONDecodeError:
        return False
    return True
