"""A learning review on screen: what each side may read and when, and who does what next."""

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.permissions import Role
from tests.builders.reviews import WORDS

pytestmark = pytest.mark.django_db
SHARED = ("lesson", "commitment", "review", "review_action")


def client_of(world, role: Role) -> Client:
    client = Client()
    client.force_login(world.cast.person(role))
    return client


def test_both_sides_read_each_other_and_write_with_the_figures_beside(shared_world, db):
    world = shared_world
    assert world.review_action
    url = reverse("review", kwargs={"review_id": world.review.external_id})
    manager, lead = client_of(world, Role.CONTRACT_MANAGER), client_of(world, Role.DELIVERY_LEAD)
    for client in (manager, lead):
        text = " ".join(client.get(url).content.decode().split())
        for said in (
            "We ran by day.",
            "Few came.",
            "It limits neither disclosure, audit",
            world.commitment.title,
            "Move every second session to the evening.",
        ):
            assert said in text
    together = reverse("review-together", kwargs={"review_id": world.review.external_id})
    data = {"form_key": "review-1", "revision": world.review.revision, **WORDS}
    assert lead.post(together, data).status_code == 302
    second = manager.post(together, {**data, "form_key": "review-2"})
    assert second.status_code == 409
    assert WORDS["what_surprised"] in second.content.decode()
    hold = reverse("review-hold", kwargs={"review_id": world.review.external_id})
    held = manager.post(
        hold,
        {
            "form_key": "review-3",
            "revision": world.review.revision + 1,
            "lesson_title": "Come in the evening",
        },
    )
    assert held.status_code == 302
    assert "Come in the evening" in lead.get(url).content.decode()
    reader = client_of(world, Role.READER).get(url).content.decode()
    assert "Say who does what next" not in reader


def test_how_well_we_learn_is_drawn_once_for_each_width(shared_world, db):
    assert shared_world.lesson
    response = client_of(shared_world, Role.SYSTEM_STEWARD).get(reverse("reviews-health"))
    text = response.content.decode()
    assert text.count('class="cw-chart"') == text.count('class="cw-chart cw-chart--narrow"') > 0
