"""Every real file goes through, and its compiled and versioned releases equal the reference library's."""

import gzip
import json
import warnings
from pathlib import Path

import ocdsmerge
import orjson
import pyarrow.parquet as pq
import pytest

from commonweal.interchange.ocds.checking import check_file
from commonweal.interchange.ocds.compiling import compile_files
from commonweal.interchange.ocds.release_schema import schema
from commonweal.interchange.ocds.releases import releases_of
from commonweal.interchange.ocds.shapes import plain_release
from commonweal.interchange.ocds.table_plans import PLANS
from commonweal.interchange.ocds.tables import write_tables
from tests.interchange.ocds.row_by_row import tables_by_row

ROOT = Path(__file__).parents[3].parent / "shared" / "data" / "ocds"
FILES = sorted(
    path for path in ROOT.rglob("*") if path.suffix in (".gz", ".json") and path.parent.name != "schema"
)
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not FILES, reason="not run: real data not present"),
    pytest.mark.parametrize("path", FILES or [None], ids=lambda path: path and path.name),
]
MERGER = ocdsmerge.Merger(merge_rules=ocdsmerge.rules.get_merge_rules(schema()))


def by_process(path):
    raw = path.read_bytes()
    values = (
        [json.loads(line) for line in gzip.decompress(raw).splitlines()]
        if path.suffix == ".gz"
        else [json.loads(raw)]
    )
    found = {}
    for value in values:
        for release, _ in releases_of(value):
            found.setdefault(release["ocid"], []).append(release)
    return found


@pytest.mark.parametrize("versioned", [False, True])
def test_merged_as_by_the_reference_library(path, versioned, tmp_path):
    merge = MERGER.create_versioned_release if versioned else MERGER.create_compiled_release
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = [merge(releases) for releases in by_process(path).values()]
    outcome = compile_files([path], tmp_path / "out.jsonl", versioned=versioned)
    assert outcome.rejected == []
    assert [orjson.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()] == expected


def test_checked_and_tabulated_without_loss(path, tmp_path):
    with check_file(path) as report:
        assert report.releases == sum(map(len, by_process(path).values())) and report.lost == 0
    assert write_tables([path], tmp_path).rejected == []


def test_tabulated_as_row_by_row(path, tmp_path):
    compile_files([path], tmp_path / "out.jsonl")
    compiled = [orjson.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    write_tables([path], tmp_path)
    found = {name: pq.read_table(tmp_path / f"{name}.parquet").to_pylist() for name in PLANS}
    assert {name: rows for name, rows in found.items() if rows} == tables_by_row(compiled)


def test_compiled_releases_go_the_short_way_and_give_the_same(path, tmp_path, monkeypatch):
    compiled = tmp_path / "out.jsonl"
    compile_files([path], compiled)
    assert all(plain_release(line) is not None for line in compiled.read_bytes().splitlines())
    write_tables([compiled], tmp_path / "short")
    monkeypatch.setattr("commonweal.interchange.ocds.tables.plain_release", lambda _: None)
    write_tables([compiled], tmp_path / "long")
    for name in PLANS:
        short, long = (pq.read_table(tmp_path / way / f"{name}.parquet") for way in ("short", "long"))
        assert short.equals(long)
