"""Setting up a tenant with the invitation of its first administrator, and who belongs to a partnership from the start."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction as database

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid, NotFound
from commonweal.domain.permissions import Role, Side
from commonweal.organisations import actions
from commonweal.organisations.actions.partnerships import add_partner
from commonweal.organisations.models import Organisation, PartnershipMember

FIRST = {
    Side.AUTHORITY: Role.AUTHORITY_ADMINISTRATOR,
    Side.SUPPLIER: Role.SUPPLIER_ADMINISTRATOR,
    Side.PARTNERSHIP: Role.PARTNERSHIP_ADMINISTRATOR,
}


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
        system = Actor(None, made.pk, "system", made.external_id, side, frozenset({FIRST[side]}))
        actions.invite(organisation=made, name=person, email=email, roles=[FIRST[side]], by=system, now=now)
    return made


def join(*, partnership: str, authority: str, lead: str, now: dt.datetime) -> PartnershipMember:
    """Record that an authority belongs to a partnership, both by external id.

    Raises:
        NotFound: there is no such organisation. Refused, Invalid: see `add_partner`.
    """
    every = Organisation.objects.for_system("organisations named on the command line")
    found = {each.external_id: each for each in every.filter(external_id__in=(partnership, authority))}
    for wanted in (partnership, authority):
        if wanted not in found:
            raise NotFound("organisation.no_such", id=wanted)
    return add_partner(found[partnership], found[authority], lead=lead, now=now)
