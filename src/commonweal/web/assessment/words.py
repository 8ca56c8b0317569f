"""The words for where an assessment and its people stand: one dictionary per enumeration of `domain`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.assessment.panel import Clearance, PanelRole
from commonweal.domain.assessment.statuses import AssessmentStatus, AwardStatus

STATUS: dict[str, Any] = {
    AssessmentStatus.PANEL: _("Naming the panel"),
    AssessmentStatus.SCORING: _("Assessors are scoring"),
    AssessmentStatus.MODERATION: _("Moderation"),
    AssessmentStatus.LOCKED: _("Scores locked"),
}
STATUS_TAG: dict[str, str] = {AssessmentStatus.LOCKED: "ok", AssessmentStatus.MODERATION: "teal"}
TURN: dict[str, Any] = {
    AssessmentStatus.PANEL: _("the procurement officer, to complete the panel"),
    AssessmentStatus.SCORING: _("the assessors, to score and hand in"),
    AssessmentStatus.MODERATION: _("the moderator, to agree every score"),
    AssessmentStatus.LOCKED: _("the procurement officer, to decide the award"),
}
_NEXT = _("It is the turn of the procurement officer, to take the next step of the award.")
#: What is said in place of a turn once an award is decided.
AFTER: dict[str, Any] = {
    AwardStatus.DECIDED: _NEXT,
    AwardStatus.SUMMARIES_SENT: _NEXT,
    AwardStatus.NOTICE_PUBLISHED: _NEXT,
    AwardStatus.STANDSTILL: _("The standstill of the award runs; then the contract can be entered into."),
    AwardStatus.ENTERED: _("The contract is entered into."),
}
ROLE: dict[str, Any] = {PanelRole.ASSESSOR: _("Assessor"), PanelRole.MODERATOR: _("Moderator")}
CLEARANCE: dict[str, Any] = {
    Clearance.NOT_DECLARED: _("Not declared yet"),
    Clearance.CLEAR: _("No interest"),
    Clearance.TO_DECIDE: _("An interest, to be decided"),
    Clearance.ALLOWED: _("An interest, may take part"),
    Clearance.EXCLUDED: _("An interest, does not take part"),
}
