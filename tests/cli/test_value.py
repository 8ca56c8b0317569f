"""`commonweal value simulate`: the contract of docs/reference/cli.md."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from commonweal.cli.main import cli

FILE = """
base_year: 2026
unit_values:
  - {id: job, title: A job, unit: person-year, kind: fiscal, low: 8000, central: 12000, high: 20000, price_year: 2026,
     source: A study, source_year: 2024, assumptions: Benefits saved, grade: medium}
parameters:
  lost: {low: 0.2, central: 0.3, high: 0.5}
commitments:
  - {id: C1, mission: Work, quantity: 10, unit_value: job, years: 3, drop_off: 0.25, deadweight: lost, attribution: 0.8}
  - {id: C2, mission: Work, quantity: 5, unit_value: job, deadweight: lost, displacement: 0.1}
  - {id: C3, mission: Nature, quantity: 200, unit: trees}
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "valuation.yaml"
    path.write_text(FILE)
    return path


def run(file, *options):
    return CliRunner().invoke(cli, ["value", "simulate", str(file), *options])


def test_json_alone_in_the_agreed_shape(file):
    done = run(file, "--json", "--draws", "2000", "--seed", "7")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert (found["base_year"], found["draws"], found["seed"], found["parameters"]) == (
        2026,
        2000,
        7,
        "shared",
    )
    (part,) = found["profile"]
    assert (part["mission"], part["kind"], part["lines"], part["central"]) == (
        "Work",
        "fiscal",
        2,
        "188982.36",
    )
    assert float(part["low"]) < float(part["median"]) < float(part["high"])
    assert "total" not in found


def test_every_line_shows_what_it_rests_on(file):
    found = json.loads(run(file, "--json", "--draws", "10").stdout)
    first = found["lines"][0]
    assert first["central"] == "151182.36"
    assert first["unit_value"] == {
        "id": "job",
        "low": 8000,
        "central": 12000,
        "high": 20000,
        "price_year": 2026,
        "source": "A study",
        "source_year": "2024",
        "assumptions": "Benefits saved",
        "grade": "medium",
    }
    assert first["assumed"]["deadweight"] == {"low": 0.2, "central": 0.3, "high": 0.5}
    assert found["unpriced"] == [
        {"id": "C3", "title": "C3", "mission": "Nature", "quantity": 200, "unit": "trees"}
    ]


def test_the_same_seed_gives_the_same_digits(file):
    first, second, other = (run(file, "--json", "--seed", seed).stdout for seed in ("7", "7", "8"))
    assert first == second != other


def test_independent_draws_are_asked_for_and_named(file):
    found = json.loads(run(file, "--json", "--independent").stdout)
    assert found["parameters"] == "independent"


def test_words_for_people(file):
    done = run(file, "--draws", "500")
    assert "£188,982.36" in done.stdout
    assert "200 trees" in done.stdout
    assert "never added" in done.stdout


def test_something_invalid_is_told_with_its_path_and_exit_1(file):
    file.write_text(FILE.replace("quantity: 10", "quantity: ten"))
    done = run(file, "--json")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "$.commitments[0].quantity: must be a number" in done.stderr


def test_what_cannot_be_read_ends_with_2(file):
    file.write_text("a: [1")
    assert run(file).exit_code == 2
    file.unlink()
    done = run(file)
    assert done.exit_code == 2
    assert "cannot be read" in done.stderr


def test_unit_values_from_a_file(file, tmp_path):
    values = tmp_path / "values.csv"
    values.write_text(
        "id,title,unit,cost,year,source,grade\nX1,A visit,visit,12.50,2026,A study,A\nX2,B,b,?,2026,S,A\n"
    )
    file.write_text("base_year: 2026\ncommitments: [{id: C, mission: Work, quantity: 4, unit_value: X1}]\n")
    done = run(file, "--json", "--unit-values", str(values))
    assert json.loads(done.stdout)["profile"][0]["central"] == "50.00"
    assert f"{values}:3: left out" in done.stderr
    assert done.exit_code == 3


def test_the_command_does_not_load_django(file):
    code = (
        "import sys; from commonweal.cli.main import cli\n"
        f"cli(['value', 'simulate', {str(file)!r}, '--draws', '10'], standalone_mode=False)\n"
        "sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0


DOCS = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "valuation.md"


def test_the_example_of_the_docs_runs(file):
    example = re.search(r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    file.write_text(example[1])
    found = json.loads(run(file, "--json", "--draws", "100").stdout)
    assert [(part["mission"], part["kind"]) for part in found["profile"]] == [
        ("Good work", "fiscal"),
        ("Health", "wellbeing"),
    ]
    assert [one["unit"] for one in found["unpriced"]] == ["trees"]


def test_the_comparison_of_the_docs_is_what_the_command_says(file):
    job = FILE.split("unit_values:\n")[1].split("parameters:", maxsplit=1)[0]
    commitments = "".join(
        f"  - {{id: C{n}, mission: Good work, quantity: 10, unit_value: job, deadweight: lost}}\n"
        for n in range(20)
    )
    lost = "parameters:\n  lost: {low: 0.2, central: 0.3, high: 0.5}\n"
    file.write_text(f"base_year: 2026\nunit_values:\n{job}{lost}commitments:\n{commitments}")
    said = DOCS.read_text(encoding="utf-8")
    for options in ([], ["--independent"]):
        (line,) = [row for row in run(file, "--seed", "1", *options).stdout.splitlines() if "fiscal" in row]
        assert " | ".join(line.split()[3:]) in said
