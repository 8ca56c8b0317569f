"""Bytes on disk under their digest. The same content is stored once; reading checks the digest again."""

import datetime as dt
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings


class DamagedFileError(RuntimeError):
    """The bytes on disk are not the bytes that were stored."""


def path_of(digest: str) -> Path:
    """Where the bytes with this digest live."""
    return Path(settings.MEDIA_ROOT) / "blobs" / digest[:2] / digest


def write(content: bytes) -> str:
    """Store bytes; returns their SHA-256 in hex. Written beside and moved in, so a half file is never seen."""
    digest = hashlib.sha256(content).hexdigest()
    path = path_of(digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{digest}.{secrets.token_hex(4)}")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return digest


def read(digest: str) -> bytes:
    """The bytes with this digest. Raises `DamagedFileError` when they are missing or were changed."""
    try:
        content = path_of(digest).read_bytes()
    except FileNotFoundError as error:
        raise DamagedFileError(f"the stored file {digest[:12]} is missing") from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise DamagedFileError(f"the stored file {digest[:12]} was changed on disk")
    return content


class Written:
    """A file that is being written piece by piece; `digest` is its name once it is whole."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._hash, self.digest = file, hashlib.sha256(), ""

    def write(self, data: bytes) -> None:
        self._hash.update(data)
        self._file.write(data)

    def end(self) -> str:
        self._file.flush()
        os.fsync(self._file.fileno())
        self.digest = self._hash.hexdigest()
        return self.digest


@contextmanager
def being_written() -> Iterator[Written]:
    """Write a file too large to hold: after the block it lies under its digest, and nowhere when the block failed."""
    folder = _parts()
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / secrets.token_hex(8)
    try:
        with beside.open("wb") as file:
            written = Written(file)
            yield written
            path = path_of(written.end())
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _parts() -> Path:
    return Path(settings.MEDIA_ROOT) / "blobs" / ".parts"


def forget_parts(before: dt.datetime) -> None:
    """Remove what a machine that stopped left half written."""
    for path in _parts().glob("*"):
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
