"""`commonweal ocds`: the JSON and the exit codes are a contract (docs/reference/cli.md)."""

import gzip
import json
import subprocess
import sys

import orjson
import pytest
from click.testing import CliRunner

from commonweal.cli.main import cli
from tests.interchange.ocds.ocds_examples import release

GOOD = release()
BAD = release(ocid="ocds-abc123-0002", tender={"title": "no id"})


@pytest.fixture
def run(tmp_path):
    def call(*arguments):
        return CliRunner().invoke(cli, ["ocds", *map(str, arguments)])

    return call


@pytest.fixture
def file(tmp_path):
    def write(*releases, name="in.jsonl", tail=b""):
        path = tmp_path / name
        path.write_bytes(b"\n".join(orjson.dumps(item) for item in releases) + tail)
        return path

    return write


def test_check_says_what_is_wrong_and_where(run, file):
    result = run("check", file(GOOD, BAD), "--json")
    [report] = json.loads(result.stdout)["files"]
    assert result.exit_code == 1
    assert set(report) == {"path", "releases", "valid", "invalid", "errors", "warnings"}
    assert (report["releases"], report["valid"], report["invalid"]) == (2, 1, 1)
    assert [(error["ocid"], error["path"]) for error in report["errors"]] == [("ocds-abc123-0002", "/tender")]
    assert "line 2" in report["errors"][0]["message"] and set(report["errors"][0]) == {
        "ocid",
        "path",
        "message",
    }


def test_warnings_alone_leave_a_file_valid(run, file):
    result = run("check", file(release(ocid="B-17")), "--json")
    [report] = json.loads(result.stdout)["files"]
    assert result.exit_code == 0 and report["valid"] == 1
    assert [set(warning) for warning in report["warnings"]] == [{"ocid", "path", "rule", "message"}]


def test_a_part_that_was_lost_is_exit_3(run, file):
    result = run("check", file(GOOD, tail=b"\n{oops\n"), "--json")
    [report] = json.loads(result.stdout)["files"]
    assert result.exit_code == 3 and report["errors"][0]["message"].startswith("line 2: not JSON")


@pytest.mark.parametrize("command", [["check"], ["compile", "-o", "x.jsonl"], ["tables", "-o", "x"]])
def test_a_file_that_is_not_there_is_exit_2_in_one_sentence(run, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    result = run(*command, tmp_path / "none.json")
    assert result.exit_code == 2 and "No such file" in result.output and "Traceback" not in result.output


def test_a_run_that_fails_leaves_what_was_written_before(run, file, tmp_path):
    out = tmp_path / "out.jsonl"
    out.write_text("of last month")
    assert run("compile", tmp_path / "none.json", "-o", out).exit_code == 2
    assert out.read_text() == "of last month" and [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_the_result_does_not_take_the_place_of_a_file_it_is_made_from(run, file):
    path = file(GOOD)
    before = path.read_bytes()
    result = run("compile", path, "-o", path)
    assert result.exit_code == 2 and "give the result another name" in result.stderr
    assert path.read_bytes() == before


def test_usage_is_exit_2(run):
    assert run("check").exit_code == 2


def test_a_file_of_something_else_is_exit_2(run, tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("Dear all, please find attached")
    result = run("check", path, "--json")
    [report] = json.loads(result.stdout)["files"]
    assert result.exit_code == 2
    assert [error["message"] for error in report["errors"]] == [
        "the whole file: holds no release that can be read"
    ]


def test_a_line_that_is_not_json_is_left_out_and_no_release(run, file, tmp_path):
    bad = b'\n{"ocid": "ocds-abc123-9", "date": NaN}\n'
    result = run("compile", file(GOOD, tail=bad), "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 3 and "1 releases, 1 contracting processes, 1 left out" in result.stderr


def test_compile_writes_a_line_for_each_process(run, file, tmp_path):
    later = release(id="r2", date="2026-03-01T00:00:00Z", buyer={"id": "GB-PPON-1", "name": "New name"})
    result = run("compile", file(later, GOOD, BAD), "-o", tmp_path / "out.jsonl")
    found = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert result.exit_code == 0 and [item["tag"] for item in found] == [["compiled"], ["compiled"]]
    assert found[0]["buyer"]["name"] == "New name"


def test_compile_versioned_keeps_the_history(run, file, tmp_path):
    run("compile", file(GOOD), "-o", tmp_path / "out.jsonl", "--versioned")
    found = json.loads((tmp_path / "out.jsonl").read_text())
    assert found["tender"]["title"] == [
        {
            "releaseID": "r1",
            "releaseDate": GOOD["date"],
            "releaseTag": ["tender"],
            "value": "Grounds maintenance",
        }
    ]


def test_a_truncated_gzip_is_exit_3_and_keeps_the_good_releases(run, tmp_path):
    lines = [orjson.dumps(release(ocid=f"ocds-abc123-{n:04}", title=str(hash(str(n))))) for n in range(400)]
    path = tmp_path / "in.jsonl.gz"
    whole = gzip.compress(b"\n".join(lines))
    path.write_bytes(whole[: len(whole) * 2 // 3])
    result = run("compile", path, "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 3 and "ends too early" in result.stderr
    assert 0 < len((tmp_path / "out.jsonl").read_text().splitlines()) < 400


def test_each_of_several_files_is_reported_and_the_worst_decides_the_exit(run, file, tmp_path):
    good, bad = file(GOOD, name="good.jsonl"), file(BAD, name="bad.jsonl")
    result = run("check", good, tmp_path / "none.json", bad, "--json")
    reports = json.loads(result.stdout)["files"]
    assert result.exit_code == 2 and "No such file" in result.stderr
    assert [(each["path"], each["valid"]) for each in reports] == [(str(good), 1), (str(bad), 0)]
    assert run("check", good, bad).exit_code == 1


def test_tables_say_how_many_releases_are_valid_when_asked(run, file, tmp_path):
    result = run("tables", file(GOOD, BAD), "-o", tmp_path / "tables", "--validate")
    assert (
        result.exit_code == 0 and "2 releases, 1 valid, 2 contracting processes, 0 left out" in result.stderr
    )


def test_what_is_left_out_is_told_up_to_a_number_and_counted_beyond(run, tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_bytes(orjson.dumps(GOOD) + b"\n" + b"{oops}\n" * 10_005)
    result = run("compile", path, "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 3 and "10005 left out" in result.stderr
    assert "left out and 5 more" in result.stderr and result.stderr.count("not JSON") == 10_000


def test_tables_then_market(run, file, tmp_path):
    assert run("tables", file(GOOD), "-o", tmp_path / "tables").exit_code == 0
    result = run("market", tmp_path / "tables", "--json")
    health = json.loads(result.stdout)
    assert result.exit_code == 0 and health["procurements"] == 1
    assert health["tenderers"]["single_tender_share"] == "1.0000"
    assert "definition" not in run("market", tmp_path / "tables").stdout


@pytest.mark.parametrize("engine", ["nosuch://somewhere", "sqlite://"])
def test_market_on_an_engine_that_cannot_do_it_is_exit_2_in_words(run, file, tmp_path, monkeypatch, engine):
    run("tables", file(GOOD), "-o", tmp_path / "tables")
    monkeypatch.setenv("COMMONWEAL_ENGINE", engine)
    result = run("market", tmp_path / "tables", "--json")
    assert result.exit_code == 2
    assert not result.stdout
    assert f"COMMONWEAL_ENGINE={engine}: " in result.stderr


def test_market_without_tables_is_exit_2(run, tmp_path):
    assert run("market", tmp_path).exit_code == 2


def test_market_of_a_damaged_table_is_exit_2_in_one_sentence(run, file, tmp_path):
    run("tables", file(GOOD), "-o", tmp_path / "tables")
    (tmp_path / "tables" / "awards.parquet").write_bytes(b"PAR1 and no end")
    result = run("market", tmp_path / "tables", "--json")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{tmp_path / 'tables'}: awards.parquet is damaged")


@pytest.mark.parametrize("command", ["compile", "tables"])
def test_a_place_that_cannot_be_written_is_named(run, file, tmp_path, command):
    (tmp_path / "taken").write_text("x")
    result = run(command, file(GOOD), "-o", tmp_path / "taken" / "out")
    assert result.exit_code == 2
    assert str(tmp_path / "taken") in result.stderr
    assert "Errno" not in result.stderr


def test_the_engine_never_loads_django():
    rooms = ("cli.ocds", *(f"interchange.ocds.{name}" for name in ("tables", "market", "checking", "export")))
    heavy = ("django", "pyarrow", "duckdb", "numpy", "ibis")
    code = f"import sys, {', '.join(f'commonweal.{room}' for room in rooms)}; "
    code += f"sys.exit(any(name.split('.')[0] in {heavy} for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
