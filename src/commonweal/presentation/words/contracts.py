"""Sentences about contracts and commitments."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "recommendations.words_missing": _("Write what you recommend"),
    "contract.status_not_allowed": _("This contract cannot make that step from where it stands."),
    "contract.award_not_ready": _(
        "The contract cannot be entered into yet: its award has steps to go. Look at the award’s page."
    ),
    "contract.already_prepared": _("The promises of this tender have been carried over already."),
    "contract.already_recorded": _("The published contract %(id)s is recorded already."),
    "contract.source_missing": _("A published contract needs the document it comes from."),
    "contract.published_is_as_printed": _(
        "This contract comes from a published report and stays as it was printed."
    ),
    "contract.not_entered_yet": _("A contract can be published once it has been entered into."),
    "owner_sheet.not_one": _("This is no workbook of owners. Bring back the file that you downloaded here."),
    "owner_sheet.of_another_contract": _("This is the workbook of another contract. Nothing in it was read."),
    "owner_sheet.too_large": _("The file is larger than %(megabytes)s megabytes"),
    "owner_sheet.line_unknown": _("There is no such commitment in this contract. Download a fresh workbook."),
    "owner_sheet.line_twice": _("There is a row for this already."),
    "owner_sheet.changed_meanwhile": _(
        "Somebody changed this commitment since the workbook was made. Download a fresh workbook."
    ),
    "owner_sheet.faulty": _("Nothing was saved. Mend what is wrong in the workbook and choose it again"),
    "contract.lead_of_another_organisation": _("Choose somebody who is a member of that organisation"),
    "contract.reason_missing": _("Say why"),
    "contract.not_at_its_end": _(
        "The contract runs to %(ends_on)s. If it ended earlier, choose “End it early” and say why."
    ),
    "contract.ended_on_out_of_range": _(
        "Enter a day that is not after today and not before the contract was entered into"
    ),
}
