"""An ask is published when nothing stands in the way; otherwise every reason is told at once."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from commonweal.domain.asks import AskContent
from commonweal.domain.criteria import CriterionKind
from commonweal.domain.errors import DomainError
from commonweal.domain.metrics import TargetKind
from commonweal.domain.publishing import check_publishable, obstacles
from tests.domain.asks_examples import a_criterion, a_metric, a_price_criterion, an_ask

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
FORMULAS = frozenset({"lowest-price-proportion"})


def _codes(ask: AskContent) -> list[str]:
    return [error.code for error in obstacles(ask, now=NOW, price_formulas=FORMULAS)]


def _with(criterion: Any) -> AskContent:
    """The example with its social value criterion replaced."""
    return an_ask(criteria=(*an_ask().criteria[:2], criterion))


def test_a_whole_ask_can_be_published() -> None:
    assert _codes(an_ask()) == []
    check_publishable(an_ask(), now=NOW, price_formulas=FORMULAS)


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (an_ask(title=" "), "ask.title_missing"),
        (an_ask(description=""), "ask.description_missing"),
        (an_ask(why=""), "ask.why_missing"),
        (an_ask(value_pence=119_999_999), "procurement.lots_do_not_add_up"),
        (an_ask(lots=()), "procurement.no_lot"),
        (an_ask(value_ex_vat_pence=120_000_001), "procurement.value_without_vat_above_value"),
        (an_ask(contract_ends_on=dt.date(2027, 5, 1)), "procurement.ends_before_start"),
        (an_ask(rounds=()), "procurement.deadline_missing"),
        (an_ask(criteria=an_ask().criteria[:2]), "weights.total"),
        (an_ask(criteria=()), "ask.no_criteria"),
        (_with(a_criterion(question="")), "criterion.question_missing"),
        (_with(a_criterion(word_limit=0)), "criterion.word_limit_out_of_range"),
        (_with(a_criterion(word_limit=10_001)), "criterion.word_limit_out_of_range"),
        (_with(a_criterion(title="")), "criterion.title_missing"),
        (_with(a_criterion(bands=())), "criterion.bands_incomplete"),
        (_with(a_criterion(metrics=(a_metric(unit=" "),))), "metric.title_or_unit_missing"),
        (_with(a_criterion(metrics=(a_metric(target=TargetKind.FIXED),))), "metric.fixed_needs_one_figure"),
        (_with(a_criterion(metrics=(a_metric(baseline=5),))), "metric.baseline_incomplete"),
    ],
)
def test_each_thing_missing_is_the_only_reason_given(ask: AskContent, code: str) -> None:
    assert _codes(ask) == [code]


def test_a_price_criterion_needs_a_formula_that_assessment_knows() -> None:
    unknown = a_price_criterion(price_formula="cheapest-wins")
    ask = an_ask(criteria=(unknown, *an_ask().criteria[1:]))
    assert _codes(ask) == ["criterion.price_formula_missing"]


def test_every_reason_is_told_together_and_the_first_is_raised() -> None:
    ask = replace(an_ask(), title="", lots=(), criteria=(a_criterion(kind=CriterionKind.QUALITY, bands=()),))
    assert _codes(ask) == [
        "ask.title_missing",
        "procurement.no_lot",
        "weights.total",
        "criterion.bands_incomplete",
    ]
    with pytest.raises(DomainError) as refused:
        check_publishable(ask, now=NOW, price_formulas=FORMULAS)
    assert refused.value.code == "ask.title_missing"
