"""Bytes of a file as they come, plain or gzip, with what was lost said in words."""

from __future__ import annotations

import codecs
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

CHUNK = 256 << 10
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


_OTHERS = {
    b"PK\x03\x04": "a ZIP archive or workbook",
    b"BZh": "packed with bzip2",
    b"\xfd7zXZ": "packed with xz",
    b"\x28\xb5\x2f\xfd": "packed with zstd",
    b"PAR1": "a Parquet file",
    b"%PDF": "a PDF",
}
"""Beginnings of files that hold no JSON as they are."""


def is_plain(path: Path) -> bool:
    """Whether the file's own bytes are UTF-8 text: not packed, not UTF-16. By content, not by name.

    Raises:
        Unreadable: it cannot be opened, or is something else altogether.
    """
    head = _head(path)
    return not head.startswith(GZIP) and _encoding(head) is None


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror or error}") from None
    for beginning, what in _OTHERS.items():
        if head.startswith(beginning):
            raise Unreadable(f"{path}: is {what}, not JSON; unpack or convert it first")
    return head


def _encoding(head: bytes) -> str | None:
    """UTF-16 or UTF-32 by the first bytes of JSON; None where it is neither."""
    found = json.detect_encoding(head)
    return None if found.startswith("utf-8") else found


def chunks(path: Path, advance: Advance = silent) -> Iterator[bytes | Lost]:
    """The file's bytes, unpacked and as UTF-8; at most one Lost, last, when a gzip file is cut short or damaged.

    Raises:
        Unreadable: the file cannot be opened, or holds no JSON.
    """
    is_gzip = _head(path).startswith(GZIP)
    stream = _unzipped(path, advance) if is_gzip else _plain(path, advance)
    first = next(stream, b"")
    if is_gzip and isinstance(first, bytes):
        for beginning, what in {**_OTHERS, GZIP: "a gzip file"}.items():
            if first.startswith(beginning):
                raise Unreadable(f"{path}: is {what} within a gzip file; unpack it first")
    encoding = None if isinstance(first, Lost) else _encoding(first[:8])
    whole = chain([first], stream)
    yield from whole if encoding is None else _as_utf8(whole, encoding)


def _as_utf8(stream: Iterator[bytes | Lost], encoding: str) -> Iterator[bytes | Lost]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for chunk in stream:
        yield chunk if isinstance(chunk, Lost) else decoder.decode(chunk).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _plain(path: Path, advance: Advance, size: int = CHUNK) -> Iterator[bytes | Lost]:
    with path.open("rb") as file:
        while chunk := file.read(size):
            yield chunk
            advance(len(chunk))


def _unzipped(path: Path, advance: Advance) -> Iterator[bytes | Lost]:
    """What the members of a gzip file hold, one after another; of a damaged one all that can be unpacked."""
    member, held, given = None, b"", 0
    for block in _plain(path, advance, CHUNK >> 2):
        packed = held + block if isinstance(block, bytes) else b""
        held = b""
        while packed:
            if member is None:
                packed = packed.lstrip(b"\0")  # some writers fill up with noughts
                if not packed.startswith(GZIP):
                    held = packed
                    break
                member = zlib.decompressobj(31)
            before = member.copy()
            try:
                out = member.decompress(packed)
            except zlib.error as error:
                out = _as_far_as_it_goes(before, packed)
                yield out
                yield Lost(
                    f"unpacked byte {given + len(out)}",
                    f"the gzip file is damaged ({error}); what came before is used",
                )
                return
            given += len(out)
            yield out
            packed = member.unused_data
            if member.eof:
                member = None
        if len(held) >= len(GZIP):
            break
    if held:
        yield Lost(f"unpacked byte {given}", "what follows the gzip data is none and is not read")
    elif member is not None:
        yield Lost(f"unpacked byte {given}", "the gzip file ends too early; what came before is used")


def _as_far_as_it_goes(member: Any, packed: bytes) -> bytes:
    """What a damaged block holds before the damage: byte by byte, since the library gives nothing of a block that fails."""
    out = bytearray()
    with suppress(zlib.error):
        for at in range(len(packed)):
            out += member.decompress(packed[at : at + 1])
    return bytes(out)
