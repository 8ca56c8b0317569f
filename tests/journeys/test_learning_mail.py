"""Emails of shared reviews and of the remedies ladder: to those who can act on them, once, with nothing that anybody wrote."""

import datetime as dt

import pytest

from commonweal.domain.permissions import Role
from commonweal.domain.remedies import StepOutcome
from commonweal.gateways.email import sent_messages
from commonweal.jobs.handlers import HANDLERS
from commonweal.journeys.learning_mail import remind_to_prepare
from commonweal.lifecycle.contracts import actions as contracts
from commonweal.lifecycle.delivery import actions
from commonweal.outbox.actions import dispatch
from commonweal.outbox.models import Message
from tests.builders.contracts import ENTERED_AT
from tests.builders.remedies import TAKEN_AT

pytestmark = pytest.mark.django_db


def sent(settings, kind, now):
    """Who got which email of one kind of message, by the worker."""
    before = len(sent_messages(settings.EMAIL_OUTBOX, limit=99)) if settings.EMAIL_OUTBOX.exists() else 0
    Message.objects.exclude(kind=kind).update(dispatched_at=now)
    dispatch(HANDLERS, now=now)
    if not settings.EMAIL_OUTBOX.exists():
        return []
    found = sent_messages(settings.EMAIL_OUTBOX, limit=99)
    return found[: len(found) - before]


def test_who_is_asked_to_a_shared_review_is_told_and_reminded_once(world, settings):
    review = world.shared_review
    lead = world.cast.person(Role.DELIVERY_LEAD)
    asked = sent(settings, "review.invited", ENTERED_AT)
    assert lead.email in {to for each in asked for to in each.to}
    assert all(review.external_id in each.body for each in asked)
    week_before = dt.datetime.combine(review.due_on - dt.timedelta(days=7), dt.time(12), tzinfo=dt.UTC)
    remind_to_prepare(week_before - dt.timedelta(days=1))
    assert not Message.objects.filter(kind="review.reminder").exists()
    for _ in range(2):
        remind_to_prepare(week_before)
    assert Message.objects.filter(kind="review.reminder").count() == review.parties.count() == 2
    by = world.cast.actor(Role.DELIVERY_LEAD)
    actions.prepare_review(review, {"what_happened": "Damp."}, is_ready=True, by=by, now=week_before)
    reminded = {to for each in sent(settings, "review.reminder", week_before) for to in each.to}
    assert lead.email not in reminded
    assert world.cast.person(Role.SYSTEM_STEWARD).email in reminded


def test_steps_of_the_ladder_reach_the_supplier_and_answers_whoever_looks_after_the_contract(world, settings):
    step = world.remedy_step
    taken = sent(settings, "remedy.step_taken", TAKEN_AT)
    lead, manager = world.cast.person(Role.DELIVERY_LEAD), world.cast.person(Role.CONTRACT_MANAGER)
    assert lead.email in {to for each in taken for to in each.to}
    assert not any("Tell us what happened" in each.body or "finance" in each.body for each in taken)
    by = world.cast.actor(Role.DELIVERY_LEAD)
    contracts.reply_to_step(step, words="Snow.", is_cause_not_ours=True, by=by, now=TAKEN_AT)
    (replied,) = sent(settings, "remedy.replied", TAKEN_AT)
    assert replied.to == (manager.email,)
    assert "Snow" not in replied.body
    given = {"outcome": StepOutcome.RECOVERED, "words": "It came."}
    contracts.close_step(step, **given, by=world.cast.actor(Role.CONTRACT_MANAGER), now=TAKEN_AT)
    closed = sent(settings, "remedy.step_closed", TAKEN_AT)
    assert lead.email in {to for each in closed for to in each.to}
