"""The merge follows the standard's rules: https://standard.open-contracting.org/1.1/en/schema/merging/"""

import copy
import json
import warnings

import ocdsmerge
import pytest
from hypothesis import given
from ocdsmerge.rules import get_merge_rules

from commonweal.interchange.ocds import merging, merging_by_path
from commonweal.interchange.ocds.release_schema import OMIT, merge_rules, schema
from tests.interchange.ocds.ocds_examples import HISTORIES, REPEATED_HISTORIES, REWRITTEN_HISTORIES

REFERENCE = ocdsmerge.Merger(merge_rules=get_merge_rules(schema()))


def compiled(*releases):
    def again():
        return merging.in_order([copy.deepcopy(release) for release in releases])

    return merging.compile_releases(again(), again)


def after(*bodies):
    """What is left of bodies released on following days, without the fields every compiled release has."""
    dated = [
        {"ocid": "o", "id": str(day), "date": f"2026-01-0{day}", **body} for day, body in enumerate(bodies, 1)
    ]
    return {
        name: value for name, value in compiled(*dated).items() if name not in ("ocid", "id", "date", "tag")
    }


def text(value):
    return json.dumps(value, sort_keys=True)


def outcome(merge):
    """Its result as text that tells 1, 1.0, true and "1" apart, or that it refused."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return text(merge())
    except (merging_by_path.Inconsistent, ocdsmerge.exceptions.InconsistentTypeError, TypeError):
        return "refused"


def test_the_rules_are_those_the_reference_library_finds():
    named = {
        path: "omitWhenMerged" if rule == OMIT else "wholeListMerge" for path, rule in merge_rules().items()
    }
    assert named == get_merge_rules(schema())


@given(HISTORIES)
def test_any_history_compiles_as_the_reference_library_does(releases):
    expected = outcome(lambda: REFERENCE.create_compiled_release(copy.deepcopy(releases)))
    assert outcome(lambda: compiled(*releases)) == expected
    assert (
        outcome(lambda: merging_by_path.compile_releases(merging.in_order(copy.deepcopy(releases))))
        == expected
    )


@given(REPEATED_HISTORIES)
def test_a_history_that_repeats_itself_compiles_as_the_reference_library_does(releases):
    assert outcome(lambda: compiled(*releases)) == outcome(
        lambda: REFERENCE.create_compiled_release(copy.deepcopy(releases))
    )


@given(REWRITTEN_HISTORIES)
def test_a_history_that_says_again_what_came_before_compiles_as_the_reference_library_does(releases):
    assert outcome(lambda: compiled(*releases)) == outcome(
        lambda: REFERENCE.create_compiled_release(copy.deepcopy(releases))
    )


@given(HISTORIES)
def test_any_history_is_versioned_as_the_reference_library_does(releases):
    expected = outcome(lambda: REFERENCE.create_versioned_release(copy.deepcopy(releases)))
    assert (
        outcome(lambda: merging_by_path.version_releases(merging.in_order(copy.deepcopy(releases))))
        == expected
    )


def test_a_later_value_replaces_an_earlier_one():
    assert after({"x": "a", "y": 1}, {"x": "b"}) == {"x": "b", "y": 1}


def test_a_null_takes_a_value_away_but_not_an_object():
    assert after({"x": "a", "y": {"z": 1}}, {"x": None, "y": None}) == {"y": {"z": 1}}


def test_objects_of_a_list_merge_by_identifier_and_the_others_are_added():
    first = {"things": [{"id": "1", "a": 1}, {"b": 1}]}
    second = {"things": [{"id": "1", "c": 2}, {"id": "2"}, {"b": 1}]}
    assert after(first, second)["things"] == [{"id": "1", "a": 1, "c": 2}, {"b": 1}, {"id": "2"}, {"b": 1}]


def test_a_list_of_other_things_is_replaced_whole():
    assert after({"x": ["a", "b"]}, {"x": ["c"]}) == {"x": ["c"]}


def test_a_list_the_schema_keeps_whole_is_replaced_even_by_nothing():
    party = {"id": "1", "roles": ["buyer"], "additionalIdentifiers": [{"id": "9"}]}
    assert after({"parties": [party]}, {"parties": [{"id": "1", "additionalIdentifiers": []}]}) == {
        "parties": [{"id": "1", "roles": ["buyer"], "additionalIdentifiers": []}]
    }


def test_releases_are_merged_by_date_whatever_their_order():
    late, early = (
        {"ocid": "o", "id": "2", "date": "2026-02-01", "x": 2},
        {"ocid": "o", "id": "1", "date": "2026-01-01", "x": 1},
    )
    merged = compiled(late, early)
    assert (merged["x"], merged["id"], merged["tag"]) == (2, "o-2026-02-01", ["compiled"])


def test_what_has_no_id_is_added_again_even_where_all_around_it_is_repeated():
    body = {"tender": {"items": [{"id": "1", "deliveryAddresses": [{"region": "North East"}]}]}}
    assert after(body, body)["tender"]["items"][0]["deliveryAddresses"] == [{"region": "North East"}] * 2


def test_what_was_added_again_unseen_is_not_taken_for_what_a_release_says():
    once, twice = ({"x": {"things": [{"b": 1}] * times}} for times in (1, 2))
    assert after(once, once, twice)["x"]["things"] == [{"b": 1}] * 4
    assert after(once, twice, twice, once)["x"]["things"] == [{"b": 1}] * 6


def test_an_object_left_empty_by_a_null_is_more_than_an_empty_object():
    assert after({"things": [{"b": None}, {"c": 1}]}, {"things": [{}, {"c": 1}]})["things"] == [
        {},
        {"c": 1},
        {"c": 1},
    ]


def test_the_time_of_a_long_history_grows_with_its_length_alone(monkeypatch):
    looked = []
    monkeypatch.setattr(
        merging,
        "_by_identifier",
        lambda items, original=merging._by_identifier: looked.append(1) or original(items),
    )
    bodies = [{"awards": [{"id": str(number)}], "parties": [{"id": "p"}]} for number in range(9)]
    assert [award["id"] for award in after(*bodies)["awards"]] == [str(number) for number in range(9)]
    assert len(looked) == 1


def test_the_fast_merge_tells_true_from_one():
    assert after({"x": {"y": 1}}, {"x": {"y": True}})["x"]["y"] is True


def test_a_field_that_changes_from_text_to_object_cannot_be_merged():
    with pytest.raises(
        merging_by_path.Inconsistent, match="/x is 'text' in an earlier release and an object in a later one"
    ):
        after({"x": "text"}, {"x": {"y": 1}})
