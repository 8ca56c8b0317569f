"""Whatever the file's form and dirt, its good releases are read and its bad parts are named with their place."""

import gzip
import json

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.interchange.ocds import merging_by_path
from commonweal.interchange.ocds.compiling import compile_files
from commonweal.interchange.ocds.files import Lost, Unreadable, chunks
from commonweal.interchange.ocds.parsing import NotJson, parse
from commonweal.interchange.ocds.pieces import pieces
from tests.interchange.ocds.ocds_examples import OCID, release

ONE = release()
TWO = release(id="r2", date="2026-03-01T00:00:00Z", tag=["award"])
OTHER = release(ocid="ocds-abc123-0002")
FORMS = {
    "a release": (lambda: json.dumps(ONE), 1),
    "a release over many lines": (lambda: json.dumps(ONE, indent=1), 1),
    "lines": (lambda: f"{json.dumps(ONE)}\n\n{json.dumps(OTHER)}\n", 2),
    "lines without a last line end": (lambda: f"{json.dumps(ONE)}\n{json.dumps(OTHER)}", 2),
    "a package": (lambda: json.dumps({"uri": "x", "extensions": ["e"], "releases": [ONE, OTHER]}), 2),
    "a package over many lines": (
        lambda: json.dumps({"publisher": {"releases": []}, "releases": [ONE, OTHER]}, indent=2),
        2,
    ),
    "a list": (lambda: json.dumps([ONE, OTHER]), 2),
    "a list over many lines": (lambda: json.dumps([ONE, OTHER], indent=2), 2),
    "packages on lines": (
        lambda: f"{json.dumps({'releases': [ONE]})}\n{json.dumps({'releases': [OTHER]})}",
        2,
    ),
    "a record with releases": (lambda: json.dumps({"ocid": OCID, "releases": [ONE, TWO]}), 1),
    "records": (
        lambda: json.dumps(
            {"records": [{"ocid": OCID, "compiledRelease": ONE}, {"ocid": "b", "releases": [OTHER]}]}
        ),
        2,
    ),
}


def write(tmp_path, text, name="in.json"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def compiled(path):
    out = path.with_name("out.jsonl")
    outcome = compile_files([path], out, workers=1)
    return [orjson.loads(line) for line in out.read_bytes().splitlines()], outcome


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("packed", [False, True])
def test_every_form_plain_and_gzip_gives_its_processes(tmp_path, form, packed):
    text, processes = FORMS[form][0]().encode(), FORMS[form][1]
    found, outcome = compiled(write(tmp_path, gzip.compress(text) if packed else text))
    assert len(found) == outcome.processes == processes
    assert outcome.rejected == [] and found[0]["tender"]["title"] == "Grounds maintenance"


@given(
    st.lists(st.text(alphabet='"\\{}[],:ab\n', max_size=12), min_size=1, max_size=5),
    st.sampled_from([None, 1]),
)
def test_brackets_and_quotes_in_text_do_not_mislead_the_scanner(tmp_path_factory, texts, indent):
    releases = [{"ocid": f"o{number}", "x": {text: [text]}} for number, text in enumerate(texts)]
    path = write(tmp_path_factory.mktemp("s"), json.dumps({"uri": "}", "releases": releases}, indent=indent))
    assert [orjson.loads(piece.raw) for piece in pieces(path)] in (
        releases,
        [orjson.loads(path.read_bytes())],
    )


def test_a_gzip_file_cut_short_gives_what_came_before_and_says_where(tmp_path):
    noise = [release(ocid=f"ocds-abc123-{number:04}", title=str(hash(str(number)))) for number in range(500)]
    whole = gzip.compress(b"\n".join(orjson.dumps(item) for item in noise))
    found, outcome = compiled(write(tmp_path, whole[: len(whole) // 2]))
    assert 0 < len(found) < 500
    [problem] = outcome.rejected
    assert (
        "line" in problem.place and "unpacked byte" in problem.place and "ends too early" in problem.message
    )


def test_gzip_files_put_together_are_read_to_the_end(tmp_path):
    both = gzip.compress(orjson.dumps(ONE) + b"\n") + gzip.compress(orjson.dumps(OTHER) + b"\n")
    assert len(compiled(write(tmp_path, both))[0]) == 2


def test_a_line_that_is_not_json_is_named_and_the_others_are_used(tmp_path):
    found, outcome = compiled(write(tmp_path, f"{json.dumps(ONE)}\n{{oops\n{json.dumps(OTHER)}\n"))
    assert len(found) == 2
    assert [(problem.place, problem.message[:9]) for problem in outcome.rejected] == [("line 2", "not JSON:")]


def test_a_bad_first_line_does_not_hide_that_the_file_is_lines(tmp_path):
    found, outcome = compiled(write(tmp_path, f'{{"ocid": "x\n{json.dumps(OTHER)}\n'))
    assert len(found) == 1 and outcome.rejected[0].place == "line 1"


def test_one_bad_release_in_a_package_does_not_spoil_the_next(tmp_path):
    bad = json.dumps(ONE).replace('"Grounds maintenance"', "Grounds")
    found, outcome = compiled(write(tmp_path, f'{{"releases": [{bad}, {json.dumps(OTHER)}]}}'))
    assert [item["ocid"] for item in found] == [OTHER["ocid"]]
    assert outcome.rejected[0].place == "releases 0"


def test_a_package_cut_short_gives_what_came_before(tmp_path):
    text = json.dumps({"releases": [ONE, OTHER]})
    found, outcome = compiled(write(tmp_path, text[:-40]))
    assert [item["ocid"] for item in found] == [OCID]
    assert outcome.rejected[0].message == "the document ends in the middle of it"


def test_a_byte_that_is_not_utf8_is_read_as_windows_1252_and_said(tmp_path):
    raw = orjson.dumps(release(title="x")).replace(b'"x"', b'"\xa35"')
    found, outcome = compiled(write(tmp_path, raw + b"\n"))
    assert found[0]["title"] == "\u00a35"
    assert (
        "not UTF-8" in outcome.mended[0].message and outcome.mended[0].place.endswith(" 0")
    ) or "line 1" in outcome.mended[0].place


def test_half_a_character_is_mended_and_other_nonsense_is_not():
    assert parse(b'{"a": "\\ud83d!"}')[0] == {"a": "?!"}
    with pytest.raises(NotJson):
        parse(b'{"a": NaN}')


def test_a_byte_order_mark_is_no_obstacle(tmp_path):
    assert len(compiled(write(tmp_path, b"\xef\xbb\xbf" + orjson.dumps(ONE)))[0]) == 1


def test_a_release_without_an_ocid_is_left_out_and_named(tmp_path):
    found, outcome = compiled(write(tmp_path, f"{json.dumps(release(ocid=None))}\n{json.dumps(ONE)}\n"))
    assert len(found) == 1
    assert [(item.place, item.message) for item in outcome.rejected] == [
        ("line 1", "the release has no ocid")
    ]


def test_a_release_without_a_date_is_left_out_where_there_are_others(tmp_path):
    found, outcome = compiled(
        write(tmp_path, f"{json.dumps(ONE)}\n{json.dumps(release(id='r9', date=None))}\n")
    )
    assert len(found) == 1 and "has no date" in outcome.rejected[0].message


def test_a_release_that_clashes_is_left_out_and_the_rest_is_merged(tmp_path):
    clash = release(
        id="r3", date="2026-05-01T00:00:00Z", tender={"id": "t1", "value": {"amount": {"pounds": 5}}}
    )
    found, outcome = compiled(write(tmp_path, f"{json.dumps(ONE)}\n{json.dumps(clash)}\n{json.dumps(TWO)}\n"))
    assert found[0]["id"] == f"{OCID}-{TWO['date']}"
    assert "release r3" in outcome.rejected[0].place and "/tender/value/amount" in outcome.rejected[0].message


def test_one_clash_in_a_long_history_costs_few_merges(tmp_path, monkeypatch):
    merges = []
    original = merging_by_path.compile_releases
    monkeypatch.setattr(merging_by_path, "compile_releases", lambda them: merges.append(1) or original(them))
    history = [{"ocid": OCID, "id": str(day), "date": f"2026-01-{day:02}", "x": day} for day in range(1, 29)]
    history[19]["x"] = {"y": 1}
    found, outcome = compiled(write(tmp_path, "\n".join(map(json.dumps, history))))
    assert (found[0]["x"], found[0]["date"]) == (28, "2026-01-28")
    assert [problem.place for problem in outcome.rejected] == [f"{OCID}, release 20"]
    assert len(merges) <= 12


def test_ungrouped_releases_of_several_files_come_together(tmp_path):
    first, second = (
        write(tmp_path, f"{json.dumps(ONE)}\n{json.dumps(OTHER)}\n"),
        write(tmp_path, json.dumps([TWO]), "b.json"),
    )
    out = tmp_path / "out.jsonl"
    assert compile_files([first, second], out).processes == 2
    assert [orjson.loads(line)["date"] for line in out.read_bytes().splitlines()] == [
        TWO["date"],
        OTHER["date"],
    ]


def test_several_workers_write_the_same_bytes_as_one(tmp_path, monkeypatch):
    for module in ("compiling", "grouping"):
        monkeypatch.setattr(f"commonweal.interchange.ocds.{module}.SMALL", 1)
    monkeypatch.setattr("commonweal.interchange.ocds.ranges.RANGE", 7_000)
    monkeypatch.setattr("commonweal.interchange.ocds.compiling.TASK_BYTES", 20_000)
    lines = [
        orjson.dumps(release(ocid=f"ocds-abc123-{n % 60:04}", id=str(n), date=f"2026-01-{n % 28 + 1:02}"))
        for n in range(200)
    ]
    path = write(tmp_path, b"\n".join(lines))
    written = []
    for workers in (1, 2):
        out = tmp_path / f"{workers}.jsonl"
        compile_files([path], out, workers=workers)
        written.append(out.read_bytes())
    assert written[0] == written[1] and written[0].count(b"\n") == 60


def test_a_file_that_is_not_there_is_unreadable(tmp_path):
    with pytest.raises(Unreadable, match="No such file"):
        list(pieces(tmp_path / "none.json"))


def test_a_file_of_something_else_gives_only_losses_or_nothing(tmp_path):
    assert all(isinstance(piece, Lost) for piece in pieces(write(tmp_path, "not json at all")))


def test_a_file_packed_twice_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "twice.json.gz"
    path.write_bytes(gzip.compress(gzip.compress(b'{"ocid": "o"}')))
    with pytest.raises(Unreadable, match="is a gzip file within a gzip file; unpack it first"):
        list(chunks(path))


def _gz(*lines):
    return gzip.compress(b"".join(lines))


LINES = [json.dumps(release(ocid=f"ocds-abc123-{n:05}")).encode() + b"\n" for n in range(400)]


def test_of_a_damaged_gzip_file_all_that_can_be_unpacked_is_used(tmp_path):
    wrong_sum = bytearray(_gz(*LINES))
    wrong_sum[-8] ^= 1
    found, outcome = compiled(write(tmp_path, bytes(wrong_sum), "in.jsonl.gz"))
    assert len(found) == len(LINES)
    assert [each for each in outcome.rejected if "damaged" in each.message]
    middle = bytearray(_gz(*LINES))
    middle[len(middle) // 2] ^= 0xFF
    found, _outcome = compiled(write(tmp_path, bytes(middle), "in.jsonl.gz"))
    assert 100 < len(found) < len(LINES)


def test_a_gzip_file_without_its_last_bytes_keeps_its_last_line(tmp_path):
    found, outcome = compiled(write(tmp_path, _gz(*LINES, LINES[0].replace(b"00000", b"99999").strip())[:-8]))
    assert len(found) == len(LINES) + 1
    assert any("ends too early" in each.message for each in outcome.rejected)


def test_what_follows_gzip_data_is_told_and_noughts_are_not(tmp_path):
    found, outcome = compiled(write(tmp_path, _gz(LINES[0]) + b"and some words"))
    assert len(found) == 1 and any("follows the gzip data" in each.message for each in outcome.rejected)
    found, outcome = compiled(write(tmp_path, _gz(LINES[0]) + bytes(700) + _gz(LINES[1]) + bytes(3)))
    assert len(found) == 2 and not outcome.rejected


@pytest.mark.parametrize("indent", [None, 1])
def test_what_is_no_release_in_a_package_is_told_and_lists_in_it_are_read(tmp_path, indent):
    text = json.dumps(
        {"releases": [ONE, None, 5, "x", [OTHER], release(ocid="ocds-abc123-3")]}, indent=indent
    )
    found, outcome = compiled(write(tmp_path, text))
    assert len(found) == 3
    assert len(outcome.rejected) == 3


def test_a_line_may_hold_a_list(tmp_path):
    text = f"{json.dumps(ONE)}\n{json.dumps([OTHER, release(ocid='ocds-abc123-3')])}\n"
    found, outcome = compiled(write(tmp_path, text))
    assert len(found) == 3 and not outcome.rejected


def test_a_release_with_a_field_of_a_records_name_is_a_release(tmp_path):
    found, outcome = compiled(write(tmp_path, json.dumps({**ONE, "versionedRelease": 2.5})))
    assert len(found) == 1 and not outcome.rejected


@pytest.mark.parametrize("indent", [None, 1])
def test_a_long_text_is_read_once(tmp_path, monkeypatch, indent):
    """However many chunks a text spans, what was read of it is not read again."""
    from commonweal.interchange.ocds import pieces as module

    looked = []

    class Counting:
        def __init__(self, pattern):
            self.pattern = pattern

        def match(self, buffer, begin):
            looked.append(len(buffer) - begin)
            return self.pattern.match(buffer, begin)

    monkeypatch.setattr(module, "_REST", Counting(module._REST))
    title = 'long \\" ' * 400_000
    text = json.dumps({"releases": [release(tender={"id": "t", "title": title}), OTHER]}, indent=indent)
    found, _outcome = compiled(write(tmp_path, text))
    assert {each.get("tender", {}).get("title", "") for each in found} >= {title}
    assert sum(looked) < 2 * len(text)


@given(
    st.lists(
        st.recursive(
            st.none() | st.integers(-9, 9) | st.text(alphabet='a"\\[]{},é', max_size=6),
            lambda of: st.lists(of, max_size=3) | st.dictionaries(st.text(max_size=3), of, max_size=3),
            max_leaves=8,
        ),
        max_size=6,
    ),
    st.integers(1, 40),
    st.sampled_from([None, 1]),
)
def test_every_member_of_a_list_comes_out_once_however_the_bytes_are_cut(members, size, indent):
    from commonweal.interchange.ocds.pieces import cut

    raw = json.dumps({"a": "b", "releases": members}, indent=indent, ensure_ascii=False).encode()
    chunked = iter([raw[at : at + size] for at in range(0, len(raw), size)])
    assert [orjson.loads(piece.raw) for piece in cut(False, chunked)] == members
