"""The words for where an award stands."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.assessment.standstill import Standstill
from commonweal.domain.assessment.statuses import AwardStatus

STATUS: dict[str, Any] = {
    AwardStatus.DECIDED: _("Award decided"),
    AwardStatus.SUMMARIES_SENT: _("Assessment summaries sent"),
    AwardStatus.NOTICE_PUBLISHED: _("Contract award notice published"),
    AwardStatus.STANDSTILL: _("Standstill"),
    AwardStatus.ENTERED: _("Contract entered into"),
    AwardStatus.WITHDRAWN: _("Decision withdrawn"),
}
STATUS_TAG: dict[str, str] = {
    AwardStatus.ENTERED: "ok",
    AwardStatus.WITHDRAWN: "stop",
    AwardStatus.STANDSTILL: "teal",
}
STANDSTILL: dict[str, Any] = {
    Standstill.MANDATORY: _("Mandatory"),
    Standstill.VOLUNTARY: _("Voluntary"),
    Standstill.NOT_REQUIRED: _("Not required"),
}
STANDSTILL_HINT: dict[str, Any] = {
    Standstill.MANDATORY: _("Eight working days, beginning with the day the notice is published"),
    Standstill.VOLUNTARY: _("At least eight working days, though none is required"),
    Standstill.NOT_REQUIRED: _("Say why: the reason is kept with the decision"),
}
