"""Somebody who left a panel reads that they left it, and nothing else of the assessment."""

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.lifecycle.assessment import actions
from tests.builders.assessment import (
    FIRST_MARKS,
    LATER,
    a_panel,
    a_scoring,
    hand_in,
    officer,
    score_all,
    tenders,
)

pytestmark = pytest.mark.django_db
OWN = (
    "assessment-questions",
    "assessment-next",
    "assessment-declare",
    "assessment-sheet",
    "assessment-hand-in",
)


@pytest.fixture
def assessor(world):
    client = Client()
    client.force_login(world.cast.person(Role.ASSESSOR))
    return client


def test_who_left_reads_that_they_left_on_every_page_of_the_panel(world, assessor):
    panel = a_scoring(world)
    score_all(world, panel.first, FIRST_MARKS)
    hand_in(world, panel.first)
    actions.leave(panel.first, because="Moves to another post.", by=officer(world), now=LATER)
    one, first = panel.assessment.external_id, tenders(panel.assessment)[0]
    addresses = [reverse(name, args=[one]) for name in OWN]
    addresses += [reverse("assessment-score", args=[one, panel.first.criteria[0], first.external_id])]
    addresses += [reverse("assessment-sheet-file", args=[one, "xlsx"])]
    addresses += [reverse("assessment-beside", args=[one, panel.first.criteria[0]])]
    for address in addresses:
        answer = assessor.get(address)
        assert answer.status_code == 403, address
        assert "You left this panel on" in answer.text and "Your role does not allow it" not in answer.text
        assert "What you handed in before is kept and counts" in answer.text
        assert "You are not on this panel" in answer.text
        assert not any(tender.supplier.name in answer.text for tender in tenders(panel.assessment)), address
        assert "Moves to another post" not in answer.text


def test_the_list_names_the_panels_that_somebody_left_without_a_link(world, assessor):
    panel = a_scoring(world)
    assert "Panels you left" not in assessor.get(reverse("assessments")).text
    actions.leave(panel.first, because="Is ill.", by=officer(world), now=LATER)
    shown = assessor.get(reverse("assessments")).text
    assert "Panels you left" in shown and "Gardens for all" in shown
    assert panel.assessment.external_id not in shown


def test_who_was_taken_off_before_scoring_reads_that_they_have_no_seat(world, assessor):
    panel = a_panel(world)
    actions.remove_member(panel.first, by=officer(world), now=LATER)
    answer = assessor.get(reverse("assessment-questions", args=[panel.assessment.external_id]))
    assert answer.status_code == 403 and "You have no seat on this panel" in answer.text


def test_an_assessor_of_another_authority_is_told_nothing(world):
    panel = a_scoring(world)
    actions.leave(panel.first, because="Is ill.", by=officer(world), now=LATER)
    client = Client(raise_request_exception=False)
    client.force_login(world.cast.person(Role.ASSESSOR, world.cast.other_authority))
    answer = client.get(reverse("assessment-questions", args=[panel.assessment.external_id]))
    assert answer.status_code == 404


def test_other_refusals_keep_their_reason(world):
    client = Client()
    client.force_login(world.cast.person(Role.READER))
    answer = client.get(reverse("assessment-questions", args=[a_scoring(world).assessment.external_id]))
    assert answer.status_code == 403 and "Your role does not allow it" in answer.text
