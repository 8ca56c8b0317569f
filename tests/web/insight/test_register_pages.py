"""Contracts registers in the browser: given as published, read in the background, shown by place and size."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonweal.domain.permissions import Role
from commonweal.files.models import StoredFile
from commonweal.spending.models import ContractsRegister, SpendLoad
from tests.builders import spending as build
from tests.cast import World
from tests.web.insight.test_spend_pages import fill, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(tmp_path, settings) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def officer(world: World) -> Client:
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    return client


def give(client: Client, content: bytes, name: str = "register.csv"):
    upload = SimpleUploadedFile(name, content)
    return fill(client, "/insight/registers/load", name="Register, 2026", place="", file=upload)


def test_an_empty_list_says_what_to_do_next(officer):
    assert "No contracts register has been loaded yet" in text_of(officer.get("/insight/registers"))


def test_from_a_file_to_its_figures(officer):
    answer = give(officer, build.REGISTER.encode())
    page = text_of(officer.get(answer["Location"]))
    assert "4 contracts, £106,000 a year" in page
    assert "local 50.0%, rest of the region 0.0%, elsewhere 25.0%, unknown 25.0%" in page
    assert "1 contract has no annual value that is known" in page
    assert "1 row is no contract and was left out" in page
    assert "A total of other rows" in page
    assert "yes 50.0%, no 25.0%, unknown 25.0%" in page
    assert "Register, 2026" in text_of(officer.get("/insight/registers"))


def test_the_figures_as_a_file(officer, world):
    register = build.register_read(world)
    answer = officer.get(f"/insight/registers/{register.external_id}/by_sme.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [(row["part"], row["contracts"], row["annual_value"]) for row in rows] == [
        ("yes", "2", "16000.00"),
        ("no", "1", "90000.00"),
        ("unknown", "1", "0.00"),
    ]
    assert officer.get(f"/insight/registers/{register.external_id}/nothing.csv").status_code == 404


def test_a_register_without_values_says_so(officer, world):
    register = build.register_read(
        world, b"Contract,Supplier,SME,Start\nGritting,Sample Ltd,Yes,01/04/2026\n"
    )
    assert "1 contract. The register tells no value." in text_of(
        officer.get(f"/insight/registers/{register.external_id}")
    )


def test_a_file_that_is_no_register_says_why(officer, world):
    register = build.register_read(world, b"Only,words\nno,contracts\n")
    page = text_of(officer.get(f"/insight/registers/{register.external_id}"))
    assert "The register could not be read" in page
    assert "no header row of a contracts register" in page


def test_a_removed_register_is_gone(officer, world):
    register = build.register_read(world)
    fill(officer, f"/insight/registers/{register.external_id}/remove")
    assert not ContractsRegister.objects.for_system("looking whether it is gone").exists()


def test_of_several_files_none_is_kept_when_one_is_refused(officer):
    before = StoredFile.objects.for_system("counting what is stored").count()
    files = [SimpleUploadedFile("good.csv", build.PAYMENTS.encode()), SimpleUploadedFile("bad.exe", b"MZ")]
    fill(officer, "/insight/spend/load", name="Payments", place="", files=files)
    assert StoredFile.objects.for_system("counting what is stored").count() == before
    assert not SpendLoad.objects.for_system("looking whether one began").exists()


class _BrokenOff(io.BytesIO):
    """What arrives of an upload whose sender is gone."""

    def read(self, size=-1):
        found = super().read(size)
        if not found:
            raise OSError("the connection was closed")
        return found


def test_an_upload_that_breaks_off_leaves_no_file(officer, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    before = StoredFile.objects.for_system("counting what is stored").count()
    start = (
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="r.csv"\r\n\r\n'
        + b"Contract,x\n" * 20_000
    )
    broken = {"wsgi.input": _BrokenOff(start), "CONTENT_LENGTH": str(len(start) * 3)}
    officer.raise_request_exception = False
    answer = officer.generic(
        "POST", "/insight/registers/load", content_type="multipart/form-data; boundary=b", **broken
    )
    assert answer.status_code >= 400
    assert list(settings.FILE_UPLOAD_TEMP_DIR.iterdir()) == []
    assert StoredFile.objects.for_system("counting what is stored").count() == before
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
