"""Quantities, minimums, ties and lots: each against a hand calculation, each shape against brute force."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.assessment.lot_awards import BEST_TOTAL, IN_ORDER, LotEntry, lot_awards, lot_ways
from commonweal.domain.assessment.quantity import (
    RULES,
    QuantityRule,
    Step,
    blended,
    check_rule,
    quantity_points,
)
from commonweal.domain.assessment.snapshot import OfferInput, Ranking, differences
from commonweal.domain.assessment.ties import TIE_RULES, tie_order
from commonweal.domain.criteria import CriterionKind
from commonweal.domain.errors import Invalid
from tests.domain.assessment.test_snapshot import CRITERIA, ranked, tender


def stated(rule, share=5_000):
    return QuantityRule(rule.id, "m", share, rule.example.cap, rule.example.steps)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_quantity_rule_gives_the_points_worked_out_by_hand(rule):
    offers = [each * 1_000 for each in rule.example.offers]
    prices = [each * 100 for each in rule.example.prices] or [1] * len(offers)
    assert quantity_points(stated(rule), offers, prices) == rule.example.points
    assert rule.gaming


@given(
    st.sampled_from(RULES),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**9)), min_size=1, max_size=6),
)
def test_points_stay_between_0_and_100_and_never_fall_when_more_is_offered(rule, found):
    offers, prices = [each[0] for each in found], [each[1] for each in found]
    points = quantity_points(stated(rule), offers, prices)
    assert all(0 <= each <= 100 for each in points)
    more = quantity_points(stated(rule), [offers[0] + 1_000, *offers[1:]], prices)
    assert more[0] >= points[0]


def test_the_stated_share_comes_from_quantity_and_the_rest_from_the_method():
    """A quarter from quantity: 80 x 3/4 + 40 x 1/4 = 70."""
    rule = QuantityRule("share-of-highest", "m", 2_500)
    assert blended(rule, Fraction(80), Fraction(40)) == 70


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (QuantityRule("unheard-of", "m", 5_000), "quantity_rule.unknown"),
        (QuantityRule("share-of-highest", "m", 0), "quantity_rule.share"),
        (QuantityRule("share-of-highest", "m", 10_000), "quantity_rule.share"),
        (QuantityRule("capped", "m", 5_000), "quantity_rule.cap_missing"),
        (QuantityRule("banded", "m", 5_000), "quantity_rule.steps"),
        (QuantityRule("banded", "m", 5_000, None, (Step(5, 100), Step(5, 200))), "quantity_rule.steps"),
        (QuantityRule("banded", "m", 5_000, None, (Step(9, 200), Step(5, 100))), "quantity_rule.steps"),
        (QuantityRule("banded", "m", 5_000, None, (Step(5, 20_000),)), "quantity_rule.steps"),
    ],
)
def test_a_rule_that_cannot_be_carried_out_is_refused(rule, code):
    with pytest.raises(Invalid) as caught:
        check_rule(rule)
    assert caught.value.code == code


COUNTED = (*CRITERIA[:2], replace(CRITERIA[2], quantity=QuantityRule("share-of-highest", "m", 5_000)))


def offering(id_, pence, method, jobs, quantity):
    return replace(tender(id_, pence, method, jobs), offers=(OfferInput("jobs", quantity),))


def test_a_ranking_with_quantities_by_hand():
    """Jobs: A half of 50 and half of 100 = 75; B half of 100 and half of 50 = 75. Totals 40 + 20 + 15 and 40 + 40 + 15."""
    found = ranked(
        offering("A", 100, 5_000, 5_000, 12_000), offering("B", 100, 10_000, 10_000, 6_000), criteria=COUNTED
    )
    assert [(each.id, Fraction(each.total)) for each in found.results] == [("B", 95), ("A", 75)]
    again = Ranking.from_json(found.to_json())
    assert again == found and differences(again) == ()


def test_a_tender_below_a_minimum_has_no_rank_and_moves_nobody_else():
    """C has the lowest price and 25 of a minimum of 50 for the method. Without it A is cheapest: 100, B 100 x 98/104."""
    criteria = (CRITERIA[0], replace(CRITERIA[1], minimum=5_000), CRITERIA[2])
    a, b = tender("A", 98, 5_000, 5_000), tender("B", 104, 7_500, 7_500)
    with_c = ranked(a, b, tender("C", 10, 2_500, 10_000), criteria=criteria)
    assert [(each.id, each.rank) for each in with_c.results] == [("B", 1), ("A", 2), ("C", 0)]
    assert with_c.results[:2] == ranked(a, b, criteria=criteria).results
    assert with_c.results[2].below == ("method",)
    assert with_c.firsts == ("B",)
    assert differences(Ranking.from_json(with_c.to_json())) == ()


def test_exactly_at_the_minimum_is_enough_and_nobody_may_reach_it():
    criteria = (CRITERIA[0], replace(CRITERIA[1], minimum=5_000), CRITERIA[2])
    assert ranked(tender("A", 98, 5_000, 0), criteria=criteria).firsts == ("A",)
    nobody = ranked(tender("A", 98, 2_500, 0), criteria=criteria)
    assert nobody.firsts == () and differences(nobody) == ()


def test_what_a_ranking_does_not_use_leaves_no_trace_in_its_bytes():
    content = ranked(tender("A", 98, 5_000, 5_000)).to_json()
    assert b"minimum" not in content and b"quantity" not in content and b"below" not in content


def level(tie_rule):
    """Both have 70: A 40 + 20 + 10 with the lower price, B 20 + 30 + 20 with more social value and method."""
    from commonweal.domain.assessment.snapshot import rank

    return rank(
        procurement_id="p",
        lot_id="l",
        round_number=1,
        ask_version=1,
        ask_digest="d",
        criteria=CRITERIA,
        tenders=(tender("A", 100, 5_000, 5_000), tender("B", 200, 7_500, 10_000)),
        tie_rule=tie_rule,
    )


@pytest.mark.parametrize(
    ("tie_rule", "first"),
    [("heaviest-criterion-first", "A"), ("lowest-price-first", "A"), ("social-value-first", "B")],
)
def test_level_totals_are_told_apart_by_the_published_rule(tie_rule, first):
    found = level(tie_rule)
    assert [each.rank for each in found.results] == [1, 1]
    assert found.firsts == (first,)
    assert found.results[0].id == first


def test_tenders_alike_in_every_score_are_not_told_apart():
    assert ranked(tender("A", 98, 5_000, 5_000), tender("B", 98, 5_000, 5_000)).firsts == ("A", "B")


@pytest.mark.parametrize("rule", TIE_RULES)
def test_a_tie_rule_orders_every_criterion_once(rule):
    given_criteria = [(each.id, each.kind, each.weight_bp) for each in CRITERIA]
    assert sorted(tie_order(rule, given_criteria)) == sorted(each.id for each in CRITERIA)
    assert tie_order("lowest-price-first", given_criteria)[0] == "price"
    assert tie_order("social-value-first", given_criteria) == ("jobs", "price", "method")
    assert CRITERIA[0].kind == CriterionKind.PRICE


def lot(**totals):
    ordered = sorted(totals, key=lambda each: -totals[each])
    return [LotEntry(each, Fraction(totals[each])) for each in ordered]


NORTH, SOUTH = lot(A=80, B=79, C=50), lot(A=90, B=60)


def test_lots_by_hand():
    """One lot each. Lot after lot: A wins North, so South goes to B: 140. Best: B North and A South: 79 + 90 = 169."""
    assert lot_awards(IN_ORDER, [NORTH, SOUTH], 1) == ("A", "B")
    assert lot_awards(BEST_TOTAL, [NORTH, SOUTH], 1) == ("B", "A")
    assert lot_awards(BEST_TOTAL, [NORTH, SOUTH], 2) == ("A", "A")
    assert lot_awards(IN_ORDER, [NORTH, SOUTH], None) == ("A", "A")


def test_a_lot_that_nobody_may_have_is_not_awarded():
    assert lot_awards(IN_ORDER, [lot(A=1), lot(A=2)], 1) == ("A", None)
    assert lot_awards(BEST_TOTAL, [lot(A=1), lot(A=2)], 1) == (None, "A")
    assert lot_awards(BEST_TOTAL, [[], lot(A=2)], 1) == (None, "A")


def test_of_alike_tenders_either_may_be_the_one_on_which_the_other_lot_rests():
    """A and B are alike in North. Whoever is not given North is free for South: each way is allowed, and no other."""
    a, b = lot(A=80, B=80)
    north, south = [[a, b]], [[each] for each in lot(A=90, B=60)]
    assert lot_ways(IN_ORDER, [north, south], 1, {}) == {("A", "B"), ("B", "A")}
    assert lot_ways(BEST_TOTAL, [north, south], 1, {}) == {("B", "A")}, "80 + 90 is more than 80 + 60"
    assert lot_ways(IN_ORDER, [north, south], 2, {}) == {("A", "A"), ("B", "A")}


@pytest.mark.parametrize("rule", [IN_ORDER, BEST_TOTAL])
def test_a_contract_that_is_there_counts_before_the_other_lots(rule):
    """B, last in South, has its contract, so that it is no longer free for North, which it leads."""
    north, south = [[each] for each in lot(B=99, A=1)], [[each] for each in lot(A=90, B=0)]
    assert lot_ways(rule, [north, south], 1, {1: "B"}) == {("A", "B")}
    assert lot_ways(rule, [north, south], 2, {1: "B"}) == {("B", "B")}


lots_strategy = st.lists(
    st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 6), max_size=4), min_size=1, max_size=4
)


@given(lots_strategy, st.integers(1, 3))
def test_the_best_combination_is_the_best_of_all(found, most):
    lots = [lot(**each) for each in found]

    def value(given_lots):
        places = [
            0 if each is None else -[entry.supplier for entry in lots[at]].index(each)
            for at, each in enumerate(given_lots)
        ]
        total = sum(
            (
                next(e.total for e in lots[at] if e.supplier == each)
                for at, each in enumerate(given_lots)
                if each
            ),
            Fraction(0),
        )
        return sum(each is not None for each in given_lots), total, places

    allowed = [
        each
        for each in product(*[[None, *[entry.supplier for entry in entries]] for entries in lots])
        if all(each.count(supplier) <= most for supplier in "ABCD")
    ]
    best = max(allowed, key=value)
    assert value(lot_awards(BEST_TOTAL, lots, most)) == value(best)
