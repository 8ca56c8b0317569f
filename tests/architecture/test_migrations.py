"""Migrations run on a database that is in use: every step back and forth leaves what people wrote as it was."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from commonweal.audit import chain

pytestmark = [pytest.mark.migrations, pytest.mark.django_db(transaction=True)]
PACKAGE = "commonweal."


def own_labels() -> list[str]:
    return [config.label for config in apps.get_app_configs() if config.name.startswith(PACKAGE)]


def first_steps() -> list[tuple[str, str]]:
    """The first migration of each application of ours that has later ones."""
    nodes = sorted(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    by_label = {label: [node for node in nodes if node[0] == label] for label in own_labels()}
    return [steps[0] for steps in by_label.values() if len(steps) > 1]


def contents() -> dict[str, list[dict[str, object]]]:
    """Every row of every table of ours, by table."""
    return {
        model._meta.db_table: list(model._base_manager.order_by("pk").values())
        for label in own_labels()
        for model in apps.get_app_config(label).get_models()
    }


def shape() -> set[tuple[str, str]]:
    """Every column there is: (table, column)."""
    with connection.cursor() as cursor:
        return {
            (table, column.name)
            for table in connection.introspection.table_names(cursor)
            for column in connection.introspection.get_table_description(cursor, table)
        }


def without(
    held: dict[str, list[dict[str, object]]], gone: set[tuple[str, str]]
) -> dict[str, list[dict[str, object]]]:
    """The rows without the columns that were taken back; a table that was taken back whole is left out."""
    rest = {
        table: [
            {column: value for column, value in row.items() if (table, column) not in gone} for row in rows
        ]
        for table, rows in held.items()
    }
    key = {model._meta.db_table: model._meta.pk.column for model in apps.get_models()}
    return {table: rows for table, rows in rest.items() if (table, key[table]) not in gone}


def to(targets: list[tuple[str, str]]) -> None:
    MigrationExecutor(connection).migrate(targets)


def to_the_last() -> None:
    to(MigrationExecutor(connection).loader.graph.leaf_nodes())


@pytest.fixture
def in_use(world) -> dict[str, list[dict[str, object]]]:
    """A database with people of every role and one of everything that the builders of the suite can make."""
    world.build_all()
    return contents()


@pytest.mark.django_db(transaction=False)
def test_every_application_of_ours_has_migrations():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    with_models = {label for label in own_labels() if list(apps.get_app_config(label).get_models())}
    assert with_models <= loader.migrated_apps


def test_what_was_written_under_the_first_steps_survives_every_later_one(in_use):
    """Back to where each application began, and forward again: what the later steps add is empty, all else is as it was."""
    empty = sorted(table for table, rows in in_use.items() if not rows)
    assert len(empty) < len(in_use) / 4, f"a walk over empty tables tries little: {empty}"
    whole = shape()
    try:
        to(first_steps())
        gone = whole - shape()
    finally:
        to_the_last()
    assert gone, "no later step adds anything: this test walks nowhere"
    assert shape() == whole
    kept = contents()
    assert without(kept, gone) == without(in_use, gone)
    assert chain.verify().problem is None
    call_command("migrate", interactive=False, verbosity=0)
    assert contents() == kept, "migrating a database that is up to date changes nothing"
