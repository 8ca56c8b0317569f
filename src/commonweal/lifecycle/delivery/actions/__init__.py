"""All writes of the delivery stage."""

from commonweal.lifecycle.delivery.actions import reporting, verifying
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
from commonweal.lifecycle.delivery.actions.verifying import verify

__all__ = (
    "Claim",
    "Upload",
    "add_evidence",
    "answer_lesson",
    "correct",
    "link_lesson",
    "offer_lesson",
    "record_published_report",
    "report",
    "reporting",
    "verify",
    "verifying",
    "write_lesson",
)
