"""My week about fair treatment: answers that an authority waits for, days to answer that went by, interests to look at again."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Subquery

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.enquiries import EnquiryPurpose
from commonweal.domain.assessment.statuses import AwardStatus
from commonweal.domain.permissions import Permission, Side
from commonweal.domain.procurements import ProcurementStatus
from commonweal.journeys.week_items import AHEAD, Item, Job, Jobs, split
from commonweal.lifecycle.assessment.conflict_reviews import reviews_due
from commonweal.lifecycle.assessment.models import Assessment, AwardDecision, Enquiry
from commonweal.records.scopes import ScopedQuerySet

_P = Permission
_GOES_ON = (ProcurementStatus.OPENED, ProcurementStatus.ASSESSING)


def hearing_waiting(actor: Actor, today: dt.date) -> Iterator[Jobs]:
    """What somebody has to know or to do now."""
    if actor.side is Side.SUPPLIER and actor.can(_P.TENDER_WRITE):
        missed = _unanswered(Enquiry.objects.for_supplier(actor)).filter(answer_until__lt=today)
        yield Jobs(
            Job.ENQUIRY_MISSED,
            missed,
            lambda each: Item(Job.ENQUIRY_MISSED, _title(each), each.tender.external_id, each.answer_until),
        )
    if actor.side is Side.AUTHORITY and actor.can(_P.ASSESSMENT_MANAGE):
        # Grounds, conditions and low prices that nobody explained are counted among what is to be decided.
        missed = _asked(actor).filter(answer_until__lt=today, purpose=EnquiryPurpose.PROMISE.value)
        yield _of_asked(Job.ANSWER_MISSED, missed)
        yield from split(
            Item(Job.REVIEW_CONFLICTS, each.procurement.title, each.procurement.external_id, each.on)
            for each in reviews_due(actor, to_day=today + AHEAD)
        )


def hearing_coming(actor: Actor, today: dt.date) -> Iterator[Jobs]:
    """Until when a tenderer may answer what it was asked, as the authority sees it."""
    if actor.side is Side.AUTHORITY and actor.can(_P.ASSESSMENT_MANAGE):
        yield _of_asked(Job.ANSWER_AWAITED, _asked(actor).filter(answer_until__gte=today))


def _unanswered(rows: ScopedQuerySet) -> ScopedQuerySet:
    found: ScopedQuerySet = rows.filter(
        answered_at__isnull=True, tender__lot__procurement__status__in=_GOES_ON
    )
    return found.select_related("tender__lot__procurement").order_by("answer_until", "pk")


def _asked(actor: Actor) -> ScopedQuerySet:
    """What the authority asked and nobody answered, each with its assessment, until the award is decided."""
    assessments = Assessment.objects.for_system("the assessment of an enquiry that was read in scope").filter(
        lot_id=OuterRef("tender__lot_id"), round_id=OuterRef("tender__round_id")
    )
    awards = AwardDecision.objects.for_system("whether a decision to award stands").filter(
        assessment__lot_id=OuterRef("tender__lot_id"), assessment__round_id=OuterRef("tender__round_id")
    )
    rows = _unanswered(Enquiry.objects.for_authority(actor))
    found: ScopedQuerySet = rows.filter(~Exists(awards.exclude(status=AwardStatus.WITHDRAWN)))
    return found.annotate(assessment_id=Subquery(assessments.values("external_id")[:1])).filter(
        assessment_id__isnull=False
    )


def _of_asked(job: Job, rows: ScopedQuerySet) -> Jobs:
    return Jobs(job, rows, lambda each: Item(job, _title(each), each.assessment_id, each.answer_until))


def _title(each: Enquiry) -> str:
    return str(each.tender.lot.procurement.title)
