"""Keeping which suppliers looked at a published ask, and which follow it."""

import datetime as dt

from django.db import IntegrityError
from django.db import transaction as database

from commonweal.domain.actors import Actor
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.tendering.events import InterestEvent
from commonweal.lifecycle.tendering.models import Interest
from commonweal.lifecycle.tendering.queries import interest_of
from commonweal.records.work import change, transaction


def note_look(procurement: Procurement, *, by: Actor, now: dt.datetime) -> Interest:
    """Keep that the actor's supplier has opened the ask; the first time only, whoever of it looks later."""
    by.must(Permission.OPPORTUNITY_READ)
    found = interest_of(by, procurement)
    if found is not None:
        return found
    try:
        # Of two colleagues who look at once the second finds what the first kept.
        with database.atomic(), transaction(by=by, at=now) as work:
            found = Interest(
                procurement=procurement, supplier_id=by.organisation_id, looked_at=now, looked_by=by.person
            )
            found.save()
            work.record(InterestEvent.LOOKED, found)
    except IntegrityError:
        found = interest_of(by, procurement)
        assert found is not None
    return found


def follow(procurement: Procurement, *, by: Actor, now: dt.datetime) -> Interest:
    """Follow an opportunity: its supplier is told of what happens to it."""
    interest = note_look(procurement, by=by, now=now)
    if interest.followed_at is None:
        with transaction(by=by, at=now) as work:
            change(interest, followed_at=now, followed_by=by.person)
            work.record(InterestEvent.FOLLOWED, interest)
    return interest


def stop_following(procurement: Procurement, *, by: Actor, now: dt.datetime) -> Interest:
    """Stop following. That the supplier looked is kept, so it is still told of a correction."""
    interest = note_look(procurement, by=by, now=now)
    if interest.followed_at is not None:
        with transaction(by=by, at=now) as work:
            change(interest, followed_at=None, followed_by="")
            work.record(InterestEvent.UNFOLLOWED, interest)
    return interest
