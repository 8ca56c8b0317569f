"""Tier-two suppliers by pages: named, asked by their exact name, answered, reported for, and read as far as each may."""

import pytest

from commonweal.domain.permissions import Role
from commonweal.journeys.tier_two_mail import tell_invited
from commonweal.lifecycle.contracts.models import TierTwoSupplier
from tests.builders.contracts import ENTERED_AT
from tests.builders.tier_two import accepted, named
from tests.lifecycle.delivery.test_tier_two import reports
from tests.web.contracts.test_contract_pages import client_of, page, send

pytestmark = pytest.mark.django_db


def test_it_is_named_asked_and_answers(world, settings):
    lead = client_of(world, Role.DELIVERY_LEAD)
    assert world.third_supplier
    row = named(world, world.commitment)
    args = {"row_id": row.external_id}
    for who, said in (("Example Trainers", "No supplier is registered"), ("Example Works Ltd", "other than")):
        response = send(lead, "tier-two-invite", {"who": who, "revision": row.revision}, **args)
        assert said in response.content.decode()
    done = send(lead, "tier-two-invite", {"who": "example training cic", "revision": row.revision}, **args)
    assert done.status_code == 302
    tell_invited({"tier_two": row.external_id}, ENTERED_AT)
    (email,) = settings.EMAIL_OUTBOX.glob("*")
    assert f"/tier-two/{row.external_id}" in email.read_text()
    third = client_of(world, Role.DELIVERY_LEAD, world.third_supplier)
    text = page(third, "tier-two", **args)
    assert "Answer the invitation" in text
    assert "Borough of Example" in text
    now = TierTwoSupplier.objects.for_system("test").get(pk=row.pk)
    said = {"answer": "accept", "revision": now.revision}
    assert send(third, "tier-two-answer", said, **args).status_code == 302
    assert "Report on it" in page(third, "tier-two", **args)
    assert world.contract.title in page(third, "tier-two-own")
    form = page(third, "report-add", commitment_id=world.commitment.external_id)
    assert "Keep the words and the files for the authority" in form


def test_what_is_kept_for_the_authority_stands_on_its_page_alone(world):
    accepted(world)
    third = world.cast.actor(Role.DELIVERY_LEAD, world.third_supplier)
    made = reports(world, third, private=True)
    args = {"report_id": made.external_id}
    texts = [
        page(client_of(world, role, who), "report", **args)
        for role, who in (
            (Role.DELIVERY_LEAD, None),
            (Role.CONTRACT_MANAGER, None),
            (Role.DELIVERY_LEAD, world.third_supplier),
        )
    ]
    assert ["We taught." in text for text in texts] == [False, True, True]
    assert "for the authority only" in texts[0]
    assert "Promised for it" not in "".join(texts), "what is promised for the period is not its part alone"
    client = client_of(world, Role.DELIVERY_LEAD)
    line = page(client, "commitment", commitment_id=world.commitment.external_id)
    assert "Example Training CIC" in line
    assert "for the authority only" in line
    form = page(client, "report-add", commitment_id=world.commitment.external_id)
    assert "Leave out what Example Training CIC did" in form
    assert "Keep the words" not in form
