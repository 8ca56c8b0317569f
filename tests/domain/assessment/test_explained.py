"""A total is made of what adds up to it, and who is not awarded with no lower a total reads which rule decided."""

from fractions import Fraction

import pytest

from commonweal.domain.assessment.explained import Made, Why, made_of, why_another
from commonweal.domain.assessment.quantity import QuantityRule
from commonweal.domain.assessment.snapshot import (
    CriterionInput,
    OfferInput,
    Ranking,
    ScoreInput,
    TenderInput,
    rank,
)
from commonweal.domain.criteria import CriterionKind

PRICE = CriterionInput("price", "Price", CriterionKind.PRICE, 4_000, "lowest-price-proportion")
METHOD = CriterionInput("method", "Method", CriterionKind.QUALITY, 4_000, None)
JOBS = CriterionInput("jobs", "Jobs", CriterionKind.SOCIAL_VALUE, 2_000, None)


def tender(id_: str, pence: int, method: int, jobs: int, offered: int = 0) -> TenderInput:
    scores = (ScoreInput("method", method), ScoreInput("jobs", jobs))
    return TenderInput(id_, pence, scores, (OfferInput("jobs", offered),) if offered else ())


def ranked(*tenders: TenderInput, jobs: CriterionInput = JOBS) -> Ranking:
    return rank(
        procurement_id="p",
        lot_id="l",
        round_number=1,
        ask_version=1,
        ask_digest="d",
        criteria=(PRICE, METHOD, jobs),
        tenders=tenders,
    )


def test_with_quantity_the_parts_add_up_to_the_total():
    """60 of the highest 80 hours are 75 points: a quarter of them with three quarters of the agreed 50 are 56.25."""
    rule = QuantityRule("share-of-highest", "hours", 2_500)
    jobs = CriterionInput("jobs", "Jobs", CriterionKind.SOCIAL_VALUE, 2_000, None, None, rule)
    kept = ranked(tender("A", 100, 7_500, 5_000, 60_000), tender("B", 200, 5_000, 10_000, 80_000), jobs=jobs)
    for result in kept.results:
        assert sum(made.adds for made in made_of(kept, result.id).values()) == Fraction(result.total)
    made = made_of(kept, "A")
    assert made["jobs"] == Made(
        Fraction("56.25"), Fraction("11.25"), method=Fraction(50), quantity=Fraction(75), quantity_bp=2_500
    )
    assert made["method"] == Made(Fraction(75), Fraction(30))
    assert made["price"] == Made(Fraction(100), Fraction(40))


def test_of_a_tender_below_a_minimum_no_total_is_made_up():
    strict = CriterionInput("jobs", "Jobs", CriterionKind.SOCIAL_VALUE, 2_000, None, 5_000)
    kept = ranked(tender("A", 100, 7_500, 5_000), tender("B", 100, 5_000, 2_500), jobs=strict)
    assert made_of(kept, "B") == {} and len(made_of(kept, "A")) == 3
    assert why_another(kept, "B", "A", limits_lots=True) is None


#: 40 + 20 + 10 and 20 + 30 + 20 are both 70; of the two heaviest criteria the price comes first in the ask.
LEVEL = ranked(tender("A", 100, 5_000, 5_000), tender("B", 200, 7_500, 10_000))
ALIKE = ranked(tender("A", 100, 5_000, 5_000), tender("B", 100, 5_000, 5_000))
APART = ranked(tender("A", 100, 7_500, 5_000), tender("B", 100, 5_000, 5_000))


@pytest.mark.parametrize(
    ("kept", "own", "awarded", "limits_lots", "why"),
    [
        (LEVEL, "B", "A", False, Why.TIE_RULE),
        (LEVEL, "B", "A", True, Why.TIE_RULE),
        (LEVEL, "A", "B", True, Why.LOT_RULE),
        (ALIKE, "A", "B", False, Why.ALIKE),
        (ALIKE, "B", "A", False, Why.ALIKE),
        (APART, "A", "B", True, Why.LOT_RULE),
        (APART, "B", "A", True, None),
        (APART, "B", "A", False, None),
        (APART, "A", "A", True, None),
    ],
)
def test_the_rule_that_decided(kept, own, awarded, limits_lots, why):
    assert why_another(kept, own, awarded, limits_lots=limits_lots) is why
