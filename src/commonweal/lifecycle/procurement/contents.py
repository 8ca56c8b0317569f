"""Reading criteria and metrics of the draft into plain values. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from commonweal.domain.asks import CriterionContent, LibraryContent, MetricContent
from commonweal.domain.criteria import Band, CriterionKind
from commonweal.domain.metrics import (
    Aggregation,
    BaselineBasis,
    MetricKind,
    MetricLevel,
    MetricPeriod,
    MetricUse,
    TargetKind,
)
from commonweal.lifecycle.procurement.models import Ask, AskMetric, Criterion


def criteria(ask: Ask) -> Iterable[Criterion]:
    """The criteria of the draft in reading order, with their metrics and outcomes: three queries."""
    found: Iterable[Criterion] = ask.criteria.select_related("outcome").prefetch_related("metrics__outcome")
    return found


def bands(rows: list[dict[str, Any]]) -> tuple[Band, ...]:
    """Stored bands as plain values."""
    return tuple(Band(row["score"], row["title"], row["text"]) for row in rows)


def criterion_content(row: Criterion) -> CriterionContent:
    """One criterion of the draft as the next version would say it."""
    is_price = row.kind == CriterionKind.PRICE
    return CriterionContent(
        id=row.external_id,
        kind=CriterionKind(row.kind),
        code=row.code,
        title=row.title,
        text=row.text,
        question="" if is_price else row.question,
        weight_bp=row.weight_bp,
        word_limit=0 if is_price else row.word_limit,
        price_formula=row.price_formula if is_price else None,
        bands=() if is_price else bands(row.bands),
        outcome_id=row.outcome.external_id if row.outcome else None,
        library=_library(row),
        metrics=() if is_price else tuple(_metric(metric) for metric in row.metrics.all()),
    )


def _metric(row: AskMetric) -> MetricContent:
    return MetricContent(
        id=row.external_id,
        code=row.code,
        title=row.title,
        unit=row.unit,
        kind=MetricKind(row.kind),
        level=MetricLevel(row.level),
        used_for=MetricUse(row.used_for),
        target=TargetKind(row.target),
        target_low=row.target_low,
        target_high=row.target_high,
        period=MetricPeriod(row.period),
        aggregation=Aggregation(row.aggregation),
        baseline_basis=BaselineBasis(row.baseline_basis),
        baseline=row.baseline,
        is_prescriptive=row.is_prescriptive,
        outcome_id=row.outcome.external_id if row.outcome else None,
        library=_library(row),
    )


def _library(row: Criterion | AskMetric) -> LibraryContent | None:
    if not row.library_code:
        return None
    return LibraryContent(
        row.library_edition, row.library_code, row.library_title, row.library_text, row.library_verification
    )
