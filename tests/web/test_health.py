"""`/healthz` is healthy with a heartbeat, and each thing that fails is named by itself."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.jobs.minute import tick
from commonweal.web import health

pytestmark = pytest.mark.django_db
ALL_WELL = {"database": True, "migrations": True, "worker": True, "storage": True, "scanner": True}


@pytest.fixture
def beating(db) -> None:
    """The worker has just run the minute tick."""
    cache.clear()
    tick.enqueue()


def answer() -> tuple[int, dict[str, bool]]:
    response = Client().get(reverse("healthz"))
    found = response.json()
    assert found["healthy"] is (response.status_code == 200)
    return response.status_code, found["checks"]


def failing(name: str) -> tuple[int, dict[str, bool]]:
    return 503, ALL_WELL | {name: False}


def test_after_a_tick_of_the_worker_everything_is_well(beating):
    assert answer() == (200, ALL_WELL)


def test_without_a_heartbeat_the_worker_is_named(db):
    cache.clear()
    assert answer() == failing("worker")


@pytest.mark.parametrize(("seconds", "lives"), [(170, True), (190, False)])
def test_the_worker_may_be_silent_for_three_minutes(beating, monkeypatch, seconds, lives):
    later = timezone.now() + dt.timedelta(seconds=seconds)
    monkeypatch.setattr(health.timezone, "now", lambda: later)
    assert answer() == ((200, ALL_WELL) if lives else failing("worker"))


@pytest.mark.migrations
def test_a_migration_that_was_not_run_is_named(beating):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'outbox'")
    assert answer() == failing("migrations")


def test_files_that_cannot_be_written_are_named(beating, settings, tmp_path):
    in_the_way = tmp_path / "a-file"
    in_the_way.write_text("not a folder")
    settings.MEDIA_ROOT = in_the_way / "files"
    assert answer() == failing("storage")


@pytest.mark.parametrize(("scanner", "well"), [("none", True), ("clamd://127.0.0.1:1", False)])
def test_a_scanner_that_is_set_up_and_does_not_answer_is_named(beating, settings, scanner, well):
    settings.SCANNER = scanner
    assert answer() == ((200, ALL_WELL) if well else failing("scanner"))


def test_a_database_that_does_not_answer_is_named(beating, monkeypatch):
    def away() -> bool:
        raise OperationalError("the database is away")

    monkeypatch.setitem(health.CHECKS, "database", away)
    assert answer() == failing("database")


def test_a_database_that_does_not_answer_at_all_still_leaves_an_answer(beating, monkeypatch):
    """Nothing that reads the database passes, and the page itself needs none."""

    def away(*args, **kwargs):
        raise OperationalError("the database is away")

    monkeypatch.setattr(connection, "cursor", away)
    status, checks = answer()
    assert status == 503
    assert checks == ALL_WELL | {"database": False, "migrations": False, "worker": False}


def test_no_detail_is_told_to_whoever_asks(beating, monkeypatch):
    monkeypatch.setitem(health.CHECKS, "storage", lambda: (_ for _ in ()).throw(OSError("/secret/place")))
    response = Client().get(reverse("healthz"))
    assert set(response.json()) == {"healthy", "checks"}
    assert "/secret/place" not in response.content.decode()
