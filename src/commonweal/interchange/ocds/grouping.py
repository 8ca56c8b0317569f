"""Releases of many files brought together by ocid, in bounded memory.

Only an index is held: about 30 bytes for each release. The texts stay in the plain JSON Lines files they came from;
what comes out of packages, records and gzip files is written once to a temporary file.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import tee
from pathlib import Path
from typing import IO, Any

import orjson

from commonweal.interchange.ocds.files import Advance, Lost, is_plain, silent
from commonweal.interchange.ocds.kept import Kept
from commonweal.interchange.ocds.parsing import NotJson, parse
from commonweal.interchange.ocds.pieces import TOO_LONG, Piece, cut, opened
from commonweal.interchange.ocds.ranges import FIRST_OCID, Found, look_through, ranges
from commonweal.interchange.ocds.releases import releases_of
from commonweal.interchange.ocds.workers import SMALL, Team

_OCID = re.compile(rb'"ocid"\s*:\s*"([^"\\]+)"')
WINDOW = 256 << 10
_WRAPPED = (b'"releases"', b'"records"', b'edRelease"')


@dataclass
class Index:
    """Where each release's text is: `source` numbers into `paths`; `key` is a hash of its ocid."""

    paths: list[Path]
    source: array[int] = field(default_factory=lambda: array("H"))
    start: array[int] = field(default_factory=lambda: array("q"))
    length: array[int] = field(default_factory=lambda: array("q"))
    key: array[int] = field(default_factory=lambda: array("q"))
    origin: array[int] = field(default_factory=lambda: array("H"))
    number: array[int] = field(default_factory=lambda: array("q"))
    unit: array[int] = field(default_factory=lambda: array("H"))
    units: list[str] = field(default_factory=list)
    lost: Kept[tuple[Path, Lost]] = field(default_factory=Kept)
    notes: Kept[tuple[Path, str, str, str]] = field(default_factory=Kept)

    def add_at(self, source: int, start: int, length: int, ocid: bytes, *, origin: int, place: str) -> None:
        """Add a release at a place such as "line 7"."""
        unit, _, number = place.rpartition(" ")
        self.add(source, start, length, ocid, origin=origin, unit=unit, number=int(number))

    def add(
        self, source: int, start: int, length: int, ocid: bytes, *, origin: int, unit: str, number: int
    ) -> None:
        self.origin.append(origin)
        self.unit.append(self._unit(unit))
        self.number.append(number)
        self.source.append(source)
        self.start.append(start)
        self.length.append(length)
        self.key.append(hash(ocid))

    def _unit(self, unit: str) -> int:
        if unit not in self.units:
            self.units.append(unit)
        return self.units.index(unit)

    def add_found(self, found: Found, first: int, last: int, *, source: int, before: int) -> None:
        """Add releases of one range of a plain file, in which `before` lines come before it."""
        more = last - first
        unit = self._unit("line")
        self.source.extend([source] * more)
        self.origin.extend([source] * more)
        self.unit.extend([unit] * more)
        self.start.extend(found.start[first:last])
        self.length.extend(found.length[first:last])
        self.key.extend(found.key[first:last])
        self.number.extend([before + number for number in found.number[first:last]])

    def place(self, position: int) -> tuple[str, str]:
        """The file a release came from and its place there."""
        return str(
            self.paths[self.origin[position]]
        ), f"{self.units[self.unit[position]]} {self.number[position]}"

    def part(self, positions: Sequence[int]) -> Index:
        """An index of these releases alone, in this order."""
        part = Index(self.paths, units=self.units)
        first, last = positions[0], positions[-1] + 1
        in_a_row = last - first == len(positions) and list(positions) == list(range(first, last))
        for name in ("source", "start", "length", "origin", "unit", "number"):
            column = getattr(self, name)
            some = column[first:last] if in_a_row else map(column.__getitem__, positions)
            getattr(part, name).extend(some)
        return part

    def groups(self) -> Iterator[list[int]]:
        """Positions of the releases of each ocid, processes by first appearance.

        Without numpy: its threads, once started, would keep the workers from being forked.
        """
        firsts, following = self._chains()
        for first in firsts:
            group: list[int] = []
            position = first
            while position >= 0:
                group.append(position)
                position = following[position]
            yield group

    def _chains(self) -> tuple[array[int], array[int]]:
        """The first release of each process, and for each release the next one of its process, or -1."""
        latest: dict[int, int] = {}
        firsts, following = array("q"), array("q", [-1]) * len(self.key)
        for position, key in enumerate(self.key):
            before = latest.get(key)
            if before is None:
                firsts.append(position)
            else:
                following[before] = position
            latest[key] = position
        return firsts, following


def index_files(
    files: Sequence[Path], spool: Path, advance: Advance = silent, team: Team | None = None
) -> Index:
    """Index every release of the files. Texts that have no place of their own go to `spool`.

    Raises:
        files.Unreadable: a file cannot be opened.
    """
    index = Index([*files, spool])
    with spool.open("wb") as out:
        for number, path in enumerate(files):
            plain = is_plain(path)
            before = len(index.key) + index.lost.total
            is_lines, stream = opened(path, silent if plain else advance)
            if is_lines and plain:
                _index_lines(index, number, out, advance, team or Team(1))
            else:
                _index_pieces(index, number, cut(is_lines, stream), out, plain=plain)
            if len(index.key) + index.lost.total == before:
                index.lost.keep([(path, Lost("the whole file", "holds no release that can be read"))])
    return index


def _index_pieces(
    index: Index, source: int, found: Iterator[Piece | Lost], out: IO[bytes], *, plain: bool
) -> None:
    for piece in found:
        if isinstance(piece, Lost):
            index.lost.keep([(index.paths[source], piece)])
        elif not _quick(index, source, piece, out, plain=plain):
            _slow(index, source, piece, out)


def _index_lines(index: Index, source: int, out: IO[bytes], advance: Advance, team: Team) -> None:
    """Index a plain file of lines. Each process looks through some of it."""
    path, before = index.paths[source], 0
    here, again = tee(ranges(path))
    alone = path.stat().st_size < SMALL or not team.shares_hashes
    with path.open("rb") as file:
        for found, each in zip(team.in_order(look_through, here, alone=alone), again, strict=True):
            done = 0
            for at, start, length, number in found.strange:
                index.add_found(found, done, at, source=source, before=before)
                _index_strange(index, source, file, (start, length, before + number), out)
                done = at
            index.add_found(found, done, len(found.key), source=source, before=before)
            before += found.count
            advance(each.end - each.begin)


def _index_strange(
    index: Index, source: int, file: IO[bytes], line: tuple[int, int, int], out: IO[bytes]
) -> None:
    """Index a line that does not begin with its ocid."""
    start, length, number = line
    if length < 0:
        index.lost.keep([(index.paths[source], Lost(f"line {number}", TOO_LONG))])
        return
    file.seek(start)
    piece = Piece(file.read(length), f"line {number}", start)
    if not _quick(index, source, piece, out, plain=True):
        _slow(index, source, piece, out)


_BLANK = 64
"""Bytes in which a text begins, blanks before it included; one that does not is looked into."""


def _quick(index: Index, source: int, piece: Piece, out: IO[bytes], *, plain: bool) -> bool:
    """Index a text by its only or leading "ocid", if it surely is a release or record.

    The worker looks at the real ocid again, and into a record."""
    match = FIRST_OCID.match(piece.raw)
    if match is None:
        is_object = piece.raw[:_BLANK].lstrip().startswith(b"{")
        if not is_object or piece.raw.count(b'"ocid"') != 1 or any(name in piece.raw for name in _WRAPPED):
            return False
        match = _OCID.search(piece.raw)
    if match is None:
        return False
    if plain and piece.start >= 0:
        index.add_at(source, piece.start, len(piece.raw), match[1], origin=source, place=piece.place)
    else:
        index.add_at(
            len(index.paths) - 1, out.tell(), out.write(piece.raw), match[1], origin=source, place=piece.place
        )
    return True


def _slow(index: Index, origin: int, piece: Piece, out: IO[bytes]) -> None:
    path = index.paths[origin]
    try:
        value, notes = parse(piece.raw)
    except NotJson as error:
        index.lost.keep([(path, Lost(piece.place, f"not JSON: {error}"))])
        return
    index.notes.keep((path, piece.place, rule, message) for rule, message in notes)
    found = False
    for release, where in releases_of(value):
        found = True
        problem = _unusable(release)
        if problem:
            index.lost.keep([(path, Lost(f"{piece.place}{where}", problem))])
        else:
            raw = orjson.dumps(release)
            index.add_at(
                len(index.paths) - 1,
                out.tell(),
                out.write(raw),
                release["ocid"].encode(),
                origin=origin,
                place=piece.place,
            )
    if not found:
        index.lost.keep([(path, Lost(piece.place, "holds no release that can be read"))])


def _unusable(release: Any) -> str:
    if not isinstance(release, dict):
        return "a release must be a JSON object"
    if not isinstance(release.get("ocid"), str) or not release["ocid"]:
        return "the release has no ocid"
    return ""


def texts(index: Index, positions: Sequence[int]) -> Iterator[bytes]:
    """The texts at the given positions."""
    with ExitStack() as stack:
        handles: dict[int, _Window] = {}
        for position in positions:
            source = index.source[position]
            window = handles.get(source)
            if window is None:
                window = handles[source] = _Window(
                    stack.enter_context(index.paths[source].open("rb", buffering=0))
                )
            yield window.read(index.start[position], index.length[position])


class _Window:
    """A part of a file held in memory: texts that follow each other are read together, scattered ones alone."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.start = 0
        self.held = b""

    def read(self, start: int, length: int) -> bytes:
        at = start - self.start
        if at < 0 or at + length > len(self.held):
            near = 0 <= at - len(self.held) < WINDOW
            self.file.seek(start)
            self.held = self.file.read(max(length, WINDOW) if near else length)
            self.start, at = start, 0
            while len(self.held) < length and (more := self.file.read(length - len(self.held))):
                self.held += more
        return self.held[at : at + length]
