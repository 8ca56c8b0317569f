"""Who delivers which part of a commitment reaches the contract and the assessment as the tender said it."""

from django.test import Client
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.lifecycle.assessment import actions
from commonweal.lifecycle.contracts.deliveries import Delivery, deliveries_of
from tests.builders.assessment import LATER
from tests.builders.contracts import a_contract
from tests.builders.procurement import fresh
from tests.builders.together import PARTNER


def client(world, role, organisation=None):
    found = Client()
    found.force_login(world.cast.person(role, organisation))
    return found


def test_a_contract_says_who_delivers_which_part(world):
    contract = a_contract(world, world.fuller_opened)
    commitment = contract.commitments.get(offered__isnull=False)
    assert deliveries_of([commitment]) == {
        commitment.pk: [
            Delivery("", "", "", 60_500, ""),
            Delivery(PARTNER.name, PARTNER.identifier, "subcontractor", 40_000, "The evening courses"),
        ]
    }
    address = reverse("commitment", args=[commitment.external_id])
    for role in (Role.CONTRACT_MANAGER, Role.DELIVERY_LEAD):
        page = client(world, role).get(address).content.decode()
        assert "Who delivers which part" in page and "40 hours, The evening courses" in page, role
    whole = client(world, Role.CONTRACT_MANAGER).get(reverse("contract", args=[contract.external_id]))
    assert f"the supplier itself, {PARTNER.name}" in whole.content.decode()


def test_before_scoring_shows_what_each_tenderer_states_and_whom_it_names(world):
    tender = world.fuller_opened
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    (one,) = actions.begin(fresh(tender.lot.procurement), by=officer, now=LATER)
    stated = tender.ask_version.read().conditions[0]
    (carried,) = one.conditions.all()
    assert (carried.asked_as, carried.stated_in) == (stated.id, "")
    address = reverse("suitability-tender", args=[one.external_id, tender.external_id])
    page = client(world, Role.PROCUREMENT_OFFICER).get(address).content.decode()
    for text in (
        "The tenderer says: met.",
        f"Relying on {PARTNER.name}",
        "Our partner has.",
        "Visit of 30 minutes",
    ):
        assert text in page, text
    # Somebody on whom the supplier relies is an associated person, with the number the tender gives.
    assert f"(Associated person, {PARTNER.identifier})" in page
    link = reverse("suitability-party-add", args=[one.external_id, tender.external_id])
    form = client(world, Role.PROCUREMENT_OFFICER).get(
        link, {"name": PARTNER.name, "number": PARTNER.identifier, "kind": "associated"}
    )
    assert PARTNER.identifier in form.content.decode()
