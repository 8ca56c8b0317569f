"""A new database gets today's tables in one go: the same tables, to the column, that every step in turn ends in."""

import json
import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from commonweal.records import first_start
from tests.architecture import fresh_database


def test_a_database_that_was_migrated_before_is_migrated_step_by_step(db, monkeypatch):
    called: list[dict[str, object]] = []
    monkeypatch.setattr(
        MigrationRecorder, "applied_migrations", lambda self: {("audit", "0001_initial"): None}
    )
    monkeypatch.setattr(first_start, "call_command", lambda *_, **options: called.append(options))
    first_start.bring_up_to_date()
    assert called == [{"interactive": False, "verbosity": 0}]


@pytest.mark.migrations
@pytest.mark.django_db(transaction=True)
def test_both_ways_end_in_the_same_tables_with_every_step_recorded(tmp_path):
    """Each column with its type and default, each key, index and constraint; and nothing is left to migrate."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    call_command("createcachetable", verbosity=0)
    environment = {**os.environ, "COMMONWEAL_MODE": "demonstration", "COMMONWEAL_DATA": str(tmp_path)}
    name = f"{connection.settings_dict['NAME']}_fresh"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
        environment["DATABASE_URL"] = environment["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    try:
        done = subprocess.run(
            [sys.executable, "-m", fresh_database.__name__], capture_output=True, env=environment, check=False
        )
        assert done.returncode == 0, done.stderr.decode()[-2000:]
        fresh = json.loads(done.stdout)
    finally:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
    migrated = json.loads(json.dumps(fresh_database.shape()))
    assert fresh["left to do"] == []
    assert fresh["shape"].keys() == migrated.keys()
    for table, parts in migrated.items():
        if table.startswith("auth_"):
            # Django's own link tables of groups, which we do not use, get a wider key when they are walked to.
            parts["columns"].pop("id"), fresh["shape"][table]["columns"].pop("id")
        assert fresh["shape"][table] == parts, table
    assert sum(len(parts["constraints"]) for parts in migrated.values()) > len(migrated), (
        "no key was compared"
    )
