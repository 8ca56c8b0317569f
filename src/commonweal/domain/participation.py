"""Conditions of participation as an ask states them, and what a tenderer answers to each.

What kinds there may be and where the law blocks screening stands in `domain.assessment.conditions`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commonweal.domain.assessment.conditions import ConditionKind, check_condition
from commonweal.domain.errors import Invalid
from commonweal.domain.procurements import Nature

MOST_CONDITIONS = 30
TITLE_LIMIT = 200
ANSWER_WORDS = 400


@dataclass(frozen=True)
class ConditionContent:
    """A condition as tenderers read it. `shown_by` is what to say or attach; `lawful_because` is for works below the
    threshold, where screening needs a reason."""

    id: str
    kind: ConditionKind
    title: str
    text: str
    shown_by: str
    lawful_because: str = ""


@dataclass(frozen=True)
class ConditionAnswer:
    """Whether the tenderer meets a condition, how, and on which member or subcontractor it relies (empty for none)."""

    condition_id: str
    is_met: bool
    words: str
    relies_on: str


def check_stated(condition: ConditionContent, *, nature: Nature, is_blocked: bool) -> None:
    """Raise unless the condition can stand in an ask.

    Raises:
        Invalid: ``condition.title_missing``, ``condition.title_long``, and as `check_condition`.
        Refused: ``condition.below_threshold`` where the law blocks screening.
    """
    if not condition.title.strip():
        raise Invalid("condition.title_missing", field="title")
    if len(condition.title) > TITLE_LIMIT:
        raise Invalid("condition.title_long", field="title", limit=TITLE_LIMIT)
    # It is stated in the ask itself, so where it is stated needs no saying.
    check_condition(
        condition.text, condition.title, condition.lawful_because, nature=nature, is_blocked=is_blocked
    )


def answer_problems(answer: ConditionAnswer, parties: Sequence[str]) -> tuple[Invalid, ...]:
    """What is wrong with an answer; `parties` are the keys of the tender's members and subcontractors."""
    return tuple(_answer_problems(answer, parties))


def _answer_problems(answer: ConditionAnswer, parties: Sequence[str]) -> Iterator[Invalid]:
    count = len(answer.words.split())
    if not count:
        yield Invalid("participation.words_missing", field="words")
    if count > ANSWER_WORDS:
        yield Invalid("participation.words_long", field="words", limit=ANSWER_WORDS, count=count)
    if answer.relies_on and answer.relies_on not in parties:
        yield Invalid("participation.relies_on_unknown", field="relies_on")
