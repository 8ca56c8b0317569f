"""Commands beside a running product find its mode; where there is no installation they say so."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db.migrations.recorder import MigrationRecorder

from commonweal.cli.application import kept_mode
from commonweal.cli.main import cli

SOURCE = str(Path(sys.modules["commonweal"].__file__).parents[1])


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command as somebody types it in the folder of the product, with no setting at all."""
    bare = {key: value for key, value in os.environ.items() if not key.startswith(("COMMONWEAL_", "DJANGO_"))}
    bare.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "-m", "commonweal", *arguments],
        env=bare | {"PYTHONPATH": SOURCE}, cwd=folder, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture
def nothing_said(monkeypatch, tmp_path) -> Path:
    for name in ("COMMONWEAL_MODE", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COMMONWEAL_DATA", str(tmp_path))
    return tmp_path


def test_the_mode_is_the_one_the_data_folder_was_made_ready_in(nothing_said):
    assert kept_mode() is None
    (nothing_said / "mode").write_text("demonstration\n", encoding="utf-8")
    assert kept_mode() == "demonstration"


def test_a_database_named_by_a_setting_is_never_guessed_at(nothing_said, monkeypatch):
    (nothing_said / "mode").write_text("demonstration\n", encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody@127.0.0.1/real")
    assert kept_mode() is None


def test_making_an_installation_ready_keeps_its_mode_for_later_commands(db, settings, tmp_path, monkeypatch):
    from commonweal.journeys import demonstration, installation, shipped_lists

    settings.DATA = tmp_path
    monkeypatch.setattr(installation, "call_command", lambda *args, **given: None)
    monkeypatch.setattr(installation, "bring_up_to_date", lambda: None)
    monkeypatch.setattr(shipped_lists, "load", lambda **given: None)
    monkeypatch.setattr(demonstration, "load", lambda **given: None)
    installation.prepare(say=lambda said: None)
    assert (tmp_path / "mode").read_text("utf-8").strip() == "demonstration"


def test_without_a_mode_and_an_installation_the_command_says_what_to_set(tmp_path):
    done = command(tmp_path, "thread", "show", "northern-spire", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "COMMONWEAL_MODE" in done.stderr
    assert "Traceback" not in done.stderr


def test_where_no_installation_was_made_a_command_says_how_to_make_one(tmp_path):
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "mode").write_text("demonstration\n", encoding="utf-8")
    done = command(tmp_path, "thread", "show", "northern-spire", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "make run" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.migrations
def test_a_database_of_an_earlier_version_is_said(db):
    last = MigrationRecorder.Migration.objects.filter(app="records").latest("pk")
    last.delete()
    done = CliRunner().invoke(cli, ["thread", "show", "northern-spire", "--json"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "serve --setup" in done.stderr


@pytest.mark.parametrize("content", ["hello", json.dumps({"count": "many"}), "[1]", "\udcff"])
def test_a_file_that_is_no_anchor_is_said_and_nothing_is_verified(db, tmp_path, content):
    path = tmp_path / "anchor.jsonl"
    path.write_text(content, encoding="utf-8", errors="surrogateescape")
    done = CliRunner().invoke(cli, ["audit", "verify", "--anchor", str(path)])
    assert (done.exit_code, done.stdout) == (2, "")
    assert str(path) in done.stderr


def test_an_archive_that_cannot_be_written_is_said(db, tmp_path):
    done = CliRunner().invoke(cli, ["backup", str(tmp_path / "no-folder" / "b.tar.gz")])
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr
