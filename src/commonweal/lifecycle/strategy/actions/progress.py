"""Indicators and their observations, pathways and their milestones."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Refused
from commonweal.domain.missions import check_reason
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.domain.progress import (
    MILESTONE_TRANSITIONS,
    Measure,
    MilestoneStatus,
    Point,
    check_measure,
    check_milestone_order,
    check_observation,
    check_reached_on,
)
from commonweal.lifecycle.strategy.actions.missions import check_standing
from commonweal.lifecycle.strategy.actions.theory import required_text
from commonweal.lifecycle.strategy.events import StrategyEvent as Event
from commonweal.lifecycle.strategy.models import (
    Indicator,
    MilestoneChange,
    Observation,
    Outcome,
    Pathway,
    PathwayMilestone,
)
from commonweal.records.work import change, transaction


def _points(measure: Measure) -> dict[str, object]:
    baseline, target = measure.baseline, measure.target
    return {
        "baseline_on": baseline.on if baseline else None,
        "baseline_thousandths": baseline.thousandths if baseline else None,
        "target_on": target.on if target else None,
        "target_thousandths": target.thousandths if target else None,
    }


def add_indicator(
    outcome: Outcome,
    *,
    title: str,
    unit: str,
    measure: Measure,
    by: Actor,
    now: dt.datetime,
    source: str = "",
) -> Indicator:
    """Add a countable sign of an outcome. Raises Invalid when the target is not after its baseline."""
    by.must(Permission.MISSION_EDIT)
    check_standing(outcome.mission)
    check_measure(measure)
    with transaction(by=by, at=now) as work:
        indicator = Indicator(
            outcome=outcome,
            title=required_text(title, field="title", limit=200),
            unit=required_text(unit, field="unit", limit=40),
            source=source.strip(),
            **_points(measure),
        )
        indicator.save()
        work.record(Event.INDICATOR_ADDED, indicator, outcome=outcome.external_id, **_points(measure))
    return indicator


def edit_indicator(
    indicator: Indicator,
    *,
    title: str,
    measure: Measure,
    source: str,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> Indicator:
    """Change an indicator's words and its two points. The unit stays: figures already observed are in it.

    Raises:
        Invalid: the target is not after its baseline, or an observation is older than the new baseline.
    """
    by.must(Permission.MISSION_EDIT)
    check_standing(indicator.outcome.mission)
    check_measure(measure)
    today = london_day(now)
    for observation in indicator.observations.all():
        check_observation(observation.observed_on, measure=measure, today=max(today, observation.observed_on))
    with transaction(by=by, at=now) as work:
        words = required_text(title, field="title", limit=200)
        change(indicator, revision=revision, title=words, source=source.strip(), **_points(measure))
        work.record(Event.INDICATOR_CHANGED, indicator, **_points(measure))
    return indicator


def observe(
    indicator: Indicator,
    *,
    point: Point,
    source: str,
    by: Actor,
    now: dt.datetime,
    note: str = "",
    replaces: Observation | None = None,
) -> Observation:
    """Record a dated value. A wrong one is not changed: give it as `replaces`, and both stay readable."""
    by.must(Permission.MISSION_EDIT)
    check_standing(indicator.outcome.mission)
    check_observation(point.on, measure=indicator.measure, today=london_day(now))
    with transaction(by=by, at=now) as work:
        Indicator.objects.for_system("lock a thing while its parts change").select_for_update().get(
            pk=indicator.pk
        )
        if replaces is not None and indicator.observations.filter(replaces=replaces).exists():
            raise Refused("observation.already_replaced")
        observation = Observation(
            indicator=indicator,
            observed_on=point.on,
            thousandths=point.thousandths,
            source=required_text(source, field="source", limit=300),
            note=note.strip(),
            recorded_by=by.person,
            replaces=replaces,
        )
        observation.save()
        work.record(
            Event.OBSERVATION_RECORDED,
            indicator,
            observation=observation.external_id,
            observed_on=point.on,
            thousandths=point.thousandths,
            replaces=replaces.external_id if replaces else None,
        )
    return observation


def add_pathway(
    outcome: Outcome, *, title: str, by: Actor, now: dt.datetime, description: str = ""
) -> Pathway:
    """Add a pathway to an outcome that cannot honestly be given a number."""
    by.must(Permission.MISSION_EDIT)
    check_standing(outcome.mission)
    with transaction(by=by, at=now) as work:
        pathway = Pathway(
            outcome=outcome,
            title=required_text(title, field="title", limit=200),
            description=description.strip(),
        )
        pathway.save()
        work.record(Event.PATHWAY_ADDED, pathway, outcome=outcome.external_id)
    return pathway


def add_milestone(
    pathway: Pathway, *, title: str, due_on: dt.date | None, by: Actor, now: dt.datetime
) -> PathwayMilestone:
    """Add the next milestone at the end of a pathway. It is not due before the one that precedes it."""
    by.must(Permission.MISSION_EDIT)
    check_standing(pathway.outcome.mission)
    with transaction(by=by, at=now) as work:
        Pathway.objects.for_system("lock a thing while its parts change").select_for_update().get(
            pk=pathway.pk
        )
        earlier = list(pathway.milestones.all())
        check_milestone_order([*(each.due_on for each in earlier), due_on])
        milestone = PathwayMilestone(
            pathway=pathway,
            position=len(earlier) + 1,
            title=required_text(title, field="title", limit=200),
            due_on=due_on,
        )
        milestone.save()
        work.record(Event.MILESTONE_ADDED, pathway, milestone=milestone.external_id, due_on=due_on)
    return milestone


def edit_milestone(
    milestone: PathwayMilestone,
    *,
    title: str,
    due_on: dt.date | None,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> PathwayMilestone:
    """Change a milestone's words or due day; the order of days along the pathway is kept."""
    by.must(Permission.MISSION_EDIT)
    pathway = milestone.pathway
    check_standing(pathway.outcome.mission)
    with transaction(by=by, at=now) as work:
        Pathway.objects.for_system("lock a thing while its parts change").select_for_update().get(
            pk=pathway.pk
        )
        days = [due_on if each.pk == milestone.pk else each.due_on for each in pathway.milestones.all()]
        check_milestone_order(days)
        change(
            milestone, revision=revision, title=required_text(title, field="title", limit=200), due_on=due_on
        )
        work.record(Event.MILESTONE_CHANGED, pathway, milestone=milestone.external_id, due_on=due_on)
    return milestone


def move_milestone(
    milestone: PathwayMilestone,
    *,
    status: MilestoneStatus,
    reached_on: dt.date | None,
    reason: str,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> MilestoneChange:
    """Move a milestone to another status. Dropping one, and taking back that it was reached, need a reason."""
    by.must(Permission.MISSION_EDIT)
    check_standing(milestone.pathway.outcome.mission)
    old = MilestoneStatus(milestone.status)
    MILESTONE_TRANSITIONS.check(old, status)
    check_reached_on(reached_on, status=status, today=london_day(now))
    if MilestoneStatus.DROPPED in (old, status) or old is MilestoneStatus.REACHED:
        check_reason(reason)
    with transaction(by=by, at=now) as work:
        change(milestone, revision=revision, status=status.value, reached_on=reached_on)
        moved = MilestoneChange(
            milestone=milestone,
            old=old.value,
            new=status.value,
            reason=reason.strip(),
            changed_by=by.person,
        )
        moved.save()
        work.record(
            Event.MILESTONE_MOVED,
            milestone.pathway,
            milestone=milestone.external_id,
            old=old.value,
            new=status.value,
            reached_on=reached_on,
        )
    return moved
