"""A change of a commitment leaves standing what counts in its figures: tier-two parts, KPIs, the term, other periods."""

import datetime as dt
from dataclasses import replace

import pytest

from commonweal.domain.changes import Answer, Approver, PeriodTerms
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.permissions import Role
from commonweal.journeys.changes_in_force import put_due_into_force
from commonweal.lifecycle.contracts import actions, changes, deals
from commonweal.lifecycle.contracts.actions import KpiFacts, Said
from tests.builders.changes import PROPOSED_AT, a_proposal, again
from tests.builders.contracts import ENTERED_AT, fresh
from tests.builders.tier_two import accepted

pytestmark = pytest.mark.django_db
YES = Said(Answer.APPROVE, "Fair.", shifts_balance=False, grounds=("provided-for",))
MANAGER = Approver.CONTRACT_MANAGER
TODAY = PROPOSED_AT.date()


@pytest.fixture
def lead(world):
    assert world.contract
    return world.cast.actor(Role.DELIVERY_LEAD)


@pytest.fixture
def manager(world):
    return world.cast.actor(Role.CONTRACT_MANAGER)


def proposed(world, by, **facts):
    """Proposed for other terms of the contract's quantity; a name of `Terms` changes that, the rest is the proposal's."""
    commitment = again(world.commitment)
    own = {name: facts.pop(name) for name in ("unit", "periods", "place") if name in facts}
    after = replace(changes.terms_of(commitment), title="By other means", **own)
    proposal = a_proposal(commitment, after=after, **{"takes_effect_on": TODAY} | facts)
    return actions.propose_change(commitment, proposal, by=by, now=PROPOSED_AT)


def approved(row, *others):
    """Approved by the contract manager first; `others` are roles with their actors."""
    for role, actor in others:
        said = YES if role is MANAGER else Said(Answer.APPROVE)
        actions.answer_change(changes.change(actor, row.external_id), role, said, by=actor, now=PROPOSED_AT)


def with_periods(world, more):
    return (*changes.terms_of(again(world.commitment)).periods, more)


def test_the_unit_in_which_tier_two_has_a_part_stays(world, lead):
    """40 of 100.5 hours would otherwise be 40 of 26 weeks, and so the whole."""
    accepted(world)
    periods = changes.terms_of(again(world.commitment)).periods
    weeks = tuple(replace(each, quantity=each.quantity // 4) for each in periods)
    with pytest.raises(Refused, match="unit_is_given_in"):
        proposed(world, lead, unit="weeks", periods=weeks)


def test_nothing_is_promised_below_what_tier_two_suppliers_were_given(world, lead, manager):
    accepted(world)
    periods = changes.terms_of(again(world.commitment)).periods
    less = tuple(replace(each, quantity=each.quantity // 4) for each in periods)
    not_as_much = {"amount": (False, "It is less.")}
    equivalence = a_proposal(again(world.commitment)).equivalence | not_as_much
    with pytest.raises(Refused, match="less_than_given") as refused:
        proposed(world, lead, periods=less, equivalence=equivalence)
    assert refused.value.params["given"] == "40 hours"
    actions.end_tier_two(world.tier_two, reason="It closed.", by=lead, now=ENTERED_AT)
    assert proposed(world, lead, periods=less, equivalence=equivalence).status == "proposed"


def test_a_part_given_while_a_change_of_unit_waits_makes_the_change_lapse_with_its_reason(
    world, lead, manager
):
    row = proposed(world, lead, unit="weeks", takes_effect_on=TODAY + dt.timedelta(days=9))
    approved(row, (MANAGER, manager))
    accepted(world)
    put_due_into_force(PROPOSED_AT + dt.timedelta(days=9))
    found = changes.change(lead, row.external_id)
    assert (found.status, found.lapsed_because) == ("lapsed", "change.unit_is_given_in")
    assert again(world.commitment).unit == "hours"


def test_a_kpi_with_a_target_in_the_unit_keeps_it(world, lead, manager):
    facts = KpiFacts(title="Hours of training", commitment=world.commitment, target=100_000)
    kpi = actions.set_kpi(fresh(world.contract), facts, by=manager, now=ENTERED_AT)
    with pytest.raises(Refused, match="unit_is_rated_in"):
        proposed(world, lead, unit="weeks")
    actions.withdraw_kpi(kpi, reason="Another is set.", by=manager, now=ENTERED_AT)
    assert proposed(world, lead, unit="weeks").status == "proposed"


def test_a_kpi_held_against_the_promise_itself_goes_with_its_unit(world, lead, manager):
    facts = KpiFacts(title="Hours of training", commitment=world.commitment)
    kpi = actions.set_kpi(fresh(world.contract), facts, by=manager, now=ENTERED_AT)
    assert kpi.unit == "hours"
    approved(proposed(world, lead, unit="weeks"), (MANAGER, manager))
    kpi.refresh_from_db()
    assert (again(world.commitment).unit, kpi.unit) == ("weeks", "weeks")


def test_a_further_period_that_overlaps_one_of_the_same_place_is_refused(world, lead):
    last = changes.terms_of(again(world.commitment)).periods[-1]
    inside = PeriodTerms(last.start_on, last.end_on, 1_000)
    with pytest.raises(Invalid, match="periods_overlap") as invalid:
        proposed(world, lead, periods=with_periods(world, inside))
    assert invalid.value.field == "new_start_on"


def test_periods_nobody_reported_on_go_where_the_commitment_goes(world, lead, manager):
    commitment = again(world.commitment)
    assert world.report.period_id is not None
    was, place = commitment.place, world.place
    assert was != place
    row = proposed(world, lead, place=place.code)
    approved(row, (MANAGER, manager), (Approver.AIM_OWNER, world.cast.actor(Role.MISSION_LEAD)))
    after = again(world.commitment)
    assert after.place == place
    places = {each.pk: each.place for each in after.periods.all()}
    assert places.pop(world.report.period_id) in (was, None)
    assert set(places.values()) <= {place, None}


def test_nothing_is_agreed_beyond_an_end_that_is_agreed_already(world, lead, manager):
    """The end moves to before a period that was proposed earlier: the one that is agreed second is refused."""
    contract = fresh(world.contract)
    stands, last = deals.deal_of(contract), deals.last_promise_on(contract)
    more = PeriodTerms(last + dt.timedelta(days=1), last + dt.timedelta(days=30), 1_000)
    later = dt.timedelta(days=40)
    longer = actions.propose_contract_change(
        contract,
        replace(stands, ends_on=max(stands.ends_on, last) + later),
        reason="Room.",
        takes_effect_on=TODAY,
        by=lead,
        now=PROPOSED_AT,
    )
    actions.answer_contract_change(
        deals.change(manager, longer.external_id), YES, by=manager, now=PROPOSED_AT
    )
    row = proposed(world, lead, periods=with_periods(world, more), takes_effect_on=TODAY + later)
    contract = fresh(world.contract)
    shorter = actions.propose_contract_change(
        contract,
        replace(deals.deal_of(contract), ends_on=last),
        reason="It ends as planned.",
        takes_effect_on=TODAY + later / 2,
        by=lead,
        now=PROPOSED_AT,
    )
    actions.answer_contract_change(
        deals.change(manager, shorter.external_id), YES, by=manager, now=PROPOSED_AT
    )
    with pytest.raises(Refused, match="outside_the_term"):
        approved(row, (MANAGER, manager))
    with pytest.raises(Invalid, match="after_contract"):
        actions.withdraw_change(changes.change(lead, row.external_id), by=lead, now=PROPOSED_AT)
        proposed(world, lead, periods=with_periods(world, more))


def test_no_end_is_agreed_before_what_an_agreed_change_promises(world, lead, manager):
    contract = fresh(world.contract)
    last = deals.last_promise_on(contract)
    assert contract.ends_on > last, "the world leaves room after its last promise"
    more = PeriodTerms(last + dt.timedelta(days=1), contract.ends_on, 1_000)
    in_a_month = TODAY + dt.timedelta(days=30)
    approved(
        proposed(world, lead, periods=with_periods(world, more), takes_effect_on=in_a_month),
        (MANAGER, manager),
        (Approver.AIM_OWNER, world.cast.actor(Role.MISSION_LEAD)),
    )
    assert deals.last_promise_on(fresh(world.contract)) == contract.ends_on
    with pytest.raises(Invalid, match="promises_left_behind"):
        actions.propose_contract_change(
            fresh(world.contract),
            replace(deals.deal_of(contract), ends_on=last),
            reason="Shorter.",
            takes_effect_on=TODAY,
            by=lead,
            now=PROPOSED_AT,
        )


def test_a_change_lapses_with_its_reason_when_the_contract_ends(world, lead, manager):
    row = proposed(world, lead)
    actions.terminate(fresh(world.contract), reason="It closed.", by=manager, now=PROPOSED_AT)
    assert changes.change(lead, row.external_id).lapsed_because == "change.not_in_force"
