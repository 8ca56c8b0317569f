"""A price schedule is worked out to the penny, and says what is missing or does not agree."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.errors import Invalid
from commonweal.domain.price_schedule import (
    LineKind,
    LinePrice,
    ScheduleLine,
    check_line,
    check_schedule,
    lines_for,
    parse_rate,
    price_problems,
    rate_text,
    worked_out,
)
from tests.domain.requirement_examples import (
    NIGHTS,
    OVERHEAD,
    STARTING,
    TOTAL,
    VISITS,
    a_fuller_ask,
    a_fuller_tender,
)

ASK = a_fuller_ask()
LINES = lines_for(ASK.schedule, "lot-1")
PRICES = a_fuller_tender().lines


def test_the_total_is_that_of_the_hand_calculation():
    found = worked_out(LINES, PRICES)
    assert found.amounts == {"line-visits": 23_150_899, "line-start": 1_000_000, "line-overhead": 1_811_317}
    assert (found.total, found.missing) == (TOTAL, ())


@given(
    quantity=st.integers(1, 10**9),
    rate=st.integers(0, 10**8),
    fixed=st.integers(0, 10**9),
    share=st.integers(0, 10_000),
)
def test_every_line_is_rounded_half_up_and_the_total_is_their_sum(quantity, rate, fixed, share):
    lines = (replace(VISITS, quantity=quantity), STARTING, OVERHEAD)
    found = worked_out(
        lines,
        (LinePrice("line-visits", rate), LinePrice("line-start", fixed), LinePrice("line-overhead", share)),
    )
    penny = Decimal("0.01")
    visits = (Decimal(quantity) / 1000 * (Decimal(rate) / 10_000)).quantize(penny, ROUND_HALF_UP)
    others = visits + Decimal(fixed) / 100
    overhead = (others * share / 10_000).quantize(penny, ROUND_HALF_UP)
    assert Decimal(found.total) / 100 == others + overhead


def test_a_percentage_is_of_the_other_lines_whatever_their_order():
    assert worked_out(tuple(reversed(LINES)), PRICES).total == TOTAL


def test_a_tender_prices_the_lines_of_its_lot_and_those_of_every_lot():
    assert NIGHTS not in LINES
    assert lines_for(ASK.schedule, "lot-2") == (VISITS, STARTING, OVERHEAD, NIGHTS)


def test_a_line_without_an_entry_is_missing_and_nought_is_an_entry():
    (problem,) = price_problems(LINES, PRICES[1:], TOTAL)
    assert (problem.code, problem.field) == ("schedule.line_missing", "line-visits")
    free = (LinePrice("line-visits", 0), *PRICES[1:])
    assert worked_out(LINES, free).missing == ()


def test_a_stated_price_that_is_not_the_total_is_told_with_both():
    (problem,) = price_problems(LINES, PRICES, TOTAL + 1)
    assert problem.code == "schedule.total_differs"
    assert (problem.params["stated"], problem.params["total"]) == ("£259,622.17", "£259,622.16")
    assert price_problems(LINES, PRICES, TOTAL) == ()


def test_without_a_schedule_any_price_stands():
    assert price_problems((), (), 1) == ()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (replace(VISITS, title=" "), "schedule.title_missing"),
        (replace(VISITS, title="x" * 201), "schedule.title_long"),
        (replace(VISITS, unit=""), "schedule.unit_missing"),
        (replace(VISITS, unit="x" * 61), "schedule.unit_long"),
        (replace(VISITS, quantity=None), "schedule.quantity_missing"),
        (replace(VISITS, quantity=0), "schedule.quantity_missing"),
        (replace(STARTING, quantity=1_000), "schedule.quantity_not_meant"),
        (replace(STARTING, unit="days"), "schedule.quantity_not_meant"),
        (replace(VISITS, lot_id="lot-9"), "schedule.lot_unknown"),
    ],
)
def test_a_line_that_cannot_be_priced_is_refused(line: ScheduleLine, code: str):
    with pytest.raises(Invalid) as refused:
        check_line(line, ["lot-1"])
    assert refused.value.code == code


def test_a_lot_with_nothing_but_percentages_is_refused():
    check_schedule(ASK.schedule, ["lot-1", "lot-2"])
    with pytest.raises(Invalid, match=r"schedule\.nothing_to_price"):
        check_schedule((OVERHEAD, NIGHTS), ["lot-1", "lot-2"])


@pytest.mark.parametrize(
    ("typed", "value"), [("18.75", 187_500), ("£0.0425", 425), ("1,200", 12_000_000), ("0", 0)]
)
def test_a_rate_is_read_to_four_places(typed: str, value: int):
    assert parse_rate(typed) == value


@pytest.mark.parametrize("typed", ["0.00425", "-1", "about 3", ""])
def test_what_is_no_rate_is_refused(typed: str):
    with pytest.raises(Invalid, match=r"schedule\.not_a_rate"):
        parse_rate(typed)


@pytest.mark.parametrize(("value", "text"), [(187_500, "18.75"), (425, "0.0425"), (12_000_000, "1,200.00")])
def test_a_rate_is_shown_with_pence_at_least(value: int, text: str):
    assert rate_text(value) == text
    assert parse_rate(text) == value


def test_kinds_of_line_are_three():
    assert {line.kind for line in ASK.schedule} == set(LineKind)
