"""The rule book that ships with the product: thresholds and model facts, read from `data/rules`."""

from __future__ import annotations

from functools import cache

from commonweal.domain.fit.case import AuthorityKind
from commonweal.domain.rules.book import ModelFacts, RuleBook, default_values
from commonweal.domain.rules.figures import PARAMETERS
from commonweal.domain.rules.markdown import rules_page
from commonweal.domain.rules.model import Confidence, Source
from commonweal.domain.rules.thresholds import ThresholdPeriod, ThresholdRow
from commonweal.reference.loader import read_mapping
from commonweal.reference.nodes import Node

_CONFIDENCE = {level.name.lower(): level for level in Confidence}


@cache
def shipped_rule_book() -> RuleBook:
    """Thresholds, model facts and the default figure of every parameter. Raises ReferenceDataError for bad data."""
    default, models = _models("rules/models.yaml")
    return RuleBook(
        thresholds=_periods("rules/thresholds.yaml"),
        models=models,
        default_model=default,
        values=default_values(PARAMETERS),
    )


def shipped_rules_page() -> str:
    """The reference page of all rules with the shipped figures, as Markdown."""
    return rules_page(shipped_rule_book())


def _periods(name: str) -> tuple[ThresholdPeriod, ...]:
    top, lines = read_mapping(name)
    periods: list[ThresholdPeriod] = []
    for node in top.nodes("periods"):
        amounts = node.node("amounts")
        pence = {
            row: (amounts.integer(row.value) or 0) * 100 for row in ThresholdRow if row.value in amounts.value
        }
        amounts.finish()
        first, last = node.required_day("from_on"), node.required_day("to_on")
        if last < first or (periods and first <= periods[-1].to_on):
            node.note("must come after the period before it and end after it begins")
        periods.append(ThresholdPeriod(first, last, pence, _source(node)))
        node.finish()
    top.finish()
    top.raise_problems(name, lines)
    return tuple(periods)


def _models(name: str) -> tuple[str, dict[str, ModelFacts]]:
    top, lines = read_mapping(name)
    default = top.text("default_model")
    models = {facts.id: facts for facts in map(_model, top.nodes("models"))}
    if default not in models:
        top.note("must be the id of a model below", "default_model")
    top.finish()
    top.raise_problems(name, lines)
    return default, models


def _model(node: Node) -> ModelFacts:
    facts = ModelFacts(
        id=node.text("id"),
        title=node.text("title"),
        minimum_weighting=node.integer("minimum_weighting_basis_points") or 0,
        binds=frozenset(AuthorityKind(kind) for kind in node.texts("binds")),
        binds_from=node.required_day("binds_from"),
        source=_source(node),
        outcomes=frozenset(node.texts("outcomes")),
        barriers=node.optional_text("barriers"),
        domestic_abuse=node.optional_text("domestic_abuse"),
        wellbeing=node.optional_text("wellbeing"),
        innovation=frozenset(node.texts("innovation")),
        wellbeing_hours_metric=node.optional_text("wellbeing_hours_metric"),
    )
    node.finish()
    return facts


def _source(node: Node) -> Source:
    level = node.choice("confidence", tuple(_CONFIDENCE))
    return Source(node.text("source"), _CONFIDENCE[level], node.optional_text("url"))
