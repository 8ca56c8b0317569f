"""A contract is published by a person, as it stands, with every promise; and leaves as valid open contracting data."""

import datetime as dt
import json
from dataclasses import replace

import jsonschema
import pytest
from django.test import Client

from commonweal.domain.errors import NotPermitted, Refused
from commonweal.domain.permissions import Role
from commonweal.domain.published_contracts import SCHEMA_1, ContractContent
from commonweal.interchange.ocds import export
from commonweal.interchange.ocds.checking import schema_errors, warnings
from commonweal.interchange.ocds.published import of_contract, release_of
from commonweal.interchange.ocds.release_schema import schema
from commonweal.journeys.publish_contract import publish_contract
from commonweal.publication import queries
from commonweal.publication.models import PublicKind
from tests.builders.contracts import a_prepared_contract

PREFIX = "ocds-abc123"


@pytest.fixture
def manager(world):
    return world.cast.actor(Role.CONTRACT_MANAGER)


@pytest.fixture
def published(world, manager):
    assert world.public_procurement
    return publish_contract(world.contract, by=manager, now=world.now)


def releases():
    found = (queries.version(row) for row in queries.history())
    return [export.release(release_of(each.content, each.published_at, PREFIX)) for each in found]


def test_every_promise_is_published_with_its_figures(world, published):
    content = queries.version(published).content
    assert [each.id for each in content.commitments] == [
        each.external_id for each in world.contract.commitments.all()
    ]
    quantities = [each for each in content.commitments if each.quantity is not None]
    assert quantities and all(each.unit for each in quantities)


def test_what_leaves_is_valid_by_us_and_by_an_independent_validator(world, published):
    made = releases()
    assert {release["tag"][0] for release in made} == {"tender", "award"}
    for release in made:
        jsonschema.Draft4Validator(schema()).validate(release)
        assert list(schema_errors(release)) == []
        assert [rule for rule, _, _ in warnings(release) if rule != "totals"] == []


def test_every_commitment_leaves_as_a_metric_of_its_contract(world, published):
    [contract] = [each for release in releases() for each in release.get("contracts", ())]
    assert [metric["id"] for metric in contract["agreedMetrics"]] == [
        each.external_id for each in world.contract.commitments.all()
    ]


@pytest.fixture
def rated(world, manager):
    """The contract published once its KPIs were set, one was rated, and a failure was recorded."""
    assert world.public_procurement and world.kpi and world.kpi_assessment and world.failure
    return publish_contract(world.contract, by=manager, now=world.now)


def test_kpis_leave_as_metrics_with_their_ratings(world, rated):
    [contract] = [each for release in releases() for each in release.get("contracts", ())]
    agreed = {metric["id"]: metric for metric in contract["agreedMetrics"]}
    service, promised = world.kpi.external_id, world.commitment_kpi.external_id
    assert agreed[service]["observations"][0]["measure"] == "5"
    found = {metric["id"]: metric["observations"] for metric in contract["implementation"]["metrics"]}
    [rating] = found[promised]
    assert rating["id"].startswith(f"{promised}-20"), "of the indicator and its days, not of the entry"
    assert rating["measureClassification"]["id"] == "slightlyBelow" and rating["measure"] == "27"
    assert service not in found and "noAgreedMetricsRationale" not in contract


def test_a_corrected_rating_and_a_new_value_take_the_place_of_the_old_ones(world, rated):
    """Of a later version the merge holds what it says; what was awarded stays what it was."""
    first = queries.version(rated)
    [kpi] = [each for each in first.content.performance.kpis if each.ratings]
    better = replace(kpi, ratings=(replace(kpi.ratings[0], id="another", rating="good"),))
    performance = replace(first.content.performance, kpis=(better,), failures=())
    later = replace(first.content, version=2, value_pence=99_900, performance=performance)
    history = [of_contract(first.content, first.published_at, "ocds-abc123"),
               of_contract(later, first.published_at + dt.timedelta(days=9), "ocds-abc123")]  # fmt: skip
    compiled = export.record(history)["compiledRelease"]
    [contract], [award] = compiled["contracts"], compiled["awards"]
    [metric] = [each for each in contract["implementation"]["metrics"] if each["id"] == kpi.id]
    assert [each["measureClassification"]["id"] for each in metric["observations"]] == ["met"]
    assert all("requirement" not in each for each in contract["implementation"]["performanceFailures"])
    assert contract["value"]["amountGross"] == 999
    assert award["value"] == export.release(history[0])["awards"][0]["value"]


def test_a_failure_of_performance_leaves_with_its_penalty_and_supplier(world, rated):
    [contract] = [each for release in releases() for each in release.get("contracts", ())]
    [failure] = contract["implementation"]["performanceFailures"]
    assert failure["id"] == world.failure.external_id and failure["penaltyType"] == "negotiated"
    assert failure["penaltyValue"] == {"amount": 4500, "currency": "GBP"}
    assert [each["id"] for each in failure["suppliers"]] == [world.contract.supplier.external_id]


def test_with_performance_it_is_valid_by_us_and_by_an_independent_validator(world, rated):
    for release in releases():
        jsonschema.Draft4Validator(schema()).validate(release)
        assert list(schema_errors(release)) == []
        assert [rule for rule, _, _ in warnings(release) if rule != "totals"] == []


def test_why_somebody_rated_as_they_did_stays_inside(world, rated):
    assert world.kpi_assessment.reason.encode() not in queries.version(rated).content.to_json()


def test_a_contract_of_the_shape_before_keeps_its_bytes(world, rated):
    now = json.loads(queries.version(rated).content.to_json())
    del now["performance"]
    before = json.dumps(
        now | {"schema": SCHEMA_1}, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()
    content = ContractContent.from_json(before)
    assert content.to_json() == before and content.performance is None
    assert export.release(release_of(content, world.now, PREFIX))["contracts"]


def test_it_is_published_again_only_when_it_says_something_new(world, manager, published):
    with pytest.raises(Refused):
        publish_contract(world.contract, by=manager, now=world.now)
    world.contract.title = "Renamed"
    later = publish_contract(world.contract, by=manager, now=world.now + dt.timedelta(days=1))
    assert (later.number, queries.current(PublicKind.CONTRACT).get().pk) == (2, later.pk)


def test_a_contract_that_does_not_bind_is_nobodys_business(world, manager):
    with pytest.raises(Refused):
        publish_contract(a_prepared_contract(world, world.tender), by=manager, now=world.now)
    assert not queries.current(PublicKind.CONTRACT).exists()


def test_a_published_report_of_others_is_not_published_again(world, manager):
    with pytest.raises(Refused):
        publish_contract(world.northern_spire, by=manager, now=world.now)


def test_somebody_who_may_not_edit_contracts_may_not_publish_one(world):
    with pytest.raises(NotPermitted):
        publish_contract(world.contract, by=world.cast.actor(Role.ASSESSOR), now=world.now)


def test_the_public_record_holds_the_releases_and_their_merge(world, published, settings):
    settings.OCID_PREFIX = PREFIX
    content = queries.version(published).content
    ocid = f"{PREFIX}-{content.procurement_id or content.contract_id}"
    package = json.loads(Client().get(f"/public/ocds/records/{ocid}.json").content)
    [record] = package["records"]
    assert record["ocid"] == record["compiledRelease"]["ocid"] == ocid
    assert record["compiledRelease"]["contracts"][0]["id"] == content.contract_id
    assert Client().get(f"/public/ocds/records/{ocid}x.json").status_code == 404


def test_the_public_packages_and_lines_hold_the_same_releases(world, published):
    package = json.loads(Client().get("/public/ocds/releases.json").content)
    lines = b"".join(Client().get("/public/ocds/releases.jsonl")).splitlines()
    assert package["releases"] == [json.loads(line) for line in lines] and len(lines) >= 2
