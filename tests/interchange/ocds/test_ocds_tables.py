"""The tables hold every value of a compiled release, in a typed column or in the row's JSON column."""

import json
import subprocess
import sys
from datetime import datetime
from decimal import Decimal

import orjson
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.ocds.generator import write
from commonweal.interchange.ocds.columns import CONVERTERS, arrow_type, typed
from commonweal.interchange.ocds.compiling import compile_files
from commonweal.interchange.ocds.rows import KEYS, no_rows, take_apart
from commonweal.interchange.ocds.semantics import moment
from commonweal.interchange.ocds.table_plans import DATE, JSON, PLANS
from commonweal.interchange.ocds.tables import schema_of, table_of, write_tables
from tests.interchange.ocds.ocds_examples import HISTORIES, OCID, release
from tests.interchange.ocds.row_by_row import tables_by_row

TYPES = {name: dict(plan.ordered) for name, plan in PLANS.items()}


def tables_of(*releases):
    rows = no_rows()
    for item in releases:
        take_apart(item, rows)
    return {name: table_of(PLANS[name], table).to_pylist() for name, table in rows.items() if table.nodes}


def put_back(tables):
    """The release again from its rows, values as text: what a reader of the tables can know."""
    whole = {}
    for name, rows in tables.items():
        plan = PLANS[name]
        paths = ["/".join((*above, field)) for above, fields in plan.groups for field in fields]
        for row in rows:
            base = "" if name == "procurements" else row["path"]
            for path, (column, kind) in zip(paths, plan.ordered, strict=True):
                if row[column] is not None:
                    value = orjson.loads(row[column]) if kind == JSON else row[column]
                    spread(whole, f"{base}/{path}", value)
            if row["extra"]:
                spread(whole, base, orjson.loads(row["extra"]))
    return whole


def spread(found, path, value):
    if isinstance(value, dict) and value:
        for name, below in value.items():
            spread(found, f"{path}/{name}", below)
    elif isinstance(value, list) and value:
        for at, below in enumerate(value):
            spread(found, f"{path}/{at}", below)
    else:
        found[path] = shown(value)


def shown(value):
    if isinstance(value, str) and moment(value) and "T" in value:
        value = moment(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return format(Decimal(str(value)).normalize(), "f")
    return str(value)


def leaves(item):
    found = {}
    spread(found, "", {name: value for name, value in item.items() if name not in ("ocid", "tag")})
    return found


def test_a_release_can_be_put_together_again_from_its_tables():
    item = release(tag=["compiled"])
    assert put_back(tables_of(item)) == leaves(item)


ODD = st.one_of(
    st.none().map(lambda _: {}),
    st.integers(-5, 10**6),
    st.sampled_from([1.25, 1.005, "93,007", "n/a", True, "2026-01-01", "2026-01-01T00:00:00+01:00"]),
    st.lists(st.sampled_from(["a", 1]), max_size=2),
    st.dictionaries(st.sampled_from(["amount", "id", "odd"]), st.integers(0, 9), max_size=2),
)
FIELDS = sorted(
    {path.split("/")[0] for plan in PLANS.values() for path, _, _ in plan.columns} - {"id"} | {"strange"}
)
OBJECTS = st.dictionaries(st.sampled_from(FIELDS), ODD, max_size=5)


@given(OBJECTS, OBJECTS, OBJECTS, st.one_of(ODD, st.lists(OBJECTS, max_size=2)))
def test_nothing_is_dropped_whatever_the_fields_hold(top, tender, award, lots):
    item = {
        **top,
        "ocid": OCID,
        "tag": ["compiled"],
        "tender": {"id": "t", **tender, "lots": lots},
        "awards": [{"id": "a", **award}],
    }
    kept, wanted = put_back(tables_of(item)), leaves(item)
    gone = {
        path: value for path, value in wanted.items() if kept.get(path) != value and value not in ("[]", "{}")
    }
    assert gone == {}


@given(
    st.lists(st.tuples(OBJECTS, OBJECTS, OBJECTS, st.one_of(ODD, st.lists(OBJECTS, max_size=2))), max_size=3)
)
def test_whole_columns_give_what_row_by_row_gives(parts):
    releases = [
        {
            **top,
            "ocid": f"{OCID}-{number}",
            "tender": {"id": "t", **tender, "lots": lots, "items": [{"id": number, **award}]},
            "awards": [{"id": "a", **award, "items": [{"id": "i"}]}, {"documents": [{"id": "d"}]}],
            "parties": [{"id": "p", "details": tender, "address": award}],
        }
        for number, (top, tender, award, lots) in enumerate(parts)
    ]
    assert tables_of(*releases) == tables_by_row(releases)


@given(st.lists(HISTORIES, max_size=3))
def test_whole_columns_give_what_row_by_row_gives_of_releases_of_any_shape(histories):
    releases = [item for history in histories for item in history]
    assert tables_of(*releases) == tables_by_row(releases)


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**64 - 1),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**15), 10**15).map(lambda steps: steps / 100),
    st.integers(-(10**6), 10**6).map(lambda steps: steps / 1000),
    st.sampled_from(["", "a", "5", "1,000.50", "2026-01-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-01-01",
                     "2026-01-01T00:00:00.1234567Z", "0001-01-01T00:00:00+01:00", "2026-01-01T10:00+0100",
                     "9999-12-31T23:59:59-01:00", "2026-01-01T00:00:00", "\u00e9" * 9]),
    st.datetimes().map(lambda moment: f"{moment.isoformat()}Z"),
    st.lists(st.integers(0, 3), max_size=2),
)  # fmt: skip


@pytest.mark.parametrize("kind", sorted(CONVERTERS))
@given(st.data())
def test_a_column_converted_whole_is_as_converted_value_by_value(kind, data):
    values = data.draw(st.lists(VALUES, max_size=4))
    wanted, unfit, told = [], [], []
    for row, value in enumerate(values):
        found, exact = CONVERTERS[kind](value) if value is not None else (None, True)
        wanted.append(found)
        unfit += [] if exact else [(row, value)]
    found = typed(values, kind, lambda row, value: told.append((row, value)))
    found.validate(full=True)
    assert found.to_pylist() == wanted and told == unfit and found.type == arrow_type(kind)


def test_money_is_decimal_dates_are_instants_and_truths_are_truths():
    [tender] = tables_of(release())["tenders"]
    assert tender["value_amount"] == Decimal("1500.50") and tender["tenderers"] == 1
    assert tender["tender_period_end"] == moment("2026-02-01T12:00:00Z")


def test_a_number_written_as_text_is_a_number_and_its_text_is_kept():
    [tender] = tables_of(release(tender={"id": "t", "value": {"amount": "93,007.00"}}))["tenders"]
    assert tender["value_amount"] == Decimal("93007.00")
    assert json.loads(tender["extra"]) == {"value": {"amount": "93,007.00"}}


def test_an_amount_below_a_penny_is_rounded_and_its_original_kept():
    [tender] = tables_of(release(tender={"id": "t", "value": {"amount": 0.125}}))["tenders"]
    assert (tender["value_amount"], json.loads(tender["extra"])) == (
        Decimal("0.12"),
        {"value": {"amount": 0.125}},
    )


def test_keys_lead_from_a_row_to_its_parent():
    tables = tables_of(
        release(
            contracts=[
                {"id": "c1", "awardID": "a1", "agreedMetrics": [{"id": "m", "observations": [{"id": "o"}]}]}
            ]
        )
    )
    [metric], [observation] = tables["metrics"], tables["observations"]
    assert [metric[key] for key in KEYS] == [OCID, "/contracts/0/agreedMetrics/0", "agreed", "c1", 0]
    assert (observation["path"], observation["parent_id"]) == (
        "/contracts/0/agreedMetrics/0/observations/0",
        "m",
    )


def test_facts_about_the_whole_procurement_are_worked_out():
    [procurement] = tables_of(release())["procurements"]
    assert [
        procurement[name]
        for name in ("cpv_division", "delivery_region", "tenderer_count", "asks_social_value")
    ] == ["77", None, 1, True]


def test_every_table_is_written_even_an_empty_one(tmp_path):
    source = tmp_path / "in.json"
    source.write_bytes(orjson.dumps(release()))
    outcome = write_tables([source], tmp_path / "out")
    assert outcome.processes == 1
    for name, plan in PLANS.items():
        assert pq.read_schema(tmp_path / "out" / f"{name}.parquet").equals(schema_of(plan))
    assert pq.read_table(tmp_path / "out" / "milestones.parquet").num_rows == 0


def test_a_batch_of_processes_and_several_workers_change_nothing(tmp_path, monkeypatch):
    source = tmp_path / "in.jsonl"
    source.write_bytes(
        b"\n".join(orjson.dumps(release(ocid=f"{OCID}{n}", title=None if n % 3 else n)) for n in range(90))
    )
    write_tables([source], tmp_path / "whole")
    monkeypatch.setattr("commonweal.interchange.ocds.compiling.SMALL", 1)
    monkeypatch.setattr("commonweal.interchange.ocds.compiling.TASK_BYTES", 9_000)
    monkeypatch.setattr("commonweal.interchange.ocds.tables.BATCH", 4)
    write_tables([source], tmp_path / "parts", workers=2)
    for name in PLANS:
        whole, parts = (pq.read_table(tmp_path / where / f"{name}.parquet") for where in ("whole", "parts"))
        assert whole.equals(parts)


def test_releases_are_validated_on_the_way_when_that_is_asked_for(tmp_path):
    source = tmp_path / "in.json"
    source.write_bytes(orjson.dumps({"releases": [release(), release(ocid="b", tender={"title": "no id"})]}))
    outcome = write_tables([source], tmp_path / "out", validate=True)
    assert (outcome.releases, outcome.valid) == (2, 1)


def test_column_names_are_said_once_in_each_table():
    for plan in PLANS.values():
        names = schema_of(plan).names
        assert len(names) == len(set(names))
        assert set(TYPES[plan.table].values()) <= {DATE, JSON, "text", "number", "money", "truth", "whole"}


def test_tables_are_written_without_loading_pandas(tmp_path):
    source = tmp_path / "in.json"
    source.write_bytes(orjson.dumps(release(tender={"id": 1, "value": {"amount": "1,000"}, "title": None})))
    code = (
        "import sys; from pathlib import Path; from commonweal.interchange.ocds.tables import write_tables; "
        "write_tables([Path(sys.argv[1])], Path(sys.argv[2])); sys.exit('pandas' in sys.modules)"
    )
    run = [sys.executable, "-c", code, str(source), str(tmp_path / "out")]
    assert subprocess.run(run, check=False).returncode == 0


def test_generated_releases_give_the_same_tables_both_ways_and_with_several_workers(tmp_path, monkeypatch):
    monkeypatch.setattr("commonweal.interchange.ocds.compiling.SMALL", 1)
    compile_files([write(tmp_path / "in.jsonl", 300)], tmp_path / "compiled.jsonl")
    odd = [release(ocid="odd", parties=[{"id": "a"}, {"id": "a"}]), release(ocid="odder", strange=1)]
    lines = (tmp_path / "compiled.jsonl").read_bytes().splitlines()
    lines[20:20] = map(orjson.dumps, odd)
    source = tmp_path / "all.jsonl"
    source.write_bytes(b"\n".join(lines))
    write_tables([source], tmp_path / "two", workers=2)
    write_tables([source], tmp_path / "one", workers=1)
    monkeypatch.setattr("commonweal.interchange.ocds.tables.plain_release", lambda _: None)
    write_tables([source], tmp_path / "long", workers=1)
    for name in PLANS:
        two, one, long = (pq.read_table(tmp_path / way / f"{name}.parquet") for way in ("two", "one", "long"))
        assert two.equals(long) and one.equals(long)
