"""Clarification questions on the public ask, by ordinary actions."""

from commonweal.domain.permissions import Role
from commonweal.journeys import clarifications as journeys
from commonweal.lifecycle.tendering.actions import clarifications
from commonweal.lifecycle.tendering.models import ClarificationQuestion
from tests.cast import World

TEXT = "May learning be counted when it is given in the evening?"


def a_question(world: World, text: str = TEXT, *, rival: bool = False) -> ClarificationQuestion:
    """Asked by the world's supplier (or its rival) about the public ask."""
    by = world.cast.actor(Role.TENDER_WRITER, world.cast.rival if rival else None)
    return clarifications.ask(world.public_ask.ask.procurement, text, by=by, now=world.now)


def an_answered_question(world: World) -> ClarificationQuestion:
    """Asked and answered to everybody, as question 1."""
    question = a_question(world, "Is the hall heated in the evening?")
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    journeys.publish(
        question, "Is the hall heated?", "Yes, until ten.", is_checked=False, by=officer, now=world.now
    )
    return question


WORLD = {"question": a_question, "answered_question": an_answered_question}
