"""Emails that follow from actions. Called by the worker, once per outbox message."""

import datetime as dt

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from commonweal.organisations.models import Invitation

SALT = "commonweal.invitation"


def invitation_token(invitation: Invitation) -> str:
    """The signed part of an invitation's link. Nothing that opens it is stored."""
    return signing.dumps(invitation.external_id, salt=SALT)


def invitation_from_token(token: str) -> Invitation | None:
    """The invitation a link belongs to; None when the link was not made here or was changed."""
    try:
        external_id = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    found = Invitation.objects.for_system("invitation link").filter(external_id=external_id)
    return found.select_related("organisation").first()


def send_invitation(ids: dict[str, str], now: dt.datetime) -> None:
    """Send the link, unless the invitation was withdrawn or used before the worker came to it."""
    invitation = (
        Invitation.objects.for_system("invitation email")
        .select_related("organisation")
        .get(external_id=ids["invitation"])
    )
    if invitation.accepted_at or invitation.withdrawn_at:
        return
    link = f"{settings.PUBLIC_ADDRESS}/invitation/{invitation_token(invitation)}"
    send_mail(
        subject=_("Join %(organisation)s on Commonweal") % {"organisation": invitation.organisation.name},
        message=_(
            "Hello %(name)s\n\nYou are invited to work on Commonweal for %(organisation)s.\n\n"
            "Follow this link within 14 days:\n%(link)s\n\nIf you did not expect this, do nothing."
        )
        % {"name": invitation.name, "organisation": invitation.organisation.name, "link": link},
        from_email=None,
        recipient_list=[invitation.email],
    )
