"""The reference page of all rules, written from the registry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commonweal.domain.rules.book import RuleBook
from commonweal.domain.rules.burden import PARAMETERS as BURDEN_PARAMETERS
from commonweal.domain.rules.duties import DUTY_RULES
from commonweal.domain.rules.duties.model import DutyRule
from commonweal.domain.rules.figures import PARAMETERS
from commonweal.domain.rules.model import FitRule, Parameter, Source, fill, say_day
from commonweal.domain.rules.registry import FIT_RULES
from commonweal.domain.rules.thresholds import ThresholdPeriod, ThresholdRow, row_for
from commonweal.domain.weights import percent

_INTRODUCTION = """# Fit rules, duties and their figures

This page is written from the rules themselves (`commonweal.domain.rules`); a test fails when it differs.

A finding is a suggestion: a person accepts it or overrides it with a reason. Severities: **stop** (unlawful or void),
**warn** (likely to do harm or to be wasted), **consider** (could be better). Each rule says what it rests on: statute,
policy, published practice (whose) or project judgement. A body may put its own figure in place of published practice and
project judgement; statute and policy are fixed. A procurement is judged by the rules in force on the day it began."""


def rules_page(book: RuleBook) -> str:
    """The whole page as Markdown, ending in a newline."""
    return "\n".join(_lines(book)).rstrip() + "\n"


def _lines(book: RuleBook) -> Iterator[str]:
    yield from (_INTRODUCTION, "", "## Fit rules", "")
    for rule in FIT_RULES:
        yield from _rule(rule, book)
    yield from ("## Figures", "")
    yield from _figures((*PARAMETERS, *BURDEN_PARAMETERS))
    yield from (
        "",
        "## Thresholds",
        "",
        "Pounds including VAT, by the day on which the procurement began.",
        "",
        f"How its row is found: {_reading_of_rows()}",
        "",
    )
    yield from _thresholds(book.thresholds)
    yield from ("", "## Minimum weightings", "")
    for model in book.models.values():
        yield (
            f"- **{model.title}**: {percent(model.minimum_weighting)} for {', '.join(sorted(model.binds))} government "
            f"from {say_day(model.binds_from)}. {source_link(model.source)}"
        )
    yield from ("", "## Duties", "")
    for duty in DUTY_RULES:
        yield from _duty(duty)


def _rule(rule: FitRule, book: RuleBook) -> Iterator[str]:
    whose = f" ({rule.whose})" if rule.whose else ""
    yield from (f"### {rule.id}", "", rule.sentence(book.values), "")
    yield f"- Severity: {' or '.join(rule.severities)}"
    yield f"- Why: {rule.why}"
    yield f"- Suggestion: {rule.suggestion}"
    if rule.reading:
        yield f"- How it is read: {fill(rule.reading, rule.parameters, book.values)}"
    yield f"- Basis: {rule.basis}{whose}"
    yield f"- Source: {source_link(rule.source)}"
    if rule.earlier:
        yield f"- Source for procurements begun before {say_day(rule.earlier.before)}: {source_link(rule.earlier.source)}"
    if rule.parameters:
        yield f"- Figures: {', '.join(f'`{parameter.name}`' for parameter in rule.parameters)}"
    yield f"- In force: {_span(rule)}"
    yield ""


def _span(rule: FitRule) -> str:
    first = (
        f"procurements begun from {say_day(rule.in_force_from)}" if rule.in_force_from else "any procurement"
    )
    return f"{first} to {say_day(rule.in_force_to)}" if rule.in_force_to else first


def source_link(source: Source) -> str:
    """A source as a Markdown link, with how far it could be checked."""
    text = f"[{source.text}]({source.url})" if source.url else source.text
    return f"{text} ({source.confidence})"


def _figures(parameters: Iterable[Parameter]) -> Iterator[str]:
    yield "| Figure | Value | Unit | Meaning | Basis | May a body change it? | Source |"
    yield "| --- | ---: | --- | --- | --- | --- | --- |"
    for each in parameters:
        change = "yes" if each.is_changeable else "no"
        unit = "pounds" if each.show(1).startswith("£") else each.unit.value
        cells = (f"`{each.name}`", each.show(each.value), unit, each.meaning, each.basis.value, change)
        yield f"| {' | '.join(cells)} | {each.source.text} |"


def _reading_of_rows() -> str:
    return " ".join((row_for.__doc__ or "").partition("Reading: ")[2].split())


def _thresholds(periods: tuple[ThresholdPeriod, ...]) -> Iterator[str]:
    yield f"| Row | {' | '.join(f'{say_day(p.from_on)} to {say_day(p.to_on)}' for p in periods)} |"
    yield f"| --- |{' ---: |' * len(periods)}"
    for row in ThresholdRow:
        cells = (f"{p.amounts[row] // 100:,}" if row in p.amounts else "not loaded" for p in periods)
        yield f"| {row} | {' | '.join(cells)} |"
    yield ""
    for period in periods:
        yield f"- {say_day(period.from_on)} to {say_day(period.to_on)}: {source_link(period.source)}"


def _duty(rule: DutyRule) -> Iterator[str]:
    notice = f" ({rule.notice})" if rule.notice else ""
    yield from (f"### {rule.id}{notice}", "", rule.text, "")
    yield f"- When: {rule.phase}"
    yield f"- Basis: {rule.basis}"
    yield f"- Source: {source_link(rule.source)}"
    if rule.in_force_from:
        yield f"- In force: procurements begun from {say_day(rule.in_force_from)}"
    yield ""
