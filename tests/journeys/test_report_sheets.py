"""Workbooks of reports go out and come back: whole or not at all, for one contract and one side of it."""

import datetime as dt
import io

import openpyxl
import pytest

from commonweal.domain.errors import NotPermitted
from commonweal.domain.packs.workbook import ABOUT
from commonweal.domain.permissions import Role
from commonweal.domain.report_sheets import REPORTS
from commonweal.journeys.report_sheets import lines_of, sheet_file, take_in, work_on
from commonweal.lifecycle.delivery import actions
from commonweal.lifecycle.delivery.models import Report, ReportSheet
from commonweal.lifecycle.delivery.proving import prove
from tests.builders.contracts import commitment_of, fresh
from tests.builders.delivery import in_first_period

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(world):
    assert world.contract
    return world.cast.actor(Role.DELIVERY_LEAD)


def filled(world, lead, rows, *, kind="xlsx", said=None) -> bytes:
    """The workbook with what is entered for each commitment's first row: {kind: {column: value}}."""
    now = in_first_period(world)
    book = openpyxl.load_workbook(io.BytesIO(sheet_file(fresh(world.contract), "xlsx", by=lead, now=now)))
    page = book[REPORTS.name]
    numbers = {page.cell(row, 1).value: row for row in range(REPORTS.first_row, page.max_row + 1)}
    for which, entered in rows.items():
        commitment = commitment_of(world.contract, which)
        period = commitment.periods.first()
        row = numbers[period.external_id if period else commitment.external_id]
        for key, value in entered.items():
            page.cell(row, REPORTS.place(key) + 1, value)
    if said:
        about = book[ABOUT]
        for row in range(1, about.max_row + 1):
            if about.cell(row, 1).value in said:
                about.cell(row, 2, said[about.cell(row, 1).value])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bring(world, lead, content, name="reports.xlsx") -> ReportSheet:
    now = in_first_period(world)
    brought = actions.bring_report_sheet(fresh(world.contract), name, content, by=lead, now=now)
    return take_in(brought, by=lead, now=now)


def days(world) -> dict[str, dt.date]:
    starts = world.contract.starts_on
    return {"start_on": starts, "end_on": starts + dt.timedelta(days=30)}


def test_what_is_filled_in_comes_back_as_reports_and_is_added_up(world, lead):
    story = {"words": "We met twice.", **days(world)}
    content = filled(
        world, lead, {"quantity": {"quantity": 12.5, "words": "Two mornings."}, "narrative": story}
    )
    sheet = bring(world, lead, content)
    assert (sheet.status, sheet.saved, sheet.content, sheet.faults) == ("saved", 2, None, [])
    first, second = Report.objects.for_system("test").order_by("commitment__position")
    assert {first.quantity, second.quantity} == {12_500, None}
    assert {first.reported_by_id, second.reported_by_id} == {lead.person_id}
    assert prove().differences == []


def test_what_was_reported_is_no_row_any_more_and_is_refused_when_brought_again(world, lead):
    content = filled(world, lead, {"quantity": {"quantity": 1, "words": "One."}})
    before = set(lines_of(fresh(world.contract), by=lead, now=in_first_period(world)))
    bring(world, lead, content)
    after = set(lines_of(fresh(world.contract), by=lead, now=in_first_period(world)))
    (gone,) = before - after
    assert gone == commitment_of(world.contract, "quantity").periods.first().external_id
    again = bring(world, lead, content)
    assert (again.status, Report.objects.for_system("test").count()) == ("refused", 1)
    assert [code for _, code, _ in again.faults] == ["report_sheet.line_unknown"]


def test_one_wrong_cell_and_nothing_is_saved_and_each_mistake_has_its_cell(world, lead):
    rate = {"quantity": "many", "words": "Yes", **days(world)}
    content = filled(world, lead, {"quantity": {"quantity": -3, "words": "x"}, "rate": rate})
    sheet = bring(world, lead, content)
    assert sheet.status == "refused"
    assert {place.rstrip("0123456789") for place, _, _ in sheet.faults} == {"Reports!G"}
    assert sorted(code for _, code, _ in sheet.faults) == ["pack.not_a_number", "quantity.not_a_number"]
    assert not Report.objects.for_system("test").exists()


def test_a_rule_that_is_broken_is_named_at_its_cell(world, lead):
    sheet = bring(world, lead, filled(world, lead, {"quantity": {"quantity": 0}}))
    ((place, code, _),) = sheet.faults
    assert code == "report.nothing_without_words"
    assert place.startswith("Reports!H")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"contract": "another"}, "report_sheet.of_another_contract"),
        ({"organisation": "another"}, "report_sheet.of_another_organisation"),
        ({"format": "something"}, "report_sheet.not_one"),
    ],
)
def test_a_workbook_of_something_else_is_refused_before_it_is_read(world, lead, said, code):
    content = filled(world, lead, {"quantity": {"quantity": 1, "words": "x"}}, said=said)
    assert [fault for _, fault, _ in bring(world, lead, content).faults] == [code]


def test_what_is_no_workbook_is_refused_in_words(world, lead):
    assert bring(world, lead, b"MZ\x90\x00 a program").faults[0][1].startswith("pack.")


def test_the_authority_reports_its_own_promises_by_workbook_and_only_those(world):
    assert world.contract
    manager, now = world.cast.actor(Role.CONTRACT_MANAGER), in_first_period(world)
    lines = lines_of(fresh(world.contract), by=manager, now=now)
    owed = world.contract.commitments.filter(owed_by="authority")
    assert set(lines) == {each.external_id for each in owed}
    with pytest.raises(NotPermitted):
        sheet_file(fresh(world.contract), "xlsx", by=world.cast.actor(Role.READER), now=now)


def test_the_worker_reads_it_as_whoever_brought_it_while_they_belong(world, lead):
    from commonweal.organisations.models import Membership

    now = in_first_period(world)
    content = filled(world, lead, {"quantity": {"quantity": 2, "words": "Two."}})
    brought = actions.bring_report_sheet(fresh(world.contract), "r.xlsx", content, by=lead, now=now)
    members = Membership.objects.for_system("test").filter(person_id=lead.person_id)
    members.update(ended_at=now, ended_by="somebody")
    work_on(brought.external_id, clock=lambda: now)
    refused = ReportSheet.objects.for_system("test").get(pk=brought.pk)
    assert (refused.status, refused.faults[0][1]) == ("refused", "report_sheet.membership_ended")
    members.update(ended_at=None, ended_by="")
    second = actions.bring_report_sheet(fresh(world.contract), "r.xlsx", content, by=lead, now=now)
    work_on(second.external_id, clock=lambda: now)
    work_on(second.external_id, clock=lambda: now)
    assert ReportSheet.objects.for_system("test").get(pk=second.pk).saved == 1


def test_a_workbook_takes_few_queries_however_many_rows_it_has(world, lead, django_assert_max_num_queries):
    content = filled(world, lead, {"quantity": {"quantity": 1, "words": "x"}})
    with django_assert_max_num_queries(60):
        bring(world, lead, content)


def test_people_who_were_counted_come_with_the_report_and_half_a_person_is_refused(world, lead):
    wrong = filled(world, lead, {"quantity": {"quantity": 1, "words": "x", "people": 2.5}})
    assert [code for _, code, _ in bring(world, lead, wrong).faults] == ["report_sheet.people_not_whole"]
    too_many = filled(world, lead, {"quantity": {"quantity": 1, "words": "x", "people": 200_000_000}})
    ((place, code, _),) = bring(world, lead, too_many).faults
    assert (place[:9], code) == ("Reports!I", "report.people_out_of_range")
    assert bring(world, lead, filled(world, lead, {"quantity": {"quantity": 1, "people": 14}})).saved == 1
    assert Report.objects.for_system("test").get().people == 14
