"""Bytes of a file as they come, plain or gzip, with what was lost said in words."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1 << 20
GZIP = b"\x1f\x8b"


Advance = Callable[[int], None]
"""Told how many more bytes of the files, as they lie on disk, are done."""


def silent(_: int) -> None:
    """Nobody wants to know."""


class Unreadable(Exception):
    """Nothing of the file can be read. The message says why, for a person."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A part of a file that could not be used: where, and why."""

    place: str
    reason: str


def is_gzip(path: Path) -> bool:
    """By content, not by name. Raises Unreadable."""
    try:
        with path.open("rb") as file:
            return file.read(2) == GZIP
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror or error}") from None


def chunks(path: Path, advance: Advance = silent) -> Iterator[bytes | Lost]:
    """The file's bytes, unpacked; at most one Lost, last, when a gzip file is cut short or damaged.

    Raises:
        Unreadable: the file cannot be opened.
    """
    yield from _unzipped(path, advance) if is_gzip(path) else _plain(path, advance)


def _plain(path: Path, advance: Advance, size: int = CHUNK) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(size):
            yield chunk
            advance(len(chunk))


def _unzipped(path: Path, advance: Advance) -> Iterator[bytes | Lost]:
    unpacker = zlib.decompressobj(31)
    given = 0
    for block in _plain(path, advance, CHUNK >> 4):
        packed = block
        while packed:
            try:
                out = unpacker.decompress(packed)
            except zlib.error as error:
                yield Lost(
                    f"unpacked byte {given}", f"the gzip file is damaged ({error}); what came before is used"
                )
                return
            given += len(out)
            yield out
            packed = unpacker.unused_data
            if packed.startswith(GZIP):
                unpacker = zlib.decompressobj(31)
            elif unpacker.eof:
                packed = b""
    if not unpacker.eof:
        yield Lost(f"unpacked byte {given}", "the gzip file ends too early; what came before is used")
