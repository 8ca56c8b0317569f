"""Editions of social value frameworks: what makes one loadable, which is in force, and how wordings differ."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.library import (
    MAX_ITEMS,
    PARENTS,
    Change,
    Edition,
    Finding,
    Item,
    ItemKind,
    Wording,
    WordingState,
    difference,
    faults,
    in_force,
    is_usable,
    split_reference,
    wording_state,
)
from commonweal.domain.metrics import Aggregation, MetricKind

OUTCOME = Item(ItemKind.OUTCOME, "1", "Fair work", Wording.VERIFIED)
CRITERION = Item(ItemKind.CRITERION, "1a", "Good jobs", Wording.VERIFIED, parent="1")
METRIC = Item(
    ItemKind.METRIC,
    "1-fte",
    "Jobs",
    Wording.PROVISIONAL,
    parent="1",
    unit="FTE",
    metric_kind=MetricKind.HEADCOUNT,
    aggregate=Aggregation.SUM,
)
RULE = Item(ItemKind.RULE, "minimum", "At least 10%", Wording.VERIFIED, weight_bp=1000)
EDITION = Edition(
    code="local",
    edition="2026",
    title="Local framework",
    wording=Wording.VERIFIED,
    usable_from=dt.date(2026, 4, 1),
    source="Cabinet paper",
    licence="OGL v3",
    items=(RULE, OUTCOME, CRITERION, METRIC),
)


def with_item(item: Item, **changes: object) -> Edition:
    """The edition with one more item, or with `item` changed in place."""
    changed = dataclasses.replace(item, **changes)
    rest = [each for each in EDITION.items if each is not item]
    return dataclasses.replace(EDITION, items=(*rest, changed))


def codes(edition: Edition) -> list[tuple[str, str]]:
    return [(fault.code, fault.field) for fault in faults(edition)]


def test_a_sound_edition_has_no_faults() -> None:
    assert faults(EDITION) == ()


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"code": "a b"}, ("framework.code_malformed", "code")),
        ({"edition": ""}, ("framework.code_malformed", "edition")),
        ({"title": " "}, ("framework.title_missing", "title")),
        ({"title": "x" * 1001}, ("framework.title_too_long", "title")),
        ({"replaces": "the old one"}, ("framework.code_malformed", "replaces")),
        ({"usable_to": dt.date(2026, 3, 31)}, ("framework.ends_before_start", "usable_to")),
        ({"mandatory_from": dt.date(2026, 3, 31)}, ("framework.mandatory_before_usable", "mandatory_from")),
        ({"items": ()}, ("framework.no_items", "items")),
    ],
)
def test_what_is_wrong_with_an_edition_itself(changes: dict[str, object], fault: tuple[str, str]) -> None:
    assert codes(dataclasses.replace(EDITION, **changes)) == [fault]


@pytest.mark.parametrize(
    ("item", "changes", "fault"),
    [
        (METRIC, {"code": "1 fte"}, ("framework.code_malformed", "code")),
        (METRIC, {"title": ""}, ("framework.title_missing", "title")),
        (METRIC, {"title": "x" * 1001}, ("framework.title_too_long", "title")),
        (METRIC, {"unit": "x" * 81}, ("framework.title_too_long", "unit")),
        (METRIC, {"unit": " "}, ("framework.unit_missing", "unit")),
        (METRIC, {"metric_kind": None}, ("framework.metric_kind_missing", "metric_kind")),
        (METRIC, {"aggregate": None}, ("framework.aggregate_missing", "aggregate")),
        (METRIC, {"parent": "9"}, ("framework.parent_unknown", "parent")),
        (METRIC, {"parent": "1a"}, ("framework.parent_of_wrong_kind", "parent")),
        (METRIC, {"weight_bp": 5}, ("framework.value_on_other_kind", "weight_bp")),
        (METRIC, {"adapts": "1-fte"}, ("framework.adapts_malformed", "adapts")),
        (METRIC, {"code": "1a"}, ("framework.code_repeated", "code")),
        (CRITERION, {"parent": None}, ("framework.parent_missing", "parent")),
        (CRITERION, {"unit": "people"}, ("framework.measure_on_other_kind", "unit")),
        (RULE, {"weight_bp": 10_001}, ("framework.value_out_of_range", "weight_bp")),
    ],
)
def test_what_is_wrong_with_an_item(item: Item, changes: dict[str, object], fault: tuple[str, str]) -> None:
    assert codes(with_item(item, **changes)) == [fault]


def test_every_fault_is_named_at_once_with_its_item() -> None:
    broken = dataclasses.replace(
        EDITION,
        title="",
        items=(dataclasses.replace(OUTCOME, title=""), dataclasses.replace(CRITERION, parent="9")),
    )
    assert [(fault.code, fault.item) for fault in faults(broken)] == [
        ("framework.title_missing", None),
        ("framework.title_missing", 0),
        ("framework.parent_unknown", 1),
    ]


def test_an_edition_has_a_limit() -> None:
    many = tuple(dataclasses.replace(OUTCOME, code=str(n)) for n in range(MAX_ITEMS + 1))
    assert codes(dataclasses.replace(EDITION, items=many)) == [("framework.too_many_items", "items")]


def test_every_kind_of_item_says_what_it_may_lie_under() -> None:
    assert set(PARENTS) == set(ItemKind)


@dataclasses.dataclass(frozen=True)
class Stored:
    usable_from: dt.date
    usable_to: dt.date | None
    created_at: dt.datetime


def stored(start: int, end: int | None, known: int) -> Stored:
    """An edition by years: usable from `start` to the end of `end`, loaded in `known`."""
    last = None if end is None else dt.date(end, 12, 31)
    return Stored(dt.date(start, 1, 1), last, dt.datetime(known, 1, 1, tzinfo=dt.UTC))


FIRST, SECOND = stored(2020, None, 2019), stored(2024, None, 2023)


def at(year: int) -> dt.datetime:
    return dt.datetime(year, 6, 1, tzinfo=dt.UTC)


def test_both_days_of_an_edition_are_included() -> None:
    once = stored(2020, 2021, 2019)
    assert is_usable(once, dt.date(2020, 1, 1))
    assert is_usable(once, dt.date(2021, 12, 31))
    assert not is_usable(once, dt.date(2022, 1, 1))


def test_the_edition_that_began_last_counts() -> None:
    assert in_force([FIRST, SECOND], on=dt.date(2023, 6, 1), known_at=at(2023)) is FIRST
    assert in_force([FIRST, SECOND], on=dt.date(2024, 6, 1), known_at=at(2024)) is SECOND
    assert in_force([FIRST, SECOND], on=dt.date(2019, 6, 1), known_at=at(2019)) is None


YEARS = st.integers(2000, 2020)
EDITIONS = st.lists(st.builds(stored, YEARS, st.none() | st.integers(2010, 2030), YEARS), max_size=5)


@given(EDITIONS, EDITIONS, YEARS)
def test_an_edition_loaded_later_never_changes_what_an_earlier_procurement_sees(
    early: list[Stored], late: list[Stored], year: int
) -> None:
    began, on = at(year), dt.date(year, 6, 1)
    later = [edition for edition in late if edition.created_at > began]
    before = in_force(early, on=on, known_at=began)
    if before is not None and before.created_at <= began:
        assert in_force([*early, *later], on=on, known_at=began) == before


def test_an_edition_loaded_late_still_serves_a_procurement_that_would_have_none() -> None:
    assert in_force([SECOND], on=dt.date(2024, 6, 1), known_at=at(2020)) is SECOND


@pytest.mark.parametrize("wording", Wording)
def test_a_stewards_finding_replaces_the_loaded_state(wording: Wording) -> None:
    assert wording_state(wording, None).value == wording.value
    assert wording_state(wording, Finding.CONFIRMED) is WordingState.CONFIRMED
    assert wording_state(wording, Finding.CORRECTED) is WordingState.CORRECTED


WORDS = st.lists(st.sampled_from(["fair", "work", "pay", "in", "the", "ward"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_a_difference_gives_both_wordings_back(before: str, after: str) -> None:
    pieces = difference(before, after)
    assert " ".join(p.text for p in pieces if p.change is not Change.ADDED) == before
    assert " ".join(p.text for p in pieces if p.change is not Change.REMOVED) == after
    assert (before == after) is all(p.change is Change.SAME for p in pieces)


def test_a_difference_shows_the_words_that_changed() -> None:
    pieces = difference("jobs in the area", "jobs in the ward")
    assert [(p.change.value, p.text) for p in pieces] == [
        ("same", "jobs in the"),
        ("removed", "area"),
        ("added", "ward"),
    ]


def test_a_reference_names_a_framework_and_an_item() -> None:
    assert split_reference("ppn002/1a") == ("ppn002", "1a")
