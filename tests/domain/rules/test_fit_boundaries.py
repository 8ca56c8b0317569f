"""Every fit rule at its boundaries: above, at and below each figure, and each condition present and absent.

The tables are keyed by the rule's id; the test's name carries the example's own words. A rule without an example on each
side of its boundary fails the last test.
"""

import datetime as dt

import pytest

from commonweal.domain.fit.case import (
    AuthorityKind,
    BaselineBasis,
    DeliveryPlace,
    FitCase,
    InnovationStage,
    MetricKind,
    MetricLevel,
    MetricPeriod,
    MetricUse,
    Nation,
    Nature,
    TargetKind,
)
from commonweal.domain.rules.findings import judge
from commonweal.domain.rules.model import Severity
from commonweal.domain.rules.registry import FIT_RULES, FIT_RULES_BY_ID
from commonweal.reference.rule_book import shipped_rule_book
from tests.domain.rules.plain import metric, metrics, plain

STOP, WARN, CONSIDER, SILENT = Severity.STOP, Severity.WARN, Severity.CONSIDER, None
CENTRAL, LOCAL, NHS, OTHER = AuthorityKind
FIXED, RANGE, PATHWAY, NO_TARGET = TargetKind
DISCOVERY, PROTOTYPE, PILOT, SCALE_UP, USUAL = InnovationStage
REMOTE, ON_SITE, MIXED = DeliveryPlace
ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND = Nation
GOODS, SERVICES, WORKS = Nature
JUST_UNDER = 0.01
RESERVABLE_FROM = dt.date(2026, 2, 4)

Example = tuple[str, FitCase, Severity | None]

EXAMPLES: dict[str, list[Example]] = {
    "weight-below-minimum": [
        ("exactly 10% is enough", plain(authority=CENTRAL, weighting=1000), SILENT),
        ("central, above threshold, a hair under", plain(authority=CENTRAL, weighting=999), STOP),
        ("central, nothing at all", plain(authority=CENTRAL, weighting=0), STOP),
        ("central, at the threshold", plain(authority=CENTRAL, weighting=500, pounds=135_018), STOP),
        ("central, just under it", plain(authority=CENTRAL, weighting=500, pounds=135_018 - JUST_UNDER), CONSIDER),
        ("a council", plain(authority=LOCAL, weighting=500), CONSIDER),
        ("the NHS is not in scope", plain(authority=NHS, weighting=500), CONSIDER),
        ("another body", plain(authority=OTHER, weighting=500), CONSIDER),
        ("a council on a small contract", plain(authority=LOCAL, weighting=500, pounds=20_000), CONSIDER),
        ("central under PPN 06/20", plain(authority=CENTRAL, weighting=500, model="ppn0620"), STOP),
        ("central in 2022", plain(authority=CENTRAL, weighting=500, started_on=dt.date(2022, 1, 1)), STOP),
        ("threshold not known", plain(authority=CENTRAL, weighting=500, started_on=dt.date(2028, 1, 1)), CONSIDER),
        ("before any policy", plain(authority=CENTRAL, weighting=500, started_on=dt.date(2020, 12, 31)), CONSIDER),
        ("a model of its own", plain(authority=CENTRAL, weighting=500, model="own", outcomes={"a"}), STOP),
        ("a recorded reason", plain(authority=CENTRAL, weighting=0, none_fits_reason="because"), SILENT),
    ],
    "too-many-outcomes": [
        ("one", plain(outcomes={"1"}), SILENT),
        ("two", plain(outcomes={"1", "2"}), WARN),
        ("none", plain(outcomes=set()), SILENT),
        ("two at GBP 5m, not yet major", plain(outcomes={"1", "2"}, pounds=5_000_000), WARN),
        ("two on a major contract", plain(outcomes={"1", "2"}, pounds=5_000_000.01, kpis_planned=3), SILENT),
    ],
    "too-many-metrics": [
        ("six", plain(metrics=metrics(6)), SILENT),
        ("seven", plain(metrics=metrics(7)), WARN),
        ("seven on a major contract", plain(metrics=metrics(7), pounds=60_000_000), WARN),
    ],
    "headcount-for-small-team": [
        ("ten", plain(metrics=(metric(kind=MetricKind.HEADCOUNT),), team_fte_thousandths=10_000), WARN),
        ("a hair above", plain(metrics=(metric(kind=MetricKind.HEADCOUNT),), team_fte_thousandths=10_001), SILENT),
        ("half a person", plain(metrics=(metric(kind=MetricKind.HEADCOUNT),), team_fte_thousandths=500), WARN),
        ("hours, not people", plain(team_fte_thousandths=4_000), SILENT),
        ("no target at all", plain(
            metrics=(metric(kind=MetricKind.HEADCOUNT, target=NO_TARGET),), team_fte_thousandths=4_000), WARN),
    ],
    "specialist-or-remote-work": [
        ("research at discovery", plain(outcomes={"6"}, research=True, stage=DISCOVERY), WARN),
        ("remote at prototype", plain(outcomes={"6"}, delivery=REMOTE, stage=PROTOTYPE), WARN),
        ("remote at pilot", plain(outcomes={"6"}, delivery=REMOTE, stage=PILOT), WARN),
        ("research at scale-up", plain(outcomes={"6"}, research=True, stage=SCALE_UP), SILENT),
        ("remote business as usual", plain(outcomes={"6"}, delivery=REMOTE, stage=USUAL), SILENT),
        ("mixed is not remote", plain(outcomes={"6"}, delivery=MIXED, stage=DISCOVERY), SILENT),
        ("another outcome", plain(outcomes={"7"}, research=True, stage=DISCOVERY), SILENT),
        ("beside another outcome", plain(outcomes={"3", "6"}, research=True, stage=DISCOVERY), WARN),
        ("6 of a model of its own", plain(model="own", outcomes={"6"}, research=True, stage=DISCOVERY), SILENT),
    ],
    "fixed-target-in-early-stage": [
        (f"{kind} at {stage}", plain(stage=stage, metrics=(metric(kind=kind, target=FIXED),)), WARN)
        for kind in (MetricKind.REDUCTION, MetricKind.HEADCOUNT, MetricKind.SPEND)
        for stage in (DISCOVERY, PROTOTYPE)
    ] + [
        (f"{kind} may be fixed", plain(stage=DISCOVERY, metrics=(metric(kind=kind, target=FIXED),)), SILENT)
        for kind in (MetricKind.HOURS, MetricKind.COUNT, MetricKind.SHARE, MetricKind.AREA)
    ] + [
        (f"headcount with target {target}", plain(
            stage=DISCOVERY, metrics=(metric(kind=MetricKind.HEADCOUNT, target=target),)), SILENT)
        for target in (RANGE, PATHWAY, NO_TARGET)
    ] + [
        ("pilot", plain(stage=PILOT, metrics=(metric(kind=MetricKind.SPEND, target=FIXED),)), SILENT),
        ("level 5 at pilot", plain(stage=PILOT, trl=5, metrics=(metric(kind=MetricKind.SPEND, target=FIXED),)), WARN),
        ("level 1 as usual", plain(stage=USUAL, trl=1, metrics=(metric(kind=MetricKind.SPEND, target=FIXED),)), WARN),
        ("level 6 at pilot", plain(stage=PILOT, trl=6, metrics=(metric(kind=MetricKind.SPEND, target=FIXED),)), SILENT),
        ("level 9 at discovery", plain(
            stage=DISCOVERY, trl=9, metrics=(metric(kind=MetricKind.SPEND, target=FIXED),)), WARN),
    ],
    "reduction-without-baseline": [
        ("none", plain(metrics=(metric(kind=MetricKind.REDUCTION),)), WARN),
        ("pre-contract", plain(
            metrics=(metric(kind=MetricKind.REDUCTION, baseline=BaselineBasis.PRE_CONTRACT),)), SILENT),
        ("independent", plain(
            metrics=(metric(kind=MetricKind.REDUCTION, baseline=BaselineBasis.INDEPENDENT),)), SILENT),
        ("no target, still none", plain(metrics=(metric(kind=MetricKind.REDUCTION, target=NO_TARGET),)), WARN),
        ("not a reduction", plain(metrics=(metric(kind=MetricKind.AREA),)), SILENT),
        ("one of two", plain(metrics=(
            metric(kind=MetricKind.REDUCTION, baseline=BaselineBasis.INDEPENDENT),
            metric(kind=MetricKind.REDUCTION))), WARN),
    ],
    "duration-too-short-for-metric": [
        ("12 months", plain(duration_months=12, metrics=(metric(period=MetricPeriod.YEAR),)), SILENT),
        ("11 months", plain(duration_months=11, metrics=(metric(period=MetricPeriod.YEAR),)), WARN),
        ("11 with an extension", plain(
            duration_months=11, extension_months=12, metrics=(metric(period=MetricPeriod.YEAR),)), WARN),
        ("11, quarterly", plain(duration_months=11, metrics=(metric(period=MetricPeriod.QUARTER),)), SILENT),
        ("11, whole contract", plain(duration_months=11), SILENT),
    ],
    "outcome-not-relevant": [
        ("small, faces nobody", plain(outcomes={"5"}, team_fte_thousandths=10_000), WARN),
        ("a hair above ten", plain(outcomes={"5"}, team_fte_thousandths=10_001), SILENT),
        ("faces people", plain(outcomes={"5"}, team_fte_thousandths=2_000, people_facing=True), SILENT),
        ("another outcome", plain(outcomes={"4"}, team_fte_thousandths=2_000), SILENT),
        ("beside another", plain(outcomes={"1", "5"}, team_fte_thousandths=2_000), WARN),
        ("no link can be stated", plain(outcomes={"1"}, link_can_be_stated=False), WARN),
        ("no link, a model of its own", plain(outcomes={"a"}, model="own", link_can_be_stated=False), WARN),
        ("no link, no outcome", plain(outcomes=set(), link_can_be_stated=False), SILENT),
    ],
    "low-ambition": [
        ("hours alone", plain(outcomes={"8"}, metrics=(metric(id="8-wellbeing-hours"),)), CONSIDER),
        ("with another", plain(outcomes={"8"}, metrics=(metric(id="8-wellbeing-hours"), metric(id="x"))), SILENT),
        ("no metric", plain(outcomes={"8"}, metrics=()), SILENT),
        ("not outcome 8", plain(outcomes={"1"}, metrics=(metric(id="8-wellbeing-hours"),)), SILENT),
        ("8 and another outcome", plain(outcomes={"1", "8"}, metrics=(metric(id="8-wellbeing-hours"),)), CONSIDER),
    ],
    "innovation-outcomes-suggested": [
        (f"{outcome} at {stage}", plain(outcomes={outcome}, stage=stage), expected)
        for stage in (DISCOVERY, PROTOTYPE, PILOT)
        for outcome, expected in (("1", SILENT), ("3", SILENT), ("4", SILENT), ("2", CONSIDER), ("6", CONSIDER))
    ] + [
        ("2 at scale-up", plain(outcomes={"2"}, stage=SCALE_UP), SILENT),
        ("2 as usual", plain(outcomes={"2"}, stage=USUAL), SILENT),
        ("2 and 3", plain(outcomes={"2", "3"}, stage=PILOT), SILENT),
        ("none chosen", plain(outcomes=set(), stage=PILOT), CONSIDER),
        ("a model without numbers", plain(model="ppn0620", outcomes={"jobs"}, stage=PILOT), SILENT),
    ],
    "learning-not-rewarded": [
        (str(stage), plain(stage=stage, rewards_learning=False), expected)
        for stage, expected in (
            (DISCOVERY, WARN), (PROTOTYPE, WARN), (PILOT, WARN), (SCALE_UP, SILENT), (USUAL, SILENT))
    ] + [("rewarded", plain(stage=PILOT, rewards_learning=True), SILENT)],
    "not-additional": [
        ("only good practice", plain(good_practice_only=True), WARN),
        ("more than that", plain(good_practice_only=False), SILENT),
    ],
    "outside-supplier-control": [
        ("fixed, so paid", plain(metrics=(metric(level=MetricLevel.OUTCOME, target=FIXED),)), WARN),
        ("fixed, for learning", plain(
            metrics=(metric(level=MetricLevel.OUTCOME, target=FIXED, used_for=MetricUse.LEARNING),)), SILENT),
        ("a range, so for learning", plain(metrics=(metric(level=MetricLevel.OUTCOME, target=RANGE),)), SILENT),
        ("a range, but paid", plain(
            metrics=(metric(level=MetricLevel.OUTCOME, target=RANGE, used_for=MetricUse.PAYMENT),)), WARN),
        ("an output, paid", plain(metrics=(metric(level=MetricLevel.OUTPUT, target=FIXED),)), SILENT),
    ],
    "numbers-only": [
        ("faces people", plain(people_facing=True, narrative_required=False), WARN),
        ("with a narrative", plain(people_facing=True), SILENT),
        ("faces nobody", plain(narrative_required=False), SILENT),
    ],
    "no-thread": [("linked", plain(thread=("a",)), SILENT), ("not linked", plain(thread=()), WARN)],
    "copied-unchanged": [
        ("neither", plain(criteria_edited=False, market_engagement=False), CONSIDER),
        ("edited", plain(criteria_edited=True, market_engagement=False), SILENT),
        ("engaged", plain(criteria_edited=False, market_engagement=True), SILENT),
    ],
    "no-market-engagement": [
        ("council, at threshold", plain(market_engagement=False, pounds=207_720), CONSIDER),
        ("council, under", plain(market_engagement=False, pounds=207_720 - JUST_UNDER), SILENT),
        ("other body, at", plain(market_engagement=False, authority=OTHER, pounds=207_720), CONSIDER),
        ("central, at", plain(market_engagement=False, authority=CENTRAL, pounds=135_018), CONSIDER),
        ("NHS takes the central row", plain(market_engagement=False, authority=NHS, pounds=135_018), CONSIDER),
        ("NHS, under", plain(market_engagement=False, authority=NHS, pounds=135_018 - JUST_UNDER), SILENT),
        ("goods", plain(market_engagement=False, nature=GOODS, pounds=207_720), CONSIDER),
        ("works, at", plain(market_engagement=False, nature=WORKS, pounds=5_193_000), CONSIDER),
        ("works, under", plain(market_engagement=False, nature=WORKS, pounds=5_193_000 - JUST_UNDER), SILENT),
        ("central works, under", plain(
            market_engagement=False, authority=CENTRAL, nature=WORKS, pounds=5_193_000 - JUST_UNDER), SILENT),
        ("light touch, at", plain(market_engagement=False, light_touch=True, pounds=663_540), CONSIDER),
        ("light touch, under", plain(
            market_engagement=False, light_touch=True, pounds=663_540 - JUST_UNDER), SILENT),
        ("framework agreement for goods", plain(
            market_engagement=False, light_touch=True, nature=GOODS, pounds=207_720), CONSIDER),
        ("last day of 2025", plain(
            market_engagement=False, started_on=dt.date(2025, 12, 31), pounds=207_720), SILENT),
        ("last day of 2025, at", plain(
            market_engagement=False, started_on=dt.date(2025, 12, 31), pounds=214_904), CONSIDER),
        ("2023", plain(market_engagement=False, started_on=dt.date(2023, 12, 31), pounds=213_477), CONSIDER),
        ("last known day", plain(
            market_engagement=False, started_on=dt.date(2027, 12, 31), pounds=207_720), CONSIDER),
        ("not known any more", plain(
            market_engagement=False, started_on=dt.date(2028, 1, 1), pounds=900_000), SILENT),
        ("engaged", plain(pounds=900_000), SILENT),
    ],
    "absolute-quantity-on-call-off": [
        (f"fixed {kind}", plain(call_off=True, metrics=(metric(kind=kind, target=FIXED),)), expected)
        for kind in MetricKind
        for expected in (SILENT if kind is MetricKind.SHARE else WARN,)
    ] + [
        ("a range", plain(call_off=True), SILENT),
        ("not a call-off", plain(metrics=(metric(target=FIXED),)), SILENT),
    ],
    "burden-on-small-tenderers": [
        ("four metrics, just under GBP 250k", plain(pounds=250_000 - JUST_UNDER, metrics=metrics(4)), WARN),
        ("four metrics at GBP 250k", plain(pounds=250_000, metrics=metrics(4)), SILENT),
        ("four, large, small market", plain(mainly_small_market=True, metrics=metrics(4)), WARN),
        ("three metrics", plain(pounds=90_000, metrics=metrics(3)), SILENT),
        ("1,500 words", plain(pounds=90_000, word_limit=1500), SILENT),
        ("1,501 words", plain(pounds=90_000, word_limit=1501), WARN),
        ("three items", plain(pounds=90_000, evidence_items=3), SILENT),
        ("four items", plain(pounds=90_000, evidence_items=4), WARN),
        ("much, but large", plain(word_limit=9000, evidence_items=9), SILENT),
    ],
    "prescriptive-offer": [
        ("a gift", plain(metrics=(metric(), metric(prescriptive=True))), CONSIDER),
        ("no gift", plain(), SILENT),
    ],
    "location-restriction-above-threshold": [
        ("at threshold", plain(restricts_location=True, pounds=207_720), STOP),
        ("under", plain(restricts_location=True, pounds=207_720 - JUST_UNDER), SILENT),
        ("not restricted", plain(pounds=900_000), SILENT),
        ("works under its own threshold", plain(restricts_location=True, nature=WORKS, pounds=900_000), SILENT),
        ("not known", plain(restricts_location=True, started_on=dt.date(2028, 1, 1)), SILENT),
    ],
    "location-restriction-below-threshold": [
        ("England on the day", plain(restricts_location=True, pounds=60_000, started_on=RESERVABLE_FROM), SILENT),
        ("the day before", plain(restricts_location=True, pounds=60_000, started_on=dt.date(2026, 2, 3)), STOP),
        ("Wales", plain(restricts_location=True, pounds=60_000, nation=WALES), STOP),
        ("Scotland", plain(restricts_location=True, pounds=60_000, nation=SCOTLAND), STOP),
        ("Northern Ireland", plain(restricts_location=True, pounds=60_000, nation=NORTHERN_IRELAND), STOP),
        ("above threshold", plain(restricts_location=True, nation=WALES, pounds=207_720), SILENT),
        ("just under", plain(restricts_location=True, nation=WALES, pounds=207_720 - JUST_UNDER), STOP),
        ("not restricted", plain(pounds=60_000, nation=WALES), SILENT),
    ],
    "social-value-act-not-considered": [
        ("England", plain(social_value_act_record=False), WARN),
        ("Wales", plain(social_value_act_record=False, nation=WALES), WARN),
        ("Scotland", plain(social_value_act_record=False, nation=SCOTLAND), SILENT),
        ("Northern Ireland", plain(social_value_act_record=False, nation=NORTHERN_IRELAND), SILENT),
        ("goods", plain(social_value_act_record=False, nature=GOODS), SILENT),
        ("works", plain(social_value_act_record=False, nature=WORKS), SILENT),
        ("recorded", plain(social_value_act_record=True), SILENT),
        ("small", plain(social_value_act_record=False, pounds=20_000), WARN),
        ("before the Act", plain(social_value_act_record=False, started_on=dt.date(2013, 1, 30)), SILENT),
        ("on its first day", plain(social_value_act_record=False, started_on=dt.date(2013, 1, 31)), WARN),
    ],
    "pounds-score": [
        ("decide", plain(pounds_decide_score=True), CONSIDER),
        ("inform", plain(pounds_decide_score=False), SILENT),
    ],
    "kpi-duty": [
        ("at GBP 5m", plain(pounds=5_000_000), SILENT),
        ("above, two", plain(pounds=5_000_000.01, kpis_planned=2, kpis_social_value=1), STOP),
        ("above, none", plain(pounds=5_000_000.01), STOP),
        ("above, three, none social", plain(pounds=5_000_000.01, kpis_planned=3), CONSIDER),
        ("above, three, one social", plain(pounds=5_000_000.01, kpis_planned=3, kpis_social_value=1), SILENT),
        ("light touch", plain(pounds=20_000_000, light_touch=True), SILENT),
        ("a reason recorded", plain(pounds=20_000_000, kpi_exemption_reason="one delivery"), SILENT),
        ("before the Act", plain(pounds=20_000_000, started_on=dt.date(2025, 2, 23)), SILENT),
        ("first day of the Act", plain(pounds=20_000_000, started_on=dt.date(2025, 2, 24)), STOP),
    ],
    "place-not-defined": [
        ("no place", plain(local=True), WARN),
        ("a place", plain(local=True, places=("E09000012",)), SILENT),
        ("not local", plain(local=False), SILENT),
    ],
    "no-contract-manager": [
        ("nobody named", plain(contract_manager=None), WARN),
        ("no cadence", plain(review_cadence_months=None), WARN),
        ("neither", plain(contract_manager=None, review_cadence_months=None), WARN),
        ("both", plain(review_cadence_months=12), SILENT),
    ],
    "no-remedy-ladder": [("none", plain(remedies=False), CONSIDER), ("described", plain(remedies=True), SILENT)],
    "short-contract": [
        ("23 months", plain(people_facing=True, duration_months=23), CONSIDER),
        ("24 months", plain(people_facing=True, duration_months=24), SILENT),
        ("12 and 1 more", plain(people_facing=True, duration_months=12, extension_months=1), SILENT),
        ("faces nobody", plain(duration_months=6), SILENT),
    ],
}  # fmt: skip

FLAT = [
    pytest.param(rule_id, case, expected, id=f"{rule_id}: {words}")
    for rule_id, examples in EXAMPLES.items()
    for words, case, expected in examples
]


def severity_of(rule_id: str, case: FitCase) -> Severity | None:
    """The severity at which the rule fired on the case, or None."""
    found = [each.severity for each in judge(case, shipped_rule_book()).findings if each.id == rule_id]
    assert len(found) <= 1, "a rule fires at most once on a case"
    return found[0] if found else None


def test_the_plain_case_has_no_finding() -> None:
    assert judge(plain(), shipped_rule_book()).findings == ()


@pytest.mark.parametrize(("rule_id", "case", "expected"), FLAT)
def test_the_rule_fires_exactly_at_its_boundary(
    rule_id: str, case: FitCase, expected: Severity | None
) -> None:
    assert severity_of(rule_id, case) is expected


@pytest.mark.parametrize("rule", FIT_RULES, ids=lambda rule: rule.id)
def test_every_rule_has_an_example_on_each_side_and_of_each_severity(rule) -> None:
    seen = {expected for _, _, expected in EXAMPLES[rule.id]}
    assert seen == {SILENT, *rule.severities}


@pytest.mark.parametrize("rule", FIT_RULES, ids=lambda rule: rule.sentence(shipped_rule_book().values))
def test_the_rule_says_its_own_sentence_with_its_source_wherever_it_fires(rule) -> None:
    fired = [case for _, case, expected in EXAMPLES[rule.id] if expected is not SILENT]
    for case in fired:
        (found,) = [each for each in judge(case, shipped_rule_book()).findings if each.id == rule.id]
        assert found.sentence == rule.sentence(shipped_rule_book().values)
        source = rule.source_on(case.procurement.started_on)
        assert (found.source, found.basis, found.why) == (str(source), rule.basis, rule.why)


@pytest.mark.parametrize(
    ("rule_id", "case", "before", "since"),
    [
        (
            "no-market-engagement",
            {"market_engagement": False},
            "Regulations 2015, regulation 40",
            "Act 2023, sections 16",
        ),
        (
            "location-restriction-above-threshold",
            {"restricts_location": True},
            "regulation 18",
            "Act 2023, sections 12",
        ),
        ("weight-below-minimum", {"weighting": 0}, "Policy Note 06/20", "Policy Note 002"),
    ],
)
def test_a_procurement_begun_before_the_act_is_told_the_law_of_its_day(rule_id, case, before, since) -> None:
    for began_on, expected in ((dt.date(2025, 2, 23), before), (dt.date(2025, 2, 24), since)):
        findings = judge(plain(pounds=800_000, started_on=began_on, **case), shipped_rule_book()).findings
        (found,) = [each for each in findings if each.id == rule_id]
        assert expected in found.source


def test_no_example_is_for_a_rule_that_does_not_exist() -> None:
    assert EXAMPLES.keys() == FIT_RULES_BY_ID.keys()
