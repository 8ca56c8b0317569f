"""Bars of amounts and wholes in parts: true to their figures, readable without colour, refusing to draw nothing."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.presentation.charts.amounts import Amount, amount_bars, amount_table
from commonweal.presentation.charts.parts import Whole, basis_points, part_bars, part_table
from commonweal.presentation.charts.svg import NARROW
from commonweal.presentation.formats import large_money

WORDS = {"chart_id": "chart", "title": "Spend", "description": "By service."}


def widths(drawing: str, fill: str) -> list[Fraction]:
    return [
        Fraction(found) for found in re.findall(rf'<rect[^>]*? width="([\d.]+)"[^>]*? fill="{fill}"', drawing)
    ]


def test_a_bar_is_as_long_as_its_amount():
    drawing = str(amount_bars((Amount("Roads", 400, "£4"), Amount("Care", 100, "£1")), **WORDS))
    long, short = widths(drawing, "#3b8590")
    assert abs(long / short - 4) < Fraction(1, 10)


def test_a_credit_has_its_figure_and_no_bar():
    drawing = str(amount_bars((Amount("Refunds", -400, "-£4"), Amount("Care", 100, "£1")), **WORDS))
    assert len(widths(drawing, "#3b8590")) == 1
    assert "-£4" in drawing


def test_names_are_escaped():
    drawing = str(amount_bars((Amount("<script>", 1, "£1"),), **WORDS))
    assert "<script>" not in drawing


def test_nothing_is_not_drawn():
    with pytest.raises(ValueError, match="no amount"):
        amount_bars((), **WORDS)
    with pytest.raises(ValueError, match="no whole"):
        part_bars((), ("a", "b"), **WORDS)


@given(st.lists(st.integers(0, 10**12), min_size=4, max_size=4).filter(any))
def test_parts_fill_their_whole(sizes):
    drawing = str(
        part_bars((Whole("2024/25", tuple(sizes)),), ("own", "region", "elsewhere", "unknown"), **WORDS)
    )
    drawn = [
        Fraction(found)
        for found in re.findall(r'<rect[^>]*? width="([\d.]+)"[^>]*? stroke="#ffffff"', drawing)
    ]
    assert abs(sum(drawn) - 698) < Fraction(len(drawn) + 1, 100)


def test_tables_say_the_same_as_the_pictures():
    assert amount_table((Amount("Roads", 400, "£4"),), what="Service").rows == (("Roads", "£4"),)
    table = part_table((Whole("2024/25", (1, 3)),), ("own", "unknown"), what="Year")
    assert table.rows == (("2024/25", "25.0%", "75.0%"),)


def test_a_share_of_nothing_is_nought():
    assert basis_points(0, (0, 0)) == 0


@pytest.mark.parametrize(
    ("pence", "words"),
    [
        (None, "–"), (0, "£0"), (123_456, "£1,235"), (99_999_999, "£1,000,000"), (123_456_789, "£1.2 million"),
        (241_234_567_890, "£2.4 billion"), (-250_000_000, "-£2.5 million"),
    ],
)  # fmt: skip
def test_large_money_is_short(pence, words):
    assert large_money(pence) == words


def test_a_key_that_is_too_wide_for_a_telephone_takes_another_line():
    names = ("Yes", "No", "Several suppliers of both kinds", "Unknown")
    wholes = (Whole("Awards", (1, 2, 3, 4)),)
    wide = part_bars(wholes, names, chart_id="wide", title="Awards", description="Awards")
    narrow = part_bars(wholes, names, chart_id="narrow", title="Awards", description="Awards", width=NARROW)
    assert "cw-chart--narrow" in narrow
    assert "cw-chart--narrow" not in wide
    assert 'height="96"' in wide
    assert 'height="118"' in narrow
