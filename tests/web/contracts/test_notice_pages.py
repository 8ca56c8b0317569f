"""Notices of a contract: drafted from what is recorded, with what is missing, as a page, JSON and DOCX."""

import io
import json

import docx
import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.lifecycle.contracts import actions
from commonweal.lifecycle.procurement.models import Procurement
from tests.builders.contracts import fresh
from tests.builders.performance import a_year_on

pytestmark = pytest.mark.django_db
SHARED = ("contract", "failure", "kpi_assessment")


def client_of(world, role: Role) -> Client:
    client = Client()
    client.force_login(world.cast.person(role))
    return client


def notice(client: Client, contract_id: str, kind: str) -> dict:
    return json.loads(
        client.get(reverse("notice-json", kwargs={"contract_id": contract_id, "kind": kind})).content
    )


def test_what_is_recorded_is_in_the_draft_and_what_is_not_is_named(shared_world, db):
    world = shared_world
    assert world.kpi_assessment
    contract_id = world.contract.external_id
    manager = client_of(world, Role.CONTRACT_MANAGER)
    details = notice(manager, contract_id, "UK7")
    assert details["fields"]["supplier_name"] == "Example Works Ltd"
    assert details["fields"]["supplier_is_sme"] is True
    assert "supplier_is_supported_employment" in details["missing"]
    assert details["due_on"] is not None
    performance = notice(manager, contract_id, "UK9")
    assert performance["fields"]["ratings"][0]["rating"] == "approaching_target"
    assert performance["fields"]["failures"][0]["penalty_pence"] == "4500.00"
    assert (
        manager.get(reverse("notice-json", kwargs={"contract_id": contract_id, "kind": "UK11"})).status_code
        == 404
    )
    saved = manager.post(
        reverse("notice-facts", kwargs={"contract_id": contract_id}),
        {
            "form_key": "facts-1",
            "revision": "0",
            "value_pence": "120,000",
            "final_value_pence": "",
            "is_supported_employment": "no",
            "is_public_service_mutual": "",
        },
    )
    assert saved.status_code == 302
    again = notice(manager, contract_id, "UK7")
    assert again["fields"]["value_with_vat"] == "120000.00"
    assert again["fields"]["supplier_is_supported_employment"] is False
    assert set(details["missing"]) - set(again["missing"]) == {
        "value_with_vat",
        "supplier_is_supported_employment",
    }
    page = client_of(world, Role.READER).get(reverse("contract-notices", kwargs={"contract_id": contract_id}))
    text = page.content.decode()
    assert "Still missing:" in text
    assert "Say what only the notices ask for" not in text


def test_a_contract_that_was_ended_early_has_a_termination_notice(shared_world, db):
    world = shared_world
    actions.terminate(
        fresh(world.contract),
        reason="The home closed.",
        by=world.cast.actor(Role.CONTRACT_MANAGER),
        now=a_year_on(world.contract),
    )
    contract_id = world.contract.external_id
    client = client_of(world, Role.PROCUREMENT_OFFICER)
    made = notice(client, contract_id, "UK11")
    assert made["fields"]["termination_reason"] == "The home closed."
    assert made["fields"]["is_ordinary_end"] is False
    assert "final_value_with_vat" in made["missing"]
    answer = client.get(reverse("notice-docx", kwargs={"contract_id": contract_id, "kind": "UK11"}))
    word = docx.Document(io.BytesIO(answer.content))
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    assert {"The home closed.", "MISSING"} <= cells


def test_of_a_contract_bought_before_the_act_the_page_says_that_the_act_asks_for_none_of_them(
    shared_world, db
):
    world = shared_world
    client = client_of(world, Role.CONTRACT_MANAGER)
    url = reverse("contract-notices", kwargs={"contract_id": world.contract.external_id})
    assert "asks for none of these notices" not in client.get(url).content.decode()
    rows = Procurement.objects.for_system("test").filter(pk=world.contract.procurement_id)
    rows.update(regime="regulations_2015_2016")
    assert "asks for none of these notices" in client.get(url).content.decode()
