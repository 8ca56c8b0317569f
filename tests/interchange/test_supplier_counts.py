"""A register of suppliers is counted by size: each supplier once, and nothing guessed."""

import openpyxl
import pytest

from commonweal.domain.access import Size
from commonweal.interchange.spend_files.sources import Unreadable
from commonweal.interchange.supplier_counts import count_suppliers, size_of

MICRO, SMALL, MEDIUM, LARGE = Size


def csv(tmp_path, text):
    path = tmp_path / "register.csv"
    path.write_text(text, "utf-8")
    return count_suppliers(path)


def test_suppliers_are_counted_by_the_size_they_state(tmp_path):
    found = csv(
        tmp_path, "Supplier name,Size\nAsh Ltd,Micro\nBeech Ltd,small\nCedar plc,Large\nDogwood,SME\n"
    )
    assert found.counts == {MICRO: 1, SMALL: 1, MEDIUM: 0, LARGE: 1}
    assert (found.without_size, found.suppliers) == (1, 4)


def test_or_by_the_number_of_their_people(tmp_path):
    rows = "Ash,9\nBeech,10\nCedar,49\nDogwood,50\nElm,249\nFir,250\nGorse,\n"
    found = csv(tmp_path, f"Company,Number of employees\n{rows}")
    assert found.counts == {MICRO: 1, SMALL: 2, MEDIUM: 2, LARGE: 1}
    assert found.without_size == 1


def test_a_title_above_the_header_and_totals_below_are_no_suppliers(tmp_path):
    found = csv(tmp_path, "Register of 2026\n\nSupplier,Size\nAsh,Micro\nTotal,1\n")
    assert found.suppliers == 1


def test_a_supplier_counts_once_by_its_company_number_or_by_its_name(tmp_path):
    rows = "Ash Ltd,01234567,Small\nASH LIMITED,1234567,Small\nBeech,,Micro\nbeech,,Micro\n"
    found = csv(tmp_path, f"Supplier,Company number,Size\n{rows}")
    assert (found.counts[SMALL], found.counts[MICRO], found.repeated) == (1, 1, 2)


def test_every_sheet_of_a_workbook_is_counted(tmp_path):
    book = openpyxl.Workbook()
    for sheet, rows in (
        (book.active, [["Ash", 4]]),
        (book.create_sheet("More"), [["Beech", 40], ["Ash", 4]]),
    ):
        for row in [["Provider", "Headcount"], *rows]:
            sheet.append(row)
    path = tmp_path / "register.xlsx"
    book.save(path)
    found = count_suppliers(path)
    assert (found.counts[MICRO], found.counts[SMALL], found.repeated) == (1, 1, 1)


@pytest.mark.parametrize("text", ["Supplier,Town\nAsh,Leeds\n", "Size\nMicro\n", "Dear all\n", "%PDF-1.7\n"])
def test_a_table_without_a_supplier_and_a_size_is_refused(tmp_path, text):
    with pytest.raises(Unreadable):
        csv(tmp_path, text)


@pytest.mark.parametrize(
    ("size", "people", "expected"),
    [
        ("Micro (0-9)", None, MICRO), ("Small enterprise", 400, SMALL), ("Non-SME", None, LARGE),
        ("SME", None, None), ("SME", "1,200", LARGE), ("10-49", None, SMALL), ("Small or medium", 60, MEDIUM),
        (None, 0, MICRO), (None, 12.0, SMALL), ("", "", None), ("unknown", "n/a", None),
    ],
)  # fmt: skip
def test_a_size_is_read_from_words_or_people_and_never_guessed(size, people, expected):
    assert size_of(size, people) is expected
