"""The burden estimate, worked out by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.assessment.conditions import ConditionKind
from commonweal.domain.errors import Invalid
from commonweal.domain.metrics import MetricPeriod
from commonweal.domain.participation import ConditionContent
from commonweal.domain.price_schedule import LineKind, ScheduleLine
from commonweal.domain.rules.burden import (
    PARAMETERS,
    Asked,
    Burden,
    burden_of,
    burden_of_ask,
    reports_over,
)
from tests.domain.asks_examples import an_ask

COUNTS = st.integers(0, 10_000)


def test_a_short_ask_by_hand() -> None:
    # 120 to read; 1,000 words at 150 an hour is 400 minutes; 2 x 90; 1 x 60; 2 metrics x 4 reports x 60
    found = burden_of(Asked(words=1000, metrics=2, evidence_items=1, reports=8))
    assert found == Burden(reading=120, writing=400, promising=180, evidence=60, reporting=480)
    assert (found.tender_minutes, found.tender_hours, found.reporting_hours) == (760, 13, 8)


def test_conditions_and_price_lines_are_work_too() -> None:
    # 120 to read; 150 words an hour; 3 conditions at 45; 8 lines at 15
    found = burden_of(Asked(words=150, metrics=0, evidence_items=0, conditions=3, lines=8))
    assert (found.qualifying, found.pricing, found.tender_minutes) == (135, 120, 120 + 60 + 135 + 120)


@pytest.mark.parametrize(
    ("months", "period", "reports"),
    [
        (36, MetricPeriod.QUARTER, 12),
        (37, MetricPeriod.QUARTER, 13),
        (9, MetricPeriod.YEAR, 1),
        (9, MetricPeriod.MONTH, 9),
        (60, MetricPeriod.CONTRACT, 1),
    ],
)
def test_every_period_that_begins_is_reported(months: int, period: MetricPeriod, reports: int) -> None:
    assert reports_over(months, period) == reports


def test_a_body_may_use_its_own_figures() -> None:
    assert (
        burden_of(Asked(500, 0, 0), {"burden_words_per_hour": 500, "burden_reading_minutes": 0}).tender_hours
        == 1
    )


def test_an_impossible_count_or_speed_is_refused() -> None:
    with pytest.raises(Invalid, match=r"burden.negative"):
        burden_of(Asked(-1, 0, 0))
    with pytest.raises(Invalid, match=r"burden.no_speed"):
        burden_of(Asked(1, 0, 0), {"burden_words_per_hour": 0})


def test_every_assumption_is_stated_and_may_be_changed() -> None:
    assert all(
        parameter.meaning and parameter.source.text and parameter.is_changeable for parameter in PARAMETERS
    )


@given(COUNTS, COUNTS, COUNTS)
def test_asking_for_more_never_costs_less(words: int, metrics: int, items: int) -> None:
    less, more = burden_of(Asked(words, metrics, items)), burden_of(Asked(words + 1, metrics + 1, items + 1))
    assert more.tender_minutes > less.tender_minutes
    assert more.tender_hours * 60 >= more.tender_minutes


def test_a_published_ask_by_hand() -> None:
    """120 to read; 1,500 words are 600 minutes; one metric 90; 36 months by the quarter are 12 reports of an hour."""
    found = burden_of_ask(an_ask())
    assert (found.tender_minutes, found.tender_hours, found.reporting_hours) == (810, 14, 12)


def test_a_published_ask_counts_its_conditions_and_the_lines_of_the_lot_with_most() -> None:
    ask = an_ask()
    lot = ask.lots[0].id
    lines = [
        ScheduleLine(f"l{n}", LineKind.FIXED, f"Line {n}", "", None, at)
        for n, at in enumerate(("", lot, "?"))
    ]
    condition = ConditionContent("c", ConditionKind.TECHNICAL, "Care", "Two years.", "A letter.")
    found = burden_of_ask(replace(ask, conditions=(condition,), schedule=tuple(lines)))
    assert (found.qualifying, found.pricing) == (45, 30)
