"""Enquiries: what the authority asks one tenderer after opening, until when, and when a tenderer has been heard."""

import datetime as dt
from enum import StrEnum

from commonweal.domain.errors import Invalid, Refused

LEAST_WORDS = 5


class EnquiryPurpose(StrEnum):
    """What an enquiry is about. It never changes a tender: an answer explains what was submitted."""

    EXCLUSION = "exclusion"
    LOW_PRICE = "low_price"
    CONDITION = "condition"
    PROMISE = "promise"


def check_enquiry(question: str, answer_until: dt.date, today: dt.date) -> str:
    """The question, trimmed. Raises `Invalid` ``enquiry.question_missing`` or ``enquiry.day_past``."""
    trimmed = question.strip()
    if len(trimmed.split()) < LEAST_WORDS:
        raise Invalid("enquiry.question_missing", field="question", words=LEAST_WORDS)
    if answer_until <= today:
        raise Invalid("enquiry.day_past", field="answer_until")
    return trimmed


def check_answer(answer: str, answer_until: dt.date, today: dt.date, *, is_answered: bool) -> str:
    """The answer, trimmed. It may come until the end of the stated day in London, once.

    Raises:
        Refused: ``enquiry.answered`` or ``enquiry.too_late``. Invalid: ``enquiry.answer_missing``.
    """
    if is_answered:
        raise Refused("enquiry.answered")
    if today > answer_until:
        raise Refused("enquiry.too_late", day=answer_until)
    trimmed = answer.strip()
    if not trimmed:
        raise Invalid("enquiry.answer_missing", field="answer")
    return trimmed


def was_heard(answer_until: dt.date, today: dt.date, *, is_answered: bool) -> bool:
    """True once the tenderer has answered, or has let the stated day go by."""
    return is_answered or today > answer_until
