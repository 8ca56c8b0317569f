"""A procurement begins from the pipeline, carries over what was said there, and can be changed until tenders are invited."""

import datetime as dt

import pytest

from commonweal.domain.errors import Invalid, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.domain.procurements import ProcurementKind as Kind
from commonweal.domain.procurements import ProcurementStatus as S
from commonweal.lifecycle.planning import actions as planning
from commonweal.lifecycle.planning import queries as planning_queries
from commonweal.lifecycle.procurement import actions, queries
from commonweal.records.scopes import UnscopedQuery
from tests.builders.procurement import a_designed_procurement, a_pipeline_entry, a_procurement, fresh


@pytest.fixture
def officer(world):
    return world.cast.actor(Role.PROCUREMENT_OFFICER)


def test_what_the_pipeline_says_is_carried_over_and_not_typed_again(world, officer):
    entry = a_pipeline_entry(world)
    procurement = actions.begin(entry, by=officer, now=world.now)
    assert (procurement.title, procurement.value_pence) == (entry.title, entry.value_pence)
    assert (procurement.contract_starts_on, procurement.contract_ends_on) == (entry.starts_on, entry.ends_on)
    link, said = procurement.serves.get(), entry.serves.get()
    assert (link.outcome_id, link.reason, link.linked_by) == (said.outcome_id, said.reason, said.linked_by)


def test_it_begins_planned_with_one_lot_one_round_and_an_empty_ask(world, officer):
    procurement = actions.begin(a_pipeline_entry(world), by=officer, now=world.now)
    assert procurement.status == S.PLANNED
    assert procurement.began_on == dt.date(2026, 3, 2)
    assert [(lot.number, lot.value_pence) for lot in procurement.lots.all()] == [(1, 120_000_000)]
    assert [each.number for each in procurement.rounds.all()] == [1]
    assert procurement.ask.criteria.count() == 0


def test_a_pipeline_entry_begins_one_procurement(world, officer):
    entry = a_pipeline_entry(world)
    actions.begin(entry, by=officer, now=world.now)
    with pytest.raises(Refused) as refused:
        actions.begin(entry, by=officer, now=world.now)
    assert refused.value.code == "procurement.begun_already"


def test_of_two_people_who_begin_from_one_entry_at_once_the_second_is_told(world, officer):
    entry = a_pipeline_entry(world)
    second = planning_queries.entry(officer, entry.external_id)
    actions.begin(entry, by=officer, now=world.now)
    with pytest.raises((Refused, Stale)):
        actions.begin(second, by=officer, now=world.now)
    assert queries.procurements(officer).count() == 1


def test_what_was_read_before_publication_is_not_changed_after_it(world, officer):
    """Somebody opened these pages while the ask was a draft; a colleague published before they sent them."""
    procurement = a_designed_procurement(world)
    read = fresh(procurement)
    criterion = queries.criterion(officer, read.ask.criteria.first().external_id)
    lot = queries.lot(officer, read.lots.get().external_id)
    actions.publish(procurement, by=officer, now=world.now)
    for change in (
        lambda: actions.edit(read, title="Late", by=officer, now=world.now),
        lambda: actions.edit_criterion(criterion, title="Late", by=officer, now=world.now),
        lambda: actions.edit_ask(read.ask, why="Late", by=officer, now=world.now),
        lambda: actions.add_lot(read, title="Late", value_pence=1, by=officer, now=world.now),
        lambda: actions.edit_lot(
            lot,
            title="Late",
            value_pence=1,
            value_ex_vat_pence=None,
            description="",
            by=officer,
            now=world.now,
        ),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.code == "procurement.not_editable"
    assert fresh(procurement).title != "Late"


def test_nothing_begins_from_a_withdrawn_entry(world, officer):
    entry = planning.withdraw_entry(a_pipeline_entry(world), by=officer, now=world.now)
    with pytest.raises(Refused):
        actions.begin(entry, by=officer, now=world.now)


def test_a_reader_begins_and_changes_nothing(world):
    reader = world.cast.actor(Role.READER)
    with pytest.raises(NotPermitted):
        actions.begin(a_pipeline_entry(world), by=reader, now=world.now)
    with pytest.raises(NotPermitted):
        actions.edit(a_procurement(world), title="Other", by=reader, now=world.now)


def test_a_call_off_is_made_under_a_framework_agreement(world, officer):
    above = actions.begin(a_pipeline_entry(world), kind=Kind.FRAMEWORK_AGREEMENT, by=officer, now=world.now)
    call_off = actions.begin(
        a_pipeline_entry(world, title="Home care, first call-off"),
        kind=Kind.CALL_OFF,
        parent=above,
        by=officer,
        now=world.now,
    )
    assert call_off.parent == above
    assert [each.pk for each in queries.possible_parents(officer)] == [above.pk]
    with pytest.raises(Invalid):
        actions.begin(a_pipeline_entry(world, title="Another"), kind=Kind.CALL_OFF, by=officer, now=world.now)


def test_the_only_lot_keeps_in_step_with_the_value(world, officer):
    procurement = a_procurement(world)
    actions.edit(procurement, value_pence=240_000_000, value_ex_vat_pence=None, by=officer, now=world.now)
    lot = procurement.lots.get()
    assert (lot.value_pence, lot.value_ex_vat_pence) == (240_000_000, None)


def test_several_lots_are_left_as_they_are(world, officer):
    procurement = a_procurement(world)
    actions.add_lot(procurement, title="South", value_pence=20_000_000, by=officer, now=world.now)
    actions.edit(procurement, value_pence=140_000_000, by=officer, now=world.now)
    assert [lot.value_pence for lot in procurement.lots.all()] == [120_000_000, 20_000_000]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": "  "}, "title"),
        ({"value_pence": 0}, "value_pence"),
        ({"value_ex_vat_pence": 120_000_001}, "value_ex_vat_pence"),
        ({"contract_ends_on": dt.date(2026, 1, 1)}, "contract_ends_on"),
        ({"extension_months": 121}, "extension_months"),
        ({"kind": Kind.CALL_OFF}, "parent"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_is_saved(world, officer, facts, field):
    procurement = a_procurement(world)
    before = fresh(procurement).revision
    with pytest.raises(Invalid) as refused:
        actions.edit(procurement, by=officer, now=world.now, **facts)
    assert refused.value.field == field
    assert fresh(procurement).revision == before


def test_the_second_of_two_people_is_told(world, officer):
    procurement = a_procurement(world)
    read = procurement.revision
    actions.edit(fresh(procurement), title="First", revision=read, by=officer, now=world.now)
    with pytest.raises(Stale):
        actions.edit(fresh(procurement), title="Second", revision=read, by=officer, now=world.now)
    assert fresh(procurement).title == "First"


def test_nothing_is_changed_once_tenders_are_invited(world, officer):
    procurement = world.open_procurement
    ask = procurement.ask
    for change in (
        lambda: actions.edit(procurement, title="Other", by=officer, now=world.now),
        lambda: actions.add_lot(procurement, title="South", value_pence=1, by=officer, now=world.now),
        lambda: actions.edit_ask(ask, why="Other", by=officer, now=world.now),
        lambda: actions.remove_criterion(ask.criteria.first(), by=officer, now=world.now),
        lambda: actions.set_places(procurement, [], by=officer, now=world.now),
        lambda: actions.serve(procurement, world.mission, reason="Late", by=officer, now=world.now),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.code == "procurement.not_editable"


def test_a_link_to_a_mission_needs_a_reason_and_stands_once(world, officer):
    procurement = a_procurement(world)
    with pytest.raises(Invalid):
        actions.serve(procurement, world.mission, reason=" ", by=officer, now=world.now)
    link = actions.serve(procurement, world.mission, reason="It is for this.", by=officer, now=world.now)
    assert (link.basis, link.linked_by, link.linked_at) == ("decided", officer.person, world.now)
    with pytest.raises(Refused):
        actions.serve(procurement, world.mission, reason="Again", by=officer, now=world.now)
    actions.stop_serving(link, by=officer, now=world.now)
    assert procurement.serves.filter(mission=world.mission).count() == 0


def test_lots_are_numbered_again_when_one_goes_and_the_last_stays(world, officer):
    procurement = a_procurement(world)
    for title in ("South", "West"):
        actions.add_lot(procurement, title=title, value_pence=100, by=officer, now=world.now)
    actions.remove_lot(procurement.lots.get(title="South"), by=officer, now=world.now)
    assert [(lot.number, lot.title) for lot in procurement.lots.all()][1] == (2, "West")
    actions.remove_lot(procurement.lots.get(number=2), by=officer, now=world.now)
    with pytest.raises(Refused):
        actions.remove_lot(procurement.lots.get(), by=officer, now=world.now)


def test_rounds_come_and_go_but_the_first(world, officer):
    procurement = a_procurement(world)
    added = actions.add_round(procurement, title="Final tenders", deadline_at=None, by=officer, now=world.now)
    assert added.number == 2
    actions.remove_round(added, by=officer, now=world.now)
    with pytest.raises(Refused):
        actions.remove_round(procurement.rounds.get(), by=officer, now=world.now)


def test_the_deadline_of_the_first_round_is_the_deadline_of_the_procurement(world, officer):
    procurement = a_procurement(world)
    noon = dt.datetime(2026, 6, 1, 11, 0, tzinfo=dt.UTC)
    actions.edit_round(procurement.rounds.get(), title="Tenders", deadline_at=noon, by=officer, now=world.now)
    assert fresh(procurement).tender_deadline_at == noon


def test_a_query_without_a_scope_is_refused():
    from commonweal.lifecycle.procurement.models import Procurement

    with pytest.raises(UnscopedQuery):
        list(Procurement.objects.all())


def test_another_authority_sees_nothing(world):
    a_procurement(world)
    stranger = world.cast.actor(Role.PROCUREMENT_OFFICER, world.cast.other_authority)
    assert queries.procurements(stranger).count() == 0
    assert queries.pipeline(stranger, queries.PipelineFilter()).count() == 0
