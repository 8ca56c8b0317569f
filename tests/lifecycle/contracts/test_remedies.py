"""Steps of the remedies ladder: taken in order, read by both sides, answered, linked to failures, closed with an outcome."""

import datetime as dt

import pytest

from commonweal.domain.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.domain.remedies import Rung, SkipGround, StepOutcome
from commonweal.journeys.packs.remedy_letter import document
from commonweal.lifecycle.contracts import actions, remedies
from commonweal.lifecycle.contracts.models import RemedyStep
from tests.builders.remedies import TAKEN_AT, facts

pytestmark = pytest.mark.django_db
SHARED = ("failure", "remedy_step")
LATER = TAKEN_AT + dt.timedelta(days=10)


@pytest.fixture
def sides(shared_world):
    return tuple(shared_world.cast.actor(role) for role in (Role.CONTRACT_MANAGER, Role.DELIVERY_LEAD))


def stored(step: RemedyStep, actor) -> RemedyStep:
    return remedies.step(actor, step.external_id)


def test_a_step_closes_with_its_outcome_before_the_next_is_taken(shared_world, sides, db):
    manager, _lead = sides
    step = stored(shared_world.remedy_step, manager)
    matter = step.matter
    with pytest.raises(Refused, match="another_is_open"):
        actions.take_step(matter, facts(Rung.PLAN), by=manager, now=TAKEN_AT)
    actions.close_step(step, outcome=StepOutcome.NOT_ENOUGH, words="No answer.", by=manager, now=LATER)
    with pytest.raises(Refused):
        actions.close_step(
            stored(step, manager), outcome=StepOutcome.RECOVERED, words="Well.", by=manager, now=LATER
        )
    with pytest.raises(Invalid, match="skip_without_ground"):
        actions.take_step(matter, facts(Rung.ESCALATE), by=manager, now=LATER)
    taken = actions.take_step(
        matter,
        facts(Rung.ESCALATE, skip_ground=SkipGround.AGAIN, skip_reason="The plan of March failed."),
        by=manager,
        now=LATER,
    )
    assert (taken.rung, taken.skip_ground) == ("escalate", "again")
    actions.close_step(taken, outcome=StepOutcome.RECOVERED, words="It came.", by=manager, now=LATER)
    with pytest.raises(Refused, match="settled"):
        actions.take_step(matter, facts(Rung.REMEDY), by=manager, now=LATER)


def test_of_two_who_take_a_step_at_once_the_second_is_told(shared_world, sides, db):
    manager, _lead = sides
    step = stored(shared_world.remedy_step, manager)
    actions.close_step(step, outcome=StepOutcome.NOT_ENOUGH, words="No answer.", by=manager, now=LATER)
    matter = remedies.matter(manager, step.matter.external_id)
    seen = matter.revision
    actions.take_step(matter, facts(Rung.PLAN), by=manager, now=LATER, revision=seen)
    second = remedies.matter(manager, step.matter.external_id)
    with pytest.raises(Stale):
        actions.take_step(second, facts(Rung.PLAN), by=manager, now=LATER, revision=seen)


def test_the_supplier_answers_and_the_authority_alone_acts(shared_world, sides, db):
    manager, lead = sides
    step = stored(shared_world.remedy_step, lead)
    actions.reply_to_step(step, words="Your list came late.", is_cause_not_ours=True, by=lead, now=LATER)
    (said,) = stored(step, manager).replies.all()
    assert (said.words, said.is_cause_not_ours) == ("Your list came late.", True)
    with pytest.raises(NotPermitted):
        actions.reply_to_step(step, words="No.", is_cause_not_ours=False, by=manager, now=LATER)
    with pytest.raises(NotPermitted):
        actions.close_step(step, outcome=StepOutcome.FALLS_AWAY, words="Ours.", by=lead, now=LATER)
    actions.close_step(
        stored(step, manager), outcome=StepOutcome.FALLS_AWAY, words="Our list.", by=manager, now=LATER
    )
    with pytest.raises(Refused):
        actions.reply_to_step(
            stored(step, lead), words="Thanks.", is_cause_not_ours=False, by=lead, now=LATER
        )


def test_a_recorded_failure_belongs_to_a_step_of_its_own_contract(shared_world, sides, db):
    manager, _lead = sides
    step = stored(shared_world.remedy_step, manager)
    actions.link_failure(step, shared_world.failure, by=manager, now=LATER)
    assert [each.failure for each in stored(step, manager).failures.all()] == [shared_world.failure]
    with pytest.raises(Invalid):
        actions.link_failure(step, shared_world.failure, by=manager, now=LATER)


def test_the_letter_has_the_reason_and_never_the_authority_s_own_note(shared_world, sides, db):
    step = stored(shared_world.remedy_step, sides[0])
    said = repr(document(step))
    assert step.reason in said
    assert "Tell us what happened." in said
    assert "Ask finance first." not in said


def test_it_waits_in_both_sides_week_and_no_stranger_finds_it(shared_world, sides, db):
    step = shared_world.remedy_step
    for actor in sides:
        assert [each.pk for each in remedies.open_steps(actor, to_day=step.answer_by)] == [step.pk]
    for role, organisation in (
        (Role.DELIVERY_LEAD, shared_world.cast.rival),
        (Role.CONTRACT_MANAGER, shared_world.cast.other_authority),
    ):
        with pytest.raises(NotFound):
            stored(step, shared_world.cast.actor(role, organisation))
