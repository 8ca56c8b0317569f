"""From opened tenders to a contract entered into, entirely by clicking, as five different people."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Role
from commonweal.domain.procurements import ProcurementStatus
from commonweal.lifecycle.assessment import suitability
from commonweal.lifecycle.assessment.models import Assessment, AwardDecision, CheckedParty, PanelMember
from commonweal.lifecycle.contracts.models import Contract
from commonweal.records.ids import new_id
from tests.builders.assessment import REASON, an_opened_procurement, system, tenders, two_assessors
from tests.builders.procurement import fresh


class Browser:
    """One signed-in person: looks at a page, fills in its form, follows where it leads."""

    def __init__(self, person):
        self.client = Client()
        self.client.force_login(person)

    def see(self, name, status=200, **kwargs):
        response = self.client.get(reverse(name, kwargs=kwargs or None))
        assert response.status_code == status, response.content.decode()[:2000]
        return response.content.decode()

    def send(self, name, data=None, **kwargs):
        url = reverse(name, kwargs=kwargs or None)
        page = self.client.get(url).content.decode()
        revision = re.search(r'name="revision" value="(\d+)"', page)
        hidden = {"form_key": new_id()} | ({"revision": revision[1]} if revision else {})
        response = self.client.post(url, hidden | (data or {}))
        assert response.status_code == 302, re.sub(r"<[^>]+>|\s+", " ", response.content.decode())[:3000]
        return response.url


@pytest.fixture
def people(world):
    first, second = two_assessors(world)
    return {
        "officer": Browser(world.cast.person(Role.PROCUREMENT_OFFICER)),
        "first": Browser(first.person),
        "second": Browser(second.person),
        "moderator": Browser(world.cast.person(Role.MODERATOR)),
        "rival": Browser(world.cast.person(Role.TENDER_WRITER, world.cast.rival)),
        "supplier": Browser(world.cast.person(Role.TENDER_WRITER)),
    }


def test_from_opened_tenders_to_a_contract_by_clicking(world, people):
    procurement = an_opened_procurement(world, "Walking group")
    officer, moderator = people["officer"], people["moderator"]
    page = officer.see("procurement", procurement_id=procurement.external_id)
    assert "Begin the assessment" in page
    officer.send("assessment-begin", procurement_id=procurement.external_id)
    assessment = system(Assessment).get(lot__procurement=procurement)
    this = {"assessment_id": assessment.external_id}
    questions = [criterion.id for criterion in assessment.ask_version.read().questions]
    name_the_panel(world, officer, this, questions)
    officer.send("assessment-start", **this)
    for who in ("first", "second", "moderator"):
        assert "Declare your interests" in people[who].see("assessment-questions", **this)
        people[who].send("assessment-declare", {"has_interest": "no"}, **this)
    score_blind(people, assessment, this, questions)
    for tender in tenders(assessment):
        for question in questions:
            cell = this | {"criterion_id": question, "tender_id": tender.external_id}
            assert REASON in moderator.see("assessment-agree", **cell)
            moderator.send("assessment-agree", {"score": "7500", "reason": REASON}, **cell)
    moderator.send("assessment-lock", **this)
    ranking = officer.see("assessment-ranking", **this)
    assert "Lowest price in proportion" in ranking
    firm = officer.see("assessment-firm", **this)
    assert "This page explains; it decides nothing." in firm
    assert "whatever any single weight had been" in firm
    decide_and_enter(people, assessment, this)
    assert fresh(procurement).status == ProcurementStatus.IN_CONTRACT
    contract = system(Contract).get(tender=tenders(assessment)[0])
    assert contract.commitments.filter(title="Paid learning for care workers").exists()


def name_the_panel(world, officer, this, questions):
    for membership, role in (
        *((each, "assessor") for each in two_assessors(world)),
        (world.cast.member(Role.MODERATOR), "moderator"),
    ):
        officer.send(
            "assessment-member-add",
            {"person": membership.external_id, "role": role, "criteria": questions},
            **this,
        )
    assert system(PanelMember).count() == 3


def score_blind(people, assessment, this, questions):
    """Each assessor scores; the moderator and the officer are told to wait until the last has handed in."""
    marks = {"first": "7500", "second": "2500"}
    for who, mark in marks.items():
        for tender in tenders(assessment):
            for question in questions:
                answer = this | {"criterion_id": question, "tender_id": tender.external_id}
                page = people[who].see("assessment-score", **answer)
                assert "What we will do about this" in page
                assert REASON not in page
                people[who].send(
                    "assessment-score", {"score": mark, "reason": REASON, "go_on": "1"}, **answer
                )
        people["moderator"].see("assessment-grid", status=400, **this)
        people["officer"].see("assessment-grid", status=400, **this)
        people[who].send("assessment-hand-in", **this)
    assert "50 apart" in people["moderator"].see("assessment-grid", **this)


def decide_and_enter(people, assessment, this):
    officer, today = people["officer"], london_day(timezone.now())
    first, second = tenders(assessment)
    assert "Nobody has looked them up in the debarment list" in officer.see("award-decide", **this)
    looked = {
        "is_listed": "no",
        "checked_on-day": today.day,
        "checked_on-month": today.month,
        "checked_on-year": today.year,
    }
    officer.send("suitability-own-debarment", looked, tender_id=first.external_id, **this)
    for name, number, kind in suitability.dossier(assessment, first).named_in_tender:
        assert name in officer.see("award-decide", **this)
        given = {"kind": kind, "name": name, "number": number}
        officer.send("suitability-party-add", given, tender_id=first.external_id, **this)
        party = system(CheckedParty).get(tender=first, name=name)
        officer.send("suitability-debarment", looked, party_id=party.external_id)
    officer.send(
        "award-decide",
        {
            "tender": first.external_id,
            "reason": "The most advantageous tender.",
            "standstill": "not_required",
            "standstill_reason": "A light touch contract.",
        },
        **this,
    )
    award = system(AwardDecision).get(assessment=assessment)
    one = {"award_id": award.external_id}
    people["rival"].see("assessment-summary", status=404, tender_id=second.external_id)
    assert "assessment-summary" not in people["rival"].see("tender", tender_id=second.external_id)
    officer.send("award-summaries", **one)
    assert "assessment-summary" in people["rival"].see("tender", tender_id=second.external_id)
    told = people["rival"].see("assessment-summary", tender_id=second.external_id)
    assert "No standstill is required" in told
    assert REASON in told and "Example Works Ltd" in told
    back = reverse("tender", args=[second.external_id])
    assert f'<a href="{back}" class="govuk-back-link">' in told
    assert "is to go to your tender" in people["supplier"].see(
        "assessment-summary", tender_id=first.external_id
    )
    people["rival"].see("assessment-summary", status=404, tender_id=first.external_id)
    today = officer.client.get(reverse("award-notice", kwargs=one)).wsgi_request.now
    day = {"published_on-day": today.day, "published_on-month": today.month, "published_on-year": today.year}
    officer.send("award-notice", day, **one)
    dates = {
        f"{name}-{part}": value
        for name, year in (("starts_on", 2027), ("ends_on", 2030))
        for part, value in (("day", 1), ("month", 4), ("year", year))
    }
    officer.send("award-enter", dates, **one)
    assert "Contract entered into" in officer.see("award", **one)
