"""The words of the remedies ladder: what outcomes and grounds are called."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.remedies import Rung, SkipGround, StepOutcome, StepStatus

RUNG: dict[str, Any] = {
    Rung.TALK: _("Talk"),
    Rung.PLAN: _("Recovery plan"),
    Rung.ESCALATE: _("Escalate"),
    Rung.REMEDY: _("Contract remedy"),
    Rung.END: _("End the contract"),
}
STATUS: dict[str, Any] = {StepStatus.OPEN: _("Open"), StepStatus.CLOSED: _("Closed")}
OUTCOME: dict[str, Any] = {
    StepOutcome.RECOVERED: _("It has recovered"),
    StepOutcome.OTHER_MEANS: _("Other means were agreed"),
    StepOutcome.FALLS_AWAY: _("The cause was ours or nobody’s: the step falls away"),
    StepOutcome.NOT_ENOUGH: _("It was not enough"),
}
OUTCOME_TAG: dict[str, str] = {
    StepOutcome.RECOVERED: "ok",
    StepOutcome.OTHER_MEANS: "ok",
    StepOutcome.FALLS_AWAY: "",
    StepOutcome.NOT_ENOUGH: "warn",
}
SKIP: dict[str, Any] = {
    SkipGround.DANGER: _("The failure puts somebody in danger"),
    SkipGround.HIDDEN: _("It was hidden on purpose"),
    SkipGround.AGAIN: _("It is the same failure again within a year of a recovery plan"),
}
