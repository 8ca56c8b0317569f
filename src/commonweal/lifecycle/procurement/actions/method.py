"""Saying how tenders are assessed beyond weightings and bands: ties, lots, minimums, quantities, checks of promises."""

import datetime as dt
from dataclasses import asdict

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.lot_awards import lot_awards
from commonweal.domain.assessment.quantity import QuantityRule, check_rule
from commonweal.domain.assessment.ties import tie_order
from commonweal.domain.criteria import TOP_SCORE
from commonweal.domain.errors import Invalid
from commonweal.domain.fixed_price import check_amount
from commonweal.lifecycle.procurement.actions.asks import designing, may_design
from commonweal.lifecycle.procurement.events import AskEvent
from commonweal.lifecycle.procurement.models import Ask, Criterion
from commonweal.records.work import change


def set_method(
    ask: Ask,
    *,
    tie_rule: str,
    lot_rule: str,
    most_lots: int | None,
    checks_promises: bool,
    may_refine: bool = False,
    minimums: dict[str, int],
    fixed_prices: dict[str, int] | None = None,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> Ask:
    """State the tie rule, the lot limit, the check of promises, refinement, and minimums (hundredths) by criterion.

    `fixed_prices` are pence without VAT by the id of the lot; None leaves them as they are.

    Raises:
        Invalid: an unknown rule, a limit below one, ``method.minimum``, ``method.fixed_price`` at its field,
            ``method.fixed_price_of_other_lot``. Refused, NotPermitted: as every design action.
    """
    may_design(ask, by)
    tie_order(tie_rule, ())
    lot_awards(lot_rule, (), most_lots)
    if any(not 0 < score <= TOP_SCORE for score in minimums.values()):
        raise Invalid("method.minimum", field="minimum")
    if fixed_prices is not None:
        _check_fixed_prices(ask, fixed_prices)
    said = {
        **ask.method,
        "tie_rule": tie_rule,
        "lot_rule": lot_rule,
        "most_lots": most_lots,
        "checks_promises": checks_promises,
        "may_refine": may_refine,
        "minimums": dict(sorted(minimums.items())),
    } | ({} if fixed_prices is None else {"fixed_prices": dict(sorted(fixed_prices.items()))})
    with designing(ask, by=by, now=now) as work:
        change(ask, revision=revision, method=said)
        work.record(AskEvent.METHOD_CHANGED, ask, tie_rule=tie_rule, minimums=len(minimums))
    return ask


def _check_fixed_prices(ask: Ask, prices: dict[str, int]) -> None:
    lots = set(ask.procurement.lots.values_list("external_id", flat=True))
    for lot_id, pence in prices.items():
        if lot_id not in lots:
            raise Invalid("method.fixed_price_of_other_lot", field="fixed_price")
        check_amount(pence, field=f"fixed_price_{lot_id}")


def set_quantity(
    criterion: Criterion,
    rule: QuantityRule | None,
    *,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> Ask:
    """State what share of a criterion comes from quantity and by which rule; None takes it out again.

    Raises:
        Invalid: as `check_rule`; ``quantity_rule.metric_unknown`` for a metric of another criterion.
    """
    ask: Ask = criterion.ask
    may_design(ask, by)
    quantities = dict(ask.method.get("quantities", {}))
    quantities.pop(criterion.external_id, None)
    if rule is not None:
        check_rule(rule)
        if not criterion.metrics.filter(external_id=rule.metric_id).exists():
            raise Invalid("quantity_rule.metric_unknown", field="quantity_metric")
        quantities[criterion.external_id] = asdict(rule) | {"steps": [asdict(step) for step in rule.steps]}
    with designing(ask, by=by, now=now) as work:
        change(ask, revision=revision, method={**ask.method, "quantities": quantities})
        work.record(
            AskEvent.METHOD_CHANGED, ask, criterion=criterion.external_id, is_counted=rule is not None
        )
    return ask
