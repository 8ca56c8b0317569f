"""A contract that has ended waits for nobody, but for what its end brings about and for what was said before it."""

import datetime as dt

import pytest
from django.urls import reverse

from commonweal.domain.forecast import Outlook
from commonweal.domain.permissions import Role
from commonweal.journeys.week import week_of
from commonweal.journeys.week_items import Job
from commonweal.lifecycle.contracts import actions
from commonweal.lifecycle.delivery.forecasting import forecasts
from commonweal.lifecycle.delivery.reviews import LOOK_BACK
from tests.builders.contracts import fresh
from tests.builders.delivery import in_first_period
from tests.builders.reviews import a_planned_review
from tests.web.contracts.test_contract_pages import client_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def jobs(actor, now) -> set[Job]:
    found = week_of(actor, now)
    return {each.job for part in (found.waiting, found.coming, found.at_risk) for each in part}


@pytest.fixture
def end(world):
    """End the contract early at an instant, which is given back."""
    assert world.contract

    def act(now: dt.datetime) -> dt.datetime:
        manager = world.cast.actor(Role.CONTRACT_MANAGER)
        actions.terminate(fresh(world.contract), reason="It closed.", by=manager, now=now)
        return now

    return act


def test_no_report_is_late_any_more_and_what_was_reported_still_waits_to_be_verified(world, end):
    lead, manager = world.cast.actor(Role.DELIVERY_LEAD), world.cast.actor(Role.CONTRACT_MANAGER)
    assert world.report
    second = world.commitment.periods.all()[1]
    late = dt.datetime.combine(second.end_on, dt.time(12), tzinfo=dt.UTC) + 5 * DAY
    assert Job.REPORT_LATE in jobs(lead, late)
    assert Job.NO_REPORT in jobs(manager, late)
    end(late)
    assert not {Job.REPORT_LATE, Job.REPORT_DUE} & jobs(lead, late)
    assert not {Job.NO_REPORT, Job.NOBODY_LEADS} & jobs(manager, late)
    assert Job.VERIFY in jobs(manager, late)


def test_an_invitation_that_can_no_longer_be_accepted_waits_for_no_answer(world, end):
    assert world.tier_two
    third, now = world.cast.actor(Role.DELIVERY_LEAD, world.third_supplier), in_first_period(world)
    assert Job.ANSWER_TIER_TWO in jobs(third, now)
    end(now)
    assert Job.ANSWER_TIER_TWO not in jobs(third, now)


def test_a_handover_waits_for_nobody(world, end):
    handover, now = world.handover, in_first_period(world)
    rows = type(handover).objects.for_system("test").filter(pk=handover.pk)
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    rows.update(status="sent_back", sent_at=now, sent_by=officer.person)
    assert Job.HANDOVER_BACK in jobs(officer, now)
    end(now)
    assert Job.HANDOVER_BACK not in jobs(officer, now)


def test_the_last_look_back_is_asked_for_a_quarter_of_a_year_and_then_no_more(world, end):
    review = a_planned_review(world)
    lead = world.cast.actor(Role.DELIVERY_LEAD)
    last = dt.datetime.combine(review.due_on + LOOK_BACK, dt.time(12), tzinfo=dt.UTC)
    assert Job.PREPARE_REVIEW in jobs(lead, last + DAY), "in force it stays, however late"
    end(in_first_period(world))
    assert Job.PREPARE_REVIEW in jobs(lead, last)
    assert Job.PREPARE_REVIEW not in jobs(lead, last + DAY)
    page = client_of(world, Role.DELIVERY_LEAD).get(reverse("review", args=[review.external_id]))
    assert page.status_code == 200


def test_the_last_rating_of_a_kpi_still_falls_due(world, end):
    assert world.kpi
    manager, now = world.cast.actor(Role.CONTRACT_MANAGER), in_first_period(world)
    end(now)
    assert Job.RATE_KPI in jobs(manager, now)


def test_a_promise_of_it_has_ended_short_and_is_not_too_early_to_say(world, end):
    assert world.report
    reader, now = world.cast.actor(Role.READER), in_first_period(world) + DAY
    before = forecasts(reader, [world.commitment], now.date())[world.commitment.pk]
    assert before.outlook is not Outlook.ENDED_SHORT
    end(now)
    commitment = type(world.commitment).objects.for_system("test").select_related("contract")
    found = forecasts(reader, [commitment.get(pk=world.commitment.pk)], now.date())[world.commitment.pk]
    assert found.outlook is Outlook.ENDED_SHORT
