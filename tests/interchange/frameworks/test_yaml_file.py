"""A framework edition as YAML: read whole or refused with the line of every mistake."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import commonweal.reference
from commonweal.domain.library import Edition, ItemKind, Wording
from commonweal.interchange.frameworks import UnreadableFramework, read_yaml, write_yaml
from tests.interchange.frameworks.examples import SMALL, editions

SHIPPED = sorted((Path(commonweal.reference.__file__).parent / "data" / "social_value").glob("*.yaml"))
GOOD = """\
header:
  source: Cabinet paper
  licence: OGL v3
framework:
  id: local
  title: Local framework
  usable_from: 2026-04-01
items:
- {kind: outcome, code: '1', title: Fair work, status: verified}
- {kind: criterion, code: 1a, parent: '1', title: Good jobs, sub_criteria: [in the borough, for residents]}
- {kind: metric, code: 1-fte, parent: '1', title: Jobs, unit: FTE, metric_kind: headcount}
"""


def mistakes(text: str) -> list[tuple[str, str]]:
    with pytest.raises(UnreadableFramework) as refusal:
        read_yaml(text.encode())
    return [(fault.place, fault.code) for fault in refusal.value.faults]


def test_a_small_file_is_read() -> None:
    edition = read_yaml(GOOD.encode())
    assert [(item.kind.value, item.code) for item in edition.items] == [
        ("outcome", "1"),
        ("criterion", "1a"),
        ("sub_criterion", "1a-1"),
        ("sub_criterion", "1a-2"),
        ("metric", "1-fte"),
    ]
    assert edition.edition == "2026-04-01"
    assert {item.wording for item in edition.items if item.code != "1"} == {Wording.PROVISIONAL}


def test_an_edition_survives_the_way_to_yaml_and_back() -> None:
    assert read_yaml(write_yaml(SMALL)) == SMALL


@settings(max_examples=30, deadline=None)
@given(editions())
def test_every_edition_survives_the_way_to_yaml_and_back(edition: Edition) -> None:
    assert read_yaml(write_yaml(edition)) == edition


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_frameworks_are_files_of_this_form(path: Path) -> None:
    edition = read_yaml(path.read_bytes())
    assert edition.code == path.stem
    assert read_yaml(write_yaml(edition)) == edition


def test_two_frameworks_ship() -> None:
    assert [path.stem for path in SHIPPED] == ["ppn002", "ppn0620"]


def test_a_sub_criterion_carries_its_criterions_state_and_number() -> None:
    edition = read_yaml(SHIPPED[0].read_bytes())
    sub = next(item for item in edition.items if item.kind is ItemKind.SUB_CRITERION)
    assert (sub.code, sub.parent, sub.wording) == ("1a-1", "1a", Wording.VERIFIED)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: Fair work", "title: ''", ("line 9", "framework.field_missing")),
        ("kind: outcome", "kind: benefit", ("line 9", "framework.choice_unknown")),
        ("status: verified", "state: verified", ("line 9", "framework.field_unknown")),
        ("status: verified", "status: certain", ("line 9", "framework.choice_unknown")),
        ("parent: '1', title: Good", "parent: '7', title: Good", ("line 10", "framework.parent_unknown")),
        ("code: 1a,", "code: '1',", ("line 10", "framework.code_repeated")),
        (
            "sub_criteria: [in the borough, for residents]",
            "sub_criteria: once",
            ("line 10", "framework.list_expected"),
        ),
        ("unit: FTE, ", "", ("line 11", "framework.unit_missing")),
        ("metric_kind: headcount", "metric_kind: heads", ("line 11", "framework.choice_unknown")),
        ("title: Jobs", "title: [Jobs]", ("line 11", "framework.text_expected")),
        ("unit: FTE", "unit: FTE, needs_baseline: maybe", ("line 11", "framework.yes_or_no")),
        ("usable_from: 2026-04-01", "usable_from: soon", ("line 7", "framework.day_malformed")),
        ("usable_from: 2026-04-01", "usable_from: 2026-02-30", ("line 7", "framework.day_malformed")),
        ("usable_from: 2026-04-01", "usable_to: 2026-04-01", ("line 4", "framework.field_missing")),
        ("  source: Cabinet paper\n", "", ("line 1", "framework.field_missing")),
        ("items:", "things: 1\nitems:", ("line 8", "framework.field_unknown")),
        ("items:\n", "items:\n- outcome\n", ("line 9", "framework.named_fields_expected")),
    ],
)
def test_each_mistake_is_found_at_its_line(old: str, new: str, expected: tuple[str, str]) -> None:
    assert old in GOOD
    assert expected in mistakes(GOOD.replace(old, new, 1))


def test_all_mistakes_of_a_file_are_named_at_once() -> None:
    broken = GOOD.replace("title: Fair work", "title: ''").replace("headcount", "heads")
    assert mistakes(broken) == [
        ("line 9", "framework.field_missing"),
        ("line 11", "framework.choice_unknown"),
    ]


def test_only_items_of_known_frameworks_are_adapted() -> None:
    data = GOOD.replace("title: Good jobs", "title: Good jobs, adapts: ppn002/1a").encode()
    assert read_yaml(data, {"ppn002/1a"}).items[1].adapts == "ppn002/1a"
    with pytest.raises(UnreadableFramework) as refusal:
        read_yaml(data, set())
    assert (refusal.value.faults[0].place, refusal.value.faults[0].code) == (
        "line 10",
        "framework.adapts_unknown",
    )


def test_a_field_is_named_as_the_file_names_it() -> None:
    with pytest.raises(UnreadableFramework) as refusal:
        read_yaml(GOOD.replace("status: verified", "status: certain").encode())
    assert refusal.value.faults[0].params["field"] == "status"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: [1", ("line 1", "framework.yaml_unreadable")),
        ("a: 1\na: 2\n", ("line 2", "framework.yaml_unreadable")),
        ("a: &x 1\nb: *x\n", ("line 2", "framework.yaml_unreadable")),
        ("- 1\n", ("line 1", "framework.yaml_unreadable")),
        ("", ("line 1", "framework.yaml_unreadable")),
        ("a: 1\nb: " + "[" * 500_000, ("line 2", "framework.nested_too_deep")),
        ("!!python/object/apply:os.system ['true']", ("line 1", "framework.yaml_unreadable")),
    ],
)
def test_what_is_not_plain_data_is_refused(text: str, expected: tuple[str, str]) -> None:
    assert mistakes(text)[0] == expected


def test_a_file_in_another_encoding_is_refused_at_its_line() -> None:
    with pytest.raises(UnreadableFramework) as refusal:
        read_yaml(b"a: 1\nb: caf\xe9\n")
    assert refusal.value.faults[0].place == "line 2"


def test_a_file_has_a_limit() -> None:
    with pytest.raises(UnreadableFramework) as refusal:
        read_yaml(b"x" * 2_000_001)
    assert refusal.value.faults[0].code == "framework.file_too_large"


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_an_edition_or_faults_with_places(data: bytes) -> None:
    try:
        read_yaml(data)
    except UnreadableFramework as refusal:
        assert refusal.faults
        assert all(fault.place for fault in refusal.faults)


JSONISH = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["", "x", "metric", "outcome", "1a"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "code", "kind", "title", "source", "status", "items"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from(["header", "framework", "applies", "rules", "items"]), JSONISH))
def test_any_shape_of_data_gives_an_edition_or_faults(top: dict[str, object]) -> None:
    import yaml

    with pytest.raises(UnreadableFramework):
        read_yaml(yaml.safe_dump(top).encode())
