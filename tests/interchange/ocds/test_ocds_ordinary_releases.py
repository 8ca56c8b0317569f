"""Releases that are read straight into their types give the tables that they give as dictionaries."""

import copy
import random

import orjson
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.interchange.ocds.compiling import Plain, merge_process
from commonweal.interchange.ocds.plain_rows import MOST, PlainRows
from commonweal.interchange.ocds.shapes import places, plain_release, shape_of
from commonweal.interchange.ocds.table_plans import DATE, JSON, MONEY, NUMBER, PLANS, TEXT, TRUTH, WHOLE
from commonweal.interchange.ocds.tables import put_in_tables
from tests.interchange.ocds.ocds_examples import HISTORIES, OCID, release

VALUES = {
    TEXT: ["a", "", "Social value, that is", "caf\u00e9", "a \u2028 b\n", "community benefits"],
    MONEY: [1, 0.5, 12.25, 0.125, 1e12, 10**15, -3],
    NUMBER: [1, 0.5, 0.0001, 7e15],
    TRUTH: [True, False],
    DATE: ["2026-01-01T00:00:00Z", "2026-03-31T10:00:00+01:00", "2026-01-01", "soon", ""],
    WHOLE: [0, 3, 2**62],
    JSON: [["x"], [{"id": "1", "name": "n"}], {"statistics": [{"measure": "bids", "value": 4}]}, "text", 5, True,
           [{"id": "1", "region": " North "}, {"id": "1", "locality": "l"}], [{"scheme": "CPV", "id": "45000000"}],
           {"criteria": [{"name": "Social value"}]}, {"a": {}}, [[]]],
}  # fmt: skip
ODD = [None, {}, [], [{}], [None], 1, 2**63, 1.5, True, "x", {"odd": None}, {"id": None}, [{"id": 1}, {"id": "1"}],
       [{"id": "1"}, {"id": "1", "title": "t"}], [{"title": "t"}], [{"id": "a"}, 5]]  # fmt: skip


def ordinary(chance, ocid=OCID):
    """A release with any of the fields that have a column or are known, each of the right kind."""
    tender = _object(chance, "tenders")
    return {
        "ocid": ocid, "tag": ["compiled"], **_object(chance, "procurements"), **({"tender": tender} if tender else {})
    }  # fmt: skip


def _object(chance, table, identifier=None):
    found = {}
    plan, spare = PLANS[table], shape_of(table).spare
    for path, _, kind in plan.columns:
        if chance.random() < 0.4:
            put(found, path, chance.choice(VALUES[kind]))
    for path, into, _ in plan.lists:
        if chance.random() < 0.5:
            put(found, path, [_object(chance, into, str(at)) for at in range(chance.choice((1, 1, 2, 3)))])
    for name in spare:
        if chance.random() < 0.05:
            found[name] = chance.choice(VALUES[JSON])
    if table not in ("procurements", "tenders") and (chance.random() < 0.9 or not found):
        found["id"] = chance.choice((identifier, int(identifier)))
    return dict(chance.sample(sorted(found.items()), len(found)))


def put(node, path, value):
    *above, name = path.split("/")
    for step in above:
        node = node.setdefault(step, {})
    node[name] = value


def spoiled(chance, item):
    """The same with something odd somewhere in it."""
    found = copy.deepcopy(item)
    holders = list(_holders(found))
    for _ in range(chance.choice((1, 1, 3))):
        holder = chance.choice(holders)
        names = [name for name in holder if holder is not found or name != "ocid"]
        match chance.randrange(4):
            case 0 if names:
                holder[chance.choice(names)] = copy.deepcopy(chance.choice(ODD))
            case 1:
                holder["strange"] = copy.deepcopy(chance.choice(ODD))
            case 2 if lists := [value for value in holder.values() if isinstance(value, list) and value]:
                chosen = chance.choice(lists)
                chosen.append(copy.deepcopy(chosen[0]))
            case _ if names:
                del holder[chance.choice(names)]
    return found


def _holders(value):
    if isinstance(value, dict):
        yield value
    for below in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _holders(below)


def long_way(text):
    return iter([merge_process(OCID, [orjson.loads(text)], [text], versioned=False)])


def process(text, *, quick):
    value = plain_release(text) if quick else None
    return [Plain(value, 0, lambda: long_way(text))] if value is not None else list(long_way(text))


def tables_of(texts, *, quick=True):
    made = {name: [] for name in PLANS}
    put_in_tables([one for text in texts for one in process(text, quick=quick)], made)
    for batches in made.values():
        for batch in batches:
            batch.validate(full=True)
    return {name: pa.Table.from_batches(batches).to_pylist() for name, batches in made.items() if batches}


def same(releases):
    texts = [orjson.dumps(item) if not isinstance(item, bytes) else item for item in releases]
    return tables_of(texts) == tables_of(texts, quick=False)


CHANCE = st.integers(0, 1 << 40).map(random.Random)
"""Seeds rather than draws of their own: hundreds of draws for each release would take most of the time."""


@given(CHANCE, st.integers(1, 4))
def test_ordinary_releases_give_the_same_tables_both_ways(chance, count):
    assert same([ordinary(chance, f"{OCID}-{number}") for number in range(count)])


@given(CHANCE, st.integers(1, 5))
def test_odd_ones_among_them_change_nothing(chance, count):
    releases = [ordinary(chance, f"{OCID}-{number}") for number in range(count)]
    assert same([spoiled(chance, item) if chance.random() < 0.6 else item for item in releases])


@given(HISTORIES)
def test_releases_of_any_shape_give_the_same_tables_both_ways(history):
    assert same([release(), *history, release(ocid="b")])


@given(CHANCE, st.sampled_from([b": ", b" :\t"]), st.sampled_from([b",\n ", b" , "]))
def test_how_it_is_written_changes_nothing(chance, colon, comma):
    text = orjson.dumps(ordinary(chance))
    spaced = text.replace(b'":', b'"' + colon).replace(b',"', comma + b'"')
    assert tables_of([spaced]) == tables_of([spaced], quick=False)


def test_an_ordinary_release_goes_the_short_way():
    chance = random.Random(1)
    for _ in range(50):
        item = ordinary(chance)
        read = plain_release(orjson.dumps(item))
        assert read is not None, item
    assert PlainRows({0: plain_release(orjson.dumps(release()))}).bad == set()


@pytest.mark.parametrize(
    "changes",
    [{"strange": 1}, {"language": None}, {"language": 5}, {"parties": [{"id": "a"}, 5]}, {"tag": None, "ocid": 5},
     {"tender": {"value": {"amount": "1"}}}, {"tender": {"value": {"amount": 10**16}}},
     {"tender": {"numberOfTenderers": 1.0}}, {"awards": [{"id": True}]}],
)  # fmt: skip
def test_what_is_not_ordinary_goes_the_long_way(changes):
    assert plain_release(orjson.dumps({**release(), **changes})) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"parties": [{"id": "a", "name": "x"}, {"id": "a", "roles": ["buyer"]}]},
        {"parties": [{"id": 1}, {"id": "1"}]},
        {"parties": [{"roles": []}, {"id": "1"}]},
        {"awards": [{"id": "a", "suppliers": None}]},
        {"bids": {"x": None}, "tender": {"id": "t", "amendments": None}},
        {"tender": {}, "buyer": {}},
        {"tender": {"lots": []}},
        {"parties": [{"id": "b"}] * (MOST + 1)},
    ],
)
def test_what_turns_out_not_to_be_in_merged_form_goes_the_long_way_in_its_place(changes):
    assert same([release(ocid="a"), {**release(ocid="b"), **changes}, release(ocid="c")])


def test_a_very_long_list_keeps_its_order():
    parties = [{"id": str(number)} for number in range(MOST + 2)]
    assert same([release(ocid="a"), release(ocid="b", parties=parties), release(ocid="c")])


def test_what_is_left_out_of_a_compiled_release_must_be_text_all_the_same():
    text = orjson.dumps(release()).replace(b'["tender"]', b'["\xff"]')
    assert PlainRows({3: plain_release(text)}).bad == {3}


def test_fields_without_a_column_keep_the_order_in_which_they_were_written():
    buyer = {"contactPoint": {"name": "n"}, "id": "b", "address": {"region": "r"}, "identifier": {"id": "1"}}
    [row] = tables_of([orjson.dumps(release(buyer=buyer))])["procurements"]
    assert row["extra"] == (
        '{"buyer":{"contactPoint":{"name":"n"},"address":{"region":"r"},"identifier":{"id":"1"}}}'
    )


def test_every_column_is_a_field_of_its_shape():
    assert set(places()) == set(PLANS) and all(places().values())
    for table, plan in PLANS.items():
        for path, _, _ in (*plan.columns, *plan.lists):
            *above, name = path.split("/")
            shape = shape_of(table)
            for step in above:
                shape = shape.below[step]
            assert name in shape.names and (name not in shape.rules or shape.rules[name] is not None)
