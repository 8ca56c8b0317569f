"""Asking the virus scanner about content that comes in. Where one is set up and does not answer, the content is refused."""

import hashlib
import time
from threading import Lock

from django.conf import settings

from commonweal.domain.errors import Invalid
from commonweal.files.models import StoredFile
from commonweal.gateways import scanner as gateway

Scan = StoredFile.Scan
REMEMBERED_SECONDS = 60
REMEMBERED = 200
_clean: dict[tuple[str, bytes], float] = {}
_lock = Lock()


def is_set_up() -> bool:
    """Is there a scanner?"""
    return gateway.scanner() is not None


def scan(content: bytes, *, field: str = "file") -> Scan:
    """What is known of some content: scanned and clean, or not run because there is no scanner.

    A form asks before its action's transaction begins, so that nobody waits for a database behind a scanner; the action
    that keeps the content asks again and is answered from memory, for a minute.

    Raises:
        Invalid: ``file.infected``, ``file.too_large_to_scan``, or ``file.not_scanned`` when the scanner does not answer.
    """
    asked = gateway.scanner()
    if asked is None:
        return Scan.NOT_RUN
    key = (settings.SCANNER, hashlib.sha256(content).digest())
    if not _is_remembered(key):
        _ask(asked, content, field)
        _remember(key)
    return Scan.CLEAN


def _ask(asked: gateway.Scanner, content: bytes, field: str) -> None:
    try:
        found = asked.found_in(content)
    except gateway.TooLargeError as error:
        raise Invalid("file.too_large_to_scan", field=field) from error
    except gateway.UnansweredError as error:
        raise Invalid("file.not_scanned", field=field) from error
    if found is not None:
        raise Invalid("file.infected", field=field, found=found)


def _is_remembered(key: tuple[str, bytes]) -> bool:
    with _lock:
        at = _clean.get(key)
    return at is not None and time.monotonic() - at < REMEMBERED_SECONDS


def _remember(key: tuple[str, bytes]) -> None:
    with _lock:
        _clean.pop(key, None)
        _clean[key] = time.monotonic()
        while len(_clean) > REMEMBERED:
            del _clean[next(iter(_clean))]


def answers() -> bool:
    """Does the scanner that is set up answer? True where there is none."""
    asked = gateway.scanner()
    if asked is None:
        return True
    try:
        asked.version()
    except gateway.UnansweredError:
        return False
    return True
