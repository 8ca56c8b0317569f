"""Fixtures for the whole suite."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis.internal.conjecture import providers

from tests.cast import NOW, Cast, World

# A busy machine is not a failing test: examples have no time limit of their own.
hypothesis_settings.register_profile(
    "commonweal", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
hypothesis_settings.load_profile("commonweal")
# It would also try words and figures of whatever modules happen to be imported by then: other examples in each worker, and
# a failure that nobody can find again.
providers._get_local_constants = lambda: providers._local_constants


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """The test database also has the cache table, as the real one does."""
    with django_db_blocker.unblock():
        call_command("createcachetable", verbosity=0)


@pytest.fixture(autouse=True)
def _outside(tmp_path, settings) -> None:
    """Files, mail and the audit anchor of a test go to its own folder."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.EMAIL_OUTBOX = tmp_path / "outbox"
    settings.EMAIL_BACKEND = "commonweal.gateways.email.FileOutbox"
    settings.ANCHOR_FILE = tmp_path / "anchor.jsonl"


@pytest.fixture
def cast(db) -> Cast:
    """The named cast, made afresh for one test."""
    cache.clear()
    return Cast(NOW)


@pytest.fixture
def world(db) -> World:
    """The cast and builders of one of each thing, for one test."""
    cache.clear()
    return World()


@pytest.fixture(scope="module")
def shared_world(request, django_db_setup, django_db_blocker) -> Iterator[World]:
    """One of each thing that the module names in ``SHARED``, or of everything, built once for it and rolled back after it.

    Each test's own writes are undone first.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        built = World()
        names = getattr(request.module, "SHARED", None)
        built.build_all() if names is None else built.build(names)
        yield built
        transaction.set_rollback(True)
