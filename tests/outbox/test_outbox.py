"""What follows from an action: asked for with it, done once, tried again when it fails."""

import datetime as dt

import pytest

from commonweal.domain.actors import SYSTEM
from commonweal.organisations.events import OrganisationEvent
from commonweal.organisations.models import Organisation
from commonweal.outbox import actions
from commonweal.outbox.models import Message
from commonweal.records.work import OutsideTransactionError, transaction
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def send(kind: str = "test") -> None:
    with transaction(by=SYSTEM, at=NOW) as work:
        organisation = Organisation(name="Body", side="authority")
        organisation.save()
        work.record(OrganisationEvent.ORGANISATION_CREATED, organisation)
        actions.send(kind, organisation=organisation.external_id)


def test_a_message_is_asked_for_only_inside_a_transaction():
    with pytest.raises(OutsideTransactionError):
        actions.send("test", thing="x")


def test_a_message_goes_with_its_action():
    with pytest.raises(ZeroDivisionError), transaction(by=SYSTEM, at=NOW):
        actions.send("test", thing="x")
        raise ZeroDivisionError
    assert Message.objects.count() == 0


def test_each_message_is_handled_once_with_its_ids():
    send()
    seen = []
    assert actions.dispatch({"test": lambda ids, now: seen.append((ids, now))}, now=NOW) == 1
    assert actions.dispatch({"test": lambda ids, now: seen.append((ids, now))}, now=NOW) == 0
    assert len(seen) == 1
    assert seen[0][1] == NOW


def test_what_fails_is_tried_again_later_and_its_writes_are_undone():
    send()

    def half_done(ids, now):
        Message.objects.create(kind="stray", ids={}, due_at=now + dt.timedelta(days=9), created_at=now)
        raise RuntimeError("the mail server is away")

    assert actions.dispatch({"test": half_done}, now=NOW) == 0
    message = Message.objects.get()
    assert (message.kind, message.attempts, message.dispatched_at) == ("test", 1, None)
    assert message.due_at > NOW
    assert actions.dispatch({"test": lambda ids, now: None}, now=message.due_at) == 1


def test_after_too_many_tries_a_message_is_set_aside():
    send("unknown")
    now = NOW
    for _try in range(actions.MAX_ATTEMPTS):
        actions.dispatch({}, now=now)
        now = Message.objects.get().due_at
    assert Message.objects.get().failed_at is not None
    assert actions.dispatch({"unknown": lambda ids, now: None}, now=now + dt.timedelta(days=1)) == 0
