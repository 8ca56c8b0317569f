"""Bytes on disk under their digest. The same content is stored once; reading checks the digest again."""

import hashlib
import os
import secrets
from pathlib import Path

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
