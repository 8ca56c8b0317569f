"""Indicators with dated observations, and pathways with milestones in order."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.db import transaction as database

from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.permissions import Role
from commonweal.domain.progress import Measure, MilestoneStatus, Point
from commonweal.lifecycle.strategy.actions import progress
from commonweal.lifecycle.strategy.models import Indicator, PathwayMilestone
from commonweal.lifecycle.strategy.queries.progress import indicator_views, progress_of
from commonweal.records.models import PublishedIsFinalError
from tests.cast import World

pytestmark = pytest.mark.django_db
EARLY, LATE = dt.date(2025, 4, 1), dt.date(2030, 3, 31)


def lead(world: World) -> dict[str, object]:
    return {"by": world.cast.actor(Role.MISSION_LEAD), "now": world.now}


def move(world: World, status: MilestoneStatus, reached_on: dt.date | None = None, reason: str = "") -> None:
    progress.move_milestone(
        world.milestone, status=status, reached_on=reached_on, reason=reason, **lead(world)
    )


def test_a_target_before_its_baseline_is_refused(world: World) -> None:
    with pytest.raises(Invalid, match=r"indicator\.target_before_baseline"):
        progress.add_indicator(
            world.outcome,
            title="x",
            unit="homes",
            measure=Measure(Point(LATE, 1), Point(EARLY, 2)),
            **lead(world),
        )
    with pytest.raises(Invalid, match=r"indicator\.target_before_baseline"):
        progress.edit_indicator(
            world.indicator,
            title="x",
            source="",
            measure=Measure(Point(LATE, 1), Point(EARLY, 2)),
            **lead(world),
        )


def test_the_database_refuses_it_too(world: World) -> None:
    indicator = world.indicator
    for fields in ({"target_on": EARLY}, {"target_on": None}, {"baseline_thousandths": None}):
        with pytest.raises(IntegrityError), database.atomic():
            Indicator.objects.for_system("test").filter(pk=indicator.pk).update(**fields)


def test_an_indicator_may_begin_without_figures(world: World) -> None:
    made = progress.add_indicator(
        world.outcome, title="Warmth felt", unit="people", measure=Measure(None, None), **lead(world)
    )
    assert made.measure == Measure(None, None)


def test_progress_is_read_from_the_latest_observation(world: World) -> None:
    assert world.observation
    [view] = indicator_views([world.indicator])
    assert (view.latest, view.share_of_way, view.is_met) == (world.observation, 25, False)


def test_a_correction_replaces_and_keeps_the_wrong_value(world: World) -> None:
    right = progress.observe(
        world.indicator,
        point=Point(world.observation.observed_on, 2_000_000),
        source="Housing register, corrected",
        replaces=world.observation,
        **lead(world),
    )
    [view] = indicator_views([world.indicator])
    assert (view.observations, view.is_met) == ((right,), True)
    assert world.indicator.observations.count() == 2
    with pytest.raises(Refused, match=r"observation\.already_replaced"):
        progress.observe(
            world.indicator,
            point=right.point,
            source="x",
            replaces=world.observation,
            **lead(world),
        )


def test_an_observation_is_never_edited(world: World) -> None:
    with pytest.raises(PublishedIsFinalError):
        world.observation.save()


@pytest.mark.parametrize(
    ("day", "code"),
    [(dt.date(2026, 3, 3), "observation.in_future"), (dt.date(2025, 3, 31), "observation.before_baseline")],
)
def test_an_observation_has_a_day_that_makes_sense(world: World, day: dt.date, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        progress.observe(world.indicator, point=Point(day, 1), source="x", **lead(world))
    assert (refusal.value.code, refusal.value.field) == (code, "observed_on")


def test_a_baseline_cannot_move_past_what_was_observed(world: World) -> None:
    assert world.observation
    with pytest.raises(Invalid, match=r"observation\.before_baseline"):
        progress.edit_indicator(
            world.indicator,
            title="x",
            source="",
            measure=Measure(Point(dt.date(2026, 2, 1), 1), Point(LATE, 2)),
            **lead(world),
        )


def test_milestones_are_due_in_order(world: World) -> None:
    assert world.milestone.due_on == dt.date(2026, 9, 30)
    with pytest.raises(Invalid, match=r"milestone\.due_before_previous"):
        progress.add_milestone(world.pathway, title="x", due_on=dt.date(2026, 9, 29), **lead(world))
    second = progress.add_milestone(world.pathway, title="x", due_on=dt.date(2027, 1, 1), **lead(world))
    assert second.position == 2
    with pytest.raises(Invalid, match=r"milestone\.due_before_previous"):
        progress.edit_milestone(world.milestone, title="x", due_on=dt.date(2027, 1, 2), **lead(world))
    progress.edit_milestone(world.milestone, title="Sooner", due_on=None, **lead(world))


def test_a_milestone_is_reached_on_a_day(world: World) -> None:
    with pytest.raises(Invalid, match=r"milestone\.reached_on_missing"):
        move(world, MilestoneStatus.REACHED)
    move(world, MilestoneStatus.REACHED, dt.date(2026, 2, 1))
    assert world.milestone.reached_on == dt.date(2026, 2, 1)
    [change] = world.milestone.changes.all()
    assert (change.old, change.new) == ("planned", "reached")


def test_taking_back_and_dropping_need_a_reason(world: World) -> None:
    with pytest.raises(Invalid, match=r"strategy\.reason_missing"):
        move(world, MilestoneStatus.DROPPED)
    move(world, MilestoneStatus.REACHED, dt.date(2026, 2, 1))
    with pytest.raises(Invalid, match=r"strategy\.reason_missing"):
        move(world, MilestoneStatus.UNDER_WAY)
    move(world, MilestoneStatus.UNDER_WAY, reason="The panel had not met")
    assert world.milestone.reached_on is None


def test_a_move_that_the_table_does_not_know_is_refused(world: World) -> None:
    with pytest.raises(Refused, match=r"milestone\.status_not_allowed"):
        move(world, MilestoneStatus.PLANNED)


def test_the_database_keeps_the_day_with_the_status(world: World) -> None:
    milestone = world.milestone
    with pytest.raises(IntegrityError), database.atomic():
        PathwayMilestone.objects.for_system("test").filter(pk=milestone.pk).update(status="reached")


def test_dropped_milestones_are_not_counted_as_wanted(world: World) -> None:
    second = progress.add_milestone(world.pathway, title="Second", due_on=None, **lead(world))
    move(world, MilestoneStatus.DROPPED, reason="Another way was found")
    [view] = progress_of([world.outcome])[world.outcome.pk].pathways
    assert (view.reached, view.wanted, view.next) == (0, 1, second)


def test_progress_of_many_outcomes_takes_four_queries(
    world: World, django_assert_num_queries: object
) -> None:
    world.observation, world.milestone  # noqa: B018 (building them is the point)
    outcomes = list(world.mission.outcomes.all())
    assert len(outcomes) == 2
    with django_assert_num_queries(4):
        found = progress_of(outcomes)
    assert len(found[world.outcome.pk].indicators) == 1
    assert found[world.goal.pk].indicators == ()


def test_a_reader_records_nothing(world: World) -> None:
    reader = {"by": world.cast.actor(Role.READER), "now": world.now}
    measure = Measure(None, None)
    for attempt in (
        lambda: progress.add_indicator(world.outcome, title="x", unit="x", measure=measure, **reader),
        lambda: progress.edit_indicator(world.indicator, title="x", source="", measure=measure, **reader),
        lambda: progress.observe(world.indicator, point=Point(EARLY, 1), source="x", **reader),
        lambda: progress.add_pathway(world.outcome, title="x", **reader),
        lambda: progress.add_milestone(world.pathway, title="x", due_on=None, **reader),
        lambda: progress.edit_milestone(world.milestone, title="x", due_on=None, **reader),
        lambda: progress.move_milestone(
            world.milestone, status=MilestoneStatus.UNDER_WAY, reached_on=None, reason="", **reader
        ),
    ):
        with pytest.raises(NotPermitted):
            attempt()
