"""Criteria copied from a social value framework keep what they came from, whatever is edited or loaded later."""

import pytest

from commonweal.domain.errors import Invalid
from commonweal.domain.library import Finding
from commonweal.domain.permissions import Role
from commonweal.lifecycle.procurement import actions, draft, queries
from commonweal.lifecycle.strategy.actions import library
from tests.builders.procurement import a_procurement, fresh


@pytest.fixture
def officer(world):
    return world.cast.actor(Role.PROCUREMENT_OFFICER)


@pytest.fixture
def copied(world, officer):
    ask = a_procurement(world).ask
    return actions.copy_criterion(
        ask, world.framework_criterion, outcome=world.outcome, by=officer, now=world.now
    )


def test_a_copy_starts_word_for_word_with_its_parts_and_the_framework_question(world, copied):
    item = world.framework_criterion
    assert (copied.code, copied.title) == (item.code, item.title)
    assert copied.text == "\n".join(part.title for part in item.parts.filter(kind="sub_criterion"))
    question = item.edition.items.filter(kind="question").first()
    assert copied.question == (question.title if question else "")
    assert (copied.library_title, copied.library_verification) == (item.title, item.wording)


def test_editing_the_copy_keeps_the_library_wording_beside_it(world, officer, copied):
    actions.edit_criterion(copied, title="Good work for carers", text="Ours.", by=officer, now=world.now)
    assert copied.title == "Good work for carers"
    assert copied.library_title == world.framework_criterion.title


def test_a_later_correction_of_the_library_changes_nothing_that_was_copied(world, officer, copied):
    before = copied.library_title
    library.verify_item(
        world.framework_criterion,
        authority=world.cast.authority,
        finding=Finding.CORRECTED,
        title="Corrected wording",
        source="The notice, page 9",
        checked_on=world.now.date(),
        by=world.cast.actor(Role.MISSION_LEAD),
        now=world.now,
    )
    stored = copied.ask.criteria.get(pk=copied.pk)
    assert (stored.title, stored.library_title) == (before, before)
    again = actions.copy_criterion(copied.ask, world.framework_criterion, by=officer, now=world.now)
    assert (again.title, again.library_verification) == ("Corrected wording", "corrected")


def test_a_metric_brings_its_unit_and_leaves_how_much_open(world, officer, copied):
    metric = actions.copy_metric(copied, world.framework_metric, by=officer, now=world.now)
    item = world.framework_metric
    assert (metric.unit, metric.kind, metric.aggregation) == (item.unit, item.metric_kind, item.aggregate)
    assert (metric.target, metric.target_low, metric.outcome_id) == ("none", None, world.outcome.pk)


def test_the_frozen_ask_keeps_the_library_wording_too(world, officer, copied):
    actions.edit_criterion(copied, title="Ours", by=officer, now=world.now)
    frozen = draft.content(fresh(copied.ask.procurement)).criteria[0]
    assert frozen.title == "Ours"
    assert frozen.library.title == world.framework_criterion.title
    assert frozen.library.code == "1a"


def test_a_metric_is_no_criterion_and_a_criterion_no_metric(world, officer, copied):
    with pytest.raises(Invalid):
        actions.copy_criterion(copied.ask, world.framework_metric, by=officer, now=world.now)
    with pytest.raises(Invalid):
        actions.copy_metric(copied, world.framework_criterion, by=officer, now=world.now)


def test_only_editions_in_force_when_the_procurement_began_are_offered(world, officer):
    edition = world.framework_edition
    procurement = a_procurement(world)
    offered = queries.editions(officer, procurement)
    assert edition.usable_from <= procurement.began_on
    assert [each.pk for each in offered] == [edition.pk]
