"""Every shipped list says where it comes from, under which licence, who checked it and when to look again."""

from datetime import date

import pytest

from commonweal.reference.loader import DATA, HEADER_SUFFIX, read_header, read_rows, shipped_files
from commonweal.reference.nodes import ReferenceDataError

FILES = [path.relative_to(DATA).as_posix() for path in shipped_files()]


def test_there_are_lists_to_check():
    assert {"published_cases.yaml", "social_value/ppn002.yaml", "social_value/ppn0620.yaml"} <= set(FILES)


@pytest.mark.parametrize("relative", FILES)
def test_every_file_has_a_complete_header(relative):
    header = read_header(relative)
    for text in (header.title, header.source, header.licence, header.edition, header.checked_by):
        assert text.strip()
    assert date(2020, 1, 1) < header.checked_on < header.next_review_on


def test_every_sidecar_belongs_to_a_file():
    for sidecar in DATA.rglob(f"*{HEADER_SUFFIX}"):
        owner = sidecar.with_name(sidecar.name.removesuffix(HEADER_SUFFIX))
        assert owner.is_file() or sidecar.name == "folder.header.yaml", sidecar


def test_what_ships_stays_small():
    assert sum(path.stat().st_size for path in shipped_files()) < 3_000_000


@pytest.fixture
def data_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("commonweal.reference.loader.DATA", tmp_path)
    read_header.cache_clear()
    yield tmp_path
    read_header.cache_clear()


COMPLETE = """header:
  title: A list
  source: A page
  licence: OGL v3
  edition: "1"
  checked_by: Someone
  checked_on: 2026-01-01
  next_review_on: 2027-01-01
"""


def test_a_file_without_a_header_cannot_be_read(data_folder):
    (data_folder / "list.csv").write_text("code,name\n1,One\n")
    with pytest.raises(ReferenceDataError, match=r"has no list\.csv\.header\.yaml beside it"):
        read_rows("list.csv")


def test_an_incomplete_header_names_what_is_missing_and_where(data_folder):
    (data_folder / "list.csv").write_text("code,name\n1,One\n")
    (data_folder / "list.csv.header.yaml").write_text(COMPLETE.replace("  licence: OGL v3\n", ""))
    with pytest.raises(ReferenceDataError, match=r"line 1, header\.licence: is required"):
        read_rows("list.csv")


def test_a_review_must_lie_after_the_check(data_folder):
    (data_folder / "list.yaml").write_text(COMPLETE.replace("2027-01-01", "2025-01-01"))
    with pytest.raises(ReferenceDataError, match=r"line 8, header\.next_review_on: must be after checked_on"):
        read_header("list.yaml")


def test_a_folder_may_share_one_header(data_folder):
    (data_folder / "list.csv").write_text("code,name\n1,One\n")
    (data_folder / "folder.header.yaml").write_text(COMPLETE)
    assert read_rows("list.csv") == [{"code": "1", "name": "One"}]


@pytest.mark.parametrize("row", ["1", "1,One,more"])
def test_a_row_of_another_length_is_refused_with_its_line(data_folder, row):
    (data_folder / "list.csv").write_text(f"code,name\n1,One\n{row}\n")
    (data_folder / "list.csv.header.yaml").write_text(COMPLETE)
    with pytest.raises(ReferenceDataError, match="line 3, the row: has another number of columns"):
        read_rows("list.csv")
