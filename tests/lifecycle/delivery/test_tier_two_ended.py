"""A part that ended or began late: nothing is counted twice, nobody is late for what was never its to report."""

import datetime as dt

import pytest

from commonweal.domain.errors import NotPermitted, Refused
from commonweal.domain.permissions import Role
from commonweal.journeys.week import week_of
from commonweal.journeys.week_items import Job
from commonweal.lifecycle.contracts import actions as contracts
from commonweal.lifecycle.contracts import tier_two
from commonweal.lifecycle.contracts.models import TierTwoSupplier
from commonweal.lifecycle.delivery import actions, report_lines
from commonweal.lifecycle.delivery.actions import Claim, reporting
from commonweal.lifecycle.delivery.forecasting import courses
from commonweal.lifecycle.delivery.proving import prove
from commonweal.lifecycle.tendering.models import TenderParty
from tests.builders.contracts import ENTERED_AT, commitment_of, fresh
from tests.builders.delivery import first_period, in_first_period
from tests.builders.tier_two import accepted, named

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def third_of(world):
    assert world.third_supplier
    return world.cast.actor(Role.DELIVERY_LEAD, world.third_supplier)


def takes(world, quantity, *, now=ENTERED_AT):
    """Named, asked and accepted for so many thousandths of the 100.5 hours."""
    lead, third = world.cast.actor(Role.DELIVERY_LEAD), third_of(world)
    row = named(world, world.commitment, quantity)
    contracts.invite_tier_two(row, world.third_supplier, by=lead, now=now)
    return contracts.answer_tier_two(
        tier_two.tier_two(third, row.external_id), accepts=True, by=third, now=now
    )


def ends(world, row, now):
    lead = world.cast.actor(Role.DELIVERY_LEAD)
    contracts.end_tier_two(tier_two.tier_two(lead, row.external_id), reason="It closed.", by=lead, now=now)


def reports(world, by, now=None):
    claim = Claim(quantity=10_000, words="Taught.", period=first_period(world))
    return actions.report(world.commitment, claim, by=by, now=now or in_first_period(world))


def late(world, actor, now):
    found = week_of(actor, now)
    return [
        item.about
        for item in (*found.waiting, *found.at_risk)
        if item.job in (Job.REPORT_LATE, Job.NO_REPORT) and item.about.startswith(world.commitment.title)
    ]


def test_what_was_delivered_whole_and_reported_stays_reported_when_it_ends(world):
    """The supplier is not asked for it again, cannot report it again, and the pace and the totals stay."""
    row, third = takes(world, 100_500), third_of(world)
    reports(world, third)
    later, first = in_first_period(world) + DAY, first_period(world)
    ends(world, row, later)
    lead, manager = world.cast.actor(Role.DELIVERY_LEAD), world.cast.actor(Role.CONTRACT_MANAGER)
    assert [late(world, each, later + DAY) for each in (lead, third, manager)] == [[], [], []]
    with pytest.raises(Refused, match="already_reported"):
        reports(world, lead, later)
    far = world.commitment.periods.last().end_on
    still = list(world.commitment.periods.all())[1:]
    assert report_lines.reportable_periods(world.commitment, far, lead) == still
    lines = report_lines.reportable(fresh(world.contract), lead, far).values()
    assert [each.period for each in lines if each.commitment == world.commitment] == still
    commitment = commitment_of(world.contract, "quantity")
    course, found = courses(manager, [commitment], first.end_on + DAY)[commitment.pk]
    assert (course.spans[0].done, course.spans[0].is_whole, found.unreported) == (10_000, True, 0)
    assert prove().differences == []


def test_the_rest_of_a_period_that_ran_when_it_ended_is_the_suppliers_to_report(world):
    row, third, lead = takes(world, 100_500), third_of(world), world.cast.actor(Role.DELIVERY_LEAD)
    reports(world, third)
    ends(world, row, in_first_period(world) - DAY)
    after = in_first_period(world) + DAY
    assert late(world, lead, after) == [world.commitment.title]
    reports(world, lead, after)
    assert late(world, lead, after) == []
    assert prove().differences == []


def test_a_part_that_ended_and_was_not_the_whole_leaves_the_supplier_its_own(world):
    row, third, lead = takes(world, 40_000), third_of(world), world.cast.actor(Role.DELIVERY_LEAD)
    reports(world, third)
    after = in_first_period(world) + DAY
    ends(world, row, after)
    assert late(world, lead, after) == [world.commitment.title]
    assert reports(world, lead, after)


def test_one_that_accepts_late_is_not_late_for_what_was_before(world):
    after = in_first_period(world) + DAY
    takes(world, 40_000, now=after)
    people = third_of(world), world.cast.actor(Role.CONTRACT_MANAGER)
    of_third = [
        [each for each in late(world, one, after) if "CIC" in each or one is people[0]] for one in people
    ]
    assert of_third == [[], []]


def test_the_same_firm_named_again_has_reported_what_it_reported(world):
    row, third = takes(world, 40_000), third_of(world)
    reports(world, third)
    ends(world, row, ENTERED_AT)
    takes(world, 40_000)
    after = in_first_period(world) + DAY
    assert late(world, third, after) == []
    with pytest.raises(Refused, match="already_reported"):
        reports(world, third, after)


def test_nothing_is_accepted_once_the_contract_is_over_and_it_can_be_declined(world):
    third, manager = third_of(world), world.cast.actor(Role.CONTRACT_MANAGER)
    read = tier_two.tier_two(third, world.tier_two.external_id)
    contracts.terminate(fresh(world.contract), reason="It ended.", by=manager, now=ENTERED_AT)
    with pytest.raises(Refused, match="contract_not_in_force"):
        contracts.answer_tier_two(read, accepts=True, by=third, now=ENTERED_AT)
    contracts.answer_tier_two(read, accepts=False, reason="It is over.", by=third, now=ENTERED_AT)
    ends(world, read, ENTERED_AT)
    assert tier_two.ever_accepted_parts([world.commitment.pk]) == {}


def test_a_part_that_ends_while_a_report_is_sent_is_not_reported_on(world, monkeypatch):
    accepted(world)
    locked = reporting.locked

    def ended_just_before(record):
        if isinstance(record, TierTwoSupplier):
            TierTwoSupplier.objects.for_system("test").filter(pk=record.pk).update(status="ended")
        return locked(record)

    monkeypatch.setattr(reporting, "locked", ended_just_before)
    with pytest.raises(NotPermitted):
        reports(world, third_of(world))


@pytest.mark.parametrize(("role", "names"), [("subcontractor", ["Example Kitchens CIC"]), ("member", [])])
def test_subcontractors_alone_become_tier_two_suppliers(world, role, names):
    tender = world.fuller_opened
    TenderParty._base_manager.filter(tender=tender).update(role=role)
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    made = contracts.prepare_from_award(tender=tender, by=officer, now=ENTERED_AT)
    assert [each.name for each in made.tier_two.all()] == names
