"""The docs say what the code does: every formula with the worked example the tests use, and both status tables."""

from pathlib import Path

import pytest

from commonweal.domain.assessment.price import RULES
from commonweal.domain.assessment.statuses import ASSESSMENT, AWARD

PAGE = (Path(__file__).parents[3] / "docs" / "explanation" / "assessment.md").read_text()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_formula_is_explained_with_its_worked_example(rule):
    assert f"### {rule.title} (`{rule.id}`)" in PAGE
    for said in (rule.statement, rule.example.working, rule.gaming, rule.source):
        assert said in PAGE
    for pence, points in zip(rule.example.prices, rule.example.points, strict=True):
        assert any(f"£{pence // 100:,} |" in line and f"| {points} |" in line for line in PAGE.splitlines())


@pytest.mark.parametrize("table", [ASSESSMENT, AWARD], ids=["assessment", "award"])
def test_the_diagram_is_drawn_from_the_table(table):
    assert table.diagram() in PAGE
