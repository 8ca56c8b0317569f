"""Which duties bite, and when, with dates worked out by hand."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from commonweal.domain.fit.case import AuthorityKind, Nation
from commonweal.domain.procurements import Nature, ProcurementKind
from commonweal.domain.rules.duties import DUTY_RULES, Answer, Bites, DutyFacts, duties_of
from commonweal.reference.working_days import statutory_working_days

MILLION = 1_000_000 * 100
YES, OPTIONAL, NO, UNKNOWN = Bites
FACTS = DutyFacts(
    authority=AuthorityKind.LOCAL,
    nation=Nation.ENGLAND,
    nature=Nature.SERVICES,
    kind=ProcurementKind.CONTRACT,
    value=6 * MILLION,
    started_on=dt.date(2026, 3, 2),
    is_above_threshold=True,
    annual_value=2 * MILLION,
    authority_spend=300 * MILLION,
    tender_notice_on=dt.date(2026, 6, 1),
    award_notice_on=dt.date(2026, 9, 1),
    contract_signed_on=dt.date(2026, 9, 14),
    contract_ends_on=dt.date(2029, 9, 13),
)


def answers(**changes: Any) -> dict[str, Answer]:
    facts = replace(FACTS, **changes)
    return {duty.rule.id: duty.answer for duty in duties_of(facts, statutory_working_days())}


def due(rule_id: str, **changes: Any) -> dt.date | None:
    return answers(**changes)[rule_id].due_on


def bites(rule_id: str, **changes: Any) -> Bites:
    return answers(**changes)[rule_id].bites


def test_every_notice_of_the_act_has_a_duty() -> None:
    assert sorted(rule.notice for rule in DUTY_RULES if rule.notice) == sorted(f"UK{n}" for n in range(1, 18))


def test_every_duty_has_words_a_source_and_its_own_id() -> None:
    assert len({rule.id for rule in DUTY_RULES}) == len(DUTY_RULES)
    assert all(rule.text.endswith(".") and rule.source.text for rule in DUTY_RULES)


def test_duties_come_in_order_of_phase() -> None:
    phases = [duty.rule.phase for duty in duties_of(FACTS, statutory_working_days())]
    assert phases == sorted(phases, key=["planning", "tender", "award", "contract"].index)


@pytest.mark.parametrize(
    ("rule_id", "day"),
    [
        ("pipeline-notice", dt.date(2026, 5, 26)),  # 56 days beginning with 1 April
        ("social-value-act-record", dt.date(2026, 3, 2)),
        ("planned-procurement-notice", dt.date(2026, 4, 22)),  # 40 days before 1 June
        ("conflicts-assessment", dt.date(2026, 6, 1)),
        ("tender-notice", dt.date(2026, 6, 26)),  # 25 days after 1 June
        ("assessment-summaries", dt.date(2026, 9, 1)),
        ("standstill", dt.date(2026, 9, 10)),  # Tuesday 1 to Thursday 10 September
        ("kpis-set", dt.date(2026, 9, 14)),
        ("contract-details-notice", dt.date(2026, 10, 13)),  # 30 days: 14 September to 13 October
        ("contract-copy", dt.date(2026, 12, 12)),  # 90 days
        ("payment-notice", dt.date(2026, 10, 29)),  # 30 days beginning with 30 September
        ("payments-compliance-notice", dt.date(2026, 10, 29)),
        ("performance-notice", dt.date(2027, 9, 13)),
        ("termination-notice", dt.date(2029, 10, 12)),  # 30 days beginning with 13 September 2029
    ],
)
def test_the_day_by_which_it_must_be_done(rule_id: str, day: dt.date) -> None:
    assert due(rule_id) == day


def test_light_touch_has_longer_periods_and_no_mandatory_standstill() -> None:
    found = answers(light_touch=True)
    assert found["contract-details-notice"].due_on == dt.date(2027, 1, 11)  # 120 days
    assert found["contract-copy"].due_on == dt.date(2027, 3, 12)  # 180 days
    assert found["standstill"].bites is OPTIONAL
    assert found["kpis-set"].bites is NO
    assert found["change-notice"].bites is NO


@pytest.mark.parametrize(
    ("planned", "deadline"),
    [
        (dt.date(2026, 4, 22), dt.date(2026, 6, 11)),  # exactly 40 days before: 10 days
        (dt.date(2026, 4, 23), dt.date(2026, 6, 26)),  # 39 days before: too late
        (dt.date(2025, 6, 1), dt.date(2026, 6, 11)),  # exactly 12 months before
        (dt.date(2025, 5, 31), dt.date(2026, 6, 26)),  # too early
    ],
)
def test_a_qualifying_planned_notice_cuts_the_tendering_period(planned: dt.date, deadline: dt.date) -> None:
    assert due("tender-notice", planned_notice_on=planned) == deadline


def test_the_pipeline_notice_that_covers_a_tender_notice_in_april_is_that_of_the_year_before() -> None:
    assert due("pipeline-notice", tender_notice_on=dt.date(2026, 4, 20)) == dt.date(2025, 5, 26)
    assert due("pipeline-notice", tender_notice_on=dt.date(2026, 5, 27)) == dt.date(2026, 5, 26)


@pytest.mark.parametrize(
    ("value", "spend", "expected"),
    [
        (2 * MILLION, 300 * MILLION, NO),
        (2 * MILLION + 1, 300 * MILLION, YES),
        (2 * MILLION + 1, 100 * MILLION, NO),
        (2 * MILLION + 1, 100 * MILLION + 1, YES),
        (2 * MILLION + 1, None, UNKNOWN),
    ],
)
def test_pipeline_above_2_million_by_spenders_above_100_million(
    value: int, spend: int | None, expected: Bites
) -> None:
    assert bites("pipeline-notice", value=value, authority_spend=spend) is expected


def test_kpis_above_5_million_only_and_not_for_frameworks_or_concessions() -> None:
    assert bites("kpis-set", value=5 * MILLION) is NO
    assert bites("kpis-set", value=5 * MILLION + 1) is YES
    assert bites("kpis-set", concession=True) is NO
    assert bites("kpis-set", kind=ProcurementKind.FRAMEWORK_AGREEMENT) is NO
    assert bites("kpis-set", kpis_not_appropriate=True) is NO


def test_breach_is_published_whatever_the_value_and_kpi_ratings_only_with_kpis() -> None:
    small = answers(value=MILLION)["performance-notice"]
    assert (small.bites, small.due_on) == (YES, None)
    assert "71(3) to (5)" in small.source.text
    assert bites("performance-notice", kpis_not_appropriate=True) is YES
    assert bites("performance-notice", is_above_threshold=False) is NO
    assert bites("performance-notice", kind=ProcurementKind.DYNAMIC_MARKET) is NO


@pytest.mark.parametrize(
    ("authority", "pounds", "expected"),
    [
        (AuthorityKind.LOCAL, 30_000, YES),
        (AuthorityKind.LOCAL, 29_999, NO),
        (AuthorityKind.CENTRAL, 12_000, YES),
        (AuthorityKind.NHS, 12_000, YES),
        (AuthorityKind.CENTRAL, 11_999, NO),
    ],
)
def test_notices_of_a_notifiable_contract_below_threshold(
    authority: AuthorityKind, pounds: int, expected: Bites
) -> None:
    found = answers(authority=authority, value=pounds * 100, is_above_threshold=False)
    assert {found[each].bites for each in ("tender-notice", "contract-details-notice")} == {expected}
    assert found["contract-details-notice"].due_on is None  # as soon as reasonably practicable
    assert found["award-notice"].bites is NO


@pytest.mark.parametrize(
    "change",
    [
        {"concession": True},
        {"is_under_other_law": True},
        {"started_on": dt.date(2025, 2, 23)},
        {"nation": Nation.NORTHERN_IRELAND, "is_devolved": True},
    ],
)
def test_a_contract_that_is_not_regulated_below_threshold_needs_no_notice(change: dict[str, Any]) -> None:
    assert bites("contract-details-notice", is_above_threshold=False, value=50_000_00, **change) is NO


def test_a_direct_award_is_not_advertised_below_threshold_and_its_details_are_published_all_the_same() -> (
    None
):
    found = answers(direct_award=True, is_above_threshold=False, value=50_000_00)
    assert (found["tender-notice"].bites, found["contract-details-notice"].bites) == (NO, YES)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"from_dynamic_market": True}, OPTIONAL),
        ({"direct_award": True, "is_urgent": True}, OPTIONAL),
        ({"direct_award": True}, YES),
        ({"is_urgent": True}, YES),  # a ground that no direct award rests on
    ],
)
def test_exceptions_from_the_mandatory_standstill(change: dict[str, Any], expected: Bites) -> None:
    found = answers(**change)["standstill"]
    assert (found.bites, found.due_on) == (expected, dt.date(2026, 9, 10))
    assert (found.source is not None) is (expected is OPTIONAL)


def test_what_comes_before_a_direct_award_is_dated_by_its_transparency_notice() -> None:
    day = dt.date(2026, 8, 3)
    dated = ("conflicts-assessment", "sme-barriers-considered", "policy-statement")
    found = answers(direct_award=True, transparency_notice_on=day)
    assert {found[each].due_on for each in dated} == {day}
    assert {answers(transparency_notice_on=day)[each].due_on for each in dated} == {dt.date(2026, 6, 1)}


def test_no_duty_of_the_act_bites_under_another_law() -> None:
    assert bites("award-notice", is_under_other_law=True) is NO


def test_central_gates_bite_above_5_million_a_year() -> None:
    for gate in ("carbon-reduction-plan", "prompt-payment"):
        assert bites(gate) is NO  # a council
        assert bites(gate, authority=AuthorityKind.CENTRAL, annual_value=5 * MILLION) is NO
        assert bites(gate, authority=AuthorityKind.CENTRAL, annual_value=5 * MILLION + 1) is YES
        assert bites(gate, authority=AuthorityKind.CENTRAL, annual_value=None) is UNKNOWN


def test_a_policy_is_not_asked_of_a_procurement_begun_before_it() -> None:
    assert "prompt-payment" not in answers(started_on=dt.date(2025, 9, 30))
    assert "prompt-payment" in answers(started_on=dt.date(2025, 10, 1))


def test_a_direct_award_has_a_transparency_notice_and_no_competition() -> None:
    found = answers(direct_award=True)
    assert found["transparency-notice"].bites is YES
    assert {found[each].bites for each in ("tender-notice", "lots-considered", "assessment-summaries")} == {
        NO
    }
    assert bites("transparency-notice") is NO


def test_call_offs_inherit() -> None:
    found = answers(kind=ProcurementKind.CALL_OFF)
    assert found["standstill"].bites is OPTIONAL
    assert {
        found[each].bites for each in ("tender-notice", "policy-statement", "planned-procurement-notice")
    } == {NO}


def test_dynamic_market_notices_are_for_dynamic_markets() -> None:
    ids = [rule.id for rule in DUTY_RULES if rule.id.startswith("dynamic-market")]
    assert {bites(each) for each in ids} == {NO}
    assert {bites(each, kind=ProcurementKind.DYNAMIC_MARKET) for each in ids} == {YES}


def test_a_dynamic_market_awards_nothing_itself() -> None:
    found = answers(kind=ProcurementKind.DYNAMIC_MARKET, value=600_000_000)
    ids = ("award-notice", "standstill", "contract-details-notice", "contract-copy", "termination-notice")
    assert {found[each].bites for each in ids} == {NO}
    assert answers(kind=ProcurementKind.FRAMEWORK_AGREEMENT)["award-notice"].bites is YES


def test_nations() -> None:
    assert bites("social-value-act-record", nation=Nation.SCOTLAND) is NO
    assert bites("social-value-act-record", nature=Nature.GOODS) is NO
    assert bites("payment-notice", nation=Nation.WALES) is NO
    assert due("payments-compliance-notice", contract_signed_on=dt.date(2026, 2, 1)) == dt.date(2026, 4, 29)
    welsh = due("payments-compliance-notice", nation=Nation.WALES, contract_signed_on=dt.date(2026, 2, 1))
    assert welsh == dt.date(2026, 10, 29)
    assert bites("payments-compliance-notice", nation=Nation.NORTHERN_IRELAND, is_devolved=True) is NO
    assert bites("award-notice", nation=Nation.SCOTLAND, is_devolved=True) is NO


@pytest.mark.parametrize(
    ("above", "started_on", "expected"),
    [
        (True, dt.date(2026, 3, 2), YES),
        (False, dt.date(2026, 3, 2), NO),
        (None, dt.date(2028, 3, 2), UNKNOWN),
        (True, dt.date(2025, 2, 23), NO),
        (True, dt.date(2025, 2, 24), YES),
    ],
)
def test_the_act_applies_above_threshold_from_24_february_2025(
    above: bool | None, started_on: dt.date, expected: Bites
) -> None:
    assert bites("award-notice", is_above_threshold=above, started_on=started_on) is expected


def test_dates_not_known_yet_are_absent() -> None:
    nothing = answers(
        tender_notice_on=None, award_notice_on=None, contract_signed_on=None, contract_ends_on=None
    )
    assert {rule_id for rule_id, answer in nothing.items() if answer.due_on} == {"social-value-act-record"}


def test_leap_days() -> None:
    leap = dt.date(2028, 2, 29)
    assert answers(tender_notice_on=leap)["planned-procurement-notice"].from_on == dt.date(2027, 2, 28)
    assert due("performance-notice", contract_signed_on=leap) == dt.date(2029, 2, 28)
