"""A mission that much serves: its page shows the first things of each outcome, whose own page has all, page by page."""

import pytest
from django.test import Client

from commonweal.domain.permissions import Role
from commonweal.journeys.strategy_serving import serving_outcome
from commonweal.lifecycle.contracts import actions
from commonweal.web.strategy import missions, theory
from tests.builders.contracts import ENTERED_AT
from tests.cast import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Somebody who reads where one thing is many: a procurement and a contract serve one outcome, a contract
    and one commitment of it the mission."""
    assert world.contract_link
    actions.serve(
        world.contract,
        world.mission,
        reason="This one most of all.",
        commitment=world.commitment,
        by=world.cast.actor(Role.CONTRACT_MANAGER),
        now=ENTERED_AT,
    )
    monkeypatch.setattr(missions, "MOST_OF_AN_OUTCOME", 1)
    monkeypatch.setattr(missions, "MOST_DIRECT", 1)
    monkeypatch.setattr(theory, "PER_PAGE", 1)
    client = Client()
    client.force_login(world.cast.person(Role.READER))
    return client


def test_the_page_of_a_mission_leads_to_the_rest(reader: Client, world: World) -> None:
    page = reader.get(f"/missions/{world.mission.external_id}").content.decode()
    things = serving_outcome(world.cast.actor(Role.READER), world.outcome).things
    before, after = page.split(f'href="/outcomes/{world.outcome.external_id}">All ')
    assert after.startswith(f"{len(things)}<")
    row = before.rsplit("<tr", 1)[1]
    assert [each.node.id in row for each in things] == [each is things[0] for each in things]
    assert "The first 1 of 2 are shown." in page


def test_the_page_of_an_outcome_has_all_page_by_page(reader: Client, world: World) -> None:
    url = f"/outcomes/{world.outcome.external_id}"
    things = serving_outcome(world.cast.actor(Role.READER), world.outcome).things
    assert len(things) > 1
    for number, each in enumerate(things, start=1):
        page = reader.get(url, {"page": number}).content.decode()
        assert f"{len(things)} things serve it" in page
        table = page.split("What serves it</h2>")[1].split("</table>")[0]
        assert [other.node.id in table for other in things] == [other is each for other in things]
        assert (f"?page={number + 1}" in page) is (number < len(things))
        assert (f"?page={number - 1}" in page) is (number > 1)
