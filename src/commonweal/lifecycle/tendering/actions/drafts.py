"""Writing a tender: beginning it, saving its parts, attaching files. Everything is encrypted before it is stored."""

import datetime as dt
import hashlib
from dataclasses import replace

from django.db import IntegrityError
from django.db import transaction as database

from commonweal.domain.actors import Actor
from commonweal.domain.commitments import Offer
from commonweal.domain.errors import NotFound, Refused
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import ProcurementStatus
from commonweal.domain.tenders import (
    TenderContent,
    TenderFile,
    TenderStatus,
    blank,
    rebased,
    with_answer,
    with_file,
    with_offer,
    with_price,
    without_file,
    without_offer,
)
from commonweal.lifecycle.procurement.models import AskVersion
from commonweal.lifecycle.tendering import storage
from commonweal.lifecycle.tendering.actions.checks import (
    check_ask_stands,
    check_editable,
    check_in_time,
    check_own,
    check_writable,
    locked,
)
from commonweal.lifecycle.tendering.drafting import (
    Change,
    Draft,
    edited,
    lock_draft,
    lock_file,
    new_locked_key,
    unlock_draft,
)
from commonweal.lifecycle.tendering.events import TenderEvent
from commonweal.lifecycle.tendering.keyfile import sealing_key
from commonweal.lifecycle.tendering.models import DraftFile, Tender, TenderDraft
from commonweal.lifecycle.tendering.queries import current_round, draft_key, latest_ask, own_draft, seal_of
from commonweal.lifecycle.tendering.sealing import Rng
from commonweal.records.work import Work, change, transaction


def start(version: AskVersion, lot_id: str, *, by: Actor, now: dt.datetime, rng: Rng) -> Tender:
    """Begin a tender for one lot of the round that is open. One supplier has one tender for a lot and round.

    Raises:
        Refused: the procurement is not open, is not sealed yet, its deadline has passed, or a tender is there already.
        NotFound: the ask has no such lot.
    """
    by.must(Permission.TENDER_WRITE)
    procurement = version.ask.procurement
    if procurement.status != ProcurementStatus.OPEN:
        raise Refused("tender.not_open")
    if seal_of(procurement) is None:
        raise Refused("tender.not_sealed_yet")
    lot = procurement.lots.filter(external_id=lot_id).first()
    if lot is None:
        raise NotFound("record.not_found", kind="lot")
    tender = Tender(
        lot=lot, round=current_round(procurement), supplier_id=by.organisation_id, ask_version=version
    )
    check_in_time(tender, now)
    check_ask_stands(tender)
    if Tender.objects.for_supplier(by).filter(lot=lot, round=tender.round).exists():
        raise Refused("tender.begun_already")
    with transaction(by=by, at=now) as work:
        _save_first(tender)
        content = blank(
            version.read(),
            version.digest,
            lot_id=lot_id,
            round_number=tender.round.number,
            supplier_id=by.organisation,
        )
        new_draft(tender, Draft(content, ()), rng=rng)
        work.record(TenderEvent.STARTED, tender)
    return tender


def _save_first(tender: Tender) -> None:
    """Save a new tender; of two colleagues who begin the same one at once, the second is told."""
    try:
        with database.atomic():
            tender.save()
    except IntegrityError as error:
        raise Refused("tender.begun_already") from error


def write_answer(
    tender: Tender,
    criterion_id: str,
    text: str,
    *,
    revision: int | None,
    by: Actor,
    now: dt.datetime,
    rng: Rng,
) -> None:
    """Save the answer to one criterion. Too long an answer is kept; it is refused on submitting."""
    ask = latest_ask(tender).read()
    edit_part(
        tender,
        f"answer:{criterion_id}",
        lambda content: with_answer(content, ask, criterion_id, text),
        revision=revision,
        by=by,
        now=now,
        rng=rng,
    )


def set_price(
    tender: Tender, pence: int | None, *, revision: int | None, by: Actor, now: dt.datetime, rng: Rng
) -> None:
    """Save the price for the tender's lot, in pence without VAT; None takes it out."""
    edit_part(
        tender,
        "price",
        lambda content: with_price(content, pence),
        revision=revision,
        by=by,
        now=now,
        rng=rng,
    )


def offer(
    tender: Tender, offered: Offer, *, revision: int | None, by: Actor, now: dt.datetime, rng: Rng
) -> None:
    """Save one offered commitment, new or changed.

    Raises:
        Invalid: the first of what is wrong with it; the field says where.
    """
    ask = latest_ask(tender).read()
    edit_part(
        tender,
        f"commitment:{offered.key}",
        lambda content: with_offer(content, ask, offered),
        revision=revision,
        by=by,
        now=now,
        rng=rng,
    )


def take_back_offer(tender: Tender, key: str, *, by: Actor, now: dt.datetime, rng: Rng) -> None:
    """Take one offered commitment out of the draft."""
    edit_part(
        tender,
        f"commitment:{key}",
        lambda content: without_offer(content, key),
        revision=None,
        by=by,
        now=now,
        rng=rng,
    )


def attach(
    tender: Tender,
    upload: storage.Upload,
    *,
    criterion_id: str | None,
    by: Actor,
    now: dt.datetime,
    rng: Rng,
) -> TenderFile:
    """Attach a file. Its bytes, name and type are encrypted; only its size can be guessed from what is stored.

    Raises:
        Invalid: it is of a type or size that is not taken, is attached already, or is one too many.
    """
    key = f"file-{rng(6).hex()}"
    data = upload.data
    file = TenderFile(
        key, upload.name, upload.media_type, len(data), hashlib.sha256(data).hexdigest(), criterion_id
    )
    with transaction(by=by, at=now):
        draft = edit_part(
            tender, "files", lambda content: with_file(content, file), revision=None, by=by, now=now, rng=rng
        )
        _store_file(draft, draft_key(draft, tender, rng=rng), key, data, rng=rng)
    return file


def detach(tender: Tender, key: str, *, by: Actor, now: dt.datetime, rng: Rng) -> None:
    """Take a file out of the draft and remove what was stored of it. Raises `NotFound` when there is no such file."""
    with transaction(by=by, at=now):
        draft = edit_part(
            tender,
            "files",
            lambda content: without_file(content, key),
            revision=None,
            by=by,
            now=now,
            rng=rng,
        )
        file = draft.files.filter(key=key).first()
        if file is None:
            raise NotFound("record.not_found", kind="tender file")
        remove_file(file)


def new_draft(tender: Tender, draft: Draft, *, rng: Rng) -> tuple[TenderDraft, bytes]:
    """Store a draft under a fresh key. Inside a transaction of its caller; returns the row and the key."""
    key, locked_key = new_locked_key(sealing_key(rng=rng), tender.external_id, rng=rng)
    row = TenderDraft(
        tender=tender,
        locked_key=locked_key,
        locked_content=lock_draft(key, tender.external_id, draft, rng=rng),
    )
    row.save()
    return row, key


def destroy_draft(tender: Tender) -> None:
    """Destroy a draft's key, the draft and its files. Inside a transaction of its caller.

    The key is overwritten before its row is removed, so that no copy of it waits in the table's free pages.
    """
    row = (
        TenderDraft.objects.for_system("a draft that is destroyed with its key").filter(tender=tender).first()
    )
    if row is None:
        return
    change(row, locked_key=bytes(len(row.locked_key)), locked_content=b"")
    for file in row.files.all():
        remove_file(file)
    row.delete()


def restore_files(
    row: TenderDraft, key: bytes, content: TenderContent, files: tuple[bytes, ...], *, rng: Rng
) -> None:
    """Put the files of a submitted package back into a draft, encrypted under its new key."""
    for file, data in zip(content.files, files, strict=True):
        _store_file(row, key, file.key, data, rng=rng)


def current_content(tender: Tender, draft: Draft) -> TenderContent:
    """The draft on the newest version of its ask."""
    version = latest_ask(tender)
    return rebased(draft.content, version.read(), version.digest)


def edit_part(
    tender: Tender,
    part: str,
    make: Change,
    *,
    revision: int | None,
    by: Actor,
    now: dt.datetime,
    rng: Rng,
) -> TenderDraft:
    """Decrypt, change one part, encrypt again: one person after the other."""
    check_own(tender, by, Permission.TENDER_WRITE)
    with transaction(by=by, at=now) as work:
        row, draft, key = opened_draft(locked(tender), by, now, rng)
        draft = replace(draft, content=current_content(tender, draft))
        draft = edited(draft, part, revision, make, by=by.person, at=now)
        _save(row, key, draft, tender, work=work, part=part, rng=rng)
    return row


def opened_draft(tender: Tender, by: Actor, now: dt.datetime, rng: Rng) -> tuple[TenderDraft, Draft, bytes]:
    """A draft that may be worked on now, its row and its key. Inside a transaction of its caller."""
    check_editable(tender)
    check_writable(tender, now)
    row = own_draft(tender, by)
    key = draft_key(row, tender, rng=rng)
    return row, unlock_draft(key, tender.external_id, bytes(row.locked_content)), key


def _save(
    row: TenderDraft, key: bytes, draft: Draft, tender: Tender, *, work: Work, part: str, rng: Rng
) -> None:
    change(row, locked_content=lock_draft(key, tender.external_id, draft, rng=rng))
    kind, _colon, which = part.partition(":")
    # Which part by its opaque id, never what it says: the trail holds no word of a tender.
    work.record(TenderEvent.DRAFT_SAVED, tender, part=kind, which=which)


def _store_file(row: TenderDraft, key: bytes, file_key: str, data: bytes, *, rng: Rng) -> None:
    sealed = lock_file(key, row.tender.external_id, file_key, data, rng=rng)
    DraftFile(draft=row, key=file_key, blob=storage.put(sealed)).save()


def remove_file(file: DraftFile) -> None:
    """Remove what is stored of a file. Inside a transaction of its caller."""
    file.delete()
    storage.remove(file.blob)


def begin_again(tender: Tender, *, by: Actor, now: dt.datetime, rng: Rng) -> None:
    """Begin a withdrawn tender again from a blank page, before the deadline."""
    check_own(tender, by, Permission.TENDER_WRITE)
    with transaction(by=by, at=now) as work:
        own = locked(tender)
        check_in_time(own, now)
        if own.status != TenderStatus.WITHDRAWN:
            raise Refused("tender.not_withdrawn")
        version = latest_ask(own)
        content = blank(
            version.read(),
            version.digest,
            lot_id=own.lot.external_id,
            round_number=own.round.number,
            supplier_id=by.organisation,
        )
        new_draft(own, Draft(content, ()), rng=rng)
        change(tender, status=TenderStatus.DRAFT.value)
        work.record(TenderEvent.BEGUN_AGAIN, tender)
