"""Criteria of the same weight tell level totals apart in the order in which the ask lists them, whatever their ids are."""

from dataclasses import replace

import pytest

from commonweal.domain.assessment.snapshot import (
    CriterionInput,
    Ranking,
    ScoreInput,
    TenderInput,
    differences,
    rank,
)
from commonweal.domain.assessment.ties import TIE_RULES
from commonweal.domain.criteria import CriterionKind


def ranked(first, second, *, schema="commonweal.ranking.3", tie_rule="heaviest-criterion-first"):
    """Two criteria at 50% each, in this order. A has 80 and 60 for them, B 60 and 80: both have 70."""
    criteria = tuple(CriterionInput(id_, id_, CriterionKind.QUALITY, 5_000, None) for id_ in (first, second))
    marks = {"A": (8_000, 6_000), "B": (6_000, 8_000)}
    return rank(
        procurement_id="p",
        lot_id="l",
        round_number=1,
        ask_version=1,
        ask_digest="d",
        criteria=criteria,
        tenders=tuple(
            TenderInput(id_, None, tuple(map(ScoreInput, (first, second), scores)))
            for id_, scores in marks.items()
        ),
        tie_rule=tie_rule,
        schema=schema,
    )


@pytest.mark.parametrize("ids", [("a", "b"), ("b", "a")])
@pytest.mark.parametrize("rule", TIE_RULES)
def test_the_criterion_that_the_ask_lists_first_decides_under_any_ids(ids, rule):
    assert ranked(*ids, tie_rule=rule).firsts == ("A",)


def test_a_ranking_of_an_earlier_version_is_worked_out_by_ids_as_it_was():
    stored = ranked("b", "a", schema="commonweal.ranking.2")
    assert stored.firsts == ("B",)
    again = Ranking.from_json(stored.to_json())
    assert differences(again) == ()
    assert differences(replace(again, schema="commonweal.ranking.3"))


@pytest.mark.parametrize("rule", TIE_RULES.values(), ids=lambda rule: rule.id)
def test_each_rule_says_so(rule):
    assert "the same weight the one that the ask lists first" in rule.statement
