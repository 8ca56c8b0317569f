"""What the delivery stage stores."""

from commonweal.lifecycle.delivery.models.delivery import (
    Lesson,
    LessonAnswer,
    LessonAssumption,
    LessonOffer,
    Report,
    ReportEvidence,
    Verification,
)
from commonweal.lifecycle.delivery.models.reviews import LearningReview, ReviewAction, ReviewPreparation
from commonweal.lifecycle.delivery.models.totals import CommitmentShare, PortfolioTotal

__all__ = (
    "CommitmentShare",
    "LearningReview",
    "Lesson",
    "LessonAnswer",
    "LessonAssumption",
    "LessonOffer",
    "PortfolioTotal",
    "Report",
    "ReportEvidence",
    "ReviewAction",
    "ReviewPreparation",
    "Verification",
)
