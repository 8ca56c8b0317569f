"""The opening: two different people, after the deadline, and then everything at once or nothing."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.errors import NotFound, Refused
from commonweal.domain.periods import is_in_time
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import ProcurementStatus
from commonweal.domain.tenders import STANDING, TENDER, TenderStatus
from commonweal.lifecycle.procurement.actions import statuses
from commonweal.lifecycle.procurement.models import Procurement, Round
from commonweal.lifecycle.tendering.actions.drafts import destroy_draft
from commonweal.lifecycle.tendering.actions.opened_rows import write
from commonweal.lifecycle.tendering.events import OpeningEvent, TenderEvent
from commonweal.lifecycle.tendering.late import undecided_count
from commonweal.lifecycle.tendering.models import (
    Handover,
    OpenerKey,
    Opening,
    ProcurementSeal,
    SealedPackage,
    SealShare,
    Tender,
)
from commonweal.lifecycle.tendering.packages import Package, open_for_authority, read
from commonweal.lifecycle.tendering.queries import (
    current_round,
    opening_of,
    seal_of,
    sealed_of,
    submission_of,
)
from commonweal.lifecycle.tendering.sealing import KeyPair, SealBroken
from commonweal.lifecycle.tendering.shares import Share, opener_pair, private_key, take_off_layer
from commonweal.organisations.models import Person
from commonweal.outbox import actions as outbox
from commonweal.records.work import Work, change, transaction


def begin(procurement: Procurement, passphrase: str, *, by: Actor, now: dt.datetime) -> Opening:
    """The first opener takes off the outer layer for each of the others. Nothing can be read yet.

    Raises:
        Refused: before the deadline, not one of the named openers, or begun already.
        SealBroken: the passphrase is another one, or the seal was changed.
    """
    seal, round_ = _ready(procurement, by, now)
    if opening_of(round_) is not None:
        raise Refused("opening.begun_already")
    key, pair = _own_key(seal, passphrase, by)
    layers = [(share, _inner_layer(procurement, share, pair)) for share in _shares_of(seal, first=key)]
    with transaction(by=by, at=now) as work:
        Procurement.objects.for_system(
            "a procurement, locked while its tenders are opened"
        ).select_for_update(of=("self",)).get(pk=procurement.pk)
        if opening_of(round_) is not None:
            raise Refused("opening.begun_already")
        # Looked at again under the lock: the deadline may have been extended, and a tender may have come late.
        _check_closed(Round.objects.for_authority(by).get(pk=round_.pk), now)
        statuses.close_if_due(procurement, now=now)
        opening = Opening(round=round_, first_id=by.person_id, first_at=now, first_by=by.person)
        opening.save()
        for share, inner in layers:
            Handover(opening=opening, share=share, inner=inner).save()
        outbox.send("opening.begun", opening=opening.external_id)
        work.record(OpeningEvent.BEGUN, procurement, round=round_.number)
    return opening


def complete(procurement: Procurement, passphrase: str, *, by: Actor, now: dt.datetime) -> Opening:
    """The second opener opens every tender of the round. All of them are written in one transaction, or none is.

    Raises:
        Refused: before the deadline, not begun, complete already, the same person, or not one of the named openers.
        SealBroken: the passphrase is another one, or a byte of the seal or of any package was changed.
    """
    seal, round_ = _ready(procurement, by, now)
    opening = _begun(round_, by)
    key, pair = _own_key(seal, passphrase, by)
    opened_with = _procurement_key(procurement, seal, opening, key, pair)
    with transaction(by=by, at=now) as work:
        fresh = (
            Opening.objects.for_system("an opening, locked while it is completed")
            .select_for_update(of=("self",))
            .get(pk=opening.pk)
        )
        if fresh.second_id is not None:
            raise Refused("opening.complete_already")
        count = _open_all(round_, opened_with, work, by=by, now=now)
        lapsed = _lapse_drafts(round_, work)
        for handover in opening.handovers.all():
            handover.delete()
        second = Person.objects.get(pk=by.person_id)
        opening = change(
            opening,
            second=second,
            second_at=now,
            second_by=by.person,
            opened_count=count,
            lapsed_count=lapsed,
        )
        statuses.move(procurement, ProcurementStatus.OPENED, by=by, now=now)
        outbox.send("opening.completed", opening=opening.external_id)
        work.record(OpeningEvent.COMPLETED, procurement, round=round_.number, opened=count, lapsed=lapsed)
    return opening


def rehearse(procurement: Procurement, passphrase: str, *, by: Actor, now: dt.datetime) -> None:
    """Try one's own passphrase against the key that a procurement is sealed to. Nothing is opened, whatever the time.

    A lost passphrase is then known while another opener can still be counted on.

    Raises:
        Refused: no openers are named, or the actor is not one of them. SealBroken: the passphrase is another one.
    """
    by.must(Permission.TENDER_OPEN)
    if by.organisation_id != procurement.authority_id:
        raise NotFound("record.not_found", kind="procurement")
    seal = seal_of(procurement)
    if seal is None:
        raise Refused("opening.not_sealed")
    _own_key(seal, passphrase, by)
    with transaction(by=by, at=now) as work:
        work.record(OpeningEvent.REHEARSED, procurement)


def _ready(procurement: Procurement, by: Actor, now: dt.datetime) -> tuple[ProcurementSeal, Round]:
    """The seal and round to open. Raises `Refused` unless the deadline has passed, by instant and not by status."""
    by.must(Permission.TENDER_OPEN)
    if by.organisation_id != procurement.authority_id:
        raise NotFound("record.not_found", kind="procurement")
    round_ = current_round(procurement)
    _check_closed(round_, now)
    seal = seal_of(procurement)
    if seal is None:
        raise Refused("opening.not_sealed")
    return seal, round_


def _check_closed(round_: Round, now: dt.datetime) -> None:
    if round_.deadline_at is None or is_in_time(now, round_.deadline_at):
        raise Refused("opening.before_deadline", deadline_at=round_.deadline_at)
    undecided = undecided_count(round_)
    if undecided:
        raise Refused("opening.late_undecided", count=undecided)


def _begun(round_: Round, by: Actor) -> Opening:
    opening = opening_of(round_)
    if opening is None:
        raise Refused("opening.not_begun")
    if opening.second_id is not None:
        raise Refused("opening.complete_already")
    if opening.first_id == by.person_id:
        raise Refused("opening.same_person")
    return opening


def _own_key(seal: ProcurementSeal, passphrase: str, by: Actor) -> tuple[OpenerKey, KeyPair]:
    """The actor's key among those the seal was made for, unlocked."""
    keys = OpenerKey.objects.for_authority(by).filter(person_id=by.person_id)
    key = keys.filter(pk__in=seal.shares.values_list("first_id", flat=True)).first()
    if key is None:
        raise Refused("opening.not_named")
    return key, opener_pair(key.external_id, bytes(key.public), bytes(key.locked_private), passphrase)


def _shares_of(seal: ProcurementSeal, *, first: OpenerKey) -> list[SealShare]:
    return list(seal.shares.filter(first=first).select_related("first", "second"))


def _inner_layer(procurement: Procurement, share: SealShare, pair: KeyPair) -> bytes:
    plain = Share(share.first.external_id, share.second.external_id, bytes(share.outer))
    return take_off_layer(procurement.external_id, plain, pair)


def _procurement_key(
    procurement: Procurement, seal: ProcurementSeal, opening: Opening, key: OpenerKey, pair: KeyPair
) -> KeyPair:
    """The procurement's key pair from what the first opener handed on to this one."""
    handover = (
        opening.handovers.filter(share__second=key).select_related("share__first", "share__second").first()
    )
    if handover is None:
        raise SealBroken("seal.share_broken")
    return private_key(
        procurement.external_id,
        bytes(seal.public),
        bytes(handover.inner),
        first=handover.share.first.external_id,
        second=handover.share.second.external_id,
        second_pair=pair,
    )


def _open_all(round_: Round, pair: KeyPair, work: Work, *, by: Actor, now: dt.datetime) -> int:
    """Open every package that stands in the round; returns how many."""
    packages = (
        SealedPackage.objects.for_system("sealed packages at the opening of their round")
        .filter(tender__round=round_, tender__status__in=[status.value for status in STANDING])
        .select_related("tender__lot__procurement", "tender__supplier", "tender__ask_version")
        .order_by("pk")
    )
    count = 0
    for row in packages.iterator(chunk_size=20):
        package = _open_one(row, pair)
        write(row.tender, package, by=by, now=now)
        destroy_draft(row.tender)
        TENDER.check(TenderStatus(row.tender.status), TenderStatus.OPENED)
        change(row.tender, status=TenderStatus.OPENED.value, opened_at=now, opened_by=by.person)
        work.record(TenderEvent.OPENED, row.tender, receipt=row.receipt)
        count += 1
    return count


def _open_one(row: SealedPackage, pair: KeyPair) -> Package:
    """Unlock and read one package, and hold it against the tender it came with."""
    tender = row.tender
    package = read(open_for_authority(sealed_of(row), pair, submission_of(tender, row.number)))
    content = package.content
    said = (content.procurement_id, content.lot_id, content.supplier_id)
    if said != (tender.lot.procurement.external_id, tender.lot.external_id, tender.supplier.external_id):
        raise SealBroken("seal.package_broken", tender=tender.external_id)
    return package


def _lapse_drafts(round_: Round, work: Work) -> int:
    """Drafts that were never submitted: their keys are destroyed, unread."""
    drafts = Tender.objects.for_system("drafts that were not submitted in time").filter(
        round=round_, status=TenderStatus.DRAFT.value
    )
    for tender in (found := list(drafts)):
        destroy_draft(tender)
        change(tender, status=TenderStatus.LAPSED.value)
        work.record(TenderEvent.LAPSED, tender)
    return len(found)
