"""Sentences about reviewing, copying, correcting and trying out an ask, about scoring scales and local policies."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "ask_review.status_not_allowed": _("This request for approval has been decided or taken back already."),
    "ask_review.author_decides": _(
        "A second person decides: whoever wrote in this ask, or asked for its approval, does not approve it."
    ),
    "ask_review.reason_missing": _("Say why you send it back, so that the author knows what to change"),
    "ask_review.not_approved": _("A second person has not approved it yet. Send it for approval."),
    "ask_review.changed_since": _("It was changed after it was approved. Send it for approval again."),
    "ask_review.nothing_waits": _("Nothing waits for a decision any more."),
    "ask_review.waits_already": _("It waits for a decision already. Take the request back to change it."),
    "ask_comment.text_missing": _("Say what you think"),
    "ask_comment.too_long": _("Use at most %(most)s words"),
    "ask_comment.criterion_gone": _("That criterion is not in the ask any more. Choose another"),
    "ask_withdrawal.reason_missing": _("Say why. Every supplier who looked will read it"),
    "ask_withdrawal.not_open": _("Only an ask that is open to tenders can be withdrawn for correction."),
    "ask_withdrawal.later_round": _(
        "A later round has begun, and the published ask does not say that criteria may be refined, so it stands. Terminate the "
        "procurement if it cannot go on."
    ),
    "ask_withdrawal.withdrawn_already": _("It is withdrawn already. Correct it and re-issue it."),
    "ask_withdrawal.deadline_passed": _("The deadline has passed, so the ask stands as it is."),
    "ask_withdrawal.not_withdrawn": _(
        "Withdraw the published version first, then re-issue the corrected one."
    ),
    "tender.ask_withdrawn": _(
        "The authority has withdrawn this ask to correct it. Your work is kept. You can submit once it is re-issued."
    ),
    "ask.copy_into_empty": _("Only an ask without criteria can start from an earlier one."),
    "ask.trial_after_publication": _(
        "A trial is made before anything is published. This ask was published, and a live ranking is never tried out."
    ),
    "ask.trial_needs_weights": _("Give price or quality a weighting first: the trial takes from them."),
    "scoring_scale.title_missing": _("Give the scale a title"),
    "scoring_scale.unknown": _("Choose one of the scales"),
    "policy.in_force": _(
        "It is in force, so only its last day can change: what began under it is judged by what it said. "
        "End it, and set another."
    ),
    "policy.source_missing": _("Say where it was decided"),
    "policy.figure_out_of_range": _("Enter a figure that an ask can meet"),
    "policy.words_missing": _("Enter the words that a metric’s title is searched for, with commas"),
    "policy.ends_before_start": _("The last day must not be before the first"),
    "policy.social_value_above": _(
        "Your own policy asks for social value in a contract of this value, and the ask has no such criterion (%(source)s)."
    ),
    "policy.least_weighting": _("Your own policy asks for a greater weighting of social value (%(source)s)."),
    "policy.most_weighting": _("Your own policy allows less weighting of social value (%(source)s)."),
    "policy.most_metrics": _(
        "Your own policy allows at most %(figure)s metrics, and there are %(actual)s (%(source)s)."
    ),
    "policy.most_social_criteria": _(
        "Your own policy allows at most %(figure)s social value criteria, and there are %(actual)s (%(source)s)."
    ),
    "policy.most_words": _(
        "Your own policy allows at most %(figure)s words to write, and there are %(actual)s (%(source)s)."
    ),
    "policy.metric_about": _(
        "Your own policy asks for at least %(figure)s metrics of a kind, and there are %(actual)s (%(source)s)."
    ),
    "policy.least_promises": _(
        "Your own policy asks for at least %(figure)s promises of your own, and there are %(actual)s (%(source)s)."
    ),
}
