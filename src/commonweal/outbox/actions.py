"""Writing to the outbox, inside an action's transaction, and dispatching from the worker."""

import datetime as dt
from collections.abc import Callable, Mapping

import structlog
from django.db import transaction as database

from commonweal.outbox.models import Message
from commonweal.records.work import current_work

MAX_ATTEMPTS = 8
log = structlog.get_logger(__name__)

Handler = Callable[[dict[str, str], dt.datetime], None]


def send(kind: str, *, due_at: dt.datetime | None = None, **ids: str) -> Message:
    """Ask for something to happen after this transaction is saved. Raises outside a unit of work."""
    work = current_work()
    return Message.objects.create(kind=kind, ids=ids, due_at=due_at or work.at, created_at=work.at)


def dispatch(handlers: Mapping[str, Handler], *, now: dt.datetime, limit: int = 100) -> int:
    """Act on messages that are due; returns how many were handled.

    Each message is claimed and handled in one transaction, so a crash leaves it waiting and success removes it. A
    message that fails waits longer each time and is set aside after `MAX_ATTEMPTS`.
    """
    waiting = Message.objects.filter(dispatched_at__isnull=True, failed_at__isnull=True, due_at__lte=now)
    numbers = list(waiting.order_by("due_at", "pk").values_list("pk", flat=True)[:limit])
    return sum(_dispatch_one(number, handlers, now) for number in numbers)


def _dispatch_one(number: int, handlers: Mapping[str, Handler], now: dt.datetime) -> bool:
    try:
        with database.atomic():
            message = Message.objects.select_for_update().get(pk=number)
            if message.dispatched_at is not None:
                return False
            handlers[message.kind](dict(message.ids), now)
            Message.objects.filter(pk=number).update(dispatched_at=now, attempts=message.attempts + 1)
            return True
    except Exception as error:
        log.warning("outbox_failed", message=number, error=type(error).__name__)
        _put_off(number, now)
        return False


def _put_off(number: int, now: dt.datetime) -> None:
    message = Message.objects.get(pk=number)
    message.attempts += 1
    message.due_at = now + dt.timedelta(minutes=2**message.attempts)
    message.failed_at = now if message.attempts >= MAX_ATTEMPTS else None
    message.save()
