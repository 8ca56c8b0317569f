"""Strings that are planted in a tender, and a search for them wherever the product could have left them."""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from commonweal.domain.actors import Actor
from commonweal.lifecycle.procurement.models import AskVersion
from commonweal.lifecycle.tendering import storage
from commonweal.lifecycle.tendering.actions import drafts
from commonweal.lifecycle.tendering.models import Tender
from tests.builders.tendering import four_offers, rng

WORDS = {
    "answer": "canary-yellow-warbler-answer",
    "title": "canary-title-of-a-promise",
    "words": "canary-words-of-a-promise",
    "subcontractor": "Canary Subcontractor CIC",
    "milestone": "canary-milestone-reached",
    "file_name": "canary-name-of-a-file.txt",
    "file": "canary-content-of-a-file",
}
PENCE = 7_654_321_987
PRICE_FORMS = ("7654321987", "76543219.87", "76,543,219.87")


def plant(tender: Tender, version: AskVersion, *, by: Actor, now: datetime) -> None:
    """Write a whole tender in which every part carries a canary."""
    for criterion in version.read().questions:
        drafts.write_answer(
            tender, criterion.id, f"We {WORDS['answer']}.", revision=None, by=by, now=now, rng=rng
        )
    drafts.set_price(tender, PENCE, revision=None, by=by, now=now, rng=rng)
    for offer in four_offers(version):
        marked = replace(
            offer,
            title=WORDS["title"],
            words=WORDS["words"],
            subcontractor=WORDS["subcontractor"] if offer.subcontractor else "",
            milestones=tuple(replace(step, title=WORDS["milestone"]) for step in offer.milestones),
        )
        drafts.offer(tender, marked, revision=None, by=by, now=now, rng=rng)
    upload = storage.checked(WORDS["file_name"], WORDS["file"].encode())
    drafts.attach(tender, upload, criterion_id=None, by=by, now=now, rng=rng)


def needles(secrets: Iterable[str]) -> list[bytes]:
    """Each secret as it could be written: plain, in hexadecimal, in two-byte letters, inside base64 at any offset."""
    found: list[bytes] = []
    for secret in secrets:
        raw = secret.encode()
        found += [raw, raw.hex().encode(), secret.encode("utf-16-le")]
        for offset in range(3):
            # The first and last signs depend on neighbours; what is between them does not.
            inside = base64.b64encode(b"\0" * offset + raw)[4:-4]
            found += [inside, inside.replace(b"+", b"-").replace(b"/", b"_")]
    return [needle for needle in found if len(needle) >= 8]


def in_tables(sought: list[bytes]) -> Iterator[str]:
    """`table.column` for every value of every table that holds a canary. Works on any database."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from (
                    f"{table}.{name}"
                    for name, value in zip(columns, row, strict=True)
                    if any(needle in _bytes(value) for needle in sought)
                )


def in_files(folder: Path, sought: list[bytes]) -> Iterator[str]:
    """Every file under a folder, whatever it is, that holds a canary in its name or content."""
    for path in sorted(folder.rglob("*")):
        written = str(path).encode() + (path.read_bytes() if path.is_file() else b"")
        if any(needle in written for needle in sought):
            yield str(path)


def everywhere(sought: list[bytes]) -> list[str]:
    """Tables, stored files, emails and the audit anchor."""
    folders = {Path(settings.MEDIA_ROOT), Path(settings.EMAIL_OUTBOX), Path(settings.ANCHOR_FILE).parent}
    found = set(in_tables(sought))
    for folder in folders:
        found |= set(in_files(folder, sought))
    return sorted(found)


def _bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
