"""The table of rules read a second time, straight from its words over plain dictionaries, against random cases.

Nothing here is shared with the rules but the case: a slip in one reading shows as a difference.
"""

import copy
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.domain.rules.findings import judge
from commonweal.interchange.fit_cases import read_cases
from commonweal.reference.rule_book import shipped_rule_book

CASES = list(yaml.safe_load_all((Path(__file__).parents[2] / "cases" / "fit_cases.yaml").read_text("utf-8")))
EARLY = ("discovery", "prototype", "pilot")
TABLE = {  # first year of the pair: central, sub-central, works
    2022: (138_760, 213_477, 5_336_937),
    2024: (139_688, 214_904, 5_372_609),
    2026: (135_018, 207_720, 5_193_000),
}


def threshold(case: dict[str, Any]) -> int | None:
    work = case["procurement"]
    year = int(str(work["started_on"])[:4])
    row = TABLE.get(year - year % 2)
    if row is None:
        return None
    if work["nature"] == "works":
        return row[2]
    if work["nature"] == "services" and work["light_touch"]:
        return 663_540
    return row[0] if case["authority"]["kind"] in ("central", "nhs") else row[1]


def second_reading(case: dict[str, Any]) -> set[str]:
    p, a = case["procurement"], case["ask"]
    metrics, outcomes = a["metrics"], set(a["outcomes"])
    limit = threshold(case)
    above = limit is not None and p["value_gbp"] >= limit
    below = limit is not None and p["value_gbp"] < limit
    began = str(p["started_on"])
    nation, trl, team = p.get("nation", "england"), p.get("trl"), p["team_fte"]
    fixed = [m["kind"] for m in metrics if m["target"] == "fixed"]

    def any_metric(**wanted: Any) -> bool:
        return any(all(m[key] == value for key, value in wanted.items()) for m in metrics)

    small = p["value_gbp"] < 250_000 or p["mainly_small_market"]
    kpis = p["value_gbp"] > 5_000_000 and not p["light_touch"] and not a.get("kpi_exemption_reason")
    paid = [
        m
        for m in metrics
        if m.get("used_for", "payment" if m["target"] == "fixed" else "learning") == "payment"
    ]
    table = {
        "weight-below-minimum": a["weighting"] < 0.10,
        "too-many-outcomes": len(outcomes) > 1 and p["value_gbp"] <= 5_000_000,
        "too-many-metrics": len(metrics) > 6,
        "headcount-for-small-team": any_metric(kind="headcount") and team <= 10,
        "specialist-or-remote-work": "6" in outcomes
        and (p["research"] or p["delivery"] == "remote")
        and p["stage"] in EARLY,
        "fixed-target-in-early-stage": (p["stage"] in EARLY[:2] or (trl or 9) <= 5)
        and bool({"reduction", "headcount", "spend"} & set(fixed)),
        "reduction-without-baseline": any_metric(kind="reduction", baseline=None),
        "duration-too-short-for-metric": any_metric(period="year") and p["duration_months"] < 12,
        "outcome-not-relevant": "5" in outcomes and not p["people_facing"] and not team > 10,
        "low-ambition": "8" in outcomes and {m["id"] for m in metrics} == {"8-wellbeing-hours"},
        "innovation-outcomes-suggested": p["stage"] in EARLY and not outcomes & {"1", "3", "4"},
        "learning-not-rewarded": p["stage"] in EARLY and not a["rewards_learning"],
        "not-additional": a["good_practice_only"],
        "outside-supplier-control": any(m["level"] == "outcome" for m in paid),
        "numbers-only": p["people_facing"] and not a["narrative_required"],
        "no-thread": not a["thread"],
        "copied-unchanged": not a["criteria_edited"] and not p["market_engagement"],
        "no-market-engagement": above and not p["market_engagement"],
        "absolute-quantity-on-call-off": p["call_off"] and any(kind != "share" for kind in fixed),
        "burden-on-small-tenderers": small
        and (len(metrics) > 3 or a["word_limit"] > 1500 or a["evidence_items"] > 3),
        "prescriptive-offer": any_metric(prescriptive=True),
        "location-restriction-above-threshold": above and a["restricts_location"],
        "location-restriction-below-threshold": below
        and a["restricts_location"]
        and (began < "2026-02-04" or nation != "england"),
        "social-value-act-not-considered": p["nature"] == "services"
        and nation in ("england", "wales")
        and p.get("social_value_act_record") is False,
        "pounds-score": a["pounds_decide_score"],
        "kpi-duty": kpis and began >= "2025-02-24" and (a["kpis_planned"] < 3 or a["kpis_social_value"] == 0),
        "place-not-defined": a["local"] and not a["places"],
        "no-contract-manager": p["contract_manager"] is None or a["review_cadence_months"] is None,
        "no-remedy-ladder": not p["remedies"],
        "short-contract": p["people_facing"] and p["duration_months"] < 24 and p["extension_months"] == 0,
    }
    return {rule_id for rule_id, fires in table.items() if fires}


FLAG = st.booleans()
PROCUREMENT = {
    "nature": st.sampled_from(["goods", "services", "works"]),
    "value_gbp": st.sampled_from(
        [
            90_000,
            135_017,
            135_018,
            207_719,
            207_720,
            249_999,
            250_000,
            663_539,
            663_540,
            5_000_000,
            5_000_001,
            5_193_000,
        ]
    ),
    "nation": st.sampled_from(["england", "wales", "scotland", "northern-ireland"]),
    "duration_months": st.sampled_from([1, 11, 12, 23, 24, 36]),
    "extension_months": st.sampled_from([0, 1, 12]),
    "started_on": st.sampled_from(
        [
            "2019-05-01",
            "2023-12-31",
            "2025-02-23",
            "2025-02-24",
            "2026-02-03",
            "2026-02-04",
            "2027-12-31",
            "2028-01-01",
        ]
    ),
    "stage": st.sampled_from([*EARLY, "scale-up", "business-as-usual"]),
    "trl": st.sampled_from([None, 1, 5, 6, 9]),
    "team_fte": st.sampled_from([0, 4, 10, 10.5, 11, 300]),
    "delivery": st.sampled_from(["remote", "on-site", "mixed"]),
    "people_facing": FLAG,
    "research": FLAG,
    "call_off": FLAG,
    "light_touch": FLAG,
    "mainly_small_market": FLAG,
    "market_engagement": FLAG,
    "contract_manager": st.sampled_from([None, "named"]),
    "remedies": FLAG,
    "social_value_act_record": FLAG,
}
METRIC = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["8-wellbeing-hours", "a", "b"]),
        "kind": st.sampled_from(["headcount", "hours", "count", "spend", "share", "reduction", "area"]),
        "target": st.sampled_from(["fixed", "range", "pathway", "none"]),
        "period": st.sampled_from(["month", "quarter", "year", "contract"]),
        "baseline": st.sampled_from([None, "pre-contract", "independent"]),
        "level": st.sampled_from(["output", "outcome"]),
        "prescriptive": FLAG,
    },
    optional={"used_for": st.sampled_from(["learning", "payment"])},
)
ASK = {
    "weighting": st.sampled_from([0, 0.05, 0.0999, 0.1, 0.3]),
    "outcomes": st.lists(st.sampled_from("12345678"), max_size=3, unique=True),
    "criteria_edited": FLAG,
    "good_practice_only": FLAG,
    "narrative_required": FLAG,
    "rewards_learning": FLAG,
    "review_cadence_months": st.sampled_from([None, 3]),
    "thread": st.sampled_from([[], ["mission-outcome"]]),
    "places": st.sampled_from([[], ["E09000012"]]),
    "local": FLAG,
    "restricts_location": FLAG,
    "pounds_decide_score": FLAG,
    "word_limit": st.sampled_from([0, 1500, 1501]),
    "evidence_items": st.sampled_from([0, 3, 4]),
    "kpis_planned": st.sampled_from([0, 2, 3]),
    "kpis_social_value": st.sampled_from([0, 1]),
    "kpi_exemption_reason": st.sampled_from([None, "one delivery"]),
    "metrics": st.lists(METRIC, max_size=8),
}


def found(case: dict[str, Any]) -> frozenset[str]:
    (read,) = read_cases(yaml.safe_dump(case).encode(), outcomes={})
    return judge(read.case, shipped_rule_book()).ids


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(CASES),
    st.sampled_from(["central", "local", "nhs", "other"]),
    st.fixed_dictionaries({}, optional=PROCUREMENT),
    st.fixed_dictionaries({}, optional=ASK),
)
def test_two_readings_of_the_table_agree(
    start: dict[str, Any], kind: str, work: dict[str, Any], ask: dict[str, Any]
) -> None:
    case = copy.deepcopy(start)
    case["authority"]["kind"] = kind
    case["procurement"] |= work
    case["ask"] |= ask
    assert found(case) == second_reading(case)


def test_the_second_reading_agrees_with_the_published_cases() -> None:
    assert [second_reading(case) for case in CASES] == [set(case["expect"]["findings"]) for case in CASES]
