"""`commonweal match QUERIES.csv REGISTER.csv -o OUT.csv`: link messy names to a register."""

import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from commonweal.cli.progress import bar
from commonweal.interchange.match_files import NameList, UnreadableNames, read_names, written_rows

if TYPE_CHECKING:
    from commonweal.analytics.matching.columns import Records

UNREADABLE = 2


@click.command()
@click.argument("queries", metavar="QUERIES.csv", type=click.Path(path_type=Path))
@click.argument("register", metavar="REGISTER.csv", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", required=True, metavar="OUT.csv", type=click.Path(path_type=Path, dir_okay=False)
)
@click.option("--json", "as_json", is_flag=True, help="A summary as JSON alone on standard output.")
@click.option("--processes", type=click.IntRange(1, 64), default=2, show_default=True)
def match(queries: Path, register: Path, output: Path, as_json: bool, processes: int) -> None:
    """Link each name of QUERIES.csv to the entry of REGISTER.csv that it most likely is.

    Both files have the columns id and name and, where known, postcode, company_number and charity_number. Links at or
    above the bar are automatic, below it they are suggested for a person, and the rest are none.
    """
    asked = _read(queries)
    held = _read(register, ids_repeat=True)
    click.echo(f"{len(asked.ids):,} names against {len(held.ids):,}", err=True)
    counts: Counter[str] = Counter()
    try:
        _write(output, written_rows(_rows(asked, held, processes, counts)))
    except OSError as error:
        _stop(f"{output}: cannot be written ({error.strerror})")
    summary = {name: counts[name] for name in ("automatic", "suggested", "none")}
    if as_json:
        click.echo(json.dumps({"queries": len(asked.ids), "register": len(held.ids), **summary}))
    else:
        click.echo(", ".join(f"{count:,} {name}" for name, count in summary.items()), err=True)


def _read(path: Path, *, ids_repeat: bool = False) -> NameList:
    try:
        return read_names(path.read_bytes(), ids_repeat=ids_repeat)
    except OSError as error:
        _stop(f"{path}: cannot be read ({error.strerror})")
    except UnreadableNames as error:
        _stop(f"{path}:{error.line}: {error.reason}")


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(UNREADABLE)


def _rows(
    asked: NameList, held: NameList, processes: int, counts: Counter[str]
) -> Iterator[tuple[str, str, int, str, str]]:
    from commonweal.analytics.matching import engine  # numpy loads only when the files are sound

    with bar("Matching", len(asked.ids)) as advance:
        last = 0

        def told(done: int, _: int) -> None:
            nonlocal last
            advance(done - last)
            last = done

        for each in engine.match(_records(asked), _records(held), processes=processes, progress=told):
            counts[each.link.value] += 1
            yield each.query_id, each.register_id, each.score, each.reason, each.link.value


def _records(names: NameList) -> "Records":
    from commonweal.analytics.matching.columns import Records

    return Records(names.ids, names.names, names.postcodes, names.company_numbers, names.charity_numbers)


def _write(output: Path, parts: Iterable[str]) -> None:
    """Whole or not at all: written beside the place and moved there."""
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.writelines(parts)
        Path(name).chmod(0o644)
        Path(name).replace(output)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
