"""`commonweal totals`: prove the portfolio's kept figures from the leaves, or add them up anew."""

import json
import sys
from typing import Any

import click

from commonweal.cli.application import needs_database, set_up


@click.group()
def totals() -> None:
    """The portfolio's figures, which are kept added up."""


@totals.command()
@click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
@click.option(
    "--rebuild", is_flag=True, help="Add everything up anew when something differs, and prove it again."
)
def verify(as_json: bool, rebuild: bool) -> None:
    """Add promised, reported and verified up from every report and compare them with what is kept. Exit 1 when a row differs."""
    set_up()
    needs_database()
    from commonweal.lifecycle.delivery.proving import prove

    proof = prove()
    found = _named(proof.differences)
    _say(found, proof.commitments, proof.rows, as_json=as_json and not (rebuild and found))
    if found and rebuild:
        _rebuild()
        proof = prove()
        found = _named(proof.differences)
        _say(found, proof.commitments, proof.rows, as_json=as_json)
    sys.exit(1 if found else 0)


@totals.command()
def rebuild() -> None:
    """Throw the kept figures away and add everything up from the leaves, in one transaction."""
    set_up()
    needs_database()
    _rebuild()


def _rebuild() -> None:
    from django.utils import timezone

    from commonweal.lifecycle.delivery.actions import totals as actions

    def tell(done: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r\x1b[K{done:>11,} commitments added up", err=True, nl=False)

    done = actions.rebuild(now=timezone.now(), progress=tell)
    click.echo(f"{done:,} commitments were added up anew.", err=True)


def _named(differences: list[Any]) -> list[dict[str, Any]]:
    """Each difference as plain values, with the organisation's id instead of its primary key."""
    from commonweal.organisations.models import Organisation

    rows = Organisation.objects.for_system("names of organisations whose totals differ")
    ids = dict(rows.filter(pk__in={each.holder for each in differences}).values_list("pk", "external_id"))
    return [
        {
            "commitment": each.commitment or None,
            "organisation": ids.get(each.holder),
            "holding": each.holding or None,
            "by": each.by,
            "key": each.key,
            "metric": each.metric,
            "unit": each.unit,
            "kept": _numbers(each.kept),
            "leaves": _numbers(each.leaves),
        }
        for each in differences
    ]


def _numbers(figures: dict[str, int | None] | None) -> dict[str, float | int | None] | None:
    if figures is None:
        return None
    return {
        name: value if value is None or name in ("commitments", "open periods") else value / 1000
        for name, value in figures.items()
    }


def _say(found: list[dict[str, Any]], commitments: int, rows: int, *, as_json: bool) -> None:
    if as_json:
        told = {"commitments": commitments, "rows": rows, "differences": found}
        click.echo(json.dumps(told, indent=1, ensure_ascii=False))
        return
    for each in found:
        click.echo(_sentence(each))
    if found:
        click.echo(f"{len(found):,} rows are not the sum of their leaves.")
    else:
        click.echo(f"{commitments:,} commitments, {rows:,} rows: every row is the sum of its leaves.")


def _sentence(each: dict[str, Any]) -> str:
    what = f"{each['by']} {each['key'] or 'not stated'}, {each['metric']}" + (
        f" ({each['unit']})" if each["unit"] else ""
    )
    whose = (
        f"commitment {each['commitment']}"
        if each["commitment"]
        else f"organisation {each['organisation']} as {each['holding']}"
    )
    return f"{whose}: {what}: kept {_figures(each['kept'])}; leaves {_figures(each['leaves'])}"


def _figures(figures: dict[str, Any] | None) -> str:
    if figures is None:
        return "no row"
    return ", ".join(f"{name} {'-' if value is None else f'{value:,}'}" for name, value in figures.items())
