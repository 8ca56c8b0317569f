"""All writes about files of notices."""

import datetime as dt
from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid
from commonweal.domain.permissions import Permission
from commonweal.files.models import StoredFile
from commonweal.markets.events import MarketEvent as Event
from commonweal.markets.models import MarketReading
from commonweal.records.work import transaction


def begin(*, title: str, file: StoredFile, by: Actor, now: dt.datetime) -> MarketReading:
    """Give a file of notices to be measured. Raises Invalid without a title."""
    by.must(Permission.SPEND_EDIT)
    if not title.strip():
        raise Invalid("market.title_missing", field="name")
    with transaction(by=by, at=now) as work:
        reading = MarketReading(authority_id=by.organisation_id, title=title.strip(), file=file)
        reading.save()
        work.record(Event.BEGUN, reading, sha256=file.sha256)
    return reading


def measured(
    reading: MarketReading, *, health: dict[str, Any], found: dict[str, Any], by: Actor, now: dt.datetime
) -> MarketReading:
    """Keep the measures of a file and what was read of it."""
    with transaction(by=by, at=now) as work:
        reading.health, reading.found, reading.problem = health, found, ""
        reading.save()
        work.record(Event.MEASURED, reading, releases=found["releases"], rejected=found["rejected"])
    return reading


def failed(reading: MarketReading, problem: str, *, by: Actor, now: dt.datetime) -> MarketReading:
    """Keep why nothing could be measured."""
    with transaction(by=by, at=now) as work:
        reading.problem = problem
        reading.save()
        work.record(Event.FAILED, reading)
    return reading


def remove(reading: MarketReading, *, by: Actor, now: dt.datetime) -> None:
    """Take a reading away. The file stays in the store of uploads."""
    by.must(Permission.SPEND_EDIT)
    with transaction(by=by, at=now) as work:
        work.record(Event.REMOVED, reading, sha256=reading.file.sha256)
        reading.delete()
