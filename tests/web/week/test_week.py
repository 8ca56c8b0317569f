"""My week: what waits, what comes up, what is at risk, from real data and in words."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.journeys.week import week_of
from commonweal.journeys.week_items import Job
from commonweal.lifecycle.procurement import actions as procurements
from commonweal.lifecycle.procurement.actions import approval
from commonweal.lifecycle.procurement.events import AskEvent
from commonweal.records.work import change, transaction
from commonweal.web.week.views import LEADS_TO, WORDS
from tests.builders.delivery import first_period, in_first_period
from tests.builders.procurement import fresh
from tests.web.contracts.test_contract_pages import client_of, page

pytestmark = pytest.mark.django_db


def test_every_job_has_words_and_a_page():
    assert set(WORDS) == set(Job) == set(LEADS_TO)


def jobs(items) -> list[Job]:
    return [item.job for item in items]


def test_a_report_waits_for_the_contract_manager_until_somebody_decides(world):
    report = world.report
    found = week_of(world.cast.actor(Role.CONTRACT_MANAGER), in_first_period(world) + dt.timedelta(days=12))
    (item,) = [each for each in found.waiting if each.job is Job.VERIFY]
    assert (item.about, item.count) == (report.commitment.contract.title, 1)


def test_a_reader_has_nothing_to_do(world):
    assert world.report
    found = week_of(world.cast.actor(Role.READER), in_first_period(world))
    assert not found.waiting
    assert not found.at_risk


def test_a_period_comes_up_then_is_late_and_at_risk_until_it_is_reported(world):
    lead, manager = world.cast.actor(Role.DELIVERY_LEAD), world.cast.actor(Role.CONTRACT_MANAGER)
    end = dt.datetime.combine(first_period(world).end_on, dt.time(12), tzinfo=dt.UTC)
    assert Job.REPORT_DUE in jobs(week_of(lead, end - dt.timedelta(days=7)).coming)
    assert Job.REPORT_LATE in jobs(week_of(lead, end + dt.timedelta(days=2)).waiting)
    assert Job.NO_REPORT in jobs(week_of(manager, end + dt.timedelta(days=2)).at_risk)
    assert world.report
    assert Job.REPORT_LATE not in jobs(week_of(lead, end + dt.timedelta(days=2)).waiting)
    assert Job.NO_REPORT not in jobs(week_of(manager, end + dt.timedelta(days=2)).at_risk)


def test_another_supplier_hears_nothing_of_it(world):
    rival = world.cast.actor(Role.DELIVERY_LEAD, world.cast.rival)
    end = dt.datetime.combine(first_period(world).end_on, dt.time(12), tzinfo=dt.UTC)
    assert not week_of(rival, end + dt.timedelta(days=2)).waiting


def test_an_unfinished_tender_waits_for_its_writer_with_the_deadline(world):
    tender = world.draft_tender
    found = week_of(world.cast.actor(Role.TENDER_WRITER), world.now)
    assert (Job.FINISH_TENDER, tender.external_id) in [(item.job, item.id) for item in found.waiting]


def test_tenders_past_their_deadline_wait_for_the_openers(world):
    opener = world.openers[0].actor()
    later = world.now + dt.timedelta(days=90)
    assert Job.OPEN_TENDERS not in jobs(week_of(opener, later).waiting)
    procurements.close_if_due(world.closed_procurement, now=later)
    found = week_of(opener, later)
    assert [(item.job, item.id) for item in found.waiting] == [
        (Job.OPEN_TENDERS, world.closed_procurement.external_id)
    ]


def test_the_page_has_a_constant_query_count_and_a_calendar(world):
    client = client_of(world, Role.CONTRACT_MANAGER)
    assert world.report
    with CaptureQueriesContext(connection) as one:
        assert "Verify 1 report on Day centre for older residents" in page(client, "week")
    assert world.narrative_report
    with CaptureQueriesContext(connection) as two:
        assert "Verify 2 reports on Day centre for older residents" in page(client, "week")
    assert len(one) == len(two)
    calendar = client.get(reverse("week-calendar"))
    assert calendar["Content-Type"].startswith("text/calendar")
    assert calendar.content.startswith(b"BEGIN:VCALENDAR")


def test_nothing_waiting_says_what_most_people_do_next(world):
    text = page(client_of(world, Role.READER), "week")
    assert "Nothing is waiting for you." in text
    assert reverse("contracts") in text


def test_an_ask_waits_for_those_who_may_approve_it_and_not_for_who_wrote_it(world):
    ask = world.waiting_ask
    lead, officer = world.cast.actor(Role.MISSION_LEAD), world.cast.actor(Role.PROCUREMENT_OFFICER)
    mine = [item for item in week_of(lead, world.now).waiting if item.job is Job.APPROVE_ASK]
    assert [(item.about, item.id) for item in mine] == [(ask.title, ask.external_id)]
    assert Job.APPROVE_ASK not in jobs(week_of(officer, world.now).waiting)
    assert Job.APPROVE_ASK not in jobs(week_of(world.cast.actor(Role.READER), world.now).waiting)
    stranger = world.cast.actor(Role.MISSION_LEAD, world.cast.other_authority)
    assert Job.APPROVE_ASK not in jobs(week_of(stranger, world.now).waiting)
    text = page(client_of(world, Role.MISSION_LEAD), "week")
    assert f"Approve the ask of {ask.title}, or send it back" in text
    assert reverse("ask-approval", args=[ask.external_id]) in text


def test_an_ask_that_was_sent_back_waits_for_who_sent_it_until_it_is_sent_again(world):
    ask = world.waiting_ask
    lead, officer = world.cast.actor(Role.MISSION_LEAD), world.cast.actor(Role.PROCUREMENT_OFFICER)
    approval.send_back(ask.reviews.last(), reason="Name the post.", by=lead, now=world.now)
    assert Job.CHANGE_ASK in jobs(week_of(officer, world.now).waiting)
    assert Job.APPROVE_ASK not in jobs(week_of(lead, world.now).waiting)
    approval.send_for_approval(fresh(ask.procurement).ask, by=officer, now=world.now)
    assert Job.CHANGE_ASK not in jobs(week_of(officer, world.now).waiting)
    assert Job.APPROVE_ASK in jobs(week_of(lead, world.now).waiting)


def test_a_person_who_wrote_in_an_ask_is_not_asked_to_approve_it(world):
    ask = world.waiting_ask
    lead = world.cast.actor(Role.MISSION_LEAD)
    with transaction(by=lead, at=world.now) as work:
        change(ask, authors=[*ask.authors, lead.person])
        work.record(AskEvent.CHANGED, ask, changed=[])
    assert Job.APPROVE_ASK not in jobs(week_of(lead, world.now).waiting)


def test_what_waits_with_a_day_to_come_stands_in_the_calendar_and_what_waits_since_one_does_not(
    world, monkeypatch
):
    term, client = world.contract_term, client_of(world, Role.CONTRACT_MANAGER)
    noon = dt.datetime.combine(term.due_on, dt.time(12), tzinfo=dt.UTC)
    clock = SimpleNamespace(now=lambda: noon - dt.timedelta(days=10))
    monkeypatch.setattr("commonweal.web.middleware.timezone", clock)
    assert "Calendar file" in page(client, "week")
    text = client.get(reverse("week-calendar")).content.decode()
    assert f"DTSTART;VALUE=DATE:{term.due_on:%Y%m%d}" in text
    assert f"UID:term_due-{term.external_id}@commonweal" in text
    clock.now = lambda: noon + dt.timedelta(days=10)
    assert term.external_id in page(client, "week")
    assert term.external_id not in client.get(reverse("week-calendar")).content.decode()
