"""What people do with their own accounts goes into the audit trail: signing in, passwords, one-time and recovery codes.

The sign-in library does these things itself and says so by signals. Those about stored codes are taken from the rows
as they are written, so that the event stands in the same transaction as the change.
"""

from typing import Any

from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_used
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from commonweal.domain.actors import Actor
from commonweal.organisations import actions
from commonweal.organisations.events import AccountEvent as Event
from commonweal.organisations.models import Person
from commonweal.organisations.queries import memberships_of

_MADE = {
    Authenticator.Type.TOTP: Event.CODES_STARTED,
    Authenticator.Type.RECOVERY_CODES: Event.RECOVERY_CODES_MADE,
}
_USED = {
    Authenticator.Type.TOTP: Event.CODE_USED,
    Authenticator.Type.RECOVERY_CODES: Event.RECOVERY_CODE_USED,
}


def themselves(person: Person) -> Actor:
    """Somebody acting on their own account, through the first of their organisations so that it is told of it."""
    member = next(iter(memberships_of(person)), None)
    return member.actor() if member else Actor(person.pk, None, person.external_id, "", None)


def _note(person: Person, event: Event) -> None:
    actions.note_about_account(person, event, by=themselves(person), now=timezone.now())


def signed_in(sender: Any, user: Any, **rest: Any) -> None:
    _note(user, Event.SIGNED_IN)


def codes_made(sender: Any, instance: Any, created: bool, raw: bool, **rest: Any) -> None:
    # Raw rows come out of a backup, with the events that were written when they were made.
    if created and not raw:
        _note(instance.user, _MADE[instance.type])


def codes_removed(sender: Any, instance: Any, **rest: Any) -> None:
    # Recovery codes go with the codes they stand in for, or are replaced, which has its own event.
    if instance.type == Authenticator.Type.TOTP:
        _note(instance.user, Event.CODES_STOPPED)


def code_used(sender: Any, user: Any, authenticator: Any, **rest: Any) -> None:
    _note(user, _USED[authenticator.type])


def code_refused(sender: Any, user: Any, **rest: Any) -> None:
    _note(user, Event.CODE_REFUSED)


def keep() -> None:
    """Listen from now on; called once, when the application starts."""
    user_logged_in.connect(signed_in)
    post_save.connect(codes_made, sender=Authenticator)
    post_delete.connect(codes_removed, sender=Authenticator)
    authenticator_used.connect(code_used)
    authentication_failed.connect(code_refused)
