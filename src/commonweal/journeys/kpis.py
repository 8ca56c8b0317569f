"""Rating a KPI: its figures are read from what was reported and verified, and a person decides beside the suggestion."""

import datetime as dt
from dataclasses import dataclass

from commonweal.domain.actors import Actor
from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.contract_spend import owed_between
from commonweal.domain.delivery import FigureBasis
from commonweal.domain.kpis import (
    Bands,
    KpiDirection,
    KpiRating,
    Suggestion,
    promised_between,
    suggest,
)
from commonweal.domain.metrics import Aggregation
from commonweal.domain.periods import london_day
from commonweal.domain.quantities import SCALE
from commonweal.lifecycle.contracts import actions
from commonweal.lifecycle.contracts.actions.kpis import assessed_to
from commonweal.lifecycle.contracts.models import Commitment, Kpi, KpiAssessment
from commonweal.lifecycle.contracts.spend import rate_of, spends_of
from commonweal.lifecycle.delivery import queries as delivery
from commonweal.lifecycle.delivery.counting import unverified_between


@dataclass(frozen=True)
class KpiFigures:
    """What a KPI is held against for a span of days, in thousandths of its unit, and what that suggests.

    `unverified` was reported of the same days and waits to be verified: the figure is without it.
    """

    start_on: dt.date
    end_on: dt.date
    figure: int | None
    basis: FigureBasis | None
    expected: int | None
    suggestion: Suggestion
    unverified: int = 0


def next_span(kpi: Kpi, today: dt.date) -> tuple[dt.date, dt.date]:
    """The days that come next to be rated: the first that no rating covers, to today, the due day, the end or the next rating."""
    contract = kpi.contract
    last = assessed_to(kpi)
    entered = london_day(contract.entered_at) if contract.entered_at else today
    first = last + dt.timedelta(days=1) if last else contract.starts_on or entered
    later = kpi.assessments.filter(corrected_by__isnull=True, start_on__gt=first).order_by("start_on").first()
    before = later.start_on - dt.timedelta(days=1) if later else None
    ends = [day for day in (today, kpi.due_on, contract.last_on, before) if day is not None]
    return first, max(first, min(ends))


def figures_for(kpi: Kpi, *, start_on: dt.date, end_on: dt.date, given: int | None = None) -> KpiFigures:
    """The figure of a KPI for a span of days and what it suggests.

    Args:
        given: the figure of a service measure, in thousandths; ignored for a KPI made from a commitment.
    """
    if kpi.commitment is None:
        figure, basis, expected = given, None, kpi.target
    else:
        figure, basis = _delivered(kpi.commitment, start_on, end_on)
        expected = kpi.target if kpi.target is not None else _promised(kpi.commitment, start_on, end_on)
    bands = Bands(kpi.approaching_from, kpi.improvement_from)
    suggestion = suggest(figure, expected, KpiDirection(kpi.direction), bands)
    waits = 0
    if kpi.commitment is not None and basis is FigureBasis.VERIFIED:
        waits = unverified_between(kpi.commitment, start_on, end_on)
    return KpiFigures(start_on, end_on, figure, basis, expected, suggestion, waits)


def decide(
    kpi: Kpi,
    figures: KpiFigures,
    *,
    rating: KpiRating,
    reason: str,
    by: Actor,
    now: dt.datetime,
    corrects: KpiAssessment | None = None,
    revision: int | None = None,
) -> KpiAssessment:
    """Record what a person decided, with the figures as they stood."""
    rated = actions.Rated(
        start_on=figures.start_on,
        end_on=figures.end_on,
        rating=rating,
        reason=reason,
        figure=figures.figure,
        figure_basis=figures.basis,
        expected=figures.expected,
    )
    return actions.assess_kpi(kpi, rated, by=by, now=now, corrects=corrects, revision=revision)


def _delivered(
    commitment: Commitment, start_on: dt.date, end_on: dt.date
) -> tuple[int | None, FigureBasis | None]:
    """What was delivered in these days: verified where somebody verified, else reported. Milestones are counted."""
    if commitment.kind == CommitmentKind.NARRATIVE:
        return None, None
    if commitment.kind == CommitmentKind.PATHWAY:
        accepted = delivery.milestones_accepted(commitment, start_on, end_on)
        return accepted * SCALE, FigureBasis.VERIFIED
    found = delivery.figures_between(commitment, start_on, end_on)
    basis = FigureBasis.NOTHING if found.reported is None else FigureBasis.REPORTED
    return found.delivered, basis if found.verified is None else FigureBasis.VERIFIED


def _promised(commitment: Commitment, start_on: dt.date, end_on: dt.date) -> int | None:
    """What was promised for these days; of a rate per pound what came to be owed in them. None for a promise in words."""
    if rate := rate_of(commitment):
        spent = spends_of([commitment]).get(commitment.contract_id, [])
        return owed_between(rate, spent, start_on, end_on)
    if commitment.kind == CommitmentKind.PATHWAY:
        due = commitment.milestones.filter(due_on__gte=start_on, due_on__lte=end_on).count()
        return due * SCALE if due else None
    if commitment.kind != CommitmentKind.QUANTITY:
        return None
    periods = list(commitment.periods.values_list("end_on", "quantity"))
    return promised_between(periods, start_on, end_on, Aggregation(commitment.aggregation))
