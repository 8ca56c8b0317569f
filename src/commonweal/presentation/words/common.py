"""Sentences for errors that any area can raise."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "permission.missing": _("Your role does not allow this. Ask an administrator of your organisation."),
    "record.not_found": _("There is nothing here, or it is not yours to see."),
    "record.stale": _("Somebody else changed this while you were working on it."),
    "money.not_an_amount": _("Enter an amount in pounds, like 12,500 or 12500.50"),
    "money.too_large": _("This amount is too large. Check the number of noughts"),
    "quantity.negative": _("Enter a number that is not below nought"),
    "quantity.not_a_number": _("Enter a number, like 12 or 0.5, with at most three decimal places"),
    "quantity.too_large": _("This number is too large. Check the number of noughts"),
    "weight.not_a_percentage": _("Enter a percentage, like 10 or 12.5, with at most two decimal places"),
    "weight.out_of_range": _("Enter a percentage between 0 and 100"),
    "weights.total": _("The weights must add up to 100%%. They add up to %(total)s"),
    "period.ends_before_start": _("The end must not be before the start"),
}
