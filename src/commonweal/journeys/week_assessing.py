"""My week between the deadline for tenders and the assessment summaries: whose turn it is at each step."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.enquiries import EnquiryPurpose
from commonweal.domain.assessment.panel import CLEARED, Clearance, PanelRole
from commonweal.domain.assessment.statuses import AssessmentStatus, AwardStatus, NoAwardStatus
from commonweal.domain.assessment.suitability import Decided, Matter, taken_out
from commonweal.domain.clarifications import QuestionStatus
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission, Side
from commonweal.domain.procurements import ProcurementStatus
from commonweal.journeys.week_before import not_looked_at
from commonweal.journeys.week_items import Item, Job, Jobs, split
from commonweal.lifecycle.assessment import queries as assessment
from commonweal.lifecycle.assessment.models import (
    Assessment,
    AwardDecision,
    Enquiry,
    ExclusionFinding,
    InterestDeclaration,
    NoAward,
    PanelMember,
    ParticipationCondition,
    Reopening,
    RoundDecision,
    SuitabilityDecision,
)
from commonweal.lifecycle.procurement.models import Procurement, Round
from commonweal.lifecycle.tendering.late import DECIDES
from commonweal.lifecycle.tendering.models import ClarificationQuestion, LateTender, Tender
from commonweal.records.scopes import ScopedQuerySet

_P = Permission
_A = AssessmentStatus
_S = ProcurementStatus
_GOES_ON = (_S.OPENED, _S.ASSESSING)
"""While a procurement is here its assessments go on; one that was terminated asks nobody for anything."""


def assessing(actor: Actor, today: dt.date) -> Iterator[Jobs]:
    """Every job of one person, in a constant number of queries."""
    if actor.side is Side.SUPPLIER and actor.can(_P.TENDER_WRITE):
        yield from _enquiries(actor, today)
    if actor.side is not Side.AUTHORITY:
        return
    if actor.can(_P.SCORE_WRITE) or actor.can(_P.SCORE_MODERATE):
        yield from split(_own_seats(actor))
    if actor.can(_P.ASK_PUBLISH):
        yield from _clarifications(actor)
    if any(actor.can(each) for each in DECIDES):
        yield from _late(actor)
    if actor.can(_P.ASSESSMENT_MANAGE):
        yield from _beginning(actor)
        yield from split(_interests(actor))
        ones = list(_going_on(actor).filter(~Exists(_standing_awards())).order_by("pk"))
        yield from split(_before_scoring(actor, ones, today))
        yield from not_looked_at(actor, ones)
        yield from split(_rounds(actor))
    if actor.can(_P.AWARD_DECIDE):
        yield from _awards(actor)


def _enquiries(actor: Actor, today: dt.date) -> Iterator[Jobs]:
    """What an authority asks about the supplier's own tenders."""
    rows = Enquiry.objects.for_supplier(actor).filter(answered_at__isnull=True, answer_until__gte=today)
    yield Jobs(Job.ANSWER_ENQUIRY, rows.select_related("tender__lot__procurement"), _of_enquiry)


def _of_enquiry(each: Enquiry) -> Item:
    title = each.tender.lot.procurement.title
    return Item(Job.ANSWER_ENQUIRY, title, each.external_id, each.answer_until)


def _own_seats(actor: Actor) -> Iterator[Item]:
    """What the actor's own seats on panels wait for: to declare, to score, to agree."""
    for seat in assessment.seats(actor):
        one = seat.assessment
        job = _job_of(seat)
        if job is not None and one.lot.procurement.status in _GOES_ON:
            due = one.scores_due_on if job is Job.SCORE else None
            yield Item(job, one.lot.procurement.title, one.external_id, due)


def _job_of(seat: PanelMember) -> Job | None:
    status, clearance = seat.assessment.status, seat.clearance
    if clearance is Clearance.NOT_DECLARED and status != _A.LOCKED:
        return Job.DECLARE_INTERESTS
    if clearance not in CLEARED:
        return None
    if seat.role == PanelRole.ASSESSOR:
        return Job.SCORE if status == _A.SCORING and seat.handed_in_at is None else None
    return Job.MODERATE if status == _A.MODERATION else None


def _clarifications(actor: Actor) -> Iterator[Jobs]:
    """Questions of suppliers that nobody has answered."""
    waiting = ClarificationQuestion.objects.for_authority(actor).filter(
        status=QuestionStatus.ASKED.value, procurement__status=_S.OPEN
    )
    yield _by_procurement(Job.ANSWER_CLARIFICATIONS, waiting, "procurement", "asked_at")


def _late(actor: Actor) -> Iterator[Jobs]:
    """Tenders that came late and wait for a decision, while one can still be made; whose they are is not said."""
    waiting = LateTender.objects.for_authority(actor).filter(
        is_admitted__isnull=True, tender__lot__procurement__status__in=(_S.OPEN, _S.CLOSED)
    )
    yield _by_procurement(Job.DECIDE_LATE, waiting, "tender__lot__procurement", "received_at")


def _by_procurement(job: Job, waiting: ScopedQuerySet, path: str, at: str) -> Jobs:
    """One job for each procurement, which counts what waits there and says since when."""
    rows = waiting.values_list(f"{path}__title", f"{path}__external_id").order_by(f"{path}_id")
    return Jobs(
        job,
        rows.annotate(number=Count("pk"), since=Min(at)),
        lambda row: Item(job, row[0], row[1], london_day(row[3]), row[2]),
        waiting.count,
    )


def _beginning(actor: Actor) -> Iterator[Jobs]:
    """Tenders that are opened and that nobody has begun to assess, and panels that are being named."""
    opened = Procurement.objects.for_authority(actor).filter(status=_S.OPENED).order_by("pk")
    yield Jobs(
        Job.BEGIN_ASSESSMENT, opened, lambda each: Item(Job.BEGIN_ASSESSMENT, each.title, each.external_id)
    )
    yield _of_assessments(Job.NAME_PANEL, _going_on(actor).filter(status=_A.PANEL))


def _of_assessments(job: Job, rows: ScopedQuerySet) -> Jobs:
    return Jobs(job, rows.order_by("pk"), lambda one: Item(job, one.lot.procurement.title, one.external_id))


def _going_on(actor: Actor) -> ScopedQuerySet:
    """Assessments that wait for somebody; a lot that nobody is awarded waits for nobody."""
    rows: ScopedQuerySet = Assessment.objects.for_authority(actor)
    on = rows.filter(~Exists(_to_nobody()), lot__procurement__status__in=_GOES_ON)
    found: ScopedQuerySet = on.select_related("lot__procurement")
    return found


def _interests(actor: Actor) -> Iterator[Item]:
    """Declared interests about which somebody else than the member decides, those that were taken back included."""
    rows = InterestDeclaration.objects.for_authority(actor)
    others = InterestDeclaration.objects.for_system("whether a later declaration takes its place").filter(
        member_id=OuterRef("member_id")
    )
    waiting = rows.filter(
        ~Exists(others.filter(pk__gt=OuterRef("pk"))),
        Q(has_interest=True) | Exists(others.filter(has_interest=True)),
        decision__isnull=True,
        member__left_at__isnull=True,
        member__assessment__status__in=(_A.PANEL, _A.SCORING, _A.MODERATION),
        member__assessment__lot__procurement__status__in=_GOES_ON,
    ).exclude(member__person_id=actor.person_id)
    found = waiting.select_related("member__assessment__lot__procurement").order_by("pk")
    for each in found.prefetch_related("member__declarations__decision__lifting"):
        if each.member.clearance is not Clearance.TO_DECIDE:
            continue
        title = each.member.assessment.lot.procurement.title
        yield Item(Job.DECIDE_INTEREST, title, each.member.external_id, london_day(each.declared_at))


def _before_scoring(actor: Actor, ones: list[Assessment], today: dt.date) -> Iterator[Item]:
    """Matters that are open before the award: grounds, conditions and low prices whose tenderer was heard or need not be."""
    found = dict.fromkeys((one.pk for one in ones), 0)
    by_place = {(one.lot_id, one.round_id): one.pk for one in ones}
    for rows in (_open_grounds(actor, ones, today), _open_prices(actor, ones, today)):
        for place in rows.values_list("lot", "in_round"):
            if place in by_place:
                found[by_place[place]] += 1
    for key, number in _open_conditions(actor, ones):
        found[key] += number
    for one in ones:
        if found[one.pk]:
            title = one.lot.procurement.title
            yield Item(Job.DECIDE_BEFORE, title, one.external_id, count=found[one.pk])


def _open_grounds(actor: Actor, ones: list[Assessment], today: dt.date) -> Any:
    asked = Enquiry.objects.for_system("whether a tenderer can still answer").filter(
        finding_id=OuterRef("pk"), answered_at__isnull=True, answer_until__gte=today
    )
    rows = ExclusionFinding.objects.for_authority(actor).filter(
        ~Exists(asked), decisions__isnull=True, party__tender__lot__in=[one.lot_id for one in ones]
    )
    return rows.annotate(lot=F("party__tender__lot_id"), in_round=F("party__tender__round_id"))


def _open_prices(actor: Actor, ones: list[Assessment], today: dt.date) -> Any:
    decided = SuitabilityDecision.objects.for_system("whether a low price is decided").filter(
        tender_id=OuterRef("tender_id"), matter=Matter.LOW_PRICE.value
    )
    rows = Enquiry.objects.for_authority(actor).filter(
        Q(answered_at__isnull=False) | Q(answer_until__lt=today),
        ~Exists(decided),
        purpose=EnquiryPurpose.LOW_PRICE.value,
        tender__lot__in=[one.lot_id for one in ones],
    )
    return rows.annotate(lot=F("tender__lot_id"), in_round=F("tender__round_id"))


def _open_conditions(actor: Actor, ones: list[Assessment]) -> Iterator[tuple[int, int]]:
    """For each assessment, how many conditions nobody has decided on, of tenders that are not out."""
    conditions: dict[int, list[int]] = {}
    rows = ParticipationCondition.objects.for_authority(actor).filter(assessment__in=ones)
    for key, one in rows.values_list("pk", "assessment_id"):
        conditions.setdefault(one, []).append(key)
    with_some = [one for one in ones if one.pk in conditions]
    lots = [one.lot_id for one in with_some]
    tenders: dict[tuple[int, int], list[int]] = {}
    opened = Tender.objects.for_system("tenders of assessments that were fetched")
    for key, lot, round_ in opened.filter(status="opened", lot__in=lots).values_list(
        "pk", "lot_id", "round_id"
    ):
        tenders.setdefault((lot, round_), []).append(key)
    decisions = SuitabilityDecision.objects.for_authority(actor).filter(tender__lot__in=lots).order_by("pk")
    decided = [
        Decided(tender, matter, finding or condition, outcome)
        for tender, matter, finding, condition, outcome in decisions.values_list(
            "tender_id", "matter", "finding_id", "condition_id", "outcome"
        )
    ]
    out = taken_out(decided)
    done = {(each.tender, each.about) for each in decided if each.matter == Matter.CONDITION}
    for one in with_some:
        assessed = [key for key in tenders.get((one.lot_id, one.round_id), ()) if key not in out]
        yield one.pk, sum((key, about) not in done for key in assessed for about in conditions[one.pk])


def _later_rounds() -> Any:
    rows = Round.objects.for_system("whether a procurement has a later round")
    return rows.filter(procurement_id=OuterRef("lot__procurement_id"), number__gt=OuterRef("round__number"))


def _standing_awards() -> Any:
    rows = AwardDecision.objects.for_system("whether a decision to award stands")
    return rows.filter(assessment_id=OuterRef("pk")).exclude(status=AwardStatus.WITHDRAWN)


def _to_nobody() -> Any:
    rows = NoAward.objects.for_system("whether it stands that nobody is awarded the lot")
    return rows.filter(assessment_id=OuterRef("pk"), status=NoAwardStatus.STANDS.value)


def _rounds(actor: Actor) -> Iterator[Item]:
    """Scores of a round are locked and another follows: decide who goes on; once that is decided for every lot, invite them."""
    opened_since = Reopening.objects.for_system("whether a score was opened after that decision").filter(
        agreed__assessment_id=OuterRef("assessment_id"), opened_at__gt=OuterRef("decided_at")
    )
    decisions = RoundDecision.objects.for_system("whether somebody decided who goes on").filter(
        ~Exists(opened_since), assessment_id=OuterRef("pk"), assessment__status=_A.LOCKED
    )
    rows = _going_on(actor).filter(Exists(_later_rounds()), lot__procurement__round_number=F("round__number"))
    waiting: set[int] = set()
    ready: dict[int, Procurement] = {}
    for one in rows.annotate(is_decided=Exists(decisions)).order_by("pk"):
        procurement = one.lot.procurement
        if one.is_decided:
            ready[procurement.pk] = procurement
            continue
        waiting.add(procurement.pk)
        if one.status == _A.LOCKED:
            yield Item(Job.DECIDE_ROUND, procurement.title, one.external_id)
    if actor.can(_P.ASK_PUBLISH):
        for key, procurement in ready.items():
            if key not in waiting and procurement.status == _S.ASSESSING:
                yield Item(Job.INVITE_ROUND, procurement.title, procurement.external_id)


def _awards(actor: Actor) -> Iterator[Jobs]:
    """Rankings that are locked and about which nothing is decided, and decisions that wait for their next step."""
    locked = Assessment.objects.for_authority(actor).filter(
        ~Exists(_standing_awards()),
        ~Exists(_to_nobody()),
        ~Exists(_later_rounds()),
        status=_A.LOCKED,
        lot__procurement__status__in=(_S.ASSESSING, _S.AWARD_DECIDED),
    )
    yield _of_assessments(Job.DECIDE_AWARD, locked.select_related("lot__procurement"))
    still = AwardStatus.STANDSTILL
    rows = AwardDecision.objects.for_authority(actor).select_related("assessment__lot__procurement")
    next_step = rows.exclude(status__in=[AwardStatus.ENTERED, AwardStatus.WITHDRAWN, still])
    yield Jobs(Job.AWARD_STEP, next_step.order_by("pk"), lambda one: _of_award(Job.AWARD_STEP, one, None))
    yield Jobs(
        Job.STANDSTILL_ENDS,
        rows.filter(status=still).order_by("standstill_ends_on", "pk"),
        lambda one: _of_award(Job.STANDSTILL_ENDS, one, one.standstill_ends_on),
    )


def _of_award(job: Job, one: AwardDecision, on: dt.date | None) -> Item:
    return Item(job, one.assessment.lot.procurement.title, one.external_id, on)
