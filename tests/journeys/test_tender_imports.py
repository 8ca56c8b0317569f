"""Tenders beside another suite: matched, written whole or not at all, and assessed like the others."""

import datetime as dt

import pytest
from django.db import transaction

from commonweal.audit.models import AuditEvent
from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.metrics import Aggregation
from commonweal.domain.permissions import Role
from commonweal.domain.tenders import TenderStatus
from commonweal.interchange.packs.faults import UnreadableWorkbook
from commonweal.interchange.score_export import write_table_xlsx
from commonweal.journeys import tender_imports as journey
from commonweal.lifecycle.assessment import actions as assessment
from commonweal.lifecycle.assessment import queries as assessed
from commonweal.lifecycle.assessment.models import Assessment
from commonweal.lifecycle.tendering import queries as tendering
from commonweal.lifecycle.tendering.actions import imports as actions
from commonweal.lifecycle.tendering.models import ImportStatus, Tender
from commonweal.organisations.actions import add_identifier
from commonweal.organisations.models import Organisation
from tests.builders.assessment import LATER, an_opened_procurement, officer, system
from tests.builders.imports import HEAD, ROWS, a_csv, ask_of, brought, means_of
from tests.builders.procurement import DEADLINE, fresh
from tests.builders.tendering import a_draft, a_sealed_ask, an_opening
from tests.cast import World

ROLES = (Role.PROCUREMENT_OFFICER, Role.ASSESSOR, Role.OPENER, Role.AUTHORITY_ADMINISTRATOR)


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """What no test changes, built once; rolled back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = World()
        for role in ROLES:
            world.cast.person(role)
        assert world.unsealed_procurement and world.closed_procurement
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(built, db):
    return built


@pytest.fixture
def procurement(world):
    """Opened without any tender of its own: all came to the other suite."""
    return fresh(world.unsealed_procurement)


def taken(world, procurement, content, same=(), name="tenders.csv"):
    one = brought(world, procurement, content, name)
    return one, journey.take_in(one, same, by=officer(world), now=LATER)


def standing(procurement):
    return Tender.objects.for_system("test").filter(lot__procurement=procurement).order_by("pk")


def test_tenders_of_a_table_are_assessed_like_the_others(world, procurement):
    one, plan = taken(world, procurement, a_csv(*ROWS))
    assert plan.faults == ()
    one.refresh_from_db(from_queryset=system(type(one)))
    assert (one.status, one.new_tenders, one.new_answers, one.content) == (ImportStatus.SAVED, 2, 2, None)
    heron, wren = standing(procurement)
    assert (heron.status, heron.supplier.name) == (TenderStatus.OPENED, "Heron Care Ltd")
    assert [each.value for each in heron.supplier.identifiers.all()] == ["01234567"]
    assert heron.prices.get().pence == 9_800_000
    assert wren.answers.get().text == "We ask carers first.\nThen we plan."
    (offer,) = tendering.offers_of(heron)
    assert (offer.together(Aggregation.SUM), offer.periods[0].start_on) == (
        40_000,
        ask_of(procurement).contract_starts_on,
    )
    assessment.begin(procurement, by=officer(world), now=LATER)
    (begun,) = Assessment.objects.for_system("test").filter(lot__procurement=procurement)
    assert assessed.tenders_of(begun) == [heron, wren]
    assert AuditEvent.objects.filter(type="tender.imported").count() == 2


def test_the_same_table_again_changes_nothing_in_any_form(world, procurement):
    taken(world, procurement, a_csv(*ROWS))
    suppliers = Organisation.objects.for_system("test").count()
    again, plan = taken(world, procurement, write_table_xlsx(HEAD, ROWS), name="tenders.xlsx")
    assert all(row.changes_nothing for row in plan.rows)
    assert (again.new_tenders, again.new_answers) == (0, 0)
    assert standing(procurement).count() == 2
    assert Organisation.objects.for_system("test").count() == suppliers


def test_a_later_table_adds_what_was_missing_and_never_changes_what_is_there(world, procurement):
    taken(world, procurement, a_csv(ROWS[0], (*ROWS[1][:3], "", "")))
    _one, plan = taken(
        world, procurement, a_csv(("Heron Care Ltd", "1234567", "98001", "Another answer.", "41"))
    )
    assert [fault.code for fault in plan.faults] == [
        "tender_import.price_differs",
        "tender_import.answer_differs",
        "tender_import.quantity_differs",
    ]
    taken(world, procurement, a_csv(ROWS[1]))
    assert standing(procurement)[1].answers.get().text.startswith("We ask carers first.")
    assert standing(procurement)[0].prices.get().pence == 9_800_000


def test_one_wrong_cell_and_nothing_is_imported(world, procurement):
    one, plan = taken(world, procurement, a_csv(*ROWS, ("Lark Ltd", "12", "cheap", "Yes.", "")))
    assert [(fault.place, fault.code) for fault in plan.faults] == [("C4", "money.not_an_amount")]
    assert not standing(procurement).exists()
    assert one.status == ImportStatus.WAITING


def test_a_supplier_is_known_by_its_number_and_never_by_its_name_alone(world, procurement):
    supplier = world.cast.supplier
    add_identifier(supplier, scheme="GB-COH", value="07654321", now=world.now)
    table = a_csv(("Someone", "7654321", "1000", "a", ""), (world.cast.rival.name, "", "2000", "b", ""))
    one = brought(world, procurement, table)
    known, namesake = journey.plan(one).rows
    assert known.supplier == supplier
    assert (namesake.supplier, namesake.namesake) == (None, world.cast.rival)
    journey.take_in(one, (), by=officer(world), now=LATER)
    suppliers = [tender.supplier for tender in standing(procurement)]
    assert suppliers[0] == supplier
    assert suppliers[1] != world.cast.rival


def test_a_person_says_that_a_name_is_the_organisation_that_is_registered_here(world, procurement):
    _one, _plan = taken(world, procurement, a_csv((world.cast.rival.name, "", "2000", "b", "")), same=("A2",))
    assert standing(procurement).get().supplier == world.cast.rival


def test_a_tender_that_was_sealed_here_is_left_as_it_was_opened(world):
    procurement = an_opened_procurement(world, "Respite weekends")
    _one, plan = taken(
        world, procurement, a_csv((world.cast.supplier.name, "", "2000", "b", "")), same=("A2",)
    )
    assert [fault.code for fault in plan.faults] == ["tender_import.tendered_here"]


def test_a_draft_that_lapsed_here_gives_way_to_the_tender_that_came_there(world):
    version = a_sealed_ask(world, deadline=DEADLINE, title="Falls service")
    draft = a_draft(world, version, world.cast.actor(Role.TENDER_WRITER))
    an_opening(world, version.ask.procurement)
    procurement = fresh(version.ask.procurement)
    taken(world, procurement, a_csv((world.cast.supplier.name, "", "2000", "b", "")), same=("A2",))
    (only,) = standing(procurement)
    assert (only.pk, only.status) == (draft.pk, TenderStatus.OPENED)


def test_nothing_is_imported_before_the_opening_or_once_the_assessment_has_begun(world, procurement):
    facts = {"source": "Example Portal", "opened_on": DEADLINE.date(), "by": officer(world), "now": LATER}
    with pytest.raises(Refused, match=r"tender_import\.not_now"):
        journey.bring(world.closed_procurement, "t.csv", a_csv(*ROWS), **facts)
    one, _plan = taken(world, procurement, a_csv(ROWS[0]))
    late = brought(world, procurement, a_csv(ROWS[1]))
    assessment.begin(procurement, by=officer(world), now=LATER)
    late.procurement.refresh_from_db(from_queryset=system(type(procurement)))
    with pytest.raises(Refused, match=r"tender_import\.not_now"):
        journey.take_in(late, (), by=officer(world), now=LATER)
    with pytest.raises(Refused, match=r"tender_import\.settled"):
        actions.discard(one, by=officer(world), now=LATER)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"source": " "}, "source_missing"),
        ({"opened_on": LATER.date() + dt.timedelta(days=1)}, "opened_in_future"),
        ({"opened_on": DEADLINE.date() - dt.timedelta(days=1)}, "opened_before_deadline"),
    ],
)
def test_when_and_where_they_were_opened_is_said(world, procurement, changed, code):
    facts = {"source": "Example Portal", "opened_on": DEADLINE.date(), **changed}
    with pytest.raises(Invalid, match=code):
        journey.bring(procurement, "t.csv", a_csv(*ROWS), **facts, by=officer(world), now=LATER)


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.OPENER, Role.AUTHORITY_ADMINISTRATOR])
def test_only_whoever_manages_the_assessment_imports(world, procurement, role):
    facts = {"source": "Example Portal", "opened_on": DEADLINE.date(), "now": LATER}
    with pytest.raises(NotPermitted):
        journey.bring(procurement, "t.csv", a_csv(*ROWS), **facts, by=world.cast.actor(role))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("t.csv", b"only one column\nA Ltd\n", "tender_table.no_heading"),
        ("t.xlsx", b"PK\x03\x04 broken", "pack.not_a_workbook"),
        ("t.csv", b"abcdefgh\x00" * 20, "pack.not_a_workbook"),
        ("t.csv", b"", "tender_table.no_heading"),
    ],
)
def test_a_file_that_is_no_table_is_refused_before_it_is_kept(world, procurement, name, content, code):
    with pytest.raises(UnreadableWorkbook, match=code):
        journey.bring(
            procurement,
            name,
            content,
            source="x",
            opened_on=DEADLINE.date(),
            by=officer(world),
            now=LATER,
        )


def test_an_answer_over_several_lines_counts_as_one_row_of_the_spreadsheet(world, procurement):
    table = a_csv(ROWS[1], ("Lark Ltd", "", "no", "b", ""))
    _one, plan = taken(world, procurement, table)
    assert [fault.place for fault in plan.faults] == ["C3"]


def test_what_columns_mean_is_remembered_for_the_next_table(world, procurement):
    brought(world, procurement, a_csv(*ROWS, head=("Who", "Reg", "Cost", "First", "Second")))
    next_one = journey.bring(
        procurement,
        "next.csv",
        a_csv(*ROWS, head=("WHO", "Reg.", "cost", "First", "Second")),
        source="Example Portal",
        opened_on=DEADLINE.date(),
        by=officer(world),
        now=LATER,
    )
    assert journey.columns_of(next_one, journey.table_of(next_one)) == means_of(procurement)
