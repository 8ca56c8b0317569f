"""A backup restores to the same records, files and audit chain; a damaged one restores nothing."""

import datetime as dt
import tarfile
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from commonweal.audit import chain
from commonweal.domain.permissions import Role
from commonweal.files.actions import content_of, store
from commonweal.files.models import StoredFile
from commonweal.journeys import backup
from commonweal.organisations.models import Membership, Organisation
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db(transaction=True)


def empty_everything() -> None:
    call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def archive(tmp_path, settings):
    """A backup of a small installation, whose database and folders were then emptied."""
    settings.DATA = tmp_path
    cast = Cast(NOW)
    cast.actor(Role.READER)
    actor = cast.actor(Role.DELIVERY_LEAD)
    store("evidence.txt", b"Three people began.", owner_id=cast.supplier.pk, by=actor, now=NOW)
    chain.anchor_to(settings.ANCHOR_FILE, at=NOW)
    path = tmp_path / "backup.tar.gz"
    made = backup.write(path)
    assert (made.records > 5, made.files) == (True, 1)
    empty_everything()
    settings.MEDIA_ROOT = tmp_path / "other-files"
    settings.ANCHOR_FILE = tmp_path / "other-anchor.jsonl"
    return path


def test_everything_comes_back_and_the_chain_is_whole(archive, settings):
    made = backup.read(archive)
    assert made.files == 1
    assert {each.name for each in Organisation.objects.for_system("test")} == {
        "Borough of Example",
        "Example Works Ltd",
    }
    assert [each.roles for each in Membership.objects.for_system("test").order_by("pk")] == [
        ["reader"],
        ["delivery_lead"],
    ]
    assert content_of(StoredFile.objects.for_system("test").get()) == b"Three people began."
    assert chain.verify(settings.ANCHOR_FILE).problem is None


def kept_rows() -> dict[str, list[dict[str, Any]]]:
    """Every row that a backup keeps, by model."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in backup.models_in_order()
    }


def test_every_row_comes_back_to_the_microsecond(tmp_path, settings):
    settings.DATA = tmp_path
    cast = Cast(NOW + dt.timedelta(microseconds=123_456))
    cast.actor(Role.READER)
    before = kept_rows()
    backup.write(tmp_path / "backup.tar.gz")
    empty_everything()
    backup.read(tmp_path / "backup.tar.gz")
    assert kept_rows() == before
    assert chain.verify().problem is None


def test_what_the_worker_has_done_is_no_part_of_a_backup():
    assert not [
        model._meta.label for model in backup.models_in_order() if "task" in model._meta.label.lower()
    ]


def test_new_records_can_be_made_after_a_restore(archive, monkeypatch):
    looked: list[bool] = []
    monkeypatch.setattr(backup, "look_at_tables", lambda: looked.append(connection.in_atomic_block))
    backup.read(archive)
    assert looked == [False], "the database looks once, at what was kept"
    assert Cast(NOW).other_authority.pk


def test_the_sealing_key_is_not_in_the_archive(archive):
    with tarfile.open(archive) as tar:
        assert not [name for name in tar.getnames() if "sealing" in name or "secret" in name]


def test_an_archive_restores_only_into_an_empty_installation(archive):
    backup.read(archive)
    with pytest.raises(backup.UnusableArchiveError, match="not empty"):
        backup.read(archive)


def test_a_truncated_archive_restores_nothing(archive):
    archive.write_bytes(archive.read_bytes()[:-200])
    with pytest.raises(backup.UnusableArchiveError):
        backup.read(archive)
    assert Organisation.objects.for_system("test").count() == 0


def test_records_changed_inside_the_archive_are_found(archive, tmp_path):
    folder = tmp_path / "opened"
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    records = folder / "records.jsonl"
    records.write_text(
        records.read_text("utf-8").replace("Borough of Example", "Borough of Elsewhere"), "utf-8"
    )
    with tarfile.open(archive, "w:gz") as tar:
        for path in sorted(folder.iterdir()):
            tar.add(path, path.name)
    with pytest.raises(backup.UnusableArchiveError, match="changed"):
        backup.read(archive)


def test_a_chain_broken_before_the_backup_restores_nothing(archive, tmp_path, settings):
    backup.read(archive)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditevent SET type = 'organisation.changed' WHERE number = 1")
    broken = tmp_path / "broken.tar.gz"
    backup.write(broken)
    empty_everything()
    settings.ANCHOR_FILE = tmp_path / "third-anchor.jsonl"
    settings.MEDIA_ROOT = tmp_path / "third-files"
    with pytest.raises(backup.UnusableArchiveError, match="not whole"):
        backup.read(broken)
    assert Organisation.objects.for_system("test").count() == 0
    assert not settings.ANCHOR_FILE.exists()
    assert not settings.MEDIA_ROOT.exists() or not [*settings.MEDIA_ROOT.rglob("*")]


def test_a_place_that_cannot_be_written_is_said(tmp_path, settings):
    settings.DATA = tmp_path
    with pytest.raises(backup.UnwritableArchiveError, match="cannot be written"):
        backup.write(tmp_path / "no-such-folder" / "backup.tar.gz")


def test_rows_of_other_migrations_are_refused(archive, monkeypatch):
    """What later steps do to stored rows was not done to these: totals, for one, would be half told for ever."""
    monkeypatch.setattr(backup, "last_steps", lambda: ["lifecycle_delivery.9999_a_step_of_tomorrow"])
    with pytest.raises(backup.UnusableArchiveError, match="another version"):
        backup.read(archive)
    assert not Organisation.objects.for_system("test").exists()
