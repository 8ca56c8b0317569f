"""Sentences about learning reviews."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "review.status_not_allowed": _("The review cannot take that step from where it stands."),
    "review.contract_not_running": _("Reviews are held on contracts that have been entered into here."),
    "review.another_is_open": _("Another review of this contract is open. Hold it first."),
    "review.due_in_the_past": _("Choose a day that is still to come"),
    "review.due_before_start": _("Choose a day after the contract starts"),
    "review.what_happened_missing": _("Say what happened"),
    "review.handed_in_already": _("Your side has handed in already. The other side may have read it."),
    "review.not_together_yet": _("Both sides hand in what they prepared first."),
    "review.answer_missing": _("Answer this question together first"),
    "review.action_missing": _("Say what is to be done"),
    "review.owner_of_another_organisation": _("Choose somebody of one of the two sides"),
    "review.action_done_already": _("Somebody has said already that this is done."),
    "review.action_of_another": _(
        "The organisation whose person owns this says that it is done, or the body that keeps the review."
    ),
    "review.title_missing": _("Say what the review is called"),
    "review.cadence_out_of_range": _("Give a number of months from 1 to 24"),
    "review.mission_of_another_body": _("Choose a mission of your own body"),
    "review.contract_missing": _("Choose at least one contract"),
    "review.contract_already": _("These contracts are part of the review already"),
    "review.party_already": _("They take part already"),
    "review.party_of_another_kind": _("Choose an authority or a supplier"),
    "review.kept_by_another_body": _("Only a system steward of the body that keeps the review may do this."),
    "review.of_one_contract": _("This is the review of one contract: its two sides take part."),
    "review.already_together": _("The review is being written together already: who takes part stands."),
    "review.reason_missing": _("Say why"),
    "review.not_waited_already": _("They have handed in, or are not waited for already."),
    "review.nobody_has_prepared": _("Nobody has handed in yet: wait for at least one."),
    "review.failure_without_lesson": _(
        "A managed failure is recorded with its lesson: give the lesson in one line"
    ),
}
