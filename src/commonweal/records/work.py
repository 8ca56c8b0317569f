"""The unit of work: one database transaction, its events, and the audit chain appended last.

    with transaction(by=actor, at=now) as work:
        mission = Mission(...)
        mission.save()
        work.record(StrategyEvent.MISSION_CREATED, mission, deadline_on=mission.deadline_on)

Nested transactions join the outer one. A transaction that wrote a record and recorded no event is refused: nothing is
ever changed without a trace. The `audit` room gives this module its sink when it starts, so that no lower room needs
to know how the chain is kept.

What must always agree with records (figures that are kept added up) is settled in the same transaction: a room says with
`settle_with` which models it watches, and is called before the chain is written, once, with what was saved or deleted.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import transaction as database

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Stale
from commonweal.records.events import EventType


class AuditMissingError(RuntimeError):
    """A transaction wrote records and recorded no event. A programming error, found by the first test that runs it."""


class OutsideTransactionError(RuntimeError):
    """A record was written outside `transaction(...)`: only actions write."""


class Auditable(Protocol):
    """Anything an event can be about."""

    KIND: str
    external_id: Any


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `fields` holds typed plain values and opaque ids: never names, text or addresses."""

    type: EventType
    kind: str
    external_id: str
    actor: Actor
    at: dt.datetime
    fields: dict[str, Any]


@dataclass
class Work:
    """An open unit of work. Actions use `record`; `at` and `by` fill what rows keep of time and person."""

    by: Actor
    at: dt.datetime
    events: list[Event] = field(default_factory=list)
    wrote: bool = False
    touched: list[Any] = field(default_factory=list)

    def touch(self, record: Any) -> None:
        """A record was saved or is about to be deleted; those that somebody watches are remembered."""
        self.wrote = True
        if type(record) in _watched:
            self.touched.append(record)

    def record(self, type_: EventType, about: Auditable, **fields: Any) -> None:
        """Add an event about a record to this transaction."""
        self.events.append(Event(type_, about.KIND, str(about.external_id), self.by, self.at, fields))


_current: ContextVar[Work | None] = ContextVar("commonweal_work", default=None)
_sink: list[Callable[[list[Event]], None]] = []
_watched: set[type] = set()
_settlers: list[Callable[[list[Any]], None]] = []


def set_sink(sink: Callable[[list[Event]], None]) -> None:
    """Say where events go; called once by the `audit` room when the application starts."""
    _sink[:] = [sink]


def settle_with(settler: Callable[[list[Any]], None], *models: type) -> None:
    """Have `settler` called at the end of every transaction that saved or deleted a record of `models`, with those records.

    Writes that reach round `Record.save` (bulk and queryset writes) are not seen: whoever makes them settles themselves.
    """
    if settler not in _settlers:
        _settlers.append(settler)
    _watched.update(models)


def current_work() -> Work:
    """The open unit of work; raises `OutsideTransactionError` when there is none."""
    work = _current.get()
    if work is None:
        raise OutsideTransactionError(
            "records are written only inside records.work.transaction(by=..., at=...)"
        )
    return work


@contextmanager
def transaction(*, by: Actor, at: dt.datetime) -> Iterator[Work]:
    """Open a unit of work, or join the one that is open.

    Args:
        by: who acts. at: the instant, with a time zone; rows written take it as `created_at`.

    Raises:
        AuditMissingError: records were written and no event recorded; everything is rolled back.
    """
    outer = _current.get()
    if outer is not None:
        yield outer
        return
    if at.tzinfo is None:
        raise ValueError("a unit of work needs an instant with a time zone")
    work = Work(by=by, at=at)
    token = _current.set(work)
    try:
        with database.atomic():
            yield work
            if work.touched:
                for settler in _settlers:
                    settler(work.touched)
            if work.wrote and not work.events:
                raise AuditMissingError("records were written without an audit event")
            # The chain's head row is locked here, last, so that two transactions never wait for each other in a ring.
            if work.events:
                _sink[0](work.events)
    finally:
        _current.reset(token)


def check_revision(record: Any, revision: int | None) -> None:
    """Raise `Stale` when `revision`, as the person read it, is no longer the record's own. None skips the check."""
    if revision is not None and revision != record.revision:
        raise Stale(
            "record.stale",
            kind=record.KIND,
            external_id=str(record.external_id),
            expected=revision,
            actual=record.revision,
        )


def locked(record: Any) -> Any:
    """The record read again under a lock that lasts until the transaction ends. Raises outside a unit of work."""
    current_work()
    return type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)


def change(record: Any, *, revision: int | None = None, **fields: Any) -> Any:
    """Lock a record, check its revision, set `fields`, bump the revision and save. Returns the fresh record.

    The row is read again under a lock, so two people who save at once cannot both succeed.

    Raises:
        Stale: the record has another revision than the caller read.
    """
    current_work()
    locked = type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
    check_revision(locked, revision)
    for name, value in fields.items():
        if name not in {f.name for f in locked._meta.get_fields()} | {
            f.attname for f in locked._meta.concrete_fields
        }:
            raise AttributeError(f"{type(record).__name__} has no field {name!r}")
        setattr(locked, name, value)
    locked.revision += 1
    locked.save()
    for name in (*fields, "revision"):
        setattr(record, name, getattr(locked, name))
    return locked
