"""Sentences about rules, statutory days and the burden estimate."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "rule.parameter_unknown": _("There is no such value in this rule"),
    "rule.parameter_fixed": _("This value is set by law or policy and cannot be changed here"),
    "rule.parameter_not_a_number": _("Enter a number"),
    "working_days.not_known": _(
        "Bank holidays are not known for that year yet, so the date cannot be worked out"
    ),
    "working_days.none_asked": _("Enter at least one working day"),
    "burden.negative": _("Enter a number that is not below nought"),
    "burden.no_speed": _("Enter how many words an hour can be written"),
}
