"""The words for where an award stands."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.assessment.holds import HoldReason
from commonweal.domain.assessment.standstill import Standstill
from commonweal.domain.assessment.statuses import AwardStatus, NoAwardStatus
from commonweal.domain.rules.duties import Bites
from commonweal.presentation.formats import said

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
NO_AWARD: dict[str, Any] = {
    NoAwardStatus.STANDS: _("Nobody is awarded"),
    NoAwardStatus.TAKEN_BACK: _("Taken back"),
}
NO_AWARD_TAG: dict[str, str] = {NoAwardStatus.STANDS: "stop", NoAwardStatus.TAKEN_BACK: ""}
STANDSTILL: dict[str, Any] = {
    Standstill.MANDATORY: _("Mandatory"),
    Standstill.VOLUNTARY: _("Voluntary"),
    Standstill.NOT_REQUIRED: _("Not required"),
}
STANDSTILL_HINT: dict[str, Any] = {
    Standstill.MANDATORY: _("Eight working days, beginning with the day the notice is published"),
    Standstill.VOLUNTARY: _("At least eight working days, though none is required. Say why it is held"),
    Standstill.NOT_REQUIRED: _("Say why: the reason is kept with the decision"),
}
#: The reason of a mandatory standstill: under the Act of 2023, and under any other law.
REQUIRED_BY_ACT = _("Required by the Procurement Act 2023, section 51.")
REQUIRED_BY_LAW = _("Required by the law that this procurement falls under.")
HOLD: dict[str, Any] = {
    HoldReason.NOT_LOOKED_UP: _("Nobody has looked them up in the debarment list"),
    HoldReason.LOOKED_UP_LONG_AGO: _("They were last looked up in the debarment list too long ago"),
    HoldReason.LISTED: _("They are on the debarment list, and no ground is noted since"),
    HoldReason.GROUND: _("An exclusion ground is not decided"),
    HoldReason.ELSEWHERE: _(
        "An exclusion ground found in another lot or round is not decided for this tender"
    ),
    HoldReason.CONDITION: _("Whether a condition of participation is met is not decided"),
    HoldReason.LOW_PRICE: _("The price seems abnormally low, and that is not decided"),
    HoldReason.INTEREST: _("The interest that a panel member declared is not decided"),
    HoldReason.UNSCORED: _(
        "Whoever scored this question is kept out by an interest. Withdraw the award if one stands, and name another assessor"
    ),
}
_LAW: dict[str, Any] = {
    Bites.YES: _("By the facts recorded here the law asks for a mandatory standstill."),
    Bites.OPTIONAL: _("By the facts recorded here the law asks for no standstill."),
    Bites.NO: _("By the facts recorded here the law asks for no standstill."),
    Bites.UNKNOWN: _("Whether the law asks for a standstill here cannot be told from what is recorded."),
}


def standstill_law(bites: str, because: str) -> str:
    """Whether the law asks for a standstill, and why; nothing where the rules were not asked or said nothing."""
    return f"{_LAW[bites]} {said(because)}" if bites else ""


def is_against_law(standstill: str, bites: str) -> bool:
    """True where a decision is for another standstill than the mandatory one that the law asks for."""
    return bites == Bites.YES and standstill != Standstill.MANDATORY
