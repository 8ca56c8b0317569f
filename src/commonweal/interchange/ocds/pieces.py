"""A file cut into the JSON texts of releases and records, without ever holding the whole file.

JSON Lines are cut at line ends. Any other document (a package, a list, releases one after another) is cut by a scanner
that knows strings and brackets only, so that one bad release does not spoil the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import orjson

from commonweal.interchange.ocds.files import Advance, Lost, chunks, silent

LIMIT = 256 << 20
"""Bytes of one release above which it is given up."""

_SPACE = 32
_BETWEEN = b" \t\r\n,"
TOO_LONG = f"is longer than {LIMIT >> 20} MB without an end"

_REST = re.compile(rb'(?:[^"\\]|\\.)*', re.DOTALL)
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|["{}\[\]]', re.DOTALL)
_NEXT = re.compile(rb'\{\s*"ocid"\s*:')
_LISTS = (b'"releases"', b'"records"', b'"results"')
_DEEP = 4
"""Levels at which a list of releases is looked for; below the first only in what is no release itself."""


class Piece(NamedTuple):
    """The JSON text of a release, a record or (on one line) a package. `start` is its byte, or -1 when unpacked."""

    raw: bytes
    place: str
    start: int


def pieces(path: Path, advance: Advance = silent) -> Iterator[Piece | Lost]:
    """Every JSON text of the file with its place. Raises files.Unreadable."""
    yield from cut(*opened(path, advance))


def cut(is_lines: bool, stream: Iterator[bytes | Lost]) -> Iterator[Piece | Lost]:
    """Every JSON text of what `opened` gave."""
    return _lines(stream) if is_lines else _Document().cut(stream)


def opened(path: Path, advance: Advance = silent) -> tuple[bool, Iterator[bytes | Lost]]:
    """Whether the file is JSON Lines, and its bytes from the beginning. Raises files.Unreadable."""
    stream = chunks(path, advance)
    head: list[bytes | Lost] = []
    for chunk in stream:
        head.append(chunk)
        if isinstance(chunk, Lost) or sum(len(part) for part in head if isinstance(part, bytes)) >= 1 << 20:
            break
    first = b"".join(part for part in head if isinstance(part, bytes))
    return _is_lines(first), chain(head, stream)


def _is_lines(first: bytes) -> bool:
    """Whether one of the first two lines is a whole JSON object, as in JSON Lines and in no wrapped document."""
    lines = [line for line in first.removeprefix(b"\xef\xbb\xbf").split(b"\n", 12)[:12] if line.strip()]
    return any(_is_object(line) for line in lines[:2])


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(orjson.loads(line.decode("utf-8", "replace")), dict)
    except orjson.JSONDecodeError:
        return False


Line = tuple[bytes, int, int, int, int]
"""A line that is not blank: where it lies in a buffer (buffer, begin, end), its first byte in the file, its number."""


def lines(stream: Iterator[bytes | Lost]) -> Iterator[Line | Lost]:
    """Every line that is not blank; nothing is copied but a line that two chunks share."""
    held, start, number, skipping = b"", 0, 0, False
    parts: list[bytes] = []
    lost: list[Lost] = []
    for chunk in stream:
        if isinstance(chunk, Lost):
            lost.append(chunk)
            continue
        if skipping and b"\n" not in chunk:
            start += len(chunk)
            continue
        if held and b"\n" not in chunk and len(held) + sum(map(len, parts)) <= LIMIT:
            parts.append(
                chunk
            )  # put together once, at the line's end: a line may be much longer than a chunk
            continue
        if parts:
            held, parts = b"".join((held, *parts)), []
        buffer = held + chunk if held else chunk
        begin = 0
        while (end := buffer.find(b"\n", max(begin, len(held) if not begin else 0))) >= 0:
            number += 1
            if skipping:
                skipping = False
            elif begin < end and (buffer[begin] > _SPACE or buffer[begin:end].strip()):
                yield buffer, begin, end, start + begin, number
            begin = end + 1
        start += begin
        held = buffer[begin:]
        if len(held) > LIMIT:
            yield Lost(f"line {number + 1}", TOO_LONG)
            start, held, skipping = start + len(held), b"", True
    held = b"".join((held, *parts))
    if held.strip() and (not lost or _is_object(held)):
        yield held, 0, len(held), start, number + 1
    for part in lost:
        yield Lost(f"line {number + 1}, {part.place}", part.reason)


def _lines(stream: Iterator[bytes | Lost]) -> Iterator[Piece | Lost]:
    for line in lines(stream):
        if isinstance(line, Lost):
            yield line
        else:
            buffer, begin, end, start, number = line
            yield Piece(buffer[begin:end], f"line {number}", start)


class _Document:
    """Scanner over a JSON document. `depth` counts brackets; `list_depth` is that of the members of a list of releases that is
    open, else -1; `begun` is where a member begins, `after` where the one before ended, `text_at` how far a string is read that
    the next chunk goes on with: places in the buffer, -1 for none."""

    def __init__(self) -> None:
        self.buffer = bytearray()
        self.offset = 0
        self.depth = 0
        self.list_depth = -1
        self.list_name = "item"
        self.last_string = b""
        self.begun = self.after = self.text_at = -1
        self.count = 0
        self.had_list = False
        self.has_ocid = False
        self.resume = -1

    def cut(self, stream: Iterator[bytes | Lost]) -> Iterator[Piece | Lost]:
        for chunk in stream:
            if isinstance(chunk, Lost):
                yield chunk
                continue
            position = len(self.buffer)
            self.buffer += chunk
            yield from self._scan(position)
        yield from self._end()

    def _scan(self, position: int) -> Iterator[Piece | Lost]:
        position = self.resume if self.resume >= 0 else position
        if self.text_at >= 0:
            end = self._text_end(self.text_at)
            if end < 0:
                yield from self._forget(position)
                return
            self._note(bytes(self.buffer[position:end]))
            position = end
        stop = len(self.buffer)
        for match in _TOKEN.finditer(self.buffer, position):
            token = match.group()
            if token == b'"':
                stop = match.start()
                break
            if len(token) > 1:
                self._note(token)
            elif token in b"{[":
                yield from self._open(token, match.start())
            else:
                yield from self._close(match.end())
        if stop < len(self.buffer):
            self._text_end(stop + 1)
        yield from self._forget(stop)

    def _text_end(self, begin: int) -> int:
        """Where a string ends that is read from `begin` on; -1 where the buffer ends first, and where to go on is noted."""
        found = _REST.match(self.buffer, begin)
        end = found.end() if found else begin
        is_closed = self.buffer[end : end + 1] == b'"'
        self.text_at = -1 if is_closed else end
        return end + 1 if is_closed else -1

    def _note(self, string: bytes) -> None:
        if self.depth <= _DEEP:
            self.last_string = string
            self.has_ocid = self.has_ocid or (self.depth == 1 and string == b'"ocid"')

    def _open(self, token: bytes, at: int) -> Iterator[Piece | Lost]:
        if token == b"[" and self.list_depth < 0 and self._is_list():
            self.list_depth = self.depth + 1
            self.list_name = self.last_string.strip(b'"').decode() if self.depth else "item"
            self.count = 0 if self.depth <= 1 else self.count
            self.had_list, self.begun, self.after = True, -1, at + 1
        elif token == b"{" and self.begun < 0 and self.depth in (0, self.list_depth):
            yield from self._between(at)
            self.begun = at
            self.has_ocid = self.has_ocid and self.depth > 0
        self.depth += 1

    def _between(self, end: int) -> Iterator[Piece | Lost]:
        """What stands in a list of releases and is no object: each is told by whoever reads it."""
        if self.after < 0:
            return
        raw, self.after = bytes(memoryview(self.buffer)[self.after : end]).strip(_BETWEEN), -1
        if not raw:
            return
        try:
            members = orjson.loads(b"[%s]" % raw)
        except orjson.JSONDecodeError:
            yield Lost(f"{self.list_name} {self.count}", "what stands before it is not JSON")
            return
        for member in members:
            yield Piece(orjson.dumps(member), f"{self.list_name} {self.count}", -1)
            self.count += 1

    def _is_list(self) -> bool:
        """Whether a bracket that opens is that of a list of releases, records or packages."""
        if self.depth <= 1 or self.last_string not in _LISTS:
            return self.depth == 0 or (self.depth == 1 and self.last_string in _LISTS)
        return self.depth <= _DEEP and not self.has_ocid

    def _close(self, end: int) -> Iterator[Piece | Lost]:
        self.depth = max(self.depth - 1, 0)
        if self.list_depth >= 0 and self.depth < self.list_depth:
            yield from self._between(end - 1)
            self.list_depth, self.begun = -1, -1
            return
        is_listed = self.list_depth >= 0
        if self.begun < 0 or self.depth != (self.list_depth if is_listed else 0):
            self.had_list = self.had_list and self.depth > 0
            return
        yield Piece(bytes(memoryview(self.buffer)[self.begun : end]), f"{self.list_name} {self.count}", -1)
        self.count, self.begun, self.after = self.count + 1, -1, end if is_listed else -1

    def _forget(self, stop: int) -> Iterator[Lost]:
        """Let go of what is behind us, and give up what has no end."""
        keep = self._kept_from(stop)
        if len(self.buffer) - keep > LIMIT:
            yield Lost(f"{self.list_name} {self.count}", TOO_LONG)
            self.begun, self.after, self.count = -1, -1, self.count + 1
            keep = stop = stop if self.text_at < 0 else self.text_at
        del self.buffer[:keep]
        self.offset += keep
        self.begun, self.after, self.text_at = (
            at - keep if at >= 0 else -1 for at in (self.begun, self.after, self.text_at)
        )
        self.resume = stop - keep

    def _kept_from(self, stop: int) -> int:
        return min((at for at in (self.begun, self.after) if at >= 0), default=stop)

    def _end(self) -> Iterator[Piece | Lost]:
        left = bytes(self.buffer).strip()
        if self.depth or (left and left not in (b",", b"]", b"}")):
            yield Lost(f"{self.list_name} {self.count}", "the document ends in the middle of it")
            for match in list(_NEXT.finditer(self.buffer, 1)):
                yield Piece(
                    _balanced(bytes(self.buffer[match.start() :])), f"after {self.list_name} {self.count}", -1
                )


def _balanced(raw: bytes) -> bytes:
    """The first object of a text, to its closing bracket."""
    depth = 0
    for match in _TOKEN.finditer(raw):
        token = match.group()
        depth += (token in (b"{", b"[")) - (token in (b"}", b"]"))
        if depth == 0 and len(token) == 1:
            return raw[: match.end()]
    return raw
