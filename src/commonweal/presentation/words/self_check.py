"""What the self-check says to a tenderer. None of it is an error, and none of it is a score."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.self_check.aspects import Aspect

WORDS: dict[str, Any] = {}
ASPECT: dict[str, Any] = {
    Aspect.SPECIFIC: _("Specific: what, and who does it"),
    Aspect.MEASURABLE: _("Measurable: how much, and how anybody would know"),
    Aspect.TIME_BOUND: _("Time-bound: by when"),
    Aspect.METHOD: _("Method: how it is done"),
    Aspect.PLAN: _("Plan: the steps in order"),
    Aspect.GOVERNANCE: _("Governance: who answers for it, who looks at it"),
}
ADVICE: dict[str, Any] = {
    Aspect.SPECIFIC: _("We found no figure with what it counts, and no role that does the work."),
    Aspect.MEASURABLE: _("We found nothing that is counted, and no way to see it."),
    Aspect.TIME_BOUND: _("We found no date, month, year or period."),
    Aspect.METHOD: _("We found no word about how it is done."),
    Aspect.PLAN: _("We found no steps in order."),
    Aspect.GOVERNANCE: _("We found nobody who answers for it, and no review or report."),
}
#: What is said of the tender as a whole: `domain.self_check.together`.
NOTE: dict[str, Any] = {
    "party_does_nothing": _(
        "“%(name)s” has no share of the work, delivers no commitment, and no condition rests on it."
    ),
    "subcontractor_not_named": _(
        "A commitment is owed by “%(name)s”, which is not among your members and subcontractors."
    ),
    "nobody_said_who_delivers": _("Nobody is named for “%(name)s”, so all of it is your own."),
    "condition_not_met": _(
        "You say that you do not meet “%(name)s”. A tender that does not meet a condition may be left out."
    ),
    "line_at_nought": _("“%(name)s” is priced at nought. If that is meant, leave it so."),
}
FINDING: dict[str, Any] = {
    "vague_hedge": _("This promises less than it says. Say what you will do, or leave it out."),
    "vague_how_much": _("Say how many or how much."),
    "vague_how_often": _("Say how often, or by when."),
    "vague_boast": _("Nobody can score this. Say what you do."),
    "vague_open_end": _("Name the rest, or stop here."),
    "figure_not_promised": _(
        "The words say %(said)s %(unit)s, and no commitment under this question counts %(unit)s."
    ),
    "figure_differs": _("The words say %(said)s %(unit)s. The commitments say: %(promised)s."),
    "figure_for_each_differs": _(
        "The words come to %(together)s %(unit)s over the contract. The commitments say: %(promised)s."
    ),
    "year_without_amount": _("Nothing is promised from %(from)s to %(to)s."),
    "below_what_is_asked": _("You promise %(promised)s %(unit)s. The ask wants %(asked)s."),
}
