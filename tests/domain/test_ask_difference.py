"""What changed between two asks is told part by part, and nothing that changed is left out."""

import dataclasses

import pytest

from commonweal.domain.ask_difference import PartKind, PartState, changes, compared, fields_of
from commonweal.domain.ask_terms import AskTermContent
from commonweal.domain.asks import (
    AskContent,
    CriterionContent,
    LotContent,
    ManagingContent,
    MetricContent,
    PromiseContent,
)
from commonweal.domain.participation import ConditionContent
from commonweal.domain.price_schedule import ScheduleLine
from tests.domain.asks_examples import a_criterion, a_metric, an_ask

ASK = an_ask()
#: Fields that are not told on their own: ids and places in the order, what holds other parts, and where it came from.
NOT_TOLD = {
    PartKind.FACTS: {
        "schema", "ask_id", "procurement_id", "version", "authority_id", "authority_name", "tender_deadline_at",
        "lots", "criteria", "promises", "managing", "conditions", "schedule", "terms",
    },
    PartKind.CRITERION: {"id", "code", "library", "metrics"},
    PartKind.METRIC: {"id", "code", "library"},
    PartKind.LOT: {"id"},
    PartKind.PROMISE: {"id"},
    PartKind.MANAGING: set(),
    PartKind.CONDITION: {"id"},
    PartKind.PRICE_LINE: {"id"},
    PartKind.TERM: {"id", "charter_id"},
}  # fmt: skip
TYPES = {
    PartKind.FACTS: AskContent,
    PartKind.CRITERION: CriterionContent,
    PartKind.METRIC: MetricContent,
    PartKind.LOT: LotContent,
    PartKind.PROMISE: PromiseContent,
    PartKind.MANAGING: ManagingContent,
    PartKind.CONDITION: ConditionContent,
    PartKind.PRICE_LINE: ScheduleLine,
    PartKind.TERM: AskTermContent,
}


@pytest.mark.parametrize("kind", list(PartKind))
def test_every_field_is_compared_or_said_not_to_be(kind):
    told = set(compared()[kind])
    assert told | NOT_TOLD[kind] == set(fields_of(TYPES[kind]))
    assert not told & NOT_TOLD[kind]


def test_an_ask_does_not_differ_from_itself():
    assert changes(ASK, ASK) == ()


def test_a_changed_field_is_told_with_both_values():
    (change,) = changes(ASK, dataclasses.replace(ASK, why="Another reason."))
    (field,) = change.fields
    assert (change.kind, change.state, field.field) == (PartKind.FACTS, PartState.CHANGED, "why")
    assert (field.before, field.after) == (ASK.why, "Another reason.")


def test_what_is_new_and_what_went_are_told_with_their_title():
    other = a_criterion(
        id="criterion-new", title="Warm homes", metrics=(a_metric(id="metric-new", title="Homes"),)
    )
    after = an_ask(criteria=(*ASK.criteria[:2], other))
    found = {(each.kind, each.state, each.title) for each in changes(ASK, after)}
    assert found == {
        (PartKind.CRITERION, PartState.ADDED, "Warm homes"),
        (PartKind.CRITERION, PartState.REMOVED, ASK.criteria[2].title),
        (PartKind.METRIC, PartState.ADDED, "Homes"),
        (PartKind.METRIC, PartState.REMOVED, ASK.criteria[2].metrics[0].title),
    }


def test_a_copy_is_compared_with_what_it_was_made_from():
    copied = a_criterion(id="copy", title="Renamed", metrics=(a_metric(id="metric-copy"),))
    after = an_ask(criteria=(*ASK.criteria[:2], copied))
    same = {each.id: each.id for each in (*ASK.criteria[:2], *ASK.lots, *ASK.promises)}
    came_from = {**same, "copy": ASK.criteria[2].id, "metric-copy": ASK.criteria[2].metrics[0].id}
    (change,) = changes(ASK, after, came_from=came_from)
    assert (change.state, [each.field for each in change.fields]) == (PartState.CHANGED, ["title"])


def test_moving_words_about_without_changing_them_is_no_change():
    assert changes(ASK, dataclasses.replace(ASK, criteria=tuple(reversed(ASK.criteria)))) == ()


def test_how_the_contract_is_looked_after_is_one_part_whatever_it_was_copied_from():
    after = dataclasses.replace(ASK, managing=ManagingContent(contract_manager="Treasurer"))
    (change,) = [each for each in changes(ASK, after, came_from={}) if each.kind is PartKind.MANAGING]
    assert (change.state, [each.field for each in change.fields]) == (
        PartState.CHANGED,
        ["contract_manager", "narrative_required", "remedies"],
    )
    gone = dataclasses.replace(ASK, managing=None)
    assert [each.state for each in changes(ASK, gone)] == [PartState.REMOVED]
    assert [each.state for each in changes(gone, ASK)] == [PartState.ADDED]
