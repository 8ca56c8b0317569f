"""Key performance indicators: what they are rated, what the figures suggest, and when they fall due.

The five ratings are those of regulation 39(5) of the Procurement Regulations 2024 (SI 2024/692). The regulation says in
words how near to the target each is and gives no figures: where "close to" ends and "significantly below" begins is set
for each KPI. The figures here are a starting point of our own.

A rating is decided by a person. What the figures suggest stands beside it, with the reason. Quantities are thousandths,
shares basis points of the target.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.metrics import Aggregation, over_periods
from commonweal.domain.rules.duties.contract import PERFORMANCE_FROM, a_year_from
from commonweal.domain.rules.model import Basis, Confidence, Source

WHOLE = 10_000
MOST = 1_000_000_000
"""Shares above this (ten million per cent) are shown as this."""

RATINGS_SOURCE = Source(
    "Procurement Regulations 2024 (SI 2024/692), regulation 39(5)",
    Confidence.PRIMARY,
    "https://legislation.gov.uk/uksi/2024/692/regulation/39/made",
)
FAILURES_SOURCE = Source(
    "Procurement Regulations 2024 (SI 2024/692), regulation 41; Procurement Act 2023, section 71",
    Confidence.PRIMARY,
    "https://legislation.gov.uk/uksi/2024/692/regulation/41/made",
)
BANDS_BASIS = Basis.PROJECT_JUDGEMENT


class KpiRating(StrEnum):
    """The five ratings of regulation 39(5), best first."""

    GOOD = "good"
    APPROACHING_TARGET = "approaching_target"
    REQUIRES_IMPROVEMENT = "requires_improvement"
    INADEQUATE = "inadequate"
    OTHER = "other"


class KpiDirection(StrEnum):
    """Whether more than the target is better, or less."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class SuggestionCode(StrEnum):
    """Why the figures suggest what they do."""

    MET = "met"
    CLOSE = "close"
    BELOW = "below"
    FAR_BELOW = "far_below"
    NO_FIGURE = "no_figure"
    NO_TARGET = "no_target"


class FailureGround(StrEnum):
    """What makes a failure of performance one that has to be published."""

    PARTIAL_TERMINATION = "partial_termination"
    DAMAGES = "damages"
    SETTLEMENT = "settlement"
    NOT_IMPROVED = "not_improved"


class PenaltyType(StrEnum):
    """Where a penalty comes from: agreed in the contract, imposed, or settled between the parties."""

    CONTRACTED = "contracted"
    IMPOSED = "imposed"
    NEGOTIATED = "negotiated"


@dataclass(frozen=True, slots=True)
class Bands:
    """From which share of the target (basis points) a figure is close to it, and below but not significantly."""

    approaching_from: int
    improvement_from: int

    def __post_init__(self) -> None:
        if not 0 <= self.improvement_from < self.approaching_from < WHOLE:
            raise Invalid("kpi.bands_out_of_order", field="improvement_from")


DEFAULT_BANDS = Bands(approaching_from=9_000, improvement_from=7_500)
"""Project judgement; each KPI may have its own."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the figures suggest: `rating` is None where they cannot say. `share` is basis points of the target."""

    rating: KpiRating | None
    because: SuggestionCode
    share: int | None = None


def share_of_target(figure: int, target: int, direction: KpiDirection) -> int:
    """How much of the target was reached, in basis points, rounded down: 99.999% is not the whole.

    Where less is better it is the share of the figure that the target would have allowed.
    """
    if direction is KpiDirection.AT_LEAST:
        return min(figure * WHOLE // target, MOST) if target else WHOLE
    return WHOLE if figure <= target else target * WHOLE // figure


def suggest(
    figure: int | None, target: int | None, direction: KpiDirection, bands: Bands = DEFAULT_BANDS
) -> Suggestion:
    """The rating that follows from a figure and its target (both thousandths of one unit)."""
    if target is None:
        return Suggestion(None, SuggestionCode.NO_TARGET)
    if figure is None:
        return Suggestion(None, SuggestionCode.NO_FIGURE)
    share = share_of_target(figure, target, direction)
    if share >= WHOLE:
        return Suggestion(KpiRating.GOOD, SuggestionCode.MET, share)
    if share >= bands.approaching_from:
        return Suggestion(KpiRating.APPROACHING_TARGET, SuggestionCode.CLOSE, share)
    if share >= bands.improvement_from:
        return Suggestion(KpiRating.REQUIRES_IMPROVEMENT, SuggestionCode.BELOW, share)
    return Suggestion(KpiRating.INADEQUATE, SuggestionCode.FAR_BELOW, share)


def promised_between(
    periods: Iterable[tuple[dt.date, int]], start_on: dt.date, end_on: dt.date, aggregation: Aggregation
) -> int | None:
    """What a profile promised for a span of days: that of the periods that end in it. None where none does.

    Args:
        periods: each period's last day and its quantity in thousandths.
    """
    inside = [each for each in periods if start_on <= each[0] <= end_on]
    return over_periods(inside, aggregation) if inside else None


def covered_to(spans: Iterable[tuple[dt.date, dt.date]], begins: dt.date) -> dt.date | None:
    """The last day to which ratings cover every day from `begins` on; None where they leave that day itself out.

    Args:
        spans: the first and the last day of each rating that stands.
    """
    day = dt.timedelta(days=1)
    reached = begins - day
    for start_on, end_on in sorted(spans):
        if start_on > reached + day:
            break
        reached = max(reached, end_on)
    return reached if reached >= begins else None


def rated_from(*days: dt.date | None) -> dt.date:
    """From which day a KPI is to be rated: the latest of these and of the day on which the duty came into force.

    Args:
        days: entry into the contract, its first day, and when the KPI was set; None where nobody said.
    """
    return max(PERFORMANCE_FROM, *(each for each in days if each is not None))


def check_kpi(
    *, title: str, unit: str, target: int | None, direction: KpiDirection, has_commitment: bool
) -> None:
    """Raise `Invalid` unless a KPI says what it measures and can be held against something."""
    if not title.strip():
        raise Invalid("kpi.title_missing", field="name")
    if target is None and not has_commitment:
        raise Invalid("kpi.target_missing", field="target")
    if target is not None and not unit.strip():
        raise Invalid("kpi.unit_missing", field="unit")
    if target == 0 and direction is KpiDirection.AT_LEAST:
        raise Invalid("kpi.target_of_nothing", field="target")


def due_on(*, entered_on: dt.date, ends_on: dt.date | None, assessed_to: dt.date | None) -> dt.date | None:
    """The last day by which a KPI is to be assessed next: a year on at most, and at the end. None once it is done.

    Section 71 of the Procurement Act 2023, in force since 1 January 2026.
    """
    if assessed_to is not None and ends_on is not None and assessed_to >= ends_on:
        return None
    begins = max(entered_on, PERFORMANCE_FROM)
    if assessed_to is not None:
        begins = max(begins, assessed_to + dt.timedelta(days=1))
    year = a_year_from(begins)
    return year if ends_on is None else min(year, ends_on)


def check_assessment(
    *,
    start_on: dt.date,
    end_on: dt.date,
    today: dt.date,
    reason: str,
    earlier: Iterable[tuple[dt.date, dt.date]],
) -> None:
    """Raise unless a KPI may be rated for these days.

    Args:
        earlier: spans that were assessed already and stand.
    """
    if end_on < start_on:
        raise Invalid("period.ends_before_start", field="end_on")
    if end_on > today:
        raise Refused("kpi.days_not_over", field="end_on", end_on=end_on)
    if not reason.strip():
        raise Invalid("kpi.reason_missing", field="reason")
    if any(start_on <= end and begin <= end_on for begin, end in earlier):
        raise Refused("kpi.assessed_already", field="start_on")


def check_failure(
    *,
    requirement: str,
    description: str,
    decided_on: dt.date,
    today: dt.date,
    penalty_type: PenaltyType | None,
    penalty_on: dt.date | None,
    penalty_pence: int | None,
) -> None:
    """Raise `Invalid` unless a failure says what was required, what happened and, of a penalty, of what type it is."""
    if not requirement.strip():
        raise Invalid("failure.requirement_missing", field="requirement")
    if not description.strip():
        raise Invalid("failure.description_missing", field="description")
    if decided_on > today:
        raise Invalid("failure.decided_later", field="decided_on")
    if penalty_type is None and (penalty_on is not None or penalty_pence is not None):
        raise Invalid("failure.penalty_type_missing", field="penalty_type")
