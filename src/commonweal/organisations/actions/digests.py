"""What somebody has sent by email, their week and reminders of reports, and on which day the week went out last."""

import datetime as dt

from commonweal.domain.actors import SYSTEM, Actor
from commonweal.domain.errors import NotPermitted
from commonweal.organisations.events import OrganisationEvent as Event
from commonweal.organisations.models import Membership
from commonweal.outbox import actions as outbox
from commonweal.records.work import change, transaction

DIGEST = "week.digest"


def choose_week_email(
    membership: Membership, *, wanted: bool, reminders: bool | None = None, by: Actor, now: dt.datetime
) -> Membership:
    """Say for oneself, in one organisation, whether the week comes by email, and whether reminders of reports do.

    `reminders` None leaves them as they were. Raises NotPermitted for somebody else's.
    """
    if membership.person_id != by.person_id:
        raise NotPermitted("permission.missing")
    with transaction(by=by, at=now) as work:
        wants = membership.wants_reminders if reminders is None else reminders
        change(membership, wants_week=wanted, wants_reminders=wants)
        work.record(Event.WEEK_EMAIL_CHOSEN, membership, wanted=wanted, reminders=wants)
    return membership


def send_week(membership: Membership, *, on: dt.date, now: dt.datetime) -> None:
    """Have the week sent once on a day; nothing when somebody else has just seen to it."""
    with transaction(by=SYSTEM, at=now) as work:
        rows = Membership.objects.for_system("whose week is sent by email").select_for_update(of=("self",))
        if rows.get(pk=membership.pk).week_sent_on == on:
            return
        change(membership, week_sent_on=on)
        work.record(Event.WEEK_EMAIL_SENT, membership)
        outbox.send(DIGEST, membership=membership.external_id)
