"""Audit events of the assessment stage. Fields hold marks, counts and opaque ids; never a reason or a name."""

from django.utils.translation import gettext_lazy as _

from commonweal.records.events import EventType


class AssessmentEvent(EventType):
    BEGUN = "assessment.begun", _("began the assessment")
    SCORING_BEGUN = "assessment.scoring_begun", _("closed the panel and let assessors begin")
    MODERATION_BEGUN = "assessment.moderation_begun", _("handed in the last scores, so moderation began")
    LOCKED = "assessment.locked", _("locked the scores and kept the ranking")
    REOPENED = "assessment.reopened", _("opened a score again because of an error")
    FIRMNESS_VIEWED = "assessment.firmness_viewed", _("looked at how firm the result is")
    SCORES_VIEWED = "assessment.scores_viewed", _("looked at the scores")


class PanelEvent(EventType):
    MEMBER_ADDED = "panel.member_added", _("named a panel member")
    MEMBER_REMOVED = "panel.member_removed", _("took a panel member off")
    INTERESTS_DECLARED = "panel.interests_declared", _("declared interests")
    INTEREST_DECIDED = "panel.interest_decided", _("decided on a declared interest")
    HANDED_IN = "panel.handed_in", _("handed in the scores")


class ScoreEvent(EventType):
    SAVED = "score.saved", _("saved a score")
    AGREED = "agreed_score.saved", _("recorded an agreed score")


class AwardEvent(EventType):
    DECIDED = "award.decided", _("decided to award")
    SUMMARIES_SENT = "award.summaries_sent", _("sent the assessment summaries")
    NOTICE_PUBLISHED = "award.notice_published", _("published the contract award notice")
    STANDSTILL_BEGUN = "award.standstill_begun", _("began the standstill")
    ENTERED = "award.entered", _("entered into the contract")
    WITHDRAWN = "award.withdrawn", _("withdrew the decision to award")


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
