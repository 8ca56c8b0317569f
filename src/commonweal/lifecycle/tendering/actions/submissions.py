"""Submitting a tender, taking it up again, withdrawing it: until the deadline, and not an instant longer."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Refused
from commonweal.domain.permissions import Permission
from commonweal.domain.tender_parts import obstacles
from commonweal.domain.tenders import (
    STANDING,
    TENDER,
    TenderContent,
    TenderStatus,
    blank,
    rebased,
    without_aside,
)
from commonweal.lifecycle.tendering import storage
from commonweal.lifecycle.tendering.actions.checks import (
    check_ask_stands,
    check_editable,
    check_in_time,
    check_own,
    locked,
)
from commonweal.lifecycle.tendering.actions.drafts import destroy_draft, new_draft, restore_files
from commonweal.lifecycle.tendering.drafting import Draft, unlock_draft, unlock_file
from commonweal.lifecycle.tendering.events import TenderEvent
from commonweal.lifecycle.tendering.models import Receipt, SealedPackage, Tender
from commonweal.lifecycle.tendering.packages import build, read, seal
from commonweal.lifecycle.tendering.queries import (
    draft_key,
    latest_ask,
    own_draft,
    read_package,
    seal_of,
    submission_of,
)
from commonweal.lifecycle.tendering.sealing import Rng
from commonweal.outbox import actions as outbox
from commonweal.records.work import change, transaction


def submit(tender: Tender, code: str, *, by: Actor, now: dt.datetime, rng: Rng) -> Receipt:
    """Seal the draft and submit it, destroying the draft and its key. A later submission takes the earlier one's place.

    Args:
        code: given to the supplier once; it alone unlocks the supplier's own copy. It is stored nowhere.
        now: when the tender was received. At exactly the deadline it is in time.

    Raises:
        Refused: the deadline has passed, or something is missing (``tender.incomplete``).
    """
    check_own(tender, by, Permission.TENDER_SUBMIT)
    with transaction(by=by, at=now) as work:
        own = locked(tender)
        check_editable(own)
        check_in_time(own, now)
        check_ask_stands(own)
        TENDER.check(TenderStatus(own.status), TenderStatus.SUBMITTED)
        receipt = package_draft(own, code, by=by, now=now, rng=rng)
        destroy_draft(own)
        change(
            tender,
            status=TenderStatus.SUBMITTED.value,
            submissions=receipt.number,
            ask_version=latest_ask(own),
        )
        outbox.send("tender.submitted", tender=tender.external_id, receipt=receipt.external_id)
        work.record(TenderEvent.SUBMITTED, tender, number=receipt.number)
    return receipt


def package_draft(tender: Tender, code: str, *, by: Actor, now: dt.datetime, rng: Rng) -> Receipt:
    """Seal the draft of a tender that is locked, and give its receipt. Inside a transaction of its caller.

    Raises:
        Refused: something is missing (``tender.incomplete``), or no openers are named.
    """
    return _keep_package(tender, _package_of_draft(tender, by, rng), code, by=by, now=now, rng=rng)


def revise(tender: Tender, code: str, *, by: Actor, now: dt.datetime, rng: Rng) -> None:
    """Unlock the supplier's own copy into a draft. What was submitted stands until the revision is submitted.

    Raises:
        SealBroken: the code is another one.
    """
    check_own(tender, by, Permission.TENDER_WRITE)
    check_in_time(tender, now)
    package = read(read_package(tender, code, by=by))
    _begin_revision(tender, package.content, package.files, by=by, now=now, rng=rng)


def revise_from_blank(tender: Tender, *, by: Actor, now: dt.datetime, rng: Rng) -> None:
    """Begin a revision from a blank page, for a supplier who has lost the code. What was submitted stands meanwhile."""
    check_own(tender, by, Permission.TENDER_WRITE)
    check_in_time(tender, now)
    _begin_revision(tender, _blank_for(tender, by), (), by=by, now=now, rng=rng)


def keep_submitted(tender: Tender, *, by: Actor, now: dt.datetime) -> None:
    """Discard a revision and keep what was submitted."""
    check_own(tender, by, Permission.TENDER_WRITE)
    with transaction(by=by, at=now) as work:
        own = locked(tender)
        if own.status != TenderStatus.REVISING:
            raise Refused("tender.not_revising")
        destroy_draft(own)
        change(tender, status=TenderStatus.SUBMITTED.value)
        work.record(TenderEvent.REVISION_DISCARDED, tender)


def withdraw(tender: Tender, *, by: Actor, now: dt.datetime) -> None:
    """Withdraw before the deadline: the draft and the sealed package are destroyed, receipts stay.

    Raises:
        Refused: the deadline has passed, or there is nothing to withdraw.
    """
    check_own(tender, by, Permission.TENDER_SUBMIT)
    with transaction(by=by, at=now) as work:
        own = locked(tender)
        check_in_time(own, now)
        TENDER.check(TenderStatus(own.status), TenderStatus.WITHDRAWN)
        destroy_draft(own)
        remove_package(own)
        change(tender, status=TenderStatus.WITHDRAWN.value)
        work.record(TenderEvent.WITHDRAWN, tender)


def remove_package(tender: Tender) -> None:
    """Remove the package that stands, if one does. Inside a transaction of its caller."""
    package = (
        SealedPackage.objects.for_system("a sealed package that is replaced or withdrawn")
        .filter(tender=tender)
        .first()
    )
    if package is not None:
        package.delete()
        storage.remove(package.blob)


def _package_of_draft(tender: Tender, by: Actor, rng: Rng) -> bytes:
    """The package's bytes from the draft on the newest version of its ask. Raises `Refused` ``tender.incomplete``."""
    row = own_draft(tender, by)
    key = draft_key(row, tender, rng=rng)
    draft = unlock_draft(key, tender.external_id, bytes(row.locked_content))
    version = latest_ask(tender)
    ask = version.read()
    content = without_aside(rebased(draft.content, ask, version.digest), ask)
    missing = obstacles(content, ask)
    if missing:
        raise Refused("tender.incomplete", count=len(missing))
    blobs = {file.key: file.blob for file in row.files.all()}
    files = [
        unlock_file(key, tender.external_id, file.key, storage.get(blobs[file.key])) for file in content.files
    ]
    return build(content, files, rng=rng)


def _keep_package(
    tender: Tender, package: bytes, code: str, *, by: Actor, now: dt.datetime, rng: Rng
) -> Receipt:
    """Seal a package to the procurement's openers, in the place of an earlier one, and write its receipt."""
    number = tender.submissions + 1
    to = seal_of(tender.lot.procurement)
    if to is None:
        raise Refused("tender.not_sealed_yet")
    sealed = seal(package, bytes(to.public), code, submission_of(tender, number), rng=rng)
    remove_package(tender)
    SealedPackage(
        tender=tender,
        number=number,
        blob=storage.put(sealed.locked),
        key_for_openers=sealed.key_for_openers,
        key_for_supplier=sealed.key_for_supplier,
        receipt=sealed.receipt,
    ).save()
    receipt = Receipt(
        tender=tender,
        number=number,
        digest=sealed.receipt,
        size=len(package),
        submitted_at=now,
        submitted_by=by.person,
    )
    receipt.save()
    return receipt


def _begin_revision(
    tender: Tender, content: TenderContent, files: tuple[bytes, ...], *, by: Actor, now: dt.datetime, rng: Rng
) -> None:
    with transaction(by=by, at=now) as work:
        own = locked(tender)
        if TenderStatus(own.status) not in STANDING:
            raise Refused("tender.not_submitted")
        TENDER.check(TenderStatus(own.status), TenderStatus.REVISING)
        row, key = new_draft(own, Draft(content, ()), rng=rng)
        restore_files(row, key, content, files, rng=rng)
        change(tender, status=TenderStatus.REVISING.value)
        work.record(TenderEvent.REVISION_BEGUN, tender)


def _blank_for(tender: Tender, by: Actor) -> TenderContent:
    version = latest_ask(tender)
    return blank(
        version.read(),
        version.digest,
        lot_id=tender.lot.external_id,
        round_number=tender.round.number,
        supplier_id=by.organisation,
    )
