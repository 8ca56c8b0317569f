"""The page of an award says which standstill there is, why, and offers the contract only once it is over."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.assessment.standstill import Standstill
from commonweal.domain.permissions import Role
from commonweal.lifecycle.assessment import actions
from commonweal.lifecycle.assessment.models import AwardDecision
from tests.builders.assessment import LATER, a_locked, decide, officer, system

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(world, monkeypatch):
    """The page of an award at a moment."""
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))

    def page(award, now):
        monkeypatch.setattr("commonweal.web.middleware.timezone", SimpleNamespace(now=lambda: now))
        return client.get(reverse("award", args=[award.external_id])).text

    return page


def begun(world, award) -> AwardDecision:
    said = {"by": officer(world), "now": LATER}
    actions.send_summaries(award, **said)
    award = system(AwardDecision).get(pk=award.pk)
    actions.publish_notice(award, published_on=LATER.date(), **said)
    actions.begin_standstill(system(AwardDecision).get(pk=award.pk), **said)
    return system(AwardDecision).get(pk=award.pk)


def test_while_it_runs_no_button_offers_the_contract_and_the_day_after_it_does(world, shown):
    award = begun(world, decide(world, a_locked(world)))
    enter = reverse("award-enter", args=[award.external_id])
    last = dt.datetime.combine(award.standstill_ends_on, dt.time(12), tzinfo=dt.UTC)
    while_it_runs = shown(award, last)
    assert enter not in while_it_runs and "The standstill runs to the end of" in while_it_runs
    after = shown(award, last + dt.timedelta(days=1))
    assert enter in after and "The standstill is over." in after


def test_a_mandatory_one_has_the_law_for_its_reason_and_none_has_the_reason_given(world, shown):
    mandatory = decide(world, a_locked(world))
    page = shown(mandatory, LATER)
    assert "Mandatory, 8 working days" in page and "Procurement Act 2023, section 51" in page
    none = decide(world, a_locked(world, "Another"), Standstill.NOT_REQUIRED)
    page = shown(none, LATER)
    assert "A call-off from a framework agreement." in page and "section 51" not in page
