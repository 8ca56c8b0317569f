"""Sealed bytes in the file room, and uploads that are checked before they are encrypted.

What is stored here is ciphertext under a digest of the ciphertext: neither name, type nor digest of the content is
known to the file room until the tender is opened.
"""

from dataclasses import dataclass

from django.db import transaction as database

from commonweal.files import blobs, checks
from commonweal.files.scanning import scan


@dataclass(frozen=True, slots=True)
class Upload:
    """A checked upload, in memory alone."""

    name: str
    media_type: str
    data: bytes


def checked(name: str, data: bytes, *, field: str = "file") -> Upload:
    """An upload whose content is what its name says, scanned: nobody can look once it is sealed.

    Raises `Invalid` as `files.checks.check` and `files.scanning.scan` do.
    """
    kind = checks.check(name, data, field=field)
    scan(data, field=field)
    return Upload(checks.clean_name(name), kind.media_type, data)


def put(sealed: bytes) -> str:
    """Keep ciphertext; returns the name to find it by."""
    return blobs.write(sealed)


def get(blob: str) -> bytes:
    """The ciphertext with this name."""
    return blobs.read(blob)


def remove(blob: str) -> None:
    """Remove ciphertext once the transaction is saved. Nonces are random: no two sealed values share their bytes."""
    database.on_commit(lambda: blobs.path_of(blob).unlink(missing_ok=True))
