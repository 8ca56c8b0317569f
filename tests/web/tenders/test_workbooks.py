"""The response workbook goes out filled and comes back whole or not at all, with a look at it in between."""

import io
from dataclasses import replace

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from commonweal.domain.errors import NotFound
from commonweal.domain.packs.bringing_in import response_of
from commonweal.domain.permissions import Role
from commonweal.interchange.packs.xlsx import write_xlsx
from commonweal.journeys import response_workbook
from commonweal.journeys.packs.parts import Pack
from commonweal.journeys.packs.workbook import book
from commonweal.lifecycle.tendering import queries
from commonweal.lifecycle.tendering.actions import drafts, submissions, workbooks
from tests.builders.tendering import CODE, rng


@pytest.fixture
def by(world):
    return world.cast.actor(Role.TENDER_WRITER)


@pytest.fixture
def writer(world):
    client = Client()
    client.force_login(world.cast.person(Role.TENDER_WRITER))
    return client


@pytest.fixture
def tender(world):
    return world.filled_tender


def draft(tender, by):
    return queries.read_draft(tender, by=by, rng=rng)


def workbook(tender, by, **changed) -> bytes:
    """The tender's workbook as filled from its draft, with changes."""
    version = queries.latest_ask(tender)
    ask = version.read()
    said = replace(response_of(draft(tender, by).content, ask, tender.supplier.name), **changed)
    return write_xlsx(book(Pack(ask, version.digest, version.published_at), said))


def url(name, tender, **more):
    return reverse(name, kwargs={"tender_id": tender.external_id, **more})


def upload(client, tender, data, key="k1", name="filled.xlsx"):
    return client.post(
        url("tender-workbook", tender), {"form_key": key, "file": SimpleUploadedFile(name, data)}
    )


@pytest.mark.parametrize("kind", response_workbook.KINDS)
def test_it_goes_out_filled_and_coming_back_changes_nothing(tender, by, kind):
    before = draft(tender, by)
    data = response_workbook.filled(tender, before.content, kind)
    response = response_workbook.read(tender, f"back.{kind}", data)
    from commonweal.domain.packs.bringing_in import plan

    assert plan(before.content, queries.latest_ask(tender).read(), response).parts == ()


def test_from_upload_over_the_look_to_the_draft_and_twice_changes_nothing(writer, tender, by):
    before = draft(tender, by)
    data = workbook(tender, by, price_pence=12_345_00)
    sent = upload(writer, tender, data)
    assert (sent.status_code, sent.url) == (302, url("tender-workbook-look", tender))
    assert draft(tender, by) == before
    look = writer.get(sent.url).content.decode()
    assert "1 part changes." in look
    assert "then £12,345" in look
    assert "Method statement" not in look
    done = writer.post(sent.url, {"form_key": "k2", "revision": before.saves})
    assert done.url == url("tender", tender)
    after = draft(tender, by)
    assert (after.content.price_pence, after.saves) == (12_345_00, before.saves + 1)
    assert after.content.files == before.content.files
    upload(writer, tender, data, key="k3")
    assert (
        "The workbook says what your draft says: nothing changes."
        in writer.get(url("tender-workbook-look", tender)).content.decode()
    )
    writer.post(url("tender-workbook-look", tender), {"form_key": "k4", "revision": after.saves})
    assert draft(tender, by) == after


def test_every_mistake_is_listed_by_sheet_and_cell_and_nothing_is_kept(writer, tender, by):
    file = openpyxl.load_workbook(io.BytesIO(workbook(tender, by)))
    file["Your tender"]["B6"] = "about ten"
    file["Commitments"]["C4"] = "A wish"
    file["Answers"]["D4"] = "=1+1"
    target = io.BytesIO()
    file.save(target)
    wrong = upload(writer, tender, target.getvalue())
    page = wrong.content.decode()
    assert wrong.status_code == 422
    assert "Answers!D4" in page
    with pytest.raises(NotFound):
        workbooks.waiting(tender, by=by, rng=rng)
    file["Answers"]["D4"] = "Words."
    target = io.BytesIO()
    file.save(target)
    page = upload(writer, tender, target.getvalue(), key="k2").content.decode()
    assert "Your tender!B6" in page
    assert "Commitments!C4" in page


def test_the_workbook_of_another_ask_is_refused_in_words(world, writer, tender, by):
    other = world.draft_tender
    page = upload(writer, tender, workbook(other, by)).content.decode()
    assert "The workbook answers another ask" in page
    assert "This is not a workbook" in upload(writer, tender, b"hello", key="k2").content.decode()


def test_a_colleague_who_saved_meanwhile_is_not_overwritten(writer, world, tender, by):
    seen = draft(tender, by).saves
    upload(writer, tender, workbook(tender, by, price_pence=12_345_00))
    drafts.set_price(tender, 999_00, revision=None, by=by, now=world.now, rng=rng)
    late = writer.post(url("tender-workbook-look", tender), {"form_key": "k2", "revision": seen})
    assert late.status_code == 409
    assert draft(tender, by).content.price_pence == 999_00


def test_a_workbook_that_waits_is_encrypted_and_goes_with_the_draft(world, tender, by, settings):
    data = workbook(tender, by)
    workbooks.keep(tender, "filled.xlsx", data, by=by, now=world.now, rng=rng)
    stored = [path.read_bytes() for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert data not in stored
    assert workbooks.waiting(tender, by=by, rng=rng) == ("filled.xlsx", data)
    submissions.submit(tender, CODE, by=by, now=world.now, rng=rng)
    from commonweal.lifecycle.tendering.models import DraftFile

    assert not DraftFile.objects.for_system("read again in a test").filter(draft__tender=tender).exists()
