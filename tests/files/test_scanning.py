"""What comes in is scanned where a scanner is set up: refused when something is found and when nobody answers."""

from pathlib import Path

import pytest

from commonweal.domain.errors import Invalid
from commonweal.domain.permissions import Role
from commonweal.files import actions as files
from commonweal.files import scanning
from commonweal.files.models import StoredFile
from commonweal.gateways import scanner as gateway
from commonweal.gateways.scanner import EICAR
from commonweal.lifecycle.tendering import storage

pytestmark = pytest.mark.django_db
SILENT = "clamd://127.0.0.1:1"
DOORS = [files.store, files.store_table, files.store_open_data]
NAMES = {files.store: "notes.txt", files.store_table: "paid.csv", files.store_open_data: "notices.json"}


def keep(door, cast, content: bytes) -> StoredFile:
    by = cast.actor(Role.CONTRACT_MANAGER)
    return door(NAMES[door], content, owner_id=cast.authority.pk, by=by, now=cast.now, field="upload")


def kept(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize("door", DOORS)
def test_a_clean_file_is_kept_and_says_when_it_was_scanned(cast, door):
    stored = keep(door, cast, b"one line\n")
    assert (stored.scan, stored.scanned_at) == (StoredFile.Scan.CLEAN, cast.now)


@pytest.mark.parametrize("door", DOORS)
def test_a_file_in_which_something_is_found_is_refused_by_its_name_and_nothing_is_kept(cast, settings, door):
    with pytest.raises(Invalid) as error:
        keep(door, cast, b"one line\n" + EICAR)
    assert (error.value.code, error.value.field) == ("file.infected", "upload")
    assert error.value.params == {"found": "Eicar-Test-Signature"}
    assert kept(settings) == []
    assert not StoredFile.objects.for_system("test").exists()


@pytest.mark.parametrize("door", DOORS)
def test_a_scanner_that_does_not_answer_lets_nothing_in(cast, settings, door):
    settings.SCANNER = SILENT
    with pytest.raises(Invalid) as error:
        keep(door, cast, b"one line\n")
    assert (error.value.code, error.value.field) == ("file.not_scanned", "upload")
    assert kept(settings) == []


def test_what_is_larger_than_the_scanner_takes_is_told_so(monkeypatch):
    class Small(gateway.Fake):
        def found_in(self, content: bytes) -> str | None:
            raise gateway.TooLargeError

    monkeypatch.setattr(gateway, "scanner", Small)
    with pytest.raises(Invalid, match="too_large_to_scan"):
        scanning.scan(b"larger than it takes")


@pytest.mark.parametrize("door", DOORS)
def test_without_a_scanner_a_file_is_kept_and_says_so(cast, settings, door):
    settings.SCANNER = "none"
    stored = keep(door, cast, b"one line\n" + EICAR)
    assert (stored.scan, stored.scanned_at) == (StoredFile.Scan.NOT_RUN, None)
    assert "Not scanned" in stored.get_scan_display()


def test_an_attachment_is_scanned_before_it_is_sealed(settings):
    with pytest.raises(Invalid, match=r"file\.infected"):
        storage.checked("Method.txt", b"How we do it " + EICAR)
    settings.SCANNER = SILENT
    with pytest.raises(Invalid, match=r"file\.not_scanned"):
        storage.checked("Method.txt", b"How we do it")


def test_an_opening_and_our_own_documents_wait_for_no_scanner(cast, settings):
    settings.SCANNER = SILENT
    who = {"owner_id": cast.authority.pk, "by": cast.actor(Role.OPENER), "now": cast.now}
    assert files.store_opened("Method.txt", b"How we do it", **who).scan == StoredFile.Scan.SEALED
    assert files.store_own("Ask.txt", b"What we ask", **who).scan == StoredFile.Scan.OWN


class Counting(gateway.Fake):
    def __init__(self) -> None:
        self.asked: list[bytes] = []

    def found_in(self, content: bytes) -> str | None:
        self.asked.append(content)
        return super().found_in(content)


@pytest.fixture
def counting(monkeypatch) -> Counting:
    made = Counting()
    monkeypatch.setattr(gateway, "scanner", lambda: made)
    monkeypatch.setattr(scanning, "_clean", {})
    return made


def test_the_same_bytes_are_asked_about_once_in_a_minute(counting, monkeypatch):
    seconds = 1000.0
    monkeypatch.setattr(scanning.time, "monotonic", lambda: seconds)
    scanning.scan(b"one")
    scanning.scan(b"one")
    assert counting.asked == [b"one"]
    seconds += scanning.REMEMBERED_SECONDS
    scanning.scan(b"one")
    assert counting.asked == [b"one", b"one"]


def test_what_was_refused_is_asked_about_again(counting):
    for _each in range(2):
        with pytest.raises(Invalid):
            scanning.scan(EICAR)
    assert len(counting.asked) == 2


def test_only_so_many_are_remembered(counting):
    for each in range(scanning.REMEMBERED + 1):
        scanning.scan(str(each).encode())
    assert len(scanning._clean) == scanning.REMEMBERED
    scanning.scan(b"0")
    assert counting.asked[-1] == b"0"
