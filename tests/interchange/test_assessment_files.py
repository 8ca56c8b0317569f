"""The scores file: read exactly, and everything wrong in it is told with its path."""

import json
from fractions import Fraction
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.assessment.ranking import ranking
from commonweal.interchange import assessment_files
from commonweal.interchange.assessment_files import MOST_ASSESSED, InvalidFile, UnreadableFile, read_scores

GOOD = {
    "criteria": [{"id": "price", "weight": 40}, {"id": "quality", "weight": 60}],
    "tenders": [
        {"id": "A", "scores": {"price": 90, "quality": 50}},
        {"id": "B", "scores": {"price": 60, "quality": 80}},
    ],
    "assessors": [{"id": "x", "scores": {"A": {"quality": 45.5}}}],
}


def changed(path: list[str | int], value: object) -> bytes:
    """GOOD with one thing replaced, or removed when `value` is `...`."""
    document = json.loads(json.dumps(GOOD))
    place = document
    for step in path[:-1]:
        place = place[step]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return json.dumps(document).encode()


def paths(content: bytes) -> list[str]:
    with pytest.raises(InvalidFile) as refused:
        read_scores(content)
    return [problem.path for problem in refused.value.problems]


def test_a_good_file():
    read = read_scores(json.dumps(GOOD).encode())
    assert [(p.tender, p.total) for p in ranking(read.table)] == [("B", 72), ("A", 66)]
    assert read.assessors == ({"A": {"quality": Fraction(91, 2)}},)
    assert read.notes == ()


def test_numbers_are_kept_as_written():
    read = read_scores(changed(["criteria", 0, "weight"], 0.1))
    assert read.table.share(0) == Fraction(1, 601)


def test_a_byte_order_mark_is_no_harm():
    assert read_scores(b"\xef\xbb\xbf" + json.dumps(GOOD).encode()).table.criteria == ("price", "quality")


def test_assessors_may_be_absent_or_none():
    assert read_scores(changed(["assessors"], ...)).assessors == ()
    assert read_scores(changed(["assessors"], None)).assessors == ()
    assert read_scores(changed(["assessors"], [])).assessors == ()


def test_one_weight_may_be_zero():
    assert read_scores(changed(["criteria", 0, "weight"], 0)).table.share(0) == 0


def test_a_part_that_is_not_known_is_named():
    assert [note.path for note in read_scores(changed(["asessors"], [])).notes] == ["$.asessors"]


@pytest.mark.parametrize(
    ("place", "value", "path"),
    [
        (["criteria"], ..., "$.criteria"),
        (["criteria"], {}, "$.criteria"),
        (["criteria", 1, "weight"], -1, "$.criteria[1].weight"),
        (["criteria", 1, "weight"], "60", "$.criteria[1].weight"),
        (["criteria", 1, "weight"], True, "$.criteria[1].weight"),
        (["criteria", 1, "weight"], None, "$.criteria[1].weight"),
        (["criteria", 1, "weight"], [], "$.criteria[1].weight"),
        (["criteria", 1, "weight"], float("nan"), "$.criteria[1].weight"),
        (["criteria", 1, "weight"], float("inf"), "$.criteria[1].weight"),
        (["criteria", 1, "id"], "price", "$.criteria[1].id"),
        (["criteria", 1, "id"], 7, "$.criteria[1].id"),
        (["criteria", 1, "id"], " ", "$.criteria[1].id"),
        (["criteria", 1, "id"], ..., "$.criteria[1].id"),
        (["criteria", 1], "quality", "$.criteria[1]"),
        (["tenders"], None, "$.tenders"),
        (["tenders"], [], "$.tenders"),
        (["tenders", 1, "id"], "A", "$.tenders[1].id"),
        (["tenders", 0, "scores"], ..., "$.tenders[0].scores"),
        (["tenders", 0, "scores", "price"], ..., "$.tenders[0].scores.price"),
        (["tenders", 0, "scores", "price"], "90", "$.tenders[0].scores.price"),
        (["tenders", 0, "scores", "price"], 100.01, "$.tenders[0].scores.price"),
        (["tenders", 0, "scores", "price"], -0.01, "$.tenders[0].scores.price"),
        (["tenders", 0, "scores", "cost"], 10, "$.tenders[0].scores.cost"),
        (["tenders", 0, "scores", "a cost"], 10, '$.tenders[0].scores["a cost"]'),
        (["assessors"], 3, "$.assessors"),
        (["assessors", 0, "scores"], ..., "$.assessors[0].scores"),
        (["assessors", 0, "scores", "Z"], {}, "$.assessors[0].scores.Z"),
        (["assessors", 0, "scores", "A", "cost"], 1, "$.assessors[0].scores.A.cost"),
        (["assessors", 0, "scores", "A", "quality"], "x", "$.assessors[0].scores.A.quality"),
    ],
)
def test_what_is_wrong_is_told_with_its_path(place, value, path):
    assert path in paths(changed(place, value))


def test_all_weights_zero():
    document = {**GOOD, "criteria": [{"id": "price", "weight": 0}, {"id": "quality", "weight": 0.0}]}
    assert paths(json.dumps(document).encode()) == ["$.criteria"]


def test_every_problem_is_told_at_once():
    document = {**GOOD, "criteria": [{"id": "price", "weight": -1}, {"id": "quality", "weight": "x"}]}
    assert paths(json.dumps(document).encode()) == ["$.criteria[0].weight", "$.criteria[1].weight"]


def test_a_score_given_twice():
    content = json.dumps(GOOD).replace('"price": 90', '"price": 90, "price": 10').encode()
    assert paths(content) == ["$.tenders[0].scores.price"]


@pytest.mark.parametrize(
    "number", ["1e400", "1e999999999", "1E-999999999999999999999", "1" * 61, "0." + "1" * 80]
)
def test_a_number_too_long_to_work_with(number):
    content = json.dumps(GOOD).replace('"weight": 40', f'"weight": {number}').encode()
    assert paths(content) == ["$.criteria[0].weight"]


def test_an_assessors_score_may_be_any_ordinary_number():
    """The contract says 0 to 100 for tenders and only "number" for assessors, who may have marked on another scale."""
    for score in (101, -0.5, 1_000):
        read = read_scores(changed(["assessors", 0, "scores", "A", "quality"], score))
        assert read.assessors == ({"A": {"quality": Fraction(str(score))}},)


def test_keys_given_twice_are_found_without_counting_every_key_again():
    """As many steps as there are keys: a file of many keys may not keep the reader for hours."""
    keys = [f"k{i}" for i in range(40_000)]
    scores = ",".join(f'"{key}":1' for key in [*keys, "k7"])
    content = f'{{"criteria":[],"tenders":[{{"id":"A","scores":{{{scores}}}}}]}}'.encode()
    started = process_time()
    assert "$.tenders[0].scores.k7" in paths(content)
    assert process_time() - started < 5  # counting each key among all took a quarter of a minute


def test_too_many_assessors_scores(monkeypatch):
    """What they are worked out in has a place for each score that could have been given."""
    assert MOST_ASSESSED == 2_000_000, "twenty assessors of 100,000 scores, the most that a file may hold"
    monkeypatch.setattr(assessment_files, "MOST_ASSESSED", 400)
    document = json.loads(json.dumps(GOOD))
    document["assessors"] = [{"id": str(i), "scores": {}} for i in range(101)]
    assert paths(json.dumps(document).encode()) == ["$.assessors"]


def test_too_many_scores():
    tenders = [{"id": str(i), "scores": {}} for i in range(1001)]
    criteria = [{"id": f"c{i}", "weight": 1} for i in range(1000)]
    assert paths(json.dumps({"criteria": criteria, "tenders": tenders}).encode()) == ["$.tenders"]


@pytest.mark.parametrize("top", [b"[]", b"3", b'"text"', b"null", b"true"])
def test_something_else_altogether(top):
    assert "$" in paths(top)


@pytest.mark.parametrize("content", [b"", b"{", b"{'a': 1}", b"\xff\xfe", b"[" * 100_000, b"criteria: []"])
def test_bytes_that_are_not_json(content):
    with pytest.raises(UnreadableFile):
        read_scores(content)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
shapes = st.fixed_dictionaries(
    {}, optional={"criteria": anything, "tenders": anything, "assessors": anything}
) | anything.map(lambda inner: {**GOOD, "assessors": inner})


@given(shapes)
def test_no_document_whatever_ends_in_a_stack_trace(document):
    try:
        read_scores(json.dumps(document).encode())
    except InvalidFile as refused:
        assert all(problem.path.startswith("$") for problem in refused.problems)


def test_half_a_character_is_told_at_its_place_and_can_be_printed():
    document = (
        b'{"criteria":[{"id":"a","weight":1}],"tenders":[{"id":"t\\ud800","scores":{"a":5,"\\udc00":1}}]}'
    )
    with pytest.raises(InvalidFile) as refused:
        read_scores(document)
    assert [str(problem) for problem in refused.value.problems] == ["$.tenders[0].id: holds half a character"]
