"""Verification: a decision about a report by somebody other than the one who made it, with the reason."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.delivery import LEADS_TO, Decision, ReportStatus, check_verification, verified_quantity
from commonweal.domain.errors import NotPermitted
from commonweal.domain.permissions import Permission, Side
from commonweal.lifecycle.delivery.events import DeliveryEvent as Event
from commonweal.lifecycle.delivery.models import Report, Verification
from commonweal.records.work import change, transaction

EVENTS = {
    Decision.ACCEPT: Event.REPORT_ACCEPTED,
    Decision.ACCEPT_IN_PART: Event.REPORT_ACCEPTED_IN_PART,
    Decision.QUESTION: Event.REPORT_QUESTIONED,
    Decision.REJECT: Event.REPORT_REJECTED,
}


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

    Raises:
        NotPermitted: not on the authority's side, or without the permission. Refused: the actor made the report, or it
            is decided already. Invalid: no reason, or a part that is not between nothing and the claim. Stale: somebody
            else decided, or it was corrected, since `revision` was read.
    """
    check_may_verify(report, by)
    check_verification(
        status=ReportStatus(report.status),
        decision=decision,
        reason=reason,
        claimant_id=report.reported_by_id,
        verifier_id=by.person_id,
    )
    part = verified_quantity(decision, report.quantity, quantity)
    with transaction(by=by, at=now) as work:
        change(report, revision=revision, status=LEADS_TO[decision], verified=part)
        row = Verification(
            report=report, decision=decision, quantity=part, reason=reason.strip(), decided_by_id=by.person_id
        )
        row.save()
        work.record(EVENTS[decision], report, verification=row.external_id, quantity=part)
    return row


def check_may_verify(report: Report, by: Actor) -> None:
    """Raise `NotPermitted` unless the actor verifies for the authority whose contract it is."""
    by.must(Permission.REPORT_VERIFY)
    if by.side is not Side.AUTHORITY or by.organisation_id != report.commitment.contract.authority_id:
        raise NotPermitted("verification.not_the_authority")
