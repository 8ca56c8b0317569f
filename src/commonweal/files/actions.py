"""Storing an upload: checked, scanned, named, digested, recorded."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.files import blobs, checks
from commonweal.files.events import FileEvent
from commonweal.files.kinds import FileKind
from commonweal.files.models import StoredFile
from commonweal.files.scanning import Scan, scan
from commonweal.records.work import transaction


def store(
    name: str, content: bytes, *, owner_id: int, by: Actor, now: dt.datetime, field: str = "file"
) -> StoredFile:
    """Keep an upload for an organisation.

    Args:
        name: as the person's machine called it; paths and control characters are removed.
        owner_id: database key of the organisation it belongs to.
        field: the form field that errors are shown beside.

    Raises:
        Invalid: see `files.checks.check` and `files.scanning.scan`.
    """
    kind = checks.check(name, content, field=field)
    return _kept(kind, name, content, scan(content, field=field), owner_id=owner_id, by=by, now=now)


def store_opened(name: str, content: bytes, *, owner_id: int, by: Actor, now: dt.datetime) -> StoredFile:
    """Keep what was checked and scanned before it was sealed: no scanner may stop an opening. Raises Invalid."""
    kind = checks.check(name, content)
    return _kept(kind, name, content, Scan.SEALED, owner_id=owner_id, by=by, now=now)


def store_own(name: str, content: bytes, *, owner_id: int, by: Actor, now: dt.datetime) -> StoredFile:
    """Keep a document that this installation wrote itself. Raises Invalid: see `files.checks.check`."""
    kind = checks.check(name, content)
    return _kept(kind, name, content, Scan.OWN, owner_id=owner_id, by=by, now=now)


def store_table(
    name: str, content: bytes, *, owner_id: int, by: Actor, now: dt.datetime, field: str = "file"
) -> StoredFile:
    """Keep a file of payments, as `store` does. Raises Invalid: see `files.checks.check_table`."""
    kind = checks.check_table(name, content, field=field)
    return _kept(kind, name, content, scan(content, field=field), owner_id=owner_id, by=by, now=now)


def store_open_data(
    name: str, content: bytes, *, owner_id: int, by: Actor, now: dt.datetime, field: str = "file"
) -> StoredFile:
    """Keep a file of notices, as `store` does. Raises Invalid: see `files.checks.check_open_data`."""
    kind = checks.check_open_data(name, content, field=field)
    return _kept(kind, name, content, scan(content, field=field), owner_id=owner_id, by=by, now=now)


def _kept(
    kind: FileKind, name: str, content: bytes, outcome: Scan, *, owner_id: int, by: Actor, now: dt.datetime
) -> StoredFile:
    digest = blobs.write(content)
    with transaction(by=by, at=now) as work:
        stored = StoredFile(
            owner_id=owner_id,
            name=checks.clean_name(name),
            kind=kind.name,
            sha256=digest,
            size=len(content),
            scan=outcome,
            scanned_at=now if outcome == Scan.CLEAN else None,
            stored_by=by.person,
        )
        stored.save()
        work.record(
            FileEvent.FILE_STORED,
            stored,
            kind=kind.name,
            size=len(content),
            sha256=digest,
            scan=outcome.value,
        )
    return stored


def content_of(stored: StoredFile) -> bytes:
    """The bytes of a stored file, after checking that they are still those that were stored."""
    return blobs.read(stored.sha256)
