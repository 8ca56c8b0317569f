"""Sentences about handing a contract over."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "handover.status_not_allowed": _("The handover cannot take that step from where it stands."),
    "handover.contract_is_over": _("This contract is over: there is nothing to hand over."),
    "handover.begun_already": _("The handover of this contract has been begun already."),
    "handover.not_editable": _("The handover has been sent or accepted and cannot be changed now."),
    "handover.incomplete": _("Something is still missing. Finish the open steps first."),
    "handover.own": _("You sent this handover: the person who looks after the contract answers it."),
    "handover.not_the_lead": _("The person who looks after the contract for the authority answers this."),
    "handover.reason_missing": _("Say what you need before you can take it over"),
    "handover.reviews_out_of_range": _("Choose between every month and every twelve months"),
    "handover.review_before_start": _("The first review cannot be before the contract starts"),
    "handover.review_after_end": _("The first review cannot be after the contract ends"),
    "handover.evidence_missing": _("Say what will count as evidence"),
    "handover.baseline_not_wanted": _(
        "This promise has no figure, so it has no starting figure. Say it in words"
    ),
    "handover.baseline_without_source": _("Say where the starting figure comes from"),
    "handover.no_such_format": _("The pack can be had as DOCX, ODT and PDF."),
}
