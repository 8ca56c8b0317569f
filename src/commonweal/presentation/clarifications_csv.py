"""Answered clarification questions as a table."""

from collections.abc import Iterable

from commonweal.domain.tendering_content import ClarificationContent
from commonweal.presentation.csv_text import csv_text

HEAD = ("number", "edition", "published_at", "question", "answer")


def clarifications_csv(rows: Iterable[ClarificationContent]) -> str:
    """One line for each question, by number; the latest answer alone."""
    return csv_text(
        HEAD,
        ((row.number, row.edition, row.published_at.isoformat(), row.question, row.answer) for row in rows),
    )
