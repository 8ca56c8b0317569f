"""All writes of the delivery stage."""

from commonweal.lifecycle.delivery.actions import reporting, totals, verifying
from commonweal.lifecycle.delivery.actions.learning import (
    answer_lesson,
    link_lesson,
    offer_lesson,
    write_lesson,
)
from commonweal.lifecycle.delivery.actions.reporting import (
    Claim,
    Upload,
    add_evidence,
    correct,
    record_published_report,
    report,
)
from commonweal.lifecycle.delivery.actions.reviewing import (
    add_review_action,
    finish_review_action,
    hold_review,
    plan_review,
    prepare_review,
    write_review_together,
)
from commonweal.lifecycle.delivery.actions.verifying import verify

__all__ = (
    "Claim",
    "Upload",
    "add_evidence",
    "add_review_action",
    "answer_lesson",
    "correct",
    "finish_review_action",
    "hold_review",
    "link_lesson",
    "offer_lesson",
    "plan_review",
    "prepare_review",
    "record_published_report",
    "report",
    "reporting",
    "totals",
    "verify",
    "verifying",
    "write_lesson",
    "write_review_together",
)
