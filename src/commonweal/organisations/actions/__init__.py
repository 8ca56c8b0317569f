"""All writes to organisations, people and memberships."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from commonweal.domain.actors import SYSTEM, Actor
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.permissions import ADMINISTRATORS, ROLES, Permission, Role, Side
from commonweal.organisations.events import AccountEvent
from commonweal.organisations.events import OrganisationEvent as Event
from commonweal.organisations.models import (
    Identifier,
    Invitation,
    Membership,
    Organisation,
    Person,
)
from commonweal.outbox import actions as outbox
from commonweal.records.work import change, locked, transaction

INVITATION_LASTS = dt.timedelta(days=14)


def create_organisation(
    *,
    name: str,
    side: Side,
    by: Actor = SYSTEM,
    now: dt.datetime,
    external_id: str | None = None,
    **details: Any,
) -> Organisation:
    """Set up a tenant. Only the system does so: from the command line, a loader or the demonstration."""
    with transaction(by=by, at=now) as work:
        organisation = Organisation(name=name.strip(), side=side.value, **details)
        if external_id:
            organisation.external_id = external_id
        organisation.save()
        work.record(Event.ORGANISATION_CREATED, organisation, side=side.value)
    return organisation


def change_organisation(
    organisation: Organisation, *, by: Actor, now: dt.datetime, revision: int | None, **details: Any
) -> Organisation:
    """Change an organisation's own details."""
    by.must(Permission.ORGANISATION_EDIT)
    with transaction(by=by, at=now) as work:
        change(organisation, revision=revision, **details)
        work.record(Event.ORGANISATION_CHANGED, organisation, changed=sorted(details))
    return organisation


def add_identifier(
    organisation: Organisation, *, scheme: str, value: str, by: Actor = SYSTEM, now: dt.datetime
) -> Identifier:
    """Add a register number to an organisation."""
    with transaction(by=by, at=now) as work:
        identifier = Identifier(organisation=organisation, scheme=scheme, value=value.strip().upper())
        identifier.save()
        work.record(Event.IDENTIFIER_ADDED, organisation, scheme=scheme)
    return identifier


def register_person(
    *, name: str, email: str, password: str | None, hashed: str = "", by: Actor = SYSTEM, now: dt.datetime
) -> Person:
    """Register somebody who can sign in. `password` None leaves the account without one until a reset.

    `hashed` is a password that went through the hasher already; only the demonstration gives one."""
    with transaction(by=by, at=now) as work:
        person = Person(name=name.strip(), email=email.strip().lower(), joined_at=now)
        if hashed:
            person.password = hashed
        else:
            person.set_password(password)
        person.save()
        work.record(Event.PERSON_CREATED, person)
    return person


def choose_password(person: Person, password: str, *, by: Actor, now: dt.datetime) -> Person:
    """Give somebody the password they chose, after a reset or for the one they had."""
    with transaction(by=by, at=now) as work:
        person.set_password(password)
        person.save(update_fields=("password",))
        work.record(AccountEvent.PASSWORD_CHOSEN, person)
    return person


def note_about_account(person: Person, event: AccountEvent, *, by: Actor, now: dt.datetime) -> None:
    """Keep in the audit trail what somebody did with their own account."""
    with transaction(by=by, at=now) as work:
        work.record(event, person)


def add_member(
    organisation: Organisation, person: Person, *, roles: Iterable[Role], by: Actor = SYSTEM, now: dt.datetime
) -> Membership:
    """Give a person roles in an organisation."""
    wanted = check_roles(roles, Side(organisation.side))
    with transaction(by=by, at=now) as work:
        membership = Membership(organisation=organisation, person=person, roles=wanted)
        membership.save()
        work.record(Event.ROLES_CHANGED, membership, roles=wanted)
    return membership


def check_roles(roles: Iterable[Role], side: Side) -> list[str]:
    """Role codes in declared order. Raises `Invalid` when there are none, or one belongs to another side."""
    wanted = set(roles)
    if not wanted:
        raise Invalid("membership.no_role", field="roles")
    if any(ROLES[role].side is not side for role in wanted):
        raise Invalid("membership.role_of_another_side", field="roles")
    return [role.value for role in ROLES if role in wanted]


def change_roles(
    membership: Membership, *, roles: Iterable[Role], by: Actor, now: dt.datetime, revision: int | None
) -> Membership:
    """Replace a member's roles. The last administrator of an organisation stays one."""
    by.must(Permission.MEMBER_MANAGE)
    wanted = check_roles(roles, Side(membership.organisation.side))
    with transaction(by=by, at=now) as work:
        _must_not_have_ended(membership)
        _keep_an_administrator(membership, wanted)
        change(membership, revision=revision, roles=wanted)
        work.record(Event.ROLES_CHANGED, membership, roles=wanted)
    return membership


def end_membership(
    membership: Membership, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> Membership:
    """End a membership: the person can no longer act for the organisation; what they did stays."""
    by.must(Permission.MEMBER_MANAGE)
    with transaction(by=by, at=now) as work:
        _must_not_have_ended(membership)
        _keep_an_administrator(membership, [])
        change(membership, revision=revision, ended_at=now, ended_by=by.person)
        work.record(Event.MEMBERSHIP_ENDED, membership)
    return membership


def _must_not_have_ended(membership: Membership) -> None:
    if locked(membership).ended_at:
        raise Refused("membership.already_ended")


def _keep_an_administrator(membership: Membership, roles: list[str]) -> None:
    administrators = {role.value for role in ADMINISTRATORS}
    if not administrators & set(membership.roles) or administrators & set(roles):
        return
    others = membership.organisation.memberships.select_for_update().filter(ended_at__isnull=True)
    if not any(administrators & set(other.roles) for other in others if other.pk != membership.pk):
        raise Refused("membership.last_administrator", field="roles")


def invite(
    *, organisation: Organisation, name: str, email: str, roles: Iterable[Role], by: Actor, now: dt.datetime
) -> Invitation:
    """Invite a person by email; the worker sends the signed link."""
    by.must(Permission.MEMBER_MANAGE)
    wanted = check_roles(roles, Side(organisation.side))
    address = email.strip().lower()
    if organisation.memberships.filter(person__email=address, ended_at__isnull=True).exists():
        raise Invalid("invitation.already_member", field="email")
    with transaction(by=by, at=now) as work:
        invitation = Invitation(
            organisation=organisation,
            name=name.strip(),
            email=address,
            roles=wanted,
            invited_by=by.person,
            expires_at=now + INVITATION_LASTS,
        )
        invitation.save()
        work.record(Event.MEMBER_INVITED, invitation, roles=wanted)
        outbox.send("invitation", invitation=invitation.external_id)
    return invitation


def withdraw_invitation(invitation: Invitation, *, by: Actor, now: dt.datetime) -> Invitation:
    """Make an invitation's link useless."""
    by.must(Permission.MEMBER_MANAGE)
    with transaction(by=by, at=now) as work:
        _must_be_open(invitation)
        change(invitation, withdrawn_at=now, withdrawn_by=by.person)
        work.record(Event.INVITATION_WITHDRAWN, invitation)
    return invitation


def accept_invitation(invitation: Invitation, *, person: Person, now: dt.datetime) -> Membership:
    """The invited person joins. Refused when the link was used, withdrawn or is out of date."""
    by = Actor(
        person.pk, invitation.organisation_id, person.external_id, invitation.organisation.external_id, None
    )
    with transaction(by=by, at=now) as work:
        _must_be_open(invitation)
        if now > invitation.expires_at:
            raise Refused("invitation.expired")
        if person.memberships.filter(organisation=invitation.organisation, ended_at__isnull=True).exists():
            raise Refused("invitation.joined_already")
        change(invitation, accepted_at=now, accepted_by=person.external_id)
        membership = Membership(organisation=invitation.organisation, person=person, roles=invitation.roles)
        membership.save()
        work.record(Event.INVITATION_ACCEPTED, membership, roles=invitation.roles)
    return membership


def _must_be_open(invitation: Invitation) -> None:
    """Read again under a lock: whoever holds the page may not know what the other side did meanwhile."""
    stored = locked(invitation)
    if stored.accepted_at or stored.withdrawn_at:
        raise Refused("invitation.not_open")
