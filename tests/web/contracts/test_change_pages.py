"""Changing a promise on screen: proposing, comparing, answering, every version, and the notice."""

import datetime as dt
import json

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.changes import Answer, Approver
from commonweal.domain.packs.clauses import EQUIVALENCE
from commonweal.domain.permissions import Role
from commonweal.lifecycle.contracts import actions, changes
from commonweal.lifecycle.contracts.actions import Said
from commonweal.lifecycle.contracts.models import CommitmentChange
from tests.builders.changes import PROPOSED_AT, a_proposal, again
from tests.builders.contracts import commitment_of

pytestmark = pytest.mark.django_db
SHARED = ("change", "commitment", "contract", "place")


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


def test_what_is_agreed_and_waits_for_its_day_says_so_to_both_sides(shared_world, db):
    world, day = shared_world, dt.date(2200, 1, 1)
    manager, lead = (world.cast.actor(role) for role in (Role.CONTRACT_MANAGER, Role.DELIVERY_LEAD))
    withdrawn(world)
    commitment = again(world.commitment)
    row = actions.propose_change(
        commitment, a_proposal(commitment, takes_effect_on=day), by=lead, now=PROPOSED_AT
    )
    yes = Said(Answer.APPROVE, "", shifts_balance=False, grounds=("provided-for",))
    row = changes.change(manager, row.external_id)
    actions.answer_change(row, Approver.CONTRACT_MANAGER, yes, by=manager, now=PROPOSED_AT)
    for role in (Role.CONTRACT_MANAGER, Role.DELIVERY_LEAD):
        client = client_of(world, role)
        assert "Agreed, from 1 January 2200" in text_of(client, "change", change_id=row.external_id)
        versions = text_of(client, "commitment-changes", commitment_id=commitment.external_id)
        assert "Agreed, from 1 January 2200" in versions
        assert "Version 2" not in versions
        assert "Propose other means" not in versions
        promise = text_of(client, "commitment", commitment_id=commitment.external_id)
        assert "A change is agreed and comes into force on 1 January 2200." in promise
        assert "Hours of training, in the evening too" in promise
        # The page itself is still that of the promise as it stands.
        assert "110.5 hours" in promise


def test_a_change_that_lapsed_is_said_on_the_page_of_the_promise_until_another_is_proposed(shared_world, db):
    world, lead = shared_world, shared_world.cast.actor(Role.DELIVERY_LEAD)
    page = {"name": "commitment", "commitment_id": world.commitment.external_id}
    assert "lapsed" not in text_of(client_of(world, Role.DELIVERY_LEAD), **page)
    rows = CommitmentChange.objects.for_system("test").filter(pk=world.change.pk)
    rows.update(status="lapsed", settled_at=PROPOSED_AT, settled_by="somebody")
    told = text_of(client_of(world, Role.DELIVERY_LEAD), **page)
    assert "has lapsed. The promise stands as it is here." in told
    assert "Hours of training, in the evening too" not in told
    commitment = again(world.commitment)
    actions.propose_change(commitment, a_proposal(commitment), by=lead, now=PROPOSED_AT)
    assert "lapsed" not in text_of(client_of(world, Role.DELIVERY_LEAD), **page)


def test_whoever_proposed_it_has_no_button_to_answer_and_reads_who_does(shared_world, db):
    world = shared_world
    change_id = world.change.external_id
    lead = text_of(client_of(world, Role.DELIVERY_LEAD), "change", change_id=change_id)
    assert "Answer as" not in lead
    assert "It waits for the answer of: Contract manager, for the authority." in lead
    withdrawn(world)
    manager = world.cast.actor(Role.CONTRACT_MANAGER)
    assert world.cast.actor(Role.PROCUREMENT_OFFICER), "the colleague"
    commitment = again(world.commitment)
    row = actions.propose_change(commitment, a_proposal(commitment), by=manager, now=PROPOSED_AT)
    own = text_of(client_of(world, Role.CONTRACT_MANAGER), "change", change_id=row.external_id)
    assert "Answer as" not in own
    assert "A colleague of yours answers as: Contract manager, for the authority." in own
    assert "It waits for the answer of: Delivery lead, for the supplier." in own
    for role in (Role.PROCUREMENT_OFFICER, Role.DELIVERY_LEAD):
        assert "Answer as" in text_of(client_of(world, role), "change", change_id=row.external_id)


def withdrawn(world) -> None:
    """The proposal that the world starts with is taken back."""
    lead = world.cast.actor(Role.DELIVERY_LEAD)
    actions.withdraw_change(changes.change(lead, world.change.external_id), by=lead, now=PROPOSED_AT)


def quantity_data(world, **changed: str) -> dict[str, str]:
    """The form of the quantity as it stands, with what a person changes."""
    commitment = again(world.commitment)
    periods = {
        f"period_{each.external_id}": f"{each.quantity / 1_000:g}" for each in commitment.periods.all()
    }
    stands = {"name": commitment.title, "words": commitment.words, "unit": commitment.unit, **periods}
    return {"revision": str(commitment.revision), **stands, **case(), **changed}


def test_a_further_period_that_is_half_filled_in_is_said_at_the_field(shared_world, db):
    world = shared_world
    withdrawn(world)
    lead = client_of(world, Role.DELIVERY_LEAD)
    url = reverse("change-propose", kwargs={"commitment_id": world.commitment.external_id})
    half = {
        "new_start_on-day": "1",
        "new_start_on-month": "10",
        "new_start_on-year": "2028",
        "new_quantity": "5",
    }
    answer = lead.post(url, {"form_key": "half", **quantity_data(world, **half)})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Fill in all three of the further period, or none" in page
    assert 'href="#id_new_end_on' in page


def test_another_place_needs_who_answers_for_the_aim(shared_world, db):
    world = shared_world
    withdrawn(world)
    lead = client_of(world, Role.DELIVERY_LEAD)
    url = reverse("change-propose", kwargs={"commitment_id": world.commitment.external_id})
    unknown = lead.post(url, {"form_key": "place-1", **quantity_data(world, place="Nowhere at all")})
    assert (unknown.status_code, "no place of this code or name" in unknown.content.decode()) == (422, True)
    place = world.place
    sent = lead.post(url, {"form_key": "place-2", **quantity_data(world, place=place.name)})
    assert sent.status_code == 302
    page = " ".join(lead.get(sent.url).content.decode().split())
    assert f"{place.name} ({place.code})" in page
    assert "Mission lead, who answers for the aim" in page


def test_a_further_period_over_one_that_stands_is_refused_at_its_field(shared_world, db):
    world = shared_world
    withdrawn(world)
    last = changes.terms_of(again(world.commitment)).periods[-1]
    over = {f"new_{name}_on-{part}": str(getattr(getattr(last, f"{name}_on"), part))
            for name in ("start", "end") for part in ("day", "month", "year")}  # fmt: skip
    url = reverse("change-propose", kwargs={"commitment_id": world.commitment.external_id})
    sent = {"form_key": "over", **quantity_data(world, **over | {"new_quantity": "5"})}
    answer = client_of(world, Role.DELIVERY_LEAD).post(url, sent)
    page = answer.content.decode()
    assert (answer.status_code, "would count twice" in page) == (422, True)
    assert 'href="#id_new_start_on' in page


def test_what_lapsed_says_why(shared_world, db):
    world = shared_world
    actions.terminate(
        world.contract, reason="It closed.", by=world.cast.actor(Role.CONTRACT_MANAGER), now=PROPOSED_AT
    )
    page = text_of(client_of(world, Role.DELIVERY_LEAD), "change", change_id=world.change.external_id)
    assert "It lapsed, and nothing changed. Only commitments of a contract in force can be changed." in page
