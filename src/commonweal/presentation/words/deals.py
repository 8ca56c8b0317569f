"""Sentences about changing the price or the term of a contract."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "deal.nothing_changes": _("Nothing in this proposal differs from what stands."),
    "deal.reason_missing": _("Say why"),
    "deal.ends_before_start": _("Choose a day after the contract starts"),
    "deal.start_missing": _("Say when it starts"),
    "deal.end_missing": _("Say when it ends"),
    "deal.value_missing": _("Say the price: leave it as it is if it stays"),
    "deal.promises_left_behind": _(
        "A commitment promises something until %(day)s. Change the commitment first, or end later"
    ),
    "deal.promise_beyond_end": _(
        "Meanwhile a commitment promises something beyond the new end. Change the commitment first, or end later."
    ),
    "deal.another_is_open": _("Another proposal about price or term is open. Settle it first."),
    "deal.not_in_force": _("Only a contract in force can be changed."),
    "deal.moved_on": _("The contract is no longer as it was when this was proposed. Propose it again."),
    "deal.nothing_asked": _("Nobody has asked anything: approve, refuse or ask."),
}
