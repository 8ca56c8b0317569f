"""The decision to award and its way to a contract: summaries, notice, standstill, and withdrawal at any time before."""

import datetime as dt
from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.snapshot import Ranking
from commonweal.domain.assessment.standstill import Standstill, check_over, check_standstill, last_day
from commonweal.domain.assessment.statuses import AWARD, STANDING, AssessmentStatus, AwardStatus
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import ProcurementStatus
from commonweal.lifecycle.assessment.actions.panels import hold
from commonweal.lifecycle.assessment.actions.settling import (
    is_not_awarded,
    move_procurement,
    procurement_of,
)
from commonweal.lifecycle.assessment.counted import awardable
from commonweal.lifecycle.assessment.events import AwardEvent
from commonweal.lifecycle.assessment.holding import holds
from commonweal.lifecycle.assessment.models import Assessment, AwardDecision, AwardStatusChange
from commonweal.lifecycle.assessment.queries import tenders_of
from commonweal.lifecycle.assessment.standstill_duty import standstill_duty
from commonweal.lifecycle.assessment.told import summaries_sent_at
from commonweal.lifecycle.assessment.working_days import is_bank_holiday
from commonweal.lifecycle.procurement import actions as procurement_actions
from commonweal.lifecycle.tendering.models import Tender
from commonweal.outbox.actions import send
from commonweal.records.work import Work, change, transaction

_W = AwardStatus
_EVENTS = {
    _W.SUMMARIES_SENT: AwardEvent.SUMMARIES_SENT,
    _W.NOTICE_PUBLISHED: AwardEvent.NOTICE_PUBLISHED,
    _W.STANDSTILL: AwardEvent.STANDSTILL_BEGUN,
    _W.ENTERED: AwardEvent.ENTERED,
    _W.WITHDRAWN: AwardEvent.WITHDRAWN,
}
_STANDING = [status.value for status in STANDING]


def decide(
    assessment: Assessment,
    tender: Tender,
    *,
    reason: str,
    standstill: Standstill,
    standstill_days: int,
    standstill_reason: str = "",
    by: Actor,
    now: dt.datetime,
) -> AwardDecision:
    """Decide to award a lot to the tender that the locked ranking puts first.

    Raises:
        NotPermitted: the actor may not decide awards.
        Refused: scores are not locked, the ask has a later round, a decision stands already, or something about the
            tender is open (`award.held_up`).
        Invalid: the tender is not first, a reason is missing, or the standstill is too short.
    """
    by.must(Permission.AWARD_DECIDE)
    with transaction(by=by, at=now):
        # A score may have been opened again, or another decision made, since the page was fetched.
        hold(assessment)
        return _decide(
            assessment,
            tender,
            reason=reason,
            standstill=standstill,
            standstill_days=standstill_days,
            standstill_reason=standstill_reason,
            by=by,
            now=now,
        )


def _decide(
    assessment: Assessment,
    tender: Tender,
    *,
    reason: str,
    standstill: Standstill,
    standstill_days: int,
    standstill_reason: str,
    by: Actor,
    now: dt.datetime,
) -> AwardDecision:
    if assessment.status != AssessmentStatus.LOCKED:
        raise Refused("assessment.not_locked")
    if assessment.has_later_round:
        raise Refused("award.later_round")
    if assessment.awards.filter(status__in=_STANDING).exists():
        raise Refused("award.stands_already")
    if is_not_awarded(assessment):
        raise Refused("award.no_award_stands")
    snapshot = assessment.snapshots.order_by("-number")[0]
    check_first(assessment, tender.external_id)
    if holds(assessment, tender, london_day(now)):
        raise Refused("award.held_up", field="tender")
    if not reason.strip():
        raise Invalid("award.reason_missing", field="reason")
    duty = standstill_duty(assessment)
    with transaction(by=by, at=now) as work:
        award = AwardDecision(
            assessment=assessment,
            snapshot=snapshot,
            tender=tender,
            reason=reason.strip(),
            decided_at=now,
            decided_by=by.person,
            standstill=standstill.value,
            standstill_days=check_standstill(standstill, standstill_days, standstill_reason),
            standstill_reason=standstill_reason.strip(),
            standstill_duty=duty.bites.value if duty else "",
            standstill_because=duty.because if duty else "",
        )
        award.save()
        _write_history(award, "", _W.DECIDED, "", work)
        work.record(
            AwardEvent.DECIDED,
            award,
            tender=tender.external_id,
            ranking=snapshot.external_id,
            standstill=award.standstill,
            standstill_duty=award.standstill_duty,
        )
        move_procurement(assessment, ProcurementStatus.AWARD_DECIDED, STANDING, by=by, now=now)
    return award


def check_first(assessment: Assessment, tender_id: str) -> None:
    """Raise `Invalid` (``award.not_first``) unless the newest ranking lets the tender be awarded: see `counted.awardable`.

    `Refused` as `awardable`, where the ask limits lots.
    """
    ranking = Ranking.from_json(assessment.snapshots.order_by("-number")[0].content)
    if tender_id not in awardable(assessment, ranking):
        raise Invalid("award.not_first", field="tender")


def _check_still_first(award: AwardDecision) -> None:
    """With a limit on lots, what was decided about another lot since may have given this one to somebody else."""
    try:
        check_first(award.assessment, award.tender.external_id)
    except Invalid:
        raise Refused("award.no_longer_first") from None


def send_summaries(
    award: AwardDecision, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> AwardDecision:
    """Let every tenderer of the lot read its assessment summary from now on, and have its writers told by email.

    Raises:
        Refused: ``award.no_longer_first`` when another lot was decided otherwise since, and the ask limits lots.
    """
    with transaction(by=by, at=now):
        sent = _move(award, _W.SUMMARIES_SENT, by=by, now=now, revision=revision)
        _check_still_first(award)
        for tender in tenders_of(award.assessment):
            send("summary.sent", tender=tender.external_id)
    return sent


def publish_notice(
    award: AwardDecision, *, published_on: dt.date, by: Actor, now: dt.datetime, revision: int | None = None
) -> AwardDecision:
    """Record the day on which the contract award notice was published.

    Raises:
        Invalid: a day to come, or one before the assessment summaries were sent: the law's order is summaries, then
            the notice, and the standstill counts from the notice.
    """
    if published_on > london_day(now):
        raise Invalid("award.notice_in_future", field="published_on")
    if published_on < london_day(award.decided_at):
        raise Invalid("award.notice_before_decision", field="published_on")
    sent = summaries_sent_at(award)
    if sent is not None and published_on < london_day(sent):
        raise Invalid("award.notice_before_summaries", field="published_on", sent=london_day(sent))
    return _move(
        award, _W.NOTICE_PUBLISHED, by=by, now=now, revision=revision, notice_published_on=published_on
    )


def begin_standstill(
    award: AwardDecision, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> AwardDecision:
    """Begin the standstill, which counts from the day the notice was published.

    Raises:
        Refused: ``award.no_standstill`` when the decision says that none is required.
    """
    AWARD.check(_W(award.status), _W.STANDSTILL)
    if award.standstill == Standstill.NOT_REQUIRED:
        raise Refused("award.no_standstill")
    assert award.notice_published_on is not None  # the table: a notice comes before the standstill
    ends_on = last_day(award.notice_published_on, award.standstill_days, is_bank_holiday)
    return _move(award, _W.STANDSTILL, by=by, now=now, revision=revision, standstill_ends_on=ends_on)


def check_ready(award: AwardDecision, *, now: dt.datetime) -> None:
    """Raise `Refused` unless the contract may be entered into now.

    What held the decision up is asked again: a ground may be noted, or the debarment list be looked at too long ago,
    while summaries, notice and standstill take their time.
    """
    AWARD.check(_W(award.status), _W.ENTERED)
    if award.status == _W.NOTICE_PUBLISHED and award.standstill != Standstill.NOT_REQUIRED:
        raise Refused("award.standstill_not_begun")
    check_over(award.standstill_ends_on, london_day(now))
    if holds(award.assessment, award.tender, london_day(now)):
        raise Refused("award.entry_held_up")
    _check_still_first(award)


def note_entered(
    award: AwardDecision, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> AwardDecision:
    """Record that the contract was entered into. Called by the journey that enters into it, in its transaction."""
    check_ready(award, now=now)
    with transaction(by=by, at=now):
        _move(award, _W.ENTERED, by=by, now=now, revision=revision)
        entered = (_W.ENTERED,)
        move_procurement(award.assessment, ProcurementStatus.IN_CONTRACT, entered, by=by, now=now)
    return award


def withdraw(
    award: AwardDecision, *, reason: str, by: Actor, now: dt.datetime, revision: int | None = None
) -> AwardDecision:
    """Withdraw the decision before a contract is entered into; the lot may be assessed again.

    Tenderers who were sent a summary of it are told.

    Raises:
        Invalid: there is no reason. Refused: the contract has been entered into.
    """
    if not reason.strip():
        raise Invalid("award.reason_missing", field="reason")
    with transaction(by=by, at=now):
        _move(award, _W.WITHDRAWN, by=by, now=now, reason=reason.strip(), revision=revision)
        if summaries_sent_at(award) is not None:
            for tender in tenders_of(award.assessment):
                send("award.withdrawn", tender=tender.external_id)
        procurement = procurement_of(award.assessment)
        if procurement.status == ProcurementStatus.AWARD_DECIDED:
            procurement_actions.move(
                procurement, ProcurementStatus.ASSESSING, reason=reason.strip(), by=by, now=now
            )
    return award


def _move(
    award: AwardDecision,
    to: AwardStatus,
    *,
    by: Actor,
    now: dt.datetime,
    reason: str = "",
    revision: int | None = None,
    **fields: Any,
) -> AwardDecision:
    by.must(Permission.AWARD_DECIDE)
    old = _W(award.status)
    AWARD.check(old, to)
    with transaction(by=by, at=now) as work:
        read = award.revision if revision is None else revision
        change(award, revision=read, status=to.value, **fields)
        _write_history(award, old.value, to, reason, work)
        work.record(_EVENTS[to], award, old=old.value, new=to.value)
    return award


def _write_history(award: AwardDecision, old: str, new: AwardStatus, reason: str, work: Work) -> None:
    AwardStatusChange(
        award=award, old=old, new=new.value, reason=reason, changed_at=work.at, changed_by=work.by.person
    ).save()
