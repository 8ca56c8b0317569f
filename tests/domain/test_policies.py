"""A policy of the authority's own is met or not, from its first day to its last."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.errors import Invalid
from commonweal.domain.policies import (
    EMPLOYMENT_AND_SKILLS,
    Policy,
    PolicyKind,
    check_ask,
    check_policy,
    is_about,
    searched,
)
from tests.domain.asks_examples import a_criterion, a_metric, an_ask

K = PolicyKind
DAY = dt.date(2026, 4, 1)
WITHOUT_SOCIAL = an_ask(criteria=an_ask().criteria[:2])


def a_policy(kind: K, figure: int, **changed) -> Policy:
    words = EMPLOYMENT_AND_SKILLS if kind is K.METRIC_ABOUT else ""
    facts = {
        "id": "p-1", "kind": kind, "figure": figure, "words": words, "is_binding": True, "source": "Cabinet",
        "from_on": DAY, "to_on": None, "set_by": "somebody",
    }  # fmt: skip
    return Policy(**(facts | changed))


def one(policy: Policy, ask=None, on: dt.date = DAY):
    (checked,) = check_ask([policy], ask or an_ask(), began_on=on)
    return checked


@pytest.mark.parametrize(
    ("kind", "figure", "is_met", "actual"),
    [
        (K.MOST_METRICS, 6, True, 1),
        (K.MOST_METRICS, 0, False, 1),
        (K.LEAST_WEIGHTING, 2_000, True, 2_000),
        (K.LEAST_WEIGHTING, 2_001, False, 2_000),
        (K.MOST_WEIGHTING, 1_999, False, 2_000),
        (K.MOST_SOCIAL_CRITERIA, 1, True, 1),
        (K.MOST_WORDS, 1_000_000, True, an_ask().words_to_write),
        (K.METRIC_ABOUT, 1, True, 1),
        (K.METRIC_ABOUT, 2, False, 1),
        (K.LEAST_PROMISES, 99, False, len(an_ask().promises)),
    ],
)
def test_each_kind_counts_what_it_says(kind, figure, is_met, actual):
    checked = one(a_policy(kind, figure))
    assert (checked.is_met, checked.actual) == (is_met, actual)


def test_social_value_is_wanted_above_the_figure_and_not_at_it():
    value = an_ask().value_pence
    above, at = a_policy(K.SOCIAL_VALUE_ABOVE, value - 1), a_policy(K.SOCIAL_VALUE_ABOVE, value)
    assert one(above).is_met
    assert not one(above, WITHOUT_SOCIAL).is_met
    assert (one(at, WITHOUT_SOCIAL).is_met, one(at, WITHOUT_SOCIAL).actual) == (True, None)


def test_a_policy_that_advises_is_never_in_the_way():
    assert one(a_policy(K.MOST_METRICS, 0)).is_in_the_way
    assert not one(a_policy(K.MOST_METRICS, 0, is_binding=False)).is_in_the_way


@given(st.dates(), st.dates(), st.dates())
def test_a_policy_applies_from_its_first_day_to_its_last(began_on, one_day, other_day):
    first, last = sorted((one_day, other_day))
    policy = a_policy(K.MOST_METRICS, 6, from_on=first, to_on=last)
    assert bool(check_ask([policy], an_ask(), began_on=began_on)) == (first <= began_on <= last)


@pytest.mark.parametrize(
    ("title", "unit", "found"),
    [
        ("Apprenticeships that began", "people", True),
        ("People who start a job", "people", True),
        ("Hours of work experience", "hours", True),
        ("Trees planted", "trees", False),
        ("Jobbing builders' waste", "tonnes", True),
        ("Untrained staff", "people", False),
        ("Work", "experience", True),
    ],
)
def test_a_metric_is_about_employment_and_skills_by_the_beginnings_of_its_words(title, unit, found):
    assert is_about(a_metric(title=title, unit=unit), searched(EMPLOYMENT_AND_SKILLS)) is found


def test_metrics_are_counted_under_every_criterion():
    metrics = tuple(a_metric(id=f"m-{number}") for number in range(7))
    crowded = an_ask(criteria=(*an_ask().criteria[:2], a_criterion(metrics=metrics)))
    assert one(a_policy(K.MOST_METRICS, 6), crowded).actual == 7


@pytest.mark.parametrize(
    ("kind", "figure", "words", "to_on", "field"),
    [
        (K.LEAST_WEIGHTING, 10_001, "", None, "figure"),
        (K.MOST_METRICS, -1, "", None, "figure"),
        (K.METRIC_ABOUT, 0, "job", None, "figure"),
        (K.METRIC_ABOUT, 1, " , ", None, "words"),
        (K.MOST_METRICS, 6, "", DAY - dt.timedelta(days=1), "to_on"),
    ],
)
def test_a_policy_that_no_ask_could_be_held_to_is_refused_at_its_field(kind, figure, words, to_on, field):
    with pytest.raises(Invalid) as refused:
        check_policy(kind, figure, words, DAY, to_on)
    assert refused.value.field == field
