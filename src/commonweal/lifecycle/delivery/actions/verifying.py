"""Verification: a decision about a report by somebody other than the one who made it, with the reason."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.delivery import LEADS_TO, Decision, ReportStatus, check_verification, verified_quantity
from commonweal.domain.errors import NotPermitted, Refused
from commonweal.domain.permissions import Permission, Side
from commonweal.files.actions import content_of
from commonweal.files.blobs import DamagedFileError
from commonweal.lifecycle.delivery.claimants import is_claimant
from commonweal.lifecycle.delivery.earlier import earlier_evidence
from commonweal.lifecycle.delivery.events import DeliveryEvent as Event
from commonweal.lifecycle.delivery.models import Report, Verification
from commonweal.records.work import change, check_revision, transaction

EVENTS = {
    Decision.ACCEPT: Event.REPORT_ACCEPTED,
    Decision.ACCEPT_IN_PART: Event.REPORT_ACCEPTED_IN_PART,
    Decision.QUESTION: Event.REPORT_QUESTIONED,
    Decision.REJECT: Event.REPORT_REJECTED,
}
ACCEPTS = frozenset({Decision.ACCEPT, Decision.ACCEPT_IN_PART})


def verify(
    report: Report,
    *,
    decision: Decision,
    reason: str,
    quantity: int | None = None,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> Verification:
    """Decide about a report. `quantity` (thousandths) is the part that is accepted, for that decision only.

    The digest of every file of evidence is worked out anew before the decision. On a file that is not what was handed in,
    nobody accepts anything; a question and a rejection stay possible.

    Raises:
        NotPermitted: not on the authority's side, or without the permission. Refused: the actor made the report or one that it
            corrects, or belongs to those it was made for; it is decided already, or a file of evidence is damaged and the
            claim would be accepted. Invalid: no reason, or a part that is not between nothing and the claim. Stale: somebody
            else decided, or it was corrected, since `revision` was read.
    """
    check_may_verify(report, by)
    check_revision(report, revision)
    check_verification(
        status=ReportStatus(report.status),
        decision=decision,
        reason=reason,
        is_claimant=by.person_id is None or is_claimant(report, by),
    )
    part = verified_quantity(decision, report.quantity, quantity)
    whole, damaged = check_evidence(report)
    if damaged and decision in ACCEPTS:
        raise Refused("verification.evidence_damaged", field="decision", names=", ".join(damaged))
    with transaction(by=by, at=now) as work:
        change(report, revision=revision, status=LEADS_TO[decision], verified=part)
        row = Verification(
            report=report, decision=decision, quantity=part, reason=reason.strip(), decided_by_id=by.person_id
        )
        row.save()
        work.record(
            EVENTS[decision],
            report,
            verification=row.external_id,
            quantity=part,
            evidence_whole=whole,
            evidence_damaged=len(damaged),
        )
    return row


def check_evidence(report: Report) -> tuple[int, list[str]]:
    """How many files of evidence are, to the byte, what was handed in; and the titles of those that are not, or are gone.

    Files of its own; of a correction that brought none those of the reports that it takes the place of.
    """
    whole, damaged = 0, []
    for each in list(report.evidence.select_related("file")) or earlier_evidence(report):
        try:
            content_of(each.file)
            whole += 1
        except DamagedFileError:
            damaged.append(each.title)
    return whole, damaged


def check_may_verify(report: Report, by: Actor) -> None:
    """Raise `NotPermitted` unless the actor verifies for the authority whose contract it is."""
    by.must(Permission.REPORT_VERIFY)
    if by.side is not Side.AUTHORITY or by.organisation_id != report.commitment.contract.authority_id:
        raise NotPermitted("verification.not_the_authority")
