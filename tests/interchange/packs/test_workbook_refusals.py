"""What is refused in a workbook, with its sheet and cell, and that nothing else ever comes of any file."""

import dataclasses
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.domain.asks import FixedPriceContent, MethodContent
from commonweal.domain.packs.workbook import LONGEST_CELL, MOST_BYTES
from commonweal.interchange.packs.faults import CellFault, UnreadableWorkbook
from commonweal.presentation.words import all_words
from tests.domain.asks_examples import an_ask
from tests.interchange.packs.workbooks import a_response, a_workbook, read, spoilt, with_part, with_text


def faults(kind: str, data: bytes, **kwargs) -> list[tuple[str, str]]:
    with pytest.raises(UnreadableWorkbook) as refused:
        read(kind, data, **kwargs)
    for fault in refused.value.faults:
        assert str(all_words()[fault.code]) % fault.params
    return [(fault.place, fault.code) for fault in refused.value.faults]


def changed(sheet: str, cell: str, value) -> bytes:
    def change(file):
        file[sheet][cell] = value

    return spoilt(change, a_response())


def test_a_formula_is_refused_in_its_cell():
    assert faults("xlsx", changed("Answers", "D4", "=1+1")) == [("Answers!D4", "pack.cell_formula")]


def test_a_formula_is_refused_where_only_our_word_count_may_stand():
    data = changed("Answers", "E4", '=HYPERLINK("http://example.org")')
    assert faults("xlsx", data) == [("Answers!E4", "pack.cell_formula")]


def test_a_formula_in_an_ods_is_refused_in_its_cell():
    old = b'<table:table-cell table:style-name="text" office:value-type="string">'
    new = b'<table:table-cell table:style-name="text" table:formula="of:=1+1" office:value-type="string">'
    data = with_text(a_workbook("ods", a_response()), "content.xml", old, new)
    assert faults("ods", data) == [("Your tender!B4", "pack.cell_formula")]


def test_merged_cells_are_refused_where_they_are():
    data = spoilt(lambda file: file["Answers"].merge_cells("A5:B5"))
    assert ("Answers!A5:B5", "pack.cells_merged") in faults("xlsx", data)


def test_merged_cells_in_an_ods_are_refused_where_they_are():
    old = b'table:style-name="title"'
    data = with_text(a_workbook("ods"), "content.xml", old, old + b' table:number-columns-spanned="2"')
    assert faults("ods", data) == [("Instructions!A1", "pack.cells_merged")]


def test_a_hidden_sheet_with_content_is_refused_and_an_empty_one_is_not():
    def hide(file):
        file.create_sheet("Notes").sheet_state = "hidden"

    assert read("xlsx", spoilt(hide, a_response())) == a_response()

    def fill(file):
        hide(file)
        file["Notes"]["A1"] = "a secret"

    assert faults("xlsx", spoilt(fill)) == [("Notes", "pack.sheet_hidden")]


def test_one_of_our_sheets_that_was_hidden_is_refused():
    def hide(file):
        file["Lists"].sheet_state = "veryHidden"

    assert faults("xlsx", spoilt(hide)) == [("Lists", "pack.sheet_hidden")]


def test_a_hidden_sheet_in_an_ods_is_refused():
    old, new = b'table:display="true"', b'table:display="false"'
    found = faults("ods", with_text(a_workbook("ods"), "content.xml", old, new))
    assert {code for _place, code in found} == {"pack.sheet_hidden"}


def test_an_added_sheet_is_refused_and_a_missing_one_named():
    def change(file):
        file.create_sheet("More")["A1"] = "and more"
        del file["Milestones"]

    assert faults("xlsx", spoilt(change)) == [
        ("Milestones", "pack.sheet_missing"),
        ("More", "pack.sheet_unknown"),
    ]


def test_a_workbook_of_another_ask_another_version_or_a_draft_is_refused():
    data = a_workbook("xlsx", a_response())
    assert faults("xlsx", data, ask=an_ask(procurement_id="another")) == [
        ("the file", "pack.workbook_of_another_ask")
    ]
    assert faults("xlsx", data, ask=an_ask(version=2)) == [("the file", "pack.workbook_of_another_version")]
    assert faults("xlsx", data, ask=an_ask(why="Corrected.")) == [
        ("the file", "pack.workbook_of_another_version")
    ]
    assert faults("xlsx", changed("About this workbook", "B9", "yes")) == [
        ("the file", "pack.workbook_of_a_draft")
    ]


def test_a_later_format_and_somebody_else_s_workbook_are_told_apart():
    assert faults("xlsx", changed("About this workbook", "B4", "commonweal.response.9")) == [
        ("the file", "pack.workbook_format")
    ]
    assert faults("xlsx", changed("About this workbook", "B4", "something")) == [
        ("the file", "pack.workbook_not_ours")
    ]


def test_macros_are_refused_in_either_kind():
    data = with_part(a_workbook("xlsx"), lambda parts: parts.update({"xl/vbaProject.bin": b"x"}))
    assert faults("xlsx", data) == [("the file", "pack.workbook_macros")]
    data = with_part(a_workbook("ods"), lambda parts: parts.update({"Basic/Standard/Module1.xml": b"x"}))
    assert faults("ods", data) == [("the file", "pack.workbook_macros")]


def test_links_to_other_files_are_refused():
    data = with_part(
        a_workbook("xlsx"), lambda parts: parts.update({"xl/externalLinks/externalLink1.xml": b"x"})
    )
    assert faults("xlsx", data) == [("the file", "pack.workbook_links")]


def test_a_renamed_file_is_refused():
    assert faults("xlsx", a_workbook("xlsx"), name="filled.ods") == [("the file", "pack.workbook_renamed")]
    assert faults("ods", a_workbook("ods"), name="filled.xlsx") == [("the file", "pack.workbook_renamed")]
    assert faults("xlsx", b"%PDF-1.7 not at all") == [("the file", "pack.not_a_workbook")]
    assert faults("xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600) == [
        ("the file", "pack.workbook_locked")
    ]


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    data = with_part(
        a_workbook("xlsx"), lambda parts: parts.update({"xl/worksheets/x.xml": b"0" * 60_000_000})
    )
    assert len(data) < 200_000
    assert faults("xlsx", data) == [("the file", "pack.workbook_unpacks_too_large")]
    assert faults("xlsx", b"0" * (MOST_BYTES + 1)) == [("the file", "pack.workbook_too_large")]


def test_cells_that_claim_to_be_repeated_a_million_times_are_not_unfolded():
    old = b'<table:table-cell table:style-name="title"'
    new = b'<table:table-cell table:number-columns-repeated="16384" table:style-name="title"'
    found = faults("ods", with_text(a_workbook("ods"), "content.xml", old, new))
    assert found == [("Instructions", "pack.sheet_too_large")]
    old = b'<table:table-row table:style-name="row">'
    new = b'<table:table-row table:number-rows-repeated="1048576" table:style-name="row">'
    found = faults("ods", with_text(a_workbook("ods"), "content.xml", old, new))
    assert found == [("Instructions", "pack.sheet_too_large")]


def test_a_row_a_million_down_is_refused_before_what_lies_between_is_made():
    assert faults("xlsx", changed("Answers", "A1048576", "here")) == [("the file", "pack.sheet_too_large")]


def test_entities_are_never_unfolded():
    head, rest = b'<?xml version="1.0" encoding="UTF-8"?>', b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    assert faults("ods", with_text(a_workbook("ods"), "content.xml", head, head + rest)) == [
        ("the file", "pack.workbook_damaged")
    ]


def test_a_text_of_200_000_signs_is_refused_in_its_cell():
    old = b"Example Care CIC"
    data = with_text(a_workbook("ods", a_response()), "content.xml", old, b"a" * 200_000)
    assert faults("ods", data) == [("Your tender!B4", "pack.cell_too_long")]
    with pytest.raises(UnreadableWorkbook) as refused:
        read("ods", data)
    assert refused.value.faults[0].params == {"count": 200_000, "limit": LONGEST_CELL}


def test_what_stands_outside_the_form_is_refused_in_its_cell():
    assert faults("xlsx", changed("Answers", "H30", "by the way")) == [("Answers!H30", "pack.cell_outside")]


def test_moved_headings_and_rows_are_refused_where_they_should_be():
    assert faults("xlsx", changed("Answers", "D3", "My answer")) == [("Answers!D3", "pack.column_moved")]
    assert faults("xlsx", changed("Answers", "A4", "2. Another")) == [("Answers!A4", "pack.row_moved")]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "code"),
    [
        ("Commitments", "B4", "Nothing of the kind", "pack.choice_unknown"),
        ("Commitments", "C4", None, "pack.cell_required"),
        ("Commitments", "D4", None, "pack.cell_required"),
        ("Commitments", "F4", "people", "pack.only_for_own_measure"),
        ("Commitments", "G4", "1. Residents keep good health", "pack.only_for_own_measure"),
        ("Commitments", "J4", "1. North", "pack.place_in_amounts"),
        ("Commitments", "I4", "Somebody Ltd", "commitment.subcontractor_not_meant"),
        ("Commitments", "M4", "word " * 301, "commitment.words_long"),
        ("Amounts", "A4", "17", "pack.commitment_missing"),
        ("Amounts", "B4", "some day", "pack.not_a_day"),
        ("Amounts", "B4", None, "pack.cell_required"),
        ("Amounts", "E4", -1, "pack.not_a_number"),
        ("Amounts", "E4", 0.12345, "pack.not_a_number"),
        ("Amounts", "E4", "many", "quantity.not_a_number"),
        ("Amounts", "E4", True, "pack.not_a_number"),
        ("Milestones", "C4", "soon", "pack.not_a_day"),
        ("Your tender", "B5", "2. Another lot", "pack.choice_unknown"),
        ("Your tender", "B6", "a lot", "money.not_an_amount"),
    ],
)
def test_a_mistake_is_told_in_its_cell(sheet, cell, value, code):
    assert (f"{sheet}!{cell}", code) in faults("xlsx", changed(sheet, cell, value))


def test_a_rule_about_amounts_is_told_where_the_amount_stands():
    import datetime as dt

    data = changed("Amounts", "B5", dt.date(2026, 1, 1))
    assert ("Amounts!B5", "commitment.outside_contract") in faults("xlsx", data)


def test_every_mistake_is_told_at_once_and_nothing_is_read():
    def change(file):
        file["Answers"]["D4"] = "=1"
        file["Answers"]["H9"] = "x"
        file["Commitments"]["A70"] = "y"

    assert len(faults("xlsx", spoilt(change))) == 3


@settings(max_examples=40)
@given(st.binary(max_size=400), st.sampled_from(["a.xlsx", "a.ods", "a", "a.XLSX"]))
def test_no_bytes_at_all_do_anything_but_be_refused(data, name):
    with pytest.raises(UnreadableWorkbook):
        read("xlsx", data, name=name)


_PARTS = {
    "xlsx": ("xl/workbook.xml", "xl/worksheets/sheet3.xml", "xl/sharedStrings.xml", "xl/styles.xml"),
    "ods": ("content.xml", "META-INF/manifest.xml"),
}


@settings(max_examples=60)
@given(st.data())
@pytest.mark.parametrize("kind", sorted(_PARTS))
def test_a_damaged_part_is_refused_or_read_and_never_breaks(kind, data):
    part = data.draw(st.sampled_from(_PARTS[kind]))
    original = _BLANK[kind]

    def damage(parts: dict[str, bytes]) -> None:
        content = parts[part]
        at = data.draw(st.integers(0, len(content)))
        cut = data.draw(st.integers(0, 40))
        parts[part] = content[:at] + data.draw(st.binary(max_size=8)) + content[at + cut :]

    try:
        read(kind, with_part(original, damage))
    except UnreadableWorkbook as refused:
        assert all(isinstance(fault, CellFault) for fault in refused.faults)


_BLANK = {kind: a_workbook(kind) for kind in _PARTS}


def test_a_zip_that_is_no_workbook_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("hello.txt", "hello")
    assert faults("xlsx", target.getvalue()) == [("the file", "pack.not_a_workbook")]


def test_a_response_names_the_ask_it_answers():
    ask = an_ask()
    assert dataclasses.asdict(read("xlsx", a_workbook("xlsx")))["ask_digest"] == ask.digest()


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_price_that_is_not_the_fixed_one_is_told_in_its_cell(kind):
    price, *questions = an_ask().criteria
    stated = MethodContent(fixed_prices=(FixedPriceContent("lot-1", 5_000_000),))
    ask = an_ask(
        criteria=(dataclasses.replace(price, price_formula="fixed-price"), *questions), method=stated
    )
    wrong = a_workbook(kind, a_response(ask, price_pence=5_000_001), ask)
    assert faults(kind, wrong, ask=ask) == [("Your tender!B6", "tender.price_not_fixed")]
    right = a_workbook(kind, a_response(ask, price_pence=5_000_000), ask)
    assert read(kind, right, ask=ask).price_pence == 5_000_000
