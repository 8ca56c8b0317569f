"""Submitting, the receipt, the supplier's own copy, revising, withdrawing."""

import datetime as dt
import hashlib
import secrets

import pytest

from commonweal.audit.models import AuditEvent
from commonweal.domain.errors import NotFound, NotPermitted, Refused
from commonweal.domain.permissions import Role
from commonweal.domain.tenders import TenderStatus
from commonweal.files import blobs
from commonweal.lifecycle.tendering import queries, storage
from commonweal.lifecycle.tendering.actions import drafts, submissions
from commonweal.lifecycle.tendering.models import DraftFile, SealedPackage, TenderDraft
from commonweal.lifecycle.tendering.packages import new_code, read
from commonweal.lifecycle.tendering.sealing import SealBroken
from commonweal.outbox.models import Message
from commonweal.records import work
from tests.builders.tendering import CODE, FAR_DEADLINE, again, fill

rng = secrets.token_bytes
LATE = FAR_DEADLINE + dt.timedelta(microseconds=1)


@pytest.fixture
def writer(world):
    return world.cast.actor(Role.TENDER_WRITER)


def submitted_at(world, writer, now):
    fill(world.draft_tender, world.sealed_ask, by=writer, now=world.now)
    return submissions.submit(world.draft_tender, CODE, by=writer, now=now, rng=rng)


def package_of(tender, by) -> SealedPackage:
    return SealedPackage.objects.for_supplier(by).get(tender=tender)


def test_a_tender_at_exactly_the_deadline_is_in_time(world, writer):
    receipt = submitted_at(world, writer, FAR_DEADLINE)
    assert receipt.submitted_at == FAR_DEADLINE
    assert again(world.draft_tender).status == TenderStatus.SUBMITTED


def test_an_instant_later_it_is_refused(world, writer):
    with pytest.raises(Refused, match=r"tender\.deadline_passed"):
        submitted_at(world, writer, LATE)
    assert again(world.draft_tender).status == TenderStatus.DRAFT


def test_an_incomplete_tender_is_refused_with_the_number_of_gaps(world, writer):
    with pytest.raises(Refused, match=r"tender\.incomplete") as refused:
        submissions.submit(world.draft_tender, CODE, by=writer, now=world.now, rng=rng)
    assert refused.value.params["count"] == 3


def test_submitting_destroys_the_draft_its_key_and_its_files(
    world, writer, django_capture_on_commit_callbacks
):
    upload = storage.checked("Method.txt", b"How we will do it")
    drafts.attach(world.draft_tender, upload, criterion_id=None, by=writer, now=world.now, rng=rng)
    blob = DraftFile.objects.for_supplier(writer).get().blob
    with django_capture_on_commit_callbacks(execute=True):
        submitted_at(world, writer, world.now)
    assert not TenderDraft.objects.for_supplier(writer).exists()
    assert not DraftFile.objects.for_supplier(writer).exists()
    assert not blobs.path_of(blob).exists()


def test_the_receipt_is_the_digest_of_what_the_supplier_can_download(world, writer):
    tender = world.submitted_tender
    package = queries.read_package(tender, CODE, by=writer)
    (receipt,) = tender.receipts.all()
    assert (receipt.digest, receipt.size) == (hashlib.sha256(package).hexdigest(), len(package))
    assert read(package).content.price_pence == 98_000_000


def test_the_code_is_stored_nowhere(world):
    plain = CODE.replace("-", "")
    package = package_of(world.submitted_tender, world.cast.actor(Role.TENDER_WRITER))
    stored = [bytes(package.key_for_supplier), bytes(package.key_for_openers), blobs.read(package.blob)]
    assert all(code.encode() not in value for value in stored for code in (plain, CODE))


def test_another_code_opens_nothing(world, writer):
    with pytest.raises(SealBroken, match=r"seal\.code_wrong"):
        queries.read_package(world.submitted_tender, new_code(rng), by=writer)
    with pytest.raises(SealBroken, match=r"seal\.code_wrong"):
        submissions.revise(world.submitted_tender, new_code(rng), by=writer, now=world.now, rng=rng)


def test_the_code_does_not_help_a_rival_or_the_authority(world):
    for actor in (
        world.cast.actor(Role.TENDER_WRITER, world.cast.rival),
        world.cast.actor(Role.PROCUREMENT_OFFICER),
    ):
        with pytest.raises((Refused, NotPermitted)):
            queries.read_package(world.submitted_tender, CODE, by=actor)


def test_a_revision_begins_with_what_was_submitted_and_leaves_it_standing(world, writer):
    tender = world.submitted_tender
    submissions.revise(tender, CODE, by=writer, now=world.now, rng=rng)
    draft = queries.read_draft(tender, by=writer, rng=rng)
    assert draft.content.price_pence == 98_000_000
    assert again(tender).status == TenderStatus.REVISING
    assert queries.standing_count(tender.round) == 1


def test_a_revision_brings_back_the_files(world, writer):
    upload = storage.checked("Method.txt", b"How we will do it")
    file = drafts.attach(world.draft_tender, upload, criterion_id=None, by=writer, now=world.now, rng=rng)
    submitted_at(world, writer, world.now)
    submissions.revise(again(world.draft_tender), CODE, by=writer, now=world.now, rng=rng)
    assert queries.read_draft_file(world.draft_tender, file.key, by=writer, rng=rng) == b"How we will do it"


def test_a_new_submission_takes_the_place_of_the_earlier_one(
    world, writer, django_capture_on_commit_callbacks
):
    tender = world.submitted_tender
    old = package_of(tender, writer).blob
    submissions.revise(tender, CODE, by=writer, now=world.now, rng=rng)
    drafts.set_price(again(tender), 97_000_000, revision=None, by=writer, now=world.now, rng=rng)
    code = new_code(rng)
    with django_capture_on_commit_callbacks(execute=True):
        receipt = submissions.submit(again(tender), code, by=writer, now=world.now, rng=rng)
    assert receipt.number == 2
    assert [each.number for each in tender.receipts.all()] == [1, 2]
    assert not blobs.path_of(old).exists()
    assert read(queries.read_package(again(tender), code, by=writer)).content.price_pence == 97_000_000
    with pytest.raises(SealBroken):
        queries.read_package(again(tender), CODE, by=writer)


def test_a_supplier_who_lost_the_code_can_write_it_anew(world, writer):
    tender = world.submitted_tender
    submissions.revise_from_blank(tender, by=writer, now=world.now, rng=rng)
    assert queries.read_draft(tender, by=writer, rng=rng).content.answers == ()
    assert queries.standing_count(tender.round) == 1


def test_a_revision_can_be_discarded(world, writer):
    tender = world.submitted_tender
    submissions.revise(tender, CODE, by=writer, now=world.now, rng=rng)
    submissions.keep_submitted(again(tender), by=writer, now=world.now)
    assert again(tender).status == TenderStatus.SUBMITTED
    assert not TenderDraft.objects.for_supplier(writer).filter(tender=tender).exists()
    assert queries.read_package(tender, CODE, by=writer)


def test_nothing_is_revised_or_withdrawn_after_the_deadline(world, writer):
    tender = world.submitted_tender
    with pytest.raises(Refused, match=r"tender\.deadline_passed"):
        submissions.revise(tender, CODE, by=writer, now=LATE, rng=rng)
    with pytest.raises(Refused, match=r"tender\.deadline_passed"):
        submissions.revise_from_blank(tender, by=writer, now=LATE, rng=rng)
    with pytest.raises(Refused, match=r"tender\.deadline_passed"):
        submissions.withdraw(tender, by=writer, now=LATE)


def test_a_withdrawn_tender_is_gone_but_its_receipt_stays(world, writer, django_capture_on_commit_callbacks):
    tender = world.submitted_tender
    blob = package_of(tender, writer).blob
    with django_capture_on_commit_callbacks(execute=True):
        submissions.withdraw(tender, by=writer, now=world.now)
    assert again(tender).status == TenderStatus.WITHDRAWN
    assert not blobs.path_of(blob).exists()
    assert queries.standing_count(tender.round) == 0
    assert tender.receipts.count() == 1
    with pytest.raises(Refused, match=r"tender\.no_package"):
        queries.read_package(tender, CODE, by=writer)


def test_a_withdrawn_tender_can_be_begun_again_before_the_deadline(world, writer):
    tender = world.submitted_tender
    submissions.withdraw(tender, by=writer, now=world.now)
    with pytest.raises(Refused, match=r"tender\.deadline_passed"):
        drafts.begin_again(again(tender), by=writer, now=LATE, rng=rng)
    drafts.begin_again(again(tender), by=writer, now=world.now, rng=rng)
    assert again(tender).status == TenderStatus.DRAFT


def test_a_submitted_tender_is_not_edited_and_not_submitted_twice(world, writer):
    tender = world.submitted_tender
    with pytest.raises(Refused, match=r"tender\.not_editable"):
        drafts.set_price(tender, 1, revision=None, by=writer, now=world.now, rng=rng)
    with pytest.raises(Refused, match=r"tender\.not_editable"):
        submissions.submit(tender, CODE, by=writer, now=world.now, rng=rng)


def test_only_what_may_be_done_in_its_status_is_done(world, writer):
    with pytest.raises(Refused, match=r"tender\.not_revising"):
        submissions.keep_submitted(world.submitted_tender, by=writer, now=world.now)
    with pytest.raises(Refused, match=r"tender\.not_withdrawn"):
        drafts.begin_again(world.submitted_tender, by=writer, now=world.now, rng=rng)
    with pytest.raises(Refused, match=r"tender\.not_submitted"):
        submissions.revise_from_blank(world.draft_tender, by=writer, now=world.now, rng=rng)


def test_a_delivery_lead_submits_nothing_and_a_rival_finds_nothing(world):
    with pytest.raises(NotPermitted):
        submissions.submit(
            world.draft_tender, CODE, by=world.cast.actor(Role.DELIVERY_LEAD), now=world.now, rng=rng
        )
    with pytest.raises(NotFound):
        rival = world.cast.actor(Role.TENDER_WRITER, world.cast.rival)
        submissions.submit(world.draft_tender, CODE, by=rival, now=world.now, rng=rng)


def test_a_submission_asks_for_its_email_by_ids_alone(world):
    tender = world.submitted_tender
    (message,) = Message.objects.filter(kind="tender.submitted", ids__tender=tender.external_id)
    assert message.ids == {"tender": tender.external_id, "receipt": tender.receipts.get().external_id}


def test_when_the_audit_fails_nothing_is_submitted(world, writer, monkeypatch):
    fill(world.draft_tender, world.sealed_ask, by=writer, now=world.now)

    def broken(events):
        raise RuntimeError("the chain cannot be written")

    monkeypatch.setattr(work, "_sink", [broken])
    with pytest.raises(RuntimeError):
        submissions.submit(world.draft_tender, CODE, by=writer, now=world.now, rng=rng)
    assert again(world.draft_tender).status == TenderStatus.DRAFT
    assert not SealedPackage.objects.for_supplier(writer).filter(tender=world.draft_tender).exists()
    assert TenderDraft.objects.for_supplier(writer).filter(tender=world.draft_tender).exists()


def test_what_the_audit_keeps_of_a_tender_are_counts_and_parts(world):
    tender = world.submitted_tender
    events = AuditEvent.objects.filter(kind="tender", external_id=tender.external_id)
    assert {event.type for event in events} == {"tender.started", "tender.draft_saved", "tender.submitted"}
    assert {key for event in events for key in event.fields} <= {"part", "which", "number"}
