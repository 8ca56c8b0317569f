"""Many files of releases into one compiled (or versioned) release for each contracting process."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice, tee
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import orjson

from commonweal.interchange.ocds import merging, merging_by_path, merging_texts
from commonweal.interchange.ocds.files import Advance, silent
from commonweal.interchange.ocds.grouping import Index, index_files, texts
from commonweal.interchange.ocds.kept import Kept
from commonweal.interchange.ocds.parsing import NotJson, parse
from commonweal.interchange.ocds.release_schema import validator
from commonweal.interchange.ocds.releases import WRAPPERS, releases_of
from commonweal.interchange.ocds.workers import SMALL, Team, default_workers
from commonweal.interchange.ocds.writing import move_to_end, new_file, refuse_to_overwrite, whole

Release = dict[str, Any]
TASK_BYTES = 8 << 20
"""The most bytes of releases in one task, but for a process that alone is longer."""


class Problem(NamedTuple):
    """Something that could not be used, or was mended: the file, the place in it, what it was."""

    path: str
    place: str
    message: str


class Merged(NamedTuple):
    """One process: its merged release (None when nothing of it could be used) and what was left out.

    `valid` counts the releases that are valid by the release schema, where that was asked for; `unread` the texts that
    were taken for a release and are none.
    """

    release: Release | None
    rejected: Sequence[Problem] = ()
    mended: Sequence[Problem] = ()
    valid: int = 0
    unread: int = 0


class Plain(NamedTuple):
    """One process of a single release that `read` made something of; `long_way` gives it as any other process."""

    value: Any
    valid: int
    long_way: Callable[[], Iterator[Merged]]


@dataclass
class Told:
    """What there is to tell of one task."""

    processes: int = 0
    valid: int = 0
    unread: int = 0
    rejected: list[Problem] = field(default_factory=list)
    mended: list[Problem] = field(default_factory=list)

    def add(self, merged: Merged | Plain) -> None:
        self.valid += merged.valid
        if isinstance(merged, Plain):
            self.processes += 1
            return
        self.processes += merged.release is not None
        self.unread += merged.unread
        self.rejected += merged.rejected
        self.mended += merged.mended


@dataclass
class Outcome:
    """What a run did: processes written, what was left out, what was mended (the first of them, and how many).

    `valid` is how many releases are valid by the release schema; 0 where it was not asked for.
    """

    processes: int = 0
    releases: int = 0
    valid: int = 0
    rejected: Kept[Problem] = field(default_factory=Kept)
    mended: Kept[Problem] = field(default_factory=Kept)

    def add(self, told: Told) -> None:
        self.processes += told.processes
        self.releases -= told.unread
        self.valid += told.valid
        self.rejected.keep(told.rejected)
        self.mended.keep(told.mended)


@dataclass(frozen=True)
class Groups:
    """One task: some processes' positions in the index."""

    index: Index
    positions: Sequence[array[int]]
    versioned: bool
    validate: bool


def compile_files(
    files: Sequence[Path],
    out: Path,
    *,
    versioned: bool = False,
    workers: int | None = None,
    advance: Advance = silent,
) -> Outcome:
    """Write one merged release a line to `out`, processes in order of first appearance.

    `advance` is told of every byte twice: when it was found and when it was merged. What was in `out` is replaced at
    the end, and stays where the run fails.

    Raises:
        files.Unreadable: a file cannot be opened, or `out` is one of the files.
    """
    refuse_to_overwrite(files, out)
    outcome = Outcome()
    with whole(out) as file:
        for lines, told in run(
            files, _lines_of, outcome, versioned=versioned, workers=workers, advance=advance
        ):
            move_to_end(lines, file)
            outcome.add(told)
    return outcome


def run(
    files: Sequence[Path],
    work: Callable[[Groups], Any],
    outcome: Outcome,
    *,
    versioned: bool = False,
    validate: bool = False,
    workers: int | None = None,
    advance: Advance = silent,
) -> Generator[Any, None, None]:
    """Index the files, share the processes out, and give the work's results in order of first appearance."""
    workers = workers or default_workers()
    merging.prepare()
    if validate:
        validator()
    with TemporaryDirectory(prefix="commonweal-ocds-") as folder, Team(workers) as team:
        index = index_files(files, Path(folder) / "spool", advance, team)
        outcome.releases = len(index.key)
        outcome.rejected.keep(Problem(str(path), lost.place, lost.reason) for path, lost in index.lost)
        outcome.rejected.total += index.lost.untold
        outcome.mended.keep(Problem(str(path), place, message) for path, place, _, message in index.notes)
        outcome.mended.total += index.notes.untold
        size = sum(index.length)
        workers = 1 if size < SMALL else workers
        share = min(max(size // (workers * 8), TASK_BYTES >> 3), TASK_BYTES)
        tasks, again = tee(_tasks(index, share, versioned, validate))
        for result, task in zip(team.in_order(work, tasks, alone=workers == 1), again, strict=True):
            advance(sum(task.index.length))
            yield result


def _tasks(index: Index, share: int, versioned: bool, validate: bool) -> Iterator[Groups]:
    """Tasks of `share` bytes or a little more: several for each worker, so that all end at about the same time."""
    held: list[list[int]] = []
    size = 0
    for group in index.groups():
        held.append(group)
        size += sum(map(index.length.__getitem__, group))
        if size >= share:
            yield _task(index, held, versioned, validate)
            held, size = [], 0
    if held:
        yield _task(index, held, versioned, validate)


def _task(index: Index, held: list[list[int]], versioned: bool, validate: bool) -> Groups:
    """Only the part of the index that the task needs goes to the worker."""
    groups, first = [], 0
    for group in held:
        groups.append(array("q", range(first, first + len(group))))
        first += len(group)
    return Groups(index.part(list(chain.from_iterable(held))), groups, versioned, validate)


def _lines_of(task: Groups) -> tuple[Path, Told]:
    """A file of lines: what two processes give each other through a file is copied less often."""
    lines: list[bytes] = []
    told = Told()
    for merged in merge_groups(task):
        kept = merged
        if merged.release is not None:
            try:
                lines.append(orjson.dumps(merged.release, option=orjson.OPT_APPEND_NEWLINE))
            except orjson.JSONEncodeError:
                kept = too_deep(merged)
        told.add(kept)
    return new_file(task.index.paths[-1].parent, b"".join(lines)), told


def too_deep(merged: Merged) -> Merged:
    """The same with its release left out, because what lies in it cannot be written as JSON."""
    ocid = merged.release.get("ocid") if merged.release else None
    problem = Problem("", str(ocid), _TOO_DEEP)
    return merged._replace(release=None, rejected=[*merged.rejected, problem])


_TOO_DEEP = "objects and lists lie more than 250 deep in each other"


def merge_groups(task: Groups) -> Iterator[Merged]:
    """Every process of a task, merged."""
    for group, held in _texts_of(task):
        yield from _merge_group(task, group, held)


def read_groups(task: Groups, read: Callable[[bytes], Any]) -> Iterator[Merged | Plain]:
    """The same, but for processes of one release that `read` takes: it gives None for what it does not."""
    is_valid: Callable[[Any], bool] = validator().is_valid if task.validate else _unasked
    for group, held in _texts_of(task):
        value = read(held[0]) if len(held) == 1 else None
        parsed = _plain(held) if task.validate and value is not None else []
        if value is None or parsed is None:
            yield from _merge_group(task, group, held)
        else:
            yield Plain(value, sum(map(is_valid, parsed)), partial(_merge_group, task, group, held))


def _texts_of(task: Groups) -> Iterator[tuple[Sequence[int], list[bytes]]]:
    raws = texts(task.index, list(chain.from_iterable(task.positions)))
    for group in task.positions:
        yield group, list(islice(raws, len(group)))


def _merge_group(task: Groups, group: Sequence[int], held: list[bytes]) -> Iterator[Merged]:
    if len(held) > 1 and not task.versioned and not task.validate:
        compiled = merging_texts.compile_texts(held)
        if compiled is not None:
            yield Merged(compiled)
            return
    is_valid: Callable[[Any], bool] = validator().is_valid if task.validate else _unasked
    releases = _plain(held)
    if releases is None:
        yield from _sort_out(task, group, held, is_valid)
    else:
        valid = sum(map(is_valid, releases)) if task.validate else 0
        yield merge_process(releases[0]["ocid"], releases, held, task.versioned)._replace(valid=valid)


def _unasked(_: Any) -> bool:
    return False


def _plain(raws: list[bytes]) -> list[Release] | None:
    """The releases, if every text is just a release of one process, as nearly all are."""
    try:
        releases = [orjson.loads(raw) for raw in raws]
    except orjson.JSONDecodeError:
        return None
    ocid = releases[0].get("ocid") if type(releases[0]) is dict else None
    if type(ocid) is not str:
        return None
    for release in releases:
        if type(release) is not dict or release.get("ocid") != ocid or not WRAPPERS.isdisjoint(release):
            return None
    return releases


def _sort_out(
    task: Groups, group: Sequence[int], raws: list[bytes], is_valid: Callable[[Any], bool]
) -> Iterator[Merged]:
    """Texts that need mending, hold several releases, or are of several processes after all."""
    by_ocid: dict[str, list[bytes]] = {}
    parsed: dict[str, list[Release]] = {}
    rejected: list[Problem] = []
    mended: list[Problem] = []
    valid = unread = 0
    for position, raw in zip(group, raws, strict=True):
        path, place = task.index.place(position)
        try:
            value, notes = parse(raw)
        except NotJson as error:
            rejected.append(Problem(path, place, f"not JSON: {error}"))
            unread += 1
            continue
        mended += [Problem(path, place, message) for _, message in notes]
        for release, where in releases_of(value):
            ocid = release.get("ocid") if isinstance(release, dict) else None
            if not isinstance(ocid, str):
                rejected.append(Problem(path, f"{place}{where}", "the release has no ocid"))
                continue
            valid += is_valid(release)
            by_ocid.setdefault(ocid, []).append(orjson.dumps(release) if where else raw)
            parsed.setdefault(ocid, []).append(release)
    yield Merged(None, rejected, mended, valid, unread)
    for ocid, releases in parsed.items():
        yield merge_process(ocid, releases, by_ocid[ocid], task.versioned)


_NO_DATE = "has no date, so its place among the others is not known"


def merge_process(ocid: str, releases: list[Release], raws: list[bytes], versioned: bool) -> Merged:
    """The releases of one process merged; `raws` are their texts."""
    rejected: list[Problem] = []
    if len(releases) > 1:
        undated = [release for release in releases if type(release.get("date")) is not str]
        if undated:
            rejected += [_left_out(ocid, release, _NO_DATE) for release in undated]
            dated = [(raw, release) for raw, release in zip(raws, releases, strict=True)
                     if type(release.get("date")) is str]  # fmt: skip
            raws, releases = [raw for raw, _ in dated], [release for _, release in dated]
    if not releases:
        return Merged(None, rejected)

    def again() -> list[Release]:
        return merging.in_order([parse(raw)[0] for raw in raws])

    try:
        ordered = merging.in_order(releases)
        if versioned:
            return Merged(merging_by_path.version_releases(ordered), rejected)
        return Merged(merging.compile_releases(ordered, again), rejected)
    except merging_by_path.Inconsistent:
        return _without_clashes(ocid, again(), versioned, rejected)
    except RecursionError:
        return Merged(None, [*rejected, Problem("", ocid, _TOO_DEEP)])


def _without_clashes(ocid: str, ordered: list[Release], versioned: bool, rejected: list[Problem]) -> Merged:
    """The releases that can be merged, taken in date order; those that clash with earlier ones are left out.

    Many are tried together, and halved where they clash, so that one clash in a long history costs few merges.
    """
    merge = merging_by_path.version_releases if versioned else merging_by_path.compile_releases
    kept: list[bytes] = []
    merged: Release | None = None
    waiting = [[orjson.dumps(release) for release in ordered]]
    while waiting:
        some = waiting.pop()
        try:
            merged = merge([orjson.loads(raw) for raw in chain(kept, some)])
            kept += some
        except merging_by_path.Inconsistent as clash:
            half = len(some) // 2
            if half:
                waiting += [some[half:], some[:half]]
            else:
                rejected.append(_left_out(ocid, orjson.loads(some[0]), f"cannot be merged: {clash}"))
    return Merged(merged, rejected)


def _left_out(ocid: str, release: Release, why: str) -> Problem:
    return Problem("", f"{ocid}, release {release.get('id')}", why)
