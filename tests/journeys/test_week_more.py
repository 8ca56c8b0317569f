"""My week lists the first jobs of each sort and says how many more there are: on the page, in the email, and on a page of all."""

import datetime as dt

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.journeys import week as journey
from commonweal.journeys.digests import NAMED, counted, lines
from commonweal.journeys.week import all_of, week_of
from commonweal.journeys.week_items import Item, Job, Jobs, Whole, split
from commonweal.lifecycle.contracts.models import CommitmentPeriod
from commonweal.lifecycle.delivery import forecasting
from commonweal.lifecycle.delivery.models import OpenPeriod
from tests.builders.delivery import first_period
from tests.web.contracts.test_contract_pages import client_of, page

pytestmark = pytest.mark.django_db
LATE = 70


@pytest.fixture
def late(world) -> dt.datetime:
    """The morning after 70 periods of one commitment ended, on none of which anybody has reported."""
    one = first_period(world)
    made = CommitmentPeriod.objects.bulk_create(
        CommitmentPeriod(
            commitment=one.commitment,
            start_on=one.start_on,
            end_on=one.end_on,
            quantity=one.quantity,
            created_at=one.created_at,
        )
        for _each in range(LATE - 1)
    )
    still_open = one.still_open
    OpenPeriod.objects.bulk_create(OpenPeriod(period=each, end_on=each.end_on) for each in made)
    assert still_open.end_on == one.end_on
    return dt.datetime.combine(one.end_on + dt.timedelta(days=1), dt.time(9), tzinfo=dt.UTC)


def listed(items, job: Job) -> list[Item]:
    return [item for item in items if item.job is job]


def test_fifty_are_listed_and_the_rest_is_counted_on_both_sides(world, late):
    lead, manager = world.cast.actor(Role.DELIVERY_LEAD), world.cast.actor(Role.CONTRACT_MANAGER)
    found = week_of(lead, late)
    assert (len(listed(found.waiting, Job.REPORT_LATE)), found.more[Job.REPORT_LATE]) == (50, LATE - 50)
    found = week_of(manager, late)
    assert (len(listed(found.at_risk, Job.NO_REPORT)), found.more[Job.NO_REPORT]) == (50, LATE - 50)


def test_where_all_are_listed_nothing_more_is_said_nor_counted(world, late, monkeypatch):
    lead = world.cast.actor(Role.DELIVERY_LEAD)
    with CaptureQueriesContext(connection) as cut:
        week_of(lead, late)
    monkeypatch.setattr(journey, "MOST", LATE)
    with CaptureQueriesContext(connection) as whole:
        assert week_of(lead, late).more == {}
    assert len(cut) == len(whole) + 1


def test_the_page_says_how_many_more_and_leads_to_all_of_them(world, late, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    client = client_of(world, Role.DELIVERY_LEAD)
    url = reverse("week-all", args=[Job.REPORT_LATE])
    text = page(client, "week")
    assert f"and {LATE - 50} more:" in text
    assert f'<a class="govuk-link" href="{url}">{LATE} reports of yours are late</a>' in text
    first, second = client.get(url).content.decode(), client.get(f"{url}?page=2").content.decode()
    leads = reverse("report-add", kwargs={"commitment_id": world.commitment.external_id})
    assert (first.count(leads), second.count(leads)) == (50, LATE - 50)
    assert f"{LATE} reports of yours are late" in first


def test_the_email_counts_all_and_names_the_first_with_a_link_to_the_rest(world, late):
    told = "\n".join(
        lines(week_of(world.cast.actor(Role.DELIVERY_LEAD), late), late.date(), world.cast.supplier)
    )
    assert f"- {LATE} reports of yours are late" in told
    assert told.count("/report?period=") == NAMED
    assert f"and {LATE - NAMED} more: " in told
    assert reverse("week-all", args=[Job.REPORT_LATE]) in told
    assert not mail.outbox


def test_the_calendar_holds_everything_that_comes_up(world, late, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: late - dt.timedelta(days=7))
    calendar = client_of(world, Role.DELIVERY_LEAD).get(reverse("week-calendar")).content.decode()
    assert calendar.count("UID:report_due-") == LATE


def test_another_supplier_finds_none_of_it_on_the_page_of_all(world, late):
    rival = world.cast.actor(Role.DELIVERY_LEAD, world.cast.rival)
    assert len(all_of(Job.REPORT_LATE, rival, late)) == 0
    for job in Job:
        assert all_of(job, world.cast.actor(Role.READER), late)[0:50] == []


def test_a_sort_that_does_not_exist_is_not_found(world):
    client = client_of(world, Role.READER)
    assert client.get(reverse("week-all", args=["anything"])).status_code == 404


def test_reports_to_verify_are_counted_by_report_and_listed_by_contract(world, monkeypatch):
    assert world.report
    assert world.narrative_report
    manager = world.cast.actor(Role.CONTRACT_MANAGER)
    monkeypatch.setattr(journey, "MOST", 0)
    assert week_of(manager, world.now + dt.timedelta(days=400)).more[Job.VERIFY] == 2
    assert all_of(Job.VERIFY, manager, world.now).things == 2
    assert len(all_of(Job.VERIFY, manager, world.now)) == 1


def test_too_many_promises_for_one_look_are_said_on_the_page_and_in_the_email(world, monkeypatch):
    assert world.contract
    manager = world.cast.actor(Role.CONTRACT_MANAGER)
    monkeypatch.setattr(forecasting, "MOST_LOOKED_AT", 0)
    found = week_of(manager, world.now)
    assert found.looked_at is not None
    looked, there_are = found.looked_at
    assert looked == 0 < there_are
    assert f"0 of your {there_are} promises that end first" in "\n".join(
        lines(found, world.now.date(), world.cast.authority)
    )
    text = page(client_of(world, Role.CONTRACT_MANAGER), "week")
    assert f"You look after {there_are} counted promises" in text
    monkeypatch.setattr(forecasting, "MOST_LOOKED_AT", there_are)
    assert week_of(manager, world.now).looked_at is None


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, "1 report of yours is late"),
        (2, "2 reports of yours are late"),
        (1234, "1,234 reports of yours are late"),
    ],
)
def test_a_count_is_written_with_its_thousands_apart(count, told):
    assert counted(Job.REPORT_LATE, count) == told


def item(job: Job, number: int, count: int = 1) -> Item:
    return Item(job, str(number), str(number), count=count)


@pytest.mark.parametrize("sizes", [(0, 0), (3, 0), (0, 3), (4, 3), (1, 2, 3)])
@pytest.mark.parametrize("per_page", [1, 2, 5, 50])
def test_pages_over_several_queries_hold_each_job_once_and_in_order(sizes, per_page):
    every = [item(Job.REPORT_LATE, number) for number in range(sum(sizes))]
    left, parts = list(every), []
    for size in sizes:
        parts.append(Jobs(Job.REPORT_LATE, left[:size]))
        left = left[size:]
    whole = Whole(parts)
    pages = [whole[start : start + per_page] for start in range(0, len(every), per_page)]
    assert [each for some in pages for each in some] == every
    assert len(whole) == whole.things == len(every)


def test_what_counts_several_is_counted_by_what_it_counts():
    rows = [item(Job.DECIDE_BEFORE, number, count=number) for number in (3, 4, 5)]
    assert Jobs(Job.DECIDE_BEFORE, rows).first(1) == (rows[:1], 9)
    assert [each.first(9) for each in split([*rows, item(Job.SCORE, 1)])] == [
        (rows, 0),
        ([item(Job.SCORE, 1)], 0),
    ]
