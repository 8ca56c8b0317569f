"""A commitment is changed when both sides approve, the register keeps every version, and what was reported on stays."""

import datetime as dt
from dataclasses import replace

import pytest

from commonweal.domain.changes import Answer, Approver
from commonweal.domain.errors import Invalid, NotPermitted, Refused, Stale
from commonweal.domain.periods import LONDON
from commonweal.domain.permissions import Role
from commonweal.jobs.schedule import every_minute
from commonweal.journeys.changes_in_force import put_due_into_force
from commonweal.lifecycle.contracts import actions, changes, deals
from commonweal.lifecycle.contracts.actions import Said
from commonweal.lifecycle.contracts.models import CommitmentChange
from commonweal.organisations.models import Membership
from tests.builders.changes import ALL_YES, PROPOSED_AT, a_proposal, again
from tests.builders.contract_spend import a_month, spent
from tests.builders.contracts import commitment_of, fresh
from tests.builders.deals import a_proposal as a_deal
from tests.builders.delivery import in_first_period

pytestmark = pytest.mark.django_db
SHARED = ("change", "commitment", "report")
YES = Said(Answer.APPROVE, "", shifts_balance=False, grounds=("provided-for",))
MANAGER, LEAD, AIM = Approver.CONTRACT_MANAGER, Approver.DELIVERY_LEAD, Approver.AIM_OWNER


def person(world, role: Role):
    return world.cast.actor(role)


def stored(row: CommitmentChange, actor) -> CommitmentChange:
    return changes.change(actor, row.external_id)


def withdrawn(world):
    """The commitment without the open proposal that the world starts with."""
    lead = person(world, Role.DELIVERY_LEAD)
    actions.withdraw_change(stored(world.change, lead), by=lead, now=PROPOSED_AT)
    return again(world.commitment)


def test_what_both_sides_agreed_is_in_force_from_its_day_and_the_earlier_promise_is_kept(shared_world, db):
    world = shared_world
    manager, lead = person(world, Role.CONTRACT_MANAGER), person(world, Role.DELIVERY_LEAD)
    row = stored(world.change, manager)
    before = changes.terms_of(again(world.commitment))
    assert changes.latest_answers(row) == {LEAD: Answer.APPROVE}
    assert row.pk in {each.pk for each in changes.waiting_for(manager)}
    assert row.pk not in {each.pk for each in changes.waiting_for(lead)}
    with pytest.raises(NotPermitted):
        actions.answer_change(row, MANAGER, YES, by=lead, now=PROPOSED_AT)
    actions.answer_change(
        row, MANAGER, Said(Answer.QUESTION, "Who opens the hall?"), by=manager, now=PROPOSED_AT
    )
    actions.answer_change(
        stored(row, lead), LEAD, Said(Answer.REPLY, "The caretaker."), by=lead, now=PROPOSED_AT
    )
    actions.answer_change(stored(row, manager), MANAGER, YES, by=manager, now=PROPOSED_AT)
    assert stored(row, manager).status == "agreed"
    assert changes.terms_of(again(world.commitment)) == before
    with pytest.raises(Refused, match="another_is_open"):
        actions.propose_change(
            again(world.commitment), a_proposal(again(world.commitment)), by=lead, now=PROPOSED_AT
        )
    on_the_day = dt.datetime.combine(row.takes_effect_on, dt.time(0, 5), tzinfo=LONDON)
    every_minute(on_the_day - dt.timedelta(minutes=10))
    assert changes.terms_of(again(world.commitment)) == before
    every_minute(on_the_day)
    after = again(world.commitment)
    assert after.title == "Hours of training, in the evening too"
    assert after.quantity == before.quantity + 10_000
    assert after.quantity == sum(each.quantity for each in after.periods.all())
    kept = stored(row, manager)
    assert (kept.status, changes.read_terms(kept.before)) == ("in_force", before)
    assert [each.words for each in kept.answers.all()] == ["", "Who opens the hall?", "The caretaker.", ""]
    with pytest.raises(Refused, match="status_not_allowed"):
        actions.answer_change(kept, MANAGER, YES, by=manager, now=PROPOSED_AT)


def test_one_whose_day_has_come_is_in_force_with_the_last_approval(shared_world, db):
    world = shared_world
    commitment, manager = withdrawn(world), person(world, Role.CONTRACT_MANAGER)
    today = a_proposal(commitment, takes_effect_on=PROPOSED_AT.date())
    row = actions.propose_change(commitment, today, by=person(world, Role.DELIVERY_LEAD), now=PROPOSED_AT)
    actions.answer_change(stored(row, manager), MANAGER, YES, by=manager, now=PROPOSED_AT)
    assert stored(row, manager).status == "in_force"
    assert again(commitment).title == today.after.title


def test_what_is_reported_on_before_its_day_comes_lapses_and_changes_nothing(world, db):
    commitment, manager = again(world.commitment), person(world, Role.CONTRACT_MANAGER)
    before = changes.terms_of(commitment)
    first, *rest = before.periods
    more = replace(before, periods=(replace(first, quantity=first.quantity + 1_000), *rest))
    day = in_first_period(world).date() + dt.timedelta(days=1)
    proposal = a_proposal(commitment, after=more, takes_effect_on=day)
    row = actions.propose_change(commitment, proposal, by=person(world, Role.DELIVERY_LEAD), now=PROPOSED_AT)
    actions.answer_change(stored(row, manager), MANAGER, YES, by=manager, now=PROPOSED_AT)
    assert world.report.period.external_id == first.id
    put_due_into_force(dt.datetime.combine(day, dt.time(12), tzinfo=LONDON))
    assert stored(row, manager).status == "lapsed"
    assert changes.terms_of(again(world.commitment)) == before


def test_one_no_settles_it_and_nothing_changes(shared_world, db):
    world = shared_world
    manager = person(world, Role.CONTRACT_MANAGER)
    row = stored(world.change, manager)
    seen = row.revision
    before = changes.terms_of(again(world.commitment))
    actions.answer_change(
        row, MANAGER, Said(Answer.REFUSE, "Evenings were promised already."), by=manager, now=PROPOSED_AT
    )
    assert stored(row, manager).status == "refused"
    assert changes.terms_of(again(world.commitment)) == before
    with pytest.raises(Stale):
        actions.answer_change(stored(row, manager), MANAGER, YES, by=manager, now=PROPOSED_AT, revision=seen)


def test_what_is_not_equivalent_is_proposed_honestly_and_cannot_be_approved(shared_world, db):
    world = shared_world
    commitment = withdrawn(world)
    manager = person(world, Role.CONTRACT_MANAGER)
    with pytest.raises(Invalid, match="less_is_not_as_much"):
        actions.propose_change(commitment, a_proposal(commitment, more=-1_000), by=manager, now=PROPOSED_AT)
    honest = a_proposal(
        commitment, more=-1_000, equivalence={**ALL_YES, "amount": (False, "A thousand fewer.")}
    )
    row = actions.propose_change(commitment, honest, by=manager, now=PROPOSED_AT)
    assert not row.answers.exists()
    with pytest.raises(Refused, match="not_equivalent"):
        actions.answer_change(stored(row, manager), MANAGER, YES, by=manager, now=PROPOSED_AT)
    with pytest.raises(Refused, match="another_is_open"):
        actions.propose_change(commitment, a_proposal(commitment), by=manager, now=PROPOSED_AT)


def test_other_people_need_who_answers_for_the_aim_too(shared_world, db):
    world = shared_world
    commitment = withdrawn(world)
    manager, lead = person(world, Role.CONTRACT_MANAGER), person(world, Role.DELIVERY_LEAD)
    row = actions.propose_change(
        commitment, a_proposal(commitment, reaches_others=True), by=lead, now=PROPOSED_AT
    )
    actions.answer_change(stored(row, manager), MANAGER, YES, by=manager, now=PROPOSED_AT)
    assert stored(row, manager).status == "proposed"
    mission_lead = person(world, Role.MISSION_LEAD)
    with pytest.raises(NotPermitted):
        actions.answer_change(stored(row, manager), AIM, YES, by=manager, now=PROPOSED_AT)
    actions.answer_change(
        stored(row, mission_lead), AIM, Said(Answer.APPROVE), by=mission_lead, now=PROPOSED_AT
    )
    assert stored(row, manager).status == "agreed"
    assert changes.due(row.takes_effect_on) == [row]


def test_a_period_that_was_reported_on_stays_as_it_was_promised(shared_world, db):
    world = shared_world
    assert world.report.period_id is not None
    commitment = withdrawn(world)
    before = changes.terms_of(commitment)
    first, *rest = before.periods
    touched = replace(before, periods=(replace(first, quantity=first.quantity + 1_000), *rest))
    with pytest.raises(Refused, match="reported_already"):
        actions.propose_change(
            commitment,
            a_proposal(commitment, after=touched),
            by=person(world, Role.DELIVERY_LEAD),
            now=PROPOSED_AT,
        )


def test_the_unit_that_somebody_reported_in_stays(shared_world, db):
    """30 hours that were reported would otherwise become 30 days."""
    world = shared_world
    assert world.report.quantity == 30_000
    commitment = withdrawn(world)
    days = replace(changes.terms_of(commitment), unit="days")
    with pytest.raises(Refused, match="unit_is_reported_in"):
        actions.propose_change(
            commitment,
            a_proposal(commitment, after=days),
            by=person(world, Role.DELIVERY_LEAD),
            now=PROPOSED_AT,
        )


def test_a_report_that_comes_while_a_change_of_unit_is_open_keeps_it_from_being_agreed(world, db):
    commitment, manager = again(world.commitment), person(world, Role.CONTRACT_MANAGER)
    days = replace(changes.terms_of(commitment), unit="days")
    proposal = a_proposal(commitment, after=days, takes_effect_on=PROPOSED_AT.date())
    row = actions.propose_change(commitment, proposal, by=person(world, Role.DELIVERY_LEAD), now=PROPOSED_AT)
    assert world.report.quantity == 30_000
    with pytest.raises(Refused, match="unit_is_reported_in"):
        actions.answer_change(stored(row, manager), MANAGER, YES, by=manager, now=PROPOSED_AT)
    assert again(world.commitment).unit == "hours"


def test_a_rate_at_which_spend_is_counted_stays(shared_world, db):
    world = shared_world
    rate, lead = again(commitment_of(world.contract, "rate")), person(world, Role.DELIVERY_LEAD)
    before = changes.terms_of(rate)
    dearer = a_proposal(world.commitment, after=replace(before, rate_per_pence=before.rate_per_pence // 2))
    spent(world, a_month(world, 25_000))
    with pytest.raises(Refused, match="rate_is_owed_at"):
        actions.propose_change(rate, dearer, by=lead, now=PROPOSED_AT)
    other_words = a_proposal(world.commitment, after=replace(before, words="In the evening, too."))
    assert actions.propose_change(rate, other_words, by=lead, now=PROPOSED_AT).status == "proposed"


def test_only_the_side_that_proposed_takes_it_back(shared_world, db):
    world = shared_world
    manager = person(world, Role.CONTRACT_MANAGER)
    with pytest.raises(NotPermitted):
        actions.withdraw_change(stored(world.change, manager), by=manager, now=PROPOSED_AT)
    with pytest.raises(NotPermitted):
        actions.propose_change(
            again(world.commitment),
            a_proposal(again(world.commitment)),
            by=person(world, Role.TENDER_WRITER),
            now=PROPOSED_AT,
        )


def test_what_is_open_when_the_contract_ends_lapses_and_cannot_be_agreed(shared_world, db):
    world = shared_world
    manager, lead = person(world, Role.CONTRACT_MANAGER), person(world, Role.DELIVERY_LEAD)
    row, before = stored(world.change, manager), changes.terms_of(again(world.commitment))
    deal = a_deal(world)
    actions.terminate(fresh(world.contract), reason="It closed.", by=manager, now=PROPOSED_AT)
    assert (stored(row, lead).status, deals.change(lead, deal.external_id).status) == ("lapsed", "lapsed")
    # `row` and `deal` are as they were read before the contract ended.
    with pytest.raises(Refused, match="not_in_force"):
        actions.answer_change(row, MANAGER, YES, by=manager, now=PROPOSED_AT)
    with pytest.raises(Refused, match="not_in_force"):
        actions.answer_contract_change(deal, YES, by=manager, now=PROPOSED_AT)
    assert changes.terms_of(again(world.commitment)) == before
    assert not changes.waiting_for(manager)


def test_what_was_agreed_for_a_day_after_the_end_lapses_too(shared_world, db):
    world = shared_world
    manager = person(world, Role.CONTRACT_MANAGER)
    row = stored(world.change, manager)
    actions.answer_change(row, MANAGER, YES, by=manager, now=PROPOSED_AT)
    actions.terminate(fresh(world.contract), reason="It closed.", by=manager, now=PROPOSED_AT)
    put_due_into_force(dt.datetime.combine(row.takes_effect_on, dt.time(12), tzinfo=LONDON))
    assert stored(row, manager).status == "lapsed"


def test_nobody_of_the_authority_approves_what_they_proposed_where_a_colleague_can(world, db):
    commitment, manager = again(world.commitment), person(world, Role.CONTRACT_MANAGER)
    officer, lead = person(world, Role.PROCUREMENT_OFFICER), person(world, Role.DELIVERY_LEAD)
    row = actions.propose_change(commitment, a_proposal(commitment), by=manager, now=PROPOSED_AT)
    with pytest.raises(Refused, match="another_person_approves"):
        actions.answer_change(stored(row, manager), MANAGER, YES, by=manager, now=PROPOSED_AT)
    # It waits for a colleague and for the supplier, not for whoever proposed it.
    assert changes.answers_as(stored(row, manager), manager) == []
    assert row.pk not in {each.pk for each in changes.waiting_for(manager)}
    assert changes.answers_as(stored(row, officer), officer) == [MANAGER]
    assert row.pk in {each.pk for each in changes.waiting_for(officer)}
    assert changes.answers_as(stored(row, lead), lead) == [LEAD]
    actions.answer_change(stored(row, officer), MANAGER, YES, by=officer, now=PROPOSED_AT)
    actions.answer_change(stored(row, lead), LEAD, Said(Answer.APPROVE), by=lead, now=PROPOSED_AT)
    assert stored(row, manager).status == "agreed"
    deal = a_deal(world, role=Role.CONTRACT_MANAGER)
    with pytest.raises(Refused, match="another_person_approves"):
        actions.answer_contract_change(
            deals.change(manager, deal.external_id), YES, by=manager, now=PROPOSED_AT
        )
    assert deals.answers_as(deals.change(manager, deal.external_id), manager) is None
    assert deal.pk not in {each.pk for each in deals.waiting_for(manager)}
    assert deal.pk in {each.pk for each in deals.waiting_for(officer)}
    actions.answer_contract_change(deals.change(officer, deal.external_id), YES, by=officer, now=PROPOSED_AT)


def test_two_approvals_of_one_body_are_two_peoples_where_it_has_them(world, db):
    """The contract manager answers for the aim as well; the mission lead does, too, until they leave."""
    commitment, lead = again(world.commitment), person(world, Role.DELIVERY_LEAD)
    both = replace(
        person(world, Role.CONTRACT_MANAGER), roles=frozenset({Role.CONTRACT_MANAGER, Role.MISSION_LEAD})
    )
    person(world, Role.MISSION_LEAD)
    proposal = a_proposal(commitment, reaches_others=True)
    row = actions.propose_change(commitment, proposal, by=lead, now=PROPOSED_AT)
    actions.answer_change(stored(row, both), MANAGER, YES, by=both, now=PROPOSED_AT)
    assert changes.answers_as(stored(row, both), both) == [MANAGER]
    aim = Said(Answer.APPROVE)
    with pytest.raises(Refused, match="another_person_approves"):
        actions.answer_change(stored(row, both), AIM, aim, by=both, now=PROPOSED_AT)
    memberships = Membership.objects.for_system("the only one left in a test")
    own = memberships.filter(organisation_id=both.organisation_id)
    own.exclude(person_id=both.person_id).update(ended_at=PROPOSED_AT, ended_by="somebody")
    assert set(changes.answers_as(stored(row, both), both)) == {MANAGER, AIM}
    actions.answer_change(stored(row, both), AIM, aim, by=both, now=PROPOSED_AT)
    assert stored(row, both).status == "agreed"


def test_a_question_waits_for_who_proposed_and_the_reply_brings_it_back(shared_world, db):
    world = shared_world
    manager, lead = person(world, Role.CONTRACT_MANAGER), person(world, Role.DELIVERY_LEAD)
    row = stored(world.change, manager)

    def whose_week() -> tuple[bool, bool]:
        return tuple(row.pk in {each.pk for each in changes.waiting_for(actor)} for actor in (manager, lead))

    assert whose_week() == (True, False)
    actions.answer_change(
        stored(row, manager), MANAGER, Said(Answer.QUESTION, "Who opens?"), by=manager, now=PROPOSED_AT
    )
    assert whose_week() == (False, True)
    actions.answer_change(
        stored(row, lead), LEAD, Said(Answer.REPLY, "The caretaker."), by=lead, now=PROPOSED_AT
    )
    assert whose_week() == (True, False)
    actions.answer_change(
        stored(row, manager), MANAGER, Said(Answer.QUESTION, "On Sundays?"), by=manager, now=PROPOSED_AT
    )
    assert whose_week() == (False, True)
    actions.answer_change(stored(row, manager), MANAGER, YES, by=manager, now=PROPOSED_AT)
    assert whose_week() == (False, False)


def test_a_question_of_the_supplier_about_the_authoritys_proposal_waits_for_the_authority(world, db):
    commitment, manager = again(world.commitment), person(world, Role.CONTRACT_MANAGER)
    officer, lead = person(world, Role.PROCUREMENT_OFFICER), person(world, Role.DELIVERY_LEAD)
    row = actions.propose_change(commitment, a_proposal(commitment), by=manager, now=PROPOSED_AT)
    assert row.pk not in {each.pk for each in changes.waiting_for(manager)}
    actions.answer_change(stored(row, lead), LEAD, Said(Answer.QUESTION, "Why?"), by=lead, now=PROPOSED_AT)
    assert row.pk not in {each.pk for each in changes.waiting_for(lead)}
    for each in (manager, officer):
        assert row.pk in {found.pk for found in changes.waiting_for(each)}
