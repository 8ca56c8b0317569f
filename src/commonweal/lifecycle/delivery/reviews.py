"""Reads of learning reviews: those of a contract, one with what may be read of it, and those that wait for somebody."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.learning_reviews import ReviewStatus
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.contracts.models import Contract
from commonweal.lifecycle.delivery.models import LearningReview, ReviewAction, ReviewPreparation
from commonweal.organisations.access import fetch
from commonweal.records.scopes import ScopedQuerySet

_RELATED = (
    "contract__authority",
    "contract__supplier",
    "contract__authority_lead",
    "contract__supplier_lead",
    "lesson",
)


def reviews_of(contract: Contract) -> list[LearningReview]:
    """The reviews of a contract that was read in scope, newest first."""
    return list(contract.reviews.select_related("lesson"))


def review(
    actor: Actor, external_id: str, permission: Permission = Permission.CONTRACT_READ
) -> LearningReview:
    """One review for somebody on either side who may. Raises NotFound or NotPermitted."""
    rows = LearningReview.objects.for_either_side(actor).select_related(*_RELATED)
    found: LearningReview = fetch(rows, external_id, actor, permission)
    return found


def action(actor: Actor, external_id: str, permission: Permission = Permission.LESSON_WRITE) -> ReviewAction:
    """One thing that a review decided, for somebody on either side who may."""
    rows = ReviewAction.objects.for_either_side(actor).select_related("review__contract", "owner")
    found: ReviewAction = fetch(rows, external_id, actor, permission)
    return found


def preparations(of: LearningReview, actor: Actor) -> list[ReviewPreparation]:
    """What may be read of what was prepared: the own side's always, both sides' once both have handed in."""
    if of.status == ReviewStatus.PREPARING:
        rows = ReviewPreparation.objects.for_either_side(actor).filter(review=of)
    else:
        rows = ReviewPreparation.objects.for_system("preparations that both sides have handed in").filter(
            review=of
        )
    return list(rows.select_related("organisation"))


def to_prepare(actor: Actor, *, to_day: dt.date) -> ScopedQuerySet:
    """Reviews due by a day that the actor leads for their side, for which it has handed nothing in."""
    handed_in = ReviewPreparation.objects.for_either_side(actor).filter(handed_in_at__isnull=False)
    rows = LearningReview.objects.for_either_side(actor).filter(
        status=ReviewStatus.PREPARING, due_on__lte=to_day
    )
    return (
        rows.exclude(pk__in=handed_in.values("review_id")).select_related("contract").order_by("due_on", "pk")
    )


def to_write(actor: Actor) -> ScopedQuerySet:
    """Reviews that both sides prepared and that are to be written together."""
    rows = LearningReview.objects.for_either_side(actor).filter(status=ReviewStatus.TOGETHER)
    return rows.select_related("contract").order_by("due_on", "pk")


def actions_owned(actor: Actor, *, to_day: dt.date) -> ScopedQuerySet:
    """What the actor owns of what reviews decided, due by a day and not done."""
    rows = ReviewAction.objects.for_either_side(actor).filter(
        owner_id=actor.person_id, done_at__isnull=True, due_on__lte=to_day
    )
    return rows.select_related("review__contract").order_by("due_on", "pk")
