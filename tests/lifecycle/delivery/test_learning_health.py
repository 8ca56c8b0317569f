"""What is counted of learning is what happened, over all reviews of a body together, in a constant number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.domain.delivery import OfferAnswer
from commonweal.domain.learning_health import HealthMeasure as M
from commonweal.domain.permissions import Role
from commonweal.lifecycle.delivery import actions, reviews
from commonweal.lifecycle.delivery.health import health_of
from tests.builders.reviews import HELD_ON, WORDS

pytestmark = pytest.mark.django_db
SHARED = (
    "contract_link",
    "lesson_offer",
    "lesson_proposal",
    "mission",
    "review",
    "review_action",
    "shared_review",
)
TODAY = HELD_ON.date()


def told(actor, mission=None) -> dict[M, tuple[int, int]]:
    return {each.measure: (each.count, each.of) for each in health_of(actor, TODAY, mission).measures}


def test_measures_follow_what_people_did(shared_world, db):
    world = shared_world
    steward, manager = (world.cast.actor(role) for role in (Role.SYSTEM_STEWARD, Role.CONTRACT_MANAGER))
    before = told(steward)
    review, action = world.review, world.review_action
    proposal = world.lesson_proposal
    assert told(steward)[M.HELD][0] == before[M.HELD][0] == 0
    actions.add_review_action(
        reviews.review(manager, review.external_id),
        text="Tell the mission lead.",
        owner=world.cast.person(Role.CONTRACT_MANAGER),
        due_on=TODAY,
        by=manager,
        now=HELD_ON,
    )
    actions.write_review_together(reviews.review(manager, review.external_id), WORDS, by=manager, now=HELD_ON)
    actions.hold_review(
        reviews.review(manager, review.external_id),
        lesson_title="Come in the evening",
        is_managed_failure=True,
        by=manager,
        now=HELD_ON,
    )
    lead = world.cast.actor(Role.DELIVERY_LEAD)
    actions.finish_review_action(reviews.action(lead, action.external_id), by=lead, now=HELD_ON)
    actions.answer_proposal(
        proposal,
        answer=OfferAnswer.NOT_TAKEN_UP,
        reason="The notice forbids it.",
        by=world.cast.actor(Role.MISSION_LEAD),
        now=HELD_ON,
    )
    found = health_of(steward, TODAY)
    counts = told(steward)
    assert counts[M.HELD][0] == 1
    assert counts[M.WITH_LESSON] == (1, 1)
    assert counts[M.ALL_PREPARED] == (1, 1)
    assert counts[M.OWNED_BY_SEVERAL] == (1, 1)
    assert counts[M.ACTIONS_DONE] == (1, 2)
    # The proposal is decided about and not taken up; the lesson of the review is passed on nowhere yet.
    assert counts[M.ANSWERED][0] == 1
    assert counts[M.TAKEN_UP] == (0, 1)
    assert counts[M.PASSED_ON][1] - counts[M.PASSED_ON][0] == 1
    assert (found.looked_at, found.managed_failures) == (1, 1)


def test_a_mission_counts_what_serves_it_alone_and_another_body_nothing(shared_world, db):
    world = shared_world
    assert world.review and world.contract_link and world.shared_review
    steward = world.cast.actor(Role.SYSTEM_STEWARD)
    assert health_of(steward, TODAY, world.mission).contracts >= 1
    elsewhere = world.cast.actor(Role.SYSTEM_STEWARD, world.cast.other_authority)
    found = health_of(elsewhere, TODAY)
    assert (found.reviews, found.contracts) == (0, 0)
    assert {each.of for each in found.measures} == {0}


def test_the_number_of_queries_is_the_same_however_many_reviews_there_are(shared_world, db):
    world = shared_world
    assert world.review_action and world.lesson_offer
    steward = world.cast.actor(Role.SYSTEM_STEWARD)
    with CaptureQueriesContext(
        connection,
    ) as few:
        health_of(steward, TODAY)
    for number in range(3):
        actions.plan_shared_review(title=f"Again {number}", due_on=TODAY, by=steward, now=HELD_ON)
    with CaptureQueriesContext(connection) as many:
        health_of(steward, TODAY)
    assert len(many) == len(few) < 30
