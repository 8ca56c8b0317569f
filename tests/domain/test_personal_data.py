"""A warning finds what people paste by mistake, and is quiet about figures, dates and places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.personal_data import MOST, Sign, signs
from commonweal.presentation.words import all_words


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Contact: someone@example.org", Sign.EMAIL),
        ("ring 020 7946 0018 after six", Sign.PHONE),
        ("+44 7700 900123", Sign.PHONE),
        ("QQ 12 34 56 C", None),
        ("AB 12 34 56 C", Sign.NATIONAL_INSURANCE),
        ("943 476 5919", Sign.NHS_NUMBER),
        ("943 476 5918", None),
        ("Full name,Hours\nA,3", Sign.NAME_COLUMN),
        ('"Surname";"Hours"', Sign.NAME_COLUMN),
        ("DOB\tHours", Sign.BIRTH_COLUMN),
        ("Home address,Hours", Sign.ADDRESS_COLUMN),
    ],
)
def test_each_sign_is_found(text, sign):
    assert signs(text) == (() if sign is None else (sign,))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "period,hours\n2026-07-01 to 2026-09-30,1560.5\n",
        "Six carers, five hours each. The name of the hall is on the door.",
        "Contract 2026/0457, £1,234,567.89 spent, 98.5% of target",
        "0000000000, 1111111111",
        "E05000123, ward, hours",
    ],
)
def test_figures_dates_and_places_are_no_sign(text):
    assert signs(text) == ()


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text):
    assert set(signs(text)) <= set(Sign)


def test_a_long_file_is_looked_at_where_it_begins():
    assert signs("x" * MOST + " someone@example.org") == ()


def test_every_sign_has_a_sentence():
    assert {f"evidence.looks_personal_{sign.value}" for sign in Sign} <= all_words().keys()
