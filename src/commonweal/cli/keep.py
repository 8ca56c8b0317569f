"""`commonweal backup` and `commonweal restore`: database, files and audit anchor in one archive."""

import sys
from pathlib import Path

import click

from commonweal.cli.application import needs_database, set_up


@click.command()
@click.argument("archive", type=click.Path(dir_okay=False, path_type=Path))
def backup(archive: Path) -> None:
    """Write database, files and audit anchor to ARCHIVE (.tar.gz). The sealing key is never in it."""
    set_up()
    needs_database()
    from commonweal.journeys import backup as journey

    try:
        made = journey.write(archive)
    except journey.UnwritableArchiveError as error:
        click.echo(f"commonweal: {error}", err=True)
        sys.exit(2)
    click.echo(
        f"{made.records} records and {made.files} files in {archive}. Keep the sealing key file separately."
    )


@click.command()
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(archive: Path) -> None:
    """Read ARCHIVE into an empty database and an empty file store, then verify the audit chain."""
    set_up()
    from commonweal.journeys import backup as journey

    try:
        made = journey.read(archive)
    except journey.UnusableArchiveError as error:
        click.echo(f"commonweal: {error}", err=True)
        sys.exit(2)
    click.echo(f"{made.records} records and {made.files} files restored; the audit chain is whole.")
