"""`commonweal fit`: the thirteen cases, the two outputs, the check, and clear answers to bad input."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from commonweal.cli.main import cli

CASES = Path(__file__).parents[1] / "cases" / "fit_cases.yaml"
OWN_CASES = CASES.with_name("fit_cases_own.yaml")
ONE_CASE = CASES.read_text("utf-8").partition("---")[0]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["fit", *map(str, arguments)])


def write(folder: Path, text: str) -> Path:
    file = folder / "cases.yaml"
    file.write_text(text, "utf-8")
    return file


def test_the_thirteen_cases_are_exactly_as_expected() -> None:
    result = run(CASES, "--check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith("13 of 13 cases as expected\n")


def test_cases_of_our_own_are_exactly_as_written_from_the_table() -> None:
    result = run(OWN_CASES, "--check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith("20 of 20 cases as expected\n")


def test_rules_that_need_a_threshold_say_so_where_none_is_known() -> None:
    cases = {case["case"]: case for case in json.loads(run(OWN_CASES, "--json").stdout)["cases"]}
    assert {each["id"] for each in cases.pop("no-threshold-known")["cannot_tell"]} == {
        "location-restriction-above-threshold",
        "no-market-engagement",
    }
    assert not any("cannot_tell" in case for case in cases.values())


def test_json_has_the_shape_of_the_contract() -> None:
    result = run(CASES, "--json")
    assert result.exit_code == 0
    cases = json.loads(result.stdout)["cases"]
    assert len(cases) == 13
    assert {key for case in cases for key in case} == {"case", "findings"}
    findings = [finding for case in cases for finding in case["findings"]]
    assert {tuple(finding) for finding in findings} == {("id", "severity", "reason", "suggestion", "source")}
    assert all(isinstance(text, str) and text for finding in findings for text in finding.values())
    assert {finding["severity"] for finding in findings} == {"stop", "warn", "consider"}


def test_severity_is_per_firing() -> None:
    cases = {case["case"]: case["findings"] for case in json.loads(run(CASES, "--json").stdout)["cases"]}
    central = {finding["id"]: finding["severity"] for finding in cases["central-major-no-kpis"]}
    county = {finding["id"]: finding["severity"] for finding in cases["supported-accommodation"]}
    assert (central["weight-below-minimum"], county["weight-below-minimum"]) == ("stop", "consider")


def test_json_with_check_keeps_standard_output_for_json() -> None:
    result = run(CASES, "--json", "--check")
    assert json.loads(result.stdout)
    assert result.stderr == "13 of 13 cases as expected\n"


def test_words_show_severity_reason_suggestion_and_source() -> None:
    words = run(CASES).stdout
    assert "low-trl-sensing-inclusive-design: no findings" in words
    assert "  STOP      kpi-duty\n" in words
    assert "2 planned; the value is £60,000,000." in words
    assert "Suggestion: Set at least three" in words
    assert "Source (statute): Procurement Act 2023, section 52" in words


def test_a_difference_is_printed_and_exits_1(tmp_path: Path) -> None:
    changed = ONE_CASE.replace("  - headcount-for-small-team\n", "  - no-thread\n")
    result = run(write(tmp_path, changed), "--check")
    assert result.exit_code == 1
    assert "missing: no-thread" in result.stdout
    assert "unexpected: headcount-for-small-team" in result.stdout
    assert "0 of 1 cases as expected" in result.stdout


def test_an_expected_rule_that_does_not_exist_is_a_difference_that_names_the_nearest(tmp_path: Path) -> None:
    changed = ONE_CASE.replace("  - headcount-for-small-team\n", "  - headcount-small-team\n")
    result = run(write(tmp_path, changed), "--check")
    assert result.exit_code == 1
    assert (
        "missing: headcount-small-team (no such rule; the nearest is headcount-for-small-team)"
        in result.stdout
    )


def test_places_may_be_left_out(tmp_path: Path) -> None:
    assert run(write(tmp_path, ONE_CASE.replace("  places: []\n", "")), "--check").exit_code == 0


def test_numbers_are_read_as_other_programs_write_them(tmp_path: Path) -> None:
    text = ONE_CASE.replace("value_gbp: 400000", "value_gbp: 4.0e+5").replace(
        "case: low-trl-sensing-headcount", "case: 1.10"
    )
    (case,) = json.loads(run(write(tmp_path, text), "--json").stdout)["cases"]
    (plain,) = json.loads(run(write(tmp_path, ONE_CASE), "--json").stdout)["cases"]
    assert (case["case"], case["findings"]) == ("1.10", plain["findings"])


def test_findings_alone_are_not_a_difference() -> None:
    assert run(CASES).exit_code == 0


def test_check_without_expectation_says_where_to_add_it(tmp_path: Path) -> None:
    result = run(write(tmp_path, ONE_CASE.partition("expect:")[0]), "--check")
    assert result.exit_code == 2
    assert "expect (case low-trl-sensing-headcount) is missing: add it" in result.stderr


def test_without_a_known_threshold_the_threshold_rules_cannot_tell(tmp_path: Path) -> None:
    text = (
        ONE_CASE.replace("'2026-02-01'", "2015-02-01")
        .replace("market_engagement: true", "market_engagement: false")
        .replace("restricts_location: false", "restricts_location: true")
    )
    file = write(tmp_path, text)
    (case,) = json.loads(run(file, "--json").stdout)["cases"]
    assert [each["id"] for each in case["cannot_tell"]] == [
        "no-market-engagement",
        "location-restriction-above-threshold",
        "location-restriction-below-threshold",
    ]
    assert (
        case["cannot_tell"][0]["reason"]
        == "No threshold is known for a procurement begun on 1 February 2015."
    )
    assert "CANNOT TELL  no-market-engagement" in run(file).stdout


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("stage: discovery", "stage: alpha", "line 14: procurement.stage"),
        (
            "value_gbp: 400000",
            "value_gbp: lots",
            'procurement.value_gbp (case low-trl-sensing-headcount) is "lots"',
        ),
        (
            "  nature: services\n",
            "",
            "procurement.nature (case low-trl-sensing-headcount) is missing: add it",
        ),
        (
            "  trl: 3",
            "  tlr: 3",
            "procurement.tlr (case low-trl-sensing-headcount) is not a field of the case file",
        ),
        (
            "remedies: true",
            "remedies: null",
            "procurement.remedies (case low-trl-sensing-headcount) is empty",
        ),
        ("weighting: 0.1", "weighting: 10", "write a share of the whole from 0 to 1"),
    ],
)
def test_bad_input_exits_2_and_names_file_line_path_and_remedy(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in ONE_CASE
    file = write(tmp_path, ONE_CASE.replace(old, new, 1))
    result = run(file, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{file}: line ")
    assert message in result.stderr


def test_a_missing_file_and_a_folder_exit_2(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        result = run(path)
        assert result.exit_code == 2
        assert str(path) in result.stderr


def test_the_command_does_not_load_django() -> None:
    code = (
        "import sys; from commonweal.cli.main import cli\n"
        f"cli(['fit', {str(CASES)!r}], standalone_mode=False)\n"
        "sys.exit('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
