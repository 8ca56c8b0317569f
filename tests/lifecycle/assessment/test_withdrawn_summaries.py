"""Who was sent a summary goes on reading it when its decision is withdrawn: marked, and as it was when it was sent."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.assessment.standstill import Standstill
from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Role
from commonweal.journeys.assessment_papers import contents
from commonweal.journeys.award import withdraw_award
from commonweal.lifecycle.assessment import actions
from commonweal.lifecycle.assessment.models import AwardDecision
from commonweal.lifecycle.assessment.told import is_told, stands_as_told, summary
from commonweal.presentation.formats import day
from tests.builders.assessment import LATER, REASON, a_locked, acting, decide, officer, system, tenders

pytestmark = pytest.mark.django_db

WITHDRAWN = LATER + dt.timedelta(days=1)
AGAIN = LATER + dt.timedelta(days=2)
NEW = "Read again: it says who, and not by when."


def at(award) -> AwardDecision:
    return system(AwardDecision).get(pk=award.pk)


def withdraw(world, award):
    withdraw_award(at(award), reason="An answer was overlooked.", by=officer(world), now=WITHDRAWN)


def score_again(world, panel):
    """The winner's method is opened again and agreed at 50, and the scores are locked."""
    winner = tenders(panel.assessment)[0]
    agreed = panel.assessment.agreed_scores.filter(tender=winner).order_by("pk").first()
    actions.reopen(agreed, error="A page of the answer was not read.", by=officer(world), now=AGAIN)
    chair = acting(world, panel.moderator)
    facts = {"score": 5_000, "reason": NEW, "by": chair, "now": AGAIN}
    actions.agree(panel.again(), winner, agreed.criterion_id, **facts)
    return agreed.criterion_id


def shown(world, tender) -> str:
    client = Client()
    client.force_login(world.cast.person(Role.TENDER_WRITER, world.cast.rival))
    page = client.get(reverse("assessment-summary", args=[tender.external_id]))
    file = client.get(reverse("assessment-summary-file", args=[tender.external_id, "pdf"]))
    assert (page.status_code, file.status_code) == (200, 200)
    return " ".join(page.text.split())


def test_it_stays_as_it_was_sent_while_the_lot_is_assessed_again_and_gives_way_to_a_new_one(world):
    panel = a_locked(world)
    award = decide(world, panel)
    first, second = tenders(panel.assessment)
    rival = world.cast.actor(Role.TENDER_WRITER, world.cast.rival)
    actions.send_summaries(award, by=officer(world), now=LATER)
    before = summary(rival, second.external_id)[1]
    assert before.withdrawn_at is None and stands_as_told(second)

    withdraw(world, award)
    criterion = score_again(world, panel)
    after = summary(rival, second.external_id)[1]
    assert after.withdrawn_at == WITHDRAWN and is_told(second) and not stands_as_told(second)
    assert (after.own, after.winner) == (before.own, before.winner)
    page = shown(world, second)
    assert "Decision withdrawn" in page and "The award was to go to" in page and "85.00" in page
    assert f"was withdrawn on {day(WITHDRAWN)}" in page
    assert REASON in page and NEW not in page and "Standstill ends" not in page
    with pytest.raises(NotFound):
        summary(rival, first.external_id)

    actions.lock(panel.again(), by=acting(world, panel.moderator), now=AGAIN)
    said = {"by": officer(world), "now": AGAIN}
    facts = {"standstill": Standstill.MANDATORY, "standstill_days": 8}
    newer = actions.decide(panel.again(), first, reason="Still the first.", **facts, **said)
    assert summary(rival, second.external_id)[1].winner == before.winner
    actions.send_summaries(newer, **said)
    told = summary(rival, second.external_id)[1]
    assert told.award == newer and told.withdrawn_at is None and stands_as_told(second)
    assert (told.winner[criterion].score, told.winner[criterion].reason) == (5_000, NEW)
    kept = {each.path: each.content.decode() for each in contents._awards(panel.again())}
    assert NEW in kept["7-award/summaries/001.csv"] and NEW not in kept["7-award/withdrawn-1/001.csv"]
    assert "85.00" in kept["7-award/withdrawn-1/001.csv"]


def test_a_decision_withdrawn_before_summaries_were_sent_tells_nobody_anything(world):
    panel = a_locked(world)
    withdraw(world, decide(world, panel))
    second = tenders(panel.assessment)[1]
    assert not is_told(second)
    with pytest.raises(NotFound):
        summary(world.cast.actor(Role.TENDER_WRITER, world.cast.rival), second.external_id)
    assert not any("withdrawn-" in each.path for each in contents._awards(panel.again()))
