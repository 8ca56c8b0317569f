"""A partnership from the first proposal to its end, by clicking, as the people on both sides."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.organisations.actions import partnerships
from commonweal.organisations.models import PartnershipMember

pytestmark = pytest.mark.django_db
ADMIN, HUB = Role.AUTHORITY_ADMINISTRATOR, Role.PARTNERSHIP_ADMINISTRATOR


def client_of(cast, role: Role, organisation=None) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(cast.person(role, organisation))
    return client


def send(client: Client, url: str, **typed):
    text = client.get(url).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(form_key|revision)" value="([^"]*)"', text))
    hidden |= dict(re.findall(r'name="(form_key|revision)" value="([^"]*)"', text))
    return client.post(url, hidden | typed, follow=True)


def test_a_partnership_asks_an_authority_joins_and_leaves(cast):
    hub, admin = client_of(cast, HUB), client_of(cast, ADMIN)
    asked = send(hub, reverse("partnership-propose"), organisation=cast.authority.external_id)
    assert "Asked, not yet answered" in asked.content.decode()
    row = PartnershipMember.objects.for_system("test").get()

    assert "asks you to join" in admin.get(reverse("week")).content.decode()
    assert "Asks you to join" in admin.get(reverse("organisation")).content.decode()
    answer = reverse("partnership-answer", kwargs={"row_id": row.external_id})
    joined = send(admin, answer, answer="join", lead="Director of place")
    assert "belongs to the partnership now" in joined.content.decode()
    page = hub.get(reverse("partnership", kwargs={"partnership_id": cast.partnership.external_id}))
    assert "Director of place" in page.content.decode()
    assert "asks you to join" not in admin.get(reverse("week")).content.decode()

    ending = reverse("partnership-end", kwargs={"row_id": row.external_id})
    assert "Leave Example and Elsewhere Together?" in admin.get(ending).content.decode()
    assert "has left" in send(admin, ending).content.decode()
    assert hub.get(ending).status_code == 404


def test_an_answer_without_a_choice_keeps_what_was_typed(cast):
    row = partnerships.propose(cast.partnership, cast.authority, by=cast.actor(HUB), now=cast.now)
    url = reverse("partnership-answer", kwargs={"row_id": row.external_id})
    response = send(client_of(cast, ADMIN), url, lead="Director of place")
    assert response.status_code == 422
    assert "Director of place" in response.content.decode()


def test_sending_a_proposal_twice_asks_once(cast):
    hub = client_of(cast, HUB)
    assert cast.person(ADMIN)
    typed = {"form_key": "the same key", "organisation": cast.authority.external_id}
    for _ in range(2):
        assert hub.post(reverse("partnership-propose"), typed).status_code == 302
    assert PartnershipMember.objects.for_system("test").count() == 1


def test_people_of_a_partnership_see_each_other_and_whom_they_invited(cast):
    hub = client_of(cast, HUB)
    assert cast.person(Role.PARTNERSHIP_STAFF)
    roles = {"name": "New", "email": "new@example.org", "roles": Role.PARTNERSHIP_STAFF.value}
    page = send(hub, reverse("organisation-invite"), **roles).content.decode()
    assert cast.person(Role.PARTNERSHIP_STAFF).name in page
    assert "new@example.org" in page


def test_the_page_takes_the_same_queries_for_one_member_and_for_many(cast, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(cast, HUB)
    url = reverse("partnership", kwargs={"partnership_id": cast.partnership.external_id})
    partnerships.add_partner(cast.partnership, cast.authority, now=cast.now)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(url)
    partnerships.add_partner(cast.partnership, cast.other_authority, now=cast.now)
    with django_assert_num_queries(len(one)):
        client.get(url)
