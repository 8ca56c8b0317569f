"""Audit events of the assessment stage. Fields hold marks, counts and opaque ids; never a reason or a name."""

from django.utils.translation import gettext_lazy as _

from commonweal.records.events import EventType


class AssessmentEvent(EventType):
    BEGUN = "assessment.begun", _("began the assessment")
    SCORING_BEGUN = "assessment.scoring_begun", _("closed the panel and let assessors begin")
    MODERATION_BEGUN = "assessment.moderation_begun", _("handed in the last scores, so moderation began")
    SCORED_AGAIN = (
        "assessment.scored_again",
        _("named an assessor for a question whose last one is kept out, so scoring goes on"),
    )
    LOCKED = "assessment.locked", _("locked the scores and kept the ranking")
    REOPENED = "assessment.reopened", _("opened a score again because of an error")
    PROFILE_VIEWED = "assessment.profile_viewed", _("looked at what each tender promises")
    FIRMNESS_VIEWED = "assessment.firmness_viewed", _("looked at how firm the result is")
    CREDIBILITY_VIEWED = "assessment.credibility_viewed", _("looked at whether promises can be kept")
    SCORES_EXPORTED = "assessment.scores_exported", _("took a file of the scores and reasons")
    MINUTE_MADE = "assessment.minute_made", _("made the minute of how firm the result is")
    WHOLE_FILE_ASKED = "assessment.whole_file_asked", _("asked for the whole file of the assessment")
    WHOLE_FILE_READY = "assessment.whole_file_ready", _("kept the whole file of the assessment for some days")
    WHOLE_FILE_FAILED = "assessment.whole_file_failed", _("could not make the whole file of the assessment")
    WHOLE_FILE_FORGOTTEN = "assessment.whole_file_forgotten", _("removed a whole file of the assessment")
    CHALLENGE_FILE_MADE = "assessment.challenge_file_made", _("took the whole file of the assessment")
    SCORES_VIEWED = "assessment.scores_viewed", _("looked at the scores")


class PanelEvent(EventType):
    MEMBER_ADDED = "panel.member_added", _("named a panel member")
    MEMBER_REMOVED = "panel.member_removed", _("took a panel member off")
    INTERESTS_DECLARED = "panel.interests_declared", _("declared interests")
    INTEREST_DECIDED = "panel.interest_decided", _("decided on a declared interest")
    EXCLUSION_LIFTED = "panel.exclusion_lifted", _("let a panel member take part again")
    TRAINING_NOTED = "panel.training_noted", _("noted how a panel member was trained")
    MEMBER_LEFT = "panel.member_left", _("recorded that a panel member left")
    DUE_SET = "panel.due_set", _("said when scores are due")
    REMINDED = "panel.reminded", _("reminded an assessor")
    HANDED_IN = "panel.handed_in", _("handed in the scores")
    HANDING_IN_REOPENED = (
        "panel.handing_in_reopened",
        _("opened an assessor’s scores again, because a tender came back"),
    )


class ScoreEvent(EventType):
    SAVED = "score.saved", _("saved a score")
    SHEET_BROUGHT = "score_sheet.brought", _("brought a score sheet back")
    SHEET_SAVED = "score_sheet.saved", _("saved the scores of a sheet")
    SHEET_REFUSED = "score_sheet.refused", _("was told what is wrong with a score sheet")
    AGREED = "agreed_score.saved", _("recorded an agreed score")


class AwardEvent(EventType):
    DECIDED = "award.decided", _("decided to award")
    PASSAGE_MARKED = "award.passage_marked", _("left a confidential passage out of the summaries")
    PASSAGE_SHOWN = "award.passage_shown", _("showed a passage in the summaries after all")
    SUMMARIES_SENT = "award.summaries_sent", _("sent the assessment summaries")
    NOTICE_PUBLISHED = "award.notice_published", _("published the contract award notice")
    STANDSTILL_BEGUN = "award.standstill_begun", _("began the standstill")
    ENTERED = "award.entered", _("entered into the contract")
    WITHDRAWN = "award.withdrawn", _("withdrew the decision to award")
    NOT_AWARDED = "award.not_awarded", _("decided that nobody is awarded the lot")
    OPEN_AGAIN = "award.open_again", _("took the decision not to award the lot back")


class SuitabilityEvent(EventType):
    PARTY_ADDED = "suitability.party_added", _("named somebody to look at before scoring")
    DEBARMENT_CHECKED = "suitability.debarment_checked", _("looked somebody up in the debarment list")
    GROUND_FOUND = "suitability.ground_found", _("noted that an exclusion ground may apply")
    CONDITION_SET = "suitability.condition_set", _("entered a condition of participation")
    DECIDED = "suitability.decided", _("decided whether a tender is assessed")
    ROUND_DECIDED = "suitability.round_decided", _("decided who goes on to the next round")


class EnquiryEvent(EventType):
    ASKED = "enquiry.asked", _("asked a tenderer")
    ANSWERED = "enquiry.answered", _("answered the authority")


class ConflictEvent(EventType):
    NOTED = "conflict.noted", _("noted an interest and what is done about it")
    REVIEWED = "conflict.reviewed", _("looked at the conflicts assessment again")
