"""A score flips the winner too by falling below its minimum: its own tender is out, and prices become points without it.

Brute force is the snapshot's own ranking, worked out again for every score that could have been agreed.
"""

from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.domain.assessment import agreed_flips as tried_marks
from commonweal.domain.assessment import stability
from commonweal.domain.assessment.agreed_flips import agreed_flips, weights_move_prices
from commonweal.domain.assessment.price import PRICE_RULES
from commonweal.domain.assessment.quantity import QuantityRule
from commonweal.domain.assessment.snapshot import CriterionInput, OfferInput, ScoreInput, TenderInput, rank
from commonweal.domain.assessment.stability import Flip, score_flips, tries_falls
from commonweal.domain.criteria import CriterionKind

METHOD = CriterionInput("method", "Method", CriterionKind.QUALITY, 7_000, None, minimum=5_000)
PRICE = CriterionInput("price", "Price", CriterionKind.PRICE, 3_000, "lowest-price-proportion")
CAST = (("A", 1_000_000, 70), ("B", 1_400_000, 80), ("C", 450_000, 50))
FORMULAS = sorted(PRICE_RULES)
RESTED = sorted(rule.id for rule in PRICE_RULES.values() if rule.needs_quality)


def ranked(criteria, tenders):
    return rank(
        procurement_id="p",
        lot_id="l",
        round_number=1,
        ask_version=1,
        ask_digest="d",
        criteria=tuple(criteria),
        tenders=tuple(tenders),
    )


def quality(*cast):
    return [TenderInput(name, pence, (ScoreInput("method", mark * 100),)) for name, pence, mark in cast]


def flips(kept):
    return agreed_flips(kept)


def test_a_hand_calculation():
    """B leads with 30 x 4,500 / 14,000 + 56 = 65.64 points, A has 62.5 and C, the cheapest, 30 + 35 = 65.

    C lies exactly at its minimum. Without it A is the cheapest: 30 + 49 = 79, and B has 30 / 1.4 + 56 = 77.43.
    """
    kept = ranked([PRICE, METHOD], quality(*CAST))
    assert kept.results[0].id == "B" and round(float(Fraction(kept.results[0].total)), 2) == 65.64
    again = kept.with_fall("C", "method")
    assert [(each.id, round(float(Fraction(each.total)), 2)) for each in again.results[:2]] == [
        ("A", 79.00),
        ("B", 77.43),
    ]
    assert flips(kept)[0] == Flip("C", "method", Fraction(0))


def test_of_two_ways_to_flip_the_smaller_is_kept():
    """C at 51 has 65.70 points and B 65.64, so C may lose less than one point before B draws level.

    Were B's mark 70, C would lead by more than the one point that it may lose before it is below its minimum.
    """
    by_total = ranked([PRICE, METHOD], quality(*CAST[:2], ("C", 450_000, 51)))
    assert by_total.results[0].id == "C"
    found = {(each.tender, each.criterion): each.change for each in flips(by_total)}
    assert -1 < found["C", "method"] < 0
    by_minimum = ranked(
        [PRICE, METHOD], quality(("A", 1_000_000, 60), ("B", 1_400_000, 70), ("C", 450_000, 51))
    )
    assert Flip("C", "method", Fraction(-1)) in flips(by_minimum)


def test_a_quantity_is_counted_without_a_tender_that_falls():
    """Half of the points for jobs are quantity, as a share of the highest; the method weighs as much as jobs.

    Marks for jobs 51, 60, 50 and offers 40, 10, 200: jobs A 25.5 + 10 = 35.5, B 30 + 2.5 = 32.5, C 25 + 50 = 75. With
    the method's 70, 90 and 10 the totals are A 52.75, B 61.25, C 42.5. Without C the offers are worth 100 and 25: A
    75.5 for jobs and 72.75 in all, B 42.5 and 66.25.
    """
    half = QuantityRule("share-of-highest", "metric", 5_000)
    jobs = CriterionInput("jobs", "Jobs", CriterionKind.SOCIAL_VALUE, 5_000, None, 4_000, half)
    cast = (("A", 5_100, 7_000, 40), ("B", 6_000, 9_000, 10), ("C", 5_000, 1_000, 200))
    kept = ranked(
        [jobs, replace(METHOD, weight_bp=5_000, minimum=None)],
        [
            TenderInput(
                name,
                None,
                (ScoreInput("jobs", mark), ScoreInput("method", method)),
                (OfferInput("jobs", offer),),
            )
            for name, mark, method, offer in cast
        ],
    )
    assert [(each.id, Fraction(each.total)) for each in kept.results] == [
        ("B", Fraction("61.25")),
        ("A", Fraction("52.75")),
        ("C", Fraction("42.5")),
    ]
    assert Flip("C", "jobs", Fraction(-10)) in flips(kept)  # the mark of 50 lies 10 above its minimum
    assert [each.id for each in kept.with_fall("C", "jobs").results] == ["A", "B", "C"]


def test_nobody_falls_below_a_minimum_of_nought_and_alone_there_is_nobody_to_lose_to():
    kept = ranked([PRICE, replace(METHOD, minimum=0)], quality(*CAST))
    assert flips(kept) == score_flips(kept.table(), agreed=kept.agreed())
    assert flips(ranked([PRICE, METHOD], quality(CAST[0]))) == ()


def test_among_very_many_only_the_winners_fall_is_followed(monkeypatch):
    kept = ranked([PRICE, METHOD], quality(*CAST))
    monkeypatch.setattr(stability, "MOST_WORK", 3**2 * 2 - 1)
    assert not tries_falls(kept)
    assert {each.tender for each in flips(kept) if each.change <= 0} == {"B"}
    monkeypatch.setattr(stability, "MOST_WORK", 3**2 * 2)
    assert tries_falls(kept) and flips(kept)[0].tender == "C"


@st.composite
def rankings(draw, formula):
    """A few tenders at and above their minimums, ties among them; one or two criteria beside the price.

    Part of the points of some criteria is quantity.
    """
    weight = draw(st.sampled_from([1_000, 3_000, 5_000, 8_000]))
    minimums = draw(st.lists(st.sampled_from([None, 0, 2_000, 5_000]), min_size=1, max_size=2))
    share = (10_000 - weight) // len(minimums)
    quantities = st.sampled_from(
        [
            None,
            QuantityRule("share-of-highest", "metric", 2_500),
            QuantityRule("per-pound-of-price", "metric", 5_000),
        ]
    )
    criteria = [
        replace(PRICE, weight_bp=weight, price_formula=formula),
        *(
            replace(METHOD, id=f"c{place}", weight_bp=share, minimum=each, quantity=draw(quantities))
            for place, each in enumerate(minimums)
        ),
    ]
    prices = [50] if formula == "fixed-price" else [20, 45, 50, 60, 100, 140]
    marks = st.sampled_from([2_000, 2_500, 5_000, 5_500, 7_000, 8_000, 10_000])
    tenders = [
        TenderInput(
            name,
            draw(st.sampled_from(prices)),
            tuple(ScoreInput(each.id, draw(marks)) for each in criteria[1:]),
            tuple(OfferInput(each.id, draw(st.sampled_from([0, 5, 9]))) for each in criteria[1:]),
        )
        for name in "ABCD"[: draw(st.integers(1, 4))]
    ]
    return ranked(criteria, tenders)


def agreed(kept):
    """The agreed scores of the ranked tenders."""
    placed = {each.id for each in kept.results if each.rank}
    return [(each, score) for each in kept.tenders if each.id in placed for score in each.scores]


def keeps(kept, tender, criterion, hundredths):
    """Is the first tender still first, alone or level, were this the agreed score?"""
    changed = replace(
        tender,
        scores=tuple(
            replace(each, score=hundredths) if each.criterion_id == criterion else each
            for each in tender.scores
        ),
    )
    again = ranked(kept.criteria, [changed if each.id == tender.id else each for each in kept.tenders])
    leading = [each.id for each in again.results if each.rank == 1]
    return not leading or kept.results[0].id in leading  # where nobody is left nobody else wins


@pytest.mark.parametrize("formula", FORMULAS)
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_just_inside_keeps_and_just_outside_flips_whatever_score_is_tried(formula, data):
    kept = data.draw(rankings(formula))
    if not kept.results[0].rank:
        return
    found = {(each.tender, each.criterion): each.change for each in flips(kept)}
    for tender, score in agreed(kept):
        change = found.get((tender.id, score.criterion_id))
        tried = {*range(0, 10_001, 500), 1_999, 4_999}
        if change is not None:
            edge = score.score + change * 100
            beyond = {"down": ceil(edge) - 1, "up": floor(edge) + 1}
            if change:
                del beyond["up" if change < 0 else "down"]
            assert not all(keeps(kept, tender, score.criterion_id, each) for each in beyond.values())
            tried |= {floor(edge), ceil(edge)}
        for mark in tried:
            if change is None or abs(mark - score.score) <= abs(change) * 100:
                assert keeps(kept, tender, score.criterion_id, mark)


def test_only_agreed_marks_are_listed_and_in_their_own_points():
    """Half of the points for jobs are quantity, as a share of the highest; price and jobs weigh half each.

    Offers of 100 and 100: 100 points each for quantity. Marks for jobs 60 and 50: 80 and 75 points. Both prices alike, so
    100 each: A 90, B 87.5. The 2.5 points are 5 of the points for jobs and 10 of the mark, which is nobody's price.
    """
    half = QuantityRule("share-of-highest", "metric", 5_000)
    jobs = CriterionInput("jobs", "Jobs", CriterionKind.SOCIAL_VALUE, 5_000, None, None, half)
    cast = (("A", 6_000), ("B", 5_000))
    kept = ranked(
        [replace(PRICE, weight_bp=5_000), jobs],
        [
            TenderInput(name, 900, (ScoreInput("jobs", mark),), (OfferInput("jobs", 100),))
            for name, mark in cast
        ],
    )
    assert flips(kept) == (Flip("A", "jobs", Fraction(-10)), Flip("B", "jobs", Fraction(10)))


def test_a_mark_whose_points_have_no_room_may_still_move():
    """Three quarters of the points for jobs are quantity: B's 100 points of quantity and mark of 60 make 90 points.

    A has 98 by a mark of 92. The 8 points between them are 32 of B's mark, up to 92, though no score of 90 rises by 32.
    """
    most = QuantityRule("share-of-highest", "metric", 7_500)
    jobs = CriterionInput("jobs", "Jobs", CriterionKind.SOCIAL_VALUE, 10_000, None, None, most)
    cast = (("A", 9_200), ("B", 6_000))
    kept = ranked(
        [jobs],
        [
            TenderInput(name, None, (ScoreInput("jobs", mark),), (OfferInput("jobs", 100),))
            for name, mark in cast
        ],
    )
    assert Flip("B", "jobs", Fraction(32)) in flips(kept)


@pytest.mark.parametrize("formula", RESTED)
def test_a_price_that_rests_on_quality_is_worked_out_again(formula):
    """A at £10 and 90 leads B at £11 and 80; weights 60 and 40. Were price points held still, A alone could flip it."""
    kept = ranked(
        [
            replace(PRICE, weight_bp=6_000, price_formula=formula),
            replace(METHOD, weight_bp=4_000, minimum=None),
        ],
        quality(("A", 1_000, 90), ("B", 1_100, 80)),
    )
    (up,) = [each for each in flips(kept) if each.tender == "B"]
    assert 0 < up.change < 20
    mark = 8_000 + int(up.change * 100)
    b = kept.tenders[1]
    assert keeps(kept, b, "method", mark) and not keeps(kept, b, "method", mark + 1)


def test_price_for_each_point_of_quality_by_hand():
    """Price 40%, quality 60%. A, £10 and 90, has 40 + 54 = 94: 11.11 pence for a point. B at a mark of m pays 1,100 / m
    pence, as much at 99, and has 40 x m / 99 + 0.6m = 1.00404m. That reaches 94 between 93.62 and 93.63: from 80 a
    change of 13.62 keeps A and 13.63 does not."""
    kept = ranked(
        [
            replace(PRICE, weight_bp=4_000, price_formula="price-per-quality-point"),
            replace(METHOD, weight_bp=6_000, minimum=None),
        ],
        quality(("A", 1_000, 90), ("B", 1_100, 80)),
    )
    assert Flip("B", "method", Fraction("13.62")) in flips(kept)


def test_among_many_a_price_that_rests_on_quality_is_not_worked_out(monkeypatch):
    rested = replace(PRICE, price_formula=RESTED[0])
    kept = ranked([rested, METHOD], quality(*CAST))
    assert flips(kept)
    monkeypatch.setattr(tried_marks, "MOST_TRIED", 3**2 * 2 - 1)
    assert flips(kept) is None
    assert flips(ranked([PRICE, METHOD], quality(*CAST))) is not None


def test_a_weight_moves_prices_where_quality_is_a_mean_of_several():
    rested = replace(PRICE, price_formula=RESTED[0])
    two = [replace(METHOD, id=each, weight_bp=3_500) for each in ("one", "two")]
    marks = (ScoreInput("one", 6_000), ScoreInput("two", 7_000))
    tenders = [TenderInput("A", 100, marks)]
    assert weights_move_prices(ranked([rested, *two], tenders))
    assert not weights_move_prices(ranked([PRICE, *two], tenders))
    assert not weights_move_prices(ranked([rested, METHOD], quality(*CAST)))
