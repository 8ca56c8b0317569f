"""The primary navigation: each person sees links to what their roles open, and only those."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.permissions import Role, Side, roles_of
from commonweal.web.navigation import AUTHORITY, SUPPLIER, items

pytestmark = pytest.mark.django_db
TABLES = {Side.AUTHORITY: AUTHORITY, Side.SUPPLIER: SUPPLIER}


def links(response) -> list[str]:
    nav = response.content.decode().split('<nav class="cw-nav"')[1].split("</nav>")[0]
    return re.findall(r'href="([^"]+)"', nav)


def signed_in(cast, role: Role) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(cast.person(role))
    return client


@pytest.mark.parametrize(
    ("side", "role"), [(side, role) for side in TABLES for role in roles_of(side)], ids=str
)
def test_a_link_is_shown_exactly_where_it_opens(cast, side, role):
    client = signed_in(cast, role)
    shown = set(links(client.get(reverse("week"))))
    opened = {
        url
        for url in (reverse(name) for _text, name, _p in TABLES[side])
        if client.get(url).status_code == 200
    }
    assert shown == opened


def test_openings_are_for_openers_and_assessments_for_those_who_score_or_read_scores(cast):
    def sees(role: Role) -> set[str]:
        return {reverse("openings"), reverse("assessments")} & set(
            links(signed_in(cast, role).get(reverse("week")))
        )

    assert sees(Role.OPENER) == {reverse("openings")}
    for role in (Role.ASSESSOR, Role.PANEL_MEMBER, Role.MODERATOR, Role.PROCUREMENT_OFFICER):
        assert sees(role) == {reverse("assessments")}, role
    for role in (Role.READER, Role.AUTHORITY_ADMINISTRATOR, Role.CONTRACT_MANAGER, Role.DELIVERY_LEAD):
        assert sees(role) == set(), role


def test_the_navigation_asks_the_database_nothing(cast, django_assert_num_queries):
    for role in (Role.OPENER, Role.PROCUREMENT_OFFICER, Role.READER):
        actor = cast.actor(role)
        with django_assert_num_queries(0):
            assert items(actor, "/week")


def test_only_the_place_one_is_in_is_marked(cast):
    actor = cast.actor(Role.OPENER)
    assert [str(each.text) for each in items(actor, "/opening/passphrase") if each.here] == ["Openings"]
    assert [each for each in items(actor, "/openings-of-something-else") if each.here] == []


@pytest.mark.parametrize("role", [role for side in TABLES for role in roles_of(side)], ids=str)
def test_every_link_of_the_header_opens_for_whoever_sees_it(cast, role):
    client = signed_in(cast, role)
    header = client.get(reverse("week")).content.decode().split("<header")[1].split("</header>")[0]
    links_there = re.findall(r'href="([^"]+)"', header)
    assert links_there
    assert {link: client.get(link, follow=True).status_code for link in links_there} == dict.fromkeys(
        links_there, 200
    )
