"""Sentences about rules, statutory days and the burden estimate."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "rule.reason_missing": _("Say why you use this figure"),
    "finding.reason_missing": _("Give a reason"),
    "finding.stop": _("A finding stops publication: %(finding)s"),
    "finding.approver_is_author": _(
        "You worked on this ask yourself, so somebody else must decide whether it may go out like this."
    ),
    "finding.publisher_overrode": _(
        "You let this ask out over a finding that stops it, so somebody else must publish it."
    ),
    "finding.says_something_else": _("This finding says something else by now. Read it again, then decide."),
    "stated.trl_out_of_range": _("The technology readiness level runs from 1 to 9"),
    "stated.cadence_out_of_range": _("Reviews come every 1 to %(most)s months"),
    "stated.more_social_value_kpis_than_kpis": _(
        "No more KPIs can be about social value than there are KPIs"
    ),
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
