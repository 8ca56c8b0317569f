"""Workbooks of owners go out and come back: whole or not at all, for one contract."""

import io

import openpyxl
import pytest

from commonweal.domain.errors import NotPermitted
from commonweal.domain.owner_sheets import OWNERS
from commonweal.domain.packs.workbook import ABOUT
from commonweal.domain.permissions import Role
from commonweal.interchange.packs.faults import UnreadableWorkbook
from commonweal.journeys.owner_sheets import owner_file, take_in
from commonweal.lifecycle.contracts import actions, queries
from commonweal.organisations.models import Membership
from tests.builders.contracts import fresh
from tests.builders.delivery import in_first_period

pytestmark = pytest.mark.django_db
FIRST = OWNERS.first_row


@pytest.fixture
def manager(world):
    assert world.contract
    return world.cast.actor(Role.CONTRACT_MANAGER)


def filled(world, rows, *, said=None) -> bytes:
    """The workbook with what is entered: {row of the sheet: {column: value}}."""
    book = openpyxl.load_workbook(io.BytesIO(owner_file(fresh(world.contract), "xlsx")))
    for row, entered in rows.items():
        for key, value in entered.items():
            book[OWNERS.name].cell(row, OWNERS.place(key) + 1, value)
            if value is None:
                book[OWNERS.name].cell(row, OWNERS.place(key) + 1).value = None
    for row in range(1, book[ABOUT].max_row + 1):
        if book[ABOUT].cell(row, 1).value in (said or {}):
            book[ABOUT].cell(row, 2, said[book[ABOUT].cell(row, 1).value])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bring(world, by, content, name="owners.xlsx"):
    return take_in(fresh(world.contract), name, content, by=by, now=in_first_period(world))


def owners(world):
    return [(each.authority_lead, each.supplier_lead) for each in queries.register(fresh(world.contract))]


def faults(world, by, content, name="owners.xlsx"):
    before = owners(world)
    with pytest.raises(UnreadableWorkbook) as refused:
        bring(world, by, content, name)
    assert owners(world) == before
    return [(fault.place, fault.code) for fault in refused.value.faults]


def test_owners_that_were_chosen_are_named_and_an_emptied_cell_names_nobody(world, manager):
    ours, theirs = world.cast.person(Role.CONTRACT_MANAGER), world.cast.person(Role.DELIVERY_LEAD)
    content = filled(world, {FIRST: {"authority_lead": ours.name, "supplier_lead": theirs.name}})
    assert bring(world, manager, content) == 1
    assert owners(world)[0] == (ours, theirs)
    assert bring(world, manager, filled(world, {FIRST: {"supplier_lead": None}})) == 1
    assert owners(world)[0] == (ours, None)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_workbook_that_comes_back_as_it_went_changes_nothing(world, manager, kind):
    content = filled(world, {FIRST: {"authority_lead": world.cast.person(Role.CONTRACT_MANAGER).name}})
    bring(world, manager, content)
    assert bring(world, manager, owner_file(fresh(world.contract), kind), f"owners.{kind}") == 0


def test_somebody_who_has_left_stays_where_they_are_named_and_is_not_named_anew(world, manager):
    theirs = world.cast.person(Role.DELIVERY_LEAD)
    bring(world, manager, filled(world, {FIRST: {"supplier_lead": theirs.name}}))
    Membership.objects.for_system("test").filter(person=theirs).update(
        ended_at=in_first_period(world), ended_by="test"
    )
    assert bring(world, manager, owner_file(fresh(world.contract), "xlsx")) == 0
    assert owners(world)[0][1] == theirs


def test_every_mistake_is_told_by_its_cell_and_nobody_is_named(world, manager):
    ours = world.cast.person(Role.CONTRACT_MANAGER).name
    content = filled(
        world,
        {
            FIRST: {"authority_lead": ours},
            FIRST + 1: {"supplier_lead": ours},
            FIRST + 2: {"id": "another"},
            FIRST + 40: {"id": "more"},
        },
    )
    assert faults(world, manager, content) == [
        (f"Owners!E{FIRST + 1}", "pack.choice_unknown"),
        (f"Owners!A{FIRST + 2}", "owner_sheet.line_unknown"),
        (f"Owners!A{FIRST + 40}", "owner_sheet.line_unknown"),
    ]


def test_what_somebody_changed_meanwhile_is_told_at_its_row(world, manager):
    content = filled(world, {FIRST: {"supplier_lead": world.cast.person(Role.DELIVERY_LEAD).name}})
    first = queries.register(fresh(world.contract))[0]
    ours = world.cast.person(Role.CONTRACT_MANAGER)
    actions.name_commitment_leads(
        first, authority_lead=ours, supplier_lead=None, by=manager, now=in_first_period(world)
    )
    assert faults(world, manager, content) == [(f"Owners!C{FIRST}", "owner_sheet.changed_meanwhile")]


def test_the_workbook_of_another_contract_is_refused_unread(world, manager):
    content = filled(world, {FIRST: {"id": "another"}}, said={"contract": "another"})
    assert faults(world, manager, content) == [(ABOUT, "owner_sheet.of_another_contract")]


def test_another_workbook_is_refused(world, manager):
    book = openpyxl.Workbook()
    out = io.BytesIO()
    book.save(out)
    assert faults(world, manager, out.getvalue()) == [("the file", "owner_sheet.not_one")]


def test_who_may_not_edit_the_contract_names_nobody(world, manager):
    content = filled(world, {FIRST: {"supplier_lead": world.cast.person(Role.DELIVERY_LEAD).name}})
    with pytest.raises(NotPermitted):
        bring(world, world.cast.actor(Role.READER), content)
