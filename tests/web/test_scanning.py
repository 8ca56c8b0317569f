"""Every file that a form takes is scanned: what is found stands at the field, and what else was typed is kept."""

import ast
import re
from pathlib import Path

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse

from commonweal.domain.permissions import Role
from commonweal.gateways.scanner import EICAR
from commonweal.web.forms import FileField, GovForm
from commonweal.web.insight.spend.forms import FilesField
from tests.builders.tendering import a_draft, a_sealed_ask

pytestmark = pytest.mark.django_db
SHARED = ("report",)
WEB = Path(__file__).resolve().parents[2] / "src" / "commonweal" / "web"
SILENT = "clamd://127.0.0.1:1"


def post(client: Client, url: str, content: bytes, **typed: str):
    file = SimpleUploadedFile("notes.txt", content)
    return client.post(url, {"form_key": "a key", "file": file, **typed})


def beside_the_field(response) -> str:
    found = re.search(r'id="id_file-error"[^>]*>(.*?)</p>', response.content.decode(), re.S)
    return found[1] if found else ""


@pytest.fixture
def lead(shared_world, db) -> Client:
    client = Client()
    client.force_login(shared_world.cast.person(Role.DELIVERY_LEAD))
    return client


@pytest.mark.parametrize(
    "case",
    [
        ("fake", b"Minutes\n" + EICAR, "The virus scanner found Eicar-Test-Signature in the file"),
        (SILENT, b"Minutes of a silent day", "The file could not be checked for viruses"),
    ],
    ids=["found", "silent"],
)
def test_evidence_is_refused_at_its_field_and_the_rest_of_the_form_is_kept(
    shared_world, lead, settings, case
):
    settings.SCANNER, content, said = case
    before = shared_world.report.evidence.count()
    url = reverse("report-evidence-add", kwargs={"report_id": shared_world.report.external_id})
    response = post(lead, url, content, name="Minutes of the meeting")
    assert response.status_code == 422
    assert said in beside_the_field(response)
    assert 'value="Minutes of the meeting"' in response.content.decode()
    assert shared_world.report.evidence.count() == before
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_evidence_says_how_it_was_scanned(shared_world, lead, settings):
    page = reverse("report", kwargs={"report_id": shared_world.report.external_id})
    url = reverse("report-evidence-add", kwargs={"report_id": shared_world.report.external_id})
    for scanner, words in (("fake", "nothing found"), ("none", "no scanner was set up")):
        settings.SCANNER = scanner
        assert (
            post(lead, url, b"Minutes, " + scanner.encode(), name="Minutes", form_key=scanner).status_code
            == 302
        )
        assert words in lead.get(page).content.decode()


@pytest.mark.parametrize(("scanner", "is_said"), [("none", True), ("fake", False)])
def test_a_field_for_a_file_says_when_nothing_is_scanned(shared_world, lead, settings, scanner, is_said):
    settings.SCANNER = scanner
    url = reverse("report-evidence-add", kwargs={"report_id": shared_world.report.external_id})
    assert ("Files are not scanned for viruses here." in lead.get(url).content.decode()) is is_said


@pytest.mark.parametrize(
    ("scanner", "content", "said"),
    [
        ("fake", b"How we do it\n" + EICAR, "The virus scanner found"),
        (SILENT, b"How we do it in silence", "could not be checked for viruses"),
    ],
    ids=["found", "silent"],
)
def test_an_attachment_of_a_tender_is_refused_before_it_is_sealed(world, settings, scanner, content, said):
    writer = world.cast.actor(Role.TENDER_WRITER)
    tender = a_draft(world, a_sealed_ask(world), writer)
    kept = sorted(Path(settings.MEDIA_ROOT).rglob("*"))
    client = Client()
    client.force_login(world.cast.person(Role.TENDER_WRITER))
    settings.SCANNER = scanner
    response = post(client, reverse("tender-files", args=[tender.external_id]), content, question="")
    assert response.status_code == 422
    assert said in beside_the_field(response)
    assert sorted(Path(settings.MEDIA_ROOT).rglob("*")) == kept


def every_form() -> list[type[GovForm]]:
    assert get_resolver().url_patterns  # every view, and with it every form, is imported now
    found, open_ = [], [GovForm]
    while open_:
        form = open_.pop()
        found.append(form)
        open_ += form.__subclasses__()
    return found


def test_no_form_takes_a_file_through_another_field():
    fields = [field for form in every_form() for field in form.base_fields.values()]
    taking = [field for field in fields if isinstance(field, forms.FileField)]
    assert len(taking) > 10
    assert [field for field in taking if type(field) not in (FileField, FilesField)] == []


def test_no_view_takes_a_file_past_the_forms():
    takes = [
        path.relative_to(WEB).as_posix()
        for path in sorted(WEB.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "FILES"
    ]
    assert takes == ["pages.py"]
