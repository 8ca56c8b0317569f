"""Handing a contract over from those who bought it to those who look after it: where it stands, and what is missing."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.statuses import Transitions


class HandoverStatus(StrEnum):
    """Where a handover stands."""

    PREPARING = "preparing"
    SENT = "sent"
    SENT_BACK = "sent_back"
    ACCEPTED = "accepted"


HANDOVER_STATUSES = Transitions(
    "handover",
    {
        HandoverStatus.PREPARING: {HandoverStatus.SENT: "everything is named and confirmed"},
        HandoverStatus.SENT: {
            HandoverStatus.ACCEPTED: "the contract manager takes it over",
            HandoverStatus.SENT_BACK: "the contract manager needs something first",
        },
        HandoverStatus.SENT_BACK: {HandoverStatus.SENT: "what was asked for is there"},
        HandoverStatus.ACCEPTED: {},
    },
)
"""The only moves a handover can make."""

EDITABLE = frozenset({HandoverStatus.PREPARING, HandoverStatus.SENT_BACK})
"""Statuses in which it can still be worked on."""


class Missing(StrEnum):
    """What a handover still lacks."""

    AUTHORITY_LEAD = "authority_lead"
    SUPPLIER_LEAD = "supplier_lead"
    DATES = "dates"
    REVIEWS = "reviews"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """How far a handover has come. `open_lines` counts commitments whose starting point and evidence nobody confirmed."""

    has_authority_lead: bool
    has_supplier_lead: bool
    starts_on: dt.date | None
    ends_on: dt.date | None
    has_reviews: bool
    open_lines: int


def missing(facts: HandoverFacts) -> tuple[Missing, ...]:
    """What is missing before it can be sent, in the order of the steps."""
    checks = (
        (Missing.AUTHORITY_LEAD, facts.has_authority_lead),
        (Missing.SUPPLIER_LEAD, facts.has_supplier_lead),
        (Missing.DATES, facts.starts_on is not None and facts.ends_on is not None),
        (Missing.LINES, facts.open_lines == 0),
        (Missing.REVIEWS, facts.has_reviews),
    )
    return tuple(each for each, is_there in checks if not is_there)


def check_may_send(facts: HandoverFacts) -> None:
    """Raise `Refused` while anything is missing."""
    lacking = missing(facts)
    if lacking:
        raise Refused("handover.incomplete", count=len(lacking))


def check_answer(*, is_accepted: bool, words: str, answers: str, sent_by: str) -> None:
    """Raise unless this person may answer a handover in this way.

    Raises:
        Refused: the person sent it. Invalid: it is sent back without a word on what is needed.
    """
    if answers == sent_by:
        raise Refused("handover.own")
    if not is_accepted and not words.strip():
        raise Invalid("handover.reason_missing", field="words")


def check_reviews(
    every_months: int, first_on: dt.date, starts_on: dt.date | None, ends_on: dt.date | None
) -> None:
    """Raise `Invalid` unless reviews come between once a month and once a year and begin while the contract runs."""
    if not 1 <= every_months <= 12:
        raise Invalid("handover.reviews_out_of_range", field="every_months")
    if starts_on is not None and first_on < starts_on:
        raise Invalid("handover.review_before_start", field="first_on")
    if ends_on is not None and first_on > ends_on:
        raise Invalid("handover.review_after_end", field="first_on")


def check_line(
    kind: CommitmentKind, *, baseline: int | None, baseline_words: str, evidence_rule: str
) -> None:
    """Raise `Invalid` unless a line says what will count as evidence, and of a starting figure where it comes from."""
    if not evidence_rule.strip():
        raise Invalid("handover.evidence_missing", field="evidence_rule")
    if baseline is not None and kind not in (CommitmentKind.QUANTITY, CommitmentKind.RATE):
        raise Invalid("handover.baseline_not_wanted", field="baseline")
    if baseline is not None and not baseline_words.strip():
        raise Invalid("handover.baseline_without_source", field="baseline_words")
