"""Bringing a database's tables up to date: step by step where there is something to keep, in one go where there is nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def bring_up_to_date() -> None:
    """Migrate. A database that was never migrated gets today's tables at once, and every step is recorded as done.

    Walking through each step of the product's history to make empty tables takes two thirds of a first start; that both ways
    end in the same tables is held by a test.
    """
    if not MigrationRecorder(connection).applied_migrations():
        # The tables are made in one transaction and the steps are recorded in one more. Stopped between the two, the
        # next start finds the tables there and records the steps.
        with _models_alone():
            call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
        _record_every_step()
    call_command("migrate", interactive=False, verbosity=0)


@contextmanager
def _models_alone() -> Iterator[None]:
    """For a while no application has migrations: Django then makes tables from the models."""
    before = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}
    try:
        yield
    finally:
        settings.MIGRATION_MODULES = before


def _record_every_step() -> None:
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    with transaction.atomic():
        for label, name in sorted(MigrationLoader(connection).graph.nodes):
            recorder.record_applied(label, name)
