"""What is read in a snapshot belongs together, and holds no writer up."""

import sqlite3

import pytest
from django.db import connections

from commonweal.records.snapshot import snapshot


@pytest.fixture
def beside(tmp_path, django_db_blocker):
    """A database in a file, with the product's own options, and a second program that writes to it."""
    path = tmp_path / "beside.sqlite3"
    options = {"init_command": "PRAGMA journal_mode=WAL", "transaction_mode": "IMMEDIATE", "timeout": 1}
    with django_db_blocker.unblock():
        connections.databases["beside"] = {
            **connections.databases["default"],
            "NAME": path,
            "OPTIONS": options,
        }
        writer = sqlite3.connect(path, isolation_level=None, timeout=1)
        writer.execute("CREATE TABLE said (words TEXT)")
        yield writer
        writer.close()
        connections["beside"].close()
        del connections["beside"]
        del connections.databases["beside"]


def count() -> int:
    with connections["beside"].cursor() as cursor:
        found: int = cursor.execute("SELECT count(*) FROM said").fetchone()[0]
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
