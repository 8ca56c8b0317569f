"""Sentences about tier-two suppliers."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "tier_two.status_not_allowed": _(
        "Somebody has asked, answered or ended this meanwhile. Look at it again."
    ),
    "tier_two.authority_owes": _("The authority owes this commitment itself: choose another"),
    "tier_two.latest_is_whole": _(
        "The latest figure of this commitment stands for the whole and cannot be put together from parts: the supplier "
        "reports on it"
    ),
    "tier_two.more_than_left": _("Enter at most %(left)s %(unit)s: the rest is delivered by others"),
    "tier_two.reason_missing": _("Say why"),
    "tier_two.already_asked": _(
        "It was asked for these parts. To change them, end it and name it again with other parts."
    ),
    "tier_two.part_gone": _("This part was taken out already."),
    "tier_two.commitment_of_another": _("Choose a commitment of this contract"),
    "tier_two.not_a_supplier": _("Name a supplier other than the contract’s own"),
    "tier_two.no_part": _("Say which part it delivers first."),
    "tier_two.asked_already": _("This organisation was asked on this contract already"),
    "tier_two.nobody_of_this_name": _(
        "No supplier is registered under this name or number. Check the spelling, or ask it to register first"
    ),
    "tier_two.two_of_this_name": _("Several suppliers have this name: give its company or charity number"),
    "tier_two.not_asked": _("Only the organisation that was asked answers."),
    "tier_two.not_a_side": _("Only the contract’s supplier and the one that delivers the part end it."),
    "tier_two.not_the_supplier": _("Only the contract’s supplier says who delivers a part for it."),
    "tier_two.contract_not_in_force": _("Tier-two suppliers are named while the contract is in force."),
    "report.tier_two_reports_it": _(
        "Tier-two suppliers deliver the whole of this commitment and report on it themselves."
    ),
    "report.both_sides_read_it": _("Only a tier-two supplier keeps words and files for the authority"),
}
