"""However much is wrong with a file, what is said about it is complete, counted, and does not fill the memory."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.interchange.ocds import checking, findings
from commonweal.interchange.ocds.checking import check_file
from commonweal.interchange.ocds.findings import Finding, Findings, Seen
from commonweal.interchange.ocds.kept import Kept
from tests.interchange.ocds.ocds_examples import release


@pytest.mark.parametrize("in_memory", [1, 1 << 20])
def test_findings_are_read_back_as_they_were_added_from_memory_and_from_disk(monkeypatch, in_memory):
    monkeypatch.setattr(findings, "IN_MEMORY", in_memory)
    said = [Finding(None, f"/{n}", "caf\u00e9\n", "rule" * (n % 2)) for n in range(50)]
    held = Findings()
    held.add(said[:20])
    assert list(held) == said[:20]
    held.add(said[20:])
    assert (list(held), len(held)) == (said, 50)
    held.close()


def test_half_a_character_in_a_message_is_no_obstacle():
    held = Findings()
    held.add([Finding("o", "/a", "\ud83d!")])
    assert next(iter(held)).message == "?!"
    held.close()


@given(st.lists(st.integers(-3, 3000)))
def test_what_was_seen_before_is_known(things):
    seen, known = Seen(), set()
    for thing in things:
        assert seen.before(thing) == (thing in known)
        known.add(thing)


def test_seen_grows_and_forgets_nothing():
    seen = Seen()
    assert not any(seen.before(("o", n)) for n in range(5000))
    assert all(seen.before(("o", n)) for n in range(5000))


def test_a_short_list_keeps_the_first_and_counts_all():
    kept = Kept(2)
    kept.keep("abc")
    assert (list(kept), kept.total, kept.untold) == (["a", "b"], 3, 1)


def test_of_one_release_only_so_many_findings_are_listed_and_the_rest_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(checking, "MOST", 3)
    path = tmp_path / "in.json"
    path.write_bytes(orjson.dumps(release(parties=[{"id": number, "name": number} for number in range(9)])))
    with check_file(path) as report:
        errors = list(report.errors)
        assert report.invalid == 1 and len(errors) == 4
    assert "more like these are not listed" in errors[-1].message and "releases 0" not in errors[0].path


def test_ten_thousand_lines_that_are_no_releases_are_each_told(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_bytes(orjson.dumps(release()) + b"\n" + b"x\n" * 10_000)
    with check_file(path) as report:
        assert (report.releases, report.lost, len(report.errors)) == (1, 10_000, 10_000)
        assert list(report.errors)[-1].message.startswith("line 10001: not JSON")
