"""The valuation file: YAML and JSON say the same; what is wrong is told with its path."""

import copy
import json
from fractions import Fraction

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.valuation import Grade, Kind, Shape
from commonweal.interchange.valuation_files import InvalidValuation, UnreadableValuation, read_valuation
from commonweal.reference.valuation import discount_rates, official_unit_values

JOB = {
    "id": "job",
    "title": "A job",
    "unit": "person-year",
    "kind": "fiscal",
    "low": 8000,
    "central": 12000.5,
    "high": 20000,
    "price_year": 2024,
    "source": "A study",
    "source_year": 2024,
    "assumptions": "Benefits saved",
    "grade": "medium",
}
WHOLE = {
    "base_year": 2026,
    "prices": {"source": "An index", "index": {"2019": 100, "2024": 120, "2026": 128}},
    "unit_values": [JOB],
    "parameters": {"lost": {"low": 0.2, "central": 0.3, "high": 0.5}},
    "commitments": [
        {
            "id": "C1",
            "title": "Jobs",
            "mission": "Work",
            "quantity": 10,
            "unit_value": "job",
            "years": 3,
            "drop_off": 0.25,
            "deadweight": "lost",
            "attribution": 0.8,
            "displacement": {"low": 0, "central": 0.1, "high": 0.2, "distribution": "uniform"},
        },
        {"id": "C2", "mission": "Health", "quantity": 4, "unit_value": "wellby"},
        {"id": "C3", "mission": "Nature", "quantity": 200, "unit": "trees"},
    ],
}


def read(document):
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    return read_valuation(content, rates=discount_rates(), known=official_unit_values())


def changed(path, value):
    document = copy.deepcopy(WHOLE)
    place = document
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return document


def test_yaml_and_json_say_the_same():
    assert read(yaml.safe_dump(WHOLE, sort_keys=False).encode()) == read(WHOLE)


def test_everything_is_read_exactly():
    found = read(WHOLE)
    job, (one, two, three) = found.unit_values["job"], found.commitments
    assert (job.pounds.central, job.kind, job.grade) == (Fraction("12000.5"), Kind.FISCAL, Grade.MEDIUM)
    assert (one.years, one.drop_off, one.deadweight.name) == (3, Fraction(1, 4), "lost")
    assert one.deadweight.share.high == Fraction(1, 2)
    assert one.displacement.share.shape is Shape.UNIFORM
    assert one.attribution.share.central == Fraction(4, 5)
    assert (two.unit_value, two.unit, two.title) == ("wellby", "person-year point", "C2")
    assert (three.unit_value, three.quantity) == ("", 200)
    assert found.rates == discount_rates()
    assert found.prices.factor(2019, 2026) == Fraction(128, 100)


def test_a_file_may_state_its_own_discount_rates():
    steps = [{"from_year": 1, "percent": 1.5}, {"from_year": 31, "percent": 1.29}]
    assert read(changed(["discount_rates"], steps)).rates.steps == (
        (1, Fraction("0.015")),
        (31, Fraction("0.0129")),
    )


WRONG = [
    (["base_year"], None, "$.base_year: is missing"),
    (["base_year"], 2026.5, "$.base_year: must be a whole number"),
    (["commitments"], [], "$.commitments: there must be at least one"),
    (["commitments"], {}, "$.commitments: must be a list, and an object was found"),
    (
        ["commitments", 0, "quantity"],
        "ten",
        '$.commitments[0].quantity: must be a number, and text ("ten") was found',
    ),
    (["commitments", 0, "quantity"], True, "$.commitments[0].quantity: must be a number, and true was found"),
    (["commitments", 0, "quantity"], -1, "$.commitments[0].quantity: may not be negative"),
    (
        ["commitments", 0, "unit_value"],
        "jobs",
        '$.commitments[0].unit_value: no unit value has the id "jobs"',
    ),
    (
        ["commitments", 0, "deadweight"],
        "gone",
        '$.commitments[0].deadweight: no parameter has the name "gone"',
    ),
    (["commitments", 0, "attribution"], 1.2, "$.commitments[0].attribution: must be a share from 0 to 1"),
    (["commitments", 0, "drop_off"], -0.1, "$.commitments[0].drop_off: must be a share from 0 to 1"),
    (["commitments", 0, "years"], 0, "$.commitments[0].years: must be a whole number from 1 to 200"),
    (["commitments", 0, "unit"], "weeks", '$.commitments[0].unit: the unit value is for "person-year"'),
    (["commitments", 0, "first_year"], 2020, "$.commitments[0].first_year: must be a whole number from 2026"),
    (["commitments", 1, "id"], "C1", '$.commitments[1].id: "C1" is used twice'),
    (["commitments", 2, "unit"], None, "$.commitments[2].unit: is missing"),
    (["commitments", 2, "colour"], "red", "$.commitments[2].colour: is not known"),
    (["unit_values", 0, "kind"], "money", "$.unit_values[0].kind: must be one of fiscal, economic"),
    (["unit_values", 0, "source"], "", "$.unit_values[0].source: must be text"),
    (["unit_values", 0, "low"], 13000, "$.unit_values[0]: low, central and high must be in that order"),
    (
        ["unit_values", 0, "price_year"],
        2023,
        "$.commitments[0].unit_value: is in prices of 2023; $.prices.index needs 2023",
    ),
    (["prices"], None, "$.commitments[1].unit_value: is in prices of 2019; $.prices.index needs 2019"),
    (["prices", "source"], None, "$.prices.source: is missing"),
    (["prices", "index", "2019"], 0, "$.prices.index.2019: must be more than zero"),
    (["parameters", "lost", "high"], 1.5, "$.parameters.lost: must be a share from 0 to 1"),
    (
        ["discount_rates"],
        [{"from_year": 5, "percent": 3}],
        "$.discount_rates: the first step must be from_year 1",
    ),
    (["mission"], "Work", "$.mission: is not known"),
]


@pytest.mark.parametrize(("path", "value", "said"), WRONG, ids=[said[:60] for *_, said in WRONG])
def test_what_is_wrong_is_told_with_its_path(path, value, said):
    with pytest.raises(InvalidValuation) as refused:
        read(changed(path, value))
    assert any(str(problem).startswith(said) for problem in refused.value.problems), refused.value.problems


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "not JSON"),
        (b"\xff\xfe\xfa", "(?i)text|utf"),
        (b'{"base_year": 1, "base_year": 2}', "given twice"),
        (b"a: [1", "line"),
        (b"", "one document"),
        (b"a: 1\n---\nb: 2\n", "one document"),
    ],
)
def test_what_cannot_be_read_is_told(content, said):
    with pytest.raises(UnreadableValuation, match=said):
        read(content)


KEYS = st.sampled_from([*WHOLE, *WHOLE["commitments"][0]])
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=True)
DOCUMENTS = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(DOCUMENTS)
def test_whatever_the_document_is_it_is_read_or_refused_with_a_path(document):
    try:
        read(json.dumps({"base_year": 2026, "commitments": document}).encode())
    except InvalidValuation as refused:
        assert all(problem.path.startswith("$") for problem in refused.problems)
    except UnreadableValuation:
        pass
