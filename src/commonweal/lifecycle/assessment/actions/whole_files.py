"""The whole file of an assessment: asked for, kept encrypted for some days, removed."""

import datetime as dt
from dataclasses import dataclass

from commonweal.domain.actors import SYSTEM, Actor
from commonweal.domain.assessment.panel import check_firmness_visible
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.assessment.events import AssessmentEvent
from commonweal.lifecycle.assessment.models import Assessment, WholeFile, WholeFileStatus
from commonweal.lifecycle.tendering import storage
from commonweal.records.work import Work, change, transaction

KEPT = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Kept:
    """What was written: the name of the ciphertext, the locked key to it, size and SHA-256 of the plain file."""

    blob: str
    locked_key: bytes
    size: int
    sha256: str


def ask_for_whole_file(one: Assessment, *, by: Actor, now: dt.datetime) -> WholeFile:
    """Have the whole file made, of the record as it stands now.

    Raises:
        NotPermitted: the actor may not decide awards. Refused: the scores are not locked.
    """
    by.must(Permission.AWARD_DECIDE)
    check_firmness_visible(AssessmentStatus(one.status))
    with transaction(by=by, at=now) as work:
        file = WholeFile(assessment=one, asked_at=now, asked_by=by.person)
        file.save()
        work.record(AssessmentEvent.WHOLE_FILE_ASKED, one, file=file.external_id)
    return file


def whole_file_ready(file: WholeFile, kept: Kept, *, now: dt.datetime) -> WholeFile:
    """Keep what was made; it takes the place of those that were made before it."""
    with transaction(by=SYSTEM, at=now) as work:
        ready: WholeFile = change(
            file,
            status=WholeFileStatus.READY,
            blob=kept.blob,
            locked_key=kept.locked_key,
            size=kept.size,
            sha256=kept.sha256,
        )
        fields = {"file": file.external_id, "size": kept.size, "sha256": kept.sha256}
        work.record(AssessmentEvent.WHOLE_FILE_READY, file.assessment, **fields)
        earlier = WholeFile.objects.for_system("whole files that a newer one takes the place of")
        for each in earlier.filter(assessment_id=file.assessment_id, pk__lt=file.pk):
            _forget(each, work)
    return ready


def whole_file_failed(file: WholeFile, *, now: dt.datetime) -> WholeFile:
    """Note that it could not be made, so that its page can say so."""
    with transaction(by=SYSTEM, at=now) as work:
        failed: WholeFile = change(file, status=WholeFileStatus.FAILED)
        work.record(AssessmentEvent.WHOLE_FILE_FAILED, file.assessment, file=file.external_id)
    return failed


def forget_whole_files(*, now: dt.datetime) -> int:
    """Remove what has been kept long enough; how many it were."""
    rows = WholeFile.objects.for_system("whole files that have been kept long enough")
    old = list(rows.filter(asked_at__lt=now - KEPT).select_related("assessment"))
    if old:
        with transaction(by=SYSTEM, at=now) as work:
            for each in old:
                _forget(each, work)
    return len(old)


def _forget(file: WholeFile, work: Work) -> None:
    work.record(AssessmentEvent.WHOLE_FILE_FORGOTTEN, file.assessment, file=file.external_id)
    if file.blob:
        storage.remove(file.blob)
    file.delete()
