"""What stands between a draft ask and its publication: each rule in turn, every one that fails reported together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator

from commonweal.domain.asks import AskContent, CriterionContent, MethodContent, MetricContent
from commonweal.domain.assessment.lot_awards import lot_awards
from commonweal.domain.assessment.quantity import check_rule
from commonweal.domain.assessment.ties import tie_order
from commonweal.domain.assessment.weightings import divided
from commonweal.domain.criteria import TOP_SCORE, CriterionKind, check_bands, check_weights
from commonweal.domain.errors import DomainError, Invalid
from commonweal.domain.fixed_price import check_stated
from commonweal.domain.metrics import check_baseline, check_target
from commonweal.domain.price_schedule import check_schedule
from commonweal.domain.procurements import check_contract_dates, check_deadlines, check_lots, check_value

#: No answer may be longer; a screen of text is about 400 words.
LONGEST_ANSWER = 10_000

Check = Callable[[], None]


def obstacles(
    ask: AskContent, *, now: dt.datetime, price_formulas: Collection[str]
) -> tuple[DomainError, ...]:
    """Every reason why `ask` cannot be published at `now`, in reading order; empty when it can.

    `price_formulas` are the ids of the formulas that assessment knows.
    """
    found: list[DomainError] = []
    for check in _checks(ask, now, price_formulas):
        try:
            check()
        except DomainError as error:
            found.append(error)
    return tuple(found)


def check_publishable(ask: AskContent, *, now: dt.datetime, price_formulas: Collection[str]) -> None:
    """Raise the first of `obstacles`."""
    for obstacle in obstacles(ask, now=now, price_formulas=price_formulas):
        raise obstacle


def check_metric(metric: MetricContent) -> None:
    """Raise `Invalid` unless the metric says what is counted, in what unit, with figures that suit its target."""
    if not metric.title.strip() or not metric.unit.strip():
        raise Invalid("metric.title_or_unit_missing", field="title")
    check_target(metric.target, metric.target_low, metric.target_high)
    check_baseline(metric.baseline_basis, metric.baseline)


def check_criterion(criterion: CriterionContent, price_formulas: Collection[str]) -> None:
    """Raise `Invalid` unless the criterion can be scored: price by a known formula, anything else by its bands."""
    if not criterion.title.strip():
        raise Invalid("criterion.title_missing", field="title")
    if criterion.kind is CriterionKind.PRICE:
        if criterion.price_formula not in price_formulas:
            raise Invalid("criterion.price_formula_missing", field="price_formula", title=criterion.title)
        return
    if not criterion.question.strip():
        raise Invalid("criterion.question_missing", field="question", title=criterion.title)
    if not 0 < criterion.word_limit <= LONGEST_ANSWER:
        raise Invalid(
            "criterion.word_limit_out_of_range",
            field="word_limit",
            title=criterion.title,
            most=LONGEST_ANSWER,
        )
    check_bands(criterion.bands)


def check_method(method: MethodContent, criteria: Collection[CriterionContent]) -> None:
    """Raise `Invalid` unless what the ask says about ties, lots, minimums and quantities can be carried out.

    Codes: as `ties`, `lot_awards` and `quantity`; ``method.minimum`` (above 0, up to full marks, on a question);
    ``quantity_rule.metric_unknown`` for a metric of another criterion.
    """
    tie_order(method.tie_rule, ())
    lot_awards(method.lot_rule, (), method.most_lots)
    known = {criterion.id: criterion for criterion in criteria if criterion.kind is not CriterionKind.PRICE}
    for minimum in method.minimums:
        if minimum.criterion_id not in known or not 0 < minimum.score <= TOP_SCORE:
            raise Invalid("method.minimum", field="minimum")
    for each in method.quantities:
        check_rule(each.rule)
        asked = known.get(each.criterion_id)
        if asked is None or each.rule.metric_id not in {metric.id for metric in asked.metrics}:
            raise Invalid("quantity_rule.metric_unknown", field="quantity_metric")


def check_groups(method: MethodContent, criteria: Collection[CriterionContent]) -> None:
    """Raise `Invalid` unless every divided criterion adds up and each part is weighted as its share says.

    Codes: as `divided`; ``weights.group_differs``, ``weights.in_two_groups``.
    """
    weights = {criterion.id: criterion.weight_bp for criterion in criteria}
    taken: set[str] = set()
    for group in method.groups:
        found = divided(group.weight_bp, {part.criterion_id: part.share_bp for part in group.parts})
        if taken & found.keys():
            raise Invalid("weights.in_two_groups", field="share", title=group.title)
        taken |= found.keys()
        if any(weights.get(part) != weight for part, weight in found.items()):
            raise Invalid("weights.group_differs", field="share", title=group.title)


def _checks(ask: AskContent, now: dt.datetime, price_formulas: Collection[str]) -> Iterator[Check]:
    yield lambda: _check_words(ask)
    yield lambda: check_value(ask.value_pence, ask.value_ex_vat_pence)
    yield lambda: check_contract_dates(ask.contract_starts_on, ask.contract_ends_on, ask.extension_months)
    yield lambda: check_lots(ask.value_pence, [lot.value_pence for lot in ask.lots])
    yield lambda: check_deadlines(_to_come(ask), now=now, starts_on=ask.contract_starts_on)
    yield lambda: check_method(ask.how, ask.criteria)
    yield lambda: check_stated(ask)
    yield lambda: _check_schedule(ask)
    yield lambda: check_groups(ask.how, ask.criteria)
    yield lambda: check_weights(criterion.weight_bp for criterion in ask.criteria)
    for criterion in ask.criteria:
        yield lambda criterion=criterion: check_criterion(criterion, price_formulas)  # type: ignore[misc]
        for metric in criterion.metrics:
            yield lambda metric=metric: check_metric(metric)  # type: ignore[misc]


def _to_come(ask: AskContent) -> list[dt.datetime]:
    """The deadlines of the round that tenders are invited to and of those after it; earlier rounds are over."""
    deadlines = [each.deadline_at for each in ask.rounds]
    at = deadlines.index(ask.tender_deadline_at) if ask.tender_deadline_at in deadlines else 0
    return deadlines[at:]


def _check_schedule(ask: AskContent) -> None:
    check_schedule(ask.schedule, [lot.id for lot in ask.lots])
    if ask.schedule and not any(each.kind is CriterionKind.PRICE for each in ask.criteria):
        raise Invalid("schedule.without_price_criterion")


def _check_words(ask: AskContent) -> None:
    for field in ("title", "description", "why"):
        if not getattr(ask, field).strip():
            raise Invalid(f"ask.{field}_missing", field=field)
