"""Setting up Django for the commands that need it, with errors that explain themselves."""

import os
import sys

import click


def set_up() -> None:
    """Load the application. A missing setting ends the command with its explanation and exit code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        click.echo(f"commonweal: {error}", err=True)
        sys.exit(2)
