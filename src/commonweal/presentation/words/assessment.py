"""Sentences about panels, scores, moderation, rankings and awards."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "assessment.tenders_not_opened": _("Assessment begins once the tenders have been opened, and once only."),
    "assessment.no_tenders": _("No tender was opened in this round, so there is nothing to assess."),
    "assessment.not_begun": _("The panel is not complete yet. You can read answers once scoring has begun."),
    "assessment.interests_not_declared": _("Declare your interests first. Nothing is shown before you do."),
    "assessment.interest_in_the_way": _(
        "You declared an interest. You can go on once it is decided that you may take part."
    ),
    "assessment.moderators_do_not_score": _("A moderator gives no score of their own."),
    "assessment.scores_are_in": _(
        "Every assessor has handed in, so independent scores can no longer change."
    ),
    "assessment.handed_in": _("You have handed in your scores, so they can no longer change."),
    "assessment.still_blind": _("Nobody sees scores until every assessor has handed in theirs."),
    "assessment.not_the_moderator": _("Only the moderator of this panel records agreed scores."),
    "assessment.locked": _("The scores are locked."),
    "assessment.not_locked": _("This opens once the agreed scores are locked."),
    "assessment.not_all_agreed": _("%(count)s scores are not agreed yet."),
    "assessment.score_not_reopened": _(
        "Only a score that was opened again because of an error can be changed now."
    ),
    "assessment.award_stands": _("A decision to award stands on these scores. Withdraw it first."),
    "assessment.other_award_stands": _(
        "The ask limits how many lots one tenderer may be awarded, and the award of “%(lot)s” rests on this ranking as well. "
        "Withdraw that award first."
    ),
    "assessment.next_round_invited": _(
        "The next round is invited on these scores, so they can no longer be opened again."
    ),
    "assessment.status_not_allowed": _("The assessment is no longer at this step. Look at its page again."),
    "assessment.interest_undecided": _(
        "%(name)s declared an interest on which nobody has decided. Decide on it first."
    ),
    "panel.criterion_is_scored": _("Choose only questions whose last assessor an interest keeps out."),
    "panel.closed": _("The panel is closed: moderation has begun."),
    "panel.not_a_colleague": _("Choose somebody of your own authority."),
    "panel.role_missing": _("This person’s role does not allow it. An administrator can change it."),
    "panel.has_a_seat": _("This person is on the panel already."),
    "panel.has_a_moderator": _("The panel has a moderator already."),
    "panel.no_criteria": _("Choose at least one question."),
    "panel.criterion_unknown": _("Choose questions of this ask."),
    "panel.has_begun": _("Somebody who has begun stays on the panel, so that the record is whole."),
    "panel.no_moderator": _("Name a moderator first."),
    "panel.criterion_without_assessor": _("Nobody would score “%(title)s”. Name an assessor for it first."),
    "panel.left": _(
        "You left this panel on %(day)s. What you handed in before is kept and counts; what you had not handed in is kept in the "
        "record and does not count. You can no longer read the tenders or the scores."
    ),
    "panel.no_seat": _(
        "You have no seat on this panel. If you had one, you were taken off before scoring began and gave no scores. "
        "The procurement officer can tell you more."
    ),
    "panel.not_your_seat": _("Only the panel member themselves can do this."),
    "panel.not_its_moderator": _(
        "Only the moderator of this panel and those who run the assessment read its tenders and scores."
    ),
    "interest.kept_out": _(
        "It was decided that you take no part in this assessment. A new declaration does not change that."
    ),
    "interest.not_described": _("Say what the interest is."),
    "interest.own": _("Somebody else decides on your own interest."),
    "interest.nothing_to_decide": _("No interest waits for a decision."),
    "interest.not_kept_out": _("No interest keeps this person out of the panel now."),
    "interest.scores_are_locked": _(
        "The scores are locked, and the ranking stands on them without this person. This can be done again only once a score "
        "is opened again."
    ),
    "interest.lifting_reason_missing": _("Say why they may take part again."),
    "interest.reason_missing": _("Say why, and what is done about the interest."),
    "score.not_a_band": _("Choose one of the published bands."),
    "score.reason_missing": _("Give a reason of at least %(words)s words. The tenderer will read it."),
    "score.criterion_not_given": _("This question was given to other assessors."),
    "score.criterion_unknown": _("This ask has no such question."),
    "score.tender_of_another_lot": _("This tender is for another lot or round."),
    "score.incomplete": _("%(count)s answers still need a score and a reason."),
    "reopening.error_missing": _("Say what the error is, in at least %(words)s words."),
    "reopening.mentions_rank": _(
        "Name the error without speaking of who wins. A score may not be changed to change the ranking."
    ),
    "reopening.names_tenderer": _(
        "Name the error without the name of anybody who tendered. Say “this answer” or “another tenderer”."
    ),
    "price.rule_unknown": _("The ask states a price formula that is not known here."),
    "price.missing": _("A tender states no price, and points rest on it."),
    "price.not_positive": _("A price must be more than zero."),
    "price.not_the_fixed_price": _("The ask states a fixed price, and a tender is at another price."),
    "weights.negative": _("A weighting cannot be below zero."),
    "weights.parts_total": _("The shares of the parts must add up to 100%%. They add up to %(total)s"),
    "weights.part_empty": _("Give a share above nought, or leave it empty"),
    "weights.not_whole": _(
        "%(share)s of it is no whole number of hundredths of a percent. Choose a share with fewer places"
    ),
    "weights.group_differs": _(
        "The parts of “%(title)s” are not weighted as their shares say. Save its shares again"
    ),
    "weights.in_two_groups": _("A question stands in “%(title)s” and in another divided criterion"),
    "weights.too_few_parts": _("Give a share to at least two of them"),
    "weights.price_among_questions": _(
        "A price has points by its formula and questions have scores. Leave the price empty, or divide prices alone"
    ),
    "weights.group_untitled": _("Name the criterion"),
    "weights.repeated": _("A criterion is weighted twice."),
    "ties.rule_unknown": _("Choose one of the rules for level totals."),
    "lots.rule_unknown": _("Choose one of the rules for the limit on lots."),
    "lots.limit": _("The limit on lots is one or more."),
    "method.fixed_price": _("A fixed price is an amount above £0"),
    "method.fixed_price_missing": _("State the fixed price of “%(title)s”: say how tenders are assessed."),
    "method.fixed_price_of_other_lot": _("A fixed price is that of a lot of this procurement."),
    "method.minimum": _("A minimum is more than 0 and at most 100 marks, on a question of this ask."),
    "quantity_rule.unknown": _("Choose one of the rules."),
    "quantity_rule.share": _(
        "The share from quantity is more than 0% and less than 100%: the method always counts."
    ),
    "quantity_rule.cap_missing": _("State the cap."),
    "quantity_rule.steps": _(
        "State the bands from the smallest quantity up, each with more points, at most 100."
    ),
    "quantity_rule.metric_unknown": _("Choose a metric of this criterion."),
    "award.lots_not_locked": _(
        "The ask limits how many lots one tenderer may be awarded, so every lot of this round is locked first."
    ),
    "award.later_round": _(
        "The published ask has a later round, so nothing is awarded in this one. Decide who goes on."
    ),
    "assessment.ranks_not_worked_out": _(
        "With so many tenders the trials say who comes first, and not who comes at every rank."
    ),
    "assessment.nobody_ranked": _("No tender is ranked, so there is no ranking to explain."),
    "confidential.not_in_reason": _("Copy the passage from the reason, word for word."),
    "confidential.too_short": _("Copy at least three letters."),
    "confidential.why_missing": _("Say why it is confidential."),
    "confidential.sent": _("The summaries are sent, so what they show can no longer change."),
    "sheet.too_large": _("The file is larger than %(megabytes)s megabytes."),
    "sheet.not_a_score_sheet": _("This is no score sheet. Bring back the file that you downloaded here."),
    "sheet.of_somebody_else": _(
        "This is the sheet of somebody else, or of another assessment. Nothing in it was read."
    ),
    "sheet.of_another_version": _("The ask was corrected since. Download a fresh sheet."),
    "sheet.tender_unknown": _("This row is of no tender that you score."),
    "sheet.changed_meanwhile": _(
        "You changed this online after you downloaded the sheet. Download a fresh sheet and enter what should stand."
    ),
    "sheet.tender_twice": _("This tender has a row already."),
    "sheet.not_a_band": _("“%(text)s” is none of the bands. Choose one from the list."),
    "sheet.reason_too_long": _("The reason has %(count)s words; use at most %(limit)s."),
    "panel.cannot_leave": _("They have left already, or the scores are locked."),
    "panel.leaving_reason": _("Say why they leave."),
    "panel.training_words": _("Say how they were trained."),
    "panel.training_day": _("The day of the training cannot be in the future."),
    "conflict.words_missing": _("Say whose interest it is, what it is, and what is done about it."),
    "conflict.review_day": _("Choose a day after today for the next look."),
    "conflict.replaced": _("A later line has taken the place of this one."),
    "credibility.not_stated": _("The published ask does not say that promises are checked, so they are not."),
    "credibility.not_locked": _(
        "This opens once the agreed scores are locked, so that it can change none of them."
    ),
    "credibility.nobody_affected": _("No tenderer is affected."),
    "exclusion.reason_missing": _("Give a reason of at least %(words)s words."),
    "exclusion.no_discretion": _(
        "A mandatory ground leaves no choice unless the circumstances are over and not likely to occur again."
    ),
    "exclusion.only_others_are_replaced": _("Only an associated person or a subcontractor can be replaced."),
    "exclusion.not_heard": _(
        "Ask the tenderer first. It can be excluded once it has answered or the day to answer has passed."
    ),
    "exclusion.facts_missing": _("Say what the facts are and where they come from."),
    "party.name_missing": _("Enter a name."),
    "party.entered_already": _("This name is there already."),
    "debarment.day_to_come": _("The day of the check cannot be in the future."),
    "debarment.note_missing": _("Say what the list says."),
    "condition.words_missing": _("Enter the condition as the tender documents state it."),
    "condition.not_stated": _("Say where the tender documents state it."),
    "condition.below_threshold": _(
        "Below the threshold suppliers may not be screened for suitability, except for some works."
    ),
    "condition.why_lawful": _("Below the threshold, say why screening is lawful for these works."),
    "condition.scoring_has_begun": _("Conditions are entered before scoring begins."),
    "low_price.not_heard": _(
        "Tell the tenderer first. Its tender can be disregarded once it has explained or the day to answer has passed."
    ),
    "enquiry.question_missing": _("Ask in at least %(words)s words."),
    "enquiry.day_past": _("Choose a day after today."),
    "enquiry.answered": _("This was answered already."),
    "enquiry.too_late": _("The day to answer has passed."),
    "enquiry.answer_missing": _("Write your answer."),
    "enquiry.finding_missing": _("A question about exclusion is asked from the ground that was found."),
    "suitability.award_stands": _(
        "A decision to award stands on this ranking. Withdraw it first, then decide about this tender."
    ),
    "award.held_up": _("The award waits. What is still open about this tender is listed on this page."),
    "suitability.scores_are_in": _(
        "Independent scores are in. A tender that was out has none, so it cannot come back now."
    ),
    "down_selection.last_round": _("There is no later round: the last round is awarded."),
    "down_selection.nobody": _(
        "At least one tenderer goes on. Where none does, decide that nobody is awarded this lot."
    ),
    "down_selection.nobody_left": _("No tenderer of any lot goes on: there is nobody to invite."),
    "down_selection.reason_missing": _("Say why this tenderer does not go on."),
    "down_selection.invited": _("The next round is invited, so who goes on can no longer be decided again."),
    "down_selection.because_missing": _("Say why it is decided again."),
    "down_selection.not_asking": _(
        "Only tenderers who were invited to this round can ask about it. You can still read what was answered to everybody."
    ),
    "down_selection.not_decided": _("Decide first, for every lot, who goes on to the next round."),
    "down_selection.not_going_on": _(
        "Only tenderers who were told that they go on can tender in this round."
    ),
}
