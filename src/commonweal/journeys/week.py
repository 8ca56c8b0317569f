"""My week: what waits for a person, what comes up, and what is at risk, from every stage's own queries.

Each job is a plain value: what to do, about what, by when. Pages word it and link it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.forecast import Forecast
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission, Side
from commonweal.domain.procurements import ProcurementStatus
from commonweal.domain.tenders import EDITABLE
from commonweal.journeys.week_assessing import assessing
from commonweal.journeys.week_hearing import hearing_coming, hearing_waiting
from commonweal.journeys.week_items import AHEAD, MOST, Item, Job, Jobs, Week, Whole, split
from commonweal.journeys.week_notices import ended, notices_due
from commonweal.lifecycle.contracts import (
    changes,
    deals,
    handovers,
    leaders,
    performance,
    remedies,
    terms,
    tier_two,
)
from commonweal.lifecycle.contracts import queries as contracts
from commonweal.lifecycle.contracts.models import (
    Commitment,
    CommitmentPeriod,
    RemedyStep,
    TierTwoSupplier,
)
from commonweal.lifecycle.delivery import forecasting, reviews
from commonweal.lifecycle.delivery import queries as delivery
from commonweal.lifecycle.delivery.models import Report
from commonweal.lifecycle.procurement import approval as approvals
from commonweal.lifecycle.procurement.models import AskReview, Procurement
from commonweal.lifecycle.tendering import queries as tendering
from commonweal.lifecycle.tendering.models import Tender
from commonweal.organisations.queries import partnership_rows

_P = Permission

EVERY = 100_000
"""More than a calendar holds."""


def week_of(actor: Actor, now: dt.datetime, *, most: int | None = None) -> Week:
    """What waits for one person, `most` of each sort, in a number of queries that does not grow with what waits."""
    today = london_day(now)
    more: dict[Job, int] = {}
    outlook = forecasting.at_risk(actor, today) if actor.can(_P.CONTRACT_READ) else None
    risky = _at_risk(actor, today, outlook.risky if outlook else [])
    parts = (_waiting(actor, now), _coming(actor, now), risky)
    waiting, coming, at_risk = (_first(part, more, most) for part in parts)
    return Week(waiting, coming, at_risk, more, outlook.cut if outlook else None)


def all_of(job: Job, actor: Actor, now: dt.datetime) -> Whole:
    """Every job of one sort, to be read page by page."""
    today = london_day(now)
    risky: list[tuple[Commitment, Forecast]] = []
    if job is Job.FALLS_SHORT and actor.can(_P.CONTRACT_READ):
        risky = forecasting.at_risk(actor, today).risky
    parts = (*_waiting(actor, now), *_coming(actor, now), *_at_risk(actor, today, risky))
    return Whole([each for each in parts if each.job is job])


def _first(found: Iterable[Jobs], more: dict[Job, int], most: int | None) -> tuple[Item, ...]:
    """The first jobs of each sort, the most urgent of all first; `more` is told how many there are beyond them."""
    items: list[Item] = []
    for each in found:
        listed, rest = each.first(MOST if most is None else most)
        items += listed
        if rest:
            more[each.job] = more.get(each.job, 0) + rest
    return tuple(
        sorted(items, key=lambda item: (item.on is None, item.on or dt.date.max, item.job, item.about))
    )


def _waiting(actor: Actor, now: dt.datetime) -> Iterator[Jobs]:
    today = london_day(now)
    yield from _delivery_waiting(actor)
    yield from _late(actor, today)
    yield from _tendering(actor, now)
    yield from assessing(actor, today)
    yield from hearing_waiting(actor, today)
    yield from _ratings(actor, today)
    yield from _handovers(actor)
    yield from _changes(actor)
    yield from _reviews(actor, today)
    yield from _remedies(actor, today)
    yield from _terms(actor, today)
    yield from _partnerships(actor)
    yield from _approvals(actor)
    yield from _tier_two(actor)
    yield from ended(actor, today)


def _coming(actor: Actor, now: dt.datetime) -> Iterator[Jobs]:
    today = london_day(now)
    yield from _due(actor, today)
    yield from _deadlines(actor, now)
    yield from hearing_coming(actor, today)
    yield from _contract_ends(actor, today)
    yield from notices_due(actor, today)


def _delivery_waiting(actor: Actor) -> Iterator[Jobs]:
    if actor.side is Side.AUTHORITY and actor.can(_P.REPORT_VERIFY):
        total = delivery.to_verify(actor).count
        rows = delivery.waiting_by_contract(actor)
        yield Jobs(Job.VERIFY, rows, _to_verify, total, told=lambda row: int(row[-1]))
    if actor.can(_P.REPORT_WRITE) or actor.can(_P.CONTRACT_EDIT):
        yield Jobs(Job.ANSWER_QUESTION, delivery.questioned(actor), _questioned)


def _to_verify(row: tuple[int, str, str, int, dt.datetime, int]) -> Item:
    _rank, title, external_id, count, since, _whole = row
    return Item(Job.VERIFY, title, external_id, london_day(since), count)


def _questioned(report: Report) -> Item:
    since = london_day(report.created_at)
    return Item(Job.ANSWER_QUESTION, report.commitment.title, report.external_id, since)


def _partnerships(actor: Actor) -> Iterator[Jobs]:
    """Partnerships that ask the actor's authority to join."""
    if actor.side is Side.AUTHORITY and actor.can(_P.ORGANISATION_EDIT):
        rows = partnership_rows(actor).filter(accepted_at__isnull=True)
        yield Jobs(
            Job.ANSWER_PARTNERSHIP,
            rows,
            lambda row: Item(
                Job.ANSWER_PARTNERSHIP, row.partnership.name, row.external_id, london_day(row.created_at)
            ),
        )


def _tier_two(actor: Actor) -> Iterator[Jobs]:
    """Suppliers that ask the actor's organisation to deliver a part of their contract."""
    if actor.side is Side.SUPPLIER and actor.can(_P.REPORT_WRITE):
        yield Jobs(Job.ANSWER_TIER_TWO, tier_two.to_answer(actor), _asked_part)


def _asked_part(row: TierTwoSupplier) -> Item:
    title = f"{row.contract.title} ({row.contract.supplier.name})"
    return Item(Job.ANSWER_TIER_TWO, title, row.external_id, london_day(row.invited_at))


def _ratings(actor: Actor, today: dt.date) -> Iterator[Jobs]:
    """KPIs to be rated within four weeks, or late."""
    if actor.side is Side.AUTHORITY and actor.can(_P.CONTRACT_EDIT):
        yield Jobs(
            Job.RATE_KPI,
            performance.kpis_due(actor, to_day=today + AHEAD),
            lambda kpi: Item(
                Job.RATE_KPI, f"{kpi.title} ({kpi.contract.title})", kpi.external_id, kpi.due_on
            ),
        )


def _approvals(actor: Actor) -> Iterator[Jobs]:
    """Asks that wait for somebody who may approve them and wrote nothing in them; and what came back to its sender."""
    if actor.side is Side.AUTHORITY and actor.can(_P.ASK_APPROVE):
        yield from split(
            _of_ask(Job.APPROVE_ASK, review, review.requested_at)
            for review in approvals.waiting_reviews(actor)
            if actor.person not in review.ask.authors
        )
    if actor.side is Side.AUTHORITY and actor.can(_P.ASK_EDIT):
        yield Jobs(
            Job.CHANGE_ASK,
            approvals.sent_back_to(actor),
            lambda review: _of_ask(Job.CHANGE_ASK, review, review.decided_at),
        )


def _of_ask(job: Job, review: AskReview, since: dt.datetime) -> Item:
    return Item(job, review.ask.procurement.title, review.ask.external_id, london_day(since))


def _handovers(actor: Actor) -> Iterator[Jobs]:
    """Handovers that wait for the actor's answer, and those of theirs that came back."""
    if actor.side is Side.AUTHORITY and actor.can(_P.CONTRACT_EDIT):
        yield _of_handovers(Job.ANSWER_HANDOVER, handovers.to_answer(actor))
        yield _of_handovers(Job.HANDOVER_BACK, handovers.sent_back(actor))


def _of_handovers(job: Job, rows: Any) -> Jobs:
    return Jobs(
        job,
        rows,
        lambda each: Item(job, each.contract.title, each.contract.external_id, london_day(each.sent_at)),
    )


def _changes(actor: Actor) -> Iterator[Jobs]:
    """Proposed changes of commitments in which the actor's approval is needed and not given."""
    yield Jobs(
        Job.ANSWER_CHANGE,
        changes.waiting_for(actor),
        lambda each: Item(
            Job.ANSWER_CHANGE, each.commitment.title, each.external_id, london_day(each.created_at)
        ),
    )
    yield Jobs(
        Job.ANSWER_DEAL,
        deals.waiting_for(actor),
        lambda deal: Item(
            Job.ANSWER_DEAL, deal.contract.title, deal.external_id, london_day(deal.created_at)
        ),
    )


def _reviews(actor: Actor, today: dt.date) -> Iterator[Jobs]:
    """Learning reviews to prepare and to write together, and what the actor owns of what they decided."""
    if not actor.can(_P.LESSON_WRITE):
        return
    yield _of_reviews(Job.PREPARE_REVIEW, reviews.to_prepare(actor, today=today, to_day=today + AHEAD))
    yield _of_reviews(Job.WRITE_REVIEW, reviews.to_write(actor))
    yield Jobs(
        Job.REVIEW_ACTION,
        reviews.actions_owned(actor, to_day=today + AHEAD),
        lambda action: Item(Job.REVIEW_ACTION, action.text, action.review.external_id, action.due_on),
    )


def _of_reviews(job: Job, rows: Any) -> Jobs:
    return Jobs(job, rows, lambda each: Item(job, each.about, each.external_id, each.due_on))


def _remedies(actor: Actor, today: dt.date) -> Iterator[Jobs]:
    """Open steps of the remedies ladder: the supplier answers, the contract manager says what came of them."""
    if actor.can(_P.REPORT_WRITE) or actor.can(_P.CONTRACT_EDIT):
        yield Jobs(Job.REMEDY_STEP, remedies.open_steps(actor, to_day=today + AHEAD), _of_step)


def _of_step(step: RemedyStep) -> Item:
    title = f"{step.matter.title} ({step.matter.contract.title})"
    return Item(Job.REMEDY_STEP, title, step.matter.external_id, step.answer_by)


def _terms(actor: Actor, today: dt.date) -> Iterator[Jobs]:
    """Conditions and charters that fall due: the supplier shows what meets them, the contract manager decides."""
    if may_report(actor):
        yield Jobs(
            Job.TERM_DUE,
            terms.terms_due(actor, to_day=today + AHEAD),
            lambda term: Item(
                Job.TERM_DUE, f"{term.title} ({term.contract.title})", term.external_id, term.due_on
            ),
        )


def may_report(actor: Actor) -> bool:
    """Whether somebody reports on what their side owes."""
    return actor.can(_P.REPORT_WRITE if actor.side is Side.SUPPLIER else _P.CONTRACT_EDIT)


def _late(actor: Actor, today: dt.date) -> Iterator[Jobs]:
    return _periods(Job.REPORT_LATE, actor, None, today - dt.timedelta(days=1))


def _due(actor: Actor, today: dt.date) -> Iterator[Jobs]:
    return _periods(Job.REPORT_DUE, actor, today, today + AHEAD)


def _periods(job: Job, actor: Actor, from_day: dt.date | None, to_day: dt.date) -> Iterator[Jobs]:
    if may_report(actor):
        yield _of_periods(job, delivery.periods_to_report(actor, from_day=from_day, to_day=to_day))
        if actor.side is Side.SUPPLIER:
            yield _of_periods(job, delivery.tier_two_periods(actor, from_day=from_day, to_day=to_day))


def _of_periods(job: Job, rows: Any) -> Jobs:
    return Jobs(job, rows, lambda period: _of_period(job, period))


def _of_period(job: Job, period: CommitmentPeriod, who: str = "") -> Item:
    title = f"{period.commitment.title} ({who})" if who else period.commitment.title
    one = "" if job is Job.NO_REPORT else period.external_id
    return Item(job, title, period.commitment.external_id, period.end_on, period=one)


def _tendering(actor: Actor, now: dt.datetime) -> Iterator[Jobs]:
    if actor.side is Side.SUPPLIER and actor.can(_P.TENDER_WRITE):
        editable = tendering.own_tenders(actor).filter(status__in=[each.value for each in EDITABLE])
        yield Jobs(Job.FINISH_TENDER, editable.filter(round__deadline_at__gte=now), _to_finish)
    if actor.can(_P.TENDER_OPEN):
        yield from split(_to_open(actor))


def _to_finish(tender: Tender) -> Item:
    deadline = london_day(tender.round.deadline_at)
    return Item(Job.FINISH_TENDER, tender.lot.procurement.title, tender.external_id, deadline)


def _to_open(actor: Actor) -> Iterator[Item]:
    for procurement in tendering.sealed_to(actor):
        if procurement.status == ProcurementStatus.CLOSED and procurement.tender_deadline_at:
            closed = london_day(procurement.tender_deadline_at)
            yield Item(Job.OPEN_TENDERS, procurement.title, procurement.external_id, closed)


def _deadlines(actor: Actor, now: dt.datetime) -> Iterator[Jobs]:
    if actor.side is Side.AUTHORITY and actor.can(_P.PROCUREMENT_READ):
        rows = Procurement.objects.for_authority(actor).filter(
            status=ProcurementStatus.OPEN, tender_deadline_at__gte=now, tender_deadline_at__lte=now + AHEAD
        )
        yield Jobs(Job.DEADLINE, rows.order_by("tender_deadline_at", "pk"), _of_deadline)


def _of_deadline(procurement: Procurement) -> Item:
    deadline = london_day(procurement.tender_deadline_at)
    return Item(Job.DEADLINE, procurement.title, procurement.external_id, deadline)


def _contract_ends(actor: Actor, today: dt.date) -> Iterator[Jobs]:
    if actor.can(_P.CONTRACT_READ):
        rows = contracts.own(actor).filter(status="in_force", ends_on__gte=today, ends_on__lte=today + AHEAD)
        yield Jobs(
            Job.CONTRACT_ENDS,
            rows.order_by("ends_on", "pk"),
            lambda each: Item(Job.CONTRACT_ENDS, each.title, each.external_id, each.ends_on),
        )


def _at_risk(actor: Actor, today: dt.date, risky: list[tuple[Commitment, Forecast]]) -> Iterator[Jobs]:
    """Promises that will hardly be met, what nobody reported on as the other side sees it, contracts nobody looks after."""
    yield from split(_short(*each) for each in risky)
    if actor.side is not Side.AUTHORITY or not actor.can(_P.CONTRACT_EDIT):
        return
    yield _of_periods(Job.NO_REPORT, delivery.periods_overdue(actor, today))
    yield Jobs(
        Job.NO_REPORT,
        delivery.tier_two_overdue(actor, today),
        lambda period: _of_period(Job.NO_REPORT, period, period.tier_two_name),
    )
    yield Jobs(
        Job.NOBODY_LEADS,
        leaders.without_a_lead(actor),
        lambda each: Item(Job.NOBODY_LEADS, each.title, each.external_id),
    )
    yield Jobs(
        Job.LEAD_LEFT,
        leaders.with_somebody_who_left(actor),
        lambda each: Item(Job.LEAD_LEFT, each.title, each.external_id),
    )


def _short(commitment: Commitment, why: Forecast) -> Item:
    return Item(Job.FALLS_SHORT, commitment.title, commitment.external_id, why=why, unit=commitment.unit)
