"""Publishing brings about the version, the seal and the public page together, or nothing."""

import datetime as dt

import pytest

from commonweal.domain.errors import DomainError, Invalid
from commonweal.domain.permissions import Role
from commonweal.journeys import publish
from commonweal.lifecycle.procurement.queries import published
from commonweal.lifecycle.tendering.queries import openers_of, ready_openers, seal_of
from commonweal.publication import queries as public
from tests.builders.procurement import DEADLINE, a_designed_procurement, fresh


@pytest.fixture
def officer(world):
    return world.cast.actor(Role.PROCUREMENT_OFFICER)


@pytest.fixture
def openers(world, officer):
    assert world.openers
    return ready_openers(officer)


def test_the_version_the_seal_and_the_public_page_come_together(world, officer, openers):
    procurement = a_designed_procurement(world)
    version = publish.publish_ask(procurement, openers, by=officer, now=world.now)
    assert fresh(procurement).status == "open"
    assert published(procurement.external_id).pk == version.pk
    assert {key.pk for key in openers_of(seal_of(procurement))} == {key.pk for key in openers}
    shown = public.ask(procurement.external_id)
    assert shown.ask.title == procurement.title
    assert shown.is_open(DEADLINE)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_without_three_openers_nothing_is_published(world, officer, openers, count):
    procurement = a_designed_procurement(world)
    with pytest.raises(Invalid) as refused:
        publish.publish_ask(procurement, openers[:count], by=officer, now=world.now)
    assert refused.value.code == "procurement.too_few_openers"
    _nothing_happened(procurement, world)


def test_the_same_opener_three_times_is_not_three_openers(world, officer, openers):
    procurement = a_designed_procurement(world)
    with pytest.raises(Invalid):
        publish.publish_ask(procurement, [openers[0]] * 3, by=officer, now=world.now)
    _nothing_happened(procurement, world)


def test_when_the_seal_fails_the_version_is_taken_back(world, officer, openers, monkeypatch):
    procurement = a_designed_procurement(world)

    def fail(*args, **kwargs):
        raise Invalid("seal.not_an_opener", field="openers")

    monkeypatch.setattr(publish, "name_openers", fail)
    with pytest.raises(DomainError):
        publish.publish_ask(procurement, openers, by=officer, now=world.now)
    _nothing_happened(procurement, world)


def _nothing_happened(procurement, world):
    stored = fresh(procurement)
    assert (stored.status, stored.ask.versions.count(), seal_of(stored)) == ("design", 0, None)
    assert public.open_asks(world.now).count() == 0


def test_a_terminated_procurement_leaves_a_tombstone_with_its_reason(world, officer, openers):
    procurement = a_designed_procurement(world)
    publish.publish_ask(procurement, openers, by=officer, now=world.now)
    with pytest.raises(Invalid):
        publish.terminate(fresh(procurement), reason=" ", by=officer, now=world.now)
    publish.terminate(fresh(procurement), reason="The budget was cut.", by=officer, now=world.now)
    assert fresh(procurement).status == "terminated"
    assert public.ask(procurement.external_id).reason == "The budget was cut."


def test_the_clock_closes_what_is_due_once(world, officer, openers):
    procurement = a_designed_procurement(world)
    publish.publish_ask(procurement, openers, by=officer, now=world.now)
    publish.close_due(DEADLINE)
    assert fresh(procurement).status == "open"
    for _ in range(2):
        publish.close_due(DEADLINE + dt.timedelta(seconds=1))
    assert [row.new for row in procurement.status_changes.all()] == ["planned", "design", "open", "closed"]
