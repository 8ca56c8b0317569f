"""`commonweal demo load`: the demonstration's published cases and fictional borough."""

import os

import click

from commonweal.cli.application import set_up


@click.group()
def demo() -> None:
    """The demonstration data."""


@demo.command()
def load() -> None:
    """Load what is missing of the demonstration; loading twice changes nothing."""
    set_up(mode="demonstration" if not os.environ.get("DATABASE_URL") else None)
    from commonweal.journeys import installation

    installation.prepare(say=lambda text: click.echo(text, err=True))
