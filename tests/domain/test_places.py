"""Places form a tree whose levels are in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.errors import Invalid
from commonweal.domain.places import (
    LOCAL_KINDS,
    WITHIN,
    PlaceKind,
    ancestors,
    check_tree,
    check_within,
    descendants,
    is_gss_code,
    roots,
)

K = PlaceKind
TREE = {"E92": None, "E12": "E92", "E08": "E12", "E05": "E08", "estate": "E05"}
KINDS = {"E92": K.COUNTRY, "E12": K.REGION, "E08": K.AUTHORITY, "E05": K.WARD, "estate": K.ESTATE}


def test_a_place_knows_what_it_lies_in_from_near_to_far() -> None:
    assert ancestors("estate", TREE) == ("E05", "E08", "E12", "E92")
    assert ancestors("E92", TREE) == ()


def test_a_place_holds_everything_beneath_it() -> None:
    assert descendants("E08", TREE) == {"E05", "estate"}
    assert list(roots(TREE)) == ["E92"]


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdef"), max_size=6))
def test_ancestors_end_or_a_circle_is_refused(parents: dict[str, str]) -> None:
    whole = {name: parents.get(name) for name in "abcdef"}
    for name in whole:
        try:
            above = ancestors(name, whole)
        except Invalid as refusal:
            assert refusal.code == "place.circle"
        else:
            assert len(set(above)) == len(above)
            assert all(name in descendants(other, {n: whole[n] for n in (name, *above)}) for other in above)


def test_a_sound_tree_passes() -> None:
    check_tree(TREE, KINDS)


def test_a_parent_that_is_not_there_is_refused() -> None:
    with pytest.raises(Invalid, match=r"place\.parent_unknown"):
        check_tree({"a": "b"}, {"a": K.WARD})


def test_two_places_cannot_lie_in_each_other() -> None:
    with pytest.raises(Invalid, match=r"place\."):
        check_tree({"a": "b", "b": "a"}, {"a": K.ESTATE, "b": K.NEIGHBOURHOOD})


@pytest.mark.parametrize("kind", PlaceKind)
@pytest.mark.parametrize("parent", PlaceKind)
def test_a_place_lies_only_in_wider_kinds(kind: PlaceKind, parent: PlaceKind) -> None:
    if parent in WITHIN[kind]:
        check_within(kind, parent)
        assert kind not in WITHIN[parent]
    else:
        with pytest.raises(Invalid, match=r"place\.parent_of_wrong_kind"):
            check_within(kind, parent)


def test_what_a_body_adds_by_hand_lies_in_an_authority_or_a_ward() -> None:
    for kind in LOCAL_KINDS:
        check_within(kind, K.AUTHORITY)
        check_within(kind, K.WARD)


@pytest.mark.parametrize(
    ("code", "is_code"), [("E08000024", True), ("K04000001", True), ("E0800002", False), ("x", False)]
)
def test_the_shape_of_an_official_code(code: str, is_code: bool) -> None:
    assert is_gss_code(code) is is_code
