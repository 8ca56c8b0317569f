"""Copying an earlier ask brings its conditions and its price schedule along, lot by lot."""

import pytest

from commonweal.domain.permissions import Role
from commonweal.domain.price_schedule import LineKind, ScheduleLine
from commonweal.lifecycle.procurement import actions
from commonweal.lifecycle.procurement.actions.copying import copy_ask
from commonweal.lifecycle.procurement.actions.requirements import set_schedule
from commonweal.lifecycle.procurement.requirements import conditions, schedule
from tests.builders.procurement import FAR, a_procurement, fresh
from tests.builders.tendering import a_sealed_ask
from tests.builders.together import a_fuller_ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world):
    return world.cast.actor(Role.PROCUREMENT_OFFICER)


@pytest.fixture
def said(world, officer):
    return {"by": officer, "now": world.now}


def with_lots(procurement, *titles, said):
    """The procurement with so many lots of these titles; their values add up to the estimate."""
    each = procurement.value_pence // len(titles)
    facts = {"value_ex_vat_pence": None, "description": ""}
    actions.edit_lot(procurement.lots.get(number=1), title=titles[0], value_pence=each, **facts, **said)
    for title in titles[1:]:
        actions.add_lot(procurement, title=title, value_pence=each, **said)
    return fresh(procurement)


@pytest.fixture
def version(world, said):
    """Published in two lots, with a line of both and one of each."""

    def state(procurement):
        lots = [lot.external_id for lot in with_lots(procurement, "North", "South", said=said).lots.all()]
        lines = [
            ScheduleLine("", LineKind.FIXED, title, "", None, lot)
            for title, lot in (("Setting up", ""), ("Ladders", lots[0]), ("Boats", lots[1]))
        ]
        set_schedule(fresh(procurement).ask, lines, **said)

    return a_sealed_ask(world, further=state)


def copied_lines(world, version, *titles, said):
    """The price lines of a new procurement with these lots, each with the title of its lot, after copying."""
    made = with_lots(a_procurement(world, title="Again", deadline=FAR), *titles, said=said)
    copy_ask(made.ask, version, **said)
    lots = {lot.external_id: lot.title for lot in made.lots.all()} | {"": ""}
    return [(line.title, lots[line.lot_id]) for line in schedule(fresh(made).ask)]


def test_a_line_of_one_lot_goes_to_the_lot_of_the_same_name(world, version, said):
    found = copied_lines(world, version, "south", "East", "North", said=said)
    assert found == [("Setting up", ""), ("Ladders", "North"), ("Boats", "south")]


def test_with_as_many_lots_a_line_goes_to_the_lot_of_the_same_number(world, version, said):
    assert copied_lines(world, version, "South", "Hills", said=said) == [
        ("Setting up", ""),
        ("Boats", "South"),
    ]
    assert copied_lines(world, version, "Hills", "Coast", said=said)[1:] == [
        ("Ladders", "Hills"),
        ("Boats", "Coast"),
    ]


def test_without_a_lot_that_stands_for_it_a_line_is_left_out(world, version, said):
    assert copied_lines(world, version, "The whole borough", said=said) == [("Setting up", "")]


def test_conditions_come_along(world, said):
    earlier = a_fuller_ask(world)
    made = a_procurement(world, title="Again", deadline=FAR)
    copy_ask(made.ask, earlier, **said)
    assert conditions(fresh(made).ask) == earlier.read().conditions
