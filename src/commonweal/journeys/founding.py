"""Setting up a tenant: the organisation and the invitation of its first administrator, in one step."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction as database

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid
from commonweal.domain.permissions import Role, Side
from commonweal.organisations import actions
from commonweal.organisations.models import Organisation

FIRST = {
    Side.AUTHORITY: Role.AUTHORITY_ADMINISTRATOR,
    Side.SUPPLIER: Role.SUPPLIER_ADMINISTRATOR,
    Side.PARTNERSHIP: Role.PARTNERSHIP_STAFF,
}
INVITING = {Side.PARTNERSHIP: Role.AUTHORITY_ADMINISTRATOR}
"""A partnership has no role that manages members: whoever sets it up invites as an administrator would."""


def found(
    *, name: str, side: Side, authority_kind: str, email: str, person: str, now: dt.datetime
) -> Organisation:
    """Set up an organisation and invite its first person.

    Raises:
        Invalid: ``organisation.name_missing`` or ``organisation.email_invalid``.
    """
    if not name.strip():
        raise Invalid("organisation.name_missing", field="name")
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid("organisation.email_invalid", field="email") from error
    details = {"authority_kind": authority_kind} if side is Side.AUTHORITY else {}
    with database.atomic():
        made = actions.create_organisation(name=name, side=side, now=now, **details)
        system = Actor(
            None, made.pk, "system", made.external_id, side, frozenset({INVITING.get(side, FIRST[side])})
        )
        actions.invite(organisation=made, name=person, email=email, roles=[FIRST[side]], by=system, now=now)
    return made
