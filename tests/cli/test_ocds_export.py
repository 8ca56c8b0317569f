"""`commonweal ocds export`: all that was published leaves as releases or records that any validator takes."""

import json

import jsonschema
import pytest
from click.testing import CliRunner

from commonweal.cli.main import cli
from commonweal.domain.permissions import Role
from commonweal.interchange.ocds.release_schema import schema
from commonweal.journeys.publish_contract import publish_contract
from commonweal.publication import queries

PREFIX = "ocds-abc123"


@pytest.fixture
def published(world, settings):
    """An ask, and a contract with every promise, a rated KPI and a failure."""
    settings.OCID_PREFIX = PREFIX
    assert world.public_procurement and world.kpi_assessment and world.failure
    manager = world.cast.actor(Role.CONTRACT_MANAGER)
    return publish_contract(world.contract, by=manager, now=world.now)


def run(*arguments):
    return CliRunner().invoke(cli, ["ocds", *map(str, arguments)])


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_releases_one_to_a_line_each_valid_for_an_independent_validator(published, tmp_path):
    result = run("export", "-o", tmp_path / "out.jsonl")
    releases = lines(tmp_path / "out.jsonl")
    assert result.exit_code == 0 and f"{len(releases)} releases" in result.stderr
    assert len(releases) == queries.history().count() >= 2
    for release in releases:
        jsonschema.Draft4Validator(schema()).validate(release)
    [contract] = [each for release in releases for each in release.get("contracts", ())]
    assert contract["implementation"]["performanceFailures"] and contract["implementation"]["metrics"]


def test_records_hold_the_releases_and_their_merge(published, tmp_path):
    result = run("export", "-o", tmp_path / "out.jsonl", "--records")
    records = lines(tmp_path / "out.jsonl")
    assert result.exit_code == 0 and f"in {len(records)} records" in result.stderr
    for record in records:
        assert record["compiledRelease"]["ocid"] == record["ocid"]
        assert record["ocid"].startswith(PREFIX) and record["releases"]


def test_records_are_the_same_however_few_processes_are_in_memory_together(published, tmp_path, monkeypatch):
    run("export", "-o", tmp_path / "together.jsonl", "--records")
    monkeypatch.setattr("commonweal.cli.ocds._AT_ONCE", 1)
    run("export", "-o", tmp_path / "singly.jsonl", "--records")
    assert lines(tmp_path / "singly.jsonl") == lines(tmp_path / "together.jsonl") != []


def test_what_leaves_comes_back_through_check_compile_and_tables(published, tmp_path):
    run("export", "-o", tmp_path / "out.jsonl")
    assert run("check", tmp_path / "out.jsonl").exit_code == 0
    assert run("compile", tmp_path / "out.jsonl", "-o", tmp_path / "compiled.jsonl").exit_code == 0
    assert run("tables", tmp_path / "out.jsonl", "-o", tmp_path / "tables").exit_code == 0


def test_with_nothing_published_the_file_is_empty(world, tmp_path):
    result = run("export", "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 0 and (tmp_path / "out.jsonl").read_bytes() == b""


def test_a_file_that_cannot_be_written_is_exit_2_in_one_sentence(world, tmp_path):
    result = run("export", "-o", tmp_path / "no-folder" / "out.jsonl")
    assert result.exit_code == 2 and "Traceback" not in result.output
