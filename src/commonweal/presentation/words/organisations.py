"""Sentences about organisations, members and invitations."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "organisation.name_missing": _("Enter the name of the organisation"),
    "organisation.email_invalid": _("Enter an email address in the correct format, like name@example.org"),
    "organisation.no_such": _("There is no organisation with the id %(id)s."),
    "organisation.not_a_partnership": _("Only a partnership has member organisations."),
    "partnership.not_yours": _("You can change the members of your own partnership only."),
    "partnership.not_yours_to_answer": _("Only the authority that was asked can answer."),
    "partnership.only_authorities": _("Choose a contracting authority: only authorities join a partnership"),
    "partnership.already": _("This authority is a member already, or has been asked and has not answered"),
    "partnership.answered": _("This has been answered already."),
    "partnership.ended": _("This membership has ended already."),
    "membership.no_role": _("Choose at least one role"),
    "membership.role_of_another_side": _("Choose only roles of this kind of organisation"),
    "membership.already_ended": _("This person has already left the organisation."),
    "membership.last_administrator": _(
        "An organisation keeps at least one administrator. Give the role to somebody else first"
    ),
    "invitation.already_member": _("This person is already a member of your organisation"),
    "invitation.joined_already": _("You belong to this organisation already."),
    "invitation.not_open": _("This invitation has been used or withdrawn. Ask for a new one."),
    "invitation.expired": _("This invitation is out of date. Ask for a new one."),
}
