"""Learning reviews: both sides of a contract prepare apart, then write together what happened and what they change.

A review is a working agreement, repeated in the contract: it is not the route by which a breach is raised, and it limits
neither disclosure, audit nor statutory reporting.
"""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from commonweal.domain.commitments import months_later
from commonweal.domain.errors import Invalid
from commonweal.domain.statuses import Transitions


class ReviewStatus(StrEnum):
    """Where a review stands."""

    PREPARING = "preparing"
    TOGETHER = "together"
    HELD = "held"


REVIEW_STATUSES = Transitions(
    "review",
    {
        ReviewStatus.PREPARING: {ReviewStatus.TOGETHER: "both sides have handed in what they prepared"},
        ReviewStatus.TOGETHER: {ReviewStatus.HELD: "what was written together stands"},
        ReviewStatus.HELD: {},
    },
)
"""The only moves a review can make."""

QUESTIONS = ("what_happened", "what_surprised", "what_we_believe", "what_we_change")
"""The four questions, asked of each side alone and then of both together."""


def check_words(words: Mapping[str, str]) -> None:
    """Raise `Invalid` unless at least what happened is said; a draft may leave the rest open."""
    if not words.get("what_happened", "").strip():
        raise Invalid("review.what_happened_missing", field="what_happened")


def check_may_hold(words: Mapping[str, str]) -> None:
    """Raise `Invalid` unless all four questions are answered together."""
    for question in QUESTIONS:
        if not words.get(question, "").strip():
            raise Invalid("review.answer_missing", field=question)


def check_due(due_on: dt.date, *, starts_on: dt.date | None, today: dt.date) -> None:
    """Raise `Invalid` unless a review is planned for a day that comes, while the contract runs or after."""
    if due_on < today:
        raise Invalid("review.due_in_the_past", field="due_on")
    if starts_on is not None and due_on < starts_on:
        raise Invalid("review.due_before_start", field="due_on")


def next_due(held_on: dt.date, every_months: int | None, ends_on: dt.date | None) -> dt.date | None:
    """When the review after one held on a day is due; None without a cadence or past the end of the contract."""
    if every_months is None:
        return None
    due = months_later(held_on, every_months)
    return None if ends_on is not None and due > ends_on else due
