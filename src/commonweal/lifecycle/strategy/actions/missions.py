"""Writing, testing, adopting and ending missions; recording published ones."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.domain.actors import SYSTEM, Actor
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.missions import (
    MISSION_TRANSITIONS,
    Judgement,
    MissionKind,
    MissionOrigin,
    MissionStatus,
    Question,
    check_adoption,
    check_deadline,
    check_reason,
    check_statement,
)
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.domain.theory_of_change import OutcomeKind
from commonweal.lifecycle.strategy.events import StrategyEvent as Event
from commonweal.lifecycle.strategy.models import FiveQuestionAnswer, Mission, Outcome, OutcomeLink
from commonweal.lifecycle.strategy.queries.missions import readiness_of
from commonweal.organisations.models import Organisation
from commonweal.records.work import change, transaction


def write(
    *,
    authority: Organisation,
    statement: str,
    deadline_on: dt.date | None,
    by: Actor,
    now: dt.datetime,
    kind: MissionKind = MissionKind.MISSION,
) -> Mission:
    """Begin a mission of the actor's own authority, in draft."""
    by.must(Permission.MISSION_EDIT)
    check_own(authority.pk, by)
    check_deadline(deadline_on, today=london_day(now))
    with transaction(by=by, at=now) as work:
        mission = Mission(
            authority=authority,
            statement=check_statement(statement),
            kind=kind.value,
            origin=MissionOrigin.ENTERED.value,
            deadline_on=deadline_on,
        )
        mission.save()
        work.record(Event.MISSION_CREATED, mission, kind=kind.value, deadline_on=deadline_on)
    return mission


def check_own(authority_id: int, by: Actor) -> None:
    """Raise Invalid when the actor does not act for this authority: views fetch in scope, so this is a mistake."""
    if by.organisation_id != authority_id:
        raise Invalid("strategy.not_your_authority")


def edit(
    mission: Mission,
    *,
    statement: str,
    deadline_on: dt.date | None,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> Mission:
    """Change what a mission says. A deadline that stays may have passed; a new one may not."""
    by.must(Permission.MISSION_EDIT)
    check_standing(mission)
    if deadline_on != mission.deadline_on:
        check_deadline(deadline_on, today=london_day(now))
    with transaction(by=by, at=now) as work:
        change(mission, revision=revision, statement=check_statement(statement), deadline_on=deadline_on)
        work.record(Event.MISSION_CHANGED, mission, deadline_on=deadline_on)
    return mission


def check_standing(mission: Mission) -> None:
    """Raise Refused for an ended mission: it is kept as it was."""
    if mission.status is MissionStatus.ENDED:
        raise Refused("mission.ended")


def answer_question(
    mission: Mission, *, question: Question, judgement: Judgement, words: str, by: Actor, now: dt.datetime
) -> FiveQuestionAnswer:
    """Answer one of the five questions, in words. Earlier answers are kept."""
    by.must(Permission.MISSION_EDIT)
    check_standing(mission)
    reason = check_reason(words, field="words")
    with transaction(by=by, at=now) as work:
        answer = FiveQuestionAnswer(
            mission=mission,
            question=question.value,
            judgement=judgement.value,
            words=reason,
            answered_by=by.person,
        )
        answer.save()
        work.record(Event.QUESTION_ANSWERED, mission, question=question.value, judgement=judgement.value)
    return answer


def adopt(mission: Mission, *, by: Actor, now: dt.datetime, revision: int | None = None) -> Mission:
    """Make a draft the body's own aim, once the five questions are answered and it has an outcome."""
    by.must(Permission.MISSION_EDIT)
    MISSION_TRANSITIONS.check(mission.status, MissionStatus.ADOPTED)
    check_adoption(readiness_of(mission))
    with transaction(by=by, at=now) as work:
        change(mission, revision=revision, adopted_at=now, adopted_by=by.person)
        work.record(Event.MISSION_ADOPTED, mission)
    return mission


def end(
    mission: Mission, *, reason: str, by: Actor, now: dt.datetime, revision: int | None = None
) -> Mission:
    """End an adopted mission and keep why: reached, out of time, or given up."""
    by.must(Permission.MISSION_EDIT)
    MISSION_TRANSITIONS.check(mission.status, MissionStatus.ENDED)
    why = check_reason(reason)
    with transaction(by=by, at=now) as work:
        change(mission, revision=revision, ended_at=now, ended_by=by.person, ended_reason=why)
        work.record(Event.MISSION_ENDED, mission)
    return mission


@dataclass(frozen=True, slots=True)
class PublishedGoal:
    """A goal of a published theory of change, and the outcomes that the source says lead to it. Pairs are (id, title)."""

    external_id: str
    title: str
    outcomes: tuple[tuple[str, str], ...] = ()


def record_published(
    *,
    authority: Organisation,
    external_id: str,
    statement: str,
    kind: MissionKind,
    deadline_on: dt.date | None,
    source: str,
    now: dt.datetime,
    is_abridged: bool = False,
    goals: Sequence[PublishedGoal] = (),
    by: Actor = SYSTEM,
) -> Mission:
    """Record an aim that a body has published, as its source says it: no answers, no people, no invented links.

    The five questions stay unanswered, because nobody has answered them here.
    """
    with transaction(by=by, at=now) as work:
        mission = Mission(
            external_id=external_id,
            authority=authority,
            statement=check_statement(statement),
            kind=kind.value,
            origin=MissionOrigin.PUBLISHED.value,
            deadline_on=deadline_on,
            source=source,
            is_abridged=is_abridged,
        )
        mission.save()
        work.record(Event.MISSION_PUBLISHED_RECORDED, mission, kind=kind.value, deadline_on=deadline_on)
        for goal in goals:
            _record_goal(mission, goal, by)
    return mission


def _record_goal(mission: Mission, goal: PublishedGoal, by: Actor) -> None:
    effect = _record_outcome(mission, goal.external_id, goal.title, OutcomeKind.GOAL)
    for external_id, title in goal.outcomes:
        cause = _record_outcome(mission, external_id, title, OutcomeKind.OUTCOME)
        OutcomeLink(cause=cause, effect=effect, linked_by=by.person).save()


def _record_outcome(mission: Mission, external_id: str, title: str, kind: OutcomeKind) -> Outcome:
    outcome = Outcome(
        external_id=external_id,
        mission=mission,
        title=title,
        kind=kind.value,
        position=mission.outcomes.count() + 1,
    )
    outcome.save()
    return outcome
