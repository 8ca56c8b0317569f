"""The handover page by role: steps, the pack's two editions, and nothing of the assessors for the supplier."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.permissions import Role
from tests.builders.handover import a_sent_handover, again

pytestmark = pytest.mark.django_db
SHARED = ("contract", "handover")


def client_of(world, role: Role) -> Client:
    client = Client()
    client.force_login(world.cast.person(role))
    return client


def words_in(response) -> str:
    with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
        return packed.read("word/document.xml").decode()


def test_the_steps_the_editions_and_the_answer(shared_world, db):
    world = shared_world
    contract_id = world.handover.contract.external_id
    page = reverse("contract-handover", kwargs={"contract_id": contract_id})
    officer, manager, lead = (
        client_of(world, role)
        for role in (Role.PROCUREMENT_OFFICER, Role.CONTRACT_MANAGER, Role.DELIVERY_LEAD)
    )
    text = officer.get(page).content.decode()
    assert "promises are open" in text
    assert "Send it to the contract manager" not in text
    a_sent_handover(world)
    assert "Answer it" in manager.get(page).content.decode()
    assert "Answer it" not in officer.get(page).content.decode()
    pack = reverse("handover-pack", kwargs={"contract_id": contract_id, "kind": "docx"})
    assert "What the assessors said" in words_in(manager.get(pack))
    for client, query in ((manager, "?edition=shared"), (lead, ""), (lead, "?edition=full")):
        assert "What the assessors said" not in words_in(client.get(pack + query))
    assert manager.get(pack.replace(".docx", ".exe")).status_code == 404
    sent = manager.post(
        reverse("handover-answer", kwargs={"contract_id": contract_id}),
        {
            "form_key": "answer-1",
            "revision": again(world.contract).revision,
            "answer": "send_back",
            "words": "Who is at the school?",
        },
    )
    assert sent.status_code == 302
    assert "Who is at the school?" in officer.get(page).content.decode()
    assert "Who is at the school?" not in lead.get(page).content.decode()
    week = officer.get(reverse("week")).content.decode()
    assert "came back to you" in week
