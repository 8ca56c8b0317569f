"""A tier-two supplier reports by workbook: its own parts and nothing else, whole or not at all, once."""

import datetime as dt
import io

import openpyxl
import pytest

from commonweal.domain.delivery import Decision
from commonweal.domain.errors import NotPermitted
from commonweal.domain.packs.workbook import INSTRUCTIONS
from commonweal.domain.permissions import Role
from commonweal.domain.report_sheets import REPORTS
from commonweal.journeys.report_sheets import lines_of, sheet_file, take_in
from commonweal.lifecycle.contracts import actions as contracts
from commonweal.lifecycle.contracts import tier_two
from commonweal.lifecycle.delivery import actions, queries
from commonweal.lifecycle.delivery.actions import sheets
from commonweal.lifecycle.delivery.models import Report
from commonweal.lifecycle.delivery.proving import prove
from tests.builders.contracts import ENTERED_AT, commitment_of, fresh
from tests.builders.delivery import a_report, first_period, in_first_period
from tests.builders.tier_two import accepted
from tests.journeys.test_report_sheets import bring, days, filled
from tests.lifecycle.delivery.test_tier_two import reports

pytestmark = pytest.mark.django_db
HOURS = {"quantity": {"quantity": 10, "words": "We taught."}}


@pytest.fixture
def lead(world):
    assert world.contract
    return world.cast.actor(Role.DELIVERY_LEAD)


@pytest.fixture
def third(world):
    """The tier-two supplier's delivery lead, once it has accepted its 40 of the 100.5 hours."""
    accepted(world)
    return world.cast.actor(Role.DELIVERY_LEAD, world.third_supplier)


def stored():
    return list(Report.objects.for_system("test").order_by("pk"))


def titles(world, actor):
    found = lines_of(fresh(world.contract), by=actor, now=in_first_period(world))
    return {line.commitment for line in found.values()}


def sheet_of(world, actor):
    content = sheet_file(fresh(world.contract), "xlsx", by=actor, now=in_first_period(world))
    return openpyxl.load_workbook(io.BytesIO(content))


def test_each_workbook_holds_what_its_own_party_reports_on(world, lead, third):
    assert titles(world, third) == {world.commitment.title}
    assert world.commitment.title in titles(world, lead), "the rest of it is the supplier's own"
    before = titles(world, lead)
    reports(world, third)
    assert titles(world, lead) == before, "what another reported on its part is no report on the rest"
    now = in_first_period(world)
    assert first_period(world).external_id not in lines_of(fresh(world.contract), by=third, now=now)


def test_what_it_delivers_whole_is_in_its_workbook_and_not_in_the_suppliers(world, lead):
    own, pathway = (
        world.cast.actor(Role.DELIVERY_LEAD, world.third_supplier),
        commitment_of(world.contract, "pathway"),
    )
    milestone = pathway.milestones.get()
    row = tier_two.tier_two(lead, world.contract.tier_two.get(name="Example Kitchens CIC").external_id)
    contracts.invite_tier_two(row, world.third_supplier, by=lead, now=ENTERED_AT)
    line = f"{pathway.title}: {milestone.title}"
    assert line in titles(world, lead)
    contracts.answer_tier_two(tier_two.tier_two(own, row.external_id), accepts=True, by=own, now=ENTERED_AT)
    assert (line in titles(world, lead), titles(world, own)) == (False, {line})


def test_its_workbook_says_nothing_of_the_whole_and_asks_who_reads_the_words(world, lead, third):
    page, other = sheet_of(world, third)[REPORTS.name], sheet_of(world, lead)[REPORTS.name]
    heads = [[cell.value for cell in each[REPORTS.first_row - 1]] for each in (page, other)]
    assert heads[0] == [*heads[1], "For the authority only"]
    promised = [
        {
            each.cell(row, REPORTS.place("promised") + 1).value
            for row in range(REPORTS.first_row, each.max_row + 1)
        }
        for each in (page, other)
    ]
    assert promised[0] == {None}
    assert promised[1] != {None}
    told = [str(cell.value) for row in sheet_of(world, third)[INSTRUCTIONS].iter_rows() for cell in row]
    assert "Report on your own part alone: the others report on theirs." in told


def test_what_it_fills_in_counts_once_beside_the_suppliers_and_is_verified_alone(world, third):
    a_report(world)
    sheet = bring(world, third, filled(world, third, HOURS))
    assert (sheet.status, sheet.saved, sheet.faults) == ("saved", 1, [])
    _, made = stored()
    assert (made.tier_two_id, made.reported_for_id) == (world.tier_two.pk, third.organisation_id)
    assert not made.is_for_authority_only
    assert queries.line_of(world.commitment).figures.reported == 40_000
    manager, read = world.cast.actor(Role.CONTRACT_MANAGER), queries.report(third, made.external_id)
    actions.verify(read, decision=Decision.ACCEPT, reason="Yes.", by=manager, now=in_first_period(world))
    assert queries.line_of(world.commitment).figures.verified == 10_000
    assert prove().differences == []


@pytest.mark.parametrize(("said", "is_kept"), [("Yes", True), ("No", False), (None, False)])
def test_words_are_kept_for_the_authority_where_it_says_so(world, lead, third, said, is_kept):
    rows = {"quantity": {**HOURS["quantity"], "private": said}}
    assert bring(world, third, filled(world, third, rows)).status == "saved"
    (made,) = stored()
    assert made.is_for_authority_only is is_kept
    assert queries.may_read_details_of(made, lead) is not is_kept


def test_a_column_that_the_suppliers_workbook_does_not_have_is_not_read(world, lead):
    rows = {"quantity": {**HOURS["quantity"], "private": "Yes"}}
    assert bring(world, lead, filled(world, lead, rows)).status == "saved"
    assert [each.is_for_authority_only for each in stored()] == [False]


def test_one_wrong_cell_and_nothing_of_it_is_saved(world, third):
    sheet = bring(
        world, third, filled(world, third, {"quantity": {"quantity": -3, "words": "x", "private": "Perhaps"}})
    )
    assert (sheet.status, stored()) == ("refused", [])
    assert [(place[:9], code) for place, code, _ in sheet.faults] == [
        ("Reports!G", "pack.not_a_number"),
        ("Reports!J", "pack.choice_unknown"),
    ]


def test_brought_twice_it_changes_nothing(world, third):
    content = filled(world, third, HOURS)
    bring(world, third, content)
    before = queries.line_of(world.commitment).figures
    again = bring(world, third, content)
    assert (again.status, [code for _, code, _ in again.faults]) == ("refused", ["report_sheet.line_unknown"])
    assert (len(stored()), queries.line_of(world.commitment).figures) == (1, before)


def test_the_row_of_a_promise_that_is_not_its_own_is_refused_at_its_cell(world, third):
    other = commitment_of(world.contract, "narrative")
    book = sheet_of(world, third)
    page, row = book[REPORTS.name], REPORTS.first_row
    page.cell(row, 1, other.external_id)
    for key, value in {"words": "Ours.", **days(world)}.items():
        page.cell(row, REPORTS.place(key) + 1, value)
    out = io.BytesIO()
    book.save(out)
    sheet = bring(world, third, out.getvalue())
    assert [(place, code) for place, code, _ in sheet.faults] == [
        (f"Reports!A{row}", "report_sheet.line_unknown")
    ]
    assert stored() == []


def test_each_others_workbook_is_refused_before_it_is_read(world, lead, third):
    for whose, brought_by in ((lead, third), (third, lead)):
        sheet = bring(world, brought_by, filled(world, whose, HOURS))
        assert [(place, code) for place, code, _ in sheet.faults] == [
            ("About this workbook", "report_sheet.of_another_organisation")
        ]
    of_another = filled(world, third, HOURS, said={"contract": "another"})
    assert [code for _, code, _ in bring(world, third, of_another).faults] == [
        "report_sheet.of_another_contract"
    ]
    assert stored() == []


def test_a_rival_and_one_that_was_only_asked_have_none(world, lead):
    asked = world.cast.actor(Role.DELIVERY_LEAD, world.third_supplier)
    assert world.tier_two.status == "invited"
    for who in (asked, world.cast.actor(Role.DELIVERY_LEAD, world.cast.rival)):
        with pytest.raises(NotPermitted):
            sheet_file(fresh(world.contract), "xlsx", by=who, now=in_first_period(world))


def test_a_part_that_ended_before_it_was_read_is_not_reported_on(world, lead, third):
    now, content = in_first_period(world), filled(world, third, HOURS)
    brought = actions.bring_report_sheet(fresh(world.contract), "r.xlsx", content, by=third, now=now)
    row = tier_two.tier_two(lead, world.tier_two.external_id)
    contracts.end_tier_two(row, reason="It closed.", by=lead, now=now)
    refused = take_in(brought, by=third, now=now)
    assert (refused.status, refused.faults[0][1], stored()) == ("refused", "report.not_the_one_who_owes", [])


def test_a_part_that_ends_while_it_is_saved_is_not_reported_on(world, lead, third, monkeypatch):
    hold = sheets._hold

    def ended_just_before(contract):
        type(world.tier_two).objects.for_system("test").filter(pk=world.tier_two.pk).update(status="ended")
        hold(contract)

    content = filled(world, third, HOURS)
    monkeypatch.setattr(sheets, "_hold", ended_just_before)
    refused = bring(world, third, content)
    assert (refused.status, refused.faults[0][1], stored()) == ("refused", "report.not_the_one_who_owes", [])


def test_a_report_on_the_page_that_came_first_is_not_counted_again(world, third, monkeypatch):
    hold = sheets._hold

    def reported_just_before(contract):
        hold(contract)
        reports(world, third)

    content = filled(world, third, HOURS)
    monkeypatch.setattr(sheets, "_hold", reported_just_before)
    refused = bring(world, third, content)
    assert (refused.status, refused.faults[0][1]) == ("refused", "report.already_reported")
    assert stored() == [], "what another does inside this transaction is undone with it"


def test_words_without_periods_take_the_days_that_it_enters_and_none_of_them_twice(world, lead):
    own, words = (
        world.cast.actor(Role.DELIVERY_LEAD, world.third_supplier),
        commitment_of(world.contract, "narrative"),
    )
    row = contracts.name_tier_two(
        fresh(world.contract), name="Example Writers", work="Writes.", by=lead, now=ENTERED_AT
    )
    contracts.set_part(row, words, quantity=None, part="The evenings", by=lead, now=ENTERED_AT)
    contracts.end_tier_two(world.tier_two, reason="Another part.", by=lead, now=ENTERED_AT)
    contracts.invite_tier_two(row, world.third_supplier, by=lead, now=ENTERED_AT)
    contracts.answer_tier_two(tier_two.tier_two(own, row.external_id), accepts=True, by=own, now=ENTERED_AT)
    content = filled(world, own, {"narrative": {"words": "Two evenings.", **days(world)}})
    assert bring(world, own, content).saved == 1
    again = bring(world, own, content)
    assert [(place[:9], code) for place, code, _ in again.faults] == [
        ("Reports!D", "report.already_reported")
    ]
    later = {
        "start_on": days(world)["end_on"] + dt.timedelta(days=1),
        "end_on": days(world)["end_on"] + dt.timedelta(days=9),
    }
    assert bring(world, own, filled(world, own, {"narrative": {"words": "One.", **later}})).saved == 1
