"""All writes about a body's spending."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.permissions import Permission
from commonweal.domain.spend import CONFIRMABLE, SPEND_STATUSES, SpendStatus
from commonweal.files.models import StoredFile
from commonweal.lifecycle.strategy.models import Mission
from commonweal.records.work import change, check_revision, locked, transaction
from commonweal.spending.events import SpendingEvent as Event
from commonweal.spending.models import SpendColumns, SpendFile, SpendLoad, SpendServes

Columns = Mapping[str, Mapping[str, Any]]
"""By the signature of a header: `columns` (header name by field) and `month_first`."""


def begin(
    *, title: str, place_code: str, files: Sequence[StoredFile], by: Actor, now: dt.datetime
) -> SpendLoad:
    """Give files of payments to be read.

    Raises:
        Invalid: ``spend.title_missing`` or ``spend.files_missing``.
    """
    by.must(Permission.SPEND_EDIT)
    if not title.strip():
        raise Invalid("spend.title_missing", field="title")
    if not files:
        raise Invalid("spend.files_missing", field="files")
    with transaction(by=by, at=now) as work:
        load = SpendLoad(authority_id=by.organisation_id, title=title.strip(), place_code=place_code)
        load.save()
        for stored in files:
            SpendFile(load=load, stored=stored).save()
        work.record(Event.LOAD_BEGUN, load, files=len(files))
    return load


def columns_found(load: SpendLoad, found: list[dict[str, Any]], *, by: Actor, now: dt.datetime) -> SpendLoad:
    """Keep what the columns of the files seem to mean, for a person to confirm."""
    with transaction(by=by, at=now) as work:
        _move(load, SpendStatus.CONFIRMING, found=found, problem="")
        work.record(Event.COLUMNS_FOUND, load, headers=len(found))
    return load


def confirm(
    load: SpendLoad, columns: Columns, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> SpendLoad:
    """Say what the columns under each header mean. It is kept for the body's next files with the same header.

    Raises:
        Refused: it is being read or loaded. Invalid: ``spend.amount_missing`` when a header has no column of amounts.
    """
    by.must(Permission.SPEND_EDIT)
    if SpendStatus(load.status) not in CONFIRMABLE:
        raise Refused("spend_load.not_now")
    if any("amount" not in each["columns"] for each in columns.values()):
        raise Invalid("spend.amount_missing")
    with transaction(by=by, at=now) as work:
        check_revision(locked(load), revision)
        _move(load, SpendStatus.LOADING, confirmed=dict(columns), confirmed_at=now, confirmed_by=by.person)
        for signature, each in columns.items():
            _remember(load.authority_id, signature, each)
        work.record(Event.COLUMNS_CONFIRMED, load, headers=len(columns))
    return load


def _remember(authority_id: int, signature: str, each: Mapping[str, Any]) -> None:
    kept = SpendColumns.objects.for_system("columns of the body whose files are read").filter(
        authority_id=authority_id, signature=signature
    )
    facts = {"columns": dict(each["columns"]), "month_first": bool(each["month_first"])}
    row = kept.first()
    if row is None:
        SpendColumns(authority_id=authority_id, signature=signature, **facts).save()
    elif any(getattr(row, name) != value for name, value in facts.items()):
        change(row, **facts)


def loaded(load: SpendLoad, summary: dict[str, Any], *, by: Actor, now: dt.datetime) -> SpendLoad:
    """Keep the figures of a finished load."""
    with transaction(by=by, at=now) as work:
        _move(load, SpendStatus.LOADED, summary=summary, problem="")
        work.record(Event.LOADED, load, rows=summary["rows_in"], rejected=summary["rejected"])
    return load


def failed(load: SpendLoad, problem: str, *, by: Actor, now: dt.datetime) -> SpendLoad:
    """Keep why the files could not be read or loaded."""
    with transaction(by=by, at=now) as work:
        _move(load, SpendStatus.FAILED, problem=problem)
        work.record(Event.FAILED, load)
    return load


def try_again(load: SpendLoad, *, by: Actor, now: dt.datetime) -> SpendLoad:
    """Read the files of a failed load again."""
    by.must(Permission.SPEND_EDIT)
    with transaction(by=by, at=now) as work:
        _move(load, SpendStatus.READING, problem="")
        work.record(Event.TRIED_AGAIN, load)
    return load


def remove(load: SpendLoad, *, by: Actor, now: dt.datetime) -> SpendLoad:
    """Take a load out of the figures for good."""
    by.must(Permission.SPEND_EDIT)
    with transaction(by=by, at=now) as work:
        _move(load, SpendStatus.REMOVED)
        work.record(Event.REMOVED, load)
    return load


def _move(load: SpendLoad, to: SpendStatus, **facts: Any) -> None:
    """Change the status of the row as it is now, under its lock."""
    SPEND_STATUSES.check(SpendStatus(locked(load).status), to)
    change(load, status=to, **facts)


def serve(service: str, mission: Mission, *, reason: str, by: Actor, now: dt.datetime) -> SpendServes:
    """Say that a service's spending serves a mission, and why.

    Raises:
        Invalid: ``serves.reason_missing``. Refused: ``serves.already_linked``.
    """
    by.must(Permission.SPEND_EDIT)
    if not reason.strip():
        raise Invalid("serves.reason_missing", field="reason")
    if SpendServes.objects.for_authority(by).filter(service=service, mission=mission).exists():
        raise Refused("serves.already_linked")
    with transaction(by=by, at=now) as work:
        link = SpendServes(
            authority_id=by.organisation_id,
            service=service,
            mission=mission,
            reason=reason.strip(),
            linked_at=now,
            linked_by=by.person,
        )
        link.save()
        work.record(Event.SERVES_LINKED, link, mission=mission.external_id)
    return link


def stop_serving(link: SpendServes, *, by: Actor, now: dt.datetime) -> None:
    """Take a link back."""
    by.must(Permission.SPEND_EDIT)
    with transaction(by=by, at=now) as work:
        work.record(Event.SERVES_REMOVED, link)
        link.delete()
