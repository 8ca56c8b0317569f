"""Portfolio figures come from the leaves, within one metric and unit, and never from what one may not read."""

import datetime as dt

import pytest

from commonweal.domain.delivery import NOT_SAID, UNCOUNTED, By, Decision, Figures, combine
from commonweal.domain.permissions import Role
from commonweal.journeys.explorer import Narrowed, State, explore
from commonweal.journeys.portfolio import Scope, behind, find, portfolio
from commonweal.lifecycle.contracts.queries import register
from commonweal.lifecycle.delivery import actions
from commonweal.lifecycle.delivery.actions import Claim
from commonweal.lifecycle.delivery.queries import lines
from commonweal.lifecycle.delivery.standing import figures_in_rows
from commonweal.lifecycle.strategy.models import Mission
from tests.builders.delivery import again, in_first_period

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(world):
    return world.cast.actor(Role.READER)


def rows(actor, by=By.SUPPLIER, scope=Scope.OWN):
    return {(row.key.key, row.key.metric, row.key.unit): row.figures for row in portfolio(actor, by, scope)}


def leaves(world) -> Figures:
    counted = [
        line for line in lines(register(world.contract)) if line.commitment.kind in ("quantity", "rate")
    ]
    return combine(line.figures for line in counted)


def test_after_any_of_these_the_total_is_the_sum_of_the_leaves(world, reader):
    """Both counted promises are on the ask's one metric: the row holds a quantity and a rate per pound."""
    key = (world.cast.supplier.external_id, "Hours of learning for care workers", "hours")
    now, manager = in_first_period(world), world.cast.actor(Role.CONTRACT_MANAGER)
    steps = [
        lambda: world.report,
        lambda: actions.verify(
            again(world.report), decision=Decision.REJECT, reason="Not these.", by=manager, now=now
        ),
        lambda: actions.correct(
            again(world.report), Claim(quantity=25_000), by=world.cast.actor(Role.DELIVERY_LEAD), now=now
        ),
        lambda: actions.verify(
            again(world.report).corrected_by,
            decision=Decision.ACCEPT_IN_PART,
            quantity=20_000,
            reason="Most of them.",
            by=manager,
            now=now,
        ),
    ]
    expected = [(30_000, None), (30_000, 0), (25_000, None), (25_000, 20_000)]
    assert world.contract
    for step, (reported, verified) in zip(steps, expected, strict=True):
        step()
        assert rows(reader)[key] == leaves(world) == Figures(100_500, reported, verified)


def test_metrics_of_different_units_are_never_added(world, reader):
    assert world.northern_spire
    found = portfolio(reader, By.SUPPLIER, Scope.PUBLISHED)
    for row in found:
        if row.key.metric != UNCOUNTED:
            found_behind = behind(reader, By.SUPPLIER, Scope.PUBLISHED, row)
            assert {commitment.unit for commitment in found_behind} == {row.key.unit}
    spire = [row for row in found if row.key.label == "Farrans Victor Buyck Joint Venture"]
    assert len(spire) == 17


def test_promises_in_words_have_equal_standing_as_commitments(world, reader):
    assert world.verification
    uncounted = rows(reader)[world.cast.supplier.external_id, UNCOUNTED, ""]
    assert uncounted == Figures(3_000, 1_000, 1_000)


def test_a_promise_stands_in_the_year_its_period_ends(world, reader):
    assert world.report
    by_year = {
        key: figures
        for (key, metric, _), figures in rows(reader, By.YEAR).items()
        if metric == "Hours of learning for care workers"
    }
    assert by_year == {"2027": Figures(40_000, 30_000, None), "2028": Figures(60_500, None, None)}


def test_what_nobody_said_is_said_to_be_unknown(world, reader):
    assert world.northern_spire
    for by in (By.PLACE, By.YEAR):
        assert {key for key, _, _ in rows(reader, by, Scope.PUBLISHED)} == {NOT_SAID}


def test_each_row_can_be_found_again_with_its_commitments(world, reader):
    assert world.report
    for row in portfolio(reader, By.OUTCOME, Scope.OWN):
        again_ = find(
            reader, By.OUTCOME, Scope.OWN, key=row.key.key, metric=row.key.metric, unit=row.key.unit
        )
        assert again_ == row
        found = lines(behind(reader, By.OUTCOME, Scope.OWN, row))
        assert len(found) == row.commitments
        assert combine(figures_in_rows(line) for line in found) == row.figures


def test_another_body_sees_only_what_is_published(world):
    assert world.contract
    assert world.northern_spire
    stranger = world.cast.actor(Role.READER, world.cast.other_authority)
    assert list(portfolio(stranger, By.MISSION, Scope.OWN)) == []
    assert list(portfolio(stranger, By.MISSION, Scope.PUBLISHED)) == list(
        portfolio(world.cast.actor(Role.READER), By.MISSION, Scope.PUBLISHED)
    )


def test_every_commitment_is_drawn_once_in_one_state(world, reader):
    assert world.verification
    assert world.report
    found = explore(reader, world.mission)
    assert sum(found.count(state) for state in State) == len(found.lines) == 5
    assert (found.count(State.VERIFIED), found.count(State.REPORTED), found.count(State.PROMISED)) == (
        1,
        1,
        3,
    )
    assert len({line.commitment.pk for line in found.lines}) == 5


def test_the_picture_is_narrowed_by_outcome_and_year(world, reader):
    assert world.contract
    everything = explore(reader, world.mission)
    assert (
        explore(reader, world.mission, Narrowed(outcome=world.outcome.external_id)).lines == everything.lines
    )
    assert explore(reader, world.mission, Narrowed(outcome="another")).lines == ()
    assert [line.commitment.kind for line in explore(reader, world.mission, Narrowed(year="2027")).lines] == [
        "quantity"
    ]
    assert explore(reader, world.mission, Narrowed(year="1999")).lines == ()


def test_outcomes_that_nothing_serves_are_named(world, reader):
    assert world.northern_spire
    camden = Mission.objects.for_system("read again in a test").get(external_id="camden-estates")
    assert len(explore(reader, camden).unserved) == 16
    assert dt.date(2030, 12, 31) == camden.deadline_on
