"""A snapshot is enough to work the ranking out again, to the last digit, and shows when it was changed."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.assessment.price import RULES
from commonweal.domain.assessment.quantity import QuantityRule
from commonweal.domain.assessment.snapshot import (
    CriterionInput,
    Ranking,
    ScoreInput,
    TenderInput,
    differences,
    rank,
)
from commonweal.domain.canonical import Unreadable
from commonweal.domain.criteria import CriterionKind
from commonweal.domain.errors import Invalid

CRITERIA = (
    CriterionInput("price", "Price", CriterionKind.PRICE, 4_000, "lowest-price-proportion"),
    CriterionInput("method", "Method", CriterionKind.QUALITY, 4_000, None),
    CriterionInput("jobs", "Jobs", CriterionKind.SOCIAL_VALUE, 2_000, None),
)


def tender(id_: str, pence: int | None, method: int, jobs: int) -> TenderInput:
    return TenderInput(id_, pence, (ScoreInput("method", method), ScoreInput("jobs", jobs)))


def ranked(*tenders: TenderInput, criteria=CRITERIA) -> Ranking:
    return rank(
        procurement_id="p",
        lot_id="l",
        round_number=1,
        ask_version=1,
        ask_digest="d",
        criteria=criteria,
        tenders=tenders,
    )


def test_a_hand_calculation():
    """A is the cheaper: 100 price points, B 100 x 98/104 = 94.23. A 40 + 20 + 10 = 70; B 37.69 + 30 + 15 = 82.69."""
    found = ranked(tender("A", 98_000_000, 5_000, 5_000), tender("B", 104_000_000, 7_500, 7_500))
    assert [(r.id, r.rank) for r in found.results] == [("B", 1), ("A", 2)]
    assert Fraction(found.results[1].total) == 70
    assert Fraction(found.results[0].total) == Fraction(9_800, 104) * Fraction(2, 5) + 45


def test_the_order_in_which_tenders_come_changes_no_byte():
    a, b = tender("A", 98, 5_000, 5_000), tender("B", 104, 7_500, 7_500)
    assert ranked(a, b).to_json() == ranked(b, a).to_json()


def test_where_no_tender_is_left_nobody_is_ranked():
    """Every tender may be taken out after the scores are locked: what is kept then says so, and can be worked out."""
    nobody = ranked()
    assert nobody.results == () and nobody.firsts == ()
    assert differences(Ranking.from_json(nobody.to_json())) == ()


PER_POUND = QuantityRule("per-pound-of-price", "metric", 5_000)
UNPRICED = (replace(CRITERIA[1], weight_bp=6_000), replace(CRITERIA[2], weight_bp=4_000))


def test_where_no_points_rest_on_a_price_a_tender_may_state_none():
    """A 0.6 x 50 + 0.4 x 50 = 50; B 0.6 x 75 + 0.4 x 75 = 75."""
    found = ranked(tender("A", None, 5_000, 5_000), tender("B", 104, 7_500, 7_500), criteria=UNPRICED)
    assert [(r.id, r.total) for r in found.results] == [("B", "75"), ("A", "50")]
    assert differences(Ranking.from_json(found.to_json())) == ()


@pytest.mark.parametrize("criteria", [CRITERIA, (UNPRICED[0], replace(UNPRICED[1], quantity=PER_POUND))])
def test_where_points_rest_on_a_price_one_that_is_missing_is_named(criteria):
    with pytest.raises(Invalid) as refused:
        ranked(tender("A", None, 5_000, 5_000), tender("B", 104, 7_500, 7_500), criteria=criteria)
    assert refused.value.code == "price.missing"


FIXED = (replace(CRITERIA[0], price_formula="fixed-price", fixed_price=5_000_000), *CRITERIA[1:])


def test_a_tender_off_the_fixed_price_is_left_out_alone_with_its_reason():
    """The price of the worked example, £50,000: A and B have 100 for it. A 40 + 20 + 10 = 70; B 40 + 30 + 15 = 85. C
    would be first with 100 for everything else, and is a penny off."""
    a, b = tender("A", 5_000_000, 5_000, 5_000), tender("B", 5_000_000, 7_500, 7_500)
    found = ranked(a, b, tender("C", 4_999_999, 10_000, 10_000), criteria=FIXED)
    assert [(r.id, r.rank, r.total) for r in found.results] == [("B", 1, "85"), ("A", 2, "70"), ("C", 0, "0")]
    left_out = found.results[2]
    assert (left_out.off_price, left_out.below, found.missed_price(left_out)) == (("price",), (), 5_000_000)
    assert found.results[:2] == ranked(a, b, criteria=FIXED).results
    assert found.table().tenders == ("A", "B") and found.firsts == ("B",)
    assert differences(Ranking.from_json(found.to_json())) == ()


def test_a_tender_without_a_price_is_off_a_fixed_one():
    found = ranked(tender("A", None, 5_000, 5_000), tender("B", 5_000_000, 7_500, 7_500), criteria=FIXED)
    assert [(r.id, r.rank) for r in found.results] == [("B", 1), ("A", 0)]


def test_where_every_tender_is_off_the_fixed_price_nobody_is_ranked():
    found = ranked(tender("A", 1, 5_000, 5_000), tender("B", 2, 7_500, 7_500), criteria=FIXED)
    assert found.firsts == () and {r.rank for r in found.results} == {0}


def test_where_the_ask_states_no_price_itself_different_prices_cannot_be_scored():
    unstated = (replace(FIXED[0], fixed_price=None), *CRITERIA[1:])
    with pytest.raises(Invalid) as refused:
        ranked(tender("A", 1, 5_000, 5_000), tender("B", 2, 7_500, 7_500), criteria=unstated)
    assert refused.value.code == "price.not_the_fixed_price"
    assert "fixed_price" not in ranked(tender("A", 1, 5_000, 5_000), criteria=unstated).to_json().decode()


def test_how_far_a_score_may_fall_before_it_is_below_its_minimum():
    """A mark of 75 lies 15 above a minimum of 60, whether or not half of the points come from quantity."""
    half = QuantityRule("share-of-highest", "metric", 5_000)
    criteria = (
        CRITERIA[0],
        replace(CRITERIA[1], minimum=6_000),
        replace(CRITERIA[2], minimum=6_000, quantity=half),
    )
    found = ranked(tender("A", 98, 7_500, 7_500), criteria=criteria)
    assert found.room("A") == {"method": 15, "jobs": 15}


tenders = st.lists(
    st.builds(
        tender,
        st.sampled_from("ABCDEF"),
        st.integers(1, 10**9),
        *[st.sampled_from([0, 2_500, 7_500, 10_000])] * 2,
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda each: each.id,
)


@given(tenders, st.sampled_from([rule.id for rule in RULES if rule.id != "fixed-price"]))
def test_reading_a_snapshot_back_gives_the_same_digits_under_every_formula(found, formula):
    criteria = (replace(CRITERIA[0], price_formula=formula), *CRITERIA[1:])
    stored = ranked(*found, criteria=criteria)
    again = Ranking.from_json(stored.to_json())
    assert again == stored
    assert again.digest() == stored.digest()
    assert differences(again) == ()


def test_a_changed_total_is_found():
    stored = ranked(tender("A", 98, 5_000, 5_000), tender("B", 104, 7_500, 7_500))
    forged = replace(stored, results=(replace(stored.results[0], total="99"), *stored.results[1:]))
    assert len(differences(forged)) == 1
    assert "worked out B" in differences(forged)[0]


def test_a_changed_input_is_found():
    stored = ranked(tender("A", 98, 5_000, 5_000), tender("B", 104, 7_500, 7_500))
    forged = replace(stored, tenders=(tender("A", 98, 10_000, 10_000), stored.tenders[1]))
    assert differences(forged)


def test_a_tender_left_out_is_found():
    stored = ranked(tender("A", 98, 5_000, 5_000), tender("B", 104, 7_500, 7_500))
    assert differences(replace(stored, results=stored.results[:1]))


def test_content_of_another_shape_is_refused_with_its_path():
    content = (
        ranked(tender("A", 98, 5_000, 5_000)).to_json().replace(b'"weight_bp":4000', b'"weight_bp":"4000"', 1)
    )
    with pytest.raises(Unreadable) as refused:
        Ranking.from_json(content)
    assert refused.value.path == "$.criteria[0].weight_bp"


@pytest.mark.parametrize("formula", [rule.id for rule in RULES])
def test_an_id_that_is_there_twice_is_refused_with_its_path(formula):
    """Stored content that somebody changed by hand must end in a sentence, whatever formula it names."""
    criteria = (replace(CRITERIA[0], price_formula=formula), *CRITERIA[1:])
    a, b = tender("A", 98, 5_000, 5_000), tender("B", 98, 7_500, 7_500)
    stored = ranked(a, b, criteria=criteria)
    twice = {
        "$.tenders[1].id": replace(stored, tenders=(a, a)),
        "$.criteria[3].id": replace(stored, criteria=(*criteria, criteria[1])),
        "$.tenders[0].scores[2].criterion_id": replace(
            stored, tenders=(replace(a, scores=(*a.scores, a.scores[0])), b)
        ),
    }
    for path, forged in twice.items():
        with pytest.raises(Unreadable) as refused:
            Ranking.from_json(forged.to_json())
        assert refused.value.path == path
