"""Whether the draft, as it stands, is approved; and its reviews. Writes nothing."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from commonweal.domain.actors import Actor
from commonweal.domain.approvals import ReviewStatus, is_approved
from commonweal.domain.asks import AskContent
from commonweal.domain.errors import Refused
from commonweal.domain.procurements import EDITABLE, ProcurementStatus
from commonweal.lifecycle.procurement.models import Ask, AskReview
from commonweal.records.scopes import ScopedQuerySet


def reviews_of(ask: Ask) -> list[AskReview]:
    """Requests for approval, the oldest first."""
    return list(ask.reviews.all())


def waiting_review(ask: Ask) -> AskReview | None:
    """The request that waits for a decision, if there is one."""
    found: AskReview | None = ask.reviews.filter(status=ReviewStatus.WAITING).last()
    return found


def approving_review(ask: Ask, content: AskContent) -> AskReview | None:
    """The review that approved exactly this content, if there is one."""
    found: AskReview | None = ask.reviews.filter(status=ReviewStatus.APPROVED, digest=content.digest()).last()
    return found


def check_approved(ask: Ask, content: AskContent) -> None:
    """Raise `Refused` unless a second person approved exactly these words."""
    read = [(ReviewStatus(row.status), row.digest) for row in reviews_of(ask)]
    if not is_approved(read, content.digest()):
        changed = any(status is ReviewStatus.APPROVED for status, _digest in read)
        raise Refused("ask_review.changed_since" if changed else "ask_review.not_approved")


def waiting_reviews(actor: Actor) -> ScopedQuerySet:
    """Requests of the actor's authority that wait and that somebody else made, the oldest first."""
    rows = _of_live_asks(actor).filter(status=ReviewStatus.WAITING)
    return rows.exclude(requested_by=actor.person).select_related("ask__procurement").order_by("requested_at")


def sent_back_to(actor: Actor) -> ScopedQuerySet:
    """The latest request of each ask, made by the actor, that a second person sent back: it waits to be changed."""
    rows = _of_live_asks(actor)
    later = rows.filter(ask_id=OuterRef("ask_id"), number__gt=OuterRef("number"))
    mine = rows.filter(~Exists(later), status=ReviewStatus.SENT_BACK, requested_by=actor.person)
    return mine.select_related("ask__procurement").order_by("decided_at")


def _of_live_asks(actor: Actor) -> ScopedQuerySet:
    """Requests about asks that can still be published, or published again."""
    live = [status.value for status in (*EDITABLE, ProcurementStatus.OPEN)]
    return AskReview.objects.for_authority(actor).filter(ask__procurement__status__in=live)
