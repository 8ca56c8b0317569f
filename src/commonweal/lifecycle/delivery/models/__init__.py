"""What the delivery stage stores."""

from commonweal.lifecycle.delivery.models.delivery import (
    Lesson,
    LessonAnswer,
    LessonAssumption,
    LessonOffer,
    LessonProposal,
    ProposalAnswer,
    Report,
    ReportAnswer,
    ReportEvidence,
    Verification,
)
from commonweal.lifecycle.delivery.models.reminders import ReportReminder
from commonweal.lifecycle.delivery.models.reviews import (
    LearningReview,
    ReviewAction,
    ReviewContract,
    ReviewParty,
    ReviewPreparation,
)
from commonweal.lifecycle.delivery.models.samples import SampledReport, VerificationSample
from commonweal.lifecycle.delivery.models.sheets import ReportSheet, ReportSheetStatus
from commonweal.lifecycle.delivery.models.stories import Story
from commonweal.lifecycle.delivery.models.totals import CommitmentShare, OpenPeriod, PortfolioTotal

__all__ = (
    "CommitmentShare",
    "LearningReview",
    "Lesson",
    "LessonAnswer",
    "LessonAssumption",
    "LessonOffer",
    "LessonProposal",
    "OpenPeriod",
    "PortfolioTotal",
    "ProposalAnswer",
    "Report",
    "ReportAnswer",
    "ReportEvidence",
    "ReportReminder",
    "ReportSheet",
    "ReportSheetStatus",
    "ReviewAction",
    "ReviewContract",
    "ReviewParty",
    "ReviewPreparation",
    "SampledReport",
    "Story",
    "Verification",
    "VerificationSample",
)
