"""Valid means valid by the release schema alone; every rule of ours warns where it is broken and nowhere else."""

import jsonschema
import pytest

from commonweal.interchange.ocds.checking import schema_errors, warnings
from commonweal.interchange.ocds.release_schema import schema
from commonweal.interchange.ocds.semantics import RULES, moment
from tests.interchange.ocds.ocds_examples import release

LOTS = {
    "id": "t",
    "lots": [{"id": "1", "value": {"amount": 5, "currency": "GBP"}}],
    "value": {"amount": 5, "currency": "GBP"},
}
CONTRACT = {"id": "c", "awardID": "a1"}

BROKEN = {
    "ocid-prefix": (release(ocid="B-17"), "/ocid"),
    "date-order": (
        release(
            tender={
                "id": "t",
                "tenderPeriod": {"startDate": "2026-05-01T00:00:00Z", "endDate": "2026-04-01T00:00:00Z"},
            },
            awards=None,
        ),
        "/tender/tenderPeriod/endDate",
    ),
    "lot-reference": (release(awards=[{"id": "a1", "relatedLots": ["7"]}]), "/awards/0/relatedLots/0"),
    "award-reference": (release(contracts=[{"id": "c", "awardID": "zz"}]), "/contracts/0/awardID"),
    "party-reference": (release(buyer={"id": "nobody"}), "/buyer/id"),
    "duplicate-id": (
        release(tender={**LOTS, "milestones": [{"id": "m"}, {"id": "m"}]}),
        "/tender/milestones/1/id",
    ),
    "missing-id": (release(tender={**LOTS, "lots": [{"title": "No id"}]}, awards=None), "/tender/lots/0"),
    "totals": (release(tender={**LOTS, "value": {"amount": 6, "currency": "GBP"}}), "/tender/value/amount"),
    "number-as-text": (release(tender={**LOTS, "value": {"amount": "93,007"}}), "/tender/value/amount"),
    "date-format": (release(date="2026-01-10"), "/date"),
    "mojibake": (release(tender={**LOTS, "title": "Cost \u00c2\u00a35"}), "/tender/title"),
    "lost-line-breaks": (release(tender={**LOTS, "title": "One day.rnrnAnother"}), "/tender/title"),
    "uk-field": (release(tender={**LOTS, "suitability": {"sme": "yes"}}), "/tender/suitability/sme"),
    "uk-code": (
        release(parties=[{"id": "GB-PPON-1", "details": {"scale": "tiny"}}, {"id": "GB-COH-1"}]),
        "/parties/0/details/scale",
    ),
}


def test_a_good_release_has_no_error_and_no_warning():
    assert list(schema_errors(release())) == []
    assert list(warnings(release())) == []


def test_every_rule_has_a_case():
    assert set(BROKEN) == {rule.name for rule in RULES} | {"uk-field", "uk-code"}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_warns_at_its_place_and_only_there(name):
    broken, path = BROKEN[name]
    assert [(rule, where) for rule, where, _ in warnings(broken)] == [(name, path)]


AWARD = {"id": "a1", "value": {"amount": 100, "currency": "GBP"}}
ALSO_BROKEN = [
    ({"contracts": [{**CONTRACT, "agreedMetrics": "x"}]}, "uk-field", "/contracts/0/agreedMetrics"),
    (
        {"contracts": [{**CONTRACT, "implementation": {"performanceFailures": "late"}}]},
        "uk-field",
        "/contracts/0/implementation/performanceFailures",
    ),
    (
        {"contracts": [{**CONTRACT, "implementation": {"metrics": [{"id": "m", "observations": ["good"]}]}}]},
        "uk-field",
        "/contracts/0/implementation/metrics/0/observations/0",
    ),
    (
        {
            "contracts": [
                {
                    **CONTRACT,
                    "implementation": {
                        "metrics": [
                            {
                                "id": "m",
                                "observations": [
                                    {"id": "o", "measure": "a lot"},
                                    {"id": "p", "measure": "2.5"},
                                ],
                            }
                        ]
                    },
                }
            ]
        },
        "uk-field",
        "/contracts/0/implementation/metrics/0/observations/0/measure",
    ),
    (
        {"tender": {**LOTS, "lots": [{"id": "1", "suitability": "yes"}], "value": None}},
        "uk-field",
        "/tender/lots/0/suitability",
    ),
    ({"awards": [{"id": "a1", "standstillPeriod": "x"}]}, "uk-field", "/awards/0/standstillPeriod"),
    (
        {"contracts": [{**CONTRACT, "terminationRationaleClassifications": "x"}]},
        "uk-field",
        "/contracts/0/terminationRationaleClassifications",
    ),
    ({"tender": {**LOTS, "tenderers": [{"id": "zz"}]}}, "party-reference", "/tender/tenderers/0/id"),
    ({"tender": {**LOTS, "procuringEntity": {"id": "zz"}}}, "party-reference", "/tender/procuringEntity/id"),
    (
        {
            "awards": [AWARD],
            "contracts": [
                {"id": name, "awardID": "a1", "value": {"amount": 80, "currency": "GBP"}}
                for name in ("c", "d")
            ],
        },
        "totals",
        "/contracts/1/value/amount",
    ),
]


@pytest.mark.parametrize(("parts", "rule", "place"), ALSO_BROKEN)
def test_what_else_a_rule_tells(parts, rule, place):
    assert [(name, where) for name, where, _ in warnings(release(**parts))] == [(rule, place)]


@pytest.mark.parametrize("name", sorted(set(BROKEN) - {"number-as-text"}))
def test_a_broken_rule_never_changes_validity(name):
    assert list(schema_errors(BROKEN[name][0])) == []


@pytest.mark.parametrize(
    "bad",
    [
        release(tag=None),
        release(date=5),
        release(tender={"title": "no id"}),
        release(parties=[{"id": 5}]),
        release(contracts=[{"id": "c"}]),
        release(tender={"id": "t", "value": {"amount": "5"}}),
        [],
        "text",
        None,
    ],
)
def test_validity_is_what_an_independent_validator_says(bad):
    independent = jsonschema.Draft4Validator(schema())
    expected = {"".join(f"/{part}" for part in error.absolute_path) for error in independent.iter_errors(bad)}
    assert expected and {path for path, _ in schema_errors(bad)} == expected


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("2026-01-10", True),
        ("2026-01-10T10:00:00Z", True),
        ("2026-01-10T10:00:00.5+01:00", True),
        ("2026-13-10", False),
        ("soon", False),
    ],
)
def test_a_moment_is_a_date_with_or_without_a_time(text, known):
    found = moment(text)
    assert (found is not None) == known
    assert found is None or found.tzinfo is not None


def test_ordinary_words_with_rn_in_them_are_not_lost_line_breaks():
    text = "Western Northern modernRN northern. corner (modern) learn."
    assert list(warnings(release(tender={**LOTS, "title": text}))) == []
