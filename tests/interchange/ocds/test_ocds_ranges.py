"""However a file is divided into ranges, and whoever looks through them, the same releases are found in it."""

import tempfile
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.interchange.ocds import grouping, pieces, ranges, workers

GOOD = b'{"ocid": "ocds-a-1", "date": "2026-01-01", "x": "%d"}'
LINES = st.sampled_from(
    [
        GOOD % 1,
        GOOD % 2 + b"\r",
        b'  {"id": "2", "tag": ["tender"], "ocid":"ocds-a-2", "title": "late"}',
        b'{"tender": {}, "ocid": "ocds-a-3"}',
        b'{"releases": [{"ocid": "ocds-a-4"}, {"id": "none"}]}',
        b'{"ocid": "ocds-a-5", "x": "\xff"',
        b"",
        b"   ",
        b"not JSON",
        b'{"ocid": "ocds-a-6", "x": "' + b"long " * 40 + b'"}',
    ]
)


def found(path, size, team):
    with mock.patch.object(ranges, "RANGE", size), mock.patch.object(grouping, "SMALL", 0):
        index = grouping.index_files([path], path.with_name("spool"), team=team)
    columns = [getattr(index, name).tolist() for name in ("source", "start", "length", "origin", "number")]
    places = [index.place(position) for position in range(len(index.key))]
    return columns, places, list(index.groups()), list(index.lost)


@given(st.lists(LINES, max_size=12), st.booleans(), st.integers(1, 400), st.sampled_from((1 << 30, 150)))
def test_ranges_of_any_size_give_what_the_whole_file_gives(some, ends, size, limit):
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(pieces, "LIMIT", limit):
        path = Path(folder) / "in.jsonl"
        path.write_bytes(b"\n".join([GOOD % 0, *some]) + (b"\n" if ends else b""))
        alone = workers.Team(1)
        assert found(path, size, alone) == found(path, 1 << 30, alone)


def test_ranges_cover_the_file_and_end_with_lines(tmp_path, monkeypatch):
    monkeypatch.setattr(ranges, "RANGE", 7)
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"one\n\ntwo and three\nfour\nfive")
    cut = [(each.begin, each.end) for each in ranges.ranges(path)]
    assert cut == [(0, 19), (19, 28)]


@pytest.mark.parametrize("processes", [1, 2])
def test_line_numbers_go_on_from_range_to_range_in_any_process(tmp_path, processes):
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"\n\n".join(GOOD % number for number in range(9)))
    with workers.Team(processes) as team:
        _, places, groups, lost = found(path, 100, team)
    assert [place for _, place in places] == [f"line {number}" for number in range(1, 18, 2)]
    assert (groups, lost) == ([list(range(9))], [])


def test_processes_that_hash_otherwise_do_not_look_through_files(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"\n".join(GOOD % number for number in range(9)))
    with workers.Team(2) as team:
        team.shares_hashes = False
        assert found(path, 100, team)[2] == [list(range(9))]
        assert team._pool is None
