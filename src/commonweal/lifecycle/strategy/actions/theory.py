"""Building the theory of change: outcomes, links and assumptions."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.missions import check_reason
from commonweal.domain.permissions import Permission
from commonweal.domain.theory_of_change import (
    ASSUMPTION_TRANSITIONS,
    AssumptionState,
    Link,
    OutcomeKind,
    check_new_link,
    check_theory,
)
from commonweal.lifecycle.strategy.actions.missions import check_standing
from commonweal.lifecycle.strategy.events import StrategyEvent as Event
from commonweal.lifecycle.strategy.models import (
    Assumption,
    AssumptionJudgement,
    Mission,
    Outcome,
    OutcomeLink,
)
from commonweal.lifecycle.strategy.queries.theory import standing_outcomes, theory_of
from commonweal.records.work import change, transaction

MAX_OUTCOMES = 100
"""A theory of change with more outcomes than this explains nothing, and no picture can show it."""


def required_text(text: str, *, field: str, limit: int) -> str:
    """Text on one line. Raises Invalid when blank or longer than `limit` characters."""
    tidy = " ".join(text.split())
    if not tidy:
        raise Invalid("strategy.text_missing", field=field)
    if len(tidy) > limit:
        raise Invalid("strategy.text_too_long", field=field, limit=limit)
    return tidy


def _locked(mission: Mission) -> Mission:
    """The mission, locked until the transaction ends: two people cannot close a circle from both sides at once."""
    return (
        Mission.objects.for_system("lock a thing while its parts change")
        .select_for_update()
        .get(pk=mission.pk)
    )


def add_outcome(
    mission: Mission,
    *,
    title: str,
    kind: OutcomeKind,
    by: Actor,
    now: dt.datetime,
    description: str = "",
    leads_to: Outcome | None = None,
) -> Outcome:
    """Add a goal or an outcome; `leads_to` links it at once to the outcome it leads to."""
    by.must(Permission.MISSION_EDIT)
    check_standing(mission)
    with transaction(by=by, at=now) as work:
        standing = standing_outcomes(_locked(mission))
        if len(standing) >= MAX_OUTCOMES:
            raise Refused("outcome.too_many", limit=MAX_OUTCOMES)
        outcome = Outcome(
            mission=mission,
            title=required_text(title, field="title", limit=200),
            kind=kind.value,
            description=description.strip(),
            position=max((each.position for each in standing), default=0) + 1,
        )
        outcome.save()
        work.record(Event.OUTCOME_ADDED, outcome, kind=kind.value, mission=mission.external_id)
        if leads_to is not None:
            link(cause=outcome, effect=leads_to, by=by, now=now)
    return outcome


def edit_outcome(
    outcome: Outcome,
    *,
    title: str,
    kind: OutcomeKind,
    description: str,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> Outcome:
    """Change what an outcome says. Whatever already serves it keeps serving it."""
    by.must(Permission.MISSION_EDIT)
    check_standing(outcome.mission)
    with transaction(by=by, at=now) as work:
        _locked(outcome.mission)
        words = required_text(title, field="title", limit=200)
        change(outcome, revision=revision, title=words, kind=kind.value, description=description.strip())
        # Turning a goal into an outcome, or the reverse, may leave a goal that leads to an outcome.
        check_theory(theory_of(outcome.mission))
        work.record(Event.OUTCOME_CHANGED, outcome, kind=kind.value)
    return outcome


def retire_outcome(
    outcome: Outcome, *, reason: str, by: Actor, now: dt.datetime, revision: int | None = None
) -> Outcome:
    """Take an outcome out of the theory, with its links. It stays readable for what already serves it."""
    by.must(Permission.MISSION_EDIT)
    check_standing(outcome.mission)
    if outcome.retired_at is not None:
        raise Refused("outcome.already_retired")
    why = check_reason(reason)
    with transaction(by=by, at=now) as work:
        change(outcome, revision=revision, retired_at=now, retired_by=by.person, retired_reason=why)
        for each in [*outcome.leads_to.all(), *outcome.rests_on.all()]:
            if each.removed_at is None:
                change(each, removed_at=now, removed_by=by.person, removed_reason=why)
        work.record(Event.OUTCOME_RETIRED, outcome)
    return outcome


def link(*, cause: Outcome, effect: Outcome, by: Actor, now: dt.datetime) -> OutcomeLink:
    """Say that one outcome leads to another of the same mission.

    Raises:
        Invalid: ``link.cycle``, ``link.orphan``, ``link.repeated`` or ``link.goal_as_cause``, with the outcomes' ids.
    """
    by.must(Permission.MISSION_EDIT)
    check_standing(cause.mission)
    with transaction(by=by, at=now) as work:
        theory = theory_of(_locked(cause.mission))
        check_new_link(theory, Link(cause.external_id, effect.external_id))
        made = OutcomeLink(cause=cause, effect=effect, linked_by=by.person)
        made.save()
        work.record(Event.OUTCOMES_LINKED, cause, link=made.external_id, effect=effect.external_id)
    return made


def remove_link(
    made: OutcomeLink, *, reason: str, by: Actor, now: dt.datetime, revision: int | None = None
) -> OutcomeLink:
    """Say that one outcome does not lead to another after all, and why."""
    by.must(Permission.MISSION_EDIT)
    check_standing(made.cause.mission)
    if made.removed_at is not None:
        raise Refused("link.already_removed")
    why = check_reason(reason)
    with transaction(by=by, at=now) as work:
        change(made, revision=revision, removed_at=now, removed_by=by.person, removed_reason=why)
        work.record(Event.LINK_REMOVED, made.cause, link=made.external_id, effect=made.effect.external_id)
    return made


def note_assumption(made: OutcomeLink, *, text: str, by: Actor, now: dt.datetime) -> Assumption:
    """Write down what must hold for the link to be true."""
    by.must(Permission.MISSION_EDIT)
    check_standing(made.cause.mission)
    if made.removed_at is not None:
        raise Refused("link.already_removed")
    with transaction(by=by, at=now) as work:
        assumption = Assumption(
            link=made, text=required_text(text, field="text", limit=500), noted_by=by.person
        )
        assumption.save()
        work.record(Event.ASSUMPTION_NOTED, assumption, link=made.external_id)
    return assumption


def judge_assumption(
    assumption: Assumption,
    *,
    state: AssumptionState,
    reason: str,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> AssumptionJudgement:
    """Decide what is believed about an assumption after what was learned. A lesson suggests; a person decides here."""
    by.must(Permission.MISSION_EDIT)
    ASSUMPTION_TRANSITIONS.check(AssumptionState(assumption.state), state)
    why = check_reason(reason)
    with transaction(by=by, at=now) as work:
        change(assumption, revision=revision, state=state.value)
        judgement = AssumptionJudgement(
            assumption=assumption, state=state.value, reason=why, judged_by=by.person
        )
        judgement.save()
        work.record(Event.ASSUMPTION_JUDGED, assumption, state=state.value)
    return judgement
