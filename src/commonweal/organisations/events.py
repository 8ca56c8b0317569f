"""Audit events of organisations and people."""

from django.utils.translation import gettext_lazy as _

from commonweal.records.events import EventType


class OrganisationEvent(EventType):
    ORGANISATION_CREATED = "organisation.created", _("set up the organisation")
    ORGANISATION_CHANGED = "organisation.changed", _("changed the organisation’s details")
    IDENTIFIER_ADDED = "organisation.identifier_added", _("added an identifier")
    PARTNER_ADDED = "organisation.partner_added", _("added a member to the partnership")
    PERSON_CREATED = "person.created", _("was registered")
    PERSON_CHANGED = "person.changed", _("changed their details")
    MEMBER_INVITED = "membership.invited", _("invited a person")
    INVITATION_ACCEPTED = "membership.accepted", _("accepted an invitation")
    INVITATION_WITHDRAWN = "membership.withdrawn", _("withdrew an invitation")
    ROLES_CHANGED = "membership.roles_changed", _("changed a member’s roles")
    MEMBERSHIP_ENDED = "membership.ended", _("ended a membership")
