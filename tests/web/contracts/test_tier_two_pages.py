"""Tier-two suppliers by pages: named, asked by their exact name, answered, reported for, and read as far as each may."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.journeys.tier_two_mail import tell_invited
from commonweal.lifecycle.contracts import actions, tier_two
from commonweal.lifecycle.contracts.models import TierTwoSupplier
from tests.builders.contracts import ENTERED_AT
from tests.builders.delivery import in_first_period
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


def test_it_takes_its_workbook_away_and_brings_it_back_and_sees_nothing_of_the_contract(world):
    accepted(world)
    third = client_of(world, Role.DELIVERY_LEAD, world.third_supplier)
    args, own = {"contract_id": world.contract.external_id}, f"/tier-two/{world.tier_two.external_id}"
    assert reverse("report-sheet", kwargs=args) in page(third, "tier-two", row_id=world.tier_two.external_id)
    text = page(third, "report-sheet", **args)
    assert "There is 1 row to report on now." in text
    assert f'href="{own}"' in text
    assert reverse("contract", kwargs=args) not in text.replace(reverse("report-sheet", kwargs=args), "")
    file = third.get(reverse("report-sheet-file", kwargs={**args, "kind": "ods"}))
    assert file.status_code == 200
    sent = {"file": SimpleUploadedFile("reports.ods", file.content)}
    told = third.get(send(third, "report-sheet", sent, **args)["Location"]).content.decode()
    assert "No row was filled in, so nothing was saved." in told
    assert f'href="{own}"' in told
    assert reverse("contract", kwargs=args) not in told.replace(reverse("report-sheet", kwargs=args), "")
    rival = client_of(world, Role.DELIVERY_LEAD, world.cast.rival)
    assert rival.get(reverse("report-sheet", kwargs=args)).status_code == 404


def test_a_wrong_part_is_taken_out_on_its_page_and_both_sides_read_why(world):
    lead, manager = client_of(world, Role.DELIVERY_LEAD), client_of(world, Role.CONTRACT_MANAGER)
    row = world.contract.tier_two.get(name="Example Kitchens CIC")
    args = {"row_id": row.external_id, "part_id": row.parts.get().external_id}
    url, own = reverse("tier-two-part-remove", kwargs=args), {"row_id": row.external_id}
    assert url in page(lead, "tier-two", **own)
    assert url not in page(manager, "tier-two", **own)
    form = page(lead, "tier-two-part-remove", **args)
    assert "Take out this part" in form
    said = {"reason": "", "revision": row.revision}
    refused = send(lead, "tier-two-part-remove", said, **args)
    assert (refused.status_code, "govuk-error-summary" in refused.content.decode()) == (422, True)
    said = {"reason": "They only cook.", "revision": row.revision}
    assert send(lead, "tier-two-part-remove", said, **args).status_code == 302
    for client in (lead, manager):
        text = page(client, "tier-two", **own)
        assert "They only cook." in text
        assert "It is not said yet which part it delivers." in text
        assert "Invite it" not in text
    assert lead.get(url).status_code == 404


def test_one_that_accepts_late_is_told_what_is_not_waited_for(world, monkeypatch):
    lead, own = (
        client_of(world, Role.DELIVERY_LEAD),
        world.cast.actor(Role.DELIVERY_LEAD, world.third_supplier),
    )
    args, said = (
        {"row_id": world.tier_two.external_id},
        "Periods that ended before then are not waited for from it.",
    )
    assert "Accepted" not in page(lead, "tier-two", **args)
    after = in_first_period(world) + dt.timedelta(days=1)
    third, told = (
        client_of(world, Role.DELIVERY_LEAD, world.third_supplier),
        "ended before today are not waited for",
    )
    for now, is_told in ((in_first_period(world), False), (after, True)):
        monkeypatch.setattr("commonweal.web.middleware.timezone", SimpleNamespace(now=lambda now=now: now))
        assert (told in page(third, "tier-two-answer", **args)) is is_told
    row = tier_two.tier_two(own, world.tier_two.external_id)
    actions.answer_tier_two(row, accepts=True, by=own, now=after)
    for client in (lead, client_of(world, Role.DELIVERY_LEAD, world.third_supplier)):
        assert said in page(client, "tier-two", **args)


def test_one_that_accepts_at_once_is_told_the_day_alone(world):
    accepted(world)
    text = page(client_of(world, Role.DELIVERY_LEAD), "tier-two", row_id=world.tier_two.external_id)
    assert "Accepted" in text
    assert "are not waited for" not in text
