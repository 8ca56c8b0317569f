"""What was spent is entered by hand or by file, counts once, and moves what rates per pound owe in the same transaction."""

import datetime as dt
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commonweal.analytics.portfolio import prepare, report
from commonweal.domain.contract_spend import SPEND
from commonweal.domain.delivery import By
from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.packs.workbook import ABOUT
from commonweal.domain.permissions import Role
from commonweal.interchange.packs.faults import UnreadableWorkbook
from commonweal.journeys.contract_spend import spend_file, take_in
from commonweal.journeys.portfolio import portfolio
from commonweal.journeys.portfolio_extract import extract
from commonweal.lifecycle.contracts import actions
from commonweal.lifecycle.contracts.spend import entries_of
from commonweal.lifecycle.delivery import actions as delivery
from commonweal.lifecycle.delivery.actions import Claim
from commonweal.lifecycle.delivery.proving import prove
from commonweal.lifecycle.delivery.queries import line_of
from tests.builders.contract_spend import a_month, spent
from tests.builders.contracts import ENTERED_AT, commitment_of, fresh
from tests.builders.delivery import in_first_period
from tests.web.contracts.test_contract_pages import client_of, page, send

pytestmark = pytest.mark.django_db


def owed(world):
    return line_of(commitment_of(world.contract, "rate")).figures.promised


def hours_in_rows(world):
    """The rows of hours by supplier: there is one."""
    rows = portfolio(world.cast.actor(Role.READER), By.SUPPLIER)
    return [row for row in rows if row.key.unit == "hours"]


def test_what_was_delivered_at_a_rate_stands_beside_what_it_owes_or_is_left_out_and_counted(world, tmp_path):
    rate, now = commitment_of(world.contract, "rate"), in_first_period(world)
    start = world.contract.starts_on
    claim = Claim(quantity=9_000, words="Orders.", start_on=start, end_on=start)
    delivery.report(rate, claim, by=world.cast.actor(Role.DELIVERY_LEAD), now=now)
    folder, authority = tmp_path / "extract", world.cast.authority.external_id

    def extracted():
        extract(folder, authority, now=now)
        prepare.prepare(folder)
        rows = [each for each in report.figures(folder)["supplier"] if each["unit"] == "hours"]
        return [(each["promised"], each["reported"]) for each in rows]

    row = hours_in_rows(world)[0]
    assert (row.figures.promised, row.figures.reported, row.left_out) == (100_500, None, 1)
    assert extracted() == [(100_500, None)]
    text = page(client_of(world, Role.READER), "insight")
    assert "of its 2 commitments is in none of these figures" in text
    assert world.contract_spend
    row = hours_in_rows(world)[0]
    assert (row.figures.reported, row.left_out) == (9_000, 0)
    assert extracted() == [(row.figures.promised, 9_000)]
    assert prove().differences == []


def test_a_rate_owes_by_what_was_spent_here_and_in_the_portfolio(world):
    assert owed(world) is None
    before = hours_in_rows(world)
    assert {(each.figures.promised, each.left_out) for each in before} == {(100_500, 1)}
    first = world.contract_spend
    spent(world, a_month(world, 10_000, days_in=30))
    assert owed(world) == 7_000
    assert {(each.figures.promised, each.left_out) for each in hours_in_rows(world)} == {(107_500, 0)}
    manager, now = world.cast.actor(Role.CONTRACT_MANAGER), in_first_period(world)
    actions.correct_spend(first, pence=1_500_000, note="Credit note", by=manager, now=now)
    assert owed(world) == 5_000
    with pytest.raises(Refused, match="corrected_already"):
        actions.correct_spend(first, pence=1, note="", by=manager, now=now)
    assert prove().differences == []


def test_no_day_counts_twice_and_the_same_twice_changes_nothing(world):
    month = a_month(world, 25_000)
    assert [spent(world, month), spent(world, month)] == [1, 0]
    with pytest.raises(Invalid, match="days_taken"):
        spent(world, a_month(world, 1, days_in=29))
    with pytest.raises(Invalid, match="before_start"):
        spent(world, a_month(world, 1, days_in=-40))
    with pytest.raises(Invalid, match="in_the_future"):
        spent(world, a_month(world, 1, days_in=900))
    lead = world.cast.actor(Role.DELIVERY_LEAD)
    with pytest.raises(NotPermitted):
        actions.enter_spend(world.contract, [month], by=lead, now=in_first_period(world))
    with pytest.raises(Refused, match="not_binding"):
        manager = world.cast.actor(Role.CONTRACT_MANAGER)
        actions.enter_spend(world.prepared_contract, [month], by=manager, now=ENTERED_AT)


def bring(world, name, content):
    manager = world.cast.actor(Role.CONTRACT_MANAGER)
    return take_in(fresh(world.contract), name, content, by=manager, now=in_first_period(world))


def test_a_workbook_and_a_table_come_back_with_errors_by_cell(world):
    assert world.contract_spend
    contract = fresh(world.contract)
    book = openpyxl.load_workbook(io.BytesIO(spend_file(contract, "xlsx")))
    sheet, row = book[SPEND.name], SPEND.first_row + 1
    later = contract.starts_on + dt.timedelta(days=60)
    for column, value in enumerate((later, later + dt.timedelta(days=29), 1234.5), start=1):
        sheet.cell(row, column).value = value
    out = io.BytesIO()
    book.save(out)
    assert [bring(world, "spend.xlsx", out.getvalue()) for _ in range(2)] == [1, 0]
    assert sum(entries_of(contract).values_list("pence", flat=True)) == 2_623_450
    sheet.cell(row + 1, 1).value = later
    sheet.cell(row + 1, 2).value = later
    sheet.cell(row + 1, 3).value = "-5"
    sheet.cell(row + 2, 1).value = "yesterday"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(UnreadableWorkbook) as refused:
        bring(world, "spend.xlsx", out.getvalue())
    assert [(each.place, each.code) for each in refused.value.faults] == [
        (f"Spend!C{row + 1}", "money.not_an_amount"),
        (f"Spend!A{row + 2}", "pack.not_a_day"),
    ]
    book[ABOUT].cell(5, 2).value = "another"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(UnreadableWorkbook, match="of_another_contract"):
        bring(world, "spend.xlsx", out.getvalue())
    assert bring(world, "spend.csv", spend_file(contract, "csv")) == 0
    day = later + dt.timedelta(days=40)
    assert bring(world, "s.csv", f'From,To,Amount,Note\n{day},{day},"1,000.00",Ledger\n'.encode()) == 1
    with pytest.raises(UnreadableWorkbook, match=r"Spend!A3: contract_spend.days_taken"):
        bring(world, "s.csv", f"from,to,amount,note\n\n{day},{day},5,\n".encode())
    with pytest.raises(UnreadableWorkbook, match="not_one"):
        bring(world, "s.csv", b"date,pounds\n")


def test_a_table_of_another_contract_is_refused_by_its_column(world):
    assert world.contract_spend
    contract = fresh(world.contract)
    own = spend_file(contract, "csv").decode()
    assert own.splitlines()[0] == "from,to,amount,note,contract"
    theirs = own.replace(contract.external_id, "another0contract")
    with pytest.raises(UnreadableWorkbook, match="of_another_contract"):
        bring(world, "spend.csv", theirs.encode())
    day = contract.starts_on + dt.timedelta(days=40)
    empty = f"from,to,amount,note,contract\n{day},{day},5,,\n"
    assert bring(world, "spend.csv", empty.encode()) == 1


def test_it_is_entered_corrected_and_read_in_the_browser(world):
    client, args = client_of(world, Role.CONTRACT_MANAGER), {"contract_id": world.contract.external_id}
    assert "no spend entered yet" in page(client, "contract-spend", **args)
    bad = {"file": SimpleUploadedFile("s.csv", b"from,to,amount,note\n2027-13-01,,x,\n")}
    response = send(client, "contract-spend-sheet", bad, **args)
    assert response.status_code == 422
    assert "Spend!A2" in response.content.decode()
    entry = world.contract_spend
    text = page(client_of(world, Role.DELIVERY_LEAD), "contract-spend", **args)
    assert "5 hours" in text
    assert "Correct it" not in text
    form = page(client, "contract-spend-correct", entry_id=entry.external_id)
    assert "The earlier amount stays on record" in form
    assert "25000" in form.replace(",", "")
