"""What is read in a snapshot belongs together, and holds no writer up."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from commonweal.records.snapshot import snapshot


def in_a_file(path: Path) -> tuple[dict[str, Any], Any]:
    """The product's own options on a file of its own, and a second program that writes to it."""
    options = {"init_command": "PRAGMA journal_mode=WAL", "transaction_mode": "IMMEDIATE", "timeout": 1}
    writer = sqlite3.connect(path, isolation_level=None, timeout=1)
    return {**connections.databases["default"], "NAME": path, "OPTIONS": options}, writer


def on_the_server() -> tuple[dict[str, Any], Any]:
    """A second connection to the database of the tests, and a third that writes to it at once."""
    own = connections["default"]
    writer = own.get_new_connection(own.get_connection_params())
    writer.autocommit = True
    return {**connections.databases["default"], "NAME": own.settings_dict["NAME"]}, writer


@pytest.fixture
def beside(tmp_path, django_db_setup, django_db_blocker):
    """What writes to a database that is read under the name "beside"."""
    with django_db_blocker.unblock():
        is_file = connections["default"].vendor == "sqlite"
        connections.databases["beside"], writer = (
            in_a_file(tmp_path / "beside") if is_file else on_the_server()
        )
        writer.execute("CREATE TABLE said (words TEXT)")
        yield writer
        connections["beside"].close()
        writer.execute("DROP TABLE said")
        writer.close()
        del connections["beside"]
        del connections.databases["beside"]


def count() -> int:
    with connections["beside"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM said")
        found: int = cursor.fetchone()[0]
    return found


def test_what_is_written_meanwhile_is_seen_afterwards_and_not_before(beside):
    with snapshot("beside"):
        assert count() == 0
        beside.execute("INSERT INTO said VALUES ('meanwhile')")
        assert count() == 0
    assert count() == 1


def test_it_ends_when_reading_fails(beside):
    with pytest.raises(ZeroDivisionError), snapshot("beside"):
        count()
        raise ZeroDivisionError
    beside.execute("INSERT INTO said VALUES ('afterwards')")
    with snapshot("beside"):
        assert count() == 1


@pytest.mark.django_db
def test_inside_a_transaction_it_joins_that_one():
    with snapshot(), snapshot():
        pass
