"""Reading what concerns deadlines: extensions, what becomes of late tenders, and those that wait, without their suppliers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from commonweal.domain.actors import Actor
from commonweal.domain.errors import NotFound
from commonweal.domain.periods import is_in_time
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import ProcurementStatus
from commonweal.domain.tendering_content import ExtensionContent, LatePolicy
from commonweal.domain.tenders import TenderStatus
from commonweal.lifecycle.procurement.models import Procurement, Round
from commonweal.lifecycle.tendering.models import (
    DeadlineExtension,
    LateTender,
    Opening,
    Tender,
    TenderingTerms,
)
from commonweal.records.scopes import ScopedQuerySet

#: Who decides on a late tender: an opener, or whoever manages the assessment.
DECIDES = (Permission.TENDER_OPEN, Permission.ASSESSMENT_MANAGE)


@dataclass(frozen=True)
class Late:
    """A late tender as its authority reads it: whose it is is not in it."""

    id: str
    revision: int
    lot: str
    deadline_at: dt.datetime
    received_at: dt.datetime
    because: str
    is_admitted: bool | None
    reason: str
    decided_at: dt.datetime | None
    decided_by: str

    @property
    def minutes(self) -> int:
        """Whole minutes after the deadline, begun ones counted."""
        return -(-int((self.received_at - self.deadline_at).total_seconds()) // 60)


def late_policy(procurement: Procurement) -> LatePolicy:
    """What becomes of tenders that come after the deadline: refused, unless stated otherwise before publication."""
    rows = TenderingTerms.objects.for_system("what is stated about a tendering is public")
    found = rows.filter(procurement=procurement).first()
    return LatePolicy(found.late_tenders) if found else LatePolicy.REFUSED


def extensions(procurement: Procurement) -> tuple[ExtensionContent, ...]:
    """Every extension of a deadline, in the order they were made."""
    rows = DeadlineExtension.objects.for_system("that a deadline was extended is public")
    found = rows.filter(round__procurement=procurement).select_related("round")
    return tuple(
        ExtensionContent(row.round.number, row.before, row.after, row.reason, row.extended_at)
        for row in found
    )


def takes_late(tender: Tender, now: dt.datetime) -> bool:
    """True while a draft may still be finished and submitted late: kept for a decision, and nothing opened yet."""
    procurement, round_ = tender.lot.procurement, tender.round
    if round_.deadline_at is None or is_in_time(now, round_.deadline_at):
        return False
    if tender.status != TenderStatus.DRAFT or late_policy(procurement) is not LatePolicy.KEPT:
        return False
    is_current = round_.number == procurement.round_number
    is_before_opening = procurement.status in (ProcurementStatus.OPEN, ProcurementStatus.CLOSED)
    openings = Opening.objects.for_system("whether the opening of a round has begun")
    return is_current and is_before_opening and not openings.filter(round=round_).exists()


def late_tenders(actor: Actor, procurement: Procurement) -> list[Late]:
    """The tenders of a procurement that came late, for those who decide on them."""
    rows = _for_deciders(actor).filter(tender__lot__procurement=procurement)
    return [as_late(row) for row in rows]


def late_tender(actor: Actor, late_id: str) -> LateTender:
    """One late tender, for somebody who decides. Show it through `as_late`. Raises `NotFound`, `NotPermitted`."""
    found: LateTender | None = (
        LateTender.objects.for_authority(actor)
        .filter(external_id=late_id)
        .select_related("tender__lot__procurement__authority", "tender__round")
        .first()
    )
    if found is None:
        raise NotFound("record.not_found", kind=LateTender.KIND)
    must_decide(actor)
    return found


def must_decide(actor: Actor) -> None:
    """Raise `NotPermitted` unless the actor decides on late tenders."""
    if not any(actor.can(each) for each in DECIDES):
        actor.must(Permission.TENDER_OPEN)


def lateness_of(tender: Tender) -> LateTender | None:
    """Of a supplier's own tender that was fetched: that it came late, and what was decided."""
    rows = LateTender.objects.for_system("the lateness of a tender that was fetched")
    found: LateTender | None = rows.filter(tender=tender).first()
    return found


def undecided_count(round_: Round) -> int:
    """How many late tenders of a round wait for a decision."""
    rows = LateTender.objects.for_system("how many late tenders wait, which names nobody")
    return int(rows.filter(tender__round=round_, is_admitted__isnull=True).count())


def as_late(row: LateTender) -> Late:
    """A late tender without whose it is."""
    return Late(
        id=row.external_id,
        revision=row.revision,
        lot=row.tender.lot.title,
        deadline_at=row.deadline_at,
        received_at=row.received_at,
        because=row.because,
        is_admitted=row.is_admitted,
        reason=row.reason,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
    )


def _for_deciders(actor: Actor) -> ScopedQuerySet:
    must_decide(actor)
    found: ScopedQuerySet = LateTender.objects.for_authority(actor)
    return found.select_related("tender__lot")
