"""A framework edition as a workbook: read whole or refused with the cell of every mistake."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.domain.library import Edition
from commonweal.interchange.frameworks import (
    UnreadableFramework,
    blank_xlsx,
    read_xlsx,
    write_xlsx,
    write_yaml,
)
from commonweal.interchange.frameworks.assemble import ITEM_FIELDS
from tests.interchange.frameworks.examples import SMALL, editions


def column(name: str) -> str:
    return "ABCDEFGHIJKLMN"[ITEM_FIELDS.index(name)]


def edited(changes: dict[str, object], *, sheet: str = "Items") -> bytes:
    """The small edition's workbook with some cells typed over."""
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(SMALL)))
    for cell, value in changes.items():
        book[sheet][cell] = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def mistakes(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(UnreadableFramework) as refusal:
        read_xlsx(data)
    return [(fault.place, fault.code) for fault in refusal.value.faults]


def test_an_edition_survives_the_way_to_a_workbook_and_back() -> None:
    assert read_xlsx(write_xlsx(SMALL)) == SMALL


@settings(max_examples=25, deadline=None)
@given(editions())
def test_every_edition_survives_the_way_to_a_workbook_and_back(edition: Edition) -> None:
    assert read_xlsx(write_xlsx(edition)) == edition


def test_a_text_that_begins_with_an_equals_sign_stays_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(SMALL)))
    types = {cell.data_type for row in book["Items"].iter_rows() for cell in row if cell.value is not None}
    assert types == {"s"}


def test_dates_and_numbers_typed_in_excel_are_understood() -> None:
    import datetime as dt

    cells = {"B6": dt.datetime(2026, 4, 1)}  # noqa: DTZ001 (a workbook's dates have no zone)
    assert read_xlsx(edited(cells, sheet="Framework")) == SMALL
    assert read_xlsx(edited({f"{column('weight_bp')}3": 1500, f"{column('parent')}7": 1})) == SMALL


def test_blank_rows_between_items_are_passed_over() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(SMALL)))
    book["Items"].insert_rows(4, 3)
    target = io.BytesIO()
    book.save(target)
    assert read_xlsx(target.getvalue()) == SMALL


def test_columns_may_stand_in_any_order() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(SMALL)))
    sheet = book["Items"]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    sheet.delete_rows(1, sheet.max_row)
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row[::-1], start=1):
            cell = sheet.cell(number, place, value)
            cell.data_type = "s" if isinstance(value, str) else cell.data_type
    target = io.BytesIO()
    book.save(target)
    assert read_xlsx(target.getvalue()) == SMALL


@pytest.mark.parametrize(
    ("name", "row", "value", "code"),
    [
        ("kind", 6, "benefit", "framework.choice_unknown"),
        ("kind", 6, None, "framework.field_missing"),
        ("code", 7, "1", "framework.code_repeated"),
        ("code", 7, "a b", "framework.code_malformed"),
        ("title", 6, "  ", "framework.field_missing"),
        ("parent", 7, "9", "framework.parent_unknown"),
        ("parent", 7, None, "framework.parent_missing"),
        ("wording", 6, "certain", "framework.choice_unknown"),
        ("unit", 9, None, "framework.unit_missing"),
        ("metric_kind", 9, None, "framework.metric_kind_missing"),
        ("needs_baseline", 9, "perhaps", "framework.yes_or_no"),
        ("weight_bp", 3, "15%", "framework.whole_number"),
        ("weight_bp", 3, 20_000, "framework.value_out_of_range"),
        ("adapts", 7, "1a", "framework.adapts_malformed"),
    ],
)
def test_each_mistake_is_found_at_its_cell(name: str, row: int, value: object, code: str) -> None:
    cell = f"{column(name)}{row}"
    assert (f"Items!{cell}", code) in mistakes(edited({cell: value}))


@pytest.mark.parametrize(
    ("cell", "value", "expected"),
    [
        ("B4", None, ("Framework!B4", "framework.field_missing")),
        ("B6", "next spring", ("Framework!B6", "framework.day_malformed")),
        ("B7", "2020-01-01", ("Framework!B7", "framework.ends_before_start")),
        ("A4", "name", ("Framework!A4", "framework.field_unknown")),
        ("A5", "title", ("Framework!A5", "framework.field_repeated")),
    ],
)
def test_mistakes_about_the_edition_are_found_at_their_cell(
    cell: str, value: object, expected: tuple[str, str]
) -> None:
    assert expected in mistakes(edited({cell: value}, sheet="Framework"))


def test_only_items_of_known_frameworks_are_adapted() -> None:
    assert read_xlsx(write_xlsx(SMALL), {"ppn002/1a"}) == SMALL
    with pytest.raises(UnreadableFramework) as refusal:
        read_xlsx(write_xlsx(SMALL), {"ppn002/1b"})
    fault = refusal.value.faults[0]
    assert (fault.place, fault.code) == (f"Items!{column('adapts')}7", "framework.adapts_unknown")


def test_a_column_that_nothing_reads_is_refused() -> None:
    assert mistakes(edited({"L1": "comment"})) == [("Items!L1", "framework.field_unknown")]


def test_a_missing_column_is_named() -> None:
    found = mistakes(edited({f"{column('title')}1": None}))
    assert ("Items!A1", "framework.column_missing") in found


def test_all_mistakes_of_a_workbook_are_named_at_once() -> None:
    found = mistakes(edited({"D6": None, "E9": "certain"}))
    assert found == [("Items!D6", "framework.field_missing"), ("Items!E9", "framework.choice_unknown")]


def test_a_missing_sheet_is_named() -> None:
    book = openpyxl.Workbook()
    target = io.BytesIO()
    book.save(target)
    assert mistakes(target.getvalue()) == [("the file", "framework.sheet_missing")]


def test_the_blank_workbook_says_what_to_fill_in() -> None:
    found = mistakes(blank_xlsx())
    assert ("Framework!B2", "framework.field_missing") in found
    book = openpyxl.load_workbook(io.BytesIO(blank_xlsx()))
    assert [cell.value for cell in book["Items"][1]] == list(ITEM_FIELDS)
    assert len(book["Items"].data_validations.dataValidation) == 4


@pytest.mark.parametrize("data", [b"", b"kind,code\n", write_yaml(SMALL), b"PK\x03\x04broken"])
def test_what_is_not_a_workbook_is_refused(data: bytes) -> None:
    assert mistakes(data) == [("the file", "framework.not_a_workbook")]


def test_a_zip_that_is_not_a_workbook_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("hello.txt", "hello")
    assert mistakes(target.getvalue()) == [("the file", "framework.not_a_workbook")]


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_read() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 61_000_000)
    assert mistakes(target.getvalue()) == [("the file", "framework.file_too_large")]


def test_a_damaged_workbook_gives_faults_not_a_stack_trace() -> None:
    whole = write_xlsx(SMALL)
    for cut in range(100, len(whole), 701):
        assert mistakes(whole[:cut]) == [("the file", "framework.not_a_workbook")]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(st.none() | st.booleans() | st.integers() | st.text("a1=[ ", max_size=4), max_size=13),
        max_size=4,
    )
)
def test_any_cells_give_an_edition_or_faults_with_cells(rows: list[list[object]]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(SMALL)))
    sheet = book["Items"]
    sheet.delete_rows(2, sheet.max_row)
    for row in rows:
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    with pytest.raises(UnreadableFramework) as refusal:
        read_xlsx(target.getvalue())
    assert all("!" in fault.place for fault in refusal.value.faults)
