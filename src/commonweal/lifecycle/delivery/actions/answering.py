"""What is added to a report on which nobody has decided: files, and an answer to a question. Then it waits anew."""

import datetime as dt
from collections.abc import Sequence

from commonweal.domain.actors import Actor
from commonweal.domain.delivery import WAITING, Decision, ReportStatus
from commonweal.domain.errors import Invalid, Refused
from commonweal.lifecycle.delivery.actions.reporting import Upload, add_files, check_may_add_to, may_add_to
from commonweal.lifecycle.delivery.events import DeliveryEvent as Event
from commonweal.lifecycle.delivery.models import Report, ReportAnswer, ReportEvidence
from commonweal.records.work import change, check_revision, locked, transaction


def add_evidence(
    report: Report, evidence: Sequence[Upload], *, by: Actor, now: dt.datetime
) -> list[ReportEvidence]:
    """Add files to a report on which nobody has decided yet. To one that was questioned they are an answer: it waits again.

    Raises:
        Refused: decided or corrected meanwhile. Invalid: no file.
    """
    check_may_add_to(report, by)
    if not evidence:
        raise Invalid("report.evidence_missing", field="file")
    with transaction(by=by, at=now) as work:
        if _wait_again(report):
            work.record(Event.REPORT_ANSWERED, report, files=len(evidence))
        return add_files(report, evidence, work)


def answer_question(
    report: Report,
    words: str,
    *,
    evidence: Sequence[Upload] = (),
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> ReportAnswer:
    """Answer in words, with files or without, what was asked about a report: it waits for a decision again.

    Raises:
        Refused: decided or corrected meanwhile, or nobody asked. Invalid: no words. Stale: changed since `revision`.
    """
    check_may_add_to(report, by)
    check_revision(report, revision)
    if not was_asked(report):
        raise Refused("report.not_questioned")
    if not words.strip():
        raise Invalid("report.answer_missing", field="words")
    with transaction(by=by, at=now) as work:
        _wait_again(report, revision)
        row = ReportAnswer(report=report, words=words.strip(), answered_by_id=by.person_id)
        row.save()
        work.record(Event.REPORT_ANSWERED, report, answer=row.external_id, files=len(evidence))
        add_files(report, evidence, work)
    return row


def may_answer(report: Report, actor: Actor) -> bool:
    """True when the actor may answer a question about a report that still waits for a decision."""
    return report.status in WAITING and was_asked(report) and may_add_to(report, actor)


def was_asked(report: Report) -> bool:
    """True when somebody asked a question about it."""
    return any(each.decision == Decision.QUESTION for each in report.verifications.all())


def _wait_again(report: Report, revision: int | None = None) -> bool:
    """Bring a report before the authority as it is now; True when it had been questioned.

    Its status is read under the lock, as a decision may have come meanwhile. Its revision goes up, so that whoever is
    about to decide on what it was before is told.
    """
    status = locked(report).status
    if status not in WAITING:
        raise Refused("report.evidence_too_late")
    change(report, revision=revision, status=ReportStatus.SUBMITTED)
    return bool(status == ReportStatus.QUESTIONED)
