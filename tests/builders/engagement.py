"""A market engagement of the fictional borough at each step, by ordinary actions."""

import datetime as dt
from typing import Any

from commonweal.domain.engagements import EngagementKind, EngagementStatus
from commonweal.domain.permissions import Role
from commonweal.journeys import before
from commonweal.journeys import engagement as journeys
from commonweal.lifecycle.planning import actions
from commonweal.lifecycle.planning.actions import taking_part
from commonweal.lifecycle.planning.models import Engagement
from tests.builders.procurement import a_pipeline_entry, a_procurement
from tests.cast import World

#: Far enough that pages asked for today still take answers.
UNTIL = dt.datetime(2041, 3, 20, 12, 0, tzinfo=dt.UTC)


def a_planned_engagement(world: World, **facts: Any) -> Engagement:
    """A questionnaire about home care with one question; the world's supplier and a charity by email are invited."""
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    said = {"by": officer, "now": world.now}
    entry = (
        facts.pop("entry", None)
        or a_procurement(world, title="Home care that is talked about").pipeline_entry
    )
    engagement = actions.plan_engagement(
        entry,
        **{
            "kind": EngagementKind.QUESTIONNAIRE,
            "title": "What would steady visits need?",
            "purpose": "We want to know what stops small providers from offering steady visits.",
            "answers_until": UNTIL,
            **facts,
        },
        **said,
    )
    actions.add_question(engagement, "What size of area can you serve on foot?", **said)
    actions.invite(
        engagement, suppliers=[world.cast.supplier], name="A charity", email="hello@charity.example", **said
    )
    return engagement


def an_open_engagement(world: World, **facts: Any) -> Engagement:
    """Invitations are out."""
    engagement = a_planned_engagement(world, **facts)
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    return journeys.move(engagement, EngagementStatus.OPEN, by=officer, now=world.now)


def an_announced_engagement(world: World, **facts: Any) -> Engagement:
    """Open to everybody; the world's supplier has asked one thing."""
    engagement = a_planned_engagement(world, title="Who could walk the north?", **facts)
    officer, writer = world.cast.actor(Role.PROCUREMENT_OFFICER), world.cast.actor(Role.TENDER_WRITER)
    journeys.announce(engagement, by=officer, now=world.now)
    invitation = engagement.invitations.get(supplier=world.cast.supplier)
    taking_part.ask(invitation, "May we serve one ward?", by=writer, now=world.now)
    return engagement


def a_summary(world: World) -> Engagement:
    """Closed, with one thing heard and something changed, and published."""
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    said = {"by": officer, "now": world.now}
    engagement = an_open_engagement(world)
    actions.note_heard(engagement, "Whole wards are too far to walk.", is_public=True, **said)
    journeys.move(engagement, EngagementStatus.CLOSED, **said)
    journeys.publish_summary(engagement, **said)
    return engagement


def a_published_pipeline(world: World) -> Any:
    """One entry of the authority, public."""
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    entry = a_pipeline_entry(world, title="Street trees")
    return before.publish_pipeline([entry.external_id], by=officer, now=world.now)


WORLD = {
    "planned_engagement": a_planned_engagement,
    "open_engagement": an_open_engagement,
    "public_engagement": a_summary,
    "announced_engagement": an_announced_engagement,
    "public_pipeline": a_published_pipeline,
}
