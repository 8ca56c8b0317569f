"""The minute tick: what the clock brings about, whoever is signed in."""

from pathlib import Path

import structlog
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django_tasks import task

from commonweal.audit import chain
from commonweal.jobs.handlers import HANDLERS
from commonweal.jobs.schedule import every_minute
from commonweal.outbox.actions import dispatch

log = structlog.get_logger(__name__)
HEARTBEAT = "worker-heartbeat"


@task()
def tick() -> None:
    """The minute tick, run by the worker: follow-ups, what the clock brings about, the audit anchor, a heartbeat."""
    now = timezone.now()
    handled = dispatch(HANDLERS, now=now)
    every_minute(now)
    chain.anchor_to(Path(settings.ANCHOR_FILE), at=now)
    cache.set(HEARTBEAT, now, timeout=600)
    log.info("tick", dispatched=handled)
