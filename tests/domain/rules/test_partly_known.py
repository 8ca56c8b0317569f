"""A rule speaks of a case that is partly known only when it would say the same whatever the rest turns out to be."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.fit.case import FitCase, MetricKind
from commonweal.domain.fit.choices import CAUSES
from commonweal.domain.fit.records import PartCase
from commonweal.domain.rules.findings import judge
from commonweal.domain.rules.partly_known import COULD_BE, WHATEVER, judge_known
from commonweal.domain.rules.registry import FIT_RULES, FIT_RULES_BY_ID
from commonweal.reference.rule_book import shipped_rule_book
from tests.domain.rules.plain import metric, plain

BOOK = shipped_rule_book()
FACTS = (
    "procurement.people_facing", "procurement.research", "procurement.light_touch", "procurement.call_off",
    "procurement.market_engagement", "procurement.mainly_small_market", "procurement.remedies",
    "procurement.social_value_act_record", "procurement.delivery", "procurement.team_fte_thousandths",
    "procurement.duration_months", "ask.weighting", "ask.restricts_location", "ask.narrative_required",
    "ask.kpis_planned", "ask.kpis_social_value", "ask.evidence_items", "authority",
)  # fmt: skip


def ids(judgement):
    return judgement.ids, {unknown.id for unknown in judgement.cannot_tell}


def test_a_case_that_is_wholly_known_is_judged_as_ever():
    case = plain(remedies=False)
    assert judge_known(PartCase(case, frozenset()), BOOK) == judge(case, BOOK)


def test_a_rule_names_the_facts_it_needs():
    part = PartCase(plain(), frozenset({"procurement.people_facing"}))
    (unknown,) = [each for each in judge_known(part, BOOK).cannot_tell if each.id == "short-contract"] or [
        None
    ]
    assert unknown is None, "the plain contract is long enough whatever it is"
    short = PartCase(plain(duration_months=12), frozenset({"procurement.people_facing"}))
    needs = {each.id: each.needs for each in judge_known(short, BOOK).cannot_tell}
    assert needs["short-contract"] == ("procurement.people_facing",)


def test_a_rule_that_would_say_the_same_either_way_speaks():
    part = PartCase(plain(value=600_000_000, kpis_planned=0), frozenset({"ask.kpis_social_value"}))
    assert "kpi-duty" in judge_known(part, BOOK).ids


def test_a_rule_that_fires_on_other_facts_either_way_speaks_and_names_none_of_them():
    """£900,000 of services is above the threshold of light touch services and above that of any others."""
    part = PartCase(plain(restricts_location=True, pounds=900_000), frozenset({"procurement.light_touch"}))
    found = {each.id: each for each in judge_known(part, BOOK).findings}
    assert found["location-restriction-above-threshold"].detail == WHATEVER


def test_an_unknown_team_leaves_a_headcount_open():
    part = PartCase(
        plain(metrics=(metric(kind=MetricKind.HEADCOUNT),)), frozenset({"procurement.team_fte_thousandths"})
    )
    fired, open_ = ids(judge_known(part, BOOK))
    assert "headcount-for-small-team" not in fired
    assert "headcount-for-small-team" in open_


@pytest.mark.parametrize(
    ("case", "unknown", "rule", "could_stop"),
    [
        (plain(value=600_000_000), "ask.kpis_planned", "kpi-duty", True),
        (plain(value=600_000_000, kpis_planned=3), "ask.kpis_social_value", "kpi-duty", False),
        (plain(), "ask.restricts_location", "location-restriction-above-threshold", True),
        (plain(weighting=500), "authority", "weight-below-minimum", True),
        (plain(people_facing=True), "ask.narrative_required", "numbers-only", False),
    ],
    ids=["too few KPIs", "none is social value", "a restriction", "who is bound", "a warning"],
)
def test_a_question_says_whether_an_answer_could_stop_publication(case, unknown, rule, could_stop):
    found = {each.id: each for each in judge_known(PartCase(case, frozenset({unknown})), BOOK).cannot_tell}
    assert found[rule].could_stop is could_stop


def test_a_rule_that_may_stop_and_lacks_a_threshold_could_stop():
    case = plain(restricts_location=True, started_on=dt.date(2028, 1, 1))
    for part in (PartCase(case, frozenset()), PartCase(case, frozenset({"ask.evidence_items"}))):
        told = {each.id: each.could_stop for each in judge_known(part, BOOK).cannot_tell}
        assert told["location-restriction-above-threshold"]


def supposed(case: FitCase, facts: dict) -> FitCase:
    for path, value in facts.items():
        part, _, name = path.partition(".")
        case = (
            replace(case, **{part: replace(getattr(case, part), **{name: value})})
            if name
            else replace(case, authority=value)
        )
    return case


@given(st.data(), st.sets(st.sampled_from(FACTS), max_size=4))
def test_what_is_said_for_certain_holds_whatever_the_unknown_facts_are(data, unknown):
    case = plain(metrics=(metric(kind=MetricKind.HEADCOUNT),), duration_months=11, restricts_location=True)
    certain, open_ = ids(judge_known(PartCase(case, frozenset(unknown)), BOOK))
    values = {path: data.draw(st.sampled_from(COULD_BE.get(path, (True, False)))) for path in unknown}
    fired = judge(supposed(case, values), BOOK).ids
    assert certain <= fired
    assert fired - certain <= open_


@pytest.mark.parametrize("rule", FIT_RULES, ids=lambda rule: rule.id)
def test_every_rule_says_which_choice_causes_it(rule):
    assert CAUSES[rule.id]


def test_no_choice_is_named_for_a_rule_that_is_gone():
    assert CAUSES.keys() == FIT_RULES_BY_ID.keys()


def test_a_fingerprint_changes_with_the_facts_and_with_nothing_else():
    first = judge(plain(remedies=False), BOOK).findings[0]
    again = judge(plain(remedies=False, subject="Another"), BOOK).findings[0]
    assert first.fingerprint == again.fingerprint
    few = {f.id: f for f in judge(plain(metrics=tuple(metric(id=str(n)) for n in range(7))), BOOK).findings}
    many = {f.id: f for f in judge(plain(metrics=tuple(metric(id=str(n)) for n in range(8))), BOOK).findings}
    assert few["too-many-metrics"].fingerprint != many["too-many-metrics"].fingerprint
