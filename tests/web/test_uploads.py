"""What people upload through a page: refused in words when it is not what it says, and only ever given back as a file."""

import io
import re
import struct
import zlib
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from commonweal.config import environment
from commonweal.domain.permissions import Role
from commonweal.files.kinds import KINDS
from tests.builders.delivery import PNG

pytestmark = pytest.mark.django_db
SHARED = ("report",)
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


class Body(io.BytesIO):
    """A body that says how much of it was read."""

    @property
    def taken(self) -> int:
        return self.tell()


def post_body(client: Client, world, body: Body, **head: str):
    url = reverse("report-evidence-add", kwargs={"report_id": world.report.external_id})
    asked = {"REQUEST_METHOD": "POST", "PATH_INFO": url, "CONTENT_TYPE": MULTIPART_CONTENT}
    return client.request(**asked, **{"wsgi.input": body, **head})


def form_of(size: int) -> bytes:
    file = SimpleUploadedFile("notes.txt", b"a" * size)
    return encode_multipart(BOUNDARY, {"form_key": "a key", "name": "What it shows", "file": file})


def test_a_body_whose_length_says_too_much_is_refused_unread(shared_world, lead, settings):
    body = Body(form_of(100))
    response = post_body(lead, shared_world, body, CONTENT_LENGTH=str(settings.LARGEST_REQUEST + 1))
    text = response.content.decode()
    assert response.status_code == 413
    assert "larger than 26 MB" in text
    assert "what you typed is still in the form" in text
    assert response["X-Request-ID"] in text
    assert body.taken == 0


def test_a_body_in_chunks_is_refused_at_the_limit_and_not_read_further(shared_world, lead, settings):
    settings.LARGEST_REQUEST = 1024 * 1024
    body = Body(form_of(5 * 1024 * 1024))
    response = post_body(lead, shared_world, body, HTTP_TRANSFER_ENCODING="chunked")
    assert response.status_code == 413
    assert body.taken == settings.LARGEST_REQUEST + 1


def test_a_body_in_chunks_within_the_limit_arrives_like_any_other(shared_world, lead):
    before = shared_world.report.evidence.count()
    response = post_body(lead, shared_world, Body(form_of(100_000)), HTTP_TRANSFER_ENCODING="chunked")
    assert response.status_code == 302
    assert shared_world.report.evidence.count() == before + 1
    assert shared_world.report.evidence.latest("pk").file.size == 100_000


@pytest.mark.parametrize("over", [0, 1])
def test_the_limit_itself_is_within_the_limit(shared_world, lead, settings, over):
    content = form_of(10)
    settings.LARGEST_REQUEST = len(content) - over
    for head in ({"CONTENT_LENGTH": str(len(content))}, {"HTTP_TRANSFER_ENCODING": "chunked"}):
        assert post_body(lead, shared_world, Body(content), **head).status_code == (413 if over else 302)


def test_the_largest_file_of_every_kind_and_a_full_form_fit_into_one_request(settings):
    largest = max(kind.limit for kind in KINDS.values())
    assert largest + settings.DATA_UPLOAD_MAX_MEMORY_SIZE < settings.LARGEST_REQUEST


@pytest.mark.parametrize("value", ["0", "-1", "ten", "1.5"])
def test_a_limit_that_is_no_number_of_megabytes_ends_the_start_in_words(monkeypatch, value):
    monkeypatch.setenv("COMMONWEAL_LARGEST_REQUEST", value)
    with pytest.raises(ImproperlyConfigured, match="whole number of megabytes"):
        environment.megabytes("COMMONWEAL_LARGEST_REQUEST", 26)


def test_no_kind_of_file_is_served_as_something_a_browser_runs():
    served = {kind.media_type for kind in KINDS.values()}
    assert served.isdisjoint({"text/html", "application/xhtml+xml", "image/svg+xml", "text/xml"})


def test_there_is_one_place_that_serves_stored_bytes():
    serving = {
        path.name for path in WEB.rglob("*.py") if re.search(r"\bcontent_of\b|FileResponse", path.read_text())
    }
    assert serving == {"downloads.py"}
