"""What a draft ask costs a small tenderer in hours, and the supplier that wins in reporting. Reads only."""

from __future__ import annotations

from commonweal.domain.criteria import CriterionKind
from commonweal.domain.metrics import MetricPeriod
from commonweal.domain.rules.burden import PARAMETERS, Asked, Burden, burden_of, most_lines, reports_over
from commonweal.lifecycle.procurement.fit import own_values, stated
from commonweal.lifecycle.procurement.law import contract_months
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.procurement.requirements import schedule


def burden_figures(authority_id: int) -> dict[str, int]:
    """The figures that the estimate rests on: those shipped, with an authority's own in their place."""
    own = own_values(authority_id)
    return {
        each.name: int(own[each.name].value or 0) if each.name in own else each.value for each in PARAMETERS
    }


def draft_burden(of: Procurement) -> tuple[Asked, Burden]:
    """What the draft ask wants of one small tenderer, for one lot, and what that costs. No reports without dates."""
    rows = [row for row in of.ask.criteria.prefetch_related("metrics") if row.kind != CriterionKind.PRICE]
    metrics = [metric for row in rows for metric in row.metrics.all()]
    months = contract_months(of)
    asked = Asked(
        words=sum(row.word_limit for row in rows),
        metrics=len(metrics),
        evidence_items=stated(of.ask).evidence_items or 0,
        reports=sum(reports_over(months, MetricPeriod(each.period)) for each in metrics) if months else 0,
        conditions=len(of.ask.conditions),
        lines=most_lines(schedule(of.ask), [lot.external_id for lot in of.lots.all()]),
    )
    return asked, burden_of(asked, burden_figures(of.authority_id))
