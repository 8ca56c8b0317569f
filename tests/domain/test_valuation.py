"""Value = unit value x quantity x (1 - deadweight) x attribution x (1 - displacement), by hand."""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.valuation import (
    Adjustment,
    DiscountRates,
    Grade,
    Kind,
    Prices,
    Range,
    UnitValue,
    Valuation,
    Valued,
    central_by_mission,
    certain,
)
from commonweal.reference.valuation import discount_rates, discount_rates_header, official_unit_values

FLAT = DiscountRates(((1, Fraction("0.035")),))


def unit_value(pounds, kind=Kind.FISCAL, price_year=2026, name="job"):
    return UnitValue(name, "A job", "job", kind, pounds, price_year, "A study", "2024", "None", Grade.MEDIUM)


def valuation(*commitments, values=None, rates=FLAT, prices=None):
    values = values or [unit_value(certain(1000))]
    return Valuation(2026, commitments, {one.id: one for one in values}, rates, prices or Prices("", {}))


def valued(**given):
    return Valued(
        **{
            "id": "C1",
            "title": "Jobs",
            "mission": "Work",
            "quantity": Fraction(10),
            "unit": "job",
            "unit_value": "job",
            "first_year": 2026,
            **given,
        }
    )


def share(text):
    return Adjustment(certain(Fraction(text)))


def central(one, **given):
    return valuation(one, **given).line(one).central


def test_the_first_year_by_hand():
    one = valued(deadweight=share("0.3"), attribution=share("0.8"), displacement=share("0.1"))
    assert central(one) == 1000 * 10 * 70 * 80 * 90 // 10_000  # 5,040.00 pounds in pence


def test_three_years_with_drop_off_and_discounting_by_hand():
    one = valued(years=3, drop_off=Fraction("0.25"))
    by_hand = 10_000 * (1 + Decimal("0.75") / Decimal("1.035") + Decimal("0.5625") / Decimal("1.035") ** 2)
    assert Decimal(central(one)) / 100 == by_hand.quantize(Decimal("0.01"), ROUND_HALF_EVEN)
    assert central(one) == 2_249_737


def test_a_later_start_is_discounted_from_the_base_year():
    assert central(valued(first_year=2028)) == round(Fraction(1_000_000) / Fraction("1.035") ** 2)


def test_prices_of_another_year_are_brought_to_the_base_year():
    prices = Prices("An index", {2019: Fraction(100), 2026: Fraction(128)})
    assert central(valued(), values=[unit_value(certain(1000), price_year=2019)], prices=prices) == 1_280_000


def test_half_a_penny_goes_to_the_even_penny():
    values = [unit_value(certain(Fraction("0.005"))), unit_value(certain(Fraction("0.015")), name="other")]
    one, other = valued(quantity=Fraction(1)), valued(id="C2", quantity=Fraction(1), unit_value="other")
    assert (central(one, values=values), central(other, values=values)) == (0, 2)


def test_the_lowest_and_highest_take_every_range_at_its_worst_and_best():
    pounds = Range(Fraction(500), Fraction(1000), Fraction(2000))
    lose = Adjustment(Range(Fraction("0.1"), Fraction("0.2"), Fraction("0.5")), "shared")
    one = valued(deadweight=lose)
    line = valuation(one, values=[unit_value(pounds)]).line(one)
    assert (line.lowest, line.central, line.highest) == (250_000, 800_000, 1_800_000)


@pytest.mark.parametrize(
    ("year", "factor"),
    [(0, "1.0000"), (1, "0.9662"), (5, "0.8420"), (10, "0.7089"), (30, "0.3563"), (31, "0.3459")],
)
def test_the_green_book_factors_with_the_step_after_year_30(year, factor):
    found = discount_rates().factors(40)[year]
    assert Decimal(found.numerator) / found.denominator == pytest.approx(
        Decimal(factor), abs=Decimal("0.00005")
    )


@pytest.mark.parametrize(
    ("year", "percent"),
    [
        (1, "3.5"),
        (30, "3.5"),
        (31, "3"),
        (75, "3"),
        (76, "2.5"),
        (125, "2.5"),
        (126, "2"),
        (201, "1.5"),
        (301, "1"),
    ],
)
def test_every_step_of_the_green_book_rate(year, percent):
    assert discount_rates().rate(year) * 100 == Fraction(percent)
    assert "Green Book" in discount_rates_header().source


def test_the_official_wellbeing_value_has_its_range_source_and_price_year():
    wellby = official_unit_values()["wellby"]
    assert (wellby.pounds.low, wellby.pounds.central, wellby.pounds.high) == (10_000, 13_000, 16_000)
    assert (wellby.price_year, wellby.source_year, wellby.kind) == (2019, "2021", Kind.WELLBEING)


def test_kinds_are_never_added_and_lines_add_up_exactly():
    values = [unit_value(certain(Fraction("0.333"))), unit_value(certain(7), Kind.WELLBEING, name="feeling")]
    commitments = [
        valued(id=f"C{n}", unit_value=("job", "feeling")[n % 2], quantity=Fraction(1)) for n in range(6)
    ]
    made = valuation(*commitments, values=values)
    lines = [made.line(one) for one in made.priced()]
    assert central_by_mission(lines) == {("Work", Kind.FISCAL): 99, ("Work", Kind.WELLBEING): 2100}


def test_an_unpriced_commitment_stands_beside_the_others():
    made = valuation(valued(), valued(id="C2", unit_value=""))
    assert [one.id for one in made.priced()] == ["C1"]
    assert [one.id for one in made.unpriced()] == ["C2"]


SHARES = st.fractions(0, 1, max_denominator=1000)


@given(SHARES, SHARES, SHARES, st.integers(1, 60), SHARES)
def test_more_deadweight_or_displacement_or_less_attribution_is_never_worth_more(
    lose, keep, push, years, drop_off
):
    whole = valued(years=years, drop_off=drop_off)
    less = valued(
        years=years,
        drop_off=drop_off,
        deadweight=Adjustment(certain(lose)),
        attribution=Adjustment(certain(keep)),
        displacement=Adjustment(certain(push)),
    )
    assert 0 <= central(less) <= central(whole) <= years * 1_000_000
