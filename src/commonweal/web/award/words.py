"""The words for where an award stands."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.assessment.holds import HoldReason
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
HOLD: dict[str, Any] = {
    HoldReason.NOT_LOOKED_UP: _("Nobody has looked them up in the debarment list"),
    HoldReason.LOOKED_UP_LONG_AGO: _("They were last looked up in the debarment list too long ago"),
    HoldReason.LISTED: _("They are on the debarment list, and no ground is noted"),
    HoldReason.GROUND: _("An exclusion ground is not decided"),
    HoldReason.CONDITION: _("Whether a condition of participation is met is not decided"),
    HoldReason.LOW_PRICE: _("The price seems abnormally low, and that is not decided"),
}
