"""Down-selection between rounds: a recorded decision for every tender of a round, with its reason."""

import datetime as dt
from collections.abc import Mapping

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.down_selection import check_down_selection
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.errors import Refused
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.assessment.actions.settling import is_not_awarded
from commonweal.lifecycle.assessment.events import SuitabilityEvent
from commonweal.lifecycle.assessment.models import Assessment, RoundDecision
from commonweal.lifecycle.assessment.queries import tenders_of
from commonweal.outbox.actions import send
from commonweal.records.work import transaction


def decide_round(
    assessment: Assessment,
    goes_on: Mapping[str, bool],
    reasons: Mapping[str, str],
    *,
    by: Actor,
    now: dt.datetime,
) -> None:
    """Decide who goes on to the next round: once, after the scores of this round are locked.

    `goes_on` and `reasons` by the tender's external id; a tender that nobody decides about does not go on.

    Raises:
        Refused: scores are not locked, it was decided already, or this is the last published round.
        Invalid: nobody goes on, or a tenderer that does not is given no reason.
    """
    by.must(Permission.ASSESSMENT_MANAGE)
    if assessment.status != AssessmentStatus.LOCKED:
        raise Refused("assessment.not_locked")
    if assessment.round_decisions.exists():
        raise Refused("down_selection.decided")
    if is_not_awarded(assessment):
        raise Refused("award.no_award_stands")
    tenders = tenders_of(assessment)
    decided = {tender.external_id: goes_on.get(tender.external_id, False) for tender in tenders}
    check_down_selection(
        decided,
        reasons,
        round_number=assessment.round.number,
        rounds=len(assessment.ask_version.read().rounds),
    )
    with transaction(by=by, at=now) as work:
        for tender in tenders:
            RoundDecision(
                assessment=assessment,
                tender=tender,
                goes_on=decided[tender.external_id],
                reason=reasons.get(tender.external_id, "").strip(),
                decided_at=now,
                decided_by=by.person,
            ).save()
            send("round.decided", tender=tender.external_id)
        work.record(
            SuitabilityEvent.ROUND_DECIDED, assessment, tenders=len(decided), going_on=sum(decided.values())
        )
