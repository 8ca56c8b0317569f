"""Rarer shapes of published files: merged cells, months that stand alone, marks of sign and of what was left out."""

import datetime as dt
import io

import openpyxl
import pyarrow.parquet as pq
import pytest

from commonweal.interchange.spend_files import loading
from commonweal.interchange.spend_files.registers import read_register
from tests.interchange.spend_files.conftest import zipped

APRIL, MAY = dt.date(2023, 4, 1), dt.date(2023, 5, 1)


@pytest.fixture
def read(write, tmp_path):
    """The payments of a file as rows, and the reasons of its rejected rows; all rows are in one of the two."""

    def loaded(content, name="spend.csv"):
        out = tmp_path / "dataset"
        found = loading.load([write(content, name)], "X", out)
        payments, rejected = (
            pq.read_table(out / f"{each}.parquet").to_pylist() for each in ("payments", "rejected")
        )
        assert found.total("rows_in") == len(payments) + len(rejected)
        return payments, [each["reason"] for each in rejected]

    return loaded


def workbook(sheets, merged=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def days(payments):
    return [each["paid_on"] for each in payments]


def amounts(payments):
    return [each["pence"] for each in payments]


def test_a_month_merged_over_its_rows_is_each_payment_s_month(read):
    rows = [["Month", "Supplier", "Amount"], ["April 2023", "A", 10], [None, "B", 20], ["May 2023", "C", 5]]
    payments, rejected = read(workbook({"Spend": rows}, ["A2:A3"]), "spend.xlsx")
    assert (days(payments), rejected) == ([APRIL, APRIL, MAY], [])


def test_an_amount_merged_over_two_lines_counts_once(read):
    rows = [
        ["Supplier", "Date", "Amount"],
        ["Dale", APRIL, 30],
        [None, dt.date(2023, 4, 2), None],
    ]
    payments, rejected = read(workbook({"Spend": rows}, ["A2:A3", "C2:C3"]), "spend.xlsx")
    assert (amounts(payments), rejected) == ([3000], ["no amount"])


def test_merged_cells_make_no_row_of_a_blank_line(read):
    rows = [["Month", "Supplier", "Amount"], ["April 2023", "A", 10], [None, None, None], [None, "B", 5]]
    payments, rejected = read(workbook({"Spend": rows}, ["A2:A4"]), "spend.xlsx")
    assert (days(payments), rejected) == ([APRIL, APRIL], [])


def test_a_heading_merged_over_two_lines(read):
    rows = [
        ["Dale Council"],
        ["Date", "Supplier", "Amounts (£)", None, None],
        [None, None, "Net", "VAT", "Gross"],
        [APRIL, "Fernbank", 100, 20, 120],
    ]
    payments, _ = read(workbook({"Spend": rows}, ["A2:A3", "B2:B3", "C2:E2"]), "spend.xlsx")
    assert [(each["supplier"], each["pence"]) for each in payments] == [("Fernbank", 10000)]


def test_net_vat_and_gross_under_one_heading_of_a_text_file(read):
    payments, rejected = read("Date,Supplier,Amounts,,\n,,Net,VAT,Gross\n01/04/2023,A,100,20,120\n")
    assert (amounts(payments), rejected) == ([10000], [])


def test_groups_of_headings_over_net_and_gross(read):
    payments, _ = read(
        "Payment,,Supplier,,Amounts,,\nDate,Ref,Name,Postcode,Net,VAT,Gross\n01/04/2023,1,A,NE1 1AA,100,20,120\n"
    )
    assert amounts(payments) == [10000]


def test_rows_that_a_web_page_merges(read):
    page = (
        "<table><tr><th>Month<th>Supplier<th>Amount<tr><td rowspan=2>April 2023<td>A<td>10<tr><td>B<td>5"
        "<tr><td>May 2023<td>A<td>1</table>"
    )
    payments, rejected = read(page, "spend.xls")
    assert [(each["paid_on"], each["supplier"], each["pence"]) for each in payments] == [
        (APRIL, "A", 1000),
        (APRIL, "B", 500),
        (MAY, "A", 100),
    ]
    assert rejected == []


def test_cells_that_an_xml_spreadsheet_merges(read):
    def row(*cells, index=""):
        made = "".join(f"<Cell{how}><Data>{text}</Data></Cell>" for how, text in cells)
        return f"<Row{index}>{made}</Row>"

    name = "urn:schemas-microsoft-com:office:spreadsheet"
    text = (
        f'<?xml version="1.0"?><Workbook xmlns="{name}" xmlns:ss="{name}"><Worksheet><Table>'
        + row((' ss:MergeAcross="1"', "Paid on"), ("", "Supplier"), ("", "Amount"))
        + row((' ss:MergeDown="1"', "2023-04-01"), ("", "x"), ("", "A"), ("", "10"), index=' ss:Index="4"')
        + row((' ss:Index="2"', "x"), ("", "B"), ("", "5"))
        + "</Table></Worksheet></Workbook>"
    )
    payments, rejected = read(text, "spend.xls")
    assert [(each["line"], each["paid_on"], each["supplier"]) for each in payments] == [
        (4, APRIL, "A"),
        (5, APRIL, "B"),
    ]
    assert rejected == []


def test_a_page_of_merged_cells_larger_than_any_table_is_refused(read):
    page = "<table>" + "<tr><td colspan=1000 rowspan=100000>x" + "<tr>" * 6_000
    with pytest.raises(loading.Unreadable, match="larger than any table"):
        read(page, "spend.xls")


def test_a_month_in_a_row_of_its_own_dates_the_payments_under_it(read):
    payments, rejected = read("Supplier,Amount,Service\nApril 2023,,\nA,10,x\nB,5,x\nMay 2023,,\nA,1,x\n")
    assert (days(payments), rejected) == ([APRIL, APRIL, MAY], ["title row", "title row"])


def test_months_pasted_together_each_under_its_title_and_header(read):
    payments, rejected = read(
        "April 2023,,\nSupplier,Amount,Service\nA,10,x\nMay 2023,,\nSupplier,Amount,Service\nB,5,x\n\n"
        "April 2023,,\nAmount,Supplier,Service\n1,C,x\n"
    )
    assert [(each["supplier"], each["paid_on"]) for each in payments] == [
        ("A", APRIL),
        ("B", MAY),
        ("C", APRIL),
    ]
    assert rejected == ["title row", "repeated-header row"] * 2


def test_a_month_in_a_row_of_its_own_changes_no_date_that_is_there(read):
    payments, _ = read("Date,Supplier,Amount\nMay 2023,,\n01/04/2023,A,10\n,B,5\n")
    assert days(payments) == [APRIL, None]


def test_the_month_of_a_title_above_the_header(read):
    payments, _ = read("Payments for April 2023\n\nSupplier,Amount,Service\nA,10,x\n")
    assert days(payments) == [APRIL]


def test_a_title_of_several_months_dates_nothing(read):
    payments, _ = read("Payments April 2023 to June 2023\n\nSupplier,Amount,Service\nA,10,x\n")
    assert days(payments) == [None]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Over 500 April 2023.csv", APRIL),
        ("Over 500 April to June 2023.csv", None),
        ("spend-2023-04.csv", APRIL),
        ("April 2023 and May.csv", None),
        ("Over 500 2023-24.csv", None),
    ],
)
def test_the_month_of_a_file_s_name(read, name, expected):
    payments, _ = read("Supplier,Amount,Service\nA,10,x\n", name)
    assert days(payments) == [expected]


def test_sheets_named_by_months_take_the_year_of_the_workbook(read):
    rows = [["Supplier", "Amount", "Service"], ["A", 10, "x"]]
    payments, _ = read(workbook({"Apr": rows, "Jan": rows}), "Over 500 2023-24.xlsx")
    assert days(payments) == [APRIL, dt.date(2024, 1, 1)]


def test_days_without_a_year_take_that_of_the_file_s_name(read):
    payments, rejected = read("Date,Supplier,Amount\n03-Jul,A,10\n24-Jul,B,5\n", "Payments July 2023.csv")
    assert (days(payments), rejected) == ([dt.date(2023, 7, 3), dt.date(2023, 7, 24)], [])


def test_days_without_any_year_are_rejected(read):
    assert read("Date,Supplier,Amount\n03-Jul,A,10\n") == ([], ["unreadable date"])


def test_points_group_thousands_where_commas_begin_the_pence(read):
    payments, _ = read("Date;Supplier;Amount\n01/04/2023;A;1.234,56\n01/04/2023;B;1.500\n01/04/2023;C;12,5\n")
    assert amounts(payments) == [123456, 150000, 1250]


def test_three_decimals_stay_decimals_elsewhere(read):
    payments, _ = read('Date,Supplier,Amount\n01/04/2023,A,"1,234.56"\n01/04/2023,B,1.500\n')
    assert amounts(payments) == [123456, 150]


def test_spaces_before_quotation_marks(read):
    payments, rejected = read('"Date ", "Supplier " , " Amount "\n"01/04/2023", "Dale, Ltd" , " 1,000.00 "\n')
    assert [(each["supplier"], each["pence"]) for each in payments] == [("Dale, Ltd", 100000)]
    assert rejected == []


def test_a_total_with_a_date_beside_it(read):
    payments, rejected = read(
        "Supplier,Date,Amount\nA,30/04/2023,1\nB,30/04/2023,2\nSub total,30/04/2023,3\nC,31/05/2023,4\n"
        "Total,31/05/2023,4\nGrand total,31/05/2023,7\n"
    )
    assert (amounts(payments), rejected) == ([100, 200, 400], ["totals row"] * 3)


def test_a_supplier_called_total_is_paid_what_is_no_sum(read):
    payments, rejected = read("Supplier,Date,Amount\nA,30/04/2023,1\nTotal,30/04/2023,9\n")
    assert (amounts(payments), rejected) == ([100, 900], [])


def test_a_count_of_payments_is_no_payment(read):
    payments, rejected = read(
        "Date,Supplier,Amount\n01/04/2023,A,1\n,Total payments,1\n,Number of payments,1\n"
    )
    assert (amounts(payments), rejected) == ([100], ["totals row", "totals row"])


def test_the_amount_in_pounds_comes_before_one_in_another_currency(read):
    payments, _ = read("Date,Supplier,Currency,Amount,Amount GBP\n01/04/2023,A,EUR,100,86\n")
    assert amounts(payments) == [8600]
    payments, _ = read("Date,Supplier,Currency,Amount,Amount (£)\n01/04/2023,A,EUR,100,86\n")
    assert amounts(payments) == [8600]


def test_value_added_tax_in_full_is_never_the_amount(read):
    payments, _ = read("Date,Supplier,Value Added Tax,Sum paid\n01/04/2023,A,20,100\n")
    assert amounts(payments) == [10000]


@pytest.mark.parametrize(
    "written",
    [
        "[Redacted]",
        "Client (redacted)",
        "Name withheld",
        "Withheld under section 40",
        "Supplier name removed",
        "Not disclosed - personal data",
        "Sensitive data",
        "Commercially sensitive",
        "Details not published",
        "Anonymised",
    ],
)
def test_words_where_a_name_was_taken_out(read, written):
    payments, _ = read(f"Date,Supplier,Amount\n01/04/2023,{written},1\n")
    assert payments[0]["is_redacted"]


@pytest.mark.parametrize(
    "written", ["Confidential Shredding Ltd", "Individual Care Ltd", "Removals Ltd", "Sensitive Skin Clinic"]
)
def test_names_that_only_sound_so(read, written):
    payments, _ = read(f"Date,Supplier,Amount\n01/04/2023,{written},1\n")
    assert not payments[0]["is_redacted"]


REGISTERS = {
    "an end that is a month is its last day": (
        "Contract Title,Supplier,Start,End,Total value\nA,Dale,April 2020,March 2023,36000\n",
        [1200000],
    ),
    "words around a figure": (
        "Contract Title,Supplier,Contract Value,Term\nA,Dale,approx 24000,24 months\nB,Fern,20000 p.a.,5 years\n"
        'C,Moor,"24,000 in total",2 years\nD,Beck,see contract 12345,1 year\n',
        [1200000, 2000000, 1200000, None],
    ),
    "the sum to be paid, not the tax": (
        "Title,Supplier name,Sum to be paid,Value Added Tax,Start date,End date\nA,Dale,1200,240,01/04/2023,31/03/2024\n",
        [120000],
    ),
    "a row that counts contracts": (
        "Contract Title,Supplier,Annual value\nA,Dale,100\nNumber of contracts,,1\n",
        [10000],
    ),
}


@pytest.mark.parametrize("shape", REGISTERS)
def test_annual_values_of_registers(write, shape):
    text, expected = REGISTERS[shape]
    assert [each.annual_pence for each in read_register(write(text)).contracts] == expected


def test_an_address_in_a_column_of_details(write):
    register = read_register(
        write(
            'Title,Supplier name,Supplier details,Annual value\nA,Dale,"1 High Street, Newcastle, NE1 1AA",100\n'
        )
    )
    assert register.contracts[0].places == (("Supplier details", "1 High Street, Newcastle, NE1 1AA"),)
    assert register.contracts[0].supplier == "Dale"


def opendocument(rows: str) -> bytes:
    names = " ".join(
        f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"'
        for each in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {names} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Spend">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return zipped({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content.encode()})


def ods_row(*cells: str) -> str:
    """A row of an OpenDocument sheet; a cell that begins with a tag is one already."""
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    return f"<table:table-row>{''.join(cell if cell.startswith('<') else text.format(cell) for cell in cells)}</table:table-row>"


def test_cells_merged_over_rows_of_an_opendocument_sheet(read):
    over = (
        '<table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>Fernbank</text:p>'
        "</table:table-cell>"
    )
    rows = (
        ods_row("Date", "Supplier", "Amount")
        + ods_row("01/04/2023", over, "10.00")
        + ods_row("01/05/2023", "<table:covered-table-cell/>", "5.00")
        + ods_row("01/05/2023", "Moor", "1.00")
    )
    payments, rejected = read(opendocument(rows), "spend.ods")
    assert [(each["paid_on"], each["supplier"], each["pence"]) for each in payments] == [
        (APRIL, "Fernbank", 1000),
        (MAY, "Fernbank", 500),
        (MAY, "Moor", 100),
    ]
    assert rejected == []


def test_a_cell_of_many_lines_is_one_cell(read):
    many = "\n".join(f"line {number}, of a note" for number in range(30))
    payments, rejected = read(f'Date,Supplier,Amount,Note\n01/04/2023,A,10,"{many}"\n01/05/2023,B,5,x\n')
    assert (amounts(payments), rejected) == ([1000, 500], [])


def test_a_quotation_mark_never_closed_swallows_no_later_payment(read):
    rows = "".join(f"01/05/2023,B,{number},x\n" for number in range(1, 31))
    payments, rejected = read(f'Date,Supplier,Amount,Note\n01/04/2023,A,10,"x\n{rows}01/05/2023,C,2,"y"\n')
    assert (len(payments), sum(amounts(payments)), rejected) == (32, 100 * (10 + 465 + 2), [])


@pytest.mark.parametrize(
    "written", ["Week ending 1 April 2023", "w/e 01/04/2023", "W/C: 01/04/2023", "Month ended April 2023"]
)
def test_the_day_a_week_or_month_ends(read, written):
    payments, _ = read(f"Date,Supplier,Amount\n{written},A,10\n")
    assert days(payments) == [APRIL]


def test_a_mark_of_a_footnote_is_no_part_of_an_amount(read):
    payments, rejected = read("Date,Supplier,Amount\n01/04/2023,A,100.00*\n01/04/2023,B,***\n")
    assert (amounts(payments), rejected) == ([10000], ["unreadable amount"])
