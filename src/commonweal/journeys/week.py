"""My week: what waits for a person, what comes up, and what is at risk, from every stage's own queries.

Each job is a plain value: what to do, about what, by when. Pages word it and link it.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.statuses import AssessmentStatus, AwardStatus
from commonweal.domain.forecast import Forecast
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission, Side
from commonweal.domain.procurements import ProcurementStatus
from commonweal.domain.tenders import EDITABLE
from commonweal.lifecycle.assessment import queries as assessment
from commonweal.lifecycle.assessment.models import Assessment, AwardDecision
from commonweal.lifecycle.contracts import changes, deals, handovers, performance, remedies, terms, tier_two
from commonweal.lifecycle.contracts import queries as contracts
from commonweal.lifecycle.contracts.models import CommitmentPeriod
from commonweal.lifecycle.delivery import forecasting, reviews
from commonweal.lifecycle.delivery import queries as delivery
from commonweal.lifecycle.delivery.models import Report
from commonweal.lifecycle.procurement import approval as approvals
from commonweal.lifecycle.procurement.models import AskReview, Procurement
from commonweal.lifecycle.tendering import queries as tendering
from commonweal.organisations.queries import partnership_rows

AHEAD = dt.timedelta(days=28)
"""How far "coming up" looks."""

MOST = 50
"""Jobs of one sort on one page; the lists they lead to show all."""

_P = Permission


class Job(StrEnum):
    """What there is to do, or what comes up."""

    VERIFY = "verify"
    ANSWER_QUESTION = "answer_question"
    REPORT_LATE = "report_late"
    REPORT_DUE = "report_due"
    FINISH_TENDER = "finish_tender"
    OPEN_TENDERS = "open_tenders"
    SCORE = "score"
    MODERATE = "moderate"
    AWARD_STEP = "award_step"
    STANDSTILL_ENDS = "standstill_ends"
    DEADLINE = "deadline"
    CONTRACT_ENDS = "contract_ends"
    NO_REPORT = "no_report"
    NOBODY_LEADS = "nobody_leads"
    FALLS_SHORT = "falls_short"
    RATE_KPI = "rate_kpi"
    ANSWER_HANDOVER = "answer_handover"
    HANDOVER_BACK = "handover_back"
    ANSWER_CHANGE = "answer_change"
    PREPARE_REVIEW = "prepare_review"
    WRITE_REVIEW = "write_review"
    REVIEW_ACTION = "review_action"
    REMEDY_STEP = "remedy_step"
    ANSWER_DEAL = "answer_deal"
    TERM_DUE = "term_due"
    ANSWER_PARTNERSHIP = "answer_partnership"
    APPROVE_ASK = "approve_ask"
    CHANGE_ASK = "change_ask"
    ANSWER_TIER_TWO = "answer_tier_two"


@dataclass(frozen=True)
class Item:
    """One job. `about` is what it is about in words, `id` the thing's external id, `count` how many there are of it.

    `why` is what a forecast says, where the job is to look at one; `unit` is what it counts in.
    """

    job: Job
    about: str
    id: str
    on: dt.date | None = None
    count: int = 1
    why: Forecast | None = None
    unit: str = ""


@dataclass(frozen=True)
class Week:
    """Three lists, most urgent first."""

    waiting: tuple[Item, ...]
    coming: tuple[Item, ...]
    at_risk: tuple[Item, ...]


def week_of(actor: Actor, now: dt.datetime) -> Week:
    """Everything that waits for one person, in a constant number of queries."""
    today = london_day(now)
    waiting = [*_delivery_waiting(actor), *_late(actor, today), *_tendering(actor, now), *_assessing(actor)]
    waiting += [*_ratings(actor, today), *_handovers(actor), *_changes(actor), *_reviews(actor, today)]
    waiting += [*_remedies(actor, today), *_terms(actor, today)]
    waiting += [*_partnerships(actor), *_approvals(actor), *_tier_two(actor)]
    coming = [*_due(actor, today), *_deadlines(actor, now), *_contract_ends(actor, today)]
    return Week(_ordered(waiting), _ordered(coming), _ordered(_at_risk(actor, today)))


def _ordered(items: list[Item] | Iterator[Item]) -> tuple[Item, ...]:
    return tuple(
        sorted(items, key=lambda item: (item.on is None, item.on or dt.date.max, item.job, item.about))
    )


def _delivery_waiting(actor: Actor) -> Iterator[Item]:
    if actor.side is Side.AUTHORITY and actor.can(_P.REPORT_VERIFY):
        for each in delivery.waiting_by_contract(actor, MOST):
            yield Item(Job.VERIFY, each.title, each.external_id, london_day(each.since), each.count)
    if actor.can(_P.REPORT_WRITE) or actor.can(_P.CONTRACT_EDIT):
        for report in delivery.questioned(actor)[:MOST]:
            yield Item(Job.ANSWER_QUESTION, report.commitment.title, report.external_id, _day(report))


def _partnerships(actor: Actor) -> Iterator[Item]:
    """Partnerships that ask the actor's authority to join."""
    if actor.side is Side.AUTHORITY and actor.can(_P.ORGANISATION_EDIT):
        for row in partnership_rows(actor).filter(accepted_at__isnull=True)[:MOST]:
            yield Item(
                Job.ANSWER_PARTNERSHIP, row.partnership.name, row.external_id, london_day(row.created_at)
            )


def _tier_two(actor: Actor) -> Iterator[Item]:
    """Suppliers that ask the actor's organisation to deliver a part of their contract."""
    if actor.side is Side.SUPPLIER and actor.can(_P.REPORT_WRITE):
        for row in tier_two.to_answer(actor)[:MOST]:
            title = f"{row.contract.title} ({row.contract.supplier.name})"
            yield Item(Job.ANSWER_TIER_TWO, title, row.external_id, london_day(row.invited_at))


def _ratings(actor: Actor, today: dt.date) -> Iterator[Item]:
    """KPIs to be rated within four weeks, or late."""
    if actor.side is Side.AUTHORITY and actor.can(_P.CONTRACT_EDIT):
        for kpi in performance.kpis_due(actor, to_day=today + AHEAD)[:MOST]:
            yield Item(Job.RATE_KPI, f"{kpi.title} ({kpi.contract.title})", kpi.external_id, kpi.due_on)


def _approvals(actor: Actor) -> Iterator[Item]:
    """Asks that wait for somebody who may approve them and wrote nothing in them; and what came back to its sender."""
    if actor.side is Side.AUTHORITY and actor.can(_P.ASK_APPROVE):
        for review in approvals.waiting_reviews(actor)[:MOST]:
            if actor.person not in review.ask.authors:
                yield _of_ask(Job.APPROVE_ASK, review, review.requested_at)
    if actor.side is Side.AUTHORITY and actor.can(_P.ASK_EDIT):
        for review in approvals.sent_back_to(actor)[:MOST]:
            yield _of_ask(Job.CHANGE_ASK, review, review.decided_at)


def _of_ask(job: Job, review: AskReview, since: dt.datetime) -> Item:
    return Item(job, review.ask.procurement.title, review.ask.external_id, london_day(since))


def _handovers(actor: Actor) -> Iterator[Item]:
    """Handovers that wait for the actor's answer, and those of theirs that came back."""
    if actor.side is Side.AUTHORITY and actor.can(_P.CONTRACT_EDIT):
        for job, rows in (
            (Job.ANSWER_HANDOVER, handovers.to_answer(actor)),
            (Job.HANDOVER_BACK, handovers.sent_back(actor)),
        ):
            for each in rows[:MOST]:
                yield Item(job, each.contract.title, each.contract.external_id, london_day(each.sent_at))


def _changes(actor: Actor) -> Iterator[Item]:
    """Proposed changes of commitments in which the actor's approval is needed and not given."""
    for each in changes.waiting_for(actor)[:MOST]:
        title = each.commitment.title
        yield Item(Job.ANSWER_CHANGE, title, each.external_id, london_day(each.created_at))
    for deal in deals.waiting_for(actor)[:MOST]:
        yield Item(Job.ANSWER_DEAL, deal.contract.title, deal.external_id, london_day(deal.created_at))


def _reviews(actor: Actor, today: dt.date) -> Iterator[Item]:
    """Learning reviews to prepare and to write together, and what the actor owns of what they decided."""
    if not actor.can(_P.LESSON_WRITE):
        return
    for job, rows in (
        (Job.PREPARE_REVIEW, reviews.to_prepare(actor, to_day=today + AHEAD)),
        (Job.WRITE_REVIEW, reviews.to_write(actor)),
    ):
        for each in rows[:MOST]:
            yield Item(job, each.about, each.external_id, each.due_on)
    for action in reviews.actions_owned(actor, to_day=today + AHEAD)[:MOST]:
        yield Item(Job.REVIEW_ACTION, action.text, action.review.external_id, action.due_on)


def _remedies(actor: Actor, today: dt.date) -> Iterator[Item]:
    """Open steps of the remedies ladder: the supplier answers, the contract manager says what came of them."""
    if actor.can(_P.REPORT_WRITE) or actor.can(_P.CONTRACT_EDIT):
        for step in remedies.open_steps(actor, to_day=today + AHEAD)[:MOST]:
            title = f"{step.matter.title} ({step.matter.contract.title})"
            yield Item(Job.REMEDY_STEP, title, step.matter.external_id, step.answer_by)


def _terms(actor: Actor, today: dt.date) -> Iterator[Item]:
    """Conditions and charters that fall due: the supplier shows what meets them, the contract manager decides."""
    if _may_report(actor):
        for term in terms.terms_due(actor, to_day=today + AHEAD)[:MOST]:
            title = f"{term.title} ({term.contract.title})"
            yield Item(Job.TERM_DUE, title, term.external_id, term.due_on)


def _day(report: Report) -> dt.date:
    return london_day(report.created_at)


def _may_report(actor: Actor) -> bool:
    return actor.can(_P.REPORT_WRITE if actor.side is Side.SUPPLIER else _P.CONTRACT_EDIT)


def _late(actor: Actor, today: dt.date) -> Iterator[Item]:
    if _may_report(actor):
        yesterday = today - dt.timedelta(days=1)
        for period in delivery.periods_to_report(actor, to_day=yesterday)[:MOST]:
            yield _of_period(Job.REPORT_LATE, period)
        if actor.side is Side.SUPPLIER:
            for period in delivery.tier_two_periods(actor, to_day=yesterday)[:MOST]:
                yield _of_period(Job.REPORT_LATE, period)


def _due(actor: Actor, today: dt.date) -> Iterator[Item]:
    if _may_report(actor):
        for period in delivery.periods_to_report(actor, from_day=today, to_day=today + AHEAD)[:MOST]:
            yield _of_period(Job.REPORT_DUE, period)
        if actor.side is Side.SUPPLIER:
            for period in delivery.tier_two_periods(actor, from_day=today, to_day=today + AHEAD)[:MOST]:
                yield _of_period(Job.REPORT_DUE, period)


def _of_period(job: Job, period: CommitmentPeriod, who: str = "") -> Item:
    title = f"{period.commitment.title} ({who})" if who else period.commitment.title
    return Item(job, title, period.commitment.external_id, period.end_on)


def _tendering(actor: Actor, now: dt.datetime) -> Iterator[Item]:
    if actor.side is Side.SUPPLIER and actor.can(_P.TENDER_WRITE):
        editable = tendering.own_tenders(actor).filter(status__in=[each.value for each in EDITABLE])
        for tender in editable.filter(round__deadline_at__gte=now)[:MOST]:
            deadline = london_day(tender.round.deadline_at)
            yield Item(Job.FINISH_TENDER, tender.lot.procurement.title, tender.external_id, deadline)
    if actor.can(_P.TENDER_OPEN):
        for procurement in tendering.sealed_to(actor):
            if procurement.status == ProcurementStatus.CLOSED and procurement.tender_deadline_at:
                closed = london_day(procurement.tender_deadline_at)
                yield Item(Job.OPEN_TENDERS, procurement.title, procurement.external_id, closed)


def _assessing(actor: Actor) -> Iterator[Item]:
    if actor.can(_P.SCORE_WRITE):
        for seat in assessment.seats(actor):
            if seat.assessment.status == AssessmentStatus.SCORING and seat.handed_in_at is None:
                yield Item(Job.SCORE, seat.assessment.lot.procurement.title, seat.assessment.external_id)
    if actor.can(_P.SCORE_MODERATE):
        moderating = Assessment.objects.for_authority(actor).filter(status=AssessmentStatus.MODERATION)
        for each in moderating.select_related("lot__procurement")[:MOST]:
            yield Item(Job.MODERATE, each.lot.procurement.title, each.external_id)
    if actor.side is Side.AUTHORITY and actor.can(_P.AWARD_DECIDE):
        yield from _awards(actor)


def _awards(actor: Actor) -> Iterator[Item]:
    done = [AwardStatus.ENTERED, AwardStatus.WITHDRAWN]
    rows = AwardDecision.objects.for_authority(actor).exclude(status__in=done)
    for award in rows.select_related("assessment__lot__procurement")[:MOST]:
        is_still = award.status == AwardStatus.STANDSTILL
        job = Job.STANDSTILL_ENDS if is_still else Job.AWARD_STEP
        title = award.assessment.lot.procurement.title
        yield Item(job, title, award.external_id, award.standstill_ends_on if is_still else None)


def _deadlines(actor: Actor, now: dt.datetime) -> Iterator[Item]:
    if actor.side is Side.AUTHORITY and actor.can(_P.PROCUREMENT_READ):
        rows = Procurement.objects.for_authority(actor).filter(
            status=ProcurementStatus.OPEN, tender_deadline_at__gte=now, tender_deadline_at__lte=now + AHEAD
        )
        for procurement in rows[:MOST]:
            deadline = london_day(procurement.tender_deadline_at)
            yield Item(Job.DEADLINE, procurement.title, procurement.external_id, deadline)


def _contract_ends(actor: Actor, today: dt.date) -> Iterator[Item]:
    if actor.can(_P.CONTRACT_READ):
        rows = contracts.own(actor).filter(status="in_force", ends_on__gte=today, ends_on__lte=today + AHEAD)
        for contract in rows[:MOST]:
            yield Item(Job.CONTRACT_ENDS, contract.title, contract.external_id, contract.ends_on)


def _at_risk(actor: Actor, today: dt.date) -> Iterator[Item]:
    """Promises that will hardly be met, what nobody reported on as the other side sees it, contracts nobody looks after."""
    if actor.can(_P.CONTRACT_READ):
        for commitment, why in forecasting.at_risk(actor, today)[:MOST]:
            yield Item(
                Job.FALLS_SHORT, commitment.title, commitment.external_id, why=why, unit=commitment.unit
            )
    if actor.side is not Side.AUTHORITY or not actor.can(_P.CONTRACT_EDIT):
        return
    for period in delivery.periods_overdue(actor, today)[:MOST]:
        yield _of_period(Job.NO_REPORT, period)
    for period in delivery.tier_two_overdue(actor, today)[:MOST]:
        yield _of_period(Job.NO_REPORT, period, period.tier_two_name)
    for contract in contracts.own(actor).filter(status="in_force", authority_lead__isnull=True)[:MOST]:
        yield Item(Job.NOBODY_LEADS, contract.title, contract.external_id)
