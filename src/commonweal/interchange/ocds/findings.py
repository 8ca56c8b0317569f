"""What a check found, kept on disk once it is much, and which releases were met before, in eight bytes each."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple, cast

import orjson

IN_MEMORY = 1 << 20
"""Bytes of findings above which they go to disk."""


class Finding(NamedTuple):
    """One thing said about one release. `rule` is empty for an error against the schema."""

    ocid: str | None
    path: str
    message: str
    rule: str = ""


class Findings:
    """Findings in the order in which they were added. Counted, and read again as often as needed."""

    def __init__(self) -> None:
        self._count = 0
        self._file = cast(IO[bytes], SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115

    def __len__(self) -> int:
        return self._count

    def add(self, findings: Iterable[Finding]) -> None:
        """Add findings at the end."""
        for finding in findings:
            self._count += 1
            self._file.write(_line(finding))

    def __iter__(self) -> Iterator[Finding]:
        self._file.seek(0)
        for line in self._file:
            yield Finding(*orjson.loads(line))
        self._file.seek(0, 2)

    def close(self) -> None:
        """Let go of them."""
        self._file.close()


def _line(finding: Finding) -> bytes:
    try:
        return orjson.dumps(tuple(finding), option=orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # half a character, quoted from the text
        mended = [text and text.encode("utf-8", "replace").decode() for text in finding]
        return orjson.dumps(mended, option=orjson.OPT_APPEND_NEWLINE)


class Seen:
    """A set of things by their hash, eight bytes for each and as much again for room."""

    def __init__(self) -> None:
        self._slots = array("q", bytes(8 << 10))
        self._count = 0

    def before(self, thing: Any) -> bool:
        """Whether the thing was asked about before; it counts as met from now on."""
        key = hash(thing) or 1
        at = self._place(key)
        if self._slots[at] == key:
            return True
        self._slots[at] = key
        self._count += 1
        if self._count * 2 > len(self._slots):
            self._grow()
        return False

    def _place(self, key: int) -> int:
        """Where the key is, or where it belongs."""
        slots, mask = self._slots, len(self._slots) - 1
        at = key & mask
        while slots[at] not in (0, key):
            at = (at + 1) & mask
        return at

    def _grow(self) -> None:
        held = self._slots
        self._slots = array("q", bytes(2 * len(held) * held.itemsize))
        for key in held:
            if key:
                self._slots[self._place(key)] = key
