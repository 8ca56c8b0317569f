"""`/healthz`: is the database there and migrated, does the worker live, can files be written, does the scanner answer."""

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from commonweal.files import scanning

WORKER_SILENT_FOR = dt.timedelta(minutes=3)
HEARTBEAT = "worker-heartbeat"


def database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def worker() -> bool:
    """The minute tick runs through the task worker and leaves a heartbeat in the cache."""
    last = cache.get(HEARTBEAT)
    return last is not None and timezone.now() - last < WORKER_SILENT_FOR


def storage() -> bool:
    probe = settings.MEDIA_ROOT / ".health"
    probe.parent.mkdir(parents=True, exist_ok=True)
    probe.write_text("ok", encoding="ascii")
    probe.unlink()
    return True


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database,
    "migrations": migrations,
    "worker": worker,
    "storage": storage,
    "scanner": scanning.answers,
}


def healthz(request: HttpRequest) -> JsonResponse:
    """200 when every check passes, else 503; the answer names each check and never says more than yes or no."""
    results = {name: _passes(check) for name, check in CHECKS.items()}
    healthy = all(results.values())
    return JsonResponse({"healthy": healthy, "checks": results}, status=200 if healthy else 503)


def _passes(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (DatabaseError, OSError):
        return False
