"""The case is built from what is recorded and said; what nobody has said stays unknown."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.asks import CriterionContent, LibraryContent, MetricContent
from commonweal.domain.criteria import Band, CriterionKind
from commonweal.domain.fit.case import AuthorityKind, DeliveryPlace, InnovationStage, Nation, Nature
from commonweal.domain.fit.records import (
    Kept,
    Recorded,
    Stated,
    case_of,
    speaks_of_a_place,
    speaks_of_learning,
    with_kept,
)
from commonweal.domain.metrics import (
    Aggregation,
    BaselineBasis,
    MetricKind,
    MetricLevel,
    MetricPeriod,
    MetricUse,
    TargetKind,
)
from commonweal.domain.procurements import ProcurementKind, Regime
from commonweal.domain.rules.findings import judge
from commonweal.reference.rule_book import shipped_rule_book
from commonweal.reference.scoring_scales import scoring_scales

METRIC = MetricContent(
    "m1", "6-fte", "Jobs", "FTE", MetricKind.HEADCOUNT, MetricLevel.OUTPUT, MetricUse.PAYMENT, TargetKind.FIXED,
    4_000, None, MetricPeriod.YEAR, Aggregation.SUM, BaselineBasis.NONE, None, True, None, None,
)  # fmt: skip
LIBRARY = LibraryContent(
    "ppn002/2025", "6a", "Employment for those who face barriers", "outreach", "provisional"
)
SOCIAL = CriterionContent(
    "c1", CriterionKind.SOCIAL_VALUE, "6a", LIBRARY.title, "outreach", "What will you do?", 1_000, 750, None,
    (Band(0, "None", "Nothing"), Band(10_000, "Good", "All of it")), "out-1", LIBRARY, (METRIC,),
)  # fmt: skip
PRICE = replace(
    SOCIAL,
    id="c0",
    kind=CriterionKind.PRICE,
    weight_bp=9_000,
    word_limit=0,
    library=None,
    metrics=(),
    outcome_id=None,
)
RECORDED = Recorded(
    id="p1",
    authority_kind=AuthorityKind.LOCAL,
    nation=Nation.ENGLAND,
    title="Home care",
    description="Care at home.",
    nature=Nature.SERVICES,
    value=120_000_000,
    starts_on=dt.date(2026, 9, 1),
    ends_on=dt.date(2029, 8, 31),
    extension_months=12,
    began_on=dt.date(2026, 3, 2),
    kind=ProcurementKind.CONTRACT,
    stage=InnovationStage.BUSINESS_AS_USUAL,
    model="ppn002",
    outcomes=frozenset({"6"}),
    thread=("mission-1",),
    places=("E09000007",),
    why="We want good work.",
    criteria=(PRICE, SOCIAL),
)
SAID = Stated(
    people_facing=True,
    research=False,
    delivery=DeliveryPlace.ON_SITE,
    team_fte_thousandths=4_500,
    trl=9,
    ordered_as_needed=False,
    light_touch=True,
    mainly_small_market=False,
    market_engagement=True,
    social_value_act_record=True,
    restricts_location=False,
    good_practice_only=False,
    link_can_be_stated=True,
    pounds_decide_score=False,
    narrative_required=True,
    evidence_items=1,
    kpis_planned=3,
    kpis_social_value=1,
    contract_manager="Head of care",
    review_cadence_months=3,
    remedies=True,
)


def with_criterion(**changes):
    return replace(RECORDED, criteria=(PRICE, replace(SOCIAL, **changes)))


def test_a_case_of_which_everything_is_said_has_no_unknown():
    part = case_of(RECORDED, SAID)
    assert part.unknown == frozenset()
    work, ask = part.case.procurement, part.case.ask
    assert (work.value, work.duration_months, work.extension_months) == (120_000_000, 36, 12)
    assert (work.team_fte_thousandths, work.delivery, work.contract_manager) == (
        4_500, DeliveryPlace.ON_SITE, "Head of care",
    )  # fmt: skip
    assert (ask.weighting, ask.word_limit, ask.outcomes) == (1_000, 750, frozenset({"6"}))
    assert ask.thread == ("mission-1", "out-1")
    (metric,) = ask.metrics
    assert (metric.id, metric.target, metric.period, metric.prescriptive) == (
        "6-fte", TargetKind.FIXED, MetricPeriod.YEAR, True,
    )  # fmt: skip


def test_what_nobody_has_said_stays_unknown():
    part = case_of(replace(RECORDED, authority_kind=None, starts_on=None, criteria=()), Stated())
    assert part.unknown == {
        "authority", "procurement.duration_months", "procurement.people_facing", "procurement.research",
        "procurement.delivery", "procurement.team_fte_thousandths", "procurement.call_off", "procurement.light_touch",
        "procurement.mainly_small_market", "procurement.market_engagement", "procurement.social_value_act_record",
        "procurement.remedies", "ask.weighting", "ask.rewards_learning", "ask.restricts_location",
        "ask.good_practice_only", "ask.pounds_decide_score", "ask.link_can_be_stated",
        "ask.narrative_required", "ask.evidence_items",
        "ask.kpis_planned", "ask.kpis_social_value",
    }  # fmt: skip


def test_no_contract_manager_and_no_reviews_are_facts():
    part = case_of(RECORDED, Stated())
    assert part.case.procurement.contract_manager is None
    assert part.case.ask.review_cadence_months is None
    assert not {"procurement.contract_manager", "ask.review_cadence_months"} & part.unknown


def test_a_call_off_and_a_framework_agreement_say_so_themselves():
    call_off = case_of(replace(RECORDED, kind=ProcurementKind.CALL_OFF), Stated())
    assert call_off.case.procurement.call_off and "procurement.call_off" not in call_off.unknown
    framework = case_of(replace(RECORDED, kind=ProcurementKind.FRAMEWORK_AGREEMENT), Stated())
    assert framework.case.procurement.kpis_excepted
    assert not framework.case.procurement.light_touch, (
        "a framework agreement for ordinary services is not light touch"
    )


@pytest.mark.parametrize(
    "regime", [Regime.REGULATIONS_2015_2016, Regime.PROVIDER_SELECTION_2023, Regime.EXEMPT]
)
def test_the_kpi_duty_of_one_law_does_not_reach_another(regime):
    stated = replace(SAID, light_touch=False, kpis_planned=0, kpi_exemption_reason=None)
    large = replace(RECORDED, value=600_000_000)
    found = {
        law: {
            each.id
            for each in judge(case_of(replace(large, regime=law), stated).case, shipped_rule_book()).findings
        }
        for law in (regime, Regime.PROCUREMENT_ACT_2023)
    }
    assert "kpi-duty" in found[Regime.PROCUREMENT_ACT_2023]
    assert "kpi-duty" not in found[regime]


def test_a_framework_agreement_is_measured_against_the_threshold_of_its_own_nature():
    """GBP 400,000 of a council's services is above its threshold; the light touch row is for light touch services alone."""
    framework = replace(RECORDED, kind=ProcurementKind.FRAMEWORK_AGREEMENT, value=40_000_000)
    assert shipped_rule_book().is_above_threshold(case_of(framework, Stated()).case)


def test_a_concession_has_its_own_row():
    concession = replace(RECORDED, value=100_000_000, is_concession=True)
    assert shipped_rule_book().is_above_threshold(case_of(concession, Stated()).case) is False


def test_a_copy_counts_as_edited_once_its_words_differ():
    assert case_of(RECORDED, SAID).case.ask.criteria_edited is False
    assert case_of(with_criterion(title="Good work for carers"), SAID).case.ask.criteria_edited
    assert case_of(with_criterion(library=None), SAID).case.ask.criteria_edited
    asked_otherwise = replace(RECORDED, questions_edited=frozenset({SOCIAL.id}))
    assert case_of(asked_otherwise, SAID).case.ask.criteria_edited


@pytest.mark.parametrize(
    ("text", "rewards"),
    [
        ("says what we would learn", True),
        ("what happens if it does not work", True),
        ("names what would be tried out, and an evaluation plan", True),
        ("a credible pathway with milestones", True),
        ("a failure that is handled well and shared", True),
        ("more of it", False),
        ("the evaluation panel has full confidence", False),
        ("convincing to those who evaluate it", False),
        ("a failure to answer part of the question", False),
        ("support for people with learning disabilities", False),
        ("a pathway into work for 20 people", False),
        ("clear steps, without learning", False),
        ("does not say how we would learn", False),
    ],
)
def test_bands_reward_learning_when_their_words_say_so(text, rewards):
    bands = (Band(0, "None", "Nothing"), Band(10_000, "Good", text))
    assert case_of(with_criterion(bands=bands), SAID).case.ask.rewards_learning is rewards


@pytest.mark.parametrize(
    ("text", "of_a_place"),
    [
        ("hire locally", True),
        ("benefit the relevant area", True),
        ("Local people", True),
        ("the local authority pays in 10 days", False),
        ("a locale file", False),
        ("", False),
    ],
)
def test_words_for_a_place_are_told_from_words_for_an_authority(text, of_a_place):
    assert speaks_of_a_place(text) is of_a_place
    assert case_of(replace(RECORDED, why=text), SAID).case.ask.local is of_a_place


@given(st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)), st.integers(1, 200))
def test_a_contract_of_whole_months_lasts_that_many(starts_on, months):
    year, month = divmod(starts_on.month - 1 + months, 12)
    day = min(starts_on.day, 28)
    starts_on = starts_on.replace(day=day)
    ends_on = dt.date(starts_on.year + year, month + 1, day) - dt.timedelta(days=1)
    part = case_of(replace(RECORDED, starts_on=starts_on, ends_on=ends_on), SAID)
    assert part.case.procurement.duration_months == months


def test_a_record_outweighs_what_was_said_of_it():
    said = Stated(social_value_act_record=False, market_engagement=None, light_touch=False)
    known = with_kept(
        said, Kept(True, "No output can be counted.", act_is_recorded=True, market_was_engaged=True)
    )
    assert (known.social_value_act_record, known.market_engagement, known.light_touch) == (True, True, True)
    assert known.kpi_exemption_reason == "No output can be counted."


def test_without_a_record_what_was_said_stands():
    said = Stated(
        social_value_act_record=False, market_engagement=True, light_touch=True, kpi_exemption_reason="Why."
    )
    assert with_kept(said, Kept(light_touch=False)) == said
    assert with_kept(Stated(), Kept()) == Stated()


@pytest.mark.parametrize("said", [None, False, True])
def test_a_competition_that_is_reserved_by_place_restricts_location_whatever_was_said(said):
    kept = Kept(is_reserved_by_place=True)
    assert with_kept(replace(SAID, restricts_location=said), kept).restricts_location is True
    assert with_kept(replace(SAID, restricts_location=said), Kept()).restricts_location is said


@pytest.mark.parametrize("scale", scoring_scales(), ids=lambda scale: scale.id)
def test_a_published_scale_rewards_learning_when_it_says_so_of_itself(scale):
    bands = [band for band in scale.bands if band.score]
    assert any(speaks_of_learning(f"{band.title}. {band.text}") for band in bands) is scale.rewards_learning
