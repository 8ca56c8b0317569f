"""A commitment is changed when both sides approve, the register keeps every version, and what was reported on stays."""

from dataclasses import replace

import pytest

from commonweal.domain.changes import Answer, Approver
from commonweal.domain.errors import Invalid, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.lifecycle.contracts import actions, changes
from commonweal.lifecycle.contracts.actions import Said
from commonweal.lifecycle.contracts.models import CommitmentChange
from tests.builders.changes import ALL_YES, PROPOSED_AT, a_proposal, again

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


def test_the_last_approval_puts_it_into_force_and_the_earlier_promise_is_kept(shared_world, db):
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
    after = again(world.commitment)
    assert after.title == "Hours of training, in the evening too"
    assert after.quantity == before.quantity + 10_000
    assert after.quantity == sum(each.quantity for each in after.periods.all())
    kept = stored(row, manager)
    assert (kept.status, changes.read_terms(kept.before)) == ("agreed", before)
    assert [each.words for each in kept.answers.all()] == ["", "Who opens the hall?", "The caretaker.", ""]
    with pytest.raises(Refused, match="status_not_allowed"):
        actions.answer_change(kept, MANAGER, YES, by=manager, now=PROPOSED_AT)


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
