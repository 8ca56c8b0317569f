"""`commonweal portfolio`: JSON alone on standard output, documented exit codes, one figure never mixed with another."""

import json

import pytest
from click.testing import CliRunner

from commonweal.cli.main import cli
from commonweal.domain.delivery import By
from commonweal.domain.permissions import Role
from commonweal.domain.quantities import plain
from commonweal.journeys.portfolio import portfolio

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, ["portfolio", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def extract(world, tmp_path):
    assert world.report
    assert world.verification
    code, out, _ = run(
        "extract", "-o", tmp_path / "extract", "--organisation", world.cast.authority.external_id, "--json"
    )
    return tmp_path / "extract", code, json.loads(out)


def test_extract_says_what_it_read(extract, world):
    _, code, found = extract
    assert code == 0
    assert {name: found[name] for name in ("whose", "commitments", "reports", "new", "changed", "gone")} == {
        "whose": world.cast.authority.external_id, "commitments": 5, "reports": 2, "new": 2, "changed": 0, "gone": 0,
    }  # fmt: skip
    assert set(found) == {"whose", "taken_at", "events", "commitments", "reports", "new", "changed", "gone"}


def test_report_gives_the_figures_of_the_page(extract, world):
    code, out, err = run("report", extract[0], "--json")
    found = json.loads(out)
    assert code == 0
    assert err.splitlines() == ["Preparing ...", "Everything was added up."]
    assert set(found) == {
        "whose", "taken_at", "events", "commitments", "reports", "definition",
        "by_mission", "by_outcome", "by_place", "by_supplier", "by_year",
    }  # fmt: skip
    rows = portfolio(world.cast.actor(Role.READER), By.SUPPLIER)
    figures = [
        [
            None if each is None else plain(each)
            for each in (row.figures.promised, row.figures.reported, row.figures.verified)
        ]
        for row in rows
    ]
    assert [
        [row["promised"], row["reported"], row["verified"]] for row in found["by_supplier"]["rows"]
    ] == figures
    assert {row["title"] for row in found["by_year"]["rows"]} <= {
        "2026/27",
        "2027/28",
        "2028/29",
        "2029/30",
        "2030/31",
        None,
    }
    assert all(set(row) == {"id", "title", "metric", "unit", "promised", "reported", "verified", "commitments", "left_out"}
               for row in found["by_mission"]["rows"])  # fmt: skip


def test_a_second_report_prepares_nothing(extract):
    run("report", extract[0])
    code, out, err = run("report", extract[0], "--by", "place", "--json")
    assert (code, err.splitlines()[-1]) == (0, "Nothing had changed.")
    assert [name for name in json.loads(out) if name.startswith("by_")] == ["by_place"]


def test_in_words_a_figure_that_nobody_gave_is_a_dash(extract):
    code, out, _ = run("report", extract[0], "--by", "supplier")
    assert code == 0
    assert "By supplier" in out
    assert "        -  " in out


def test_what_cannot_be_used_ends_with_2(extract, tmp_path):
    assert run("report", tmp_path)[0] == 2
    assert "portfolio extract" in run("report", tmp_path)[2]
    assert run("extract", "-o", tmp_path / "new", "--organisation", "nobody")[0] == 2
    assert run("extract", "-o", tmp_path / "new", "--organisation", "nobody", "--published")[0] == 2
    code, _, err = run("extract", "-o", extract[0])
    assert code == 2
    assert "choose another folder" in err
    (extract[0] / "manifest.json").write_text("{}", "utf-8")
    assert run("extract", "-o", extract[0])[0] == 2


def test_what_is_left_out_is_said_with_the_reason(extract):
    _, out, _ = run("report", extract[0], "--by", "supplier")
    assert (
        "1 of its 2 commitments is in none of these figures: a rate per pound, with no spend known on its contract"
        in out
    )
    _, out, _ = run("report", extract[0], "--json")
    counted = [row["left_out"] for row in json.loads(out)["by_supplier"]["rows"]]
    assert sorted(counted)[-2:] == [0, 1]
