"""The whole file of an assessment, from asking to downloading: made by the worker, kept encrypted, told how far it is.

What is made goes straight into encrypted pieces: no plain copy of an assessment lies on the disk, not while it is made either.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Sum

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.panel import check_firmness_visible
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.permissions import Permission
from commonweal.files import blobs
from commonweal.journeys.assessment_papers.challenge import write_challenge_file
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.actions.whole_files import Kept
from commonweal.lifecycle.assessment.events import AssessmentEvent
from commonweal.lifecycle.assessment.models import Assessment, WholeFile, WholeFileStatus
from commonweal.lifecycle.tendering.keyfile import sealing_key
from commonweal.lifecycle.tendering.models import TenderDocument
from commonweal.lifecycle.tendering.sealed_streams import SealedWriter, pieces
from commonweal.lifecycle.tendering.sealing import Context, Rng, SealBroken, context, lock, new_key, unlock

TENDERS_AT_ONCE = 10
BYTES_AT_ONCE = 10_000_000
"""Up to this many tenders, and bytes of their files, it is made while the person waits: a second at most."""

STUCK_AFTER = dt.timedelta(minutes=10)
PARTS_KEPT = dt.timedelta(days=1)


@dataclass(frozen=True)
class Progress:
    """How many files are in it so far, and how many of its tenders."""

    files: int = 0
    tenders: int = 0
    of: int = 0


def is_small(one: Assessment) -> bool:
    """True when making the file is a matter of a second."""
    tenders = queries.opened_tenders_of(one)
    if len(tenders) > TENDERS_AT_ONCE:
        return False
    documents = TenderDocument.objects.for_system("how large the file that answers a challenge becomes")
    size = documents.filter(tender__in=tenders).aggregate(size=Sum("stored__size"))["size"] or 0
    return bool(size <= BYTES_AT_ONCE)


def newest(one: Assessment) -> WholeFile | None:
    """The file that was asked for last, of an assessment that was fetched."""
    found: WholeFile | None = one.whole_files.order_by("-pk").first()
    return found


def progress_of(file: WholeFile) -> Progress | None:
    """How far the worker is; None when it has not begun."""
    found: Progress | None = cache.get(_key(file))
    return found


def is_stuck(file: WholeFile, now: dt.datetime) -> bool:
    """True when it is being made and nothing has happened for some minutes."""
    is_late = file.status == WholeFileStatus.MAKING and file.asked_at < now - STUCK_AFTER
    return is_late and progress_of(file) is None


def work_on(file_id: str, *, clock: Callable[[], dt.datetime]) -> None:
    """Make the file that somebody asked for. Called by the worker; nothing when it was made already."""
    found = WholeFile.objects.for_system("the whole file that the worker was given")
    file: WholeFile = found.select_related(
        "assessment__lot__procurement__authority", "assessment__ask_version"
    ).get(external_id=file_id)
    if file.status != WholeFileStatus.MAKING:
        return
    try:
        make(file, now=clock())
    except Exception:
        actions.whole_file_failed(file, now=clock())
        raise
    finally:
        cache.delete(_key(file))


def make(file: WholeFile, *, now: dt.datetime, rng: Rng = secrets.token_bytes) -> WholeFile:
    """Make the file of the record as it stands, and keep it encrypted."""
    key = new_key(rng)
    digest = hashlib.sha256()
    with blobs.being_written() as written:
        sealed = SealedWriter(written, key, _about(file), rng=rng)
        write_challenge_file(_Both(sealed, digest), file.assessment, now=file.asked_at, tell=_teller(file))  # type: ignore[arg-type]
        sealed.close()
    locked = lock(sealing_key(rng=rng), key, _about(file), rng=rng)
    kept = Kept(written.digest, locked, sealed.size, digest.hexdigest())
    return actions.whole_file_ready(file, kept, now=now)


class _Both:
    """What a ZIP is written to: encrypted on the disk, and into the digest of the plain file."""

    def __init__(self, sealed: SealedWriter, digest: Any) -> None:
        self._sealed, self._digest = sealed, digest

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        return self._sealed.write(bytes(data))

    def flush(self) -> None:
        self._sealed.flush()


def _teller(file: WholeFile) -> Callable[[str], None]:
    """Keeps how far the making is, every few files."""
    of = len(queries.opened_tenders_of(file.assessment))
    counted = [0, 0]

    def tell(path: str) -> None:
        counted[0] += 1
        counted[1] += path.endswith("/tender.json")
        if counted[0] % 20 == 0:
            cache.set(_key(file), Progress(counted[0], counted[1], of), int(STUCK_AFTER.total_seconds()))

    return tell


def take(one: Assessment, *, by: Actor, now: dt.datetime) -> tuple[WholeFile, Iterator[bytes]] | None:
    """The newest file that is ready, piece by piece, and that somebody took it in the record; None when there is none.

    Raises:
        NotPermitted: the actor may not decide awards. Refused: the scores are not locked.
        SealBroken: what is on the disk does not open.
    """
    by.must(Permission.AWARD_DECIDE)
    check_firmness_visible(AssessmentStatus(one.status))
    file = _newest_ready(one)
    if file is None:
        return None
    content = _opened(file)
    actions.note_view(one, AssessmentEvent.CHALLENGE_FILE_MADE, by=by, now=now)
    return file, content


def _newest_ready(one: Assessment) -> WholeFile | None:
    found: WholeFile | None = one.whole_files.filter(status=WholeFileStatus.READY).order_by("-pk").first()
    return found


def note_broken(one: Assessment, *, now: dt.datetime) -> None:
    """The newest file does not open any more: its page says so, and it can be made again."""
    file = _newest_ready(one)
    if file is not None:
        actions.whole_file_failed(file, now=now)


def _opened(file: WholeFile) -> Generator[bytes]:
    """The pieces; the first is opened before anything is sent, so that a damaged file is told instead of cut off."""
    key = unlock(sealing_key(rng=secrets.token_bytes), bytes(file.locked_key or b""), _about(file))

    def plain() -> Generator[bytes]:
        try:
            with blobs.path_of(file.blob).open("rb") as source:
                yield from pieces(source, key, _about(file))
        except FileNotFoundError as error:
            raise SealBroken("seal.broken") from error

    tried = plain()
    next(tried)
    tried.close()
    return plain()


def forget_old(now: dt.datetime) -> None:
    """For the clock: remove files that were kept long enough, and what a machine that stopped left half written."""
    actions.forget_whole_files(now=now)
    blobs.forget_parts(now - PARTS_KEPT)


def _about(file: WholeFile) -> Context:
    return context("whole file of an assessment", file.external_id)


def _key(file: WholeFile) -> str:
    return f"whole-file-{file.external_id}"
