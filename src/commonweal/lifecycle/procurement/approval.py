"""Whether the draft, as it stands, is approved; and its reviews. Writes nothing."""

from __future__ import annotations

from commonweal.domain.approvals import ReviewStatus, is_approved
from commonweal.domain.asks import AskContent
from commonweal.domain.errors import Refused
from commonweal.lifecycle.procurement.models import Ask, AskReview


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
