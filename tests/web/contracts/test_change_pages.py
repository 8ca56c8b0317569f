"""Changing a promise on screen: proposing, comparing, answering, every version, and the notice."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.packs.clauses import EQUIVALENCE
from commonweal.domain.permissions import Role
from tests.builders.contracts import commitment_of

pytestmark = pytest.mark.django_db
SHARED = ("change", "commitment", "contract")


def client_of(world, role: Role) -> Client:
    client = Client()
    client.force_login(world.cast.person(role))
    return client


def text_of(client: Client, name: str, **args: str) -> str:
    response = client.get(reverse(name, kwargs=args))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def case() -> dict[str, str]:
    """Why, from when, and yes to every question."""
    said = {"reason": "People asked.", "takes_effect_on-day": "1", "takes_effect_on-month": "1"}
    said["takes_effect_on-year"] = "2027"
    for test in EQUIVALENCE:
        said |= {f"yes_{test.id}": "yes", f"shown_{test.id}": "So."}
    return said


def test_both_versions_stand_side_by_side_and_the_answer_names_a_ground(shared_world, db):
    world = shared_world
    change_id = world.change.external_id
    manager, lead = client_of(world, Role.CONTRACT_MANAGER), client_of(world, Role.DELIVERY_LEAD)
    page = text_of(manager, "change", change_id=change_id)
    for said in (
        "Hours of training, in the evening too",
        "At least as much",
        "Answer as: Contract manager, for the authority",
        "What the original promise was part of when it was scored",
    ):
        assert said in page
    seen = text_of(lead, "change", change_id=change_id)
    assert "Take it back" in seen
    assert "when it was scored" not in seen
    url = reverse("change-answer", kwargs={"change_id": change_id, "approver": "contract_manager"})
    revision = {"revision": world.change.revision, "answer": "approve", "words": ""}
    refused = manager.post(url, {"form_key": "change-1", **revision})
    assert refused.status_code == 422
    assert "Say whether the balance shifts" in refused.content.decode()
    agreed = manager.post(
        url, {"form_key": "change-2", **revision, "shifts_balance": "no", "grounds": ["not-substantial"]}
    )
    assert agreed.status_code == 302
    versions = text_of(lead, "commitment-changes", commitment_id=world.commitment.external_id)
    assert "Version 2" in versions
    assert "As it was promised." in versions
    made = json.loads(manager.get(reverse("change-notice-json", kwargs={"change_id": change_id})).content)
    assert made["fields"]["change_grounds"][0]["title"] == "Not substantial"
    assert made["fields"]["change_reason"] == "People who work by day could not come."


def test_a_promise_in_words_is_proposed_by_the_supplier_and_nothing_is_lost_on_a_mistake(shared_world, db):
    world = shared_world
    commitment = commitment_of(world.contract, "narrative")
    lead = client_of(world, Role.DELIVERY_LEAD)
    url = reverse("change-propose", kwargs={"commitment_id": commitment.external_id})
    data = {
        "form_key": "change-3",
        "revision": commitment.revision,
        "name": "An open evening each term",
        **case(),
    }
    missing = lead.post(url, {**data, "words": "At the school.", "shown_aim": ""})
    assert missing.status_code == 422
    assert "At the school." in missing.content.decode()
    sent = lead.post(url, {**data, "form_key": "change-4", "words": "At the school."})
    assert sent.status_code == 302
    assert "The figures cannot be compared" in " ".join(lead.get(sent.url).content.decode().split())
