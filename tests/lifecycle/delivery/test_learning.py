"""A lesson on a contract, linked to an assumption, offered to the next ask, and what is decided about it."""

from contextlib import contextmanager
from functools import partial

import pytest

from commonweal.domain.delivery import LessonEffect, OfferAnswer
from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.permissions import Role
from commonweal.lifecycle.delivery import actions, queries
from commonweal.lifecycle.delivery.actions import learning
from commonweal.records.models import PublishedIsFinalError
from tests.builders.contracts import ENTERED_AT, a_prepared_contract

pytestmark = pytest.mark.django_db
WORDS = {"title": "A lesson", "what_happened": "It rained.", "what_we_believe": "Rain matters."}


def write(world, by, contract=None, **changed):
    return actions.write_lesson(contract or world.contract, **{**WORDS, **changed}, by=by, now=ENTERED_AT)


@pytest.mark.parametrize("role", [Role.CONTRACT_MANAGER, Role.DELIVERY_LEAD, Role.MISSION_LEAD])
def test_either_side_may_write_a_lesson(world, role):
    lesson = write(world, world.cast.actor(role), is_managed_failure=True)
    assert lesson.written_by == world.cast.person(role)
    assert lesson.is_managed_failure


def test_others_may_not(world):
    assert world.contract
    for role, organisation in (
        (Role.READER, None),
        (Role.CONTRACT_MANAGER, world.cast.other_authority),
        (Role.DELIVERY_LEAD, world.cast.rival),
    ):
        with pytest.raises(NotPermitted):
            write(world, world.cast.actor(role, organisation))


@pytest.mark.parametrize("field", ["title", "what_happened", "what_we_believe"])
def test_a_lesson_says_what_happened_and_what_we_now_believe(world, field):
    with pytest.raises(Invalid) as invalid:
        write(world, world.cast.actor(Role.CONTRACT_MANAGER), **{field: "  "})
    assert invalid.value.field == field


def test_there_is_nothing_to_learn_from_a_contract_that_has_not_begun(world):
    contract = a_prepared_contract(world, world.rival_tender)
    with pytest.raises(Refused):
        write(world, world.cast.actor(Role.CONTRACT_MANAGER), contract)


def test_a_lesson_is_never_edited(world):
    with pytest.raises(PublishedIsFinalError):
        world.lesson.save()


def test_what_it_says_about_an_assumption_is_a_suggestion(world):
    (link,) = world.lesson.assumptions.all()
    assert (link.effect, link.assumption.text) == ("strengthened", "Residents let installers in")
    assert link.assumption.state == "untested"
    found = queries.lessons_about(world.cast.actor(Role.READER), world.mission.pk)
    assert [each.lesson for each in found] == [world.lesson]


def test_an_assumption_is_spoken_of_once_with_a_reason_by_the_authority(world):
    manager, lead = world.cast.actor(Role.CONTRACT_MANAGER), world.cast.actor(Role.DELIVERY_LEAD)
    given = {"effect": LessonEffect.REFUTED, "reason": "They did not.", "now": ENTERED_AT}
    with pytest.raises(Refused):
        actions.link_lesson(world.lesson, world.assumption, by=manager, **given)
    with pytest.raises(NotPermitted):
        actions.link_lesson(world.lesson, world.assumption, by=lead, **given)
    with pytest.raises(Invalid):
        other = write(world, manager)
        actions.link_lesson(other, world.assumption, by=manager, **{**given, "reason": ""})


def test_a_lesson_offered_to_a_mission_reaches_every_ask_that_serves_it(world):
    offer = world.lesson_offer
    assert queries.offers_to(world.procurement) == [offer]
    with pytest.raises(Refused):
        actions.offer_lesson(
            world.lesson,
            world.mission,
            suggestion="Again.",
            by=world.cast.actor(Role.CONTRACT_MANAGER),
            now=ENTERED_AT,
        )


def test_a_lesson_can_be_offered_to_one_procurement(world):
    manager = world.cast.actor(Role.CONTRACT_MANAGER)
    offer = actions.offer_lesson(
        world.lesson, world.procurement, suggestion="Ask about damp.", by=manager, now=ENTERED_AT
    )
    assert queries.offers_to(world.procurement) == [offer]


def test_an_offer_is_taken_up_or_not_with_a_reason_once(world):
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    given = {"answer": OfferAnswer.TAKEN_UP, "by": officer, "now": ENTERED_AT}
    with pytest.raises(Invalid):
        actions.answer_lesson(world.lesson_offer, world.procurement, reason="", **given)
    answer = actions.answer_lesson(world.lesson_offer, world.procurement, reason="A good question.", **given)
    assert (answer.answer, answer.answered_by) == ("taken_up", officer.person)
    with pytest.raises(Refused):
        actions.answer_lesson(world.lesson_offer, world.procurement, reason="Again.", **given)


def a_moment_before(monkeypatch, room, first):
    """Somebody else does the same once the page has looked and before the transaction begins."""
    begin, done = room.transaction, []

    @contextmanager
    def transaction(**who):
        if not done:
            done.append(True)
            first()
        with begin(**who) as work:
            yield work

    monkeypatch.setattr(room, "transaction", transaction)


@pytest.mark.parametrize("which", ["link", "offer", "answer"])
def test_of_two_who_do_it_at_once_the_second_is_told(world, monkeypatch, which):
    manager, officer = (world.cast.actor(role) for role in (Role.CONTRACT_MANAGER, Role.PROCUREMENT_OFFICER))
    lesson, offer = write(world, manager), world.lesson_offer
    mine = {"by": manager, "now": ENTERED_AT}
    act = {
        "link": partial(
            actions.link_lesson, lesson, world.assumption, effect=LessonEffect.REFUTED, reason="So.", **mine
        ),
        "offer": partial(actions.offer_lesson, lesson, world.procurement, suggestion="Ask.", **mine),
        "answer": partial(
            actions.answer_lesson,
            offer,
            world.procurement,
            answer=OfferAnswer.TAKEN_UP,
            reason="Good.",
            by=officer,
            now=ENTERED_AT,
        ),
    }[which]
    a_moment_before(monkeypatch, learning, act)
    with pytest.raises(Refused, match="already"):
        act()
