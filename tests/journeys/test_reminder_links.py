"""The link in an email leads straight to the report of its period, for whoever it reminds."""

import datetime as dt
import re
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail

from commonweal.domain.permissions import Role
from commonweal.jobs.handlers import HANDLERS
from commonweal.journeys.digests import send_due
from commonweal.journeys.week import week_of
from commonweal.journeys.week_items import Job
from commonweal.lifecycle.delivery import actions
from commonweal.lifecycle.delivery.actions import Claim
from commonweal.organisations.actions.digests import choose_week_email
from commonweal.organisations.models import Membership
from commonweal.outbox.actions import dispatch
from tests.builders.delivery import first_period, in_first_period
from tests.builders.tier_two import accepted
from tests.journeys.test_digests import monday_after
from tests.web.contracts.test_contract_pages import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_memory(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []


@pytest.fixture
def monday(world, monkeypatch):
    """Two periods of the contract's quantity have ended by then without a report. The clock stands there."""
    assert world.contract
    second = world.commitment.periods.all()[1]
    found = monday_after(dt.datetime.combine(second.end_on, dt.time(12), tzinfo=dt.UTC))
    monkeypatch.setattr("commonweal.web.middleware.timezone", SimpleNamespace(now=lambda: found))
    return found


def links(world, actor, now) -> list[str]:
    """Paths of the reports that the email names, the period that ended first in front."""
    rows = Membership.objects.for_system("test").select_related("person", "organisation")
    own = rows.get(person_id=actor.person_id, organisation_id=actor.organisation_id)
    choose_week_email(own, wanted=True, by=actor, now=world.now)
    send_due(now)
    dispatch(HANDLERS, now=now)
    (body,) = [each.body for each in mail.outbox if each.subject.startswith("Your week")]
    return re.findall(r"https?://[^/]+(/commitments/\S+)", body)


def the_period(text: str) -> list[str]:
    """The ids of the periods that are chosen on the page."""
    found = re.findall(r"<(?:input|option)[^>]*>", text)
    chosen = [each for each in found if " checked" in each or " selected" in each]
    return [match[1] for each in chosen if (match := re.search(r'value="([^"]+)"', each))]


def test_each_link_opens_the_report_of_its_own_period(world, monday):
    lead = world.cast.actor(Role.DELIVERY_LEAD)
    own = [each for each in links(world, lead, monday) if world.commitment.external_id in each]
    periods = [each.external_id for each in world.commitment.periods.all()[:2]]
    client = client_of(world, Role.DELIVERY_LEAD)
    assert [parse_qs(urlsplit(each).query)["period"][0] for each in own[:2]] == periods
    for link, period in zip(own, periods, strict=False):
        response = client.get(link)
        assert response.status_code == 200
        assert the_period(response.content.decode()) == [period]


def test_signing_in_leads_on_to_it(world, monday, client):
    (link, *_) = links(world, world.cast.actor(Role.DELIVERY_LEAD), monday)
    asked = client.get(link)
    assert asked.status_code == 302
    assert "period%3D" in asked["Location"]


def test_a_tier_two_supplier_is_led_to_its_own(world, monday):
    accepted(world)
    third = world.cast.actor(Role.DELIVERY_LEAD, world.third_supplier)
    first, second = links(world, third, monday)
    client = client_of(world, Role.DELIVERY_LEAD, world.third_supplier)
    text = client.get(second).content.decode()
    assert the_period(text) == [world.commitment.periods.all()[1].external_id]
    assert "promised" not in "".join(re.findall(r"<option[^>]*>[^<]*|<label[^>]*>[^<]*", text)), "the whole"
    claim = Claim(quantity=5_000, words="Taught.", period=first_period(world))
    made = actions.report(world.commitment, claim, by=third, now=in_first_period(world))
    led = client.get(first)
    assert (led.status_code, led["Location"]) == (302, f"/reports/{made.external_id}")


def test_an_old_link_leads_to_the_report_that_was_made_meanwhile(world, monday):
    (link, *_) = links(world, world.cast.actor(Role.DELIVERY_LEAD), monday)
    assert world.report
    led = client_of(world, Role.DELIVERY_LEAD).get(link)
    assert (led.status_code, led["Location"]) == (302, f"/reports/{world.report.external_id}")
    # Somebody else's link: the other party has none on it, and is not led to what it may not read.
    accepted(world)
    text = client_of(world, Role.DELIVERY_LEAD, world.third_supplier).get(link).content.decode()
    assert the_period(text) == [first_period(world).external_id]


def test_a_period_that_has_not_begun_is_said_to_be_so_and_no_other_is_chosen_instead(world, monkeypatch):
    clock = SimpleNamespace(now=lambda: in_first_period(world))
    monkeypatch.setattr("commonweal.web.middleware.timezone", clock)
    last = world.commitment.periods.last()
    client = client_of(world, Role.DELIVERY_LEAD)
    link = f"/commitments/{world.commitment.external_id}/report?period={last.external_id}"
    text = client.get(link).content.decode()
    assert "has not begun yet" in text
    assert the_period(text) == []


def test_each_period_has_an_event_of_its_own_in_the_calendar(world):
    lead = world.cast.actor(Role.DELIVERY_LEAD)
    due = [each for each in week_of(lead, in_first_period(world)).coming if each.job is Job.REPORT_DUE]
    assert due
    assert all(each.period for each in due)
    assert len({each.period for each in due}) == len(due)
