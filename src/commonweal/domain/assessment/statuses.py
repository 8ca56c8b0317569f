"""Where an assessment and an award stand, each as one literal table."""

from enum import StrEnum

from commonweal.domain.statuses import Transitions


class AssessmentStatus(StrEnum):
    """Where the assessment of one lot in one round stands."""

    PANEL = "panel"
    SCORING = "scoring"
    MODERATION = "moderation"
    LOCKED = "locked"


_A = AssessmentStatus
_AGAIN = "an assessor is named for a question whose last one an interest keeps out"
ASSESSMENT: Transitions[AssessmentStatus] = Transitions(
    "assessment",
    {
        _A.PANEL: {_A.SCORING: "the panel is complete and assessors begin"},
        _A.SCORING: {_A.MODERATION: "the last assessor hands in the scores"},
        _A.MODERATION: {
            _A.LOCKED: "every score is agreed and the ranking is kept",
            _A.SCORING: _AGAIN,
        },
        _A.LOCKED: {_A.MODERATION: "a score is opened again because of a named error", _A.SCORING: _AGAIN},
    },
)


class AwardStatus(StrEnum):
    """Where a decision to award stands. An award is a decision, not a contract."""

    DECIDED = "decided"
    SUMMARIES_SENT = "summaries_sent"
    NOTICE_PUBLISHED = "notice_published"
    STANDSTILL = "standstill"
    ENTERED = "entered"
    WITHDRAWN = "withdrawn"


_W = AwardStatus
_WITHDRAW = "withdrawn, so that tenders are assessed again or none is awarded"
AWARD: Transitions[AwardStatus] = Transitions(
    "award",
    {
        _W.DECIDED: {
            _W.SUMMARIES_SENT: "assessment summaries go to every tenderer",
            _W.WITHDRAWN: _WITHDRAW,
        },
        _W.SUMMARIES_SENT: {
            _W.NOTICE_PUBLISHED: "the contract award notice is published",
            _W.WITHDRAWN: _WITHDRAW,
        },
        _W.NOTICE_PUBLISHED: {
            _W.STANDSTILL: "the standstill period runs",
            _W.ENTERED: "the contract is entered into; no standstill is required",
            _W.WITHDRAWN: _WITHDRAW,
        },
        _W.STANDSTILL: {
            _W.ENTERED: "the standstill period is over and the contract is entered into",
            _W.WITHDRAWN: _WITHDRAW,
        },
        _W.ENTERED: {},
        _W.WITHDRAWN: {},
    },
)


class NoAwardStatus(StrEnum):
    """Where a decision not to award a lot stands."""

    STANDS = "stands"
    TAKEN_BACK = "taken_back"


_N = NoAwardStatus
NO_AWARD: Transitions[NoAwardStatus] = Transitions(
    "no_award",
    {
        _N.STANDS: {_N.TAKEN_BACK: "taken back, so that the lot can be decided again"},
        _N.TAKEN_BACK: {},
    },
)

#: A decision in one of these stands: the lot cannot be decided a second time.
STANDING = tuple(status for status in AwardStatus if status is not AwardStatus.WITHDRAWN)
#: From these on a tenderer has been told, and the decision that its assessment summary is about stands.
SUMMARY_READABLE = (_W.SUMMARIES_SENT, _W.NOTICE_PUBLISHED, _W.STANDSTILL, _W.ENTERED)
