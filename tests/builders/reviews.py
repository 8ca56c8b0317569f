"""A learning review of the contract in force, by ordinary actions."""

import datetime as dt

from commonweal.domain.permissions import Role
from commonweal.lifecycle.delivery import actions, reviews
from commonweal.lifecycle.delivery.models import LearningReview, ReviewAction
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


WORLD = {"review": a_review, "review_action": an_action}
