"""Releases merged by their texts give what merging them whole gives, and give up where they might not."""

import copy
from unittest import mock

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.interchange.ocds import merging, merging_texts
from tests.interchange.ocds.ocds_examples import HISTORIES, REPEATED_HISTORIES, REWRITTEN_HISTORIES
from tests.interchange.ocds.test_ocds_merging import REFERENCE, outcome

CUT = st.sampled_from((0, 40, merging_texts.LONG))
"""From how many bytes on objects and lists are cut up: the examples are short."""


def by_texts(releases, cut=0):
    with mock.patch.object(merging_texts, "LONG", cut):
        return merging_texts.compile_texts([orjson.dumps(release) for release in releases])


def check(releases, cut):
    found = by_texts(releases, cut)
    if found is not None:
        expected = outcome(lambda: REFERENCE.create_compiled_release(copy.deepcopy(releases)))
        assert outcome(lambda: found) == expected


@given(HISTORIES, CUT)
def test_any_history(releases, cut):
    check(releases, cut)


@given(REPEATED_HISTORIES, CUT)
def test_a_history_that_repeats_itself(releases, cut):
    check(releases, cut)


@given(REWRITTEN_HISTORIES, CUT)
def test_a_history_that_says_again_what_came_before(releases, cut):
    check(releases, cut)


def dated(*bodies):
    return [
        {"ocid": "o", "id": str(day), "date": f"2026-01-0{day}", **body} for day, body in enumerate(bodies, 1)
    ]


def lots(*titles):
    return [{"id": str(at), "title": title, "value": {"amount": at}} for at, title in enumerate(titles)]


PARTLY_LOOSE = {"items": [{"id": "1", "deliveryAddresses": [{"region": "North East"}]}, {"id": "2"}]}


@pytest.mark.parametrize(
    "bodies",
    [
        ({"x": {"y": 1, "z": "a"}}, {"x": {"y": True, "z": "a"}}),
        ({"tender": {"lots": lots("a", "b")}}, {"tender": {"lots": lots("a", "c", "d")}}),
        (
            {"tender": {"lots": lots("a", "b")}},
            {"tender": {"lots": lots("a")}},
            {"tender": {"lots": lots("b")}},
        ),
        ({"tender": PARTLY_LOOSE}, {"tender": PARTLY_LOOSE}, {"tender": {**PARTLY_LOOSE, "title": "b"}}),
        (
            {"tender": PARTLY_LOOSE},
            {"tender": {"items": [PARTLY_LOOSE["items"][0], {"id": "2", "description": "d"}]}},
        ),
        ({"x": {"y": "a", "z": "b"}}, {"x": {"y": None, "z": "b"}}, {"x": {"y": "a", "z": "b"}}),
        ({"x": {"y": {"z": "b"}, "w": "w"}}, {"v": 1}, {"x": {"y": {"z": "c"}}}, {"x": {"y": {"z": "b"}}}),
        ({"parties": [{"id": "1", "roles": ["buyer"]}]}, {"parties": [{"id": "1", "roles": ["payer"]}]}),
        ({"things": [{"b": None}, {"c": 1}]}, {"things": [{}, {"c": 1}]}),
        ({"things": [{"c": 1}]}, {"things": None}, {"things": None}),
        ({"things": [{"c": 1}]}, {"things": []}, {"things": []}, {"things": [{"c": 1}]}),
    ],
)
def test_these_need_no_long_way(bodies):
    releases = dated(*bodies)
    found = by_texts(releases)
    assert found is not None
    read = [orjson.loads(orjson.dumps(release)) for release in releases]
    assert orjson.dumps(found) == orjson.dumps(merging.compile_releases(read, list))


def test_what_a_release_repeats_is_not_read_again(monkeypatch):
    read = []
    monkeypatch.setattr(merging_texts, "loads", lambda text: read.append(text) or orjson.loads(text))
    releases = dated(*({"tender": {"title": title, "description": "d" * 900}} for title in "aab"))
    assert by_texts(releases, merging_texts.LONG)["tender"]["title"] == "b"
    assert sum(b"ddd" in text for text in read) == 1


def test_items_that_change_places_under_one_identifier_take_the_order_of_the_last_release():
    first, second = ([{"id": "1", "x": "a"}, {"id": "1", "y": y}, {"id": "2"}] for y in "bc")
    check(dated({"tender": {"lots": first}}, {"tender": {"lots": second[::-1]}}), 0)
    check(dated({"tender": {"lots": second[1:]}}, {"tender": {"lots": first[::-1]}}), 0)


@pytest.mark.parametrize(
    "text",
    [
        b'{"ocid": "o", "date": "2026-01-02", "x": "\xff"}',
        b'{"ocid": "o", "date": "2026-01-02", "x": "\\ud800"}',
        b'{"ocid": "o", "date": "2026-01-02", "x": 1',
        b'{"ocid": "p", "date": "2026-01-02"}',
        b'{"ocid": "o", "date": 2026}',
        b'{"ocid": "o", "x": 1}',
        b'{"ocid": "o", "date": "2026-01-02", "releases": []}',
        b'{"ocid": "o", "date": "2026-01-02", "x": ' + b"[" * 2000 + b"]" * 2000 + b"}",
        b"[]",
    ],
)
@pytest.mark.parametrize("place", [0, 1])
def test_what_is_not_just_a_release_of_the_process_takes_the_long_way(text, place):
    texts = [b'{"ocid": "o", "date": "2026-01-01", "x": "a"}']
    texts.insert(place, text)
    assert merging_texts.compile_texts(texts) is None
