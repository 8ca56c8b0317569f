"""A reminder by email of one report: a week before its period ends and on the day after, once each, to whoever sees to it and
wants it."""

import datetime as dt
import re
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError, transaction

from commonweal.domain.permissions import Role
from commonweal.domain.report_reminders import Stage
from commonweal.jobs.handlers import HANDLERS
from commonweal.journeys.report_reminders import SEEN_TO, remind_to_report
from commonweal.lifecycle.delivery import actions
from commonweal.lifecycle.delivery.models import ReportReminder
from commonweal.organisations import actions as organisations
from commonweal.organisations.actions.digests import choose_week_email
from commonweal.organisations.models import Membership
from commonweal.outbox.actions import dispatch
from commonweal.outbox.models import Message
from tests.builders.delivery import first_period
from tests.builders.tier_two import accepted
from tests.web.contracts.test_contract_pages import client_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_memory(settings, world):
    assert world.contract
    cache.clear()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []


def days_after_the_end(world, days: int, hour: int = 12) -> dt.datetime:
    """So many days after the end of the contract's first period."""
    return dt.datetime.combine(first_period(world).end_on, dt.time(hour), tzinfo=dt.UTC) + days * DAY


def sent(now: dt.datetime):
    """Emails about reports that go out at an instant, the clock having come twice and forgotten once that it had."""
    Message.objects.exclude(kind="report.reminder").update(dispatched_at=now)
    mail.outbox = []
    remind_to_report(now)
    dispatch(HANDLERS, now=now)
    cache.delete(SEEN_TO)
    remind_to_report(now)
    dispatch(HANDLERS, now=now)
    cache.delete(SEEN_TO)
    return list(mail.outbox)


def to(messages) -> list[str]:
    return sorted(each for message in messages for each in message.to)


def links(message) -> list[str]:
    return re.findall(r"https?://[^/]+(/commitments/\S+/report\S+)", message.body)


def wants(world, role: Role, organisation=None, *, reminders: bool) -> Membership:
    """Somebody says whether they want reminders."""
    member = world.cast.member(role, organisation)
    return choose_week_email(
        member, wanted=False, reminders=reminders, by=world.cast.actor(role, organisation), now=world.now
    )


def test_it_goes_out_a_week_before_the_end_and_on_the_day_after_and_on_no_other_day(world):
    days = [day for day in range(-10, 20) if sent(days_after_the_end(world, day))]
    assert days == [-7, 1]
    stages = ReportReminder.objects.for_system("test").filter(period=first_period(world))
    assert sorted(set(stages.values_list("stage", flat=True))) == [Stage.DUE_SOON, Stage.LATE]


def test_it_names_the_report_and_its_link_opens_the_form_of_that_period(world, monkeypatch):
    now = days_after_the_end(world, 1)
    monkeypatch.setattr("commonweal.web.middleware.timezone", SimpleNamespace(now=lambda: now))
    (message,) = sent(now)
    lead = world.cast.person(Role.DELIVERY_LEAD)
    assert message.to == [lead.email]
    (link,) = [each for each in links(message) if first_period(world).external_id in each]
    response = client_of(world, Role.DELIVERY_LEAD).get(link)
    assert response.status_code == 200
    chosen = re.findall(r"<(?:input|option)[^>]*(?: checked| selected)[^>]*>", response.content.decode())
    assert any(first_period(world).external_id in each for each in chosen)


def test_a_day_without_a_clock_is_made_up_for_once(world):
    assert sent(days_after_the_end(world, 3))
    assert sent(days_after_the_end(world, 4)) == []


def test_nothing_goes_out_before_seven_in_the_morning(world):
    assert sent(days_after_the_end(world, 1, hour=4)) == []
    assert sent(days_after_the_end(world, 1, hour=8))


def test_whoever_does_not_want_it_gets_none_even_when_it_was_on_its_way(world):
    now = days_after_the_end(world, 1)
    remind_to_report(now)
    wants(world, Role.DELIVERY_LEAD, reminders=False)
    dispatch(HANDLERS, now=now)
    assert [each for each in mail.outbox if links(each)] == []
    assert sent(now + 100 * DAY) == []


def test_a_report_made_before_the_worker_came_is_not_spoken_of(world):
    now = days_after_the_end(world, 1)
    remind_to_report(now)
    assert world.report
    dispatch(HANDLERS, now=now)
    told = "".join(each.body for each in mail.outbox if links(each))
    assert first_period(world).external_id not in told


def test_of_several_people_who_report_the_one_who_is_named_is_reminded_else_all(world):
    second = organisations.register_person(
        name="A second", email="second@example.org", password="a long enough passphrase", now=world.now
    )
    organisations.add_member(world.cast.supplier, second, roles=[Role.DELIVERY_LEAD], now=world.now)
    lead = world.cast.person(Role.DELIVERY_LEAD)
    type(world.contract).objects.for_system("test").filter(pk=world.contract.pk).update(supplier_lead=second)
    assert to(sent(days_after_the_end(world, 1))) == [second.email]
    type(world.contract).objects.for_system("test").filter(pk=world.contract.pk).update(supplier_lead=None)
    # The second was told of the first period already; the next is everybody's.
    next_end = world.commitment.periods.all()[1].end_on
    now = dt.datetime.combine(next_end + DAY, dt.time(12), tzinfo=dt.UTC)
    assert to(sent(now)) == sorted([lead.email, second.email])


def test_a_tier_two_supplier_is_reminded_of_its_own_part(world):
    accepted(world)
    told = {each.to[0]: links(each) for each in sent(days_after_the_end(world, 1))}
    third = world.cast.person(Role.DELIVERY_LEAD, world.third_supplier)
    assert any(first_period(world).external_id in each for each in told[third.email])
    assert all(world.third_supplier.external_id in each for each in told[third.email])


def test_nobody_is_reminded_on_a_contract_that_has_ended(world):
    rows = type(world.contract).objects.for_system("test").filter(pk=world.contract.pk)
    rows.update(status="ended")
    assert sent(days_after_the_end(world, 1)) == []


def test_the_database_refuses_a_second_reminder_of_the_same_stage(world):
    member = world.cast.member(Role.DELIVERY_LEAD)
    of = [(first_period(world), Stage.LATE)]
    actions.remind_to_report(member, of, now=world.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.remind_to_report(member, of, now=world.now)


def test_nothing_is_kept_where_the_trace_cannot_be(world, monkeypatch):
    def broken(_events):
        raise RuntimeError("no chain")

    monkeypatch.setattr("commonweal.records.work._sink", [broken])
    with pytest.raises(RuntimeError), transaction.atomic():
        remind_to_report(days_after_the_end(world, 1))
    assert not ReportReminder.objects.for_system("test").exists()
    assert not Message.objects.filter(kind="report.reminder").exists()
