"""`commonweal portfolio`: an extract of promises and reports as Parquet, and the portfolio from it at any size."""

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from commonweal.analytics.portfolio.dataset import BY, NotAPortfolio

UNREADABLE = 2
_JSON = click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")


@click.group()
def portfolio() -> None:
    """Promised, reported and verified across every contract."""


@portfolio.command()
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DATASET",
    help="Folder of the extract.",
)
@click.option("--organisation", metavar="ID", help="Only the contracts of this organisation, on either side.")
@click.option("--published", is_flag=True, help="Only contracts that are known from published reports.")
@_JSON
def extract(out: Path, organisation: str | None, published: bool, as_json: bool) -> None:
    """Bring DATASET up to what this installation holds now, as Parquet. This command opens the database.

    Everything is read at one moment. Into a folder that holds an earlier extract only new and changed reports are read.
    """
    if organisation and published:
        stop("--organisation and --published cannot be used together")
    from commonweal.cli.application import set_up

    set_up()
    from django.utils import timezone

    from commonweal.domain.errors import NotFound
    from commonweal.journeys.portfolio_extract import AnotherExtract, Whose
    from commonweal.journeys.portfolio_extract import extract as journey

    whose = organisation or (Whose.PUBLISHED if published else Whose.EVERYBODY).value
    try:
        made = journey(out, whose, now=timezone.now(), progress=_progress())
    except NotFound:
        stop(f"{organisation}: there is no organisation with this id")
    except AnotherExtract as error:
        stop(f"{out}: holds the contracts of {error}, not of {whose}: choose another folder")
    except NotAPortfolio as error:
        stop(str(error))
    except OSError as error:
        stop(f"{out}: cannot be written ({error.strerror})")
    manifest = made.manifest
    found = {
        "whose": manifest.whose, "taken_at": manifest.taken_at, "events": manifest.events,
        "commitments": manifest.commitments, "reports": manifest.reports,
        "new": made.new, "changed": made.changed, "gone": made.gone,
    }  # fmt: skip
    click.echo(json.dumps(found, indent=1) if as_json else _extracted(found, out))


def _progress() -> Any:
    if not sys.stderr.isatty():
        return lambda _: None
    read = [0]

    def tell(more: int) -> None:
        read[0] += more
        click.echo(f"\r\x1b[K{read[0]:>11,} reports read", err=True, nl=False)

    return tell


def _extracted(found: dict[str, Any], out: Path) -> str:
    return (
        f"{found['commitments']:,} commitments and {found['reports']:,} reports in {out}: "
        f"{found['new']:,} new, {found['changed']:,} changed, {found['gone']:,} gone"
    )


@portfolio.command()
@click.argument("dataset", type=click.Path(path_type=Path), metavar="DATASET")
@click.option("--by", type=click.Choice(BY), multiple=True, help="Only these; all five when left out.")
@_JSON
def report(dataset: Path, by: tuple[str, ...], as_json: bool) -> None:
    """Promised, reported and verified by mission, outcome, place, supplier and financial year, from an extract.

    The three are never mixed, and figures are added only within one metric and unit. The first report prepares the extract.
    """
    from commonweal.analytics.portfolio import prepare
    from commonweal.analytics.portfolio import report as reports
    from commonweal.analytics.tables.engines import EngineUnavailable, capable

    try:
        click.echo("Preparing ...", err=True)
        with capable():
            done = prepare.prepare(dataset)
            found = reports.report(dataset, by or BY)
    except (NotAPortfolio, EngineUnavailable) as error:
        stop(str(error))
    except OSError as error:
        stop(f"{dataset}: cannot be prepared ({error.strerror})")
    click.echo(_DONE[done.value], err=True)
    click.echo(json.dumps(found, indent=1, ensure_ascii=False) if as_json else "\n".join(_worded(found)))


_DONE = {
    "nothing": "Nothing had changed.",
    "refreshed": "New reports were added.",
    "everything": "Everything was added up.",
}


def _worded(found: dict[str, Any]) -> list[str]:
    lines = [f"{found['commitments']:,} commitments, {found['reports']:,} reports, as of {found['taken_at']}",
             found["definition"]]  # fmt: skip
    for by in (by for by in BY if f"by_{by}" in found):
        lines += ["", f"By {by}", f"  {found[f'by_{by}']['definition']}",
                  f"  {'Promised':>16}{'Reported':>16}{'Verified':>16}"]  # fmt: skip
        for row in found[f"by_{by}"]["rows"]:
            figures = "".join(f"{_figure(row[name]):>16}" for name in ("promised", "reported", "verified"))
            unit = f" ({row['unit']})" if row["unit"] else ""
            lines.append(f"  {figures}  {row['title'] or 'not stated'}: {row['metric']}{unit}")
            if row["left_out"]:
                lines.append(f"  {'':48}  {_left_out(row)}")
    return lines


def _left_out(row: dict[str, Any]) -> str:
    """Why some of a row's commitments are in none of its figures."""
    one = row["left_out"] == 1
    why = "a rate" if one else "rates"
    whose = "its contract" if one else "their contracts"
    return (
        f"{row['left_out']:,} of its {row['commitments']:,} commitments {'is' if one else 'are'} in none of these figures: "
        f"{why} per pound, with no spend known on {whose}"
    )


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:,}"


def stop(message: str) -> NoReturn:
    """End with exit code 2 and a message on standard error."""
    click.echo(message, err=True)
    sys.exit(UNREADABLE)
