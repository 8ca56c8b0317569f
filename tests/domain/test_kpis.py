"""The five ratings, what figures suggest, and when a KPI falls due."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.kpis import (
    DEFAULT_BANDS,
    WHOLE,
    Bands,
    KpiDirection,
    KpiRating,
    PenaltyType,
    SuggestionCode,
    check_assessment,
    check_failure,
    check_kpi,
    covered_to,
    due_on,
    promised_between,
    rated_from,
    share_of_target,
    suggest,
)
from commonweal.domain.metrics import Aggregation
from commonweal.domain.rules.duties.contract import PERFORMANCE_FROM

MORE, LESS = KpiDirection.AT_LEAST, KpiDirection.AT_MOST
DAY = dt.date(2026, 6, 1)


@pytest.mark.parametrize(
    ("figure", "rating"),
    [
        (100_000, KpiRating.GOOD),
        (250_000, KpiRating.GOOD),
        (99_999, KpiRating.APPROACHING_TARGET),
        (90_000, KpiRating.APPROACHING_TARGET),
        (89_999, KpiRating.REQUIRES_IMPROVEMENT),
        (75_000, KpiRating.REQUIRES_IMPROVEMENT),
        (74_999, KpiRating.INADEQUATE),
        (0, KpiRating.INADEQUATE),
    ],
)
def test_the_figures_suggest_the_rating_of_their_band(figure, rating):
    assert suggest(figure, 100_000, MORE).rating is rating


@pytest.mark.parametrize(
    ("figure", "rating"),
    [
        (5_000, KpiRating.GOOD),
        (0, KpiRating.GOOD),
        (5_500, KpiRating.APPROACHING_TARGET),
        (6_600, KpiRating.REQUIRES_IMPROVEMENT),
        (7_000, KpiRating.INADEQUATE),
    ],
)
def test_where_less_is_better_the_share_is_the_other_way_round(figure, rating):
    assert suggest(figure, 5_000, LESS).rating is rating


def test_nothing_is_suggested_without_a_figure_or_a_target():
    assert suggest(None, 1000, MORE).because is SuggestionCode.NO_FIGURE
    assert suggest(1000, None, MORE).because is SuggestionCode.NO_TARGET
    assert suggest(None, 1000, MORE).rating is None
    assert KpiRating.OTHER not in {suggest(each, 1000, MORE).rating for each in range(0, 2000, 7)}


@given(st.integers(0, 10**15), st.integers(1, 10**15))
def test_the_target_is_met_exactly_when_it_is_met(figure, target):
    assert (share_of_target(figure, target, MORE) >= WHOLE) == (figure >= target)
    assert (share_of_target(figure, target, LESS) >= WHOLE) == (figure <= target)


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(1, 10**9))
def test_more_is_never_rated_worse(one, other, target):
    order = [
        KpiRating.INADEQUATE,
        KpiRating.REQUIRES_IMPROVEMENT,
        KpiRating.APPROACHING_TARGET,
        KpiRating.GOOD,
    ]
    low, high = sorted((one, other))
    assert order.index(suggest(low, target, MORE).rating) <= order.index(suggest(high, target, MORE).rating)
    assert order.index(suggest(low, target, LESS).rating) >= order.index(suggest(high, target, LESS).rating)


@pytest.mark.parametrize("bands", [(9_000, 9_000), (7_000, 8_000), (10_000, 5_000)])
def test_bands_stand_in_order_below_the_target(bands):
    with pytest.raises(Invalid):
        Bands(*bands)
    assert DEFAULT_BANDS.improvement_from < DEFAULT_BANDS.approaching_from < WHOLE


def test_a_profile_promises_what_ends_in_the_days_asked_for():
    periods = [(dt.date(2026, 9, 30), 10), (dt.date(2026, 12, 31), 20), (dt.date(2027, 3, 31), 30)]
    year = (DAY, dt.date(2026, 12, 31))
    assert promised_between(periods, *year, Aggregation.SUM) == 30
    assert promised_between(periods, *year, Aggregation.LATEST) == 20
    assert promised_between(periods, DAY, dt.date(2026, 9, 29), Aggregation.SUM) is None


def test_a_latest_figure_in_two_places_promises_the_smaller_as_the_register_says():
    places = [(dt.date(2026, 9, 30), 80), (dt.date(2026, 9, 30), 60)]
    assert promised_between(places, DAY, dt.date(2026, 12, 31), Aggregation.LATEST) == 60


def test_ratings_cover_days_without_a_gap_or_not():
    day = dt.timedelta(days=1)
    first, rest = (DAY, DAY + 9 * day), (DAY + 10 * day, DAY + 30 * day)
    assert covered_to([rest, first], DAY) == rest[1]
    assert covered_to([first, (rest[0] + day, rest[1])], DAY) == first[1]
    assert covered_to([(DAY - day, DAY + day)], DAY) == DAY + day
    assert covered_to([rest], DAY) is None
    assert covered_to([], DAY) is None


def test_a_kpi_is_rated_from_the_latest_of_what_began_it():
    assert rated_from(None, dt.date(2025, 6, 1)) == PERFORMANCE_FROM
    assert rated_from(dt.date(2026, 6, 1), None, dt.date(2026, 5, 1)) == dt.date(2026, 6, 1)


def test_a_service_measure_needs_a_target_with_a_unit():
    for faulty in (
        {"title": " "},
        {"target": None},
        {"unit": ""},
        {"target": 0},
    ):
        with pytest.raises(Invalid):
            check_kpi(
                **{"title": "Calls", "unit": "calls", "target": 5, "direction": MORE, "has_commitment": False}
                | faulty
            )
    check_kpi(title="Accidents", unit="accidents", target=0, direction=LESS, has_commitment=False)


def test_it_falls_due_within_a_year_and_at_the_end():
    entered, ends = dt.date(2026, 6, 10), dt.date(2028, 1, 31)
    first = due_on(entered_on=entered, ends_on=ends, assessed_to=None)
    assert first == dt.date(2027, 6, 9)
    assert due_on(entered_on=entered, ends_on=ends, assessed_to=first) == ends
    assert due_on(entered_on=entered, ends_on=ends, assessed_to=ends) is None


def test_the_duty_runs_from_the_day_the_section_came_into_force():
    assert due_on(entered_on=dt.date(2025, 3, 1), ends_on=None, assessed_to=None) == dt.date(2026, 12, 31)


def test_days_are_rated_once_and_only_when_they_are_over():
    def check(**changes):
        check_assessment(
            **{"start_on": DAY, "end_on": DAY, "today": DAY, "reason": "So.", "earlier": []} | changes
        )

    check()
    for error, changes in (
        (Invalid, {"reason": "  "}),
        (Invalid, {"end_on": DAY - dt.timedelta(days=1)}),
        (Refused, {"today": DAY - dt.timedelta(days=1)}),
        (Refused, {"earlier": [(DAY, DAY)]}),
    ):
        with pytest.raises(error):
            check(**changes)


def test_a_penalty_says_of_what_type_it_is():
    def check(**changes):
        check_failure(
            **{
                "requirement": "Two carers.",
                "description": "One.",
                "decided_on": DAY,
                "today": DAY,
                "penalty_type": None,
                "penalty_on": None,
                "penalty_pence": None,
            }
            | changes
        )

    check()
    check(penalty_type=PenaltyType.IMPOSED, penalty_pence=0)
    for changes in (
        {"penalty_pence": 100},
        {"penalty_on": DAY},
        {"requirement": ""},
        {"description": " "},
        {"decided_on": DAY + dt.timedelta(days=1)},
    ):
        with pytest.raises(Invalid):
            check(**changes)
