"""Sentences about what was spent on a contract."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "contract_spend.of_another_contract": _(
        "The column “contract” names another contract. Bring the file on that contract’s own page"
    ),
    "contract_spend.before_start": _("Choose a day on or after the contract’s first"),
    "contract_spend.in_the_future": _("Choose today or a day that has passed: this is what was spent"),
    "contract_spend.below_nothing": _("Enter 0 or more"),
    "contract_spend.days_taken": _("Another entry covers some of these days: a pound would be counted twice"),
    "contract_spend.corrected_already": _("Somebody has corrected this entry already. Look at it again."),
    "contract_spend.not_binding": _("Spend is entered once the contract has been entered into."),
    "contract_spend.not_one": _(
        "This is no file of spend. Bring back the workbook that you downloaded here, or a CSV file whose first line is "
        "from,to,amount,note"
    ),
    "contract_spend.missing": _("Fill this in: each row says from when to when, and how much"),
}
