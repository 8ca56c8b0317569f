"""One small file in each of the shapes that councils publish: what is loaded, and that nothing is dropped."""

import datetime as dt
import io
import json

import openpyxl
import pyarrow.parquet as pq
import pytest

from commonweal.interchange.spend_files import loading

LINES = "Date,Supplier,Amount\n"


def sums(path, out):
    """(rows in, loaded, amount) of a file; every row is in one of the two tables."""
    found = loading.summary(loading.load([path], "X", out))
    assert found["rows_in"] == found["loaded"] + found["rejected"]
    assert len(pq.read_table(out / "payments.parquet")) == found["loaded"]
    kept = pq.read_table(out / "rejected.parquet").to_pylist()
    assert len(kept) == found["rejected"]
    assert all(each["reason"] and each["line"] for each in kept)
    return found["rows_in"], found["loaded"], found["amount"]


TEXTS = {
    "vendor, dd-MMM-yy, brackets": (
        'Body Name,Vendor Name,Payment Date,Net Amount\nX,A Ltd,03-Apr-23,"1,200.00"\nX,B,04-Apr-23,(50.00)\n',
        (2, 2, "1150.00"),
    ),
    "beneficiary and pounds": (
        "Effective Date,Directorate,Beneficiary Name,Amount (£)\n01/04/2023,Care,A,£1200.50\n01/04/2023,Care,A,-£200.50\n",
        (2, 2, "1000.00"),
    ),
    "the month first": (f"{LINES}04/13/2023,A,10.00\n05/01/2023,B,20.00\n", (2, 2, "30.00")),
    "continental semicolons": (
        "Payment date;Creditor;Amount\n01.04.2023;A Ltd;1.234,56\n02.04.2023;B Ltd;10,00\n",
        (2, 2, "1244.56"),
    ),
    "tabs and times": (
        "Paid Date\tPayee\tAmount\n2023-04-01\tA\t10\n2023-04-02T00:00:00\tB\t10.5\n",
        (2, 2, "20.50"),
    ),
    "empty columns and trailing commas": (
        ",Date,,Supplier,Amount,,\n,01/04/2023,,A,10,,\n,,,,,,\n",
        (1, 1, "10.00"),
    ),
    "line breaks in cells": (
        'Date,Supplier,Narrative,Amount\n01/04/2023,"A\nLtd","one\ntwo",10.00\n02/04/2023,B,x,5.00\n',
        (2, 2, "15.00"),
    ),
    "a header over two lines, both telling": (
        "Payment,Supplier,Net\nDate,Name,Amount\n01/04/2023,A,10\n02/04/2023,B,20\n",
        (2, 2, "30.00"),
    ),
    "a header that is there twice": (f"{LINES}{LINES}01/04/2023,A,10\n", (2, 1, "10.00")),
    "months pasted together in another order": (
        f"{LINES}01/04/2023,A,10\n,Total,10\nMay 2023,,\nSupplier,Date,Amount\nB,01/05/2023,20\n",
        (5, 2, "30.00"),
    ),
    "a year and a month": (
        "Year,Month,Supplier,Amount\n2023/24,April,A,10\n2023/24,March,B,20\n",
        (2, 2, "30.00"),
    ),
    "sums by month": ("Supplier,Apr-23,May-23,Total\nA,10,20,30\nB,1,2,3\n", (4, 4, "33.00")),
    "thousands": ("Date,Supplier,Amount (£000)\n01/04/2023,A,25.5\n", (1, 1, "25500.00")),
    "debit and credit marks": (
        "Date,Supplier,Amount,DR/CR\n01/04/2023,A,10,DR\n02/04/2023,B,4,CR\n",
        (2, 2, "6.00"),
    ),
    "pounds written eight ways": (
        f"{LINES}"
        + "".join(
            f'01/04/2023,A,"{text}"\n'
            for text in ("£ 1 200.00", "GBP 10.00", "10.00 GBP", "£1,200", "-£5", "£-5", "(£5)", "£(5)")
        ),
        (8, 8, "2400.00"),
    ),
    "Welsh": (
        "Dyddiad Talu,Enw'r Cyflenwr,Swm (£),Gwasanaeth\n01/04/2023,A Cyf,10.00,Addysg\n",
        (1, 1, "10.00"),
    ),
    "both languages": (
        "Dyddiad / Date,Cyflenwr / Supplier,Swm / Amount\n01/04/2023,A Cyf,10.00\n",
        (1, 1, "10.00"),
    ),
    "text formulas": (f'{LINES}="01/04/2023",="A",="10.00"\n', (1, 1, "10.00")),
    "apostrophes of a spreadsheet": ("'Date','Supplier','Amount'\n'01/04/2023','A','10'\n", (1, 1, "10.00")),
    "notes at the end": (f"{LINES}01/04/2023,A,10\n* redacted under GDPR,,\n", (2, 1, "10.00")),
    "too few cells": (f"{LINES}01/04/2023,A,10\n02/04/2023,B\n", (2, 1, "10.00")),
    "a web page called a workbook": (
        "<html><table><tr><td colspan=3>April</td></tr><tr><th>Date<th>Supplier<th>Amount<tr><td>01/04/2023<td>A &amp; B"
        "<td>&pound;1,234.50</table></html>",
        (1, 1, "1234.50"),
    ),
    "a header in groups over two lines": (
        "Payment,,Supplier,,Amount,\nDate,Ref,Name,ID,Net,VAT\n01/04/2023,1,A,7,10.00,2.00\n",
        (1, 1, "10.00"),
    ),
    "a pound sign for a heading": ("Date,Payee,£\n01/04/2023,A,10\n", (1, 1, "10.00")),
    "amounts in pence": ("Date,Payee,Amount (pence)\n01/04/2023,A,1055\n", (1, 1, "10.55")),
    "pounds and pence in the heading": (
        "Date,Payee,Amount (pounds and pence)\n01/04/2023,A,10.55\n",
        (1, 1, "10.55"),
    ),
    "periods of a financial year": (
        "Period,Year,Supplier,Amount\n1,2023/24,A,10\nP12,2023/24,B,20\n",
        (2, 2, "30.00"),
    ),
    "periods that say nothing": ("Period,Supplier,Amount\n1,A,10\n2,B,20\n", (2, 2, "30.00")),
    "a thousand without quotation marks": (
        f"{LINES}01/04/2023,A,1,000.00\n02/04/2023,B,5\n",
        (2, 1, "5.00"),
    ),
    "a quotation mark that is never closed, near the end": (
        f'{LINES}01/04/2023,A,10\n02/04/2023,"B,20\n03/04/2023,C,30\n',
        (3, 3, "60.00"),
    ),
    "every line between quotation marks": (
        '"Date,Supplier,Amount"\n"01/04/2023,A,10"\n"02/04/2023,""B, C"",20"\n',
        (2, 2, "30.00"),
    ),
    "circumflexes": ("Date^Supplier^Amount\n01/04/2023^A, B^10.00\n", (1, 1, "10.00")),
    "a mark for the end of the file": (f"{LINES}01/04/2023,A,10\n\x1a", (1, 1, "10.00")),
    "spaces between thousands, a comma before pence": (
        "Date;Supplier;Amount\n01/04/2023;A;1 234,56\n",
        (1, 1, "1234.56"),
    ),
    "days without their nought": (f"{LINES}1042023,A,10\n13042023,B,1\n", (2, 2, "11.00")),
    "a year to date is no date": ("Supplier,Amount Paid,Year to date\nA,10,100\n", (1, 1, "10.00")),
    "totals of many columns": (
        "Supplier,April,May,June,Total\nA,1,2,3,6\nTotal,1,2,3,6\n",
        (2, 1, "6.00"),
    ),
    "subtotals by supplier": (
        "Supplier,Date,Amount\nA,01/04/2023,10\nA Total,,10\nB,01/04/2023,5\nB Total,,5\nGrand Total,,15\n",
        (5, 2, "15.00"),
    ),
    "credits written three ways": (
        f'{LINES}01/04/2023,A,10.00-\n01/04/2023,B,"1,000.00 CR"\n01/04/2023,C,(5.00)\n01/04/2023,D,2000\n',
        (4, 4, "985.00"),
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_texts(write, tmp_path, name):
    text, expected = TEXTS[name]
    assert (
        sums(write(text, "spend.xls" if text.startswith("<") else "spend.csv"), tmp_path / "out") == expected
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(write, tmp_path, encoding):
    text = f"{LINES}01/04/2023,Café “Bar” Ltd,£10.00\n"
    path = write(text, encoding=encoding)
    assert sums(path, tmp_path / "out") == (1, 1, "10.00")
    assert pq.read_table(tmp_path / "out" / "payments.parquet")["supplier"].to_pylist() == ["Café “Bar” Ltd"]


SPREADSHEET_2003 = """<?xml version="1.0"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="April"><Table>
<Row><Cell><Data ss:Type="String">Date</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">Supplier</Data></Cell>
<Cell><Data ss:Type="String">Amount</Data></Cell></Row>
<Row><Cell><Data ss:Type="DateTime">2023-04-01T00:00:00.000</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">A</Data></Cell>
<Cell><Data ss:Type="Number">12.5</Data></Cell></Row></Table></Worksheet></Workbook>"""


def test_the_xml_spreadsheet_of_2003(write, tmp_path):
    assert sums(write(SPREADSHEET_2003, "spend.xls"), tmp_path / "out") == (1, 1, "12.50")


def test_xml_with_entities_is_refused(write, tmp_path):
    bomb = SPREADSHEET_2003.replace("?>", "?><!DOCTYPE x [<!ENTITY a 'Date'>]>", 1).replace(">Date<", ">&a;<")
    with pytest.raises(loading.Unreadable, match="cannot be read"):
        loading.load([write(bomb, "spend.xls")], "X", tmp_path / "out")


def test_several_sheets_with_titles_totals_and_a_page_of_notes(write, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["About this file"])
    for month in (4, 5):
        sheet = book.create_sheet(f"2023-{month:02d}")
        for row in (
            [f"Payments of month {month}"], [], ["Date", "Supplier", "Amount"], [dt.date(2023, month, 1), "A", 10.5],
            [dt.date(2023, month, 2), "B", -4], [None, "Total", 6.5],
        ):  # fmt: skip
            sheet.append(row)
        sheet.merge_cells("A1:C1")
    content = io.BytesIO()
    book.save(content)
    assert sums(write(content.getvalue(), "spend.xlsx"), tmp_path / "out") == (6, 4, "13.00")


def paid_on(path, out):
    loading.load([path], "X", out)
    return [str(day) for day in pq.read_table(out / "payments.parquet")["paid_on"].to_pylist()]


def test_periods_count_from_april_of_the_financial_year(write, tmp_path):
    path = write(TEXTS["periods of a financial year"][0])
    assert paid_on(path, tmp_path / "out") == ["2023-04-01", "2024-03-01"]
    assert paid_on(write(TEXTS["periods that say nothing"][0]), tmp_path / "out") == ["None", "None"]


def test_months_without_a_year_take_it_from_the_name_of_the_file(write, tmp_path):
    path = write("Month,Supplier,Amount\nApril,A,10\nMarch,B,1\n", "Spend 2023-24.csv")
    assert paid_on(path, tmp_path / "out") == ["2023-04-01", "2024-03-01"]


@pytest.mark.parametrize(
    ("heading", "row", "supplier"),
    [
        ("Supplier(T),Supplier,Amount,Date", "A Ltd,1001,10,01/04/2023", "A Ltd"),
        ("Vendor,Name 1,Amt in loc.cur.,Clearing", "100,A Ltd,10.00-,01.04.2023", "A Ltd"),
        ("ApAr ID(T),ApAr ID,Amount,Voucher Date", "A Ltd,77,10,01/04/2023", "A Ltd"),
        ("Supplier,Amount,Date", "1001,10,01/04/2023", "1001"),
    ],
)
def test_numbers_are_a_suppliers_name_only_when_there_is_no_other(write, tmp_path, heading, row, supplier):
    loading.load([write(f"{heading}\n{row}\n")], "X", tmp_path / "out")
    assert pq.read_table(tmp_path / "out" / "payments.parquet")["supplier"].to_pylist() == [supplier]


def test_pounds_and_pence_in_two_columns_are_refused(write, tmp_path):
    with pytest.raises(loading.Unreadable, match="pounds and pence are in two columns"):
        loading.load([write("Date,Payee,£,p\n01/04/2023,A,10,55\n")], "X", tmp_path / "out")


def test_a_summary_of_the_other_sheets_does_not_count_twice(write, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Top suppliers"
    for row in (["Supplier", "Total Amount"], ["A", 10], ["Grand Total", 10]):
        book.active.append(row)
    alone = io.BytesIO()
    book.save(alone)
    for row in (["Date", "Supplier", "Amount"], [dt.date(2023, 4, 1), "A", 10]):
        (book["Data"] if "Data" in book.sheetnames else book.create_sheet("Data")).append(row)
    both = io.BytesIO()
    book.save(both)
    assert sums(write(both.getvalue(), "spend.xlsx"), tmp_path / "out") == (1, 1, "10.00")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert [each["file"] for each in manifest["passed_over"]] == ["spend.xlsx#Top suppliers"]
    assert sums(write(alone.getvalue(), "spend.xlsx"), tmp_path / "out") == (2, 1, "10.00")
