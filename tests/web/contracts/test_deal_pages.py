"""Another price or term on screen: how far it moves, since the award too, and grounds that the figures pass."""

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.changes import Answer
from commonweal.domain.permissions import Role
from commonweal.lifecycle.contracts import actions, deals
from commonweal.lifecycle.contracts.actions import Said
from tests.builders.contracts import ENTERED_AT, fresh
from tests.builders.deals import a_proposal

pytestmark = pytest.mark.django_db
SHARED = ("contract", "deal")
LONG = "by more than this ground leaves free"


def client_of(world, role: Role) -> Client:
    client = Client()
    client.force_login(world.cast.person(role))
    return client


def page_of(world, row) -> str:
    url = reverse("contract-change", kwargs={"change_id": row.external_id})
    return " ".join(client_of(world, Role.CONTRACT_MANAGER).get(url).content.decode().split())


def test_a_ground_that_the_figures_pass_is_warned_of_and_asks_for_words(shared_world, db):
    world = shared_world
    manager, lead = (world.cast.actor(role) for role in (Role.CONTRACT_MANAGER, Role.DELIVERY_LEAD))
    actions.withdraw_contract_change(deals.change(lead, world.deal.external_id), by=lead, now=ENTERED_AT)
    row = a_proposal(world, days=900)
    assert "Price or term moves by more than these grounds leave free" in page_of(world, row)
    url = reverse("contract-change-answer", kwargs={"change_id": row.external_id})
    client = client_of(world, Role.CONTRACT_MANAGER)
    assert LONG in client.get(url).content.decode()
    given = {"form_key": "a", "revision": row.revision, "answer": "approve", "shifts_balance": "no"}
    answer = client.post(url, given | {"grounds": ["not-substantial"], "words": ""})
    assert (answer.status_code, 'href="#id_words' in answer.content.decode()) == (422, True)
    assert deals.change(manager, row.external_id).status == "proposed"


def test_the_page_says_how_far_price_and_term_have_moved_since_the_award(shared_world, db):
    world = shared_world
    manager, lead = (world.cast.actor(role) for role in (Role.CONTRACT_MANAGER, Role.DELIVERY_LEAD))
    assert "Since the award" not in page_of(world, world.deal)
    yes = Said(Answer.APPROVE, "Fair.", shifts_balance=False, grounds=("not-substantial",))
    actions.answer_contract_change(
        deals.change(manager, world.deal.external_id), yes, by=manager, now=ENTERED_AT
    )
    contract = fresh(world.contract)
    longer = replace(deals.deal_of(contract), ends_on=contract.ends_on + dt.timedelta(days=20))
    row = actions.propose_contract_change(
        contract, longer, reason="More.", takes_effect_on=ENTERED_AT.date(), by=lead, now=ENTERED_AT
    )
    assert "Since the award: price" in page_of(world, row)
