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

__all__ = (
    "LearningReview",
    "Lesson",
    "LessonAnswer",
    "LessonAssumption",
    "LessonOffer",
    "Report",
    "ReportEvidence",
    "ReviewAction",
    "ReviewPreparation",
    "Verification",
)
