"""`commonweal match`: the contract of docs/reference/cli.md."""

import csv
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from commonweal.cli.main import cli


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "queries.csv").write_text(
        'ID,Name,extra\nq1,NORTHFIELD CARE SVCS LTD,x\nq2,Zebulon Aerospace,x\nq3,"Dale, Sons",x\n'
    )
    (tmp_path / "register.csv").write_text("name,id\nNorthfield Care Services Limited,R1\nDale & Sons,R2\n")
    return tmp_path


def run(folder, *options):
    paths = [str(folder / name) for name in ("queries.csv", "register.csv")]
    return CliRunner().invoke(cli, ["match", *paths, "-o", str(folder / "out.csv"), *options])


def test_one_row_for_each_query_in_order(folder):
    done = run(folder)
    assert done.exit_code == 0
    assert done.stdout == ""
    with (folder / "out.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == ["query_id", "register_id", "score", "reason", "link"]
    assert [(row["query_id"], row["register_id"], row["link"]) for row in rows] == [
        ("q1", "R1", "automatic"),
        ("q2", "", "none"),
        ("q3", "R2", "automatic"),
    ]
    assert rows[0]["reason"] == "same name"


def test_a_summary_as_json_alone(folder):
    done = run(folder, "--json")
    assert json.loads(done.stdout) == {"queries": 3, "register": 2, "automatic": 2, "suggested": 0, "none": 1}
    assert done.stderr == "3 names against 2\n", "no bar where nobody watches"


def test_bad_input_ends_with_2_and_names_file_and_line(folder):
    (folder / "register.csv").write_text("id,name\nR1,Dale\nR2\n")
    done = run(folder)
    assert done.exit_code == 2
    assert f"{folder / 'register.csv'}:3: the row has 1 cells" in done.stderr
    assert not (folder / "out.csv").exists()


def test_a_missing_file_ends_with_2(folder):
    (folder / "queries.csv").unlink()
    done = run(folder)
    assert done.exit_code == 2
    assert "queries.csv: cannot be read (No such file or directory)" in done.stderr


def test_an_output_that_cannot_be_written_ends_with_2_and_leaves_nothing(folder):
    (folder / "out.csv").mkdir()
    assert run(folder).exit_code == 2
    assert sorted(path.name for path in folder.iterdir()) == ["out.csv", "queries.csv", "register.csv"]


def test_the_command_does_not_load_django(folder):
    code = (
        "import sys; from commonweal.cli.main import cli\n"
        f"cli(['match', {str(folder / 'queries.csv')!r}, {str(folder / 'register.csv')!r}, '-o', "
        f"{str(folder / 'out.csv')!r}], standalone_mode=False)\n"
        "sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0
