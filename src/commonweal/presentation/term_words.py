"""The words of conditions and charters."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.terms import TermKind, TermOutcome, TermState

KIND: dict[str, Any] = {
    TermKind.ACCESS: _("Access"),
    TermKind.DIRECTION: _("Direction"),
    TermKind.SHARING: _("Sharing of profit or intellectual property"),
    TermKind.REINVESTMENT: _("Reinvestment"),
    TermKind.CHARTER: _("Charter"),
}
KIND_HINT: dict[str, Any] = {
    TermKind.ACCESS: _("Who may use what is made, and at what price"),
    TermKind.DIRECTION: _("What the work is to be turned towards"),
    TermKind.SHARING: _("How gains and rights are shared with the public"),
    TermKind.REINVESTMENT: _("What part of the gain goes back into the work, the place or its people"),
    TermKind.CHARTER: _("A charter of the library, or evidence that is worth as much"),
}
OUTCOME: dict[str, Any] = {
    TermOutcome.MET: _("Met"),
    TermOutcome.NOT_MET: _("Not met"),
    TermOutcome.WAIVED: _("Waived"),
}
STATE: dict[str, Any] = {
    TermState.COMING: _("Not due yet"),
    TermState.DUE: _("Due soon"),
    TermState.LATE: _("Late"),
    TermState.MET: _("Met"),
    TermState.NOT_MET: _("Not met"),
    TermState.WAIVED: _("Waived"),
}
STATE_TAG: dict[str, str] = {
    TermState.COMING: "",
    TermState.DUE: "warn",
    TermState.LATE: "stop",
    TermState.MET: "ok",
    TermState.NOT_MET: "stop",
    TermState.WAIVED: "",
}
