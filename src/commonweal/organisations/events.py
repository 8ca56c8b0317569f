"""Audit events of organisations and people."""

from django.utils.translation import gettext_lazy as _

from commonweal.records.events import EventType


class OrganisationEvent(EventType):
    ORGANISATION_CREATED = "organisation.created", _("set up the organisation")
    ORGANISATION_CHANGED = "organisation.changed", _("changed the organisation’s details")
    IDENTIFIER_ADDED = "organisation.identifier_added", _("added an identifier")
    PARTNER_ADDED = "organisation.partner_added", _("added a member to the partnership")
    PARTNER_PROPOSED = "organisation.partner_proposed", _("asked an authority to join the partnership")
    PARTNER_ACCEPTED = "organisation.partner_accepted", _("joined the partnership")
    PARTNER_DECLINED = "organisation.partner_declined", _("declined to join the partnership")
    PARTNER_WITHDRAWN = "organisation.partner_withdrawn", _("withdrew a proposal to join the partnership")
    PARTNER_ENDED = "organisation.partner_ended", _("ended a membership of the partnership")
    PERSON_CREATED = "person.created", _("was registered")
    PERSON_CHANGED = "person.changed", _("changed their details")
    MEMBER_INVITED = "membership.invited", _("invited a person")
    INVITATION_ACCEPTED = "membership.accepted", _("accepted an invitation")
    INVITATION_WITHDRAWN = "membership.withdrawn", _("withdrew an invitation")
    ROLES_CHANGED = "membership.roles_changed", _("changed a member’s roles")
    MEMBERSHIP_ENDED = "membership.ended", _("ended a membership")
    WEEK_EMAIL_CHOSEN = "membership.week_email_chosen", _("said what comes to them by email")
    WEEK_EMAIL_SENT = "membership.week_email_sent", _("was sent their week by email")


class AccountEvent(EventType):
    """What somebody did with their own account."""

    SIGNED_IN = "account.signed_in", _("signed in")
    PASSWORD_CHOSEN = "account.password_chosen", _("chose a new password")
    CODES_STARTED = "account.codes_started", _("turned sign-in codes on")
    CODES_STOPPED = "account.codes_stopped", _("turned sign-in codes off")
    CODE_USED = "account.code_used", _("confirmed with a sign-in code")
    CODE_REFUSED = "account.code_refused", _("entered a sign-in code that was refused")
    RECOVERY_CODES_MADE = "account.recovery_codes_made", _("was given new recovery codes")
    RECOVERY_CODE_USED = "account.recovery_code_used", _("used up a recovery code")
