"""Releases checked: against the release schema (valid or not) and against our own rules (warnings).

What is found goes to a temporary file as soon as it is found, so that memory does not grow with the number of findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from commonweal.interchange.ocds import uk_extension
from commonweal.interchange.ocds.files import Advance, Lost, Unreadable, silent
from commonweal.interchange.ocds.findings import Finding, Findings, Seen
from commonweal.interchange.ocds.parsing import Note, NotJson, parse
from commonweal.interchange.ocds.pieces import Piece, pieces
from commonweal.interchange.ocds.release_schema import validator
from commonweal.interchange.ocds.releases import releases_of
from commonweal.interchange.ocds.semantics import RULES, objects_of
from commonweal.interchange.ocds.workers import SMALL, default_workers, in_order

MOST = 1_000
"""Errors, and warnings of one rule, that are listed of one release; a last one says how many more there were."""

MANY = 2_000
"""Texts that are checked together at most, however short."""


@dataclass
class FileReport:
    """What one file holds. `lost` counts its parts that are no release at all; each is also among the errors.

    To be used in a `with` statement, or closed: the findings are in a temporary file.
    """

    path: str
    releases: int = 0
    valid: int = 0
    lost: int = 0
    errors: Findings = field(default_factory=Findings)
    warnings: Findings = field(default_factory=Findings)

    @property
    def invalid(self) -> int:
        return self.releases - self.valid

    def close(self) -> None:
        """Let go of the findings."""
        self.errors.close()
        self.warnings.close()

    def __enter__(self) -> FileReport:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def check_file(path: Path, *, workers: int | None = None, advance: Advance = silent) -> FileReport:
    """Check every release of a file. Raises files.Unreadable when it cannot be opened."""
    try:
        if path.stat().st_size < SMALL:
            workers = 1
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror or error}") from None
    report = FileReport(str(path))
    try:
        _check_all(path, report, workers or default_workers(), advance)
    except BaseException:
        report.close()
        raise
    return report


def _check_all(path: Path, report: FileReport, workers: int, advance: Advance) -> None:
    seen = Seen()
    with closing(Findings()) as lost:
        for part in in_order(_check_batch, _batches(path, advance), workers):
            report.releases += part.releases
            report.valid += part.valid
            report.lost += len(part.lost)
            report.errors.add(part.errors)
            report.warnings.add(part.warnings)
            report.warnings.add(_repeated(part.known, seen))
            lost.add(Finding(None, "", f"{each.place}: {each.reason}") for each in part.lost)
        report.errors.add(lost)
    if not report.releases and not report.lost:
        report.errors.add([Finding(None, "", "the whole file: holds no release that can be read")])


@dataclass
class _Part:
    """What some texts held, with each release's ocid and id to find a release given twice."""

    releases: int = 0
    valid: int = 0
    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    known: list[tuple[str, str]] = field(default_factory=list)


def _repeated(known: Iterable[tuple[str, str]], seen: Seen) -> Iterator[Finding]:
    for ocid, identifier in known:
        if seen.before((ocid, identifier)):
            yield Finding(
                ocid, "/id", f"a release with the id {identifier!r} came before", "duplicate-release"
            )


def _batches(path: Path, advance: Advance) -> Iterator[list[Piece | Lost]]:
    held: list[Piece | Lost] = []
    size = 0
    for piece in pieces(path, advance):
        held.append(piece)
        size += len(piece.raw) if isinstance(piece, Piece) else 0
        if size >= SMALL or len(held) >= MANY:
            yield held
            held, size = [], 0
    yield held


def _check_batch(batch: Sequence[Piece | Lost]) -> _Part:
    part = _Part()
    for piece in batch:
        if isinstance(piece, Lost):
            part.lost.append(piece)
        else:
            _check_piece(piece, part)
    return part


def _check_piece(piece: Piece, part: _Part) -> None:
    try:
        value, notes = parse(piece.raw)
    except NotJson as error:
        part.lost.append(Lost(piece.place, f"not JSON: {error}"))
        return
    try:
        _check_value(value, notes, piece, part)
    except RecursionError:
        part.lost.append(Lost(piece.place, "objects and lists lie too deep in each other to be checked"))


def _check_value(value: Any, notes: list[Note], piece: Piece, part: _Part) -> None:
    ocid, some = None, False
    for release, where in releases_of(value):
        ocid = ocid if some else release.get("ocid") if isinstance(release, dict) else None
        some = True
        _check_release(release, f"{piece.place}{where}", part)
    if not some:
        part.lost.append(Lost(piece.place, "holds no release that can be read"))
    ocid = ocid if isinstance(ocid, str) else None
    part.warnings += [Finding(ocid, "", f"{message} ({piece.place})", rule) for rule, message in notes]


def _check_release(release: Any, place: str, part: _Part) -> None:
    part.releases += 1
    ocid = release.get("ocid") if isinstance(release, dict) else None
    ocid = ocid if isinstance(ocid, str) else None
    errors = [Finding(ocid, path, f"{message} ({place})") for path, message in schema_errors(release)]
    part.valid += not errors
    part.errors += _first(errors, ocid, place)
    if isinstance(release, dict):
        by_rule: dict[str, list[Finding]] = {}
        for rule, path, message in warnings(release):
            by_rule.setdefault(rule, []).append(Finding(ocid, path, message, rule))
        for found in by_rule.values():
            part.warnings += _first(found, ocid, place)
        if ocid and isinstance(release.get("id"), str):
            part.known.append((ocid, release["id"]))


def _first(found: list[Finding], ocid: str | None, place: str) -> list[Finding]:
    """The first MOST of them, and how many more there were."""
    if len(found) <= MOST:
        return found
    more = f"{len(found) - MOST} more like these are not listed ({place})"
    return [*found[:MOST], Finding(ocid, "", more, found[0].rule)]


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
    nodes = objects_of(release)
    for rule in RULES:
        for path, message in rule.find(release, nodes):
            yield rule.name, path, message
    yield from uk_extension.warnings(release)
