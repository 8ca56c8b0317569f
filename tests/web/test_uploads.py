"""What people upload through a page: refused in words when it is not what it says, and only ever given back as a file."""

import re
import struct
import zlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.files.kinds import KINDS
from tests.builders.delivery import PNG

pytestmark = pytest.mark.django_db
WEB = Path(__file__).resolve().parents[2] / "src" / "commonweal" / "web"
DISGUISED = b"Dear colleague,\n<html><script>alert(document.cookie)</script></html>\n"


def bomb(side: int) -> bytes:
    """A PNG of some hundred bytes that says it has `side` times `side` pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"0" * 999))
        + chunk(b"IEND", b"")
    )


@pytest.fixture
def lead(shared_world, db) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(shared_world.cast.person(Role.DELIVERY_LEAD))
    return client


def send(client: Client, world, name: str, content: bytes):
    url = reverse("report-evidence-add", kwargs={"report_id": world.report.external_id})
    file = SimpleUploadedFile("named-by-a-browser", content)
    typed = {"form_key": f"key of {name}"[:60], "name": "What it shows", "file": file}
    # Django's own encoder tidies a file's name; a hostile browser does not.
    body = encode_multipart(BOUNDARY, typed).replace(b"named-by-a-browser", name.encode())
    return client.generic("POST", url, body, content_type=MULTIPART_CONTENT)


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (("page.html", b"<html><script>alert(1)</script></html>"), "is not accepted"),
        (("page.txt", b"<html><script>alert(1)</script></html>"), "is not"),
        (("picture.png", b"MZ\x90\x00 this is a program"), "is not"),
        (("large.txt", b"a" * (KINDS["text"].limit + 1)), "at most 2 MB"),
        (("bomb.png", bomb(60_000)), "picture"),
        (("empty.pdf", b""), "empty"),
    ],
)
def test_what_is_not_a_plain_file_of_its_kind_is_refused_in_words_and_nothing_is_kept(
    shared_world, lead, settings, upload, said
):
    before = shared_world.report.evidence.count()
    response = send(lead, shared_world, *upload)
    errors = re.findall(r'class="govuk-error-message"[^>]*>(.*?)</p>', response.content.decode(), re.S)
    assert response.status_code == 422
    assert said in " ".join(errors), errors
    assert "What it shows" in response.content.decode()
    assert shared_world.report.evidence.count() == before
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", ["../../../etc/cron.d/evil.png", "..\\..\\evil.png", "/tmp/evil.png"])
def test_a_path_in_a_name_leads_nowhere(shared_world, lead, settings, name):
    assert send(lead, shared_world, name, PNG).status_code == 302
    kept = shared_world.report.evidence.latest("pk").file
    assert kept.name == "evil.png"
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert [path.name for path in files] == [kept.sha256]


def test_markup_hidden_in_a_text_comes_back_as_a_file_that_no_browser_opens(shared_world, lead):
    """Text may hold angle brackets; what matters is that it never becomes a page of this site."""
    assert send(lead, shared_world, "notes.txt", DISGUISED).status_code == 302
    evidence = shared_world.report.evidence.latest("pk")
    response = lead.get(reverse("evidence", kwargs={"evidence_id": evidence.external_id}))
    assert response.content == DISGUISED
    assert response["Content-Disposition"] == 'attachment; filename="notes.txt"'
    assert response["Content-Type"].startswith("text/plain")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_no_kind_of_file_is_served_as_something_a_browser_runs():
    served = {kind.media_type for kind in KINDS.values()}
    assert served.isdisjoint({"text/html", "application/xhtml+xml", "image/svg+xml", "text/xml"})


def test_there_is_one_place_that_serves_stored_bytes():
    serving = {
        path.name for path in WEB.rglob("*.py") if re.search(r"\bcontent_of\b|FileResponse", path.read_text())
    }
    assert serving == {"downloads.py"}
