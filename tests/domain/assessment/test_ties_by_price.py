"""Where the lower price comes first it is pence that are compared. Rankings locked before keep what they were."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.domain.assessment.explained import Why, why_another
from commonweal.domain.assessment.score_table import ScoreTable, TableError
from commonweal.domain.assessment.snapshot import (
    SCHEMA,
    CriterionInput,
    Ranking,
    ScoreInput,
    TenderInput,
    differences,
    rank,
)
from commonweal.domain.assessment.ties import LOWEST_PRICE
from commonweal.domain.criteria import CriterionKind

FIRST_VERSION = "commonweal.ranking.1"
PRICE = CriterionInput("price", "Price", CriterionKind.PRICE, 4_000, "mean-relative")
METHOD = CriterionInput("method", "Method", CriterionKind.QUALITY, 4_000, None)
JOBS = CriterionInput("jobs", "Jobs", CriterionKind.SOCIAL_VALUE, 2_000, None)


def tender(name, pounds, method, jobs=50):
    pence = None if pounds is None else pounds * 100
    return TenderInput(name, pence, (ScoreInput("method", method * 100), ScoreInput("jobs", jobs * 100)))


def ranked(*tenders, criteria=(PRICE, METHOD, JOBS), schema=SCHEMA):
    return rank(
        procurement_id="p",
        lot_id="l",
        round_number=1,
        ask_version=1,
        ask_digest="d",
        criteria=criteria,
        tenders=tenders,
        tie_rule=LOWEST_PRICE,
        schema=schema,
    )


# The mean of 1,000, 1,000, 1,000, 11,000 and 12,000 is 5,200: both dear tenders are more than twice that, so 0 points.
CLIPPED = (
    tender("A", 12_000, 80, 60),
    tender("B", 11_000, 80, 60),
    *(tender(name, 1_000, 0, 0) for name in "CDE"),
)


def test_two_prices_without_points_are_told_apart_by_the_pound():
    found = ranked(*CLIPPED)
    level = [each for each in found.results if each.id in "AB"]
    assert [Fraction(each.total) for each in level] == [44, 44] and {
        each.parts[0].points for each in level
    } == {"0"}
    assert [each.id for each in level] == ["B", "A"] and level[0].rank == level[1].rank
    assert found.firsts == ("B",)


def test_a_summary_says_that_the_rule_told_them_apart():
    """Alike in every score, and not in the price. In the first version they were not told apart."""
    assert why_another(ranked(*CLIPPED), "A", "B", limits_lots=False) is Why.TIE_RULE
    assert why_another(ranked(*CLIPPED, schema=FIRST_VERSION), "B", "A", limits_lots=False) is Why.ALIKE


def test_a_ranking_of_the_first_version_is_worked_out_as_it_was():
    """Points for price told them apart, and then the tender's id: A before B. It still does, to the last digit."""
    stored = ranked(*CLIPPED, schema=FIRST_VERSION)
    assert [each.id for each in stored.results][:2] == ["A", "B"]
    assert stored.firsts == ("A", "B")
    again = Ranking.from_json(stored.to_json())
    assert differences(again) == () and again.digest() == stored.digest()
    assert differences(replace(again, schema=SCHEMA))
    assert again.with_fall("C", "method").schema == FIRST_VERSION


def test_a_ranking_says_which_version_it_is_of():
    found = ranked(*CLIPPED)
    assert found.schema == "commonweal.ranking.3"
    assert differences(Ranking.from_json(found.to_json())) == ()
    assert differences(replace(found, schema=FIRST_VERSION))


def test_at_one_price_the_heaviest_of_the_other_criteria_decides():
    """Both have the mean price and 50 points for it: A 20 + 32 + 8 = 60, B 20 + 28 + 12 = 60. A is better in method."""
    found = ranked(tender("B", 100, 70, 60), tender("A", 100, 80, 40))
    assert [(each.id, each.total) for each in found.results] == [("A", "60"), ("B", "60")]
    turned = ranked(tender("A", 100, 70, 60), tender("B", 100, 80, 40))
    assert [each.id for each in turned.results] == ["B", "A"]


def test_prices_that_not_everybody_states_tell_nothing_apart():
    """No points rest on a price: A states none, and of two of the same weight the first in the ask decides."""
    criteria = (replace(JOBS, weight_bp=5_000), replace(METHOD, weight_bp=5_000))
    found = ranked(tender("A", None, 40, 60), tender("B", 90, 60, 40), criteria=criteria)
    assert [(each.id, each.total) for each in found.results] == [("A", "50"), ("B", "50")]
    stated = ranked(tender("A", 100, 40, 60), tender("B", 90, 60, 40), criteria=criteria)
    assert [each.id for each in stated.results] == ["B", "A"]


def test_a_table_has_a_price_for_each_tender_or_none():
    with pytest.raises(TableError) as refused:
        ScoreTable(("c",), (1,), ("A", "B"), ((1,), (1,)), prices=(5,))
    assert refused.value.path == "prices"
