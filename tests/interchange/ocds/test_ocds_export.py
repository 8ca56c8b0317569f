"""What we publish is valid by our own check and by an independent validator, and merges with what came before."""

from dataclasses import replace
from datetime import UTC, datetime

import jsonschema
import ocdsmerge
import orjson
import pytest

from commonweal.interchange.ocds import export as ocds
from commonweal.interchange.ocds import process_values as values
from commonweal.interchange.ocds.checking import check_file, schema_errors, warnings
from commonweal.interchange.ocds.release_schema import schema
from commonweal.interchange.ocds.tables import write_tables

DAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SUPPLIER = values.Organisation("GB-COH-01", "Hedgerow CIC", "GB-COH", "01", is_sme=True, is_vcse=True)
KPI = values.Metric(
    "m1",
    "Apprentice weeks",
    agreed=(values.Observation("p1", thousandths=52_000, unit="weeks"),),
    found=(
        values.Observation(
            "q1", values.Span(DAY, DAY), 12_500, "weeks", "approaching_target", "Two started late."
        ),
    ),
)
COMMITMENT = values.Metric("m2", "Residents shape the planting", "Told in words, not counted.")
FAILURE = values.PerformanceFailure(
    "f1", "Weekly visits", "Three weeks missed", DAY, "contracted", DAY, 150_050, suppliers=("GB-COH-01",)
)
CONTRACT = values.Contract(
    "c1",
    "a1",
    "Grounds maintenance",
    value=values.Worth(10_000_50, 12_000_60),
    signed_at=DAY,
    metrics=(KPI, COMMITMENT),
    failures=(FAILURE,),
    documents=(
        values.Document(
            "n7", "Contract details notice", "https://example.org/n7", "contractNotice", "UK7", DAY
        ),
    ),
)
PROCUREMENT = values.Procurement(
    ocid="ocds-abc123-0001",
    release_id="r1",
    released_at=DAY,
    tags=("tender", "award", "contract"),
    tender_id="t1",
    title="Grounds maintenance",
    buyer=values.Organisation("GB-PPON-1", "Brackenford Council"),
    suppliers=(SUPPLIER,),
    value=values.Worth(20_000_00),
    lots=(values.Lot("1", "Parks", value=values.Worth(20_000_00), suits_vcse=True),),
    cpv="77310000",
    awards=(values.Award("a1", ("GB-COH-01",), ("1",), decided_at=DAY, value=values.Worth(11_000_00)),),
    contracts=(CONTRACT,),
)


def test_a_release_is_valid_by_us_and_by_an_independent_validator_and_without_warning():
    made = ocds.release(PROCUREMENT)
    jsonschema.Draft4Validator(schema()).validate(made)
    assert list(schema_errors(made)) == [] and list(warnings(made)) == []


def test_every_commitment_goes_out_as_a_metric_and_a_kpi_with_its_rating():
    [contract] = ocds.release(PROCUREMENT)["contracts"]
    assert [metric["id"] for metric in contract["agreedMetrics"]] == ["m1", "m2"]
    assert contract["agreedMetrics"][0]["observations"] == [
        {"id": "p1", "measure": "52", "unit": {"name": "weeks"}}
    ]
    [found] = contract["implementation"]["metrics"][0]["observations"]
    assert (found["measure"], found["measureClassification"]["id"]) == ("12.5", "slightlyBelow")


def test_a_performance_failure_carries_its_penalty():
    [failure] = ocds.release(PROCUREMENT)["contracts"][0]["implementation"]["performanceFailures"]
    assert (
        failure["penaltyValue"] == {"amount": 1500.5, "currency": "GBP"}
        and failure["partialTermination"] is False
        and failure["penaltyDate"] == "2026-03-02T09:00:00Z"
    )
    assert failure["suppliers"] == [{"id": "GB-COH-01", "name": "Hedgerow CIC"}]


def test_what_is_not_known_is_left_out_never_null():
    bare = ocds.release(
        replace(PROCUREMENT, suppliers=(), awards=(), contracts=(), lots=(), value=None, cpv=None)
    )
    assert "awards" not in bare and b"null" not in orjson.dumps(bare)


def test_the_same_values_give_the_same_bytes():
    assert orjson.dumps(ocds.release(PROCUREMENT)) == orjson.dumps(ocds.release(replace(PROCUREMENT)))


def test_a_record_holds_its_releases_and_their_merge():
    later = replace(PROCUREMENT, release_id="r2", released_at=DAY.replace(month=4), title="Grounds and parks")
    record = ocds.record([later, PROCUREMENT])
    assert [item["id"] for item in record["releases"]] == ["r1", "r2"]
    assert record["compiledRelease"]["tender"]["title"] == "Grounds and parks"
    assert len(record["compiledRelease"]["contracts"][0]["agreedMetrics"]) == 2


def merged(*history):
    """The record's compiled release without what merging adds, and without what is empty."""

    def full(node):
        if isinstance(node, dict):
            kept = {name: full(value) for name, value in node.items()}
            return {name: value for name, value in kept.items() if value not in (None, {}, [])}
        return [full(item) for item in node] if isinstance(node, list) else node

    record = ocds.record(history)
    for item in record["releases"]:
        jsonschema.Draft4Validator(schema()).validate(item)
        assert list(schema_errors(item)) == []
    compiled = full(record["compiledRelease"])
    assert compiled == full(ocdsmerge.Merger(schema()).create_compiled_release(record["releases"]))
    return compiled


LESS = replace(
    PROCUREMENT,
    release_id="r2",
    released_at=DAY.replace(month=4),
    cpv=None,
    value=None,
    lots=(values.Lot("2", "Verges"),),
    contracts=(
        replace(
            CONTRACT, metrics=(replace(KPI, found=()),), failures=(), documents=(), why_no_metrics="By letter"
        ),
    ),
)


def test_what_a_later_version_no_longer_says_is_not_in_the_merge():
    compiled = merged(PROCUREMENT, LESS)
    tender, [contract] = compiled["tender"], compiled["contracts"]
    assert "classification" not in tender and "value" not in tender
    assert {each["id"]: each.get("status") for each in tender["lots"]} == {"1": "withdrawn", "2": "active"}
    assert [
        each["id"] for each in tender["lots"] if "title" in each and each.get("status") != "withdrawn"
    ] == ["2"]
    assert [each["id"] for each in contract["agreedMetrics"] if len(each) > 1] == ["m1"]
    # The standard's merge takes no member out of a list: what is gone keeps its ids alone.
    assert contract["implementation"]["performanceFailures"] == [
        {"id": "f1", "suppliers": [{"id": "GB-COH-01"}]}
    ]
    assert contract["implementation"]["metrics"] == [{"id": "m1", "observations": [{"id": "q1"}]}]
    assert contract["documents"] == [{"id": "n7"}]


def test_what_comes_back_is_in_the_merge_again():
    again = replace(PROCUREMENT, release_id="r3", released_at=DAY.replace(month=5))
    compiled, first = merged(PROCUREMENT, LESS, again), merged(PROCUREMENT)
    assert compiled["contracts"][0]["implementation"] == first["contracts"][0]["implementation"]
    assert "noAgreedMetricsRationale" not in compiled["contracts"][0]
    assert compiled["tender"]["classification"] == first["tender"]["classification"]
    assert {each["id"]: each["status"] for each in compiled["tender"]["lots"]} == {
        "1": "active",
        "2": "withdrawn",
    }


@pytest.mark.parametrize("make", [ocds.release_package, ocds.record_package])
def test_packages_pass_our_own_check_and_become_tables(make, tmp_path):
    path = tmp_path / "package.json"
    given = (PROCUREMENT, None) if make is ocds.release_package else PROCUREMENT
    path.write_bytes(
        orjson.dumps(make([given], uri="https://example.org/p", publisher="Brackenford", published_at=DAY))
    )
    with check_file(path) as report:
        assert (report.releases, report.valid, list(report.warnings)) == (1, 1, [])
    assert write_tables([path], tmp_path / "tables").rejected == []


def test_a_supplier_who_is_not_listed_is_refused():
    with pytest.raises(ValueError, match="not among its suppliers"):
        ocds.release(replace(PROCUREMENT, suppliers=()))


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        ocds.release(replace(PROCUREMENT, released_at=datetime(2026, 1, 1)))  # noqa: DTZ001
