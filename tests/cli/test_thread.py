"""`commonweal thread show` prints published lines as published, each with what it rests on and serves."""

import json

import pytest
from click.testing import CliRunner

from commonweal.cli.main import cli
from commonweal.journeys import published_cases
from commonweal.lifecycle.delivery.models import Report
from commonweal.reference.published_cases import published_cases as shipped
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def recorded(db):
    published_cases.load(now=NOW)


def show(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, ["thread", "show", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_northern_spire_prints_its_17_lines_as_published_with_each_lines_chain_up(recorded):
    source = shipped().contract("northern-spire")
    code, out, err = show("northern-spire", "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert (found["id"], found["kind"], found["title"]) == ("northern-spire", "contract", source.title)
    assert found["source"] == source.source
    assert [
        (each["id"], each["title"], each["unit"], each["promised"], each["delivered"])
        for each in found["commitments"]
    ] == [(line.id, line.title, line.unit, line.promised, line.delivered) for line in source.commitments]
    for each in found["commitments"]:
        assert set(each) == {
            "id",
            "title",
            "unit",
            "promised",
            "reported",
            "verified",
            "delivered",
            "basis",
            "up",
        }
        assert (each["reported"], each["verified"], each["basis"]) == (
            each["delivered"],
            None,
            "as published",
        )
        assert [(node["kind"], node["id"]) for node in each["up"]] == [
            ("contract", "northern-spire"),
            ("mission", "sunderland-dynamic"),
        ]


def test_absent_figures_are_null(recorded):
    found = json.loads(show("suffolk-supported-accommodation", "--json")[1])
    assert {(each["promised"], each["delivered"], each["basis"]) for each in found["commitments"]} == {
        (None, None, "no report")
    }


def test_a_mission_shows_every_promise_that_serves_it(recorded):
    found = json.loads(show("sunderland-dynamic", "--json")[1])
    assert found["kind"] == "mission"
    assert len(found["commitments"]) == 17


def test_a_single_commitment_shows_itself(recorded):
    found = json.loads(show("northern-spire-17", "--json")[1])
    assert (found["kind"], [each["promised"] for each in found["commitments"]]) == ("commitment", [None])


def test_a_report_shows_the_promise_that_it_is_about(recorded):
    report = Report.objects.for_system("test").get(commitment__external_id="northern-spire-04")
    found = json.loads(show(report.external_id, "--json")[1])
    assert (found["kind"], [each["id"] for each in found["commitments"]]) == ("report", ["northern-spire-04"])
    assert [node["id"] for node in found["commitments"][0]["up"]] == ["northern-spire", "sunderland-dynamic"]


def test_without_json_it_is_readable(recorded):
    code, out, _ = show("northern-spire")
    assert code == 0
    assert "- Site visits: promised 10, reported 97, verified - visits (as published)" in out
    assert "    mission: A dynamic, digitally connected city" in out


def test_an_unknown_id_is_said_in_one_sentence(recorded):
    code, out, err = show("nothing-here", "--json")
    assert (code, out) == (1, "")
    assert "nothing-here" in err
