"""A link in an email for another of a person's organisations offers to switch to it, and opens nothing by itself."""

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.organisations import actions as organisations
from commonweal.organisations.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(world):
    """The delivery lead works for the rival too, and acts for it."""
    assert world.contract
    person = world.cast.person(Role.DELIVERY_LEAD)
    organisations.add_member(world.cast.rival, person, roles=[Role.DELIVERY_LEAD], now=world.now)
    client = Client()
    client.force_login(person)
    act_for(client, person, world.cast.rival)
    return client


def membership(person, organisation) -> Membership:
    return Membership.objects.for_system("test").get(person=person, organisation=organisation, ended_at=None)


def act_for(client, person, organisation):
    data = {"membership": membership(person, organisation).external_id}
    assert client.post(reverse("switch-organisation"), data)["Location"] == reverse("week")


def path(world) -> str:
    return reverse("report-add", kwargs={"commitment_id": world.commitment.external_id})


def sent_link(world, organisation=None) -> str:
    return f"{path(world)}?acting-for={(organisation or world.cast.supplier).external_id}"


def test_without_saying_for_whom_it_was_sent_the_page_is_not_there(world, lead):
    assert lead.get(path(world)).status_code == 404


def test_it_leads_to_the_offer_to_switch_which_says_for_whom_it_is_and_then_opens(world, lead):
    offered = lead.get(sent_link(world))
    assert offered.status_code == 302
    assert offered["Location"].startswith(reverse("switch-organisation"))
    shown = lead.get(offered["Location"])
    text = shown.content.decode()
    assert f"for your work at {world.cast.supplier.name}" in text
    own = membership(world.cast.person(Role.DELIVERY_LEAD), world.cast.supplier)
    assert f'value="{own.external_id}" checked' in text
    # Looking at the offer has not switched anything.
    assert lead.get(path(world)).status_code == 404
    given = {"membership": own.external_id, "next": sent_link(world)}
    switched = lead.post(reverse("switch-organisation"), given)
    assert switched["Location"] == sent_link(world)
    assert lead.get(switched["Location"]).status_code == 200


def test_an_organisation_that_is_not_ones_own_is_not_offered(world, lead):
    for other in (world.cast.authority, world.cast.other_authority):
        assert lead.get(sent_link(world, other)).status_code == 404
    page = lead.get(reverse("switch-organisation"), {"to": "nobody", "next": "/week"}).content.decode()
    assert "The link that you followed" not in page


def test_a_membership_that_ended_is_not_offered(world, lead):
    person = world.cast.person(Role.DELIVERY_LEAD)
    rows = Membership.objects.for_system("test").filter(person=person, organisation=world.cast.supplier)
    rows.update(ended_at=world.now, ended_by="somebody")
    assert lead.get(sent_link(world)).status_code == 404


def test_nobody_is_sent_to_another_site(world, lead):
    own = membership(world.cast.person(Role.DELIVERY_LEAD), world.cast.supplier)
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        given = {"membership": own.external_id, "next": elsewhere}
        assert lead.post(reverse("switch-organisation"), given)["Location"] == reverse("week")


def test_whoever_acts_for_it_already_sees_the_page_and_the_anonymous_sign_in_first(world, client):
    client.force_login(world.cast.person(Role.DELIVERY_LEAD))
    assert client.get(sent_link(world)).status_code == 200
    asked = Client().get(sent_link(world))
    assert asked.status_code == 302
    assert "acting-for" in asked["Location"]
