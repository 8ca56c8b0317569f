"""The course of a commitment as stored: plan from its periods, deeds from the reports that count, read in constant queries."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.domain.delivery import Decision
from commonweal.domain.forecast import Outlook
from commonweal.domain.permissions import Role
from commonweal.journeys.week import week_of
from commonweal.journeys.week_items import Job
from commonweal.lifecycle.contracts import queries as contracts
from commonweal.lifecycle.contracts.models import Commitment, Contract
from commonweal.lifecycle.delivery import actions, forecasting
from tests.builders.contracts import commitment_of
from tests.builders.delivery import again

pytestmark = pytest.mark.django_db


def listed(world) -> list[Commitment]:
    return contracts.register(world.contract)


def the_quantity(world) -> Commitment:
    return next(each for each in listed(world) if each.pk == world.commitment.pk)


def look(world, day: dt.date, role: Role = Role.CONTRACT_MANAGER):
    actor = world.cast.actor(role)
    return forecasting.courses(actor, [the_quantity(world)], day)[world.commitment.pk]


def after_first(world) -> dt.date:
    return world.commitment.periods.first().end_on + dt.timedelta(days=1)


def verify(world, decision: Decision, quantity: int | None = None) -> None:
    actions.verify(
        world.report,
        decision=decision,
        reason="As the register says.",
        quantity=quantity,
        by=world.cast.actor(Role.CONTRACT_MANAGER),
        now=dt.datetime.combine(after_first(world), dt.time(12), tzinfo=dt.UTC),
    )


def test_the_plan_is_the_periods_as_promised(world):
    course, _ = look(world, after_first(world))
    periods = list(world.commitment.periods.all())
    assert sum(span.planned for span in course.spans) == world.commitment.quantity
    assert {span.end_on for span in course.spans} == {period.end_on for period in periods}
    assert course.spans[0].done is None


def test_a_report_counts_as_reported_until_somebody_decides(world):
    assert world.report
    course, found = look(world, after_first(world))
    assert course.spans[0].done == 30_000
    assert found.outlook is Outlook.TOO_EARLY
    assert found.done == 30_000


@pytest.mark.parametrize(
    ("decision", "part", "counts"),
    [
        (Decision.ACCEPT, None, 30_000),
        (Decision.ACCEPT_IN_PART, 12_000, 12_000),
        (Decision.REJECT, None, 0),
        (Decision.QUESTION, None, 30_000),
    ],
)
def test_a_decision_changes_what_counts(world, decision, part, counts):
    verify(world, decision, part)
    course, _ = look(world, after_first(world))
    assert course.spans[0].done == counts


def test_a_corrected_report_counts_no_more(world):
    verify(world, Decision.REJECT)
    actions.correct(
        again(world.report),
        actions.Claim(quantity=20_000, words="Counted again."),
        by=world.cast.actor(Role.DELIVERY_LEAD),
        now=dt.datetime.combine(after_first(world), dt.time(15), tzinfo=dt.UTC),
    )
    course, _ = look(world, after_first(world))
    assert course.spans[0].done == 20_000


def test_once_its_last_day_has_passed_a_promise_ended_short_and_is_at_risk_for_both_who_look_after_it(world):
    assert world.report
    past = world.contract.ends_on + dt.timedelta(days=400)
    _, found = look(world, past)
    assert found.outlook is Outlook.ENDED_SHORT
    for role in (Role.CONTRACT_MANAGER, Role.DELIVERY_LEAD):
        moment = dt.datetime.combine(past, dt.time(9), tzinfo=dt.UTC)
        items = [
            item for item in week_of(world.cast.actor(role), moment).at_risk if item.job is Job.FALLS_SHORT
        ]
        assert [item.id for item in items] == [world.commitment.external_id]
        assert items[0].why.short_by == found.promised - 30_000


def test_a_promise_in_words_has_no_forecast(world):
    narrative = commitment_of(world.contract, "narrative")
    assert not forecasting.has_course(narrative, [])


def test_a_promise_without_periods_is_spread_evenly_over_quarters(world):
    row = the_quantity(world)
    row.periods.all().delete()
    row = the_quantity(world)
    row.quantity, row.due_on = 100_000, row.contract.starts_on + dt.timedelta(days=363)
    course = forecasting.course_of(row, [], [], {None: None})
    assert [span.planned for span in course.spans] == [25_274, 25_000, 25_000, 24_726]
    assert sum(span.planned for span in course.spans) == 100_000


def test_another_bodys_finished_commitments_are_never_precedents(world):
    """A rival supplier asks about its own contracts only; the borough's finished ones are read in the borough's scope."""
    assert world.commitment
    stranger = world.cast.actor(Role.DELIVERY_LEAD, world.cast.rival)
    assert forecasting._comparable(stranger, [the_quantity(world)]) == []


def test_each_metric_has_its_own_newest_precedents(world, monkeypatch):
    """A promise has one forecast, however many other metrics are on the page and however new what is comparable to those."""
    monkeypatch.setattr(forecasting, "MOST_PRECEDENTS", 2)
    ours, actor = the_quantity(world), world.cast.actor(Role.CONTRACT_MANAGER)
    ended = a_finished_contract(world)
    rows = [one_more(ours, ended, n, ours.metric_title if n <= 3 else "Trees planted") for n in range(1, 7)]
    *own, _, _, _ = made = Commitment.objects.bulk_create(rows)
    other = made[3:]
    assert forecasting._comparable(actor, [ours]) == [own[2], own[1]]
    assert forecasting._comparable(actor, [ours, other[0]]) == [other[2], other[1], own[2], own[1]]


def a_finished_contract(world) -> Contract:
    row = Contract(
        authority=world.contract.authority,
        title="Ended before",
        origin="award",
        status="finished",
        created_at=world.now,
    )
    return Contract.objects.bulk_create([row])[0]


def one_more(like: Commitment, contract: Contract, position: int, metric: str) -> Commitment:
    return Commitment(
        contract=contract,
        created_at=contract.created_at,
        position=position,
        kind="quantity",
        title=f"Promise {position}",
        metric_code="" if metric != like.metric_title else like.metric_code,
        metric_title=metric,
        unit=like.unit,
        quantity=like.quantity,
    )


def test_all_lines_of_a_contract_are_forecast_in_the_same_number_of_queries(world):
    lines, one_line = listed(world), [the_quantity(world)]
    actor = world.cast.actor(Role.CONTRACT_MANAGER)
    with CaptureQueriesContext(connection) as one:
        forecasting.forecasts(actor, one_line, after_first(world))
    with CaptureQueriesContext(connection) as all_of_them:
        forecasting.forecasts(actor, lines * 3, after_first(world))
    assert len(all_of_them) == len(one) == 5
