"""`commonweal register report FILE --place CODE`: a contracts register by place and size of supplier."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from commonweal.interchange.spend_files.sources import Unreadable

if TYPE_CHECKING:
    from commonweal.analytics.tables.supplier_places import Home
    from commonweal.interchange.spend_files.registers import Register

UNREADABLE, WITH_REJECTED_ROWS = 2, 3
_SHOWN_ROWS = 10


@click.group()
def register() -> None:
    """Report on a contracts register."""


@register.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--place", required=True, metavar="CODE", help="The body's own place: GSS code or authority's name."
)
@click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
def report(file: Path, place: str, as_json: bool) -> None:
    """Contracts and annual value of the register in FILE by place and size of supplier.

    Exit 3 when rows (totals, titles, repeated headers) were left out, 2 when FILE is no register.
    """
    from commonweal.analytics.tables import register_report, supplier_places
    from commonweal.interchange.spend_files.registers import read_register

    try:
        home = supplier_places.home(place)
        read = read_register(file)
    except (Unreadable, supplier_places.UnknownPlace) as error:
        _stop(str(error))
    rows = ((each.postcode, each.places, each.is_sme, each.annual_pence) for each in read.contracts)
    found = register_report.report(rows, home, has_values=read.has_values)
    _tell(read, home, aside=as_json)
    click.echo(json.dumps(found, indent=1) if as_json else _words(found))
    sys.exit(WITH_REJECTED_ROWS if read.rejected else 0)


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(UNREADABLE)


def _tell(read: "Register", home: "Home", *, aside: bool) -> None:
    """Definitions and what was left out; beside JSON on standard error."""
    columns = ", ".join(f"{meaning} = {name}" for meaning, name in read.columns.items())
    without = sum(each.annual_pence is None for each in read.contracts)
    lines = [
        f"Columns: {columns}",
        f"Annual value: {read.definition}; {without:,} contracts have none that is known",
        f"Place: {home.definition()}",
        "SME: as the register's own column says; unknown where it is silent",
        *(
            f"{name} line {line}: left out, {reason}"
            for name, line, reason in read.rejected_lines[:_SHOWN_ROWS]
        ),
    ]
    click.echo("\n".join(lines), err=aside)


def _words(found: dict[str, Any]) -> str:
    lines = [f"{found['rows']:,} contracts, annual value {_money(found['annual_value'])}"]
    for title, key in (("By place", "by_place"), ("By SME", "by_sme")):
        lines.append(title)
        for name, part in found[key].items():
            lines.append(f"  {name:<10} {part['contracts']:>7,}  {_money(part['annual_value']):>20}")
    return "\n".join(lines)


def _money(text: str | None) -> str:
    if text is None:
        return "not known"
    whole, _, part = text.partition(".")
    return f"£{int(whole):,}.{part}"
