"""Social value frameworks: complete, with the state of every wording, and loadable from a body's own file."""

from collections import Counter
from datetime import date

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.reference.nodes import ReferenceDataError
from commonweal.reference.social_value import (
    ItemKind,
    WordingState,
    framework,
    framework_ids,
    framework_values,
    parse_framework,
    parse_framework_text,
)


def test_both_editions_ship_and_the_newer_comes_first():
    assert framework_ids() == ("ppn002", "ppn0620")
    with pytest.raises(KeyError):
        framework("toms")


def test_ppn002_has_five_missions_eight_outcomes_and_all_criteria():
    counts = Counter(item.kind for item in framework("ppn002").items)
    assert counts == {"mission": 5, "outcome": 8, "criterion": 21, "metric": 18}


def test_ppn0620_has_five_themes_eight_outcomes_and_all_criteria():
    counts = Counter(item.kind for item in framework("ppn0620").items)
    assert counts == {"theme": 5, "outcome": 8, "criterion": 25, "metric": 10}


def test_each_edition_says_when_it_may_be_used():
    new, old = framework("ppn002"), framework("ppn0620")
    assert (new.usable_from, new.mandatory_from) == (date(2025, 2, 24), date(2025, 10, 1))
    assert (old.usable_from, old.usable_to) == (date(2021, 1, 1), date(2025, 9, 30))
    assert new.replaces == old.id


def test_the_minimum_weighting_is_ten_percent_in_both():
    for edition_id in framework_ids():
        rule = next(rule for rule in framework(edition_id).rules if rule.code == "minimum-weighting")
        assert rule.value_basis_points == 1000


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("1", "verified"),
        ("1d", "reported"),
        ("4a", "provisional"),
        ("1-fte", "provisional"),
        ("4-co2e", "reported"),
    ],
)
def test_every_item_carries_the_state_of_its_own_wording(code, status):
    assert framework("ppn002").item(code).status == status


def test_an_unchecked_wording_is_called_that():
    assert framework("ppn0620").item("4.1").status.label == "wording not yet checked"
    assert len({state.label for state in WordingState}) == 3


def test_a_reduction_needs_a_baseline_and_nothing_else_does():
    for edition_id in framework_ids():
        for metric in framework(edition_id).of_kind(ItemKind.METRIC):
            assert metric.needs_baseline is (metric.metric_kind == "reduction"), metric.code


def test_the_tree_reads_from_mission_to_metric():
    edition = framework("ppn002")
    assert [each.code for each in edition.children("M4")] == ["6", "7"]
    assert [each.code for each in edition.children("6", ItemKind.METRIC)] == ["6-fte", "6-apprenticeships"]
    assert edition.children("1", ItemKind.CRITERION)[0].sub_criteria[0].startswith("new or retained")


@pytest.mark.parametrize("edition_id", framework_ids())
def test_an_edition_survives_export_and_load(edition_id):
    edition = framework(edition_id)
    again = parse_framework_text(yaml.safe_dump(framework_values(edition), allow_unicode=True), "again.yaml")
    assert framework_values(again) == framework_values(edition)
    assert again.items == edition.items


OWN = """framework:
  id: example-2026
  title: Example framework
  status: verified
items:
- {kind: outcome, code: A, title: Warm homes, status: verified}
- {kind: metric, code: A-homes, parent: A, title: Homes made warm, unit: homes, aggregate: sum, metric_kind: count,
   status: verified}
"""


def test_a_body_can_load_its_own_framework():
    assert parse_framework_text(OWN, "own.yaml").item("A-homes").unit == "homes"


@pytest.mark.parametrize(
    ("wrong", "right", "message"),
    [
        ("parent: B", "parent: A", "line 7, items[1].parent: is not a code in this framework: 'B'"),
        ("unit: ''", "unit: homes", "items[1].unit: must be text, not ''"),
        ("kind: dream", "kind: outcome", "line 6, items[0].kind: must be one of"),
        ("code: A, colour: red", "code: A", "items[0].colour: is not a known field"),
        ("code: A-homes", "code: A", "the code 'A-homes' is used twice"),
        ("parent: A-homes", "parent: A", "metric cannot stand under metric"),
        ("- &a {kind", "- {kind", None),
        ("id: x\n  id: example-2026", "id: example-2026", "line 3, the file: 'id' appears twice"),
        ("metric_kind: [count", "metric_kind: count", "own.yaml: line"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_place(wrong, right, message):
    text = OWN.replace(right, wrong, 1)
    if message is None:
        parse_framework_text(text, "own.yaml")
        return
    with pytest.raises(ReferenceDataError) as caught:
        parse_framework_text(text, "own.yaml")
    assert message in str(caught.value)


def test_all_mistakes_are_found_in_one_pass():
    text = OWN.replace("status: verified", "status: perhaps")
    with pytest.raises(ReferenceDataError) as caught:
        parse_framework_text(text, "own.yaml")
    assert [problem.path for problem in caught.value.problems] == [
        "framework.status", "items[0].status", "items[1].status",
    ]  # fmt: skip


def test_aliases_are_refused_because_they_can_explode():
    with pytest.raises(ReferenceDataError, match="aliases are not accepted"):
        parse_framework_text("a: &a [1, 1]\nb: [*a, *a]\n", "bomb.yaml")


@settings(deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
                    max_leaves=12))  # fmt: skip
def test_no_value_whatever_breaks_the_reader_in_any_other_way(value):
    with pytest.raises(ReferenceDataError):
        parse_framework({"framework": value, "items": value, "rules": value}, "any")


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_whatever_breaks_the_reader_in_any_other_way(text):
    with pytest.raises(ReferenceDataError):
        parse_framework_text(text, "any.yaml")


@pytest.mark.parametrize("text", ["? []\n: 1", "? {}\n: 1", "header:\n  ? [a, b]\n  : 1"])
def test_a_name_that_is_no_word_is_refused_at_its_line(text):
    with pytest.raises(ReferenceDataError, match="a name cannot be a list"):
        parse_framework_text(text, "any.yaml")
