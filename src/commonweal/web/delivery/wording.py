"""What reports, decisions and lessons are called on screen."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.delivery import Decision, LessonEffect, OfferAnswer, ReportStatus
from commonweal.domain.sampling import Mark, Why

REPORT_STATUS: dict[str, Any] = {
    ReportStatus.SUBMITTED: _("Waiting to be verified"),
    ReportStatus.QUESTIONED: _("Questioned"),
    ReportStatus.ACCEPTED: _("Accepted"),
    ReportStatus.ACCEPTED_IN_PART: _("Accepted in part"),
    ReportStatus.REJECTED: _("Rejected"),
    ReportStatus.CORRECTED: _("Corrected by a later report"),
    ReportStatus.AS_PUBLISHED: _("As published, not verified here"),
}
REPORT_TAG: dict[str, str] = {
    ReportStatus.SUBMITTED: "warn",
    ReportStatus.QUESTIONED: "warn",
    ReportStatus.ACCEPTED: "ok",
    ReportStatus.ACCEPTED_IN_PART: "ok",
    ReportStatus.REJECTED: "stop",
    ReportStatus.CORRECTED: "",
    ReportStatus.AS_PUBLISHED: "",
}
DECISION: dict[str, Any] = {
    Decision.ACCEPT: _("Accept all of it"),
    Decision.ACCEPT_IN_PART: _("Accept a part of it"),
    Decision.QUESTION: _("Ask a question first"),
    Decision.REJECT: _("Reject it"),
}
DECIDED: dict[str, Any] = {
    Decision.ACCEPT: _("accepted it"),
    Decision.ACCEPT_IN_PART: _("accepted a part of it"),
    Decision.QUESTION: _("asked a question"),
    Decision.REJECT: _("rejected it"),
}
EFFECT: dict[str, Any] = {
    LessonEffect.STRENGTHENED: _("strengthened"),
    LessonEffect.WEAKENED: _("weakened"),
    LessonEffect.REFUTED: _("refuted"),
}
EFFECT_TAG: dict[str, str] = {
    LessonEffect.STRENGTHENED: "ok",
    LessonEffect.WEAKENED: "warn",
    LessonEffect.REFUTED: "stop",
}
ANSWER: dict[str, Any] = {
    OfferAnswer.TAKEN_UP: _("Take it up in this ask"),
    OfferAnswer.NOT_TAKEN_UP: _("Do not take it up"),
}
ANSWERED: dict[str, Any] = {
    OfferAnswer.TAKEN_UP: _("Taken up"),
    OfferAnswer.NOT_TAKEN_UP: _("Not taken up"),
}
PROPOSAL_ANSWER: dict[str, Any] = {
    OfferAnswer.TAKEN_UP: _("Take it up in our library"),
    OfferAnswer.NOT_TAKEN_UP: _("Do not take it up"),
}
MARK: dict[str, Any] = {
    Mark.LATE: _("late before"),
    Mark.CORRECTED: _("corrected before"),
    Mark.DISPUTED: _("disputed before"),
    Mark.NO_EVIDENCE: _("no evidence"),
    Mark.BEHIND: _("behind by its forecast"),
    Mark.NO_VALUE: _("no value known"),
}
WHY: dict[str, Any] = {
    Why.ALL: _("Chosen: so few waited that all are"),
    Why.CERTAIN: _("Chosen for certain"),
    Why.DRAWN: _("Drawn"),
    Why.NOT_DRAWN: _("Not drawn"),
}
