"""Nothing of a sealed tender is anywhere: tables, database file and its log, stored files, emails, tasks, log lines."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from commonweal.domain.permissions import Role
from commonweal.lifecycle.tendering import queries
from commonweal.lifecycle.tendering.actions import drafts, openings, submissions
from commonweal.lifecycle.tendering.packages import new_code
from tests.builders.procurement import DEADLINE, fresh
from tests.builders.tendering import AFTER_DEADLINE, CODE, PASSPHRASE, a_draft, a_sealed_ask, again, rng
from tests.lifecycle.tendering import canary_walk
from tests.lifecycle.tendering.canaries import (
    PENCE,
    PRICE_FORMS,
    WORDS,
    everywhere,
    in_files,
    needles,
    plant,
)

SECRETS = (*WORDS.values(), *PRICE_FORMS, CODE, CODE.replace("-", ""), PASSPHRASE)
SOUGHT = needles(SECRETS)
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def planted(world):
    """A procurement with one draft, a canary in every part of it."""
    version = a_sealed_ask(world, deadline=DEADLINE)
    writer = world.cast.actor(Role.TENDER_WRITER)
    tender = a_draft(world, version, writer)
    plant(tender, version, by=writer, now=world.now)
    return tender


def test_a_draft_is_nowhere(planted, caplog):
    with caplog.at_level(logging.DEBUG):
        assert everywhere(SOUGHT) == []
    assert not any(needle in caplog.text.encode() for needle in SOUGHT)


def test_a_submitted_a_revised_and_a_resubmitted_tender_are_nowhere(
    world, planted, caplog, django_capture_on_commit_callbacks
):
    writer = world.cast.actor(Role.TENDER_WRITER)
    with caplog.at_level(logging.DEBUG), django_capture_on_commit_callbacks(execute=True):
        submissions.submit(planted, CODE, by=writer, now=world.now, rng=rng)
        assert everywhere(SOUGHT) == []
        submissions.revise(again(planted), CODE, by=writer, now=world.now, rng=rng)
        assert everywhere(SOUGHT) == []
        drafts.set_price(again(planted), PENCE - 1, revision=None, by=writer, now=world.now, rng=rng)
        submissions.submit(again(planted), new_code(rng), by=writer, now=world.now, rng=rng)
    assert everywhere(SOUGHT) == []
    assert not any(needle in caplog.text.encode() for needle in SOUGHT)


def test_after_the_first_opener_it_is_still_nowhere_and_after_the_second_it_is_found(world, planted):
    """The last part shows that the search finds what there is to find."""
    writer = world.cast.actor(Role.TENDER_WRITER)
    submissions.submit(planted, CODE, by=writer, now=world.now, rng=rng)
    procurement = planted.lot.procurement
    first, second, _ = (member.actor() for member in world.openers)
    openings.begin(fresh(procurement), PASSPHRASE, by=first, now=AFTER_DEADLINE)
    assert everywhere(SOUGHT) == []
    openings.complete(fresh(procurement), PASSPHRASE, by=second, now=AFTER_DEADLINE)
    found = everywhere(needles(WORDS.values()))
    for place in (
        "lifecycle_tendering_tenderanswer.text",
        "lifecycle_tendering_offeredcommitment.title",
        "lifecycle_tendering_offeredcommitment.subcontractor",
        "lifecycle_tendering_offeredmilestone.title",
        "files_storedfile.name",
    ):
        assert place in found
    assert any("blobs" in place for place in found)
    assert everywhere(needles(PRICE_FORMS)) == ["lifecycle_tendering_tenderprice.pence"]
    assert everywhere(needles([CODE, PASSPHRASE])) == []


def test_an_unsubmitted_tender_is_nowhere_even_after_the_opening(world, planted):
    first, second, _ = (member.actor() for member in world.openers)
    openings.begin(fresh(planted.lot.procurement), PASSPHRASE, by=first, now=AFTER_DEADLINE)
    openings.complete(fresh(planted.lot.procurement), PASSPHRASE, by=second, now=AFTER_DEADLINE)
    assert everywhere(SOUGHT) == []


def test_the_supplier_itself_reads_every_canary(world, planted):
    content = queries.read_draft(planted, by=world.cast.actor(Role.TENDER_WRITER), rng=rng).content.to_json()
    for name in WORDS.keys() - {"file"}:
        assert WORDS[name].encode() in content


@pytest.mark.skipif(
    os.environ.get("DATABASE_URL", "").startswith("postgres"),
    reason="not run: the files of SQLite are searched",
)
def test_nothing_is_in_the_database_file_its_log_or_any_file_of_the_data_folder(tmp_path):
    """Another process writes, revises and submits a tender to a database on disk; every byte it leaves is searched."""
    environment = {
        "PATH": os.environ["PATH"],
        "COMMONWEAL_MODE": "demonstration",
        "COMMONWEAL_DATA": str(tmp_path / "data"),
        "COMMONWEAL_SEALING_KEY_FILE": str(tmp_path / "sealing" / "key"),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
    }
    done = subprocess.run(
        [sys.executable, "-m", canary_walk.__name__],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    printed = done.stdout + done.stderr
    assert b"submitted twice" in printed
    assert not any(needle in printed for needle in SOUGHT)
    data = tmp_path / "data"
    names = {path.name for path in data.rglob("*")}
    assert {"commonweal.sqlite3", "commonweal.sqlite3-wal"} <= names
    assert list(in_files(data, SOUGHT)) == []
    assert list(in_files(data, [b"Home care in words that everybody may read"])), (
        "the search finds what is there"
    )
