"""My week says what nobody has looked at before it holds an award up: parties, low prices, a panel without a moderator."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.domain.assessment import low_price
from commonweal.domain.assessment.enquiries import EnquiryPurpose
from commonweal.domain.assessment.exclusions import PartyKind
from commonweal.domain.assessment.low_price import PriceOutcome
from commonweal.domain.assessment.panel import PanelRole
from commonweal.domain.permissions import Role
from commonweal.journeys.week import week_of
from commonweal.journeys.week_items import Job
from commonweal.lifecycle.assessment import actions
from commonweal.lifecycle.tendering.models import TenderPrice
from tests.builders.assessment import (
    LATER,
    a_locked,
    a_moderation,
    a_no_award,
    a_scoring,
    acting,
    another_moderator,
    look_up,
    officer,
    tenders,
)
from tests.web.contracts.test_contract_pages import client_of, page

pytestmark = pytest.mark.django_db
NEW = (Job.NAME_MODERATOR, Job.LOOK_UP_PARTIES, Job.LOOK_AT_PRICE)


def found(actor) -> dict[Job, tuple[str, int]]:
    """What nobody has looked at, as the person reads it: the assessment and how many."""
    return {each.job: (each.id, each.count) for each in week_of(actor, LATER).waiting if each.job in NEW}


def test_a_panel_in_moderation_whose_moderator_left_waits_for_another(world):
    panel = a_moderation(world)
    assert Job.NAME_MODERATOR not in found(officer(world))
    actions.leave(panel.moderator, because="Is ill.", by=officer(world), now=LATER)
    assert found(officer(world))[Job.NAME_MODERATOR] == (panel.assessment.external_id, 1)
    assert Job.NAME_MODERATOR not in found(acting(world, panel.first))
    stranger = world.cast.actor(Role.PROCUREMENT_OFFICER, world.cast.other_authority)
    assert not found(stranger)
    shown = page(client_of(world, Role.PROCUREMENT_OFFICER), "week")
    assert "Name another moderator for" in shown
    assert reverse("assessment", args=[panel.assessment.external_id]) in shown
    role = PanelRole.MODERATOR
    actions.add_member(panel.again(), another_moderator(world), role, by=officer(world), now=LATER)
    assert Job.NAME_MODERATOR not in found(officer(world))


def test_a_moderator_who_is_kept_out_is_none(world):
    panel = a_moderation(world)
    by = acting(world, panel.moderator)
    actions.declare(panel.moderator, has_interest=True, words="My brother.", by=by, now=LATER)
    assert Job.NAME_MODERATOR not in found(officer(world)), "it is to be decided first"
    actions.decide_interest(
        panel.moderator, is_allowed=False, reason="Too close.", by=officer(world), now=LATER
    )
    assert Job.NAME_MODERATOR in found(officer(world))


def test_tenders_of_which_somebody_was_not_looked_up_are_counted(world):
    panel = a_scoring(world)
    one = panel.assessment
    assert found(officer(world))[Job.LOOK_UP_PARTIES] == (one.external_id, 2)
    look_up(world, one)
    assert Job.LOOK_UP_PARTIES not in found(officer(world))
    actions.add_party(
        tenders(one)[0], kind=PartyKind.ASSOCIATED, name="Its director", by=officer(world), now=LATER
    )
    assert found(officer(world))[Job.LOOK_UP_PARTIES] == (one.external_id, 1)


@pytest.fixture
def low(world, monkeypatch):
    """Two prices are compared, and the first is half of the other."""
    monkeypatch.setattr(low_price, "FEWEST_TENDERS", 2)
    panel = a_scoring(world)
    first = tenders(panel.assessment)[0]
    TenderPrice.objects.for_system("a price in a test").filter(tender=first).update(pence=52_000_000)
    return panel, first


def test_a_price_that_looks_low_waits_until_somebody_asks(world, low):
    panel, first = low
    assert found(officer(world))[Job.LOOK_AT_PRICE] == (panel.assessment.external_id, 1)
    assert "Look at 1 price for" in page(client_of(world, Role.PROCUREMENT_OFFICER), "week")
    until = (LATER + dt.timedelta(days=5)).date()
    actions.ask(
        first,
        EnquiryPurpose.LOW_PRICE,
        "Please show how this price is made up.",
        answer_until=until,
        by=officer(world),
        now=LATER,
    )
    assert Job.LOOK_AT_PRICE not in found(officer(world))


def test_a_price_that_looks_low_waits_until_somebody_decides(world, low):
    _panel, first = low
    actions.decide_price(
        first, PriceOutcome.ACCEPTED, reason="Its depot is next door.", by=officer(world), now=LATER
    )
    assert Job.LOOK_AT_PRICE not in found(officer(world))


def test_a_lot_that_nobody_is_awarded_waits_for_nobody(world):
    panel = a_locked(world)
    asked = {each.job for each in week_of(officer(world), LATER).waiting}
    assert Job.DECIDE_AWARD in asked
    actions.decide_no_award(panel.again(), reason="Too dear.", by=officer(world), now=LATER)
    left = {each.job for each in week_of(officer(world), LATER).waiting}
    assert not left & {Job.DECIDE_AWARD, Job.DECIDE_BEFORE, *NEW}


def test_the_page_of_a_lot_that_nobody_is_awarded_says_so_and_names_no_turn(world):
    decided = a_no_award(world)
    client = client_of(world, Role.PROCUREMENT_OFFICER)
    shown = page(client, "assessment", assessment_id=decided.assessment.external_id)
    assert "Nobody is awarded this lot." in shown and "It is the turn of" not in shown


def test_it_is_asked_as_often_for_many_panels_as_for_one(world):
    client = client_of(world, Role.PROCUREMENT_OFFICER)
    a_moderation(world)
    with CaptureQueriesContext(connection) as one:
        page(client, "week")
    a_moderation(world, "Another")
    a_moderation(world, "A third")
    with CaptureQueriesContext(connection) as more:
        page(client, "week")
    assert len(one) == len(more)
