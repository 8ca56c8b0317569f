"""From the last check to the receipt, and back again before the deadline."""

import datetime as dt
import hashlib
import io
import re
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from commonweal.domain.permissions import Role
from commonweal.domain.tenders import TenderStatus
from commonweal.jobs.handlers import HANDLERS
from commonweal.journeys.deadlines import extend
from commonweal.lifecycle.tendering import queries
from commonweal.outbox.actions import dispatch
from tests.builders.tendering import CODE, FAR_DEADLINE, a_draft, a_sealed_ask, again
from tests.lifecycle.tendering import canaries


@pytest.fixture
def writer(world):
    client = Client()
    client.force_login(world.cast.person(Role.TENDER_WRITER))
    return client


def url(name, tender):
    return reverse(name, args=[tender.external_id])


def post(client, address, key="k1", **data):
    return client.post(address, {"form_key": key, **data})


def code_on(page):
    """The code that a page shows."""
    return re.search(r'name="code" value="([a-z0-9-]+)"', page.content.decode())[1]


def submit(client, tender, **changed):
    code = code_on(client.get(url("tender-check", tender)))
    done = post(client, url("tender-check", tender), **{"code": code, "kept": "on", "true": "on", **changed})
    return code, done


def test_a_tender_is_checked_submitted_and_receipted(world, writer):
    tender = world.filled_tender
    code, done = submit(writer, tender)
    assert (done.status_code, done.url) == (302, url("tender-receipt", tender))
    page = writer.get(done.url).content.decode()
    receipt = tender.receipts.get()
    assert receipt.digest in page
    assert code not in page
    assert again(tender).status == TenderStatus.SUBMITTED


def test_what_is_downloaded_with_the_code_has_the_digest_of_the_receipt(world, writer):
    tender = world.filled_tender
    code, _done = submit(writer, tender)
    answer = post(writer, url("tender-package", tender), code=code.upper())
    assert answer["Content-Type"] == "application/zip"
    assert hashlib.sha256(answer.content).hexdigest() == tender.receipts.get().digest
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist()[0] == "tender.json"


def test_a_wrong_code_is_told_beside_its_field(world, writer):
    answer = post(writer, url("tender-package", world.submitted_tender), code="23456-23456-23456-23456-23456")
    assert answer.status_code == 422
    assert "This is not the code of what you submitted last" in answer.content.decode()


def test_the_code_has_to_be_kept_before_submitting_and_stays_the_same_until_then(world, writer):
    tender = world.filled_tender
    code = code_on(writer.get(url("tender-check", tender)))
    answer = post(writer, url("tender-check", tender), code=code, true="on")
    assert answer.status_code == 422
    assert "Keep the code first" in answer.content.decode()
    assert code_on(answer) == code


def test_a_double_click_submits_once_and_leads_to_the_receipt(world, writer):
    tender = world.filled_tender
    code, first = submit(writer, tender)
    second = post(writer, url("tender-check", tender), code=code, kept="on", true="on")
    assert (first.status_code, second.status_code) == (302, 302)
    assert tender.receipts.count() == 1


def test_an_incomplete_tender_says_what_is_missing_and_offers_no_button(world, writer):
    page = writer.get(url("tender-check", world.draft_tender)).content.decode()
    assert "3 things are missing" in page
    assert "Submit the tender" not in page
    answer = post(writer, url("tender-check", world.draft_tender), code=CODE, kept="on", true="on")
    assert answer.status_code == 422


def test_a_submitted_tender_is_revised_with_its_code(world, writer):
    tender = world.submitted_tender
    done = post(writer, url("tender-revise", tender), way="copy", code=CODE)
    assert done.status_code == 302
    page = writer.get(url("tender", tender)).content.decode()
    assert "What you submitted stands until you submit the revision." in page
    assert "4 commitments" in page


def test_a_revision_can_begin_without_the_code(world, writer):
    assert post(writer, url("tender-revise", world.submitted_tender), way="blank", code="").status_code == 302
    assert "0 commitments" in writer.get(url("tender", world.submitted_tender)).content.decode()


def test_a_revision_is_discarded_and_a_tender_withdrawn_and_begun_again(world, writer):
    tender = world.submitted_tender
    post(writer, url("tender-revise", tender), "k1", way="copy", code=CODE)
    assert post(writer, url("tender-keep", tender), "k2").status_code == 302
    assert again(tender).status == TenderStatus.SUBMITTED
    assert post(writer, url("tender-withdraw", tender), "k3").status_code == 422
    assert post(writer, url("tender-withdraw", tender), "k4", sure="on").status_code == 302
    assert again(tender).status == TenderStatus.WITHDRAWN
    assert post(writer, url("tender-again", tender), "k5").status_code == 302
    assert again(tender).status == TenderStatus.DRAFT


def test_the_calendar_file_holds_the_deadline_and_no_word_of_the_tender(world, writer):
    answer = writer.get(url("tender-calendar", world.submitted_tender))
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert events[0]["dtstart"].dt == FAR_DEADLINE
    assert b"980" not in answer.content


def test_after_the_deadline_nothing_is_offered_and_the_reason_is_said(world, writer):
    assert world.closed_procurement
    tender = queries.own_tenders(world.cast.actor(Role.TENDER_WRITER)).get(
        lot__procurement=world.closed_procurement
    )
    page = writer.get(url("tender", tender)).content.decode()
    assert "passed" in page
    assert "Revise what you submitted" not in page
    answer = post(writer, url("tender-revise", tender), way="copy", code=CODE)
    assert "The deadline has passed" in answer.content.decode()


def test_written_and_submitted_in_the_browser_a_tender_is_still_nowhere(world, writer, caplog, capsys):
    """Forms, sessions, idempotency keys, messages and log lines come into play here."""
    version = a_sealed_ask(world, title="Everything in the browser")
    tender = a_draft(world, version, world.cast.actor(Role.TENDER_WRITER))
    words = canaries.WORDS
    for criterion in version.read().questions:
        address = reverse("tender-answer", args=[tender.external_id, criterion.id])
        assert post(writer, address, criterion.id, revision=0, answer=words["answer"]).status_code == 302
        # A refused form, a conflict and a wrong address must not leave anything behind either.
        assert (
            post(writer, address, f"{criterion.id}2", revision=0, answer=words["answer"]).status_code == 409
        )
    post(writer, url("tender-price", tender), "p", revision=0, price="76543219.87")
    post(writer, url("tender-price", tender), "p2", revision=1, price=words["words"])
    file = io.BytesIO(words["file"].encode())
    file.name = words["file_name"]
    assert (
        writer.post(url("tender-files", tender), {"form_key": "f", "file": file, "question": ""}).status_code
        == 302
    )
    code, done = submit(writer, tender)
    assert done.status_code == 302
    post(writer, url("tender-package", tender), "d", code=code)
    assert dispatch(HANDLERS, now=FAR_DEADLINE) > 0, "the receipt goes out by email"
    sought = canaries.needles((*words.values(), *canaries.PRICE_FORMS, code, code.replace("-", "")))
    assert canaries.everywhere(sought) == []
    printed = capsys.readouterr()
    said = (caplog.text + printed.out + printed.err).encode()
    assert not any(needle in said for needle in sought)


def test_a_tender_of_another_supplier_is_a_404_on_every_page(world):
    rival = Client()
    rival.force_login(world.cast.person(Role.TENDER_WRITER, world.cast.rival))
    for name in (
        "tender",
        "tender-check",
        "tender-receipt",
        "tender-package",
        "tender-revise",
        "tender-withdraw",
    ):
        assert rival.get(url(name, world.submitted_tender)).status_code == 404
        assert post(rival, url(name, world.submitted_tender), code=CODE, sure="on").status_code in (404, 405)


def test_a_deadline_that_moved_is_said_to_be_that_and_no_correction(world, writer):
    """A writer who reads of a correction would read the whole ask again, for nothing."""
    tender = world.submitted_tender
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    later = tender.round.deadline_at + dt.timedelta(days=3)
    extend(tender.lot.procurement, later, "The drawings were late.", by=officer, now=world.now)
    page = writer.get(url("tender", tender)).content.decode()
    assert "Nothing else in the ask has changed." in page
    assert "has corrected the ask" not in page


def test_what_is_taken_back_for_good_names_the_procurement_and_the_lot(world, writer):
    tender = world.submitted_tender
    lots = type(tender.lot).objects.for_system("a lot gets a name in a test")
    lots.filter(pk=tender.lot_id).update(title="Harbour side")
    for name in ("tender-withdraw", "tender-revise", "tender-receipt"):
        page = writer.get(url(name, tender)).content.decode()
        assert f"{tender.lot.procurement.title} · Harbour side" in page, name
