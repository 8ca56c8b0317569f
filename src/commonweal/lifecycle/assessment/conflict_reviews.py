"""Which conflicts assessments are to be looked at again, from the interests that stand and the last look: reads alone."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.conflict_reviews import next_look
from commonweal.domain.procurements import ProcurementStatus
from commonweal.lifecycle.assessment.models import Conflict, ConflictsReview
from commonweal.lifecycle.procurement.models import Procurement

_OVER = (ProcurementStatus.ENDED, ProcurementStatus.WITHDRAWN, ProcurementStatus.TERMINATED)


@dataclass(frozen=True)
class ReviewDue:
    """A conflicts assessment and the day on which it is to be looked at."""

    procurement: Procurement
    on: dt.date


def reviews_due(actor: Actor, *, to_day: dt.date) -> list[ReviewDue]:
    """Those of the actor's authority that fall due by a day, of procurements that are not over; the earliest first."""
    going_on = Procurement.objects.for_authority(actor).exclude(status__in=_OVER).order_by().values("pk")
    days: dict[int, list[dt.date]] = defaultdict(list)
    standing = Conflict.objects.for_authority(actor).filter(
        replaced_by__isnull=True, procurement__in=going_on
    )
    for key, day in standing.values_list("procurement_id", "review_on"):
        days[key].append(day)
    looked: dict[int, tuple[dt.date, dt.date]] = {}
    reviews = ConflictsReview.objects.for_authority(actor).filter(procurement__in=going_on)
    for key, on, next_on in reviews.order_by("pk").values_list(
        "procurement_id", "reviewed_on", "next_review_on"
    ):
        looked[key] = on, next_on
    due: dict[int, dt.date] = {}
    for key in days.keys() | looked.keys():
        on, next_on = looked.get(key, (None, None))
        day = next_look(days.get(key, ()), reviewed_on=on, next_on=next_on)
        if day is not None and day <= to_day:
            due[key] = day
    found = Procurement.objects.for_authority(actor).filter(pk__in=due)
    return sorted(
        (ReviewDue(each, due[each.pk]) for each in found), key=lambda each: (each.on, each.procurement.pk)
    )
