"""Copying items of a social value framework edition into the ask, as edited copies that keep what they came from."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.criteria import CriterionKind
from commonweal.domain.errors import Invalid
from commonweal.domain.library import ItemKind
from commonweal.lifecycle.procurement.actions.asks import add_criterion, add_metric
from commonweal.lifecycle.procurement.models import Ask, AskMetric, Criterion
from commonweal.lifecycle.strategy.models import FrameworkItem, Outcome
from commonweal.lifecycle.strategy.queries.library import ItemView, item_views

#: Items that become an award criterion. A sub-criterion is part of the text of its criterion.
CRITERION_KINDS = (ItemKind.OUTCOME, ItemKind.CRITERION)


def copy_criterion(
    ask: Ask,
    item: FrameworkItem,
    *,
    outcome: Outcome | None = None,
    weight_bp: int = 0,
    by: Actor,
    now: dt.datetime,
) -> Criterion:
    """Add a social value criterion from a library outcome or criterion; its parts become the criterion's text.

    The question starts as the edition's own question, if it has one.

    Raises:
        Invalid: the item is neither an outcome nor a criterion.
    """
    if item.kind not in CRITERION_KINDS:
        raise Invalid("library.not_a_criterion", field="items", item=item.code)
    parts = [part for part in item.parts.all() if part.kind != ItemKind.METRIC]
    questions = list(item.edition.items.filter(kind=ItemKind.QUESTION)[:1])
    view, *others = item_views([item, *parts, *questions], ask.procurement.authority_id)
    text = "\n".join(each.wording for each in others[: len(parts)])
    return add_criterion(
        ask,
        kind=CriterionKind.SOCIAL_VALUE,
        code=item.code,
        title=view.wording,
        text=text,
        question=others[-1].wording if questions else "",
        weight_bp=weight_bp,
        outcome=outcome,
        library_question=others[-1].wording if questions else "",
        by=by,
        now=now,
        **_kept(view, text),
    )


def copy_metric(
    criterion: Criterion, item: FrameworkItem, *, outcome: Outcome | None = None, by: Actor, now: dt.datetime
) -> AskMetric:
    """Add a metric from the library under a criterion. How much is wanted is left open.

    Raises:
        Invalid: the item is not a metric.
    """
    if item.kind != ItemKind.METRIC:
        raise Invalid("library.not_a_metric", field="items", item=item.code)
    (view,) = item_views([item], criterion.ask.procurement.authority_id)
    return add_metric(
        criterion,
        code=item.code,
        title=view.wording,
        unit=item.unit,
        kind=item.metric_kind,
        aggregation=item.aggregate,
        outcome=outcome or criterion.outcome,
        by=by,
        now=now,
        **_kept(view, item.unit),
    )


def _kept(view: ItemView, text: str) -> dict[str, object]:
    """The library item and its wording as the body saw it when it was copied."""
    edition = view.item.edition
    return {
        "library_item": view.item,
        "library_edition": f"{edition.code}/{edition.edition}",
        "library_code": view.item.code,
        "library_title": view.framework_wording,
        "library_text": text,
        "library_verification": view.state.value,
    }
