"""`commonweal ocds`: check, compile, tabulate and measure open contracting data. Never loads Django."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import click

from commonweal.cli.progress import bar

if TYPE_CHECKING:
    from commonweal.interchange.ocds.checking import FileReport, Finding
    from commonweal.interchange.ocds.compiling import Outcome

DONE, INVALID, UNREADABLE, SOME_REJECTED = 0, 1, 2, 3

_FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
_WORKERS = click.option(
    "--workers", type=click.IntRange(1), help="Processes to use; all that there are by default."
)


@click.group()
def ocds() -> None:
    """Check, compile, tabulate and measure open contracting data.

    Releases, release packages, records and record packages, as JSON or JSON Lines, plain or gzip.
    """


@ocds.command()
@_FILES
@_WORKERS
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone on standard output.")
def check(files: tuple[Path, ...], workers: int | None, as_json: bool) -> None:
    """Say what is wrong with each release, by JSON path.

    Valid means valid by the release schema 1.1.4; everything else is a warning.
    """
    from commonweal.interchange.ocds.checking import check_file
    from commonweal.interchange.ocds.files import Unreadable

    code = DONE
    with _printed_files(as_json) as printed:
        for path in files:
            try:
                with bar(f"Checking {path.name}", _size([path])) as advance:
                    report = check_file(path, workers=workers, advance=advance)
            except (Unreadable, OSError) as error:
                click.echo(str(error), err=True)
                code = UNREADABLE
                continue
            with report:
                if not report.releases:
                    click.echo(f"{path}: holds no release that can be read", err=True)
                click.echo(f"{path}: {report.releases} releases, {report.valid} valid, {report.invalid} invalid, "
                           f"{len(report.warnings)} warnings, {report.lost} parts lost", err=as_json)  # fmt: skip
                printed(report)
                code = _worse(code, _check_code(report))
    sys.exit(code)


def _check_code(report: FileReport) -> int:
    if not report.releases:
        return UNREADABLE
    return INVALID if report.invalid else SOME_REJECTED if report.lost else DONE


def _worse(one: int, other: int) -> int:
    return min(one, other, key=[UNREADABLE, INVALID, SOME_REJECTED, DONE].index)


@contextmanager
def _printed_files(as_json: bool) -> Iterator[Callable[[FileReport], None]]:
    """What prints one report after the other, each finding as it is read back: none is held."""
    if not as_json:
        yield _print
        return
    out, first = sys.stdout, True

    def print_one(report: FileReport) -> None:
        nonlocal first
        out.write("" if first else ",")
        first = False
        _write_report(report, out)

    out.write('{"files": [')
    try:
        yield print_one
    finally:
        out.write("]}\n")
        out.flush()


def _print(report: FileReport) -> None:
    for finding in report.errors:
        click.echo(f"  error    {finding.ocid or '-'} {finding.path} {finding.message}")
    for finding in report.warnings:
        click.echo(f"  warning  {finding.ocid or '-'} {finding.path} {finding.rule}: {finding.message}")


def _write_report(report: FileReport, out: TextIO) -> None:
    counts = {
        "path": report.path,
        "releases": report.releases,
        "valid": report.valid,
        "invalid": report.invalid,
    }
    out.write("\n" + json.dumps(counts, ensure_ascii=False).removesuffix("}"))
    for name, findings in (("errors", report.errors), ("warnings", report.warnings)):
        out.write(f', "{name}": [')
        for number, finding in enumerate(findings):
            out.write(",\n  " if number else "\n  ")
            out.write(json.dumps(_finding_json(finding), ensure_ascii=False))
        out.write("]")
    out.write("}")


def _finding_json(finding: Finding) -> dict[str, Any]:
    said = {"ocid": finding.ocid, "path": finding.path, "message": finding.message}
    return {**said, "rule": finding.rule} if finding.rule else said


def _print_json(value: Any) -> None:
    import orjson

    sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    sys.stdout.buffer.flush()


@ocds.command("compile")
@_FILES
@_WORKERS
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="JSON Lines file to write."
)
@click.option("--versioned", is_flag=True, help="Keep the history of every value.")
def compile_(files: tuple[Path, ...], workers: int | None, output: Path, versioned: bool) -> None:
    """Merge the releases of each contracting process into one, by the standard's merge rules."""
    from commonweal.interchange.ocds.compiling import compile_files
    from commonweal.interchange.ocds.files import Unreadable

    try:
        with bar("Merging", 2 * _size(files)) as advance:
            outcome = compile_files(files, output, versioned=versioned, workers=workers, advance=advance)
    except (Unreadable, OSError) as error:
        _refuse(error)
    _finish(outcome)


@ocds.command()
@_FILES
@_WORKERS
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Folder to write.")
@click.option("--validate", is_flag=True, help="Also count the releases that are valid by the schema.")
def tables(files: tuple[Path, ...], workers: int | None, output: Path, validate: bool) -> None:
    """Write typed Parquet tables of the compiled releases; what has no column stays in a JSON column."""
    from commonweal.interchange.ocds.files import Unreadable
    from commonweal.interchange.ocds.tables import write_tables

    try:
        with bar("Writing tables", 2 * _size(files)) as advance:
            outcome = write_tables(files, output, workers=workers, validate=validate, advance=advance)
    except (Unreadable, OSError) as error:
        _refuse(error)
    _finish(outcome, validated=validate)


def _size(files: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in files if path.is_file())


def _refuse(error: Exception) -> NoReturn:
    place = error.filename if isinstance(error, OSError) else None
    click.echo(f"{place}: {error.strerror}" if isinstance(error, OSError) and place else str(error), err=True)
    sys.exit(UNREADABLE)


def _finish(outcome: Outcome, *, validated: bool = False) -> None:
    for what, problems in (("mended   ", outcome.mended), ("left out ", outcome.rejected)):
        for problem in problems:
            click.echo(f"{what}{problem.path} {problem.place}: {problem.message}", err=True)
        if problems.untold:
            click.echo(f"{what}and {problems.untold} more", err=True)
    valid = f", {outcome.valid} valid" if validated else ""
    click.echo(f"{outcome.releases} releases{valid}, {outcome.processes} contracting processes, "
               f"{outcome.rejected.total} left out", err=True)  # fmt: skip
    if not outcome.processes:
        sys.exit(UNREADABLE)
    sys.exit(SOME_REJECTED if outcome.rejected else DONE)


@ocds.command()
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="JSON Lines file to write."
)
@click.option(
    "--records", is_flag=True, help="One record for each contracting process instead of its releases."
)
def export(output: Path, records: bool) -> None:
    """Write what this installation has published, as releases or records. This command opens the database."""
    from commonweal.cli.application import needs_database, set_up

    set_up()
    needs_database()
    from commonweal.interchange.ocds.writing import whole

    count = processes = 0
    try:
        with whole(output) as file:
            for line, releases in _published_records() if records else _published_releases():
                file.write(line)
                count += releases
                processes += 1
    except OSError as error:
        _refuse(error)
    click.echo(f"{count} releases" + (f" in {processes} records" if records else ""), err=True)


def _published_releases() -> Iterator[tuple[bytes, int]]:
    """A line for each release in the order of publication, each with the number of its releases: one."""
    import orjson

    from commonweal.interchange.ocds.export import release
    from commonweal.publication import queries

    every = queries.history().iterator(chunk_size=100)
    while rows := list(islice(every, 100)):
        before = queries.versions_before(rows)
        for row in rows:
            earlier = _release_of(before[row.pk]) if row.pk in before else None
            yield orjson.dumps(release(_release_of(row), earlier), option=orjson.OPT_APPEND_NEWLINE), 1


_AT_ONCE = 50
"""Processes whose releases are in memory together."""


def _published_records() -> Iterator[tuple[bytes, int]]:
    """A line for each process in the order of first publication, each with the number of its releases.

    First only the numbers of the rows are held, by process; then the releases of a few processes at a time.
    """
    import orjson

    from commonweal.interchange.ocds.export import record
    from commonweal.publication import queries

    rows_of: dict[str, list[int]] = {}
    for row in queries.history().iterator(chunk_size=100):
        rows_of.setdefault(_release_of(row).ocid, []).append(row.pk)
    ocids = iter(rows_of)
    while some := list(islice(ocids, _AT_ONCE)):
        histories: dict[str, list[Any]] = {ocid: [] for ocid in some}
        for row in queries.history().filter(pk__in=[pk for ocid in some for pk in rows_of[ocid]]):
            made = _release_of(row)
            histories[made.ocid].append(made)
        for history in filter(None, histories.values()):
            yield orjson.dumps(record(history), option=orjson.OPT_APPEND_NEWLINE), len(history)


def _release_of(row: Any) -> Any:
    from django.conf import settings

    from commonweal.interchange.ocds.published import release_of
    from commonweal.publication import queries

    found = queries.version(row)
    return release_of(found.content, found.published_at, settings.OCID_PREFIX)


@ocds.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone on standard output.")
def market(folder: Path, as_json: bool) -> None:
    """Say how healthy the markets are, from the tables in DIR: each measure with its definition and coverage."""
    from commonweal.analytics.tables import engines
    from commonweal.interchange.ocds.files import Unreadable
    from commonweal.interchange.ocds.market import market_health

    try:
        with engines.capable():
            health = market_health(folder, engines.connect())
    except (Unreadable, engines.EngineUnavailable) as error:
        _refuse(error)
    if as_json:
        _print_json(health)
        return
    for name, measure in health.items():
        click.echo(f"{name}: {measure if isinstance(measure, int) else measure['definition']}")
        for figure, value in measure.items() if isinstance(measure, dict) else ():
            if figure != "definition":
                click.echo(f"    {figure}: {value}")
