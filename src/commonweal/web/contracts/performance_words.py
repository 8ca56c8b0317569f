"""What KPIs, ratings and failures are called on screen, and why the figures suggest what they do."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.delivery import FigureBasis
from commonweal.domain.kpis import FailureGround, KpiDirection, KpiRating, PenaltyType, SuggestionCode
from commonweal.domain.rules.duties import Bites
from commonweal.journeys.kpis import KpiFigures
from commonweal.lifecycle.contracts.models import Kpi
from commonweal.lifecycle.contracts.performance import KpiDuty
from commonweal.presentation.formats import percent, quantity

RATING: dict[str, Any] = {
    KpiRating.GOOD: gettext_lazy("Good"),
    KpiRating.APPROACHING_TARGET: gettext_lazy("Approaching target"),
    KpiRating.REQUIRES_IMPROVEMENT: gettext_lazy("Requires improvement"),
    KpiRating.INADEQUATE: gettext_lazy("Inadequate"),
    KpiRating.OTHER: gettext_lazy("Other"),
}
RATING_TAG: dict[str, str] = {
    KpiRating.GOOD: "ok",
    KpiRating.APPROACHING_TARGET: "teal",
    KpiRating.REQUIRES_IMPROVEMENT: "warn",
    KpiRating.INADEQUATE: "stop",
    KpiRating.OTHER: "",
}
RATING_HINT: dict[str, Any] = {
    KpiRating.GOOD: gettext_lazy("performance is meeting or exceeding the KPI"),
    KpiRating.APPROACHING_TARGET: gettext_lazy("performance is close to meeting it"),
    KpiRating.REQUIRES_IMPROVEMENT: gettext_lazy("performance is below it"),
    KpiRating.INADEQUATE: gettext_lazy("performance is significantly below it"),
    KpiRating.OTHER: gettext_lazy("performance cannot be described by any of these"),
}
DIRECTION: dict[str, Any] = {
    KpiDirection.AT_LEAST: gettext_lazy("at least"),
    KpiDirection.AT_MOST: gettext_lazy("at most"),
}
GROUND: dict[str, Any] = {
    FailureGround.PARTIAL_TERMINATION: gettext_lazy("A breach that led to partial termination"),
    FailureGround.DAMAGES: gettext_lazy("A breach that led to an award of damages"),
    FailureGround.SETTLEMENT: gettext_lazy("A breach that led to a settlement"),
    FailureGround.NOT_IMPROVED: gettext_lazy("No improvement after a proper opportunity to improve"),
}
PENALTY: dict[str, Any] = {
    PenaltyType.CONTRACTED: gettext_lazy("Set out in the contract"),
    PenaltyType.IMPOSED: gettext_lazy("Imposed"),
    PenaltyType.NEGOTIATED: gettext_lazy("Agreed between the parties"),
}
_BECAUSE: dict[str, Any] = {
    SuggestionCode.MET: gettext_lazy("%(figure)s against %(target)s: the target is met."),
    SuggestionCode.CLOSE: gettext_lazy(
        "%(figure)s against %(target)s is %(share)s of the target: close to it (%(close)s or more)."
    ),
    SuggestionCode.BELOW: gettext_lazy(
        "%(figure)s against %(target)s is %(share)s of the target: below it, and not significantly (%(below)s or more)."
    ),
    SuggestionCode.FAR_BELOW: gettext_lazy(
        "%(figure)s against %(target)s is %(share)s of the target: significantly below it (less than %(below)s)."
    ),
    SuggestionCode.NO_FIGURE: gettext_lazy(
        "Nobody has reported a figure for these days: nothing is suggested."
    ),
    SuggestionCode.NO_TARGET: gettext_lazy(
        "No target is known for these days, so the figures suggest nothing. Judge by what was reported in words."
    ),
}


def target(kpi: Kpi) -> str:
    """What the KPI is held against."""
    if kpi.target is None:
        return _("what was promised for the days assessed")
    return f"{DIRECTION[kpi.direction]} {quantity(kpi.target, kpi.unit)}"


def because(kpi: Kpi, code: str, figure: int | None, expected: int | None, share: int | None) -> str:
    """Why the figures suggest a rating, with the figures."""
    return str(_BECAUSE[code]) % {
        "figure": quantity(figure, kpi.unit),
        "target": quantity(expected, kpi.unit),
        "share": percent(share),
        "close": percent(kpi.approaching_from),
        "below": percent(kpi.improvement_from),
    }


def suggestion(kpi: Kpi, figures: KpiFigures) -> str:
    """Why, and what the figure rests on."""
    made = figures.suggestion
    said = because(kpi, made.because, figures.figure, figures.expected, made.share)
    if figures.basis is FigureBasis.REPORTED:
        said += " " + _("The figure was reported and nobody has verified it.")
    if figures.unverified:
        said += " " + _(
            "Another %(much)s was reported for these days and waits to be verified: the figure is without it."
        ) % {"much": quantity(figures.unverified, kpi.unit)}
    return said


def duty(of: KpiDuty | None) -> str:
    """The KPI duty of a contract in one or two sentences."""
    if of is None:
        return ""
    if of.not_appropriate:
        return _("It is recorded that KPIs could not appropriately assess this contract: %(reason)s") % {
            "reason": of.not_appropriate
        }
    if of.bites is Bites.UNKNOWN:
        return _("Whether the law requires KPIs here is not known. %(because)s") % {"because": _(of.because)}
    if of.bites is not Bites.YES:
        return _("The law does not require KPIs here. %(because)s They may be set all the same.") % {
            "because": _(of.because)
        }
    counts = {"needed": of.needed, "n": of.standing, "because": _(of.because)}
    if of.is_met:
        return _("At least %(needed)s KPIs are required. %(because)s %(n)s are set.") % counts
    return (
        _(
            "At least %(needed)s KPIs must be set and published before the contract is entered into. %(because)s "
            "%(n)s are set so far."
        )
        % counts
    )
