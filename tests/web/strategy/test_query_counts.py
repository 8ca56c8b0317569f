"""Lists and mission pages take the same number of queries however much they hold."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commonweal.domain.permissions import Role
from commonweal.domain.theory_of_change import OutcomeKind
from commonweal.lifecycle.strategy.actions import missions, theory
from tests.cast import World

pytestmark = pytest.mark.django_db


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_the_list_of_missions(world: World) -> None:
    who = {"by": world.cast.actor(Role.MISSION_LEAD), "now": world.now}
    assert world.milestone
    client = Client()
    client.force_login(world.cast.person(Role.MISSION_LEAD))
    few = queries(client, "/missions")
    for number in range(20):
        made = missions.write(
            authority=world.cast.authority, statement=f"Mission {number}", deadline_on=None, **who
        )
        theory.add_outcome(made, title="Goal", kind=OutcomeKind.GOAL, **who)
    assert queries(client, "/missions") == few


def test_a_mission_and_its_theory(world: World) -> None:
    who = {"by": world.cast.actor(Role.MISSION_LEAD), "now": world.now}
    assert all((world.assumption, world.observation, world.milestone))
    client = Client()
    client.force_login(world.cast.person(Role.MISSION_LEAD))
    urls = [f"/missions/{world.mission.external_id}{end}" for end in ("", "/theory")]
    few = [queries(client, url) for url in urls]
    for number in range(15):
        theory.add_outcome(
            world.mission, title=f"Outcome {number}", kind=OutcomeKind.OUTCOME, leads_to=world.goal, **who
        )
    assert [queries(client, url) for url in urls] == few
