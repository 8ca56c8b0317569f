"""Files of publishers we have not met: whatever JSON they wrap releases in, the releases are found, or what is wrong is said."""

import gzip
import json

import orjson
import pyarrow.parquet as pq
import pytest

from commonweal.interchange.ocds import pieces as cutting
from commonweal.interchange.ocds.checking import check_file
from commonweal.interchange.ocds.compiling import compile_files
from commonweal.interchange.ocds.files import Unreadable
from commonweal.interchange.ocds.tables import write_tables
from tests.interchange.ocds.ocds_examples import OCID, release

ONE = release()
TWO = release(id="r2", date="2026-03-01T00:00:00Z", tag=["award"])
OTHER = release(ocid="ocds-abc123-0002", id="o1")
LINKED = {"url": "https://example.org/r1", "date": ONE["date"], "tag": ["tender"]}
PACKAGE = {"uri": "https://example.org/1", "version": "1.1", "releases": [ONE, OTHER]}
RECORD = {"ocid": OCID, "releases": [LINKED], "compiledRelease": {**TWO, "tag": ["compiled"]}}
OLD = {
    "ocid": OCID,
    "id": "1",
    "date": "2015-01-10T09:00:00Z",
    "tag": ["tender"],
    "initiationType": "tender",
    "buyer": {"identifier": {"scheme": "GB-COH", "id": "1"}, "name": "Brackenford Council"},
    "tender": {"id": "t", "tenderers": [{"name": "Hedgerow CIC"}], "procuringEntity": {"name": "Brackenford Council"}},
}  # fmt: skip


def text(value, **how):
    return json.dumps(value, ensure_ascii=False, **how)


FORMS = {
    "release package": (text(PACKAGE), 2),
    "record package with linked releases": (text({"uri": "x", "records": [RECORD]}), 1),
    "record package with linked releases over lines": (text({"records": [RECORD]}, indent=2), 1),
    "record with releases embedded, one without an ocid": (
        text({"records": [{"ocid": OCID, "releases": [ONE, release(ocid=None)]}]}),
        1,
    ),
    "lines of packages": ("\n".join(text(PACKAGE | {"uri": str(n)}) for n in range(3)), 2),
    "lines of record packages": ("\n".join(text({"records": [RECORD]}) for _ in range(2)), 1),
    "list of packages": (text([PACKAGE, {"releases": [TWO]}]), 2),
    "list of packages over lines": (text([PACKAGE, {"releases": [TWO]}], indent=1), 2),
    "list of records": (text([RECORD, {"ocid": "b", "releases": [OTHER]}]), 2),
    "one after the other": (text(ONE) + text(OTHER), 2),
    "one after the other over lines": (text(ONE, indent=1) + "\n" + text(OTHER, indent=1), 2),
    "packages one after the other": (text(PACKAGE, indent=1) + text({"releases": [TWO]}, indent=1), 2),
    "answer of a search service": (text({"hitCount": 2, "results": [ONE, OTHER]}), 2),
    "answer that holds packages": (
        text({"results": [{"uri": "x", "releases": [ONE]}, PACKAGE]}, indent=1),
        2,
    ),
    "answer with a package deep inside": (text({"data": {"package": PACKAGE}, "status": "ok"}), 2),
    "the same over lines": (text({"data": {"package": PACKAGE}, "status": "ok"}, indent=1), 2),
    "releases by name": (text({"releases": {"r1": ONE, "o1": OTHER}}), 2),
    "version 1.0": (text({"releases": [OLD]}), 1),
    "line ends of Windows": (text(ONE) + "\r\n" + text(OTHER) + "\r\n", 2),
    "line ends of old Macs": (text(ONE) + "\r" + text(OTHER) + "\r", 2),
    "blank lines before": ("\n\n  \n" + text(ONE) + "\n" + text(OTHER), 2),
    "a note before": ("# exported 1 March\n" + text(ONE) + "\n" + text(OTHER), 2),
    "a release that has a list named releases": (text(release(x={"releases": [{"a": 1}]}), indent=1), 1),
}
PACKED = {
    "plain": lambda raw: raw.encode(),
    "byte order mark": lambda raw: raw.encode("utf-8-sig"),
    "UTF-16": lambda raw: raw.encode("utf-16"),
    "UTF-16 without a mark": lambda raw: raw.strip().encode("utf-16-be"),
    "UTF-32": lambda raw: raw.strip().encode("utf-32"),
    "gzip": lambda raw: gzip.compress(raw.encode()),
    "gzip of UTF-16": lambda raw: gzip.compress(raw.encode("utf-16")),
}


def write(tmp_path, raw, name="in.json"):
    path = tmp_path / name
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return path


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("packed", PACKED)
def test_every_form_in_every_writing_gives_its_processes(tmp_path, form, packed):
    raw, processes = FORMS[form]
    if "mark" in packed or "UTF" in packed:
        raw = raw.removeprefix("# exported 1 March\n")
    path = write(tmp_path, PACKED[packed](raw))
    outcome = compile_files([path], tmp_path / "out.jsonl", workers=1)
    found = [orjson.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    assert len(found) == outcome.processes == processes
    with check_file(path) as report:
        assert report.releases >= processes


@pytest.mark.parametrize("form", FORMS)
def test_every_form_becomes_tables(tmp_path, form):
    outcome = write_tables([write(tmp_path, FORMS[form][0])], tmp_path / "out", workers=1)
    assert pq.read_table(tmp_path / "out" / "procurements.parquet").num_rows == outcome.processes > 0


@pytest.mark.parametrize(
    "raw", [b"", b" \n ", b"[]", b"{}", b'{"releases": []}', b'{"records": []}', b"null", b"42", b'"text"',
            text({"ocid": OCID, "releases": [LINKED]}), text({"records": [{"ocid": OCID, "releases": [LINKED]}]}),
            gzip.compress(b"", mtime=0), b"\x1f\x8b", b"\x1f\x8bnonsense", b"\xff\xfe", b"<html>{}</html>"],
)  # fmt: skip
def test_a_file_that_holds_no_release_is_named_and_the_others_are_used(tmp_path, raw):
    nothing, good = write(tmp_path, raw, "nothing.json"), write(tmp_path, text(ONE), "good.json")
    outcome = compile_files([nothing, good], tmp_path / "out.jsonl", workers=1)
    assert outcome.processes == 1
    assert {problem.path for problem in outcome.rejected} == {str(nothing)}
    with check_file(nothing) as report:
        assert report.valid == 0


@pytest.mark.parametrize(
    "raw", [b"PK\x03\x04....", b"BZh91AY", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd...", b"%PDF-1.7"]
)
@pytest.mark.parametrize("read", [check_file, lambda path: compile_files([path], path.with_suffix(".out"))])
def test_a_file_packed_in_another_way_is_refused_in_a_sentence(tmp_path, raw, read):
    with pytest.raises(Unreadable, match="not JSON; unpack or convert it first"):
        read(write(tmp_path, raw))


DIRT = {
    "number as text": (release(tender={"id": "t", "value": {"amount": "1,500.50"}}), 0),
    "missing ids": (release(parties=[{"name": "A"}, {"name": "B"}], awards=[{"status": "active"}]), 0),
    "a list where an object should be": (release(tender=[{"id": "t"}], buyer=["x"]), 0),
    "an object where a list should be": (release(parties={"a": {"id": "1"}}, awards={"id": "a1"}), 0),
    "text where a list should be": (release(parties="Brackenford Council", awards="none"), 0),
    "dates of every kind": (release(date="10/01/2026", awards=[{"id": "a", "date": 20260101}]), 0),
    "an ocid that is a number": (release(ocid=17), 1),
    "an empty ocid": (release(ocid=""), 1),
    "a very large number": (release(tender={"id": "t", "value": {"amount": 1e300}}), 0),
    "an id larger than any": (release(parties=[{"id": 2**64 - 1}]), 0),
}


@pytest.mark.parametrize("dirt", DIRT)
def test_a_dirty_release_does_not_spoil_the_next(tmp_path, dirt):
    dirty, left_out = DIRT[dirt]
    path = write(tmp_path, text(dirty) + "\n" + text(OTHER))
    outcome = write_tables([path], tmp_path / "out", workers=1)
    assert (outcome.processes, outcome.rejected.total) == (2 - left_out, left_out)
    with check_file(path) as report:
        assert report.releases == 2


@pytest.mark.parametrize("deep", [240, 300, 600, 1000, 5000])
def test_a_release_nested_too_deeply_is_named_and_the_others_are_used(tmp_path, deep):
    bad = (
        text(release(ocid="ocds-abc123-deep")).removesuffix("}")
        + ', "x": '
        + '{"a":' * deep
        + "1"
        + "}" * deep
        + "}"
    )
    path = write(tmp_path, f"{bad}\n{text(OTHER)}\n")
    for outcome in (
        compile_files([path], tmp_path / "out.jsonl", workers=1),
        compile_files([path], tmp_path / "versions.jsonl", workers=1, versioned=True),
        write_tables([path], tmp_path / "out", workers=1),
    ):
        assert outcome.processes + outcome.rejected.total == 2 and outcome.processes >= 1
    with check_file(path) as report:
        assert report.releases + report.lost >= 2 and report.valid >= 1


def test_a_release_without_an_end_is_given_up_and_the_next_lines_are_used(tmp_path, monkeypatch):
    monkeypatch.setattr(cutting, "LIMIT", 2 << 20)
    endless = b'{"ocid": "a", "x": "' + b"y" * (4 << 20)
    path = write(tmp_path, text(ONE).encode() + b"\n" + endless + b"\n" + text(OTHER).encode() + b"\n")
    outcome = compile_files([path], tmp_path / "out.jsonl", workers=1)
    assert outcome.processes == 2
    assert [problem.place for problem in outcome.rejected] == ["line 2"]
