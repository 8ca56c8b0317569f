"""Stored things of the assessment stage. No score can be reached by its authority before every assessor has handed in."""

from commonweal.lifecycle.assessment.models.awards import AwardDecision, AwardStatusChange, NoAward
from commonweal.lifecycle.assessment.models.confidential import ConfidentialPassage
from commonweal.lifecycle.assessment.models.conflicts import Conflict, ConflictsReview, ScoreReminder
from commonweal.lifecycle.assessment.models.panels import (
    Assessment,
    ExclusionLifting,
    InterestDecision,
    InterestDeclaration,
    PanelMember,
)
from commonweal.lifecycle.assessment.models.scores import (
    AgreedScore,
    AgreedScoreChange,
    RankingSnapshot,
    Reopening,
    Score,
    ScoreChange,
)
from commonweal.lifecycle.assessment.models.sheets import ScoreSheet, SheetStatus
from commonweal.lifecycle.assessment.models.suitability import (
    CheckedParty,
    DebarmentCheck,
    Enquiry,
    ExclusionFinding,
    ParticipationCondition,
    RoundDecision,
    SuitabilityDecision,
)
from commonweal.lifecycle.assessment.models.whole_files import WholeFile, WholeFileStatus

__all__ = (
    "AgreedScore",
    "AgreedScoreChange",
    "Assessment",
    "AwardDecision",
    "AwardStatusChange",
    "CheckedParty",
    "ConfidentialPassage",
    "Conflict",
    "ConflictsReview",
    "DebarmentCheck",
    "Enquiry",
    "ExclusionFinding",
    "ExclusionLifting",
    "InterestDecision",
    "InterestDeclaration",
    "NoAward",
    "PanelMember",
    "ParticipationCondition",
    "RankingSnapshot",
    "Reopening",
    "RoundDecision",
    "Score",
    "ScoreChange",
    "ScoreReminder",
    "ScoreSheet",
    "SheetStatus",
    "SuitabilityDecision",
    "WholeFile",
    "WholeFileStatus",
)
