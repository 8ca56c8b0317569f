"""What the minute tick brings about, with a clock that the test moves."""

import datetime as dt
import itertools
import json

import pytest
from django.core.cache import cache

from commonweal.audit import chain
from commonweal.domain.permissions import Role
from commonweal.domain.procurements import ProcurementStatus
from commonweal.gateways.email import sent_messages
from commonweal.jobs import minute, schedule
from commonweal.organisations import actions
from commonweal.outbox.models import Message
from commonweal.records.models import SubmittedForm
from tests.builders.procurement import DEADLINE, fresh
from tests.cast import NOW

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


class Clock:
    """The time as the tick reads it."""

    def __init__(self, monkeypatch) -> None:
        self.now = NOW
        monkeypatch.setattr(minute.timezone, "now", lambda: self.now)

    def tick(self, at: dt.datetime | None = None) -> None:
        self.now = at or self.now + MINUTE
        minute.tick.call()


@pytest.fixture
def clock(monkeypatch) -> Clock:
    cache.clear()
    return Clock(monkeypatch)


def invite(cast, name: str) -> None:
    actions.invite(
        organisation=cast.authority,
        name=name,
        email=f"{name}@example.org",
        roles=[Role.READER],
        by=cast.actor(Role.AUTHORITY_ADMINISTRATOR),
        now=NOW,
    )


def test_a_procurement_closes_with_the_first_tick_after_its_deadline(world, clock):
    procurement = world.open_procurement
    for at in (DEADLINE - MINUTE, DEADLINE):
        clock.tick(at)
        assert fresh(procurement).status == ProcurementStatus.OPEN
    clock.tick(DEADLINE + dt.timedelta(seconds=1))
    assert fresh(procurement).status == ProcurementStatus.CLOSED
    events = chain.verify().count
    clock.tick()
    assert chain.verify().count == events, "closing again is nothing that happens"


def test_after_a_night_without_a_clock_the_next_tick_catches_up(world, clock):
    procurement = world.open_procurement
    clock.tick(DEADLINE + dt.timedelta(days=3))
    assert fresh(procurement).status == ProcurementStatus.CLOSED


def test_each_tick_leaves_a_heartbeat_of_its_own_time(clock):
    for _minute in range(3):
        clock.tick()
        assert cache.get(minute.HEARTBEAT) == clock.now


def test_mail_goes_with_the_next_tick_and_once(cast, clock, settings):
    invite(cast, "newcomer")
    for _minute in range(3):
        clock.tick()
    assert [mail.to for mail in sent_messages(settings.EMAIL_OUTBOX, limit=9)] == [("newcomer@example.org",)]


def test_mail_that_fails_waits_longer_each_time_and_goes_when_the_server_is_back(
    cast, clock, settings, monkeypatch
):
    tried = []

    def away(**kwargs):
        tried.append(clock.now)
        raise OSError("the mail server is away")

    invite(cast, "newcomer")
    with monkeypatch.context() as broken:
        broken.setattr("commonweal.journeys.mail.send_mail", away)
        for _minute in range(16):
            clock.tick()
    waits = [(later - one) // MINUTE for one, later in itertools.pairwise(tried)]
    assert waits == [2, 4, 8]
    message = Message.objects.get()
    clock.tick(message.due_at)
    assert len(sent_messages(settings.EMAIL_OUTBOX, limit=9)) == 1


def test_the_anchor_gets_a_line_when_something_happened_and_none_when_nothing_did(cast, clock, settings):
    def anchored() -> list[int]:
        lines = settings.ANCHOR_FILE.read_text("utf-8").splitlines()
        return [json.loads(line)["count"] for line in lines]

    invite(cast, "first")
    clock.tick()
    clock.tick()
    first = chain.verify().count
    assert anchored() == [first]
    invite(cast, "second")
    clock.tick()
    assert anchored() == [first, chain.verify().count]
    assert chain.verify(settings.ANCHOR_FILE).problem is None


def test_forms_are_remembered_for_seven_days(clock):
    SubmittedForm.objects.create(key="k", person_id=1, created_at=NOW)
    clock.tick(NOW + schedule.FORMS_KEPT)
    assert SubmittedForm.objects.exists()
    clock.tick()
    assert not SubmittedForm.objects.exists()


def test_what_fails_is_undone_and_tried_again_while_the_rest_goes_on(clock, monkeypatch):
    done = []

    def half_done(now):
        SubmittedForm.objects.create(key="stray", person_id=1, created_at=now)
        raise RuntimeError("not today")

    def follows(now):
        done.append(now)

    monkeypatch.setattr(schedule, "JOURNEYS", (half_done, follows))
    clock.tick()
    clock.tick()
    assert done == [NOW + MINUTE, NOW + 2 * MINUTE]
    assert not SubmittedForm.objects.exists()
    assert cache.get(minute.HEARTBEAT) == clock.now


def test_the_database_looks_at_its_tables_once_an_hour(clock, monkeypatch):
    looked: list[dt.datetime] = []
    monkeypatch.setattr(schedule, "look_at_tables", lambda: looked.append(clock.now))
    for minutes in (0, 1, 30):
        clock.tick(NOW + dt.timedelta(minutes=minutes))
    assert looked == [NOW]
    cache.delete(schedule.LOOKED_AT)  # its time is over
    clock.tick(NOW + dt.timedelta(minutes=61))
    assert len(looked) == 2
