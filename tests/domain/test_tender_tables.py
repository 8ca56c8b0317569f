"""A table of tenders from another suite: what its columns mean, and every mistake by its cell."""

from dataclasses import replace
from decimal import Decimal

import pytest

from commonweal.domain.asks import FixedPriceContent, MethodContent, QuantityContent
from commonweal.domain.assessment.quantity import QuantityRule
from commonweal.domain.errors import Invalid
from commonweal.domain.tender_tables import (
    Table,
    TableCell,
    TableRow,
    check_meanings,
    read_rows,
    suggested,
)
from tests.domain.asks_examples import a_criterion, a_price_criterion, an_ask

ASK = an_ask(criteria=(a_price_criterion(), a_criterion()))
(QUESTION,) = ASK.questions
METRIC = QUESTION.metrics[0]
ANSWER, HOURS = f"answer:{QUESTION.id}", f"metric:{METRIC.id}"
HEADINGS = ("Bidder", "CRN", "Bid value (GBP)", QUESTION.title, METRIC.title, "Status")
MEANS = ("supplier", "number", "price", ANSWER, HOURS, "")


def a_table(*rows, headings=HEADINGS):
    """Rows from 2 on; None is an empty cell."""
    return Table(
        "",
        headings,
        tuple(
            TableRow(
                number,
                {
                    at: value
                    if isinstance(value, TableCell)
                    else TableCell(f"{'ABCDEFG'[at]}{number}", value)
                    for at, value in enumerate(row)
                    if value is not None
                },
            )
            for number, row in enumerate(rows, start=2)
        ),
    )


def faults(table, means=MEANS, ask=ASK):
    _rows, found = read_rows(table, means, ask)
    return [(fault.place, fault.code) for fault in found]


def test_a_price_is_asked_for_where_points_rest_on_it_and_else_may_be_left_out():
    plain = an_ask(criteria=(a_criterion(),))
    check_meanings(("supplier", ANSWER), plain)
    rule = QuantityRule("per-pound-of-price", METRIC.id, 5_000)
    counted = replace(plain, method=MethodContent(quantities=(QuantityContent(QUESTION.id, rule),)))
    with pytest.raises(Invalid) as refused:
        check_meanings(("supplier", ANSWER), counted)
    assert refused.value.code == "tender_table.no_price"


def test_columns_are_known_by_their_headings():
    assert suggested(HEADINGS, ASK) == MEANS


def test_what_was_confirmed_before_is_proposed_again_and_a_guess_is_not():
    said = suggested(HEADINGS, ASK, {"status": "supplier", "bidder": ""})
    assert said == ("", "number", "price", ANSWER, HOURS, "supplier")


def test_what_was_remembered_of_another_ask_is_not_proposed():
    assert suggested(("Method",), ASK, {"method": "answer:gone"}) == ("",)


@pytest.mark.parametrize(
    ("means", "code"),
    [
        (("", *MEANS[1:]), "tender_table.no_supplier"),
        (("supplier", "supplier"), "tender_table.meaning_twice"),
        (("supplier", "answer:gone"), "tender_table.meaning_unknown"),
        (("supplier", "lot"), "tender_table.meaning_unknown"),
    ],
)
def test_columns_that_cannot_be_read(means, code):
    with pytest.raises(Invalid, match=code):
        check_meanings(means, ASK)


def test_price_and_several_lots_have_a_column():
    check_meanings(("supplier",), replace(ASK, criteria=ASK.questions))
    with pytest.raises(Invalid, match=r"tender_table\.no_price"):
        check_meanings(("supplier",), ASK)
    with pytest.raises(Invalid, match=r"tender_table\.no_lot"):
        check_meanings(
            ("supplier", "price"), replace(ASK, lots=(ASK.lots[0], replace(ASK.lots[0], number=2)))
        )


def test_a_row_is_one_tender():
    rows, found = read_rows(
        a_table(
            (" Example  Works ", Decimal(1234567), "£1,200.50", "We plant.\nWe water.", Decimal("40.5"), "In")
        ),
        MEANS,
        ASK,
    )
    (row,) = rows
    assert found == ()
    assert (row.supplier, row.number, row.price_pence) == ("Example Works", "1234567", 120_050)
    assert row.answers == ((QUESTION.id, "We plant.\nWe water."),)
    assert row.quantities == ((METRIC.id, 40_500),)


def test_a_price_with_more_places_than_a_penny_is_rounded_as_it_was_shown():
    rows, _none = read_rows(a_table(("A Ltd", None, Decimal("1200.4999999999998"))), MEANS, ASK)
    assert rows[0].price_pence == 120_050


def test_every_mistake_names_its_cell():
    table = a_table(
        (None, None, Decimal(1)),
        ("B Ltd", None, "about 5"),
        ("C Ltd", None, Decimal(0), None, Decimal(-1)),
        ("D Ltd", None, TableCell("C5", None, is_wrong=True)),
        ("E Ltd", None, None),
        ("b ltd.", None, Decimal(2)),
    )
    assert faults(table) == [
        ("2", "tender_table.supplier_missing"),
        ("C3", "money.not_an_amount"),
        ("C4", "tender.price_not_positive"),
        ("E4", "quantity.negative"),
        ("C5", "tender_table.formula"),
        ("6", "tender_table.price_missing"),
        ("A7", "tender_table.row_twice"),
    ]


def test_a_row_with_nothing_in_the_used_columns_is_no_tender():
    rows, found = read_rows(
        a_table(("A Ltd", None, Decimal(1)), (None, None, None, None, None, "Total")), MEANS, ASK
    )
    assert len(rows) == 1
    assert found == ()


def test_a_table_without_rows_is_refused():
    assert faults(a_table()) == [("1", "tender_table.empty")]


def test_a_lot_is_found_by_number_or_title_and_one_tenderer_may_have_several():
    second = replace(ASK.lots[0], id="lot-2", number=2, title="North of the river")
    ask = replace(ASK, lots=(ASK.lots[0], second))
    means = ("supplier", "lot", "price")
    table = a_table(
        ("A Ltd", "Lot 1", Decimal(1)),
        ("A Ltd", "north OF the river", Decimal(2)),
        ("A Ltd", "3", Decimal(2)),
    )
    rows, found = read_rows(table, means, ask)
    assert [row.lot_id for row in rows[:2]] == [ASK.lots[0].id, "lot-2"]
    assert [(fault.place, fault.code) for fault in found] == [("B4", "tender_table.lot_unknown")]


def test_the_number_of_a_company_is_known_however_short_its_heading_is():
    for heading in ("Company No.", "Co. number", "CRN"):
        assert suggested(("Bidder", heading), ASK) == ("supplier", "number"), heading


def test_a_price_that_is_not_the_fixed_one_is_told_in_its_cell():
    fixed = replace(
        an_ask(criteria=(a_price_criterion(price_formula="fixed-price"), a_criterion())),
        method=MethodContent(fixed_prices=(FixedPriceContent("lot-1", 5_000_000),)),
    )
    table = a_table(
        ("Example Care", None, "50,000.01", "Well.", None), ("Other Care", None, "£50,000", "So.")
    )
    rows, found = read_rows(table, MEANS, fixed)
    assert [(each.place, each.code, each.params) for each in found] == [
        ("C2", "tender.price_not_fixed", {"fixed": "£50,000"})
    ]
    assert rows[1].price_pence == 5_000_000
