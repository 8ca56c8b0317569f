"""Migrations run on a database that is in use: every step back and forth leaves what people wrote as it was."""

from itertools import pairwise

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from commonweal.audit import chain
from commonweal.domain.permissions import Side, roles_of

pytestmark = pytest.mark.django_db(transaction=True)
PACKAGE = "commonweal."


def own_labels() -> list[str]:
    return [config.label for config in apps.get_app_configs() if config.name.startswith(PACKAGE)]


def later_steps() -> list[tuple[str, str, str]]:
    """Each migration of ours after an application's first: (application, the one before it, itself)."""
    nodes = sorted(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    own = [node for node in nodes if node[0] in own_labels()]
    return [(label, before, name) for (label, before), (again, name) in pairwise(own) if label == again]


def contents() -> dict[str, list[dict[str, object]]]:
    """Every row of every table of ours, by table."""
    return {
        model._meta.db_table: list(model._base_manager.order_by("pk").values())
        for label in own_labels()
        for model in apps.get_app_config(label).get_models()
    }


def to(label: str, name: str) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([(label, name)])


def to_the_last() -> None:
    """A step back takes back what other applications built on it; this brings all of it again."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.fixture
def in_use(world) -> dict[str, list[dict[str, object]]]:
    """A database with a mission, its theory, an invitation and people of every role."""
    for role in (*roles_of(Side.AUTHORITY), *roles_of(Side.SUPPLIER)):
        world.cast.member(role)
    for name in ("mission", "assumption", "invitation"):
        assert getattr(world, name).pk
    return contents()


@pytest.mark.django_db(transaction=False)
def test_every_application_of_ours_has_migrations():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    with_models = {label for label in own_labels() if list(apps.get_app_config(label).get_models())}
    assert with_models <= loader.migrated_apps


def test_every_later_step_goes_back_and_forth_under_a_database_in_use(in_use):
    """What a step adds is empty again when it comes back; everything else is as it was, and so is the audit chain."""
    assert sum(map(len, in_use.values())) > 40
    steps = later_steps()
    assert steps, "there is no later step yet: this test has nothing to walk"
    for label, before, name in steps:
        tables = set(connection.introspection.table_names())
        try:
            to(label, before)
            gone = tables - set(connection.introspection.table_names())
        finally:
            to_the_last()
        kept = contents()
        assert {t: rows for t, rows in kept.items() if t not in gone} == {
            t: rows for t, rows in in_use.items() if t not in gone
        }, f"{label} {name}"
    assert chain.verify().problem is None


def test_migrating_an_up_to_date_database_changes_nothing(in_use):
    call_command("migrate", interactive=False, verbosity=0)
    assert contents() == in_use
    assert chain.verify().problem is None
