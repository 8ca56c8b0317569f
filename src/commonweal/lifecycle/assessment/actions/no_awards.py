"""The decision that nobody is awarded a lot, with its reason, and taking it back while the procurement still goes on."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.statuses import NO_AWARD, STANDING, AssessmentStatus, NoAwardStatus
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import ProcurementStatus
from commonweal.lifecycle.assessment.actions.settling import (
    is_not_awarded,
    procurement_of,
    settle_without,
)
from commonweal.lifecycle.assessment.events import AwardEvent
from commonweal.lifecycle.assessment.models import Assessment, NoAward
from commonweal.lifecycle.assessment.queries import opened_tenders_of, round_decisions, tenders_of
from commonweal.lifecycle.procurement import actions as procurement_actions
from commonweal.outbox.actions import send
from commonweal.records.work import change, check_revision, locked, transaction

_GOING_ON = (ProcurementStatus.ASSESSING, ProcurementStatus.AWARD_DECIDED)


def decide_no_award(assessment: Assessment, *, reason: str, by: Actor, now: dt.datetime) -> NoAward:
    """Decide that nobody is awarded the lot. Every tenderer of it is told, and the other lots no longer wait for it.

    Raises:
        NotPermitted: the actor may not decide awards.
        Refused: scores are not locked while tenders are left, an award or this decision stands already, a tenderer goes
            on to the next round, or the procurement is past this round.
        Invalid: there is no reason.
    """
    by.must(Permission.AWARD_DECIDE)
    if not reason.strip():
        raise Invalid("award.reason_missing", field="reason")
    with transaction(by=by, at=now) as work:
        check_may_decide(locked(assessment))
        decided = NoAward(assessment=assessment, reason=reason.strip(), decided_at=now, decided_by=by.person)
        decided.save()
        work.record(AwardEvent.NOT_AWARDED, decided, lot=assessment.lot.external_id)
        _tell(decided, "lot.not_awarded")
        settle_without(assessment, by=by, now=now)
    return decided


def check_may_decide(assessment: Assessment) -> None:
    """Raise `Refused` unless it can be decided now that nobody is awarded the lot."""
    if is_not_awarded(assessment):
        raise Refused("award.no_award_stands")
    if assessment.awards.filter(status__in=[status.value for status in STANDING]).exists():
        raise Refused("award.stands_already")
    if assessment.status != AssessmentStatus.LOCKED and tenders_of(assessment):
        raise Refused("assessment.not_locked")
    if any(each.goes_on for each in round_decisions(assessment)):
        raise Refused("no_award.somebody_goes_on")
    check_still_open(assessment)


def check_still_open(assessment: Assessment) -> None:
    """Raise `Refused` (``no_award.too_late``) once the procurement has ended, is in contract, or is in a later round."""
    procurement = procurement_of(assessment)
    is_this_round = procurement.round_number == assessment.round.number
    if ProcurementStatus(procurement.status) not in _GOING_ON or not is_this_round:
        raise Refused("no_award.too_late")


def take_back(
    decided: NoAward, *, reason: str, by: Actor, now: dt.datetime, revision: int | None = None
) -> NoAward:
    """Take the decision back, so that the lot can be decided again. Its tenderers are told.

    Raises:
        NotPermitted: the actor may not decide awards. Stale: somebody took it back first. Invalid: there is no reason.
        Refused: it was taken back, or the procurement has gone on without the lot.
    """
    by.must(Permission.AWARD_DECIDE)
    with transaction(by=by, at=now) as work:
        kept = locked(decided)
        check_revision(kept, revision)
        NO_AWARD.check(NoAwardStatus(kept.status), NoAwardStatus.TAKEN_BACK)
        if not reason.strip():
            raise Invalid("award.reason_missing", field="reason")
        check_still_open(decided.assessment)
        change(
            kept,
            status=NoAwardStatus.TAKEN_BACK.value,
            taken_back_because=reason.strip(),
            taken_back_at=now,
            taken_back_by=by.person,
        )
        work.record(AwardEvent.OPEN_AGAIN, kept, lot=decided.assessment.lot.external_id)
        _tell(kept, "lot.open_again")
        procurement = procurement_of(decided.assessment)
        if procurement.status == ProcurementStatus.AWARD_DECIDED:
            to = ProcurementStatus.ASSESSING
            procurement_actions.move(procurement, to, reason=reason.strip(), by=by, now=now)
    return kept


def _tell(decided: NoAward, message: str) -> None:
    for tender in opened_tenders_of(decided.assessment):
        send(message, tender=tender.external_id)
