"""Contracts registers in shapes that the other tests do not have; made-up contracts only."""

import pytest

from commonweal.interchange.spend_files.registers import read_register
from commonweal.interchange.spend_files.sources import Unreadable

ANNUAL = {
    "options in brackets do not count": (
        "Title,Supplier,Total value,Duration (months)\nA,Dale,2400,12 (+12)\n",
        [240000],
    ),
    "years in words": (
        "Title,Supplier,Total value,Term\nA,Dale,2400,two years\nB,Fern,2400,Eighteen months\n",
        [120000, 160000],
    ),
    "months by number": ("Title,Supplier,Total value,Start,End\nA,Dale,2400,04/2023,03/2025\n", [120000]),
    "decimal commas": (
        "Title;Supplier;Annual value\nA;Dale;1.200,50\nB;Fern;2.400\n",
        [120050, 240000],
    ),
    "the value before tax": (
        "Title,Supplier,Total value inc VAT,Total value exc VAT,Start,End\nA,Dale,1200,1000,01/04/2023,31/03/2024\n",
        [100000],
    ),
    "the value of a year is annual": (
        "Title,Supplier,Value 2023/24,Value 2024/25,Start,End\nA,Dale,1000,2000,01/04/2023,31/03/2026\n",
        [100000],
    ),
    "a column that says what the value is holds none": (
        "Title,Supplier,Annual/Total,Value,Term\nA,Dale,Total,2400,2 years\n",
        [120000],
    ),
}


@pytest.mark.parametrize("shape", ANNUAL)
def test_annual_values(write, shape):
    text, expected = ANNUAL[shape]
    assert [each.annual_pence for each in read_register(write(text)).contracts] == expected


def test_a_comma_that_ended_a_title_moves_no_cell_into_another_column(write):
    register = read_register(
        write("Title,Supplier,Annual value\nCleaning, in and out,Dale,100\nB,Fern,200\n")
    )
    assert [each.supplier for each in register.contracts] == ["Fern"]
    assert register.rejected_lines == [("spend.csv", 2, "more cells than the header has columns")]


def test_payments_are_no_register(write):
    with pytest.raises(Unreadable, match="no header row of a contracts register"):
        read_register(write("Date,Supplier,Amount\n01/04/2024,Dale,10\n"))


def test_suppliers_and_values_alone_are_a_register(write):
    assert len(read_register(write("Supplier,Postcode,Contract value\nDale,NE1 1AA,10\n")).contracts) == 1
