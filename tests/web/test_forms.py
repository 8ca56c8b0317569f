"""Form fields turn what people type into exact figures, and say what is wrong beside the field."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.money import decimal_string, parse_pounds, pounds
from commonweal.domain.quantities import number, parse_quantity
from commonweal.domain.weights import parse_percent, percent
from commonweal.web.forms import (
    DayField,
    GovForm,
    MomentField,
    MoneyField,
    PercentField,
    QuantityField,
    WordsField,
)


class Example(GovForm):
    amount = MoneyField(label="Amount")
    quantity = QuantityField(label="Quantity")
    weight = PercentField(label="Weight")
    day = DayField(label="Day")
    moment = MomentField(label="Deadline", required=False)
    words = WordsField(label="Words", max_words=3, required=False)


GOOD = {
    "form_key": "k", "amount": "£1,234.50", "quantity": "0.5", "weight": "12.5", "words": "one two three",
    "day-day": "27", "day-month": "3", "day-year": "2026",
    "moment-day": "1", "moment-month": "7", "moment-year": "2026", "moment-time": "12:00",
}  # fmt: skip


def test_figures_are_exact_integers_and_times_are_london_s():
    form = Example(GOOD)
    assert form.is_valid(), form.errors
    assert form.content() == {
        "amount": 123450,
        "quantity": 500,
        "weight": 1250,
        "day": dt.date(2026, 3, 27),
        "moment": dt.datetime(2026, 7, 1, 11, 0, tzinfo=dt.UTC),
        "words": "one two three",
    }


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"amount": "-5"}, "amount", "amount in pounds"),
        ({"amount": "1e9"}, "amount", "amount in pounds"),
        ({"amount": "12.345"}, "amount", "amount in pounds"),
        ({"amount": "9" * 20}, "amount", "too large"),
        ({"quantity": "-1"}, "quantity", "not below nought"),
        ({"quantity": "a few"}, "quantity", "Enter a number"),
        ({"weight": "101"}, "weight", "between 0 and 100"),
        ({"weight": "ten"}, "weight", "Enter a percentage"),
        ({"day-month": "13"}, "day", "real date"),
        ({"day-day": "", "day-month": "", "day-year": ""}, "day", "Enter a date"),
        ({"moment-time": "25:00"}, "moment", "24-hour clock"),
        ({"words": "one two three four"}, "words", "You have 4"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(change, field, told):
    form = Example(GOOD | change)
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert told in form.errors[field][0]


def test_the_summary_links_to_the_first_part_of_a_date():
    form = Example(GOOD | {"day-month": "13"})
    assert form.summary() == [{"text": "Enter a real date, like 27 3 2026", "href": "#id_day-day"}]


def test_two_empty_fields_are_two_lines_that_say_which():
    form = Example(GOOD | {"amount": "", "quantity": ""})
    assert [line["text"] for line in form.summary()] == [
        "Amount – Enter an amount in pounds",
        "Quantity – Enter a number",
    ]


@given(st.integers(0, 10**15))
def test_every_amount_survives_being_shown_and_typed_again(pence):
    assert parse_pounds(pounds(pence)) == pence
    assert parse_pounds(decimal_string(pence)) == pence


@given(st.integers(0, 10**15))
def test_every_quantity_survives_being_shown_and_typed_again(thousandths):
    assert parse_quantity(number(thousandths)) == thousandths


@given(st.integers(0, 10_000))
def test_every_weight_survives_being_shown_and_typed_again(basis_points):
    assert parse_percent(percent(basis_points)) == basis_points


@given(st.text(max_size=30))
def test_anything_typed_is_a_figure_or_an_error_in_words(text):
    form = Example(GOOD | {"amount": text, "quantity": text, "weight": text})
    form.is_valid()
    assert set(form.errors) <= {"amount", "quantity", "weight"}


def test_lines_end_alike_whatever_sent_them():
    form = Example(GOOD | {"words": "one\r\ntwo\nthree"})
    assert form.is_valid(), form.errors
    assert form.content()["words"] == "one\ntwo\nthree"
