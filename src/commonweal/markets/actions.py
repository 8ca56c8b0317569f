"""All writes about files of notices."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid
from commonweal.domain.permissions import Permission
from commonweal.files.models import StoredFile
from commonweal.markets.events import MarketEvent as Event
from commonweal.markets.models import MarketReading, Notice
from commonweal.records.work import transaction

#: Rows written with one statement.
BATCH = 500


@dataclass(frozen=True, slots=True)
class GivenNotice:
    """One procurement of a file: facts as they stand there, and what it asked for (outcome code to its words)."""

    ocid: str
    buyer: str
    title: str
    subject: str
    cpv_division: str
    region: str
    published_on: dt.date | None
    asked: dict[str, str]


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
    reading: MarketReading,
    *,
    health: dict[str, Any],
    found: dict[str, Any],
    by: Actor,
    now: dt.datetime,
    notices: Iterable[GivenNotice] = (),
) -> MarketReading:
    """Keep the measures of a file, what was read of it, and its notices in the library."""
    with transaction(by=by, at=now) as work:
        reading.health, reading.found, reading.problem = health, found, ""
        reading.save()
        Notice.objects.bulk_create((_row(reading, each, now) for each in notices), batch_size=BATCH)
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


def _row(reading: MarketReading, given: GivenNotice, now: dt.datetime) -> Notice:
    return Notice(
        reading=reading,
        authority_id=reading.authority_id,
        created_at=now,
        ocid=given.ocid[:200],
        buyer=given.buyer[:300],
        title=given.title[:500],
        subject=given.subject,
        cpv_division=given.cpv_division,
        region=given.region[:120],
        published_on=given.published_on,
        asked=given.asked,
        asked_count=len(given.asked),
    )
