"""The portfolio of a made-up extract equals what the domain says of each commitment, on every engine, by every way there."""

import json
import os
from collections import defaultdict
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.portfolio import generator, peers
from commonweal.analytics.portfolio import dataset, prepare, refreshing, report
from commonweal.analytics.portfolio.dataset import NotAPortfolio, Part
from commonweal.analytics.tables import engines, scripts
from commonweal.domain.delivery import Figures, ReportFigure, ReportStatus, combine, figures_of
from commonweal.domain.metrics import Aggregation

SPARK = os.environ.get("COMMONWEAL_TEST_SPARK", "local-cluster[2,1,1024]")


def counted(folder):
    """Each row by the domain's own rules, one report at a time."""
    manifest = dataset.read(folder)
    held = {name: pq.read_table(dataset.table(folder, manifest, name)).to_pylist() for name in dataset.TABLES}
    entries = [
        row for part in manifest.parts for row in pq.read_table(dataset.part(folder, part.name)).to_pylist()
    ]
    out = {row["entry"] for row in entries if row["weight"] < 0}
    reports = defaultdict(list)
    for row in entries:
        if row["weight"] > 0 and row["entry"] not in out:
            reports[row["commitment"]].append(row)
    promises, keys = defaultdict(lambda: defaultdict(int)), {row["key_no"]: row for row in held["keys"]}
    for row in held["promises"]:
        promises[row["commitment"]][row["year"]] += row["promised"]
    metrics = {row["metric_no"]: (row["metric"], row["unit"]) for row in held["metrics"]}
    lines = {row["commitment"]: row for row in held["commitments"]}
    parts = defaultdict(list)
    for row in held["stands"]:
        line, key = lines[row["commitment"]], keys[row["key_no"]]
        figures = line_figures(line, line["promised"], reports[row["commitment"]])
        parts[key["by"], key["key"], *metrics[line["metric_no"]]].append(figures)
    for commitment, line in lines.items():
        for year, figures in line_years(line, promises[commitment], reports[commitment]).items():
            parts["year", "" if year == -1 else str(year), *metrics[line["metric_no"]]].append(figures)
    return {key: (combine(found), len(found)) for key, found in parts.items()}


def line_figures(line, promised, reports):
    if line["rule"] == "words":
        said = 1000 if reports else None
        return Figures(promised, said, 1000 if any(row["is_accepted"] for row in reports) else None)
    live = [
        ReportFigure(
            ReportStatus.SUBMITTED if row["is_accepted"] else ReportStatus.REJECTED,
            row["reported"],
            row["verified"],
            row["sequence"],
        )
        for row in reports
    ]
    return figures_of(promised, live, Aggregation(line["rule"]))


def line_years(line, promises, reports):
    if line["rule"] == "words":
        return {year: line_figures(line, promised, reports) for year, promised in promises.items()}
    years = promises.keys() | {row["year"] for row in reports}
    return {
        year: line_figures(line, promises.get(year), [row for row in reports if row["year"] == year])
        for year in years
    }


def prepared(folder):
    return {
        (by, row["key"], row["metric"], row["unit"]): (
            Figures(row["promised"], row["reported"], row["verified"]), row["commitments"]
        )
        for by, rows in report.figures(folder).items()
        for row in rows
    }  # fmt: skip


def change_some(folder, wanted):
    """A later extract in which some reports were taken out and put in again with other figures."""
    before = dataset.read(folder)
    made = generator.add(folder, before, 60)
    rules = pq.read_table(dataset.table(folder, made, "commitments"))["rule"].to_pylist()
    path = dataset.part(folder, made.parts[-1].name)
    first = pq.read_table(dataset.part(folder, made.parts[0].name))
    chosen = first.filter(
        pa.array([rules[at - 1] in wanted for at in first["commitment"].to_pylist()])
    ).slice(5, 40)
    entries = np.arange(made.entries + 1, made.entries + 1 + len(chosen))
    new = {"entry": entries, "verified": chosen["reported"], "weight": np.ones(len(chosen), np.int8)}
    out = {"weight": np.full(len(chosen), -1, np.int8)}
    tables = [chosen.set_column(0, "entry", chosen["entry"]) for _ in range(2)]
    for at, changed in enumerate((out, new)):
        for name, values in changed.items():
            index = dataset.REPORTS.get_field_index(name)
            column = values if isinstance(values, pa.ChunkedArray) else pa.array(values)
            tables[at] = tables[at].set_column(index, dataset.REPORTS.field(index), column)
    pq.write_table(pa.concat_tables([pq.read_table(path), *tables]), path)
    latest = len(chosen) if "latest" in wanted else 0
    part = Part(path.name, 60 + 2 * len(chosen), len(chosen), latest)
    dataset.write(folder, replace(made, entries=int(entries[-1]), parts=(*made.parts[:-1], part)))


@pytest.fixture
def extract(tmp_path):
    generator.generate(tmp_path / "extract", 1_500, 120)
    return tmp_path / "extract"


def test_every_row_equals_an_independent_count(extract):
    assert prepare.prepare(extract) is prepare.Done.EVERYTHING
    assert prepared(extract) == counted(extract)


def test_new_reports_are_added_to_the_rows(extract):
    prepare.prepare(extract)
    for _ in range(3):
        generator.add(extract, dataset.read(extract), 40)
        assert prepare.prepare(extract) is prepare.Done.REFRESHED
        assert prepared(extract) == counted(extract)
    assert prepare.prepare(extract) is prepare.Done.NOTHING


def test_the_queries_compiled_beforehand_are_those_of_the_expressions():
    held = json.loads(refreshing.QUERIES.read_text("utf-8"))
    how = "run: python -m commonweal.analytics.portfolio.refreshing"
    assert held == {"versions": scripts.versions(), "steps": refreshing.compiled()}, how


def test_with_other_versions_the_expressions_are_compiled_again(extract, monkeypatch):
    prepare.prepare(extract)
    generator.add(extract, dataset.read(extract), 40)
    monkeypatch.setattr(refreshing, "known_steps", lambda: None)
    assert prepare.prepare(extract) is prepare.Done.REFRESHED
    assert prepared(extract) == counted(extract)


def test_changed_reports_are_taken_out_and_put_in_again(extract):
    prepare.prepare(extract)
    change_some(extract, ("sum", "words"))
    assert prepare.prepare(extract) is prepare.Done.REFRESHED
    assert prepared(extract) == counted(extract)


def test_where_the_latest_counts_a_changed_report_prepares_everything_anew(extract):
    prepare.prepare(extract)
    change_some(extract, ("latest",))
    assert prepare.prepare(extract) is prepare.Done.EVERYTHING
    assert prepared(extract) == counted(extract)


def test_another_link_prepares_everything_anew(extract):
    prepare.prepare(extract)
    dataset.write(extract, replace(dataset.read(extract), counting="other tables"))
    assert prepare.prepare(extract) is prepare.Done.EVERYTHING


def test_after_many_additions_everything_is_prepared_anew(extract, monkeypatch):
    monkeypatch.setattr(prepare, "MOST_TIMES", 2)
    done = [prepare.prepare(extract)]
    for _ in range(3):
        generator.add(extract, dataset.read(extract), 10)
        done.append(prepare.prepare(extract))
    everything, refreshed = prepare.Done.EVERYTHING, prepare.Done.REFRESHED
    assert done == [everything, refreshed, everything, refreshed]
    assert prepared(extract) == counted(extract)


def test_an_extract_without_a_commitment_has_no_rows(tmp_path):
    generator.generate(tmp_path, 0, 1)
    prepare.prepare(tmp_path)
    found = report.report(tmp_path)
    assert found["reports"] == 0
    assert {row["reported"] for row in found["by_place"]["rows"]} == {None}


def test_a_file_that_is_missing_is_named(extract):
    (extract / "reports" / "00001.parquet").unlink()
    with pytest.raises(NotAPortfolio, match="reports/00001"):
        prepare.prepare(extract)
    with pytest.raises(NotAPortfolio, match="commonweal portfolio extract"):
        dataset.read(extract / "reports")


def test_the_benchmarks_peers_count_the_same(extract):
    manifest = dataset.read(extract)
    where = (extract / "reports", dataset.tables_folder(extract, manifest.number))
    prepare.prepare(extract)
    rows = pq.read_table(prepare.rows_path(extract)).num_rows
    for tables in (peers.duckdb_rows(*where, 1), peers.polars_rows(*where)):
        assert sum(map(len, tables)) == rows


@pytest.mark.engines
@pytest.mark.filterwarnings("ignore")
def test_spark_gives_the_same_rows_to_the_last_digit(extract):
    pytest.importorskip("pyspark", reason="not run: Spark is not installed (make test-engines)")
    spark = engines.connect(SPARK)
    assert prepare.prepare(extract, spark) is prepare.Done.EVERYTHING
    assert prepared(extract) == counted(extract)
    change_some(extract, ("sum", "words"))
    assert prepare.prepare(extract, spark) is prepare.Done.REFRESHED
    assert prepared(extract) == counted(extract)
