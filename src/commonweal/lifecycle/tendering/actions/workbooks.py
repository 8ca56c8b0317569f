"""A response workbook that comes back: kept encrypted until somebody has seen what it changes, then brought in whole.

Reading it is `journeys.response_workbook`; here stand only the writes.
"""

import datetime as dt
from dataclasses import replace

from commonweal.domain.actors import Actor
from commonweal.domain.asks import AskContent
from commonweal.domain.errors import NotFound, Stale
from commonweal.domain.packs.bringing_in import Plan, applied, plan
from commonweal.domain.packs.workbook import Response
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.tendering import storage
from commonweal.lifecycle.tendering.actions.checks import check_own, locked
from commonweal.lifecycle.tendering.actions.drafts import current_content, opened_draft, remove_file
from commonweal.lifecycle.tendering.drafting import (
    Draft,
    edited,
    lock_draft,
    lock_workbook,
    unlock_workbook,
)
from commonweal.lifecycle.tendering.events import TenderEvent
from commonweal.lifecycle.tendering.models import DraftFile, Tender, TenderDraft
from commonweal.lifecycle.tendering.queries import draft_key, latest_ask, own_draft
from commonweal.lifecycle.tendering.sealing import Rng
from commonweal.records.work import change, transaction

WAITING = "workbook"
"""The key under which a draft keeps the workbook that waits; no attached file is called so."""


def keep(tender: Tender, name: str, data: bytes, *, by: Actor, now: dt.datetime, rng: Rng) -> None:
    """Keep an uploaded workbook, encrypted, until it is brought in or left aside. A later one takes its place."""
    check_own(tender, by, Permission.TENDER_WRITE)
    with transaction(by=by, at=now) as work:
        row, _draft, key = opened_draft(locked(tender), by, now, rng)
        _remove(row)
        sealed = lock_workbook(key, tender.external_id, name, data, rng=rng)
        DraftFile(draft=row, key=WAITING, blob=storage.put(sealed)).save()
        work.record(TenderEvent.WORKBOOK_KEPT, tender)


def waiting(tender: Tender, *, by: Actor, rng: Rng) -> tuple[str, bytes]:
    """The name and bytes of the workbook that waits. Raises `NotFound` when none does."""
    row = own_draft(tender, by)
    file = row.files.filter(key=WAITING).first()
    if file is None:
        raise NotFound("record.not_found", kind="workbook")
    return unlock_workbook(draft_key(row, tender, rng=rng), tender.external_id, storage.get(file.blob))


def discard(tender: Tender, *, by: Actor, now: dt.datetime, rng: Rng) -> None:
    """Leave the workbook that waits aside."""
    check_own(tender, by, Permission.TENDER_WRITE)
    with transaction(by=by, at=now) as work:
        row, _draft, _key = opened_draft(locked(tender), by, now, rng)
        _remove(row)
        work.record(TenderEvent.WORKBOOK_DISCARDED, tender)


def bring_in(
    tender: Tender, response: Response, *, saves: int | None, by: Actor, now: dt.datetime, rng: Rng
) -> Plan:
    """Change the draft as the workbook says: all of it or nothing.

    Args:
        response: what was read from the workbook, against the newest version of the ask or one that asks the same.
        saves: how often the draft had been saved when the person was shown what would change. None skips the check.

    Raises:
        Stale: a colleague saved something since.
        Invalid: a rule of the draft is broken. Refused: the deadline has passed, or there is no draft.
    """
    check_own(tender, by, Permission.TENDER_WRITE)
    ask: AskContent = latest_ask(tender).read()
    with transaction(by=by, at=now) as work:
        row, draft, key = opened_draft(locked(tender), by, now, rng)
        _check_saves(tender, draft, saves)
        content = current_content(tender, draft)
        what = plan(content, ask, response)
        draft = replace(draft, content=applied(content, ask, what, tender.supplier.name))
        for part in what.parts:
            draft = edited(draft, part, None, lambda content: content, by=by.person, at=now)
        change(row, locked_content=lock_draft(key, tender.external_id, draft, rng=rng))
        _remove(row)
        work.record(
            TenderEvent.WORKBOOK_BROUGHT_IN,
            tender,
            answers=len(what.answers),
            commitments=len(what.offers),
            price=what.price is not None or what.others.lines is not None,
            parts=list(what.parts),
        )
    return what


def _check_saves(tender: Tender, draft: Draft, saves: int | None) -> None:
    if saves is not None and saves != draft.saves:
        raise Stale(
            "record.stale",
            kind=tender.KIND,
            external_id=tender.external_id,
            expected=saves,
            actual=draft.saves,
        )


def _remove(row: TenderDraft) -> None:
    for file in row.files.filter(key=WAITING):
        remove_file(file)
