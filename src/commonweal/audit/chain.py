"""Appending to the chain and proving that it is whole.

The anchor file holds one line per anchoring, ``{"count", "digest", "at"}``, outside the database: a chain whose tail
was cut off verifies by itself, but no longer reaches its anchor.
"""

import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commonweal.audit.models import AuditEvent, AuditHead
from commonweal.records.work import Event

HEAD = 1
_PLAIN = re.compile(r"^[A-Za-z0-9._:/+-]{0,80}$")
BATCH = 2000


class UnfitForAuditError(ValueError):
    """An event field holds something the chain must never hold: free text, an address, a float."""


class UnreadableAnchorError(ValueError):
    """The anchor file is none; the message says where."""


def plain(value: Any) -> Any:
    """A field's value as the chain stores it: integers, booleans, dates and opaque words only."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str) and _PLAIN.match(value):
        return str(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    raise UnfitForAuditError(f"{type(value).__name__} value may not enter the audit chain")


def digest_of(event: AuditEvent) -> str:
    """SHA-256, in hex, over everything an event says and the digest before it."""
    body = [
        event.number,
        event.at.astimezone(dt.UTC).isoformat(),
        event.type,
        event.kind,
        event.external_id,
        event.person,
        event.organisation,
        event.fields,
        event.previous,
    ]
    return hashlib.sha256(json.dumps(body, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def append(events: list[Event]) -> None:
    """Lock the head, add the events in order, move the head. Runs inside the transaction of the action."""
    AuditHead.objects.get_or_create(pk=HEAD)
    head = AuditHead.objects.select_for_update().get(pk=HEAD)
    rows = []
    for event in events:
        row = AuditEvent(
            number=head.count + 1,
            at=event.at,
            type=event.type.value,
            kind=event.kind,
            external_id=event.external_id,
            person=event.actor.person,
            organisation=event.actor.organisation,
            fields={name: plain(value) for name, value in event.fields.items()},
            previous=head.digest,
        )
        row.digest = digest_of(row)
        head.count, head.digest = row.number, row.digest
        rows.append(row)
    AuditEvent.objects.bulk_create(rows)
    head.save()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found. `problem` is None when the chain is whole; `number` is the first event concerned."""

    count: int
    digest: str
    problem: str | None = None
    number: int | None = None


def verify(anchor: Path | None = None) -> Verdict:
    """Walk the whole chain and compare it with its head and, when given, with every line of the anchor file.

    Finds an event that was changed, removed, reordered or added, and a tail cut off since the last anchoring.
    """
    anchors = _read_anchor(anchor) if anchor else {}
    previous, number = "", 0
    for event in AuditEvent.objects.order_by("number").iterator(chunk_size=BATCH):
        problem = _problem_with(event, number, previous, anchors)
        if problem:
            return Verdict(number, previous, problem, number + 1)
        previous, number = event.digest, event.number
    head = AuditHead.objects.filter(pk=HEAD).first()
    if (head.count, head.digest) != (number, previous) if head else number:
        return Verdict(number, previous, "head_differs", number)
    if anchors:
        return Verdict(number, previous, "cut_short", min(anchors))
    return Verdict(number, previous)


def _problem_with(event: AuditEvent, number: int, previous: str, anchors: dict[int, str]) -> str | None:
    """What is wrong with the event that should follow `number`; takes its line out of `anchors`."""
    if event.number != number + 1:
        return "missing"
    if event.previous != previous:
        return "reordered"
    if digest_of(event) != event.digest:
        return "changed"
    return "differs_from_anchor" if anchors.pop(event.number, event.digest) != event.digest else None


def _read_anchor(path: Path) -> dict[int, str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableAnchorError(f"{path} cannot be read as an anchor file") from error
    return dict(
        found
        for number, line in enumerate(lines, 1)
        if line.strip() and (found := _anchored(path, number, line))
    )


def _anchored(path: Path, number: int, line: str) -> tuple[int, str] | None:
    """One line of the anchor file as (count, digest); None for an anchoring before the first event."""
    try:
        record = json.loads(line)
        count, digest = int(record["count"]), str(record["digest"])
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableAnchorError(
            f"{path} is no anchor file: line {number} says no count and digest"
        ) from error
    return (count, digest) if count else None


def anchor_to(path: Path, *, at: dt.datetime) -> None:
    """Add a line for the present head to the anchor file, unless the last line already says it."""
    head = AuditHead.objects.filter(pk=HEAD).first()
    if head is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and head.count in _read_anchor(path):
        return
    line = json.dumps({"count": head.count, "digest": head.digest, "at": at.astimezone(dt.UTC).isoformat()})
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
