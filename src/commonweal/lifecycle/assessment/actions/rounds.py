"""Down-selection between rounds: a recorded decision for every tender of a round, with its reason."""

import datetime as dt
from collections.abc import Mapping

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.down_selection import check_down_selection
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.assessment.actions.panels import hold
from commonweal.lifecycle.assessment.actions.settling import is_next_round_invited, is_not_awarded
from commonweal.lifecycle.assessment.events import SuitabilityEvent
from commonweal.lifecycle.assessment.models import Assessment, RoundDecision
from commonweal.lifecycle.assessment.queries import round_decisions, tenders_of
from commonweal.outbox.actions import send
from commonweal.records.work import transaction


def decide_round(
    assessment: Assessment,
    goes_on: Mapping[str, bool],
    reasons: Mapping[str, str],
    *,
    because: str = "",
    by: Actor,
    now: dt.datetime,
) -> None:
    """Decide who goes on to the next round, after the scores of this round are locked.

    `goes_on` and `reasons` by the tender's external id; a tender that nobody decides about does not go on. Until the next
    round is invited it may be decided again, as after an error in a score; `because` then says why.

    Raises:
        Refused: scores are not locked, the next round is invited, or this is the last published round.
        Invalid: nobody goes on, a tenderer that does not is given no reason, or it is not said why it is decided again.
    """
    by.must(Permission.ASSESSMENT_MANAGE)
    with transaction(by=by, at=now):
        hold(assessment)
        _decide(assessment, goes_on, reasons, because.strip(), by=by, now=now)


def _decide(
    assessment: Assessment,
    goes_on: Mapping[str, bool],
    reasons: Mapping[str, str],
    because: str,
    *,
    by: Actor,
    now: dt.datetime,
) -> None:
    if assessment.status != AssessmentStatus.LOCKED:
        raise Refused("assessment.not_locked")
    if is_next_round_invited(assessment):
        raise Refused("down_selection.invited")
    if is_not_awarded(assessment):
        raise Refused("award.no_award_stands")
    before = {each.tender_id: each.goes_on for each in round_decisions(assessment)}
    if before and not because:
        raise Invalid("down_selection.because_missing", field="because")
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
                because=because if before else "",
                decided_at=now,
                decided_by=by.person,
            ).save()
            if before.get(tender.pk) is not decided[tender.external_id]:
                send("round.decided", tender=tender.external_id)
        work.record(
            SuitabilityEvent.ROUND_DECIDED,
            assessment,
            tenders=len(decided),
            going_on=sum(decided.values()),
            again=bool(before),
        )
