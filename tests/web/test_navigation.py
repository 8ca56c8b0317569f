"""The primary navigation: each person sees links to what their roles open, and only those."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.permissions import Role, Side, roles_of
from commonweal.web.navigation import AUTHORITY, SUPPLIER, USES, items

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
    """Whoever has a role for one piece of work alone is shown its places; every link that is shown opens."""
    client = signed_in(cast, role)
    shown = set(links(client.get(reverse("week"))))
    opened = {
        url
        for url in (reverse(name) for _text, name, _p in TABLES[side])
        if client.get(url).status_code == 200
    }
    if role in USES:
        assert shown == {reverse(name) for name in USES[role]} and shown <= opened
    else:
        assert shown == opened


def test_somebody_with_another_role_beside_is_shown_all_that_opens(cast):
    alone, both = ({Role.ASSESSOR}, {Role.ASSESSOR, Role.COMMISSIONER})
    actors = [replace(cast.actor(Role.ASSESSOR), roles=frozenset(roles)) for roles in (alone, both)]
    shown = [[item.url for item in items(actor, "/week")] for actor in actors]
    assert shown[0] == [reverse("week"), reverse("assessments")]
    assert {reverse("strategy-missions"), reverse("pipeline"), *shown[0]} <= set(shown[1])


def test_an_opener_who_scores_too_is_shown_both_places(cast):
    actor = replace(cast.actor(Role.ASSESSOR), roles=frozenset({Role.ASSESSOR, Role.OPENER}))
    assert [item.url for item in items(actor, "/week")] == [
        reverse("week"),
        reverse("openings"),
        reverse("assessments"),
    ]


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
