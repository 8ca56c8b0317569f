"""The whole file of an assessment: made in the background, kept encrypted for some days, taken by who decides awards."""

import datetime as dt
import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from django.core.cache import cache

from commonweal.audit.models import AuditEvent
from commonweal.domain.errors import NotPermitted, Refused
from commonweal.domain.permissions import Role
from commonweal.files import blobs
from commonweal.journeys.assessment_papers import whole_file
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.models import WholeFile
from commonweal.lifecycle.tendering.sealing import SealBroken
from tests.builders.assessment import LATER, REASON, a_locked, a_moderation, decide, officer, system

MINUTE = dt.timedelta(minutes=1)
HELD = {
    "1-ask/ask-v1.json",
    "2-tenders/001/tender.json",
    "5-scores/score-changes.csv",
    "7-award/awards.csv",
}


@pytest.fixture
def locked(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    cache.clear()
    panel = a_locked(world)
    decide(world, panel)
    return panel.again()


def asked(world, one) -> WholeFile:
    return actions.ask_for_whole_file(one, by=officer(world), now=LATER)


def made(world, one) -> WholeFile:
    file = asked(world, one)
    whole_file.work_on(file.external_id, clock=lambda: LATER + MINUTE)
    return system(WholeFile).get(pk=file.pk)


def taken(world, one) -> bytes:
    _file, content = whole_file.take(one, by=officer(world), now=LATER)
    return b"".join(content)


def events(type_: str) -> int:
    return AuditEvent.objects.filter(type=f"assessment.{type_}").count()


def test_the_file_is_indexed_and_every_digest_is_right(world, locked):
    file = made(world, locked)
    content = taken(world, locked)
    assert (len(content), hashlib.sha256(content).hexdigest()) == (file.size, file.sha256)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = set(packed.namelist())
        lines = packed.read("manifest.sha256").decode().splitlines()
        for line in lines:
            digest, path = line.split("  ", 1)
            assert hashlib.sha256(packed.read(path)).hexdigest() == digest
        assert {line.split("  ", 1)[1] for line in lines} == names - {"manifest.sha256"}
        assert packed.read("6-ranking/ranking-1.json").decode() == queries.latest_snapshot(locked).content
        index = packed.read("index.csv").decode()
    assert names >= HELD and all(each in index for each in HELD)
    assert (events("whole_file_asked"), events("whole_file_ready"), events("challenge_file_made")) == (
        1,
        1,
        1,
    )


def test_what_lies_on_the_disk_is_encrypted(world, locked):
    before = set(Path(blobs._parts()).parent.rglob("*"))
    file = made(world, locked)
    content = taken(world, locked)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert REASON in packed.read("5-scores/scores.csv").decode()
    new = [path for path in Path(blobs._parts()).parent.rglob("*") if path not in before and path.is_file()]
    assert [path.name for path in new] == [file.blob]
    kept = new[0].read_bytes()
    assert b"PK\x03\x04" not in kept and b"tender.json" not in kept and len(kept) > file.size


def test_only_who_decides_awards_asks_and_takes_and_only_after_locking(world, locked):
    open_one = a_moderation(world, "Not locked yet").again()
    with pytest.raises(Refused, match=r"assessment\.not_locked"):
        asked(world, open_one)
    with pytest.raises(Refused, match=r"assessment\.not_locked"):
        whole_file.take(open_one, by=officer(world), now=LATER)
    made(world, locked)
    moderator = world.cast.actor(Role.MODERATOR)
    with pytest.raises(NotPermitted):
        actions.ask_for_whole_file(locked, by=moderator, now=LATER)
    with pytest.raises(NotPermitted):
        whole_file.take(locked, by=moderator, now=LATER)
    assert events("challenge_file_made") == 0


def test_a_newer_file_takes_the_place_of_the_one_before_and_its_bytes_go(
    world, locked, django_capture_on_commit_callbacks
):
    first = made(world, locked)
    with django_capture_on_commit_callbacks(execute=True):
        second = made(world, locked)
    assert [each.pk for each in system(WholeFile).all()] == [second.pk]
    assert not blobs.path_of(first.blob).exists() and blobs.path_of(second.blob).exists()
    assert taken(world, locked)


def test_while_a_newer_one_is_made_the_one_before_can_be_taken(world, locked):
    first = made(world, locked)
    asked(world, locked)
    file, _content = whole_file.take(locked, by=officer(world), now=LATER)
    assert file.pk == first.pk


def test_the_clock_removes_it_after_seven_days(world, locked, django_capture_on_commit_callbacks):
    file = made(world, locked)
    whole_file.forget_old(LATER + dt.timedelta(days=7))
    assert system(WholeFile).count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        whole_file.forget_old(LATER + dt.timedelta(days=7, seconds=1))
    assert system(WholeFile).count() == 0 and not blobs.path_of(file.blob).exists()
    assert events("whole_file_forgotten") == 1
    assert whole_file.take(locked, by=officer(world), now=LATER) is None


def test_what_could_not_be_made_says_so_and_leaves_nothing(world, locked, monkeypatch):
    def failing(*_args, **_named):
        raise RuntimeError

    monkeypatch.setattr(whole_file, "write_challenge_file", failing)
    file = asked(world, locked)
    with pytest.raises(RuntimeError):
        whole_file.work_on(file.external_id, clock=lambda: LATER)
    assert system(WholeFile).get(pk=file.pk).status == "failed" and events("whole_file_failed") == 1
    assert not [*blobs._parts().iterdir()]


def test_a_damaged_file_is_told_before_anything_is_sent(world, locked):
    file = made(world, locked)
    path = blobs.path_of(file.blob)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(SealBroken):
        whole_file.take(locked, by=officer(world), now=LATER)
    path.unlink()
    with pytest.raises(SealBroken):
        whole_file.take(locked, by=officer(world), now=LATER)
    assert events("challenge_file_made") == 0


def test_how_far_it_is_can_be_told_and_standing_still_too(world, locked):
    file = asked(world, locked)
    assert not whole_file.is_stuck(file, LATER + MINUTE)
    assert whole_file.is_stuck(file, LATER + 11 * MINUTE)
    tell = whole_file._teller(file)
    for number in range(20):
        tell("2-tenders/001/tender.json" if number == 0 else "2-tenders/001/method.pdf")
    assert whole_file.progress_of(file) == whole_file.Progress(20, 1, 2)
    assert not whole_file.is_stuck(file, LATER + 11 * MINUTE)


def test_the_same_record_makes_the_same_file(world, locked):
    from commonweal.journeys.assessment_papers.challenge import write_challenge_file

    written = [io.BytesIO(), io.BytesIO()]
    for out in written:
        write_challenge_file(out, locked, now=LATER, tell=lambda _path: None)
    assert written[0].getvalue() == written[1].getvalue()
