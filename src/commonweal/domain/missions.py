"""Missions: what a body wants to change in its place, and the five questions a mission is tested by.

The five questions are the criteria for a mission in mission-led policy as published by the UCL Institute for Innovation
and Public Purpose ("Mission-led procurement and market-shaping", April 2024); the wording of the prompts is our own.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.statuses import Transitions

MAX_STATEMENT_CHARACTERS = 300


class MissionKind(StrEnum):
    """What the body itself calls the aim. A published plan's theme is kept as what it is, not renamed a mission."""

    MISSION = "mission"
    CORPORATE_PLAN_THEME = "corporate_plan_theme"
    CORPORATE_OBJECTIVES = "corporate_objectives"


class MissionOrigin(StrEnum):
    """Whether people entered the mission here or it was copied from a public document."""

    ENTERED = "entered"
    PUBLISHED = "published"


class MissionStatus(StrEnum):
    """Drafting: being worked on. Adopted: the body's own aim. Ended: finished or given up, kept for learning."""

    DRAFTING = "drafting"
    ADOPTED = "adopted"
    ENDED = "ended"


MISSION_TRANSITIONS = Transitions(
    "mission",
    {
        MissionStatus.DRAFTING: {MissionStatus.ADOPTED: "the body adopts it after the five questions"},
        MissionStatus.ADOPTED: {MissionStatus.ENDED: "its time is over, or the body gives it up"},
        MissionStatus.ENDED: {},
    },
)


class Question(StrEnum):
    """The five questions, in the order they are asked."""

    BOLD = "bold"
    MEASURABLE = "measurable"
    REALISTIC = "realistic"
    CROSS_SECTOR = "cross_sector"
    BOTTOM_UP = "bottom_up"


class Judgement(StrEnum):
    """How a person judges the mission by one question. Honest doubt is an answer."""

    YES = "yes"
    PARTLY = "partly"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Readiness:
    """What still stands between a draft and adoption; nothing missing means it may be adopted."""

    unanswered: tuple[Question, ...]
    has_outcome: bool

    @property
    def is_ready(self) -> bool:
        return not self.unanswered and self.has_outcome


def check_statement(statement: str) -> str:
    """The statement on one line. Raises Invalid when it is blank or longer than 300 characters."""
    tidy = " ".join(statement.split())
    if not tidy:
        raise Invalid("mission.statement_missing", field="statement")
    if len(tidy) > MAX_STATEMENT_CHARACTERS:
        raise Invalid("mission.statement_too_long", field="statement", limit=MAX_STATEMENT_CHARACTERS)
    return tidy


def check_deadline(deadline_on: dt.date | None, *, today: dt.date) -> None:
    """A mission entered today cannot end in the past. No deadline is allowed: the second question then says why."""
    if deadline_on is not None and deadline_on < today:
        raise Invalid("mission.deadline_past", field="deadline_on", deadline_on=deadline_on)


def readiness(answers: Mapping[Question, Judgement], *, outcomes: int) -> Readiness:
    """What is missing before adoption: an answer to each question, and at least one outcome.

    The answers need not be "yes": a body may adopt a mission whose weak points it knows.
    """
    return Readiness(tuple(question for question in Question if question not in answers), outcomes > 0)


def check_adoption(state: Readiness) -> None:
    """Raise Refused while a question is unanswered or there is no outcome."""
    if state.unanswered:
        raise Refused("mission.questions_unanswered", questions=tuple(q.value for q in state.unanswered))
    if not state.has_outcome:
        raise Refused("mission.no_outcome")


def check_reason(reason: str, *, field: str = "reason") -> str:
    """A reason in words. Raises Invalid when there is none."""
    tidy = reason.strip()
    if not tidy:
        raise Invalid("strategy.reason_missing", field=field)
    return tidy


def weakest(answers: Mapping[Question, Judgement]) -> tuple[Question, ...]:
    """Questions answered "not yet", then "partly": where the mission needs work."""
    order: Iterable[Judgement] = (Judgement.NOT_YET, Judgement.PARTLY)
    return tuple(q for judgement in order for q in Question if answers.get(q) is judgement)
