"""Who is called to talk to an authority: nobody twice, and nobody who could not read it."""

from django.test import Client

from commonweal.domain.permissions import Role, Side
from commonweal.organisations.actions import create_organisation
from tests.builders.engagement import a_planned_engagement, an_announced_engagement


def browser_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_who_takes_part_already_is_not_called_again(world):
    engagement = an_announced_engagement(world)
    page = text(browser_of(world.cast.person(Role.TENDER_WRITER)).get("/opportunities/engagements"))
    assert page.count(engagement.title) == 1
    assert "Open to everybody" not in page
    rival = browser_of(world.cast.person(Role.TENDER_WRITER, world.cast.rival))
    assert "Open to everybody" in text(rival.get("/opportunities/engagements"))


def test_a_supplier_that_is_known_from_published_reports_alone_is_not_offered(world):
    engagement, here = a_planned_engagement(world), world.cast.rival.name
    create_organisation(name="Named in a report Ltd", side=Side.SUPPLIER, source="A report", now=world.now)
    page = text(
        browser_of(world.cast.person(Role.PROCUREMENT_OFFICER)).get(
            f"/pipeline/engagements/{engagement.external_id}/invite"
        )
    )
    assert here in page
    assert "Named in a report Ltd" not in page
