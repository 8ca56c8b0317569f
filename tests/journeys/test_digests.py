"""The week comes by email to those who want it: on Mondays, once, in words, with nothing that is sealed or personal."""

import datetime as dt

import pytest
from django.core import mail

from commonweal.domain.errors import NotPermitted
from commonweal.domain.permissions import Role
from commonweal.jobs.handlers import HANDLERS
from commonweal.journeys.digests import COUNTED, send_due
from commonweal.journeys.week_items import Job
from commonweal.organisations.actions.digests import choose_week_email
from commonweal.organisations.models import Membership
from commonweal.outbox.actions import dispatch
from tests.builders.delivery import in_first_period

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_memory(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []


def monday_after(moment: dt.datetime) -> dt.datetime:
    """Eight in the morning of the next Monday."""
    day = moment.date() + dt.timedelta(days=7 - moment.weekday())
    return dt.datetime.combine(day, dt.time(8), tzinfo=dt.UTC)


def membership(world, role: Role) -> Membership:
    rows = Membership.objects.for_system("test").select_related("person", "organisation")
    return rows.get(person=world.cast.person(role), ended_at__isnull=True)


def sent(world, now) -> list[str]:
    send_due(now)
    dispatch(HANDLERS, now=now)
    return [message.body for message in mail.outbox if message.subject.startswith("Your week")]


@pytest.fixture
def lead(world):
    """A delivery lead who wants it, with a report that is late."""
    assert world.contract
    actor = world.cast.actor(Role.DELIVERY_LEAD)
    choose_week_email(membership(world, Role.DELIVERY_LEAD), wanted=True, by=actor, now=world.now)
    return actor


def test_on_monday_it_is_sent_once_with_a_link_to_each_report_that_is_due(world, lead):
    monday = monday_after(in_first_period(world) + dt.timedelta(days=7))
    assert sent(world, monday - dt.timedelta(days=1)) == []
    assert sent(world, monday - dt.timedelta(hours=3)) == []
    (body,) = sent(world, monday)
    assert "1 report of yours is late" in body
    assert f"/commitments/{world.commitment.external_id}/report" in body
    assert "/week/email" in body
    assert len(sent(world, monday + dt.timedelta(hours=3))) == 1
    assert len(sent(world, monday + dt.timedelta(days=7))) == 2


def test_nothing_that_somebody_wrote_or_that_is_sealed_stands_in_it(world, lead):
    assert world.report
    assert world.review_action
    manager = world.cast.actor(Role.CONTRACT_MANAGER)
    choose_week_email(membership(world, Role.CONTRACT_MANAGER), wanted=True, by=manager, now=world.now)
    told = "\n".join(sent(world, monday_after(in_first_period(world) + dt.timedelta(days=7))))
    assert "waits for you to verify" in told
    assert world.report.words not in told
    assert world.review_action.text not in told
    others = [role for role in Role if role not in (Role.DELIVERY_LEAD, Role.CONTRACT_MANAGER)]
    names = {world.cast.person(role).name for role in others[:6]}
    assert not any(name in told for name in names)


def test_who_does_not_want_it_or_has_left_gets_none(world, lead):
    monday = monday_after(in_first_period(world) + dt.timedelta(days=7))
    choose_week_email(membership(world, Role.DELIVERY_LEAD), wanted=False, by=lead, now=world.now)
    assert sent(world, monday) == []
    choose_week_email(membership(world, Role.DELIVERY_LEAD), wanted=True, by=lead, now=world.now)
    rows = Membership.objects.for_system("test").filter(person_id=lead.person_id)
    rows.update(ended_at=monday, ended_by="somebody")
    assert sent(world, monday) == []


def test_nobody_chooses_for_somebody_else(world, lead):
    with pytest.raises(NotPermitted):
        choose_week_email(membership(world, Role.CONTRACT_MANAGER), wanted=True, by=lead, now=world.now)


def test_every_sort_of_job_has_its_words():
    assert set(COUNTED) == set(Job)
