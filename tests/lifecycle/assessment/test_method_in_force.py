"""What the ask says about minimums, quantities and lots is what ranks and awards; what it does not say changes nothing."""

import datetime as dt
from fractions import Fraction

import pytest

from commonweal.domain.actors import SYSTEM
from commonweal.domain.assessment.quantity import QuantityRule
from commonweal.domain.assessment.snapshot import Ranking
from commonweal.domain.errors import Invalid
from commonweal.domain.metrics import Aggregation
from commonweal.domain.permissions import Role
from commonweal.lifecycle.assessment import queries
from commonweal.lifecycle.assessment.counted import awardable, offers_of
from commonweal.lifecycle.assessment.recomputing import recomputed
from commonweal.lifecycle.procurement.actions.method import set_method, set_quantity
from commonweal.lifecycle.procurement.models import AskMetric
from commonweal.lifecycle.procurement.queries import ask as fetch_ask
from commonweal.lifecycle.tendering.events import TenderEvent
from commonweal.records.ids import new_id
from commonweal.records.work import transaction
from tests.builders import tendering
from tests.builders.assessment import LATER, a_locked, decide, tenders
from tests.builders.procurement import a_designed_procurement, fresh

USUAL = {
    "tie_rule": "lowest-price-first",
    "lot_rule": "in-lot-order",
    "most_lots": 1,
    "checks_promises": True,
}


def officer(world):
    return world.cast.actor(Role.PROCUREMENT_OFFICER)


@pytest.fixture
def said(world, monkeypatch):
    """The ask states a minimum of 50 for jobs, half of its points from hours, and one lot for each."""

    def designed(*args, **facts):
        procurement = a_designed_procurement(*args, **facts)
        jobs = procurement.ask.criteria.get(kind="social_value")
        rule = QuantityRule("capped", jobs.metrics.get().external_id, 5_000, 201_000)
        set_method(
            procurement.ask,
            **USUAL,
            minimums={jobs.external_id: 5_000},
            by=officer(world),
            now=world.now,
        )
        set_quantity(jobs, rule, by=officer(world), now=world.now)
        return fresh(procurement)

    monkeypatch.setattr(tendering, "a_designed_procurement", designed)


def test_a_minimum_and_a_quantity_of_the_ask_rank(world, said):
    """The rival's 25 for jobs is below 50. The first: price 100 alone; method 75; jobs half of 75 and half of 50
    (100.5 of 201 hours): 62.5. Total 40 + 30 + 12.5 = 82.5."""
    panel = a_locked(world)
    kept = Ranking.from_json(queries.latest_snapshot(panel.assessment).content)
    first, second = tenders(panel.assessment)
    assert [(each.id, each.rank) for each in kept.results] == [
        (first.external_id, 1),
        (second.external_id, 0),
    ]
    assert Fraction(kept.results[0].total) == Fraction("82.5")
    assert kept.tie_rule == "lowest-price-first"
    assert recomputed(panel.assessment.external_id)["same"]
    assert awardable(panel.again(), kept) == (first.external_id,)
    assert decide(world, panel).tender_id == first.pk


def test_of_a_metric_whose_latest_figure_counts_the_last_period_is_scored(world, said, monkeypatch):
    """40 % in the first year and 60.5 % in the second are 60.5 %, never 100.5 %. The first tender: price 100 alone;
    method 75; jobs half of 75 and half of 60.5 over 201, which is 30.0995."""
    designed = tendering.a_designed_procurement

    def of_a_share(*args, **facts):
        procurement = designed(*args, **facts)
        metrics = AskMetric.objects.for_system("an ask in a test").filter(criterion__ask=procurement.ask)
        metrics.update(unit="%", aggregation=Aggregation.LATEST)
        return fresh(procurement)

    monkeypatch.setattr(tendering, "a_designed_procurement", of_a_share)
    panel = a_locked(world)
    kept = Ranking.from_json(queries.latest_snapshot(panel.assessment).content)
    by_criterion = {offer.quantity for offers in offers_of(panel.assessment).values() for offer in offers}
    assert by_criterion == {60_500}
    assert Fraction(kept.results[0].total) == 70 + (Fraction(75, 2) + Fraction(60_500, 201_000) * 50) / 5


def test_two_promises_on_a_metric_whose_latest_figure_counts_do_not_add_up(world, said, monkeypatch):
    """A second promise of 30 % for the day on which the first ends: of two that end on the same day the smaller stands.
    One that ends later takes the place of both."""
    designed = tendering.a_designed_procurement

    def of_a_share(*args, **facts):
        procurement = designed(*args, **facts)
        metrics = AskMetric.objects.for_system("an ask in a test").filter(criterion__ask=procurement.ask)
        metrics.update(unit="%", aggregation=Aggregation.LATEST)
        return fresh(procurement)

    monkeypatch.setattr(tendering, "a_designed_procurement", of_a_share)
    panel = a_locked(world)
    first = tenders(panel.assessment)[0]
    assert counted_of(panel, first) == 60_500
    ends_on = promise_again(first, "again", 30_000)
    assert counted_of(panel, first) == 30_000
    promise_again(first, "later", 45_000, ends_on + dt.timedelta(days=1))
    assert counted_of(panel, first) == 45_000


def test_two_promises_on_a_metric_that_adds_up_add_up(world, said):
    panel = a_locked(world)
    first = tenders(panel.assessment)[0]
    promise_again(first, "again", 30_000)
    assert counted_of(panel, first) == 130_500


def counted_of(panel, tender) -> int:
    (offer,) = offers_of(panel.again())[tender.pk]
    return offer.quantity


def promise_again(tender, key, quantity, ends_on=None) -> dt.date:
    """Another promise on the metric of the first; the day on which it ends, that of the first one unless it is given."""
    made = tender.commitments.exclude(metric_id="").filter(kind="quantity")[0]
    last = made.periods.order_by("-end_on")[0]
    made.pk, made.external_id, made.key, made.quantity = None, new_id(), key, quantity
    made._state.adding = last._state.adding = True
    with transaction(by=SYSTEM, at=LATER) as work:
        made.save()
        last.pk, last.external_id, last.commitment, last.quantity = None, new_id(), made, quantity
        last.end_on = ends_on or last.end_on
        last.save()
        work.record(TenderEvent.OPENED, tender)
    return last.end_on


def test_the_published_ask_states_it_all(world, said):
    panel = a_locked(world)
    how = panel.assessment.ask_version.read().how
    assert how.most_lots == 1 and how.checks_promises
    assert [each.score for each in how.minimums] == [5_000]
    assert how.quantities[0].rule.rule == "capped"


def test_an_ask_that_says_nothing_keeps_its_bytes(world):
    version = tendering.a_sealed_ask(world)
    assert '"method"' not in version.content
    assert version.read().how.quantities == ()


def test_what_cannot_be_carried_out_is_refused(world):
    procurement = a_designed_procurement(world)
    price = procurement.ask.criteria.get(kind="price")
    with pytest.raises(Invalid, match=r"ties\.rule_unknown"):
        set_method(
            procurement.ask, **USUAL | {"tie_rule": "by-lot"}, minimums={}, by=officer(world), now=world.now
        )
    with pytest.raises(Invalid, match=r"quantity_rule\.metric_unknown"):
        rule = QuantityRule("share-of-highest", "elsewhere", 5_000)
        set_quantity(price, rule, by=officer(world), now=world.now)


def test_taking_the_rule_out_again_leaves_nothing(world):
    procurement = a_designed_procurement(world)
    jobs = procurement.ask.criteria.get(kind="social_value")
    rule = QuantityRule("share-of-highest", jobs.metrics.get().external_id, 5_000)
    set_quantity(jobs, rule, by=officer(world), now=world.now)
    set_quantity(jobs, None, by=officer(world), now=world.now)
    assert fetch_ask(officer(world), procurement.ask.external_id).method == {"quantities": {}}
