"""What a forecast says, in words: how a promise stands, and why."""

from typing import Any

from django.utils.translation import gettext_lazy

from commonweal.domain.forecast import Forecast, Outlook
from commonweal.domain.quantities import SCALE
from commonweal.presentation.formats import quantity

OUTLOOK: dict[Outlook, Any] = {
    Outlook.MET: gettext_lazy("Met"),
    Outlook.ENDED_SHORT: gettext_lazy("Ended short"),
    Outlook.ON_COURSE: gettext_lazy("On course"),
    Outlook.LIKELY: gettext_lazy("Likely to be met"),
    Outlook.AT_RISK: gettext_lazy("At risk"),
    Outlook.BEHIND: gettext_lazy("Behind"),
    Outlook.TOO_EARLY: gettext_lazy("Too early to say"),
}
OUTLOOK_TAG: dict[Outlook, str] = {
    Outlook.MET: "ok",
    Outlook.ENDED_SHORT: "stop",
    Outlook.ON_COURSE: "ok",
    Outlook.LIKELY: "ok",
    Outlook.AT_RISK: "warn",
    Outlook.BEHIND: "stop",
    Outlook.TOO_EARLY: "",
}
_REASON: dict[Outlook, Any] = {
    Outlook.MET: gettext_lazy("%(done)s done; the promise is %(promised)s."),
    Outlook.ENDED_SHORT: gettext_lazy(
        "It has ended with %(done)s of %(promised)s done: %(short)s are missing."
    ),
    Outlook.ON_COURSE: gettext_lazy(
        "Even at its weakest it comes to about %(low)s; the promise is %(promised)s."
    ),
    Outlook.LIKELY: gettext_lazy(
        "At the present pace it comes to about %(central)s; the promise is %(promised)s. At its weakest it stops at %(low)s."
    ),
    Outlook.AT_RISK: gettext_lazy(
        "At the present pace it comes to about %(central)s, %(short)s short of the promise. At its strongest it can still be met."
    ),
    Outlook.BEHIND: gettext_lazy(
        "Even at its strongest it comes to about %(high)s; the promise is %(promised)s. At the present pace about %(short)s "
        "will be missing."
    ),
    Outlook.TOO_EARLY: gettext_lazy(
        "A forecast needs reports on two parts of the plan, or five finished commitments on the same metric."
    ),
}


def reason(of: Forecast, unit: str = "") -> str:
    """Why it stands as it does, in one or two sentences."""
    return str(_REASON[of.outlook]) % {
        "done": quantity(of.done, unit),
        "promised": quantity(of.promised, unit),
        "central": _about(of.central, unit),
        "low": _about(of.low, unit),
        "high": _about(of.high, unit),
        "short": quantity(of.short_by, unit)
        if of.outlook is Outlook.ENDED_SHORT
        else _about(of.short_by, unit),
    }


def about(thousandths: int) -> int:
    """To the whole unit, from ten units on: a forecast is not known to the thousandth. Half a unit is rounded up."""
    if thousandths < 10 * SCALE:
        return thousandths
    return (thousandths + SCALE // 2) // SCALE * SCALE


def _about(thousandths: int | None, unit: str) -> str:
    return quantity(None if thousandths is None else about(thousandths), unit)
