"""A learning review of the contract in force, by ordinary actions."""

import datetime as dt

from commonweal.domain.permissions import Role
from commonweal.lifecycle.delivery import actions, reviews
from commonweal.lifecycle.delivery.models import LearningReview, LessonProposal, ReviewAction
from tests.builders.contracts import ENTERED_AT
from tests.cast import World

HELD_ON = ENTERED_AT + dt.timedelta(days=90)
WORDS = {
    "what_happened": "Half of the people came in the evening.",
    "what_surprised": "Nobody came by day in August.",
    "what_we_believe": "People who care for somebody come when the other parent is home.",
    "what_we_change": "Every second session is in the evening.",
}


def a_review(world: World) -> LearningReview:
    """Planned, prepared and handed in by both sides: it is being written together."""
    manager, lead = world.cast.actor(Role.CONTRACT_MANAGER), world.cast.actor(Role.DELIVERY_LEAD)
    found = a_planned_review(world)
    for actor, words in ((lead, "We ran by day."), (manager, "Few came.")):
        actions.prepare_review(found, {"what_happened": words}, is_ready=True, by=actor, now=HELD_ON)
    return reviews.review(manager, found.external_id)


def a_planned_review(world: World) -> LearningReview:
    """Planned by the contract manager for ninety days on."""
    manager = world.cast.actor(Role.CONTRACT_MANAGER)
    due_on = max(HELD_ON.date(), world.contract.starts_on)
    made = actions.plan_review(world.contract, due_on=due_on, by=manager, now=ENTERED_AT)
    return reviews.review(manager, made.external_id)


def an_action(world: World) -> ReviewAction:
    """The delivery lead moves the sessions."""
    return actions.add_review_action(
        world.review,
        text="Move every second session to the evening.",
        owner=world.cast.person(Role.DELIVERY_LEAD),
        due_on=HELD_ON.date() + dt.timedelta(days=14),
        by=world.cast.actor(Role.CONTRACT_MANAGER),
        now=HELD_ON,
    )


def a_shared_review(world: World) -> LearningReview:
    """Called together by the system steward with the supplier; everybody still prepares, and no contract is brought in yet."""
    steward = world.cast.actor(Role.SYSTEM_STEWARD)
    made = actions.plan_shared_review(
        title="Warm homes, two years on",
        due_on=HELD_ON.date(),
        mission=None,
        every_months=6,
        by=steward,
        now=ENTERED_AT,
    )
    actions.invite_to_review(made, world.cast.supplier, by=steward, now=ENTERED_AT)
    return reviews.review(steward, made.external_id)


def a_proposal(world: World) -> LessonProposal:
    """The lesson proposed to an item of a framework in the library."""
    return actions.propose_to_library(
        world.lesson,
        world.framework_metric,
        suggestion="Count what carers pass on as well.",
        by=world.cast.actor(Role.CONTRACT_MANAGER),
        now=HELD_ON,
    )


WORLD = {
    "review": a_review,
    "review_action": an_action,
    "shared_review": a_shared_review,
    "lesson_proposal": a_proposal,
}
