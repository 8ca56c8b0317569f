"""Packs on screen: a draft's files, an issued version's files, the authority's own Word template."""

import dataclasses
import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.journeys.packs import making
from commonweal.journeys.packs.issuing import issue
from commonweal.lifecycle.procurement import queries
from tests.builders.packs import is_there
from tests.web.procurement.by_hand import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_quick_pdf(monkeypatch):
    quick = dataclasses.replace(making.FORMATS["schedule.pdf"], make=lambda pack: b"%PDF-1.7 of the pack")
    monkeypatch.setitem(making.FORMATS, "schedule.pdf", quick)


@pytest.fixture
def officer(world) -> Client:
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    return client


def a_template(*paragraphs: str) -> SimpleUploadedFile:
    word = docx.Document()
    for text in paragraphs:
        word.add_paragraph(text)
    target = io.BytesIO()
    word.save(target)
    return SimpleUploadedFile("ours.docx", target.getvalue())


def packs_page(client: Client, ask) -> str:
    return client.get(reverse("ask-packs", args=[ask.external_id])).content.decode()


def send(client: Client, url: str, **data):
    return client.post(url, Pages.filled(client.get(url).content.decode()) | data)


def test_a_draft_s_file_comes_as_an_attachment_marked_as_a_draft(world, officer):
    answer = officer.get(reverse("ask-pack-draft", args=[world.procurement.ask.external_id, "schedule.docx"]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "DRAFT" in [p.text for p in docx.Document(io.BytesIO(answer.content)).paragraphs]


def test_a_draft_pdf_is_made_in_the_background_and_then_downloaded(world, officer):
    ask = world.procurement.ask
    url = reverse("ask-pack-draft-make", args=[ask.external_id, "schedule.pdf"])
    assert url in packs_page(officer, ask)
    assert send(officer, url).status_code == 302
    assert url not in packs_page(officer, ask)
    answer = officer.get(reverse("ask-pack-draft", args=[ask.external_id, "schedule.pdf"]))
    assert answer.content == b"%PDF-1.7 of the pack"


def test_while_a_file_is_being_made_the_page_says_so_and_looks_again(world, officer, monkeypatch):
    from commonweal.journeys.packs import drafts

    actor = world.cast.actor(Role.PROCUREMENT_OFFICER)
    ask = queries.ask(actor, world.procurement.ask.external_id)
    drafts.begin(ask, making.FORMATS["schedule.pdf"], now=world.now)
    page = packs_page(officer, ask)
    assert "Being made since" in page
    assert 'http-equiv="refresh"' in page


def test_a_version_shows_how_many_files_are_ready_and_then_all_with_their_digests(world, officer):
    procurement = world.public_procurement
    assert is_there(world)
    assert "1 of 5 files are ready." in packs_page(officer, procurement.ask)
    send(officer, reverse("ask-pack-make", args=[procurement.ask.external_id, 1]))
    page = packs_page(officer, procurement.ask)
    assert "files are ready" not in page
    assert world.pack_file.stored.sha256 in page


def test_suppliers_and_residents_find_the_same_files(world):
    procurement = world.public_procurement
    issue(procurement.external_id, 1, now=world.now)
    supplier = Client()
    supplier.force_login(world.cast.person(Role.TENDER_WRITER))
    pages = (
        supplier.get(reverse("opportunity", args=[procurement.external_id])),
        Client().get(reverse("public-opportunity", args=[procurement.external_id])),
    )
    for page in pages:
        text = page.content.decode()
        for title in ("Ask schedule, Word", "Ask schedule, PDF", "Response workbook, Excel"):
            assert title in text


def test_a_template_of_one_s_own_is_checked_used_and_retired(world, officer):
    url = reverse("pack-template-use")
    assert (
        send(officer, url, name="Council style", file=a_template("{{ title }}", "{{ schedule }}")).status_code
        == 302
    )
    ask = world.procurement.ask
    assert "Ask schedule in our own Word template" in packs_page(officer, ask)
    answer = officer.get(reverse("ask-pack-draft", args=[ask.external_id, "own.docx"]))
    assert docx.Document(io.BytesIO(answer.content)).paragraphs[0].text == ask.title
    send(officer, reverse("pack-template-retire"))
    assert officer.get(reverse("ask-pack-draft", args=[ask.external_id, "own.docx"])).status_code == 404


def test_an_unknown_placeholder_is_named_beside_the_file_and_nothing_is_kept(world, officer):
    answer = send(officer, reverse("pack-template-use"), name="Council style", file=a_template("{{ titel }}"))
    assert answer.status_code == 422
    assert "“titel”" in answer.content.decode()
    assert "Council style" in answer.content.decode()
    assert queries.pack_template(world.cast.actor(Role.PROCUREMENT_OFFICER)) is None


def test_a_second_template_takes_the_place_of_the_first(world, officer):
    for name in ("First", "Second"):
        send(officer, reverse("pack-template-use"), name=name, file=a_template("{{ title }}"))
    assert queries.pack_template(world.cast.actor(Role.PROCUREMENT_OFFICER)).title == "Second"


def test_the_starter_is_a_template_that_can_be_used(officer):
    starter = officer.get(reverse("pack-template-starter")).content
    answer = send(
        officer, reverse("pack-template-use"), name="Starter", file=SimpleUploadedFile("s.docx", starter)
    )
    assert answer.status_code == 302


def test_a_file_that_is_no_word_document_is_refused(officer):
    answer = send(officer, reverse("pack-template-use"), name="x", file=SimpleUploadedFile("x.txt", b"hello"))
    assert "A template is a Word document" in answer.content.decode()


def test_the_page_takes_the_same_number_of_queries_whatever_was_issued(
    world, officer, django_assert_max_num_queries
):
    procurement = world.public_procurement
    issue(procurement.external_id, 1, now=world.now)
    with django_assert_max_num_queries(30):
        packs_page(officer, procurement.ask)


def test_the_correction_of_a_withdrawn_ask_has_draft_packs_beside_the_withdrawn_version(world, officer):
    ask = world.withdrawn_procurement.ask
    page = packs_page(officer, ask)
    assert "It is the correction of version 1, which is withdrawn" in page
    assert "Withdrawn for correction" in page
    url = reverse("ask-pack-draft", args=[ask.external_id, "schedule.docx"])
    assert officer.get(url).status_code == 200


def test_an_ask_that_stands_has_no_draft_pack(world, officer):
    ask = world.public_procurement.ask
    assert officer.get(reverse("ask-pack-draft", args=[ask.external_id, "schedule.docx"])).status_code == 404
