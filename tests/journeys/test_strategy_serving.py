"""What serves a mission: counted once, on whose word, gaps first, and only what the actor may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.domain.permissions import Role
from commonweal.domain.theory_of_change import OutcomeKind
from commonweal.domain.thread import LinkBasis
from commonweal.journeys import published_cases
from commonweal.journeys.strategy_serving import LineCounts, line_counts, served_by, serving_outcome
from commonweal.lifecycle.strategy.actions import theory
from commonweal.lifecycle.strategy.models import Mission
from tests.cast import World

pytestmark = pytest.mark.django_db


def published(external_id: str) -> Mission:
    return Mission.objects.for_system("test").get(external_id=external_id)


def test_northern_spire_has_sixteen_promises_seventeen_reports_and_nothing_verified(world: World) -> None:
    published_cases.load(now=world.now)
    mission = published("sunderland-dynamic")
    found = served_by(world.cast.actor(Role.READER), mission, [])
    bridge = next(each for each in found.direct if each.node.id == "northern-spire")
    assert bridge.counts == LineCounts(promised=16, reported=17, verified=0)
    assert bridge.basis is LinkBasis.EDITORIAL


def test_all_missions_are_counted_in_one_walk(world: World) -> None:
    published_cases.load(now=world.now)
    actor = world.cast.actor(Role.READER)
    missions = list(Mission.objects.for_system("test"))
    with_a_contract = [mission for mission in missions if mission.external_id == "sunderland-dynamic"]
    with CaptureQueriesContext(connection) as one:
        line_counts(actor, with_a_contract)
    with CaptureQueriesContext(connection) as many:
        counts = line_counts(actor, missions)
    assert counts["sunderland-dynamic"].promised == 16
    assert counts["camden-food"] == LineCounts()
    # A list that reaches no contract stops sooner: it may take fewer queries, never more for its length.
    assert len(many) <= len(one) + 10
    assert line_counts(actor, []) == {}


def test_outcomes_that_nothing_serves_come_first_and_goals_are_no_gap(world: World) -> None:
    assert world.procurement
    gap = theory.add_outcome(
        world.mission,
        title="Nobody thought of this",
        kind=OutcomeKind.OUTCOME,
        leads_to=world.goal,
        by=world.cast.actor(Role.MISSION_LEAD),
        now=world.now,
    )
    outcomes = list(world.mission.outcomes.all())
    found = served_by(world.cast.actor(Role.READER), world.mission, outcomes)
    assert found.outcomes[0].outcome == gap
    assert found.gaps == (gap,)
    last = found.outcomes[-1]
    assert last.outcome == world.outcome
    assert all(thing.basis is LinkBasis.DECIDED and thing.reason for thing in last.things)


def test_an_outcome_says_what_serves_it(world: World) -> None:
    assert world.procurement
    found = serving_outcome(world.cast.actor(Role.READER), world.outcome)
    assert world.procurement.external_id in {thing.node.id for thing in found.things}


def test_another_body_sees_nothing_of_what_serves_ones_own(world: World) -> None:
    assert world.procurement
    stranger = world.cast.actor(Role.READER, world.cast.other_authority)
    assert serving_outcome(stranger, world.outcome).things == ()
    assert line_counts(stranger, [world.mission])[world.mission.external_id] == LineCounts()
