"""Learning reviews: those who take part prepare apart, then write together what happened and what they change.

A review is of one contract, with its two sides, or is shared: over several contracts, a mission or a place, with people of
several suppliers and bodies, kept by a system steward.

A review is a working agreement, repeated in the contract: it is not the route by which a breach is raised, and it limits
neither disclosure, audit nor statutory reporting.
"""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from commonweal.domain.errors import Invalid
from commonweal.domain.periods import months_later
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


class ReviewSubject(StrEnum):
    """What a review is about. One of a single contract is never called shared."""

    CONTRACT = "contract"
    CONTRACTS = "contracts"
    MISSION = "mission"
    PLACE = "place"


LEAST_PARTIES = 2
"""Nobody reviews alone."""


def may_read_preparation(
    reader: int | None, writer: int, *, kept_by: int, is_shared: bool, status: ReviewStatus
) -> bool:
    """True when people of one organisation (by key) may read what another prepared.

    One's own always. Of a contract's review both sides read each other once both have handed in. Of a shared one only
    the body that keeps it does: what a supplier wrote alone is not for its rivals, who read what is written together.
    """
    if reader == writer:
        return True
    if reader is None or status is ReviewStatus.PREPARING:
        return False
    return not is_shared or reader == kept_by


def check_shared(title: str, *, every_months: int | None) -> None:
    """Raise `Invalid` unless a shared review is named and its cadence, where there is one, is of one to 24 months."""
    if not title.strip():
        raise Invalid("review.title_missing", field="title")
    if every_months is not None and not 1 <= every_months <= 24:
        raise Invalid("review.cadence_out_of_range", field="every_months")


def next_due(held_on: dt.date, every_months: int | None, ends_on: dt.date | None) -> dt.date | None:
    """When the review after one held on a day is due; None without a cadence or past the end of the contract."""
    if every_months is None:
        return None
    due = months_later(held_on, every_months)
    return None if ends_on is not None and due > ends_on else due
