"""Conditions and charters as monitored terms of a contract: what is due, what was shown, what somebody decided.

A condition is about access, direction, the sharing of profit or intellectual property, or reinvestment. A charter is signed
at a level; equivalent evidence is always open, because a mark that only one body gives may not be demanded.
"""

import datetime as dt
from enum import StrEnum

from commonweal.domain.errors import Invalid
from commonweal.domain.periods import months_later


class TermKind(StrEnum):
    """What a term is about: the four kinds of condition, and charters."""

    ACCESS = "access"
    DIRECTION = "direction"
    SHARING = "sharing"
    REINVESTMENT = "reinvestment"
    CHARTER = "charter"


class TermOutcome(StrEnum):
    """What a person decided about a term when it fell due."""

    MET = "met"
    NOT_MET = "not_met"
    WAIVED = "waived"


class TermState(StrEnum):
    """Where a term stands, derived from what was decided and from the day."""

    COMING = "coming"
    DUE = "due"
    LATE = "late"
    MET = "met"
    NOT_MET = "not_met"
    WAIVED = "waived"


SOON = dt.timedelta(days=28)
MOST_MONTHS = 36


def check_term(
    *, kind: TermKind, title: str, words: str, has_charter: bool, level: str, levels: tuple[str, ...], every_months: int | None
) -> None:  # fmt: skip
    """Raise `Invalid` unless a term says what is to be shown and, of a charter, which and at what level."""
    if not title.strip():
        raise Invalid("term.title_missing", field="name")
    if not words.strip():
        raise Invalid("term.words_missing", field="words")
    if kind is TermKind.CHARTER and not has_charter:
        raise Invalid("term.charter_missing", field="charter")
    if kind is not TermKind.CHARTER and has_charter:
        raise Invalid("term.charter_of_a_condition", field="charter")
    if level.strip() and levels and level.strip() not in levels:
        raise Invalid("term.level_unknown", field="level", levels=", ".join(levels))
    if every_months is not None and not 1 <= every_months <= MOST_MONTHS:
        raise Invalid("term.cadence_out_of_range", field="every_months", most=MOST_MONTHS)


def check_shown(
    *, words: str, is_equivalent: bool, signed_on: dt.date | None, today: dt.date, has_file: bool
) -> None:
    """Raise `Invalid` unless what is shown can be read: words or a file; of an equivalent, how it is worth as much."""
    if not words.strip() and not has_file:
        raise Invalid("term.nothing_shown", field="words")
    if is_equivalent and not words.strip():
        raise Invalid("term.equivalent_without_words", field="words")
    if signed_on is not None and signed_on > today:
        raise Invalid("term.signed_later", field="signed_on")


def check_decision(*, outcome: TermOutcome, reason: str, has_evidence: bool, has_news: bool = True) -> None:
    """Raise `Invalid` unless a person says why, and nothing is called met that nobody has shown for this time.

    Args:
        has_news: something was shown since the term was last decided. That the earlier evidence still holds, and why, is news.
    """
    if not reason.strip():
        raise Invalid("term.reason_missing", field="reason")
    if outcome is TermOutcome.MET and not has_evidence:
        raise Invalid("term.met_without_evidence", field="outcome")
    if outcome is TermOutcome.MET and not has_news:
        raise Invalid("term.met_on_old_evidence", field="outcome")


def next_due(due_on: dt.date, every_months: int | None, ends_on: dt.date | None) -> dt.date | None:
    """When a term falls due after it was decided for `due_on`; None when it is shown once, or past the contract's end."""
    if every_months is None:
        return None
    due = months_later(due_on, every_months)
    return None if ends_on is not None and due > ends_on else due


def state_of(due_on: dt.date | None, latest: TermOutcome | None, today: dt.date) -> TermState:
    """Where a term stands: by the day it is next due, or by what was last decided once nothing more is due.

    A term that falls due again shows what was last decided until four weeks before.
    """
    if due_on is not None:
        if due_on < today:
            return TermState.LATE
        if due_on <= today + SOON:
            return TermState.DUE
        return TermState.COMING if latest is None else TermState(latest.value)
    return TermState.COMING if latest is None else TermState(latest.value)
