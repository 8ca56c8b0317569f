"""What is filled into a response workbook comes back, whichever kind of file it is."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.domain.packs import workbook as form
from commonweal.domain.tenders import Answer
from tests.domain.asks_examples import a_criterion, an_ask
from tests.domain.tender_examples import a_quantity
from tests.interchange.packs.workbooks import a_response, a_workbook, read, spoilt

KINDS = ("xlsx", "ods")


@pytest.mark.parametrize("kind", KINDS)
def test_everything_comes_back_as_it_was(kind):
    assert read(kind, a_workbook(kind, a_response())) == a_response()


@pytest.mark.parametrize("kind", KINDS)
def test_a_blank_workbook_says_nothing_and_is_not_wrong(kind):
    nothing = read(kind, a_workbook(kind))
    assert (nothing.organisation, nothing.lot_id, nothing.price_pence) == ("", None, None)
    assert (nothing.answers, nothing.offers) == ((), ())


def test_another_program_may_save_it_in_between():
    assert read("xlsx", spoilt(lambda file: None, a_response())) == a_response()


def test_the_same_ask_makes_workbooks_of_both_kinds_with_the_same_sheets():
    file = openpyxl.load_workbook(io.BytesIO(a_workbook("xlsx")))
    assert tuple(file.sheetnames) == form.SHEETS


def test_only_what_is_filled_in_is_unlocked_and_every_sheet_is_protected():
    file = openpyxl.load_workbook(io.BytesIO(a_workbook("xlsx")))
    assert all(sheet.protection.sheet for sheet in file.worksheets)
    answers = file["Answers"]
    locked = {cell.column_letter: cell.protection.locked for cell in answers[4]}
    assert locked == {"A": True, "B": True, "C": True, "D": False, "E": True}


def test_choices_are_offered_from_the_lists_and_nothing_is_hidden():
    file = openpyxl.load_workbook(io.BytesIO(a_workbook("xlsx")))
    rules = {str(rule.sqref): rule.formula1 for rule in file["Commitments"].data_validations.dataValidation}
    assert rules["B4:B63"] == "Lists!$B$4:$B$5"
    assert all(sheet.sheet_state == "visible" for sheet in file.worksheets)


def test_words_are_counted_beside_each_answer():
    file = openpyxl.load_workbook(io.BytesIO(a_workbook("xlsx")))
    assert file["Answers"]["E4"].value == form.word_formula("D4")


def test_days_and_numbers_typed_as_text_are_read():
    def change(file):
        file["Amounts"]["B4"], file["Amounts"]["C4"] = "1/6/2027", "2028-05-31"
        file["Amounts"]["E4"], file["Your tender"]["B6"] = "40", "£980,000.50"

    assert read("xlsx", spoilt(change, a_response())) == a_response()


def test_a_number_that_a_program_keeps_in_binary_is_exact():
    def change(file):
        file["Amounts"]["E4"] = 0.1 + 0.2

    found = read("xlsx", spoilt(change, a_response()))
    assert found.offers[0].periods[0].quantity == 300


def test_an_answer_over_its_limit_is_read_because_nobody_loses_words():
    long = a_response(answers=(Answer("criterion-quality", "word " * 900),))
    assert len(read("xlsx", a_workbook("xlsx", long)).answers[0].text.split()) == 900


def test_an_answer_too_long_for_one_cell_has_several():
    ask = an_ask(criteria=(a_criterion(weight_bp=10_000, word_limit=9_000),))
    rows = form.answer_rows(ask)
    assert [(row.part, row.parts) for row in rows] == [(1, 3), (2, 3), (3, 3)]


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=300)


@settings(max_examples=15)
@given(
    text=_TEXT,
    quantity=st.integers(1, 10**9),
    pence=st.integers(1, 10**11),
    start=st.dates(date(2027, 6, 1), date(2029, 1, 1)),
)
@pytest.mark.parametrize("kind", KINDS)
def test_any_text_figure_and_day_comes_back(kind, text, quantity, pence, start):
    period = replace(a_quantity().periods[0], start_on=start, end_on=date(2029, 6, 1), quantity=quantity)
    offers = (a_quantity(key="row-1", periods=(period,)),)
    answers = (Answer("criterion-quality", text),) if text.strip() else ()
    said = a_response(offers=offers, price_pence=pence, answers=answers)
    back = read(kind, a_workbook(kind, said))
    assert (back.offers, back.price_pence) == (said.offers, pence)
    assert [each.text for each in back.answers] == [each.text for each in answers]
