"""`commonweal audit verify`: prove that the chain of events is whole."""

import sys
from pathlib import Path

import click

from commonweal.cli.application import needs_database, set_up, stop

PROBLEMS = {
    "missing": "event {number} is missing",
    "reordered": "event {number} does not follow the one before it",
    "changed": "event {number} was changed",
    "head_differs": "the head of the chain does not match its last event",
    "differs_from_anchor": "event {number} is not the one that was anchored",
    "cut_short": "the chain ends before event {number}, which was anchored",
}


@click.group()
def audit() -> None:
    """The tamper-evident record of what happened."""


@audit.command()
@click.option(
    "--anchor",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Anchor file to compare with.",
)
def verify(anchor: Path | None) -> None:
    """Walk the whole chain. Exit 1 when something was changed, removed, reordered or cut off; 2 when the anchor file
    cannot be read."""
    set_up()
    needs_database()
    from commonweal.audit import chain

    try:
        verdict = chain.verify(anchor)
    except chain.UnreadableAnchorError as error:
        stop(str(error))
    if verdict.problem is None:
        click.echo(f"{verdict.count} events, whole. Head {verdict.digest or 'empty'}")
        return
    click.echo(f"The chain is not whole: {PROBLEMS[verdict.problem].format(number=verdict.number)}.")
    sys.exit(1)
