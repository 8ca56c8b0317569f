"""Designing the ask: edited copies that keep what they came from, weightings, metrics, the authority's own promises."""

import datetime as dt

import pytest

from commonweal.domain.criteria import CriterionKind
from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.metrics import BaselineBasis, MetricKind, TargetKind
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Role
from commonweal.lifecycle.procurement import actions, draft
from tests.builders.procurement import FORMULA, a_designed_procurement, a_procurement, fresh


@pytest.fixture
def officer(world):
    return world.cast.actor(Role.PROCUREMENT_OFFICER)


@pytest.fixture
def ask(world):
    return a_procurement(world).ask


def _codes(procurement, now):
    return [error.code for error in draft.in_the_way(fresh(procurement), now=now)]


def test_an_empty_draft_says_everything_that_is_missing(world, ask):
    assert _codes(ask.procurement, world.now) == ["ask.why_missing", "ask.no_criteria"]


def test_nothing_stands_in_the_way_of_a_whole_draft(world):
    assert _codes(a_designed_procurement(world), world.now) == []


def test_missing_dates_are_told_before_anything_else(world, officer):
    procurement = a_procurement(world, starts_on=None, ends_on=None)
    actions.edit_round(procurement.rounds.get(), title="Tenders", deadline_at=None, by=officer, now=world.now)
    assert _codes(procurement, world.now) == [
        "procurement.contract_dates_missing",
        "procurement.deadline_missing",
    ]
    with pytest.raises(Refused):
        draft.content(fresh(procurement))


def test_a_draft_reads_as_the_next_version_would(world):
    procurement = a_designed_procurement(world)
    content = draft.content(procurement)
    assert content.version == 1
    assert content.procurement_id == procurement.external_id
    assert [(c.kind, c.weight_bp) for c in content.criteria] == [
        ("price", 4_000),
        ("quality", 4_000),
        ("social_value", 2_000),
    ]
    assert content.criteria[0].price_formula == FORMULA
    assert content.criteria[2].metrics[0].outcome_id == world.outcome.external_id
    assert content.serves[0].id == world.outcome.external_id
    assert content.promises[0].owed_by_post == "Head of care"


def test_reading_a_draft_takes_the_same_queries_however_many_criteria(
    world, officer, django_assert_max_num_queries
):
    procurement = a_designed_procurement(world)
    for number in range(5):
        added = actions.add_criterion(
            procurement.ask,
            kind=CriterionKind.QUALITY,
            title=f"Question {number}",
            outcome=world.outcome,
            by=officer,
            now=world.now,
        )
        actions.add_metric(
            added, title="People", unit="people", kind=MetricKind.HEADCOUNT, by=officer, now=world.now
        )
    procurement = fresh(procurement)
    with django_assert_max_num_queries(11):
        assert len(draft.content(procurement).criteria) == 8


def test_weightings_are_set_together_and_total_the_whole(world, officer):
    ask = a_designed_procurement(world).ask
    ids = [row.external_id for row in ask.criteria.all()]
    actions.set_weights(ask, dict(zip(ids, (5_000, 3_000, 2_000), strict=True)), by=officer, now=world.now)
    assert [row.weight_bp for row in ask.criteria.all()] == [5_000, 3_000, 2_000]
    with pytest.raises(Invalid) as refused:
        actions.set_weights(
            ask, dict(zip(ids, (5_000, 3_000, 1_999), strict=True)), by=officer, now=world.now
        )
    assert refused.value.code == "weights.total"
    with pytest.raises(Invalid):
        actions.set_weights(ask, {ids[0]: 10_000}, by=officer, now=world.now)
    assert [row.weight_bp for row in ask.criteria.all()] == [5_000, 3_000, 2_000]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": " "}, "title"),
        ({"weight_bp": 10_001}, "weight_bp"),
        ({"word_limit": 10_001}, "word_limit"),
        ({"bands": []}, "bands"),
    ],
)
def test_a_criterion_that_could_never_be_published_is_refused_at_once(world, officer, ask, facts, field):
    with pytest.raises(Invalid) as refused:
        actions.add_criterion(
            ask, kind=CriterionKind.QUALITY, by=officer, now=world.now, **{"title": "Care", **facts}
        )
    assert refused.value.field == field
    assert ask.criteria.count() == 0


def test_price_needs_a_formula_that_is_known(world, officer, ask):
    for formula in ("", "cheapest-wins"):
        with pytest.raises(Invalid) as refused:
            actions.add_criterion(
                ask, kind=CriterionKind.PRICE, title="Price", price_formula=formula, by=officer, now=world.now
            )
        assert refused.value.field == "price_formula"


def test_price_is_not_counted_in_metrics(world, officer, ask):
    price = actions.add_criterion(
        ask, kind=CriterionKind.PRICE, title="Price", price_formula=FORMULA, by=officer, now=world.now
    )
    with pytest.raises(Refused):
        actions.add_metric(price, title="x", unit="x", kind=MetricKind.COUNT, by=officer, now=world.now)


@pytest.mark.parametrize(
    "facts",
    [
        {"title": " "},
        {"unit": ""},
        {"target": TargetKind.FIXED},
        {"target": TargetKind.RANGE, "target_low": 5, "target_high": 5},
        {"baseline": 1},
        {"baseline_basis": BaselineBasis.INDEPENDENT},
    ],
)
def test_a_metric_says_what_is_counted_and_how_much(world, officer, ask, facts):
    criterion = actions.add_criterion(
        ask, kind=CriterionKind.QUALITY, title="Care", by=officer, now=world.now
    )
    whole = {"title": "Hours", "unit": "hours", "kind": MetricKind.HOURS}
    with pytest.raises(Invalid):
        actions.add_metric(criterion, by=officer, now=world.now, **{**whole, **facts})
    assert criterion.metrics.count() == 0


def test_a_metric_and_a_promise_can_be_changed_and_removed(world, officer):
    ask = a_designed_procurement(world).ask
    metric = ask.criteria.get(kind="social_value").metrics.get()
    actions.edit_metric(
        metric, target=TargetKind.FIXED, target_low=500_000, by=officer, now=world.now, revision=1
    )
    assert (metric.target, metric.target_low, metric.revision) == ("fixed", 500_000, 2)
    actions.remove_metric(metric, by=officer, now=world.now)
    promise = ask.promises.get()
    actions.edit_promise(
        promise, text="Pay in 20 days.", owed_by_post="Treasurer", due_on=None, by=officer, now=world.now
    )
    assert ask.promises.get().text == "Pay in 20 days."
    with pytest.raises(Invalid):
        actions.edit_promise(promise, text=" ", owed_by_post="x", due_on=None, by=officer, now=world.now)
    actions.remove_promise(promise, by=officer, now=world.now)
    assert ask.promises.count() == 0


def test_removing_a_criterion_takes_its_metrics_with_it(world, officer):
    procurement = a_designed_procurement(world)
    actions.remove_criterion(procurement.ask.criteria.get(kind="social_value"), by=officer, now=world.now)
    assert _codes(procurement, world.now) == ["weights.total"]


def test_a_reader_designs_nothing(world, ask):
    with pytest.raises(NotPermitted):
        actions.edit_ask(ask, why="x", by=world.cast.actor(Role.READER), now=world.now)
    with pytest.raises(NotPermitted):
        actions.add_promise(ask, text="x", owed_by_post="x", by=world.cast.actor(Role.READER), now=world.now)


def test_a_promise_is_due_today_or_later_unless_its_day_passed_meanwhile(world, officer):
    ask = world.procurement.ask
    today = london_day(world.now)
    given = {"text": "Pay in 20 days.", "owed_by_post": "Treasurer", "by": officer}
    with pytest.raises(Invalid) as refused:
        actions.add_promise(ask, due_on=today - dt.timedelta(days=1), now=world.now, **given)
    assert (refused.value.code, refused.value.field) == ("promise.due_on_past", "due_on")
    promise = actions.add_promise(ask, due_on=today, now=world.now, **given)
    later = world.now + dt.timedelta(days=2)
    actions.edit_promise(promise, due_on=today, now=later, **(given | {"text": "Pay in 15 days."}))
    with pytest.raises(Invalid):
        actions.edit_promise(promise, due_on=today + dt.timedelta(days=1), now=later, **given)


def test_what_was_said_of_looking_after_the_contract_is_frozen_with_the_ask(world, officer):
    procurement = world.procurement
    assert draft.content(fresh(procurement)).managing is None
    actions.state_facts(
        procurement.ask, contract_manager="Head of care", review_cadence_months=4, by=officer, now=world.now
    )
    managing = draft.content(fresh(procurement)).managing
    assert (managing.contract_manager, managing.review_cadence_months, managing.remedies) == (
        "Head of care",
        4,
        None,
    )
