"""Sentences about the remedies ladder."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "remedy.status_not_allowed": _("This step is closed already."),
    "remedy.settled": _("This matter is settled. Begin a new one if something else is not kept."),
    "remedy.another_is_open": _("A step is open: say what came of it first."),
    "remedy.rung_taken": _("Choose a rung above those that were taken"),
    "remedy.reason_missing": _("Say why this step is taken"),
    "remedy.title_missing": _("Say what is not kept"),
    "remedy.taken_later": _("Choose today or a day that has passed"),
    "remedy.answer_before_step": _("Choose a day on or after the step"),
    "remedy.nothing_skipped": _("This step leaves no rung out: leave this empty"),
    "remedy.skip_without_ground": _("This step leaves rungs out: say on which ground"),
    "remedy.skip_without_words": _("Say why rungs are left out"),
    "remedy.outcome_missing": _("Say what came of it"),
    "remedy.commitment_of_another_contract": _("Choose a commitment of this contract"),
    "remedy.contract_not_binding": _("Steps are taken on contracts that have been entered into."),
    "remedy.not_the_supplier": _("Only the supplier of the contract answers a step."),
    "remedy.closed_already": _("This step is closed: nothing more is answered."),
    "remedy.reply_missing": _("Say what you want to answer"),
    "remedy.failure_of_another_contract": _("Choose a failure of this contract"),
    "remedy.failure_linked_already": _("This failure is linked already"),
}
