"""Sentences about decisions to award and the standstill."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "award.not_first": _("Only the tender that the locked ranking puts first can be awarded."),
    "award.no_longer_first": _(
        "By the limit on lots this lot now goes to another tenderer, because of what was decided about another lot. Withdraw "
        "this award first."
    ),
    "award.lots_disagree": _(
        "By the limit on lots another lot of this round now goes to another tenderer than the one it was awarded to. Withdraw "
        "that award first."
    ),
    "award.stands_already": _("A decision to award this lot stands already."),
    "award.reason_missing": _("Give the reason. It is kept with the decision."),
    "award.status_not_allowed": _("The award is no longer at this step. Look at its page again."),
    "award.notice_in_future": _("The day of publication cannot be in the future."),
    "award.notice_before_decision": _("The notice cannot be published before the decision."),
    "award.notice_before_summaries": _(
        "The notice cannot be published before the assessment summaries were sent, on %(sent)s."
    ),
    "award.no_standstill": _("The decision says that no standstill is required."),
    "award.standstill_not_begun": _("The standstill has not begun yet."),
    "award.standstill_runs": _(
        "The standstill runs to the end of %(last)s. Enter into the contract after it."
    ),
    "award.entry_held_up": _(
        "The contract waits. What is still open about this tender is listed on the page of the award."
    ),
    "award.no_award_stands": _(
        "It is decided that nobody is awarded this lot. Take that decision back first."
    ),
    "no_award.status_not_allowed": _("That decision was taken back already."),
    "no_award.somebody_goes_on": _("Tenderers of this lot go on to the next round. Decide it there."),
    "no_award.too_late": _("The procurement has gone on. What was decided about this lot stays as it is."),
    "standstill.too_short": _("A standstill is at least %(fewest)s working days."),
    "standstill.too_long": _("A standstill is at most %(most)s working days."),
    "standstill.reason_missing": _("Say why the standstill is voluntary, or why none is required."),
}
