"""The docs say what the code does: every formula with the worked example the tests use, and both status tables."""

from pathlib import Path

import pytest

from commonweal.domain.assessment.lot_awards import LOT_RULES
from commonweal.domain.assessment.price import RULES
from commonweal.domain.assessment.quantity import RULES as QUANTITIES
from commonweal.domain.assessment.statuses import ASSESSMENT, AWARD
from commonweal.domain.assessment.ties import TIE_RULES

PAGE = (Path(__file__).parents[3] / "docs" / "explanation" / "assessment.md").read_text()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_formula_is_explained_with_its_worked_example(rule):
    assert f"### {rule.title} (`{rule.id}`)" in PAGE
    for said in (rule.statement, rule.example.working, rule.gaming, rule.source):
        assert said in PAGE
    for pence, points in zip(rule.example.prices, rule.example.points, strict=True):
        assert any(f"£{pence // 100:,} |" in line and f"| {points} |" in line for line in PAGE.splitlines())


@pytest.mark.parametrize("rule", QUANTITIES, ids=lambda rule: rule.id)
def test_each_quantity_rule_is_explained_with_its_worked_example_and_warning(rule):
    assert f"### {rule.title} (`{rule.id}`)" in PAGE
    for said in (rule.statement, rule.example.working, rule.gaming):
        assert said in PAGE
    for offer, points in zip(rule.example.offers, rule.example.points, strict=True):
        assert any(line.startswith(f"| {offer} |") and f"| {points} |" in line for line in PAGE.splitlines())


@pytest.mark.parametrize("rule", [*TIE_RULES.values(), *LOT_RULES.values()], ids=lambda rule: rule.id)
def test_each_rule_for_ties_and_lots_is_explained(rule):
    assert f"- **{rule.title}** (`{rule.id}`). {rule.statement} *How it can be gamed.* {rule.gaming}" in PAGE


@pytest.mark.parametrize("table", [ASSESSMENT, AWARD], ids=["assessment", "award"])
def test_the_diagram_is_drawn_from_the_table(table):
    assert table.diagram() in PAGE
