"""Releases checked: against the release schema (valid or not) and against our own rules (warnings)."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from commonweal.interchange.ocds import uk_extension
from commonweal.interchange.ocds.files import Advance, Lost, silent
from commonweal.interchange.ocds.parsing import NotJson, parse
from commonweal.interchange.ocds.pieces import Piece, pieces
from commonweal.interchange.ocds.release_schema import validator
from commonweal.interchange.ocds.releases import releases_of
from commonweal.interchange.ocds.semantics import RULES
from commonweal.interchange.ocds.workers import SMALL, default_workers, in_order


class Finding(NamedTuple):
    """One thing said about one release. `rule` is empty for an error against the schema."""

    ocid: str | None
    path: str
    message: str
    rule: str = ""


@dataclass
class FileReport:
    """What one file holds. `lost` are its parts that are no release at all."""

    path: str
    releases: int = 0
    valid: int = 0
    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)

    @property
    def invalid(self) -> int:
        return self.releases - self.valid


def check_file(path: Path, *, workers: int | None = None, advance: Advance = silent) -> FileReport:
    """Check every release of a file. Raises files.Unreadable when it cannot be opened."""
    report = FileReport(str(path))
    seen: dict[int, None] = {}
    if path.stat().st_size < SMALL if path.exists() else True:
        workers = 1
    for batch in in_order(_check_batch, _batches(path, advance), workers or default_workers()):
        for part in batch:
            report.releases += part.releases
            report.valid += part.valid
            report.errors += part.errors
            report.warnings += part.warnings
            report.lost += part.lost
            report.warnings += _repeated(part, seen)
    report.errors += [Finding(None, "", f"{lost.place}: {lost.reason}") for lost in report.lost]
    return report


@dataclass
class _Part(FileReport):
    """What one text held, with a hash of each release's ocid and id to find a release given twice."""

    names: array[int] = field(default_factory=lambda: array("q"))
    known: list[tuple[str, str]] = field(default_factory=list)


def _repeated(part: _Part, seen: dict[int, None]) -> Iterator[Finding]:
    for ocid, identifier in part.known:
        key = hash((ocid, identifier))
        if key in seen:
            yield Finding(
                ocid, "/id", f"a release with the id {identifier!r} came before", "duplicate-release"
            )
        seen[key] = None


def _batches(path: Path, advance: Advance) -> Iterator[list[Piece | Lost]]:
    held: list[Piece | Lost] = []
    size = 0
    for piece in pieces(path, advance):
        held.append(piece)
        size += len(piece.raw) if isinstance(piece, Piece) else 0
        if size >= SMALL:
            yield held
            held, size = [], 0
    yield held


def _check_batch(batch: Sequence[Piece | Lost]) -> list[_Part]:
    return [_check_piece(piece) for piece in batch]


def _check_piece(piece: Piece | Lost) -> _Part:
    part = _Part("")
    if isinstance(piece, Lost):
        part.lost.append(piece)
        return part
    try:
        value, notes = parse(piece.raw)
    except NotJson as error:
        part.lost.append(Lost(piece.place, f"not JSON: {error}"))
        return part
    found = list(releases_of(value))
    if not found:
        part.lost.append(Lost(piece.place, "holds no release that can be read"))
    for release, where in found:
        _check_release(release, f"{piece.place}{where}", part)
    ocid = found[0][0].get("ocid") if found and isinstance(found[0][0], dict) else None
    part.warnings += [Finding(ocid, "", f"{message} ({piece.place})", rule) for rule, message in notes]
    return part


def _check_release(release: Any, place: str, part: _Part) -> None:
    part.releases += 1
    ocid = release.get("ocid") if isinstance(release, dict) else None
    ocid = ocid if isinstance(ocid, str) else None
    errors = list(schema_errors(release))
    part.valid += not errors
    part.errors += [Finding(ocid, path, f"{message} ({place})") for path, message in errors]
    if isinstance(release, dict):
        part.warnings += [Finding(ocid, path, message, rule) for rule, path, message in warnings(release)]
        if ocid and isinstance(release.get("id"), str):
            part.known.append((ocid, release["id"]))


def schema_errors(release: Any) -> Iterator[tuple[str, str]]:
    """JSON path and message of everything in a release that the release schema 1.1.4 does not allow."""
    if validator().is_valid(release):
        return
    for error in validator().iter_errors(release):
        path = "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in error.instance_path)
        message = error.message if len(error.message) < 300 else f"{error.message[:300]} ..."
        yield path, message


def warnings(release: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Rule, JSON path and message of all warnings: our own rules and the UK extension's fields."""
    for rule in RULES:
        for path, message in rule.find(release):
            yield rule.name, path, message
    yield from uk_extension.warnings(release)
