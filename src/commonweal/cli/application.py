"""Setting up Django for the commands that need it, with errors that explain themselves."""

import os
import sys
from pathlib import Path

import click

MODE_FILE = "mode"
"""In the data folder: the mode that `serve --setup` or `demo load` made it ready in."""


def set_up(*, mode: str | None = None) -> None:
    """Load the application. A missing setting ends the command with its explanation and exit code 2.

    `mode` is for commands that mean one mode by their nature, where nobody has said another.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.config.settings")
    if not os.environ.get("COMMONWEAL_MODE"):
        assumed = kept_mode() or mode
        if assumed:
            os.environ["COMMONWEAL_MODE"] = assumed
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        stop(str(error))


def kept_mode() -> str | None:
    """The mode in which the data folder was made ready, so that commands beside `make run` need no setting.

    A database that is named by a setting is never guessed at: it may be somebody's real one.
    """
    if os.environ.get("DATABASE_URL"):
        return None
    try:
        return Path(os.environ.get("COMMONWEAL_DATA", "var"), MODE_FILE).read_text("utf-8").strip()
    except OSError:
        return None


def needs_database() -> None:
    """End the command with exit code 2 where no installation has been made ready, it is of an earlier version, or its
    database does not answer."""
    from django.conf import settings
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        stop(f"the database does not answer ({type(error).__name__}).")
    if missing and executor.loader.applied_migrations:
        stop("the database is of an earlier version of the product: run `commonweal serve --setup` once.")
    if missing:
        stop(
            f"there is no installation in {settings.DATA}. Make one with `make run`, or with `commonweal demo load` "
            "for the demonstration's data alone; or say with COMMONWEAL_DATA where it is."
        )


def stop(why: str) -> None:
    """End the command: usage or input that cannot be read."""
    click.echo(f"commonweal: {why}", err=True)
    sys.exit(2)
