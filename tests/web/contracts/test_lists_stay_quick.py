"""Lists of reviews, matters and terms ask the database as often however long they are."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.lifecycle.contracts import actions as contracts
from commonweal.lifecycle.delivery import actions
from tests.builders.contracts import ENTERED_AT, fresh
from tests.builders.remedies import TAKEN_AT, facts
from tests.builders.terms import term_facts

pytestmark = pytest.mark.django_db
SHARED = ("contract", "contract_term", "remedy_step", "shared_review")


def asked(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_number_of_queries_does_not_grow(shared_world, db):
    world = shared_world
    assert world.shared_review and world.remedy_step and world.contract_term
    steward, manager = (world.cast.actor(role) for role in (Role.SYSTEM_STEWARD, Role.CONTRACT_MANAGER))
    client = Client()
    client.force_login(world.cast.person(Role.CONTRACT_MANAGER))
    one = {"contract_id": world.contract.external_id}
    urls = [
        reverse("reviews"),
        reverse("contract-remedies", kwargs=one),
        reverse("contract-terms", kwargs=one),
    ]
    few = [asked(client, url) for url in urls]
    contract = fresh(world.contract)
    for number in range(3):
        actions.plan_shared_review(
            title=f"Again {number}",
            due_on=ENTERED_AT.date() + dt.timedelta(days=9),
            by=steward,
            now=ENTERED_AT,
        )
        contracts.begin_matter(contract, facts(), title=f"Late {number}", by=manager, now=TAKEN_AT)
        contracts.set_term(contract, term_facts(world, title=f"Term {number}"), by=manager, now=ENTERED_AT)
    assert [asked(client, url) for url in urls] == few
