"""Where points for price rest on quality, what cannot be worked out exactly is left out, and the page and the minute say so."""

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.assessment import agreed_flips
from commonweal.domain.permissions import Role
from commonweal.journeys import firmness
from commonweal.journeys.assessment_papers.minute import minute
from commonweal.journeys.firmness_lots import lots_firmness
from commonweal.lifecycle.assessment import actions, queries
from tests.builders import assessment as built
from tests.builders import procurement as built_procurement
from tests.builders.assessment import LATER, a_locked
from tests.builders.lots import two_agreed_lots

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def by_quality(monkeypatch):
    monkeypatch.setattr(built_procurement, "FORMULA", "price-per-quality-point")
    firmness._found.clear()


def shown_to(world, one) -> tuple[str, str]:
    """The page and the minute."""
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    page = client.get(reverse("assessment-firm", args=[one.external_id])).text
    return " ".join(page.split()), repr(minute(one, queries.latest_snapshot(one), now=LATER).blocks)


def test_weights_that_would_move_the_price_are_left_out_and_said(world):
    one = a_locked(world).again()
    found = firmness.firmness_of(one, queries.latest_snapshot(one))
    kept = firmness.read_ranking(queries.latest_snapshot(one))
    assert [each.id for each in kept.criteria if each.price_formula] == list(found.result.weight_intervals)
    assert found.is_held_still and found.flips is not None and not found.result.can_win
    page, paper = shown_to(world, one)
    for shown in (page, paper):
        assert "worked out again for every hundredth of a mark" in shown
        assert "Another weight of a criterion other than price" in shown
        assert "Not worked out" in shown and "Could be first or level" not in shown
    assert "would still win under every single weight change" not in page
    assert "No change of the weights alone" not in page + paper


def test_among_very_many_the_changes_of_a_score_are_left_out_and_said(world, monkeypatch):
    monkeypatch.setattr(agreed_flips, "MOST_TRIED", 1)
    page, paper = shown_to(world, a_locked(world).again())
    for shown in (page, paper):
        assert "With so many tenders the changes of a single score are not worked out" in shown
        assert "No change of a single score can flip it" not in shown


def test_several_lots_together_leave_out_what_would_move_a_lot(world):
    panels = two_agreed_lots(world, "Home care in two lots", most_lots=1)
    for panel in panels:
        actions.lock(panel.assessment, by=built.acting(world, panel.moderator), now=LATER)
    one = panels[0].again()
    found = lots_firmness(one)
    assert found.rests_on_quality and found.flips is None and len(found.intervals) == 1
    for shown in shown_to(world, one):
        assert "This is not worked out for several lots together" in shown
        assert "Which change of a single score would move a lot is not worked out either" in shown
        assert "too many" not in shown
