"""What the delivery stage stores."""

from commonweal.lifecycle.delivery.models.delivery import (
    Lesson,
    LessonAnswer,
    LessonAssumption,
    LessonOffer,
    LessonProposal,
    ProposalAnswer,
    Report,
    ReportEvidence,
    Verification,
)
from commonweal.lifecycle.delivery.models.reviews import (
    LearningReview,
    ReviewAction,
    ReviewContract,
    ReviewParty,
    ReviewPreparation,
)
from commonweal.lifecycle.delivery.models.totals import CommitmentShare, PortfolioTotal

__all__ = (
    "CommitmentShare",
    "LearningReview",
    "Lesson",
    "LessonAnswer",
    "LessonAssumption",
    "LessonOffer",
    "LessonProposal",
    "PortfolioTotal",
    "ProposalAnswer",
    "Report",
    "ReportEvidence",
    "ReviewAction",
    "ReviewContract",
    "ReviewParty",
    "ReviewPreparation",
    "Verification",
)
