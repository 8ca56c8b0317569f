"""An amount is read in any notation councils use, exactly, or refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.interchange.spend_files.amounts import NotAnAmount, pence


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1234.56", 123456),
        ("£1,234.50", 123450),
        ("GBP 1,234.50", 123450),
        (" 1 234.56 ", 123456),
        ("1\xa0234.56", 123456),
        ("(1,234.50)", -123450),
        ("(£12.00)", -1200),
        ("£(12.00)", -1200),
        ("-£5", -500),
        ("£-5.10", -510),
        ("−5.10", -510),
        ("1234.5-", -123450),
        ("123.45CR", -12345),
        ("123.45 Cr", -12345),
        ("123.45 DR", 12345),
        ("1.234,56", 123456),
        ("£ -", 0),
        ("-", 0),
        ("0", 0),
        (".5", 50),
        ("œ5.00", 500),
        ("Â£5.00", 500),
        ("\ufffd5.00", 500),
        ("1.2E+05", 12000000),
        ("-3.46945E-18", 0),
        ("£1.2m", 120000000),
        ("£5k", 500000),
    ],
)
def test_notations(written, expected):
    assert pence(written) == expected


@pytest.mark.parametrize("written", ["", " ", "n/a", "TBC", "#N/A", None])
def test_what_stands_for_nothing_is_blank(written):
    assert pence(written) is None


@pytest.mark.parametrize(
    "written",
    ["Redacted", "12 High Street", "1-2", "1.2.3", "12/04/2019", "(5", "5)", "£", "99999999999999999", True],
)
def test_anything_else_is_refused(written):
    with pytest.raises(NotAnAmount):
        pence(written)


def test_fractions_of_a_penny_round_half_to_even():
    assert [pence(text) for text in ("0.005", "0.015", "0.0251")] == [0, 2, 3]


def test_workbook_numbers_are_read_as_they_are_shown():
    assert [pence(number) for number in (0.1, 1234.56, 5, -0.29, 1e6)] == [10, 123456, 500, -29, 100000000]


@given(
    st.integers(-(10**12), 10**12), st.sampled_from(("plain", "grouped", "bracketed", "trailing", "credit"))
)
def test_every_notation_of_every_amount_reads_back(amount, notation):
    whole, part = divmod(abs(amount), 100)
    figure = f"{whole}.{part:02d}" if notation == "plain" else f"{whole:,}.{part:02d}"
    negative = {"bracketed": f"(£{figure})", "trailing": f"{figure}-", "credit": f"{figure} CR"}
    written = figure if amount >= 0 else negative.get(notation, f"-{figure}")
    assert pence(written) == amount


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_float_of_two_places_keeps_its_pence(value):
    assert pence(float(value)) == int(Decimal(repr(float(value))) * 100)
