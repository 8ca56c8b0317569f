"""Writes to the members of a partnership: one side proposes, the other answers, either ends it."""

import datetime as dt

from commonweal.domain.actors import SYSTEM, Actor
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.permissions import Permission, Side
from commonweal.organisations.events import OrganisationEvent as Event
from commonweal.organisations.models import Organisation, PartnershipMember
from commonweal.records.work import change, locked, transaction


def add_partner(
    partnership: Organisation, member: Organisation, *, lead: str = "", by: Actor = SYSTEM, now: dt.datetime
) -> PartnershipMember:
    """Record that an authority belongs to a partnership. Only the system does so: the command line and loaders."""
    with transaction(by=by, at=now) as work:
        row = _new(partnership, member)
        row.lead, row.accepted_at, row.accepted_by = lead.strip(), now, by.person
        row.save()
        work.record(Event.PARTNER_ADDED, partnership, member=member.external_id)
    return row


def propose(
    partnership: Organisation, member: Organisation, *, by: Actor, now: dt.datetime
) -> PartnershipMember:
    """Ask an authority to join the actor's own partnership. It is a member once its administrator accepts."""
    by.must(Permission.ORGANISATION_EDIT)
    if by.organisation_id != partnership.pk:
        raise Refused("partnership.not_yours")
    with transaction(by=by, at=now) as work:
        row = _new(partnership, member)
        row.save()
        work.record(Event.PARTNER_PROPOSED, partnership, member=member.external_id)
    return row


def _new(partnership: Organisation, member: Organisation) -> PartnershipMember:
    """A row to save. The partnership is locked, so that two people who ask the same body at once ask it once."""
    if partnership.side != Side.PARTNERSHIP:
        raise Refused("organisation.not_a_partnership")
    if member.side != Side.AUTHORITY:
        raise Invalid("partnership.only_authorities", field="organisation")
    if locked(partnership).partners.filter(member=member, ended_at__isnull=True).exists():
        raise Invalid("partnership.already", field="organisation")
    return PartnershipMember(partnership=partnership, member=member)


def accept(
    row: PartnershipMember, *, lead: str, by: Actor, now: dt.datetime, revision: int | None = None
) -> PartnershipMember:
    """The authority's administrator joins. `lead` is the role that leads for it, not a name."""
    with transaction(by=by, at=now) as work:
        _answer(row, by)
        change(row, revision=revision, lead=lead.strip(), accepted_at=now, accepted_by=by.person)
        work.record(Event.PARTNER_ACCEPTED, row.partnership, member=row.member.external_id)
    return row


def decline(
    row: PartnershipMember, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> PartnershipMember:
    """The authority's administrator says no. The partnership may ask again."""
    with transaction(by=by, at=now) as work:
        _answer(row, by)
        change(row, revision=revision, ended_at=now, ended_by=by.person)
        work.record(Event.PARTNER_DECLINED, row.partnership, member=row.member.external_id)
    return row


def _answer(row: PartnershipMember, by: Actor) -> None:
    by.must(Permission.ORGANISATION_EDIT)
    if by.organisation_id != row.member_id:
        raise Refused("partnership.not_yours_to_answer")
    stored = locked(row)
    if stored.accepted_at or stored.ended_at:
        raise Refused("partnership.answered")


def end(
    row: PartnershipMember, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> PartnershipMember:
    """Leave a partnership, or end a membership or withdraw a proposal of one's own partnership. What was done stays."""
    by.must(Permission.ORGANISATION_EDIT)
    if by.organisation_id not in (row.member_id, row.partnership_id):
        raise Refused("partnership.not_yours")
    with transaction(by=by, at=now) as work:
        stored = locked(row)
        if stored.ended_at:
            raise Refused("partnership.ended")
        change(row, revision=revision, ended_at=now, ended_by=by.person)
        event = Event.PARTNER_ENDED if stored.accepted_at else Event.PARTNER_WITHDRAWN
        work.record(event, row.partnership, member=row.member.external_id)
    return row
