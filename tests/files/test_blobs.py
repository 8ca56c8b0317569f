"""Files that are written piece by piece: whole under their digest, or nowhere."""

import datetime as dt
import hashlib
import os

import pytest

from commonweal.files import blobs


def test_a_file_written_in_pieces_lies_under_its_digest(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with blobs.being_written() as written:
        written.write(b"one ")
        written.write(b"two")
    assert written.digest == hashlib.sha256(b"one two").hexdigest()
    assert blobs.read(written.digest) == b"one two"


def test_a_file_whose_writing_failed_lies_nowhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(RuntimeError), blobs.being_written() as written:
        written.write(b"half")
        raise RuntimeError
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_what_a_stopped_machine_left_is_removed_after_a_while(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    folder = tmp_path / "blobs" / ".parts"
    folder.mkdir(parents=True)
    for name, stamp in (("old", 1_000), ("new", 3_000)):
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (stamp, stamp))
    blobs.forget_parts(dt.datetime.fromtimestamp(2_000, dt.UTC))
    assert [path.name for path in folder.iterdir()] == ["new"]
