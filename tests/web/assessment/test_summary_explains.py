"""A summary explains itself: its parts add up to the total, and the published rule that decided is named and stated."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.assessment.quantity import QuantityRule
from commonweal.domain.assessment.standstill import Standstill
from commonweal.domain.permissions import Role
from commonweal.journeys.assessment_papers import contents
from commonweal.lifecycle.assessment import actions
from commonweal.lifecycle.procurement.actions.method import set_quantity
from tests.builders import tendering
from tests.builders.assessment import (
    LATER,
    a_locked,
    a_moderation,
    acting,
    agree_all,
    decide,
    look_up,
    officer,
    tenders,
)
from tests.builders.lots import two_agreed_lots
from tests.builders.procurement import a_designed_procurement, fresh

WHY = "The most advantageous tender."


def send(world, award):
    return actions.send_summaries(award, by=officer(world), now=LATER)


def decide_for(world, panel, tender):
    facts = {"standstill": Standstill.MANDATORY, "standstill_days": 8}
    return actions.decide(panel.again(), tender, reason=WHY, **facts, by=officer(world), now=LATER)


def lock(world, panel):
    look_up(world, panel.assessment)
    actions.lock(panel.assessment, by=acting(world, panel.moderator), now=LATER)


def read(person, tender) -> dict[str, str]:
    """What a tenderer reads on the page and in the document."""
    client = Client()
    client.force_login(person)
    page = client.get(reverse("assessment-summary", args=[tender.external_id]))
    assert page.status_code == 200
    file = client.get(reverse("assessment-summary-file", args=[tender.external_id, "docx"]))
    text = zipfile.ZipFile(io.BytesIO(file.content)).read("word/document.xml").decode()
    return {"page": " ".join(page.text.split()), "docx": text}


def of_the_whole_file(panel) -> list[str]:
    found = contents._awards(panel.again())
    return [each.content.decode() for each in found if each.path.startswith("7-award/summaries/")]


def people(world):
    return world.cast.person(Role.TENDER_WRITER), world.cast.person(Role.TENDER_WRITER, world.cast.rival)


def test_where_quantity_counts_its_points_stand_beside_the_agreed_score_and_the_parts_add_up(
    world, monkeypatch
):
    """Jobs: half of the agreed 75 and half of 50 points (100.5 of 201 hours) are 62.5; 40 + 30 + 12.5 = 82.5."""

    def designed(*args, **facts):
        procurement = a_designed_procurement(*args, **facts)
        jobs = procurement.ask.criteria.get(kind="social_value")
        rule = QuantityRule("capped", jobs.metrics.get().external_id, 5_000, 201_000)
        set_quantity(jobs, rule, by=officer(world), now=world.now)
        return fresh(procurement)

    monkeypatch.setattr(tendering, "a_designed_procurement", designed)
    panel = a_locked(world)
    send(world, decide(world, panel))
    made = (
        "Agreed score for the method: 75.00 of 100, which counts 50%. How much is promised: 50.00 of 100, which counts "
        "50%. Together: 62.50."
    )
    rivals = made.replace("75.00", "25.00").replace("62.50", "37.50")
    first, second = tenders(panel.assessment)
    winner, rival = people(world)
    for shown in read(winner, first).values():
        assert made in shown and rivals not in shown
        assert all(figure in shown for figure in ("40.00", "30.00", "12.50", "82.50"))
    for shown in read(rival, second).values():
        assert made in shown and rivals in shown
        assert all(figure in shown for figure in ("12.50", "82.50", "37.69", "20.00", "7.50", "65.19"))
    kept = "".join(of_the_whole_file(panel))
    assert "75.00,62.50,50.00,12.50" in kept and "82.50" in kept
    assert "25.00,37.50,50.00,7.50" in kept and "65.19" in kept


def test_with_a_limit_on_lots_the_higher_total_reads_which_rule_gave_the_lot_away(world):
    north, south = two_agreed_lots(world, "Home care in two lots", most_lots=1)
    for panel in (north, south):
        lock(world, panel)
    ahead, awarded = tenders(south.assessment)
    send(world, decide_for(world, south, awarded))
    supplier, rival = people(world)
    for shown in read(supplier, ahead).values():
        assert (
            f"Your tender comes before that of {world.cast.rival.name} in the ranking of this lot." in shown
        )
        assert "limit one tenderer to 1 lot." in shown
        assert "Lot after lot" in shown and "is passed over for the next in the ranking." in shown
    for shown in read(rival, awarded).values():
        assert "Lot after lot" not in shown
    assert "Lot after lot" in "".join(of_the_whole_file(south))


@pytest.mark.parametrize("alike", [False, True])
def test_with_equal_totals_the_rule_for_them_is_named(world, alike):
    """Equal prices. 30 + 10 and 20 + 20 are both 40; the higher score on the method, the heaviest question, comes first."""
    panel = a_moderation(world, "Lunch club", prices=(98_000_000, 98_000_000))
    agree_all(world, panel, {0: (7_500, 5_000), 1: (7_500, 5_000) if alike else (5_000, 10_000)})
    lock(world, panel)
    first, second = tenders(panel.assessment)
    send(world, decide_for(world, panel, first))
    winner, rival = people(world)
    for shown in read(rival, second).values():
        assert "are equal." in shown and "The heaviest criterion first" in shown
        assert "comes first, then on the next heaviest." in shown
        assert ("It does not tell the two tenders apart" in shown) is alike
        assert (WHY in shown) is alike
    for shown in read(winner, first).values():
        assert "are equal." not in shown
    assert "The heaviest criterion first" in "".join(of_the_whole_file(panel))


def test_a_higher_total_needs_no_rule(world):
    panel = a_locked(world)
    send(world, decide(world, panel))
    for shown in read(people(world)[1], tenders(panel.assessment)[1]).values():
        assert "are equal." not in shown and "comes before that of" not in shown
