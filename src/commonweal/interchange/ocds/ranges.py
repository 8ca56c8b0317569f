"""A plain file of JSON Lines in ranges of whole lines, which several processes can look for releases at once."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from commonweal.interchange.ocds.files import CHUNK, Lost
from commonweal.interchange.ocds.pieces import lines

FIRST_OCID = re.compile(
    rb'\s*\{(?:\s*"[^"\\]*"\s*:\s*(?:\[\s*"[^"\\]*"\s*\]|"[^"\\]*")\s*,){0,9}\s*"ocid"\s*:\s*"([^"\\]+)"'
)
"""The release's own ocid, after nothing but short texts, as in released and in compiled releases."""

RANGE = 8 << 20
"""Bytes of a range, or a little more."""


class Range(NamedTuple):
    """Whole lines of a file, from byte `begin` to before byte `end`."""

    path: Path
    begin: int
    end: int


@dataclass
class Found:
    """The releases of a range: where each is in the file, a hash of its ocid, and the number of its line in the range.

    `strange` are the other lines: how many releases come before it, its start, its length (-1: it has no end) and
    its number. `count` is how many lines the range has, blank ones too.
    """

    start: array[int] = field(default_factory=lambda: array("q"))
    length: array[int] = field(default_factory=lambda: array("q"))
    key: array[int] = field(default_factory=lambda: array("q"))
    number: array[int] = field(default_factory=lambda: array("q"))
    strange: list[tuple[int, int, int, int]] = field(default_factory=list)
    count: int = 0


def ranges(path: Path) -> Iterator[Range]:
    """The whole file, in order."""
    begin = 0
    with path.open("rb", buffering=0) as file:
        size = file.seek(0, 2)
        while begin < size:
            end = file.seek(min(begin + RANGE, size))
            while end < size and (chunk := file.read(CHUNK)):
                at = chunk.find(b"\n")
                end += len(chunk) if at < 0 else at + 1
                if at >= 0:
                    break
            yield Range(path, begin, end)
            begin = end


def look_through(here: Range) -> Found:
    """Find the releases of a range. Lines that begin with their ocid, as most do, are not copied.

    Keys of several processes are the same only where these were forked from one.
    """
    found = Found()
    match, tail = FIRST_OCID.match, here.begin
    add_start, add_length = found.start.append, found.length.append
    add_key, add_number = found.key.append, found.number.append
    for line in lines(_chunks(here)):
        if isinstance(line, Lost):
            found.strange.append((len(found.key), 0, -1, int(line.place.rpartition(" ")[2])))
            continue
        buffer, begin, end, start, number = line
        ocid = match(buffer, begin, end)
        if ocid is None:
            found.strange.append((len(found.key), here.begin + start, end - begin, number))
        else:
            add_start(here.begin + start)
            add_length(end - begin)
            add_key(hash(ocid[1]))
            add_number(number)
        tail, found.count = here.begin + start + end - begin, number
    if tail < here.end - 1:
        found.count = sum(chunk.count(b"\n") for chunk in _chunks(here))
    return found


def _chunks(here: Range) -> Iterator[bytes]:
    left = here.end - here.begin
    with here.path.open("rb", buffering=0) as file:
        file.seek(here.begin)
        while left > 0 and (chunk := file.read(min(left, CHUNK))):
            yield chunk
            left -= len(chunk)
