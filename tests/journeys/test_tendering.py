"""The receipt by email: to whoever submitted, with the digest and no word of the tender."""

import pytest
from django.core import mail

from commonweal.domain.permissions import Role
from commonweal.jobs.handlers import HANDLERS
from commonweal.journeys.tendering import send_receipt
from commonweal.outbox.actions import dispatch
from commonweal.outbox.models import Message
from tests.builders.tendering import CODE


@pytest.fixture(autouse=True)
def kept_in_memory(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def ids_of(world):
    tender = world.submitted_tender
    return {"tender": tender.external_id, "receipt": tender.receipts.get().external_id}


def test_whoever_submitted_gets_the_receipt(world):
    send_receipt(ids_of(world), world.now)
    (sent,) = mail.outbox
    assert sent.to == [world.cast.person(Role.TENDER_WRITER).email]
    assert world.submitted_tender.receipts.get().digest in sent.body
    assert f"/tenders/{world.submitted_tender.external_id}/receipt" in sent.body


def test_the_receipt_says_nothing_of_the_tender_nor_its_code(world):
    send_receipt(ids_of(world), world.now)
    body = mail.outbox[0].body
    for secret in ("980,000", "98000000", "Paid learning", CODE, "Method statement"):
        assert secret not in body


def test_the_receipt_of_a_late_tender_says_that_it_waits_for_a_decision(world):
    tender = world.late_tender.tender
    send_receipt({"tender": tender.external_id, "receipt": tender.receipts.get().external_id}, world.now)
    body = mail.outbox[-1].body
    assert "It stays unopened until the authority decides" in body and "You can revise it" not in body


def test_somebody_who_has_left_gets_nothing(world):
    ids = ids_of(world)
    person = world.cast.person(Role.TENDER_WRITER)
    person.is_active = False
    person.save()
    send_receipt(ids, world.now)
    assert mail.outbox == []


def test_the_worker_sends_each_receipt_once(world):
    assert world.submitted_tender
    Message.objects.exclude(kind="tender.submitted").delete()
    assert dispatch(HANDLERS, now=world.now) == 1
    assert dispatch(HANDLERS, now=world.now) == 0
    assert len(mail.outbox) == 1
