"""A lot that nobody is awarded: decided with a reason, told, taken back, and no lot or procurement waits for it."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.assessment.standstill import Standstill
from commonweal.domain.assessment.statuses import NoAwardStatus
from commonweal.domain.errors import Invalid, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.domain.procurements import ProcurementStatus
from commonweal.jobs.handlers import HANDLERS
from commonweal.journeys.award import enter_into_contract, withdraw_award
from commonweal.lifecycle.assessment import actions, queries, suitability
from commonweal.lifecycle.procurement import actions as procurement_actions
from commonweal.outbox.actions import dispatch
from tests.builders.assessment import (
    LATER,
    a_locked,
    a_moderation,
    acting,
    decide,
    look_up,
    officer,
    tenders,
)
from tests.builders.lots import two_agreed_lots
from tests.builders.procurement import fresh

DAY = dt.timedelta(days=1)
WHY = "Every tender asked for more than the authority can pay."
START, END = dt.date(2026, 9, 1), dt.date(2029, 8, 31)


@pytest.fixture
def two_lots(world):
    """North and South are locked, and the first tender of each could be awarded."""
    panels = two_agreed_lots(world, "Meals in two lots", most_lots=None)
    for panel in panels:
        look_up(world, panel.assessment)
        actions.lock(panel.assessment, by=acting(world, panel.moderator), now=LATER)
    return panels


def nobody(world, panel, *, by=None, reason=WHY, now=LATER):
    return actions.decide_no_award(panel.again(), reason=reason, by=by or officer(world), now=now)


def status(panel) -> ProcurementStatus:
    return ProcurementStatus(fresh(panel.assessment.lot.procurement).status)


def contract_of(world, panel):
    by = officer(world)
    award = decide(world, panel, Standstill.NOT_REQUIRED)
    actions.send_summaries(award, by=by, now=LATER)
    actions.publish_notice(award, published_on=LATER.date(), by=by, now=LATER)
    whole = queries.award(by, award.external_id)
    return enter_into_contract(whole, starts_on=START, ends_on=END, by=by, now=LATER)


def test_the_other_lot_is_awarded_and_the_procurement_goes_into_contract(world, two_lots):
    north, south = two_lots
    nobody(world, south)
    assert status(north) is ProcurementStatus.ASSESSING
    contract_of(world, north)
    assert status(north) is ProcurementStatus.IN_CONTRACT


def test_a_contract_that_is_there_already_need_not_wait_for_the_lot_that_failed(world, two_lots):
    north, south = two_lots
    contract_of(world, north)
    assert status(north) is ProcurementStatus.ASSESSING
    nobody(world, south)
    assert status(north) is ProcurementStatus.IN_CONTRACT


def test_where_no_lot_is_awarded_the_procurement_waits_to_be_terminated(world, two_lots):
    for panel in two_lots:
        decided = nobody(world, panel)
    assert status(panel) is ProcurementStatus.ASSESSING
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    page = client.get(reverse("no-award", args=[decided.external_id])).content.decode()
    procurement = panel.assessment.lot.procurement.external_id
    assert reverse("procurement-move", args=[procurement, "terminated"]) in page
    assert "procurement termination notice (UK12)" in page
    procurement_actions.move(
        fresh(panel.assessment.lot.procurement),
        ProcurementStatus.TERMINATED,
        reason=WHY,
        by=officer(world),
        now=LATER,
    )
    with pytest.raises(Refused) as refused:
        actions.take_back(decided, reason="After all.", by=officer(world), now=LATER)
    assert refused.value.code == "no_award.too_late"


def test_who_may_decide_it_and_when(world):
    panel = a_locked(world, "Nobody wanted")
    with pytest.raises(NotPermitted):
        nobody(world, panel, by=world.cast.actor(Role.MODERATOR))
    with pytest.raises(Invalid) as unsaid:
        nobody(world, panel, reason=" ")
    assert unsaid.value.code == "award.reason_missing"
    award = decide(world, panel)
    with pytest.raises(Refused) as refused:
        nobody(world, panel)
    assert refused.value.code == "award.stands_already"
    withdraw_award(
        queries.award(officer(world), award.external_id), reason="No.", by=officer(world), now=LATER
    )
    nobody(world, panel)
    agreed = panel.assessment.agreed_scores.select_related("assessment").first()
    for act in (
        lambda: nobody(world, panel),
        lambda: decide(world, panel),
        lambda: actions.reopen(agreed, error="A page was overlooked.", by=officer(world), now=LATER),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "award.no_award_stands"


def test_while_tenders_are_left_scores_are_locked_first(world):
    with pytest.raises(Refused) as refused:
        nobody(world, a_moderation(world, "Still talked about"))
    assert refused.value.code == "assessment.not_locked"


def test_taken_back_the_lot_can_be_awarded_again(world, two_lots):
    north, south = two_lots
    decide(world, north)
    decided = nobody(world, south)
    assert status(north) is ProcurementStatus.AWARD_DECIDED
    read = decided.revision
    kept = actions.take_back(
        decided, reason="The money was found.", by=officer(world), now=LATER, revision=read
    )
    assert kept.status == NoAwardStatus.TAKEN_BACK
    assert status(north) is ProcurementStatus.ASSESSING
    with pytest.raises(Stale):
        actions.take_back(decided, reason="Again.", by=officer(world), now=LATER, revision=read)
    with pytest.raises(Refused) as refused:
        actions.take_back(kept, reason="Again.", by=officer(world), now=LATER, revision=kept.revision)
    assert refused.value.code == "no_award.status_not_allowed"
    decide(world, south)
    assert status(north) is ProcurementStatus.AWARD_DECIDED


def test_every_tenderer_of_the_lot_is_told_and_reads_why(world, settings):
    panel = a_locked(world, "Told of nobody")
    decided = nobody(world, panel)
    dispatch(HANDLERS, now=LATER)
    assert len(mails(settings, "No contract is awarded", but_not=WHY)) == 2
    for tender, of in zip(tenders(panel.assessment), (None, world.cast.rival), strict=True):
        writer = world.cast.actor(Role.TENDER_WRITER, of) if of else world.cast.actor(Role.TENDER_WRITER)
        assert suitability.told(writer, tender.external_id).no_award == decided
        client = Client()
        client.force_login(
            world.cast.person(Role.TENDER_WRITER, of) if of else world.cast.person(Role.TENDER_WRITER)
        )
        assert WHY in client.get(reverse("tender-enquiries", args=[tender.external_id])).content.decode()
    actions.take_back(decided, reason="The money was found.", by=officer(world), now=LATER)
    dispatch(HANDLERS, now=LATER)
    assert len(mails(settings, "The award is open again", but_not="money")) == 2
    assert (
        suitability.told(
            world.cast.actor(Role.TENDER_WRITER), tenders(panel.assessment)[0].external_id
        ).no_award
        is None
    )


def mails(settings, subject, *, but_not):
    found = [text for each in settings.EMAIL_OUTBOX.iterdir() if subject in (text := each.read_text())]
    assert not any(but_not in text for text in found)
    return found
