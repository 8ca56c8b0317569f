"""The pipeline: what an authority means to buy, until it begins or is withdrawn."""

import datetime as dt

import pytest

from commonweal.domain.errors import Invalid, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.lifecycle.planning import actions
from commonweal.lifecycle.procurement import actions as procurement_actions
from commonweal.lifecycle.procurement import queries
from commonweal.lifecycle.procurement.queries import PipelineFilter
from tests.builders.procurement import a_pipeline_entry


@pytest.fixture
def officer(world):
    return world.cast.actor(Role.PROCUREMENT_OFFICER)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": " "}, "title"),
        ({"value_pence": 0}, "value_pence"),
        ({"value_ex_vat_pence": 130_000_000}, "value_ex_vat_pence"),
        ({"ends_on": dt.date(2026, 1, 1)}, "contract_ends_on"),
        ({"notice_on": dt.date(2026, 9, 1)}, "notice_on"),
    ],
)
def test_an_entry_that_cannot_be_is_refused_beside_its_field(world, facts, field):
    with pytest.raises(Invalid) as refused:
        a_pipeline_entry(world, **facts)
    assert refused.value.field == field


def test_a_reader_adds_nothing(world):
    with pytest.raises(NotPermitted):
        actions.add_entry(
            title="x", nature="goods", value_pence=1, by=world.cast.actor(Role.READER), now=world.now
        )


def test_an_entry_is_changed_by_one_person_at_a_time(world, officer):
    entry = a_pipeline_entry(world)
    actions.edit_entry(entry, title="Care at home", revision=1, by=officer, now=world.now)
    with pytest.raises(Stale):
        actions.edit_entry(entry, title="Other", revision=1, by=officer, now=world.now)


def test_a_withdrawn_entry_stays_and_is_not_changed(world, officer):
    entry = actions.withdraw_entry(a_pipeline_entry(world), by=officer, now=world.now)
    assert (entry.withdrawn_at, entry.withdrawn_by) == (world.now, officer.person)
    for change in (
        lambda: actions.edit_entry(entry, title="Other", by=officer, now=world.now),
        lambda: actions.withdraw_entry(entry, by=officer, now=world.now),
        lambda: actions.serve(entry, world.mission, reason="x", by=officer, now=world.now),
        lambda: actions.stop_serving(entry.serves.get(), by=officer, now=world.now),
    ):
        with pytest.raises(Refused):
            change()


def test_what_it_could_serve_has_a_reason_and_stands_once(world, officer):
    entry = a_pipeline_entry(world)
    with pytest.raises(Invalid):
        actions.serve(entry, world.mission, reason="", by=officer, now=world.now)
    with pytest.raises(Refused):
        actions.serve(entry, world.outcome, reason="Again", by=officer, now=world.now)
    actions.stop_serving(entry.serves.get(), by=officer, now=world.now)
    assert entry.serves.count() == 0


def _titles(officer, **wanted):
    return [entry.title for entry in queries.pipeline(officer, PipelineFilter(**wanted))]


def test_the_pipeline_is_narrowed_by_words_nature_value_and_status(world, officer):
    begun = a_pipeline_entry(world, title="Begun")
    a_pipeline_entry(world, title="Bridge", nature="works", value_pence=900, value_ex_vat_pence=None)
    gone = a_pipeline_entry(world, title="Gone", notice_on=dt.date(2026, 3, 30))
    procurement_actions.begin(begun, by=officer, now=world.now)
    actions.withdraw_entry(gone, by=officer, now=world.now)
    assert _titles(officer) == ["Begun", "Bridge", "Gone"]
    assert _titles(officer, words="bri") == ["Bridge"]
    assert _titles(officer, nature="works") == ["Bridge"]
    assert _titles(officer, value_to_pence=900) == ["Bridge"]
    assert _titles(officer, value_from_pence=901) == ["Begun", "Gone"]
    assert _titles(officer, status="not_begun") == ["Bridge"]
    assert _titles(officer, status="planned") == ["Begun"]
    assert _titles(officer, status="entry_withdrawn") == ["Gone"]
