"""A question from asking to answering, in the browser's words; the list costs the same however long it is."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.journeys import clarifications as journeys
from tests.builders.clarifications import a_question


def client_of(world, role, organisation=None):
    client = Client()
    client.force_login(world.cast.person(role, organisation))
    return client


@pytest.fixture
def writer(world):
    return client_of(world, Role.TENDER_WRITER)


@pytest.fixture
def officer(world):
    return client_of(world, Role.PROCUREMENT_OFFICER)


@pytest.fixture
def here(world):
    return world.public_ask.ask.procurement.external_id


def test_from_asking_to_everybody(world, writer, officer, here):
    ask = reverse("opportunity-question-ask", args=[here])
    named = writer.post(ask, {"form_key": "k0", "text": "Example Works asks: is the hall heated?"})
    assert named.status_code == 422
    assert "Take out what could name your organisation or you: Example Works Ltd" in named.content.decode()
    assert writer.post(ask, {"form_key": "k1", "text": "Is the hall heated?"}).status_code == 302
    waiting = officer.get(reverse("procurement-questions", args=[here])).content.decode()
    assert "Is the hall heated?" in waiting
    assert world.cast.supplier.name not in waiting
    question = world.public_ask.ask.procurement
    from commonweal.lifecycle.tendering.clarifications import asked

    (row,) = asked(world.cast.actor(Role.PROCUREMENT_OFFICER), question)
    answered = officer.post(
        reverse("procurement-question", args=[row.external_id]),
        {"form_key": "k2", "revision": 1, "wording": "Is it warm in the hall?", "answer": "Until ten."},
    )
    assert answered.status_code == 302
    for page in (
        Client().get(reverse("public-opportunity-questions", args=[here])),
        Client().get(reverse("public-opportunity-questions-csv", args=[here])),
        client_of(world, Role.TENDER_WRITER, world.cast.rival).get(
            reverse("opportunity-questions", args=[here])
        ),
    ):
        shown = page.content.decode()
        assert "Is it warm in the hall?" in shown
        assert "Is the hall heated?" not in shown
    own = writer.get(reverse("opportunity-questions", args=[here])).content.decode()
    assert "Is the hall heated?" in own
    assert (
        "Questions and answers (1)"
        in Client().get(reverse("public-opportunity", args=[here])).content.decode()
    )


def test_a_rival_sees_no_question_that_waits(world, here):
    a_question(world)
    shown = client_of(world, Role.TENDER_WRITER, world.cast.rival).get(
        reverse("opportunity-questions", args=[here])
    )
    assert "in the evening" not in shown.content.decode()


def test_the_list_of_an_authority_costs_the_same_however_long(world, officer, here):
    by = world.cast.actor(Role.PROCUREMENT_OFFICER)
    counts = []
    for batch in range(2):
        for number in range(1 + 4 * batch):
            question = a_question(world, f"Question {batch} {number}?")
            journeys.publish(
                question, f"Question {batch} {number}?", "Yes.", is_checked=False, by=by, now=world.now
            )
        officer.get(reverse("procurement-questions", args=[here]))
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert officer.get(reverse("procurement-questions", args=[here])).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
