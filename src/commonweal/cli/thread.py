"""`commonweal thread show`: one thing, the promises on its thread, and what each rests on and serves."""

import json
import sys
from typing import Any

import click

from commonweal.cli.application import needs_database, set_up


@click.group()
def thread() -> None:
    """Follow the golden thread."""


@thread.command()
@click.argument("id_", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
def show(id_: str, as_json: bool) -> None:
    """Show the thing with this id: a mission, contract, commitment or any other stop of the thread.

    Exit 1 when there is no such thing. Sealed tenders are never shown.
    """
    set_up()
    needs_database()
    from commonweal.thread import shown
    from commonweal.thread.nodes import Viewer

    viewer = Viewer(None)
    ref = shown.find(viewer, id_)
    found = shown.as_json(viewer, ref) if ref else None
    if found is None:
        click.echo(f"There is nothing with the id {id_!r} on the thread.", err=True)
        sys.exit(1)
    click.echo(json.dumps(found, ensure_ascii=False, indent=1) if as_json else _plain(found))


def _plain(found: dict[str, Any]) -> str:
    lines = [f"{found['title']} ({found['kind']})"]
    if found["source"]:
        lines.append(f"Source: {found['source']}")
    for each in found["commitments"]:
        figures = ", ".join(f"{name} {_figure(each[name])}" for name in ("promised", "reported", "verified"))
        lines.append(f"- {each['title']}: {figures} {each['unit'] or ''}".rstrip() + f" ({each['basis']})")
        lines += [f"    {node['kind']}: {node['title']}" for node in each["up"]]
    return "\n".join(lines)


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:,}"
