"""Approval of an ask by a second person: what may become of a request, and who may decide it.

Whoever wrote in a draft never approves it. An approval is for the very words that were read: it holds as long as the
digest of the draft is the one that was approved.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.statuses import Transitions

LONGEST_COMMENT_WORDS = 500


class ReviewStatus(StrEnum):
    """Where a request for approval stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    TAKEN_BACK = "taken_back"


R = ReviewStatus
REVIEW: Transitions[ReviewStatus] = Transitions(
    "ask_review",
    {
        R.WAITING: {
            R.APPROVED: "a second person approves these very words",
            R.SENT_BACK: "a second person sends it back with reasons",
            R.TAKEN_BACK: "an author takes the request back",
        },
        R.APPROVED: {},
        R.SENT_BACK: {},
        R.TAKEN_BACK: {},
    },
)
#: A reason in words is kept with these.
NEEDS_REASON = frozenset({R.SENT_BACK})


def check_second_person(person: str, *, authors: Collection[str], requested_by: str) -> None:
    """Raise `Refused` when `person` (an external id) wrote in the draft or asked for the approval."""
    if person in authors or person == requested_by:
        raise Refused("ask_review.author_decides")


def check_decision(old: ReviewStatus, new: ReviewStatus, reason: str) -> None:
    """Raise `Refused` when a request cannot go there, `Invalid` when a reason is needed and there is none."""
    REVIEW.check(old, new)
    if new in NEEDS_REASON and not reason.strip():
        raise Invalid("ask_review.reason_missing", field="reason")


def is_approved(reviews: Collection[tuple[ReviewStatus, str]], digest: str) -> bool:
    """True when one of the reviews, given as (status, digest of what was read), approved exactly these words."""
    return any(status is R.APPROVED and read == digest for status, read in reviews)
