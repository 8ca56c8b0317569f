"""The same measures on DuckDB and on Spark give the same figures to the last digit."""

import datetime as dt
import json
import os

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonweal.analytics.tables import engines, prepare, spend_report, supplier_places

#: Two workers of one core and one gigabyte, each a process of its own. A Spark master of your own: COMMONWEAL_TEST_SPARK.
SPARK = os.environ.get("COMMONWEAL_TEST_SPARK", "local-cluster[2,1,1024]")
TEXTS = ("supplier", "postcode", "town", "sme", "vcse", "charity_number", "service", "category")


def write_dataset(folder, rows=400):
    """A made-up dataset with credits, unknown years and suppliers, and amounts whose squares need 128 bits."""
    folder.mkdir()
    columns = {name: [] for name in ("paid_on", "pence", *TEXTS, "is_redacted", "is_duplicate", "is_card")}
    for at in range(rows):
        supplier = None if at % 31 == 0 else f"Supplier {at % 37} {'CIC' if at % 3 else 'plc'}"
        values = {
            "paid_on": None if at % 29 == 0 else dt.date(2019 + at % 4, 1 + at % 12, 1 + at % 28),
            "pence": (-1 if at % 11 == 0 else 1) * (at * 7_919 + 3_000_000_000_000),
            "supplier": supplier, "postcode": ("SR5 2AA", "NE1 4XX", "LS1 4AB", None)[at % 4], "town": None,
            "sme": ("Yes", "No", None)[at % 3], "vcse": None, "charity_number": None, "service": f"Service {at % 5}",
            "category": f"Category {at % 4}", "is_redacted": at % 41 == 0, "is_duplicate": at % 43 == 0, "is_card": False,
        }  # fmt: skip
        for name, value in values.items():
            columns[name].append(value)
    types = {"paid_on": pa.date32(), "pence": pa.int64(), **dict.fromkeys(TEXTS, pa.string())}
    table = pa.table({name: pa.array(held, types.get(name, pa.bool_())) for name, held in columns.items()})
    pq.write_table(table, folder / "payments.parquet")
    pence = sum(columns["pence"])
    manifest = {"body": "E08000024", "loaded": rows, "rejected": 0, "pence": pence}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return columns


def reported(folder, engine):
    home = supplier_places.home("E08000024")
    connection = engines.connect(engine)
    prepare.prepare(folder, home, connection)
    return spend_report.report(folder, home, connection)


def test_the_sums_equal_an_independent_count(tmp_path):
    columns = write_dataset(tmp_path / "dataset")
    report = reported(tmp_path / "dataset", "duckdb")
    total = sum(int(row["amount"].replace(".", "")) for row in report["by_year"]["rows"])
    assert total == sum(columns["pence"])
    by_place = report["by_place"]["total"]
    own = sum(p for p, code in zip(columns["pence"], columns["postcode"], strict=True) if code == "SR5 2AA")
    assert int(by_place["own"]["amount"].replace(".", "")) == own
    unknown = sum(p for p, day in zip(columns["pence"], columns["paid_on"], strict=True) if day is None)
    assert int(report["by_year"]["rows"][-1]["amount"].replace(".", "")) == unknown


def test_preparing_again_is_needed_only_when_something_changed(tmp_path):
    folder = tmp_path / "dataset"
    write_dataset(folder)
    home = supplier_places.home("E08000024")
    assert not prepare.is_prepared(folder, home)
    prepare.prepare(folder, home)
    assert prepare.is_prepared(folder, home)
    assert not prepare.is_prepared(folder, supplier_places.home("Leeds"))


def test_an_engine_that_is_not_there_says_so():
    with pytest.raises(engines.EngineUnavailable, match="COMMONWEAL_ENGINE=nonsense"):
        engines.connect("nonsense://somewhere")


@pytest.mark.engines
@pytest.mark.filterwarnings("ignore")
def test_spark_gives_the_same_report_to_the_last_digit(tmp_path, capfd):
    pytest.importorskip("pyspark", reason="not run: Spark is not installed (make test-engines)")
    write_dataset(tmp_path / "here")
    write_dataset(tmp_path / "there")
    assert reported(tmp_path / "here", "duckdb") == reported(tmp_path / "there", SPARK)
    said = capfd.readouterr().err
    assert "[Stage" not in said, "no bars of its own"
    assert " WARN " not in said, "no chatter"
