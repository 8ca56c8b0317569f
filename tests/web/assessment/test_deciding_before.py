"""Whoever decides before scoring has beside the form what was found, what was asked and what the tenderer answered."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.assessment.enquiries import EnquiryPurpose
from commonweal.domain.permissions import Role
from commonweal.lifecycle.assessment import actions
from tests.builders.assessment import LATER, a_found_ground, officer

pytestmark = pytest.mark.django_db
UNTIL = (LATER + dt.timedelta(days=5)).date()


@pytest.fixture
def found(world):
    return a_found_ground(world)


@pytest.fixture
def reads(world):
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    return lambda name, *args: client.get(reverse(name, args=args)).text


def answer(world, enquiry, words):
    actions.answer(enquiry, words, by=world.cast.actor(Role.TENDER_WRITER), now=LATER)


def test_a_ground_is_decided_beside_its_facts_and_what_the_tenderer_says_it_changed(world, found, reads):
    shown = reads("suitability-finding", found.finding.external_id)
    assert "A notice says so." in shown and "schedule 7" in shown and "Discretionary" in shown
    assert "Please say what happened and what changed since." in shown and "No answer yet" in shown
    answer(world, found.enquiry, "We trained everybody and were audited.")
    shown = reads("suitability-finding", found.finding.external_id)
    assert "We trained everybody and were audited." in shown and "No answer yet" not in shown


def test_a_price_is_decided_beside_the_price_and_what_was_asked_about_it_alone(world, found, reads):
    address = found.panel.assessment.external_id, found.tender.external_id
    shown = reads("suitability-price", *address)
    assert "£980,000" in shown and "Nothing was asked." in shown
    assert "Before a price is disregarded, its tenderer is heard." in shown
    asked = actions.ask(
        found.tender, EnquiryPurpose.LOW_PRICE, "Please show how the price is made up.",
        answer_until=UNTIL, by=officer(world), now=LATER,
    )  # fmt: skip
    answer(world, asked, "By the hour, at the living wage.")
    shown = reads("suitability-price", *address)
    assert "Please show how the price is made up." in shown and "at the living wage" in shown
    assert "Please say what happened" not in shown


def test_a_condition_is_decided_beside_what_was_asked_about_conditions(world, found, reads):
    asked = actions.ask(
        found.tender, EnquiryPurpose.CONDITION, "Please name two jobs of this kind.",
        answer_until=UNTIL, by=officer(world), now=LATER,
    )  # fmt: skip
    answer(world, asked, "Two gardens in the north.")
    shown = reads("suitability-condition", found.condition.external_id, found.tender.external_id)
    assert "Has done such work before." in shown and "Two gardens in the north." in shown
    assert "Please say what happened" not in shown
