"""What serves a mission: counted once, on whose word, gaps first, and only what the actor may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.domain.permissions import Role
from commonweal.domain.theory_of_change import OutcomeKind
from commonweal.domain.thread import LinkBasis
from commonweal.journeys import published_cases
from commonweal.journeys.strategy_serving import LineCounts, line_counts, served_by, serving_outcome
from commonweal.lifecycle.contracts import actions as contracts
from commonweal.lifecycle.strategy.actions import theory
from commonweal.lifecycle.strategy.models import Mission
from tests.builders.contracts import ENTERED_AT
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


def test_a_commitment_that_two_ways_lead_to_is_counted_once_and_words_are_not_reported_in_figures(
    world: World,
) -> None:
    assert world.contract_link
    assert world.report
    assert world.narrative_report
    reader = world.cast.actor(Role.READER)
    before = line_counts(reader, [world.mission])[world.mission.external_id]
    assert before == LineCounts(promised=world.contract.commitments.count(), reported=1, verified=0)
    contracts.serve(
        world.contract,
        world.mission,
        reason="This one most of all.",
        commitment=world.commitment,
        by=world.cast.actor(Role.CONTRACT_MANAGER),
        now=ENTERED_AT,
    )
    found = served_by(reader, world.mission, [])
    assert found.counts == before
    alone = next(each for each in found.direct if each.node.id == world.commitment.external_id)
    assert alone.counts == LineCounts(promised=1, reported=1, verified=0)


def test_a_commitment_alone_is_counted_where_its_contract_does_not_serve(world: World) -> None:
    assert world.report
    reader = world.cast.actor(Role.READER)
    gap = theory.add_outcome(
        world.mission,
        title="Nobody thought of this",
        kind=OutcomeKind.OUTCOME,
        leads_to=world.goal,
        by=world.cast.actor(Role.MISSION_LEAD),
        now=world.now,
    )
    contracts.serve(
        world.contract,
        gap,
        reason="It is what carers see.",
        commitment=world.commitment,
        by=world.cast.actor(Role.CONTRACT_MANAGER),
        now=ENTERED_AT,
    )
    served = serving_outcome(reader, gap)
    assert served.counts == LineCounts(promised=1, reported=1, verified=0)
    assert [each.node.id for each in served.things] == [world.commitment.external_id]
