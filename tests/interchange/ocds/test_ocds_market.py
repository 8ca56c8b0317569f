"""Each measure of market health against figures worked out by hand."""

import os

import orjson
import pytest

from commonweal.analytics.tables import engines
from commonweal.interchange.ocds.derived import tenderers
from commonweal.interchange.ocds.files import Unreadable
from commonweal.interchange.ocds.market import TOP, market_health, share
from commonweal.interchange.ocds.tables import write_tables
from commonweal.reference.market_measures import KEYS, measure
from tests.interchange.ocds.ocds_examples import release


def award(identifier, supplier, pounds, day, **more):
    suppliers = [{"id": name, "name": name} for name in supplier.split()] or None
    value = {"value": {"amount": pounds, "currency": "GBP"}} if pounds is not None else {}
    return {
        "id": identifier,
        "status": "active",
        "date": f"{day}T00:00:00Z",
        "suppliers": suppliers or [],
        **value,
        **more,
    }


PARTIES = [
    {"id": "A", "details": {"scale": "sme", "vcse": True}},
    {"id": "B", "details": {"scale": "large", "vcse": False}},
    {"id": "C"},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("market")
    releases = [
        release(ocid="ocds-abc123-1", parties=PARTIES, awards=[award("1", "A", 100, "2025-03-03")]),
        release(
            ocid="ocds-abc123-2",
            parties=PARTIES,
            awards=[award("1", "B", 300, "2026-02-11"), award("2", "A B", 50, "2026-02-21")],
        ),
        release(
            ocid="ocds-abc123-3",
            parties=PARTIES,
            awards=[award("1", "C", None, "2026-02-03"), award("2", "", 7, "2026-02-05")],
            tender={"id": "t", "numberOfTenderers": 4, "title": "Roads"},
        ),
        release(ocid="ocds-abc123-4", awards=None, tender=None),
    ]
    (folder / "in.jsonl").write_bytes(b"\n".join(orjson.dumps(item) for item in releases))
    write_tables([folder / "in.jsonl"], folder / "tables")
    return folder / "tables"


@pytest.fixture(scope="module")
def health(folder):
    return market_health(folder)


@pytest.mark.parametrize(
    ("said", "listed", "bids", "count"),
    [
        (4, [{"id": "A"}], None, 4),
        ("2", None, None, 2),
        (" 12 ", None, None, 12),
        (0, [{"id": "A"}], None, 1),
        ("0", None, {"statistics": [{"measure": "bids", "value": "3"}]}, 3),
        (0, None, None, 0),
        ("two", None, None, None),
        (True, None, None, None),
        (-1, None, None, None),
        ("99999999999999999999", None, None, None),
    ],
)
def test_how_many_tendered_is_what_is_said_unless_nought_or_no_number(said, listed, bids, count):
    assert tenderers(said, listed, bids) == count


def test_awards_that_do_not_stand_are_in_no_measure(tmp_path):
    closed = {"id": "t", "title": "Roads", "tenderPeriod": {"endDate": "2026-01-01T00:00:00Z"}}
    awards = [
        award("1", "A", 100, "2026-01-11"),
        award("2", "A", 900, "2026-03-11", status="cancelled"),
        award("3", "", None, "2026-03-11", status="unsuccessful"),
    ]
    line = orjson.dumps(release(ocid="ocds-abc123-9", parties=PARTIES, awards=awards, tender=closed))
    (tmp_path / "in.jsonl").write_bytes(line)
    write_tables([tmp_path / "in.jsonl"], tmp_path / "tables")
    found = market_health(tmp_path / "tables")
    assert found["time_to_award"]["mean_days"] == "10.0000"
    assert {found[key]["coverage"]["of"] for key in ("time_to_award", "sme", "vcse", "concentration")} == {1}


@pytest.mark.engines
@pytest.mark.filterwarnings("ignore")
def test_spark_gives_the_same_market_health_to_the_last_digit(folder, health):
    pytest.importorskip("pyspark", reason="not run: Spark is not installed (make test-engines)")
    spark = engines.connect(os.environ.get("COMMONWEAL_TEST_SPARK", "local-cluster[2,1,1024]"))
    assert market_health(folder, spark) == health


def test_tenderers_and_single_tender_share(health):
    measure = health["tenderers"]
    assert measure["coverage"] == {"known": 3, "of": 4, "unknown": 1, "unknown_share": "0.2500"}
    assert (measure["mean"], measure["single_tender"], measure["single_tender_share"]) == (
        "2.0000",
        2,
        "0.6667",
    )


def test_time_to_award_counts_days_after_the_close_and_keeps_the_impossible_apart(health):
    measure = health["time_to_award"]
    assert (measure["median_days"], measure["mean_days"], measure["awarded_before_close"]) == (
        "15.0",
        "15.0000",
        1,
    )
    assert measure["coverage"]["known"] == 3 and measure["coverage"]["of"] == 5


def test_small_firms_share_of_awards_and_value_with_the_unknown_as_its_own_share(health):
    assert {name: found["count"] for name, found in health["sme"]["awards"].items()} == {
        "yes": 1,
        "no": 1,
        "mixed": 1,
        "unknown": 2,
    }
    assert {name: found["amount"] for name, found in health["sme"]["value"].items()} == {
        "yes": "100.00",
        "no": "300.00",
        "mixed": "50.00",
        "unknown": "7.00",
    }
    assert health["vcse"]["awards"]["yes"]["share"] == "0.2000"


def test_new_entrants_are_those_without_an_earlier_award(health):
    assert [(row["year"], row["suppliers"], row["new"]) for row in health["new_entrants"]["by_year"]] == [
        (2025, 1, 1),
        (2026, 3, 2),
    ]


def test_concentration_by_division_and_region(health):
    [division] = health["concentration"]["by_cpv_division"]
    assert division == {"name": "77", "suppliers": 2, "value": "400.00", "hhi": 6250, "top_share": "1.0000"}
    assert health["concentration"]["coverage"] == {
        "known": 2,
        "of": 5,
        "unknown": 3,
        "unknown_share": "0.6000",
    }
    assert health["concentration"]["by_region"][0]["name"] == "unknown"


def test_social_value_language(health):
    assert (health["social_value"]["asked"], health["social_value"]["share"]) == (2, "0.6667")
    assert health["social_value"]["coverage"]["unknown"] == 1


def test_a_share_of_nothing_is_not_a_number():
    assert share(0, 0) is None


def test_a_folder_without_tables_is_unreadable(tmp_path):
    with pytest.raises(Unreadable, match=r"holds no procurements\.parquet"):
        market_health(tmp_path)


def test_every_measure_has_its_own_file_its_definition_and_its_coverage(health):
    assert set(KEYS) == set(health) - {"procurements", "awards"}
    for key in KEYS:
        assert health[key]["definition"] == measure(key).definition
        assert health[key]["coverage"]["known"] <= health[key]["coverage"]["of"]


def test_the_definition_of_concentration_says_how_many_are_the_largest():
    assert f"the {TOP} largest" in measure("concentration").definition
