"""Reading criteria and metrics of the draft into plain values. Writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from commonweal.domain.asks import (
    CriterionContent,
    FixedPriceContent,
    GroupContent,
    LibraryContent,
    MethodContent,
    MetricContent,
    MinimumContent,
    PartContent,
    QuantityContent,
)
from commonweal.domain.assessment.price import FIXED_PRICE
from commonweal.domain.assessment.quantity import QuantityRule, Step
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


def method(ask: Ask) -> MethodContent | None:
    """How the draft says tenders are assessed; None when it says nothing. What is about a removed part is left out."""
    said = ask.method
    if not said:
        return None
    metrics = {
        criterion.external_id: {metric.external_id for metric in criterion.metrics.all()}
        for criterion in criteria(ask)
    }
    usual = MethodContent()
    found = MethodContent(
        tie_rule=said.get("tie_rule", usual.tie_rule),
        lot_rule=said.get("lot_rule", usual.lot_rule),
        most_lots=said.get("most_lots"),
        checks_promises=said.get("checks_promises", False),
        may_refine=said.get("may_refine", False),
        minimums=tuple(
            MinimumContent(key, score)
            for key, score in sorted(said.get("minimums", {}).items())
            if key in metrics
        ),
        quantities=tuple(
            QuantityContent(key, quantity_rule(kept))
            for key, kept in sorted(said.get("quantities", {}).items())
            if kept["metric_id"] in metrics.get(key, ())
        ),
    )
    found = replace(found, groups=groups(said, metrics), fixed_prices=fixed_prices(ask))
    return None if found == usual else found


def fixed_prices(ask: Ask) -> tuple[FixedPriceContent, ...]:
    """The price of each lot by its number, where prices are fixed; of a lot that was removed, none."""
    kept: Mapping[str, int] = ask.method.get("fixed_prices") or {}
    if not kept or not is_fixed_price(ask):
        return ()
    lots = ask.procurement.lots.order_by("number").values_list("external_id", flat=True)
    return tuple(FixedPriceContent(lot_id, kept[lot_id]) for lot_id in lots if lot_id in kept)


def is_fixed_price(ask: Ask) -> bool:
    """True where the draft scores a price by the formula of a fixed price."""
    return any(row.kind == CriterionKind.PRICE and row.price_formula == FIXED_PRICE for row in criteria(ask))


def groups(said: Mapping[str, Any], known: Collection[str]) -> tuple[GroupContent, ...]:
    """The divided criteria of a draft, in the order they were made; parts that were removed are left out."""
    found = (
        GroupContent(
            id=each["id"],
            title=each["title"],
            weight_bp=each["weight_bp"],
            parts=tuple(PartContent(key, each["parts"][key]) for key in known if key in each["parts"]),
        )
        for each in said.get("groups", ())
    )
    return tuple(group for group in found if group.parts)


def quantity_rule(kept: dict[str, Any]) -> QuantityRule:
    """A stored quantity rule as a plain value."""
    return QuantityRule(
        rule=kept["rule"],
        metric_id=kept["metric_id"],
        share_bp=kept["share_bp"],
        cap=kept["cap"],
        steps=tuple(Step(step["quantity"], step["score"]) for step in kept["steps"]),
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
