"""The performance and termination notices name the KPIs whose ratings leave days out; My week says which notice is due."""

import datetime as dt
from dataclasses import replace

import pytest

from commonweal.domain.duty_marks import Mark
from commonweal.domain.kpis import KpiRating
from commonweal.domain.notices import NoticeKind, When
from commonweal.domain.permissions import Role
from commonweal.domain.rules.duties import Bites
from commonweal.journeys import contract_notices as journey
from commonweal.journeys.week import week_of
from commonweal.journeys.week_items import Job
from commonweal.lifecycle.contracts import actions, performance
from commonweal.lifecycle.contracts.actions import KpiFacts, Rated
from commonweal.lifecycle.contracts.models import Contract, Kpi
from commonweal.lifecycle.procurement.actions.law import mark_duty
from commonweal.lifecycle.procurement.models import Procurement
from tests.builders.contracts import ENTERED_AT, fresh
from tests.builders.performance import a_year_on

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def manager(world):
    return world.cast.actor(Role.CONTRACT_MANAGER)


@pytest.fixture
def dutiful(world, monkeypatch):
    """The contract as one that the KPI duty reaches."""
    found = performance.kpi_duty

    def duty(of: Contract):
        made = found(of)
        return made and replace(made, bites=Bites.YES, notice_bites=Bites.YES)

    monkeypatch.setattr(journey, "kpi_duty", duty)
    return world.contract


def a_kpi(world, manager, title: str = "Repairs") -> Kpi:
    facts = KpiFacts(title=title, unit="days", target=5_000)
    return actions.set_kpi(world.contract, facts, by=manager, now=ENTERED_AT)


def rate(world, kpi: Kpi, manager, first: int, last: int) -> None:
    starts = world.contract.starts_on
    rated = Rated(starts + first * DAY, starts + last * DAY, KpiRating.GOOD, "As measured.")
    kpi = Kpi.objects.for_system("read again in a test").select_related("contract").get(pk=kpi.pk)
    actions.assess_kpi(kpi, rated, by=manager, now=a_year_on(world.contract))


def notice(of: Contract, kind: NoticeKind, today: dt.date):
    return next(each for each in journey.drafts(fresh(of), today) if each.kind is kind)


def test_a_day_of_one_kpi_is_no_performance_notice(world, dutiful, manager):
    today = a_year_on(dutiful).date()
    one, two = a_kpi(world, manager), a_kpi(world, manager, "Visits")
    made = notice(dutiful, NoticeKind.PERFORMANCE, today)
    assert "ratings" in made.missing
    assert made.unrated == ("Repairs", "Visits")
    rate(world, one, manager, 100, 100)
    made = notice(dutiful, NoticeKind.PERFORMANCE, today)
    assert (made.missing.count("ratings"), made.unrated) == (0, ("Repairs", "Visits"))
    assert made.due_on == Kpi.objects.for_system("read again in a test").get(pk=one.pk).due_on
    for kpi in (one, two):
        rate(world, kpi, manager, 0, 99)
    assert notice(dutiful, NoticeKind.PERFORMANCE, today).unrated == ("Visits",)
    rate(world, two, manager, 100, 100)
    assert notice(dutiful, NoticeKind.PERFORMANCE, today).unrated == ()


def test_a_rating_that_leaves_days_out_moves_no_day_on(world, manager):
    kpi = a_kpi(world, manager)
    first_due = kpi.due_on
    rate(world, kpi, manager, 100, 100)
    stored = Kpi.objects.for_system("read again in a test").get(pk=kpi.pk)
    assert stored.due_on == first_due


def test_a_termination_notice_needs_the_ratings_to_the_end(world, dutiful, manager):
    kpi, now = a_kpi(world, manager), a_year_on(dutiful)
    rate(world, kpi, manager, 0, 200)
    ended = dutiful.starts_on + 300 * DAY
    actions.terminate(fresh(dutiful), reason="It closed.", ended_on=ended, by=manager, now=now)
    assert notice(dutiful, NoticeKind.TERMINATION, now.date()).unrated == ("Repairs",)
    rate(world, kpi, manager, 201, 300)
    assert notice(dutiful, NoticeKind.TERMINATION, now.date()).unrated == ()


def test_a_failure_is_due_thirty_days_after_it_was_decided(world, dutiful):
    decided = world.failure.decided_on
    for today in (decided, decided + 40 * DAY):
        assert notice(dutiful, NoticeKind.PERFORMANCE, today).due_on == decided + 29 * DAY
    later = notice(dutiful, NoticeKind.PERFORMANCE, decided + 90 * DAY)
    assert later.due_on is None
    failures = next(each for each in later.fields if each.rule.when is When.FAILED)
    assert failures.is_needed


def test_the_target_of_a_kpi_of_a_commitment_is_what_that_promises(world):
    assert world.commitment_kpi
    made = notice(world.contract, NoticeKind.DETAILS, ENTERED_AT.date())
    (row,) = next(each.value for each in made.fields if each.rule.id == "kpis")
    assert (row["target"], row["unit"]) == ("100.5", "hours")


def on(items, job: Job) -> list[dt.date | None]:
    return [each.on for each in items if each.job is job]


def test_an_ordinary_end_that_nobody_recorded_waits_with_a_draft_from_the_day_after(world, manager):
    last = world.contract.ends_on
    at = dt.datetime.combine(last, dt.time(12), tzinfo=dt.UTC)
    assert not on(week_of(manager, at).waiting, Job.CONTRACT_ENDED)
    assert NoticeKind.TERMINATION not in {each.kind for each in journey.drafts(world.contract, last)}
    assert on(week_of(manager, at + DAY).waiting, Job.CONTRACT_ENDED) == [last + 29 * DAY]
    made = notice(world.contract, NoticeKind.TERMINATION, last + DAY)
    assert made.due_on == last + 29 * DAY
    assert next(each.value for each in made.fields if each.rule.id == "is_ordinary_end") is True
    actions.finish(fresh(world.contract), by=manager, now=at + DAY)
    found = week_of(manager, at + 5 * DAY)
    assert not on(found.waiting, Job.CONTRACT_ENDED)
    assert on(found.coming, Job.TERMINATION_NOTICE) == [last + 29 * DAY]
    assert not on(week_of(manager, at + 40 * DAY).coming, Job.TERMINATION_NOTICE)


def test_the_details_notice_comes_up_after_entry_unless_its_duty_does_not_reach_it(world, manager):
    entered = world.contract.entered_at
    due = entered.date() + 29 * DAY
    assert on(week_of(manager, entered + 5 * DAY).coming, Job.DETAILS_NOTICE) == [due]
    assert not on(week_of(manager, entered + 60 * DAY).coming, Job.DETAILS_NOTICE)
    done = Mark.DONE
    mark_duty(
        world.contract.procurement,
        "contract-details-notice",
        mark=done,
        done_on=entered.date(),
        reason="",
        by=world.cast.actor(Role.PROCUREMENT_OFFICER),
        now=entered,
    )
    assert not on(week_of(manager, entered + 5 * DAY).coming, Job.DETAILS_NOTICE)


def test_another_law_asks_for_no_details_notice(world, manager):
    entered = world.contract.entered_at
    Procurement.objects.for_system("another law").filter(pk=world.contract.procurement_id).update(
        regime="below_threshold"
    )
    assert not on(week_of(manager, entered + 5 * DAY).coming, Job.DETAILS_NOTICE)


def test_a_failure_comes_up_until_its_notice_is_due(world, manager):
    decided = dt.datetime.combine(world.failure.decided_on, dt.time(12), tzinfo=dt.UTC)
    due = world.failure.decided_on + 29 * DAY
    assert on(week_of(manager, decided + 5 * DAY).coming, Job.FAILURE_NOTICE) == [due]
    assert not on(week_of(manager, decided + 31 * DAY).coming, Job.FAILURE_NOTICE)
    assert not on(week_of(world.cast.actor(Role.READER), decided).coming, Job.FAILURE_NOTICE)
