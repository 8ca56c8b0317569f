"""Emails about an opening: to those whose turn it is."""

import pytest
from django.core import mail

from commonweal.domain.permissions import Role
from commonweal.journeys.opening import tell_officers, tell_other_openers
from commonweal.lifecycle.tendering.actions import openings
from commonweal.outbox.models import Message
from tests.builders.procurement import fresh
from tests.builders.tendering import AFTER_DEADLINE, PASSPHRASE


@pytest.fixture(autouse=True)
def kept_in_memory(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def begun(world):
    first = world.openers[0].actor()
    return openings.begin(fresh(world.closed_procurement), PASSPHRASE, by=first, now=AFTER_DEADLINE)


def test_the_other_named_openers_are_told_and_the_first_is_not(world):
    opening = begun(world)
    world.cast.actor(Role.OPENER)  # an opener who was not named
    tell_other_openers({"opening": opening.external_id}, world.now)
    assert [each.to for each in mail.outbox] == [[member.person.email] for member in world.openers[1:]]
    assert f"/procurements/{world.closed_procurement.external_id}/opening" in mail.outbox[0].body


def test_nobody_is_told_once_the_second_has_opened(world):
    tell_other_openers({"opening": world.opening.external_id}, world.now)
    assert mail.outbox == []


def test_the_procurement_officers_are_told_how_many_and_not_from_whom(world):
    tell_officers({"opening": world.opening.external_id}, world.now)
    (sent,) = mail.outbox
    assert sent.to == [world.cast.person(Role.PROCUREMENT_OFFICER).email]
    assert "opened: 2" in sent.body
    assert "Example Works" not in sent.body


def test_both_steps_ask_for_their_emails_by_ids_alone(world):
    messages = Message.objects.filter(kind__startswith="opening.", ids__opening=world.opening.external_id)
    assert {message.kind for message in messages} == {"opening.begun", "opening.completed"}
    assert all(set(message.ids) == {"opening"} for message in messages)
