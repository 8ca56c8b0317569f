"""My week tells both sides until when a tenderer is heard, that the day went by, and when interests are to be looked at again."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.domain.assessment.enquiries import EnquiryPurpose
from commonweal.domain.permissions import Role
from commonweal.domain.procurements import ProcurementStatus
from commonweal.journeys.digests import lines
from commonweal.journeys.week import week_of
from commonweal.journeys.week_items import Item, Job
from commonweal.lifecycle.assessment import actions
from commonweal.lifecycle.procurement.actions.statuses import move
from tests.builders.assessment import LATER, a_found_ground, a_locked, decide, officer, tenders
from tests.builders.procurement import fresh
from tests.web.contracts.test_contract_pages import client_of, page

pytestmark = pytest.mark.django_db
TODAY = LATER.date()
DAY = TODAY + dt.timedelta(days=10)
GONE_BY = LATER + dt.timedelta(days=11)
MONTH = TODAY + dt.timedelta(days=30)


def of(items, job: Job) -> list[Item]:
    return [item for item in items if item.job is job]


@pytest.fixture
def asked(world):
    """One tenderer was asked about a ground and about a promise, and has ten days to answer."""
    ground = a_found_ground(world)
    promise = actions.ask(
        ground.tender,
        EnquiryPurpose.PROMISE,
        "Please say how the eight apprentices are employed.",
        answer_until=DAY,
        by=officer(world),
        now=LATER,
    )
    return ground, promise


def test_until_its_day_the_tenderer_is_asked_and_the_authority_waits(world, asked):
    ground, promise = asked
    supplier, rival = (
        world.cast.actor(Role.TENDER_WRITER, each) for each in (world.cast.supplier, world.cast.rival)
    )
    waiting = week_of(supplier, LATER).waiting
    ids = {ground.enquiry.external_id, promise.external_id}
    assert {(each.id, each.on) for each in of(waiting, Job.ANSWER_ENQUIRY)} == {(id_, DAY) for id_ in ids}
    assert not of(waiting, Job.ENQUIRY_MISSED)
    coming = of(week_of(officer(world), LATER).coming, Job.ANSWER_AWAITED)
    assert [(each.id, each.on) for each in coming] == [(ground.panel.assessment.external_id, DAY)] * 2
    for other in (
        rival,
        world.cast.actor(Role.READER),
        world.cast.actor(Role.PROCUREMENT_OFFICER, world.cast.other_authority),
    ):
        assert not of(week_of(other, LATER).coming, Job.ANSWER_AWAITED)
        assert not of(week_of(other, LATER).waiting, Job.ANSWER_ENQUIRY)


def test_once_the_day_went_by_both_sides_are_told(world, asked):
    ground, _promise = asked
    supplier = world.cast.actor(Role.TENDER_WRITER)
    waiting = week_of(supplier, GONE_BY).waiting
    assert not of(waiting, Job.ANSWER_ENQUIRY)
    assert [(each.id, each.on) for each in of(waiting, Job.ENQUIRY_MISSED)] == [
        (ground.tender.external_id, DAY)
    ] * 2
    found = week_of(officer(world), GONE_BY)
    assert not of(found.coming, Job.ANSWER_AWAITED)
    assert len(of(found.waiting, Job.ANSWER_MISSED)) == 1, "the ground is counted among what is to be decided"
    assert not of(
        week_of(world.cast.actor(Role.TENDER_WRITER, world.cast.rival), GONE_BY).waiting, Job.ENQUIRY_MISSED
    )


def test_an_answer_ends_it_on_both_sides(world, asked):
    ground, promise = asked
    supplier = world.cast.actor(Role.TENDER_WRITER)
    for each in (ground.enquiry, promise):
        actions.answer(each, "They are employed by us.", by=supplier, now=LATER)
    for now in (LATER, GONE_BY):
        assert not of(week_of(supplier, now).waiting, Job.ENQUIRY_MISSED)
        found = week_of(officer(world), now)
        assert not of(found.coming, Job.ANSWER_AWAITED) and not of(found.waiting, Job.ANSWER_MISSED)


def test_a_procurement_that_was_terminated_asks_nobody(world, asked):
    ground, _promise = asked
    procurement = fresh(ground.panel.assessment.lot.procurement)
    move(procurement, ProcurementStatus.TERMINATED, reason="The need has gone.", by=officer(world), now=LATER)
    assert not of(week_of(world.cast.actor(Role.TENDER_WRITER), GONE_BY).waiting, Job.ENQUIRY_MISSED)
    assert not of(week_of(officer(world), LATER).coming, Job.ANSWER_AWAITED)


def test_once_the_award_is_decided_no_answer_is_awaited(world):
    panel = a_locked(world)
    actions.ask(
        tenders(panel.assessment)[0],
        EnquiryPurpose.PROMISE,
        "Please say how the eight apprentices are employed.",
        answer_until=DAY,
        by=officer(world),
        now=LATER,
    )
    assert of(week_of(officer(world), LATER).coming, Job.ANSWER_AWAITED)
    assert of(week_of(officer(world), GONE_BY).waiting, Job.ANSWER_MISSED)
    decide(world, panel)
    assert not of(week_of(officer(world), LATER).coming, Job.ANSWER_AWAITED)
    assert not of(week_of(officer(world), GONE_BY).waiting, Job.ANSWER_MISSED)


def note(world, procurement, review_on: dt.date, **changes):
    facts = {"whose": "Head of care", "interest": "A cousin works there.", "mitigation": "Takes no part."}
    who = {"by": officer(world), "now": LATER}
    return actions.note_conflict(procurement, **facts | changes, review_on=review_on, **who)


def due(world, days: int, role: Role = Role.PROCUREMENT_OFFICER, where=None) -> list[tuple[str, dt.date]]:
    now = LATER + dt.timedelta(days=days)
    found = week_of(world.cast.actor(role, where or world.cast.authority), now).waiting
    return [(each.id, each.on) for each in of(found, Job.REVIEW_CONFLICTS)]


def test_interests_are_to_be_looked_at_again_four_weeks_before_their_day_and_until_somebody_does(world):
    procurement = world.opened_procurement
    note(world, procurement, MONTH)
    assert due(world, 1) == []
    assert due(world, 2) == due(world, 40) == [(procurement.external_id, MONTH)]
    assert due(world, 2, Role.READER) == due(world, 2, where=world.cast.other_authority) == []
    then = LATER + dt.timedelta(days=31)
    later = MONTH + dt.timedelta(days=60)
    actions.review_conflicts(
        procurement, words="Nothing new.", next_review_on=later, by=officer(world), now=then
    )
    assert due(world, 40) == []
    assert due(world, 70) == [(procurement.external_id, later)]


def test_a_line_that_was_replaced_has_no_day_of_its_own(world):
    procurement = world.opened_procurement
    first = note(world, procurement, MONTH)
    note(world, procurement, MONTH + dt.timedelta(days=300), replaces=first)
    assert due(world, 40) == []


def test_a_procurement_that_is_over_is_not_looked_at_again(world):
    procurement = world.opened_procurement
    note(world, procurement, MONTH)
    move(
        fresh(procurement),
        ProcurementStatus.TERMINATED,
        reason="The need has gone.",
        by=officer(world),
        now=LATER,
    )
    assert due(world, 40) == []


def test_the_page_and_the_email_say_so_with_a_link(world, asked, monkeypatch):
    ground, _promise = asked
    procurement = ground.panel.assessment.lot.procurement
    note(world, procurement, DAY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: GONE_BY)
    text = page(client_of(world, Role.PROCUREMENT_OFFICER), "week")
    assert f"Look again at the conflicts assessment of {procurement.title}" in text
    assert reverse("procurement-conflicts", args=[procurement.external_id]) in text
    assert f"A tenderer for {procurement.title} let the day go by" in text
    told = "\n".join(lines(week_of(officer(world), GONE_BY), GONE_BY.date(), world.cast.authority))
    assert "1 conflicts assessment is to be looked at again, the first since" in told
    client = client_of(world, Role.TENDER_WRITER)
    text = page(client, "week")
    assert f"The day to answer about your tender for {procurement.title} has passed" in text
    url = reverse("tender-enquiries", args=[ground.tender.external_id])
    assert url in text and client.get(url).status_code == 200


def test_the_number_of_queries_does_not_grow_with_what_waits(world, asked):
    ground, _promise = asked
    procurement = ground.panel.assessment.lot.procurement
    note(world, procurement, DAY)
    with CaptureQueriesContext(connection) as few:
        week_of(officer(world), GONE_BY)
    for number in range(3):
        note(world, procurement, DAY, whose=f"Officer {number}")
        actions.ask(
            ground.tender,
            EnquiryPurpose.PROMISE,
            f"Please say more about promise number {number}.",
            answer_until=DAY,
            by=officer(world),
            now=LATER,
        )
    with CaptureQueriesContext(connection) as many:
        week_of(officer(world), GONE_BY)
    assert len(few) == len(many)
