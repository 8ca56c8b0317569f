"""Notations, headings and shapes of made-up councils' files that the other tests do not have."""

import datetime as dt
import gzip
import io
import zipfile

import openpyxl
import pyarrow.parquet as pq
import pytest

from commonweal.interchange.spend_files import loading
from commonweal.interchange.spend_files.amounts import NotAnAmount, pence
from commonweal.interchange.spend_files.dates import NotADate, day
from commonweal.interchange.spend_files.inspecting import inspect

APRIL, MAY = dt.date(2024, 4, 1), dt.date(2024, 5, 1)
SLIPPED = "more cells than the header has columns"


@pytest.fixture
def read(write, tmp_path):
    def loaded(content, name="spend.csv"):
        out = tmp_path / "dataset"
        found = loading.load([write(content, name)], "X", out)
        payments, rejected = (
            pq.read_table(out / f"{each}.parquet").to_pylist() for each in ("payments", "rejected")
        )
        assert found.total("rows_in") == len(payments) + len(rejected)
        return payments, [each["reason"] for each in rejected]

    return loaded


def days(payments):
    return [each["paid_on"] for each in payments]


def amounts(payments):
    return [each["pence"] for each in payments]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1,234.56 C", -123456),
        ("1,234.56 D", 123456),
        ("1,234.56 (credit)", -123456),
        ("<1,234.56>", -123456),
        ("?1,234.56", 123456),
        ("=1234.56", 123456),
        ("1234.5\n", 123450),
        ("1234\n", 123400),
        ("\u200e£1,234.56\u200b", 123456),
    ],
)
def test_notations_of_amounts(written, expected):
    assert pence(written) == expected


@pytest.mark.parametrize("written", ["1,234.56 E", "<1,234.56", "1,234.56 (see note)", "?", "C", "Grade C"])
def test_what_is_no_amount(written):
    with pytest.raises(NotAnAmount):
        pence(written)


@pytest.mark.parametrize(
    "written",
    [
        "04/2024", "4-2024", "P01 2024/25", "P1-24/25", "2024/25 P01", "Period 1 2024-25", "01/2024-25", "Apr 24/25",
        "2024/25 April", "2024-Apr-01", "01_04_2024", "01\u201104\u20112024", "01\u201304\u20132024", "\u200e01/04/2024",
        "Mon Apr 01 00:00:00 BST 2024", "2024-04-01+01:00", "1 Ebrill 2024", "Ebrill 2024",
    ],
)  # fmt: skip
def test_notations_of_the_first_of_april(written):
    assert day(written) == APRIL


def test_the_last_period_of_a_financial_year_lies_in_its_second_year():
    assert (
        day("P12 2024/25")
        == day("Mar 24/25")
        == day("Gorffennaf 2024").replace(2025, 3)
        == dt.date(2025, 3, 1)
    )


@pytest.mark.parametrize("written", ["P13 2024/25", "P01 2024/26", "13/2024", "P01 2024"])
def test_periods_that_are_none(written):
    with pytest.raises(NotADate):
        day(written)


@pytest.mark.parametrize(
    "header",
    ["AMMOUNT (£)", "Amout", "Nett Amount", "Net Ammount"],
)
def test_misspelt_headings_of_amounts(read, header):
    payments, _ = read(f"Ref,Suplier,Paymnt Date,{header}\n77,Dale,01/04/2024,10\n")
    assert [(each["supplier"], each["paid_on"], each["pence"]) for each in payments] == [
        ("Dale", APRIL, 1000)
    ]


@pytest.mark.parametrize(
    "header",
    ["Supplyer", "Vend Name", "Cred Name", "Who was paid", "Payment made to", "To whom paid", "Organisation paid",
     "AP Supplier", "Trading Partner", "Supplier Name & Address", "Beneficary"],
)  # fmt: skip
def test_other_headings_of_suppliers(read, header):
    payments, _ = read(f"Service,{header},Date,Amount\nParks,Dale,01/04/2024,10\n")
    assert payments[0]["supplier"] == "Dale"


def test_years_before_their_months(read):
    payments, rejected = read("Month,Supplier,Amount\n24-Apr,A,1\n24-Dec,B,2\n25-Jan,C,3\n")
    assert (days(payments), rejected) == ([APRIL, dt.date(2024, 12, 1), dt.date(2025, 1, 1)], [])


def test_two_years_in_a_row_hold_against_the_year_in_the_name(read):
    payments, _ = read("Month,Supplier,Amount\n24-Apr,A,1\n25-Jan,C,3\n", "Published 2026.csv")
    assert days(payments) == [APRIL, dt.date(2025, 1, 1)]


def test_one_number_in_three_months_is_a_year(read):
    payments, _ = read("Month,Supplier,Amount\n24-Apr,A,1\n24-May,B,2\n24-Jun,C,3\n")
    assert days(payments) == [APRIL, MAY, dt.date(2024, 6, 1)]


@pytest.mark.parametrize("dates", [("24-Apr", "24-May"), ("24-Apr", "25-Apr"), ("3-Apr", "24-May", "9-Jun")])
def test_days_are_no_years(read, dates):
    payments, rejected = read("Date,Supplier,Amount\n" + "".join(f"{each},A,1\n" for each in dates))
    assert (payments, set(rejected)) == ([], {"unreadable date"})


def test_the_year_of_a_title_completes_days(read):
    payments, _ = read("Payments over £2000 made in July 2024\nDate,Supplier,Amount\n24-Jul,A,1\n3-Jul,B,2\n")
    assert days(payments) == [dt.date(2024, 7, 24), dt.date(2024, 7, 3)]


def test_months_by_number_beside_a_calendar_year_only(read):
    payments, _ = read("Year,Month,Supplier,Amount\n2024,4,A,1\n2024,5,B,2\n")
    assert days(payments) == [APRIL, MAY]
    payments, _ = read("Financial Year,Month,Supplier,Amount\n2024,4,A,1\n2024,5,B,2\n")
    assert days(payments) == [None, None]


def test_a_comma_that_ended_an_amount_before_other_columns(read):
    payments, rejected = read(
        "Date,Supplier,Amount,Service\n01/04/2024,A,1,234.00,Housing\n01/04/2024,B,2,Parks\n"
    )
    assert (amounts(payments), rejected) == ([200], [SLIPPED])


def test_a_comma_that_ended_a_name_puts_no_other_figure_in_the_amount_s_place(read):
    payments, rejected = read(
        "Date,Supplier,Ref,Amount\n01/04/2024,Hill, Dale and Co,123,50.00\n01/04/2024,B,124,5.00\n"
    )
    assert (amounts(payments), rejected) == ([500], [SLIPPED])


def test_a_last_column_without_a_name_is_no_slip(read):
    text = "Date,Supplier,Amount{}\n01/04/2024,A,50.00,7\n01/04/2024,B,5.00,8\n01/04/2024,C,1.00\n01/04/2024,D,2.00\n"
    assert read(text.format(","))[1] == []
    assert read("Date,Supplier,Ref,Amount\n01/04/2024,A,1,5.00,seen\n01/04/2024,B,2,6.00\n")[1] == []


def test_a_column_for_each_month(read):
    payments, rejected = read(
        "Supplier,Service,Apr-24,May-24,Total\nA,H,1.00,2.00,3.00\nB,P,,(5.00),-5.00\nTotal,,1.00,-3.00,-2.00\n"
    )
    assert [
        (each["line"], each["supplier"], each["service"], each["paid_on"], each["pence"]) for each in payments
    ] == [
        (2, "A", "H", APRIL, 100),
        (2, "A", "H", MAY, 200),
        (3, "B", "P", MAY, -500),
    ]
    assert rejected == ["totals row"]


def test_a_dash_under_a_month_is_no_payment(read):
    payments, rejected = read("Supplier,Apr-24,May-24\nA,1.00, - \nB,£ -,oops\n")
    assert (amounts(payments), rejected) == ([100], ["unreadable amount"])


def test_months_of_a_workbook_and_of_a_financial_year(read):
    book = openpyxl.Workbook()
    for row in (["Supplier", APRIL, MAY], ["A", 1.5, 2]):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    assert days(read(buffer.getvalue(), "spend.xlsx")[0]) == [APRIL, MAY]
    payments, _ = read("Supplier,Apr,Jan\nA,1,2\n", "By month 2024-25.csv")
    assert days(payments) == [APRIL, dt.date(2025, 1, 1)]


def test_months_are_shown_for_confirmation_as_they_are_read(write):
    header = inspect([write("Supplier,Apr-24,May-24\nA,1.00,2.00\n")])[0]
    assert header.names == ("Supplier", "Month", "Amount")
    assert header.examples == (("A",), ("2024-04", "2024-05"), ("1.00", "2.00"))


def test_rows_that_sum_up_other_rows_are_refused(write, tmp_path):
    text = "Supplier,Apr-24,May-24\nHousing,3,3\nA,1,1\nB,2,2\nGrand Total,3,3\n"
    with pytest.raises(loading.Unreadable, match="do not add up to its total"):
        loading.load([write(text)], "X", tmp_path / "out")


def test_columns_of_payments_that_are_headed_by_months_stay_columns(read):
    payments, _ = read("Date,Supplier,Amount,Apr-24,May-24\n01/04/2024,A,10,1,2\n")
    assert (amounts(payments), days(payments)) == ([1000], [APRIL])


def locked_opendocument():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
        archive.writestr("content.xml", b"\0\1\2")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"), "x.xlsx", "a password"),
        (locked_opendocument(), "x.ods", "a password"),
        (b"7z\xbc\xaf\x27\x1c rest", "x.csv", "unpack it first"),
        (b'[{"date": "2024-04-01", "amount": 1}]', "x.csv", "is not a table"),
        (b"<?xml version='1.0'?><payments><payment/></payments>", "x.csv", "is XML without a table"),
        (b"\n\n  \n", "x.csv", "is empty"),
        (b"Row Labels,Sum of Amount\nA,6\n", "x.csv", "a pivot table"),
    ],
)  # fmt: skip
def test_what_is_refused_and_why(write, tmp_path, content, name, message):
    with pytest.raises(loading.Unreadable, match=message):
        loading.load([write(content, name)], "X", tmp_path / "out")


def test_what_an_operating_system_adds_to_an_archive_is_left_out(read):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("april.csv", "Date,Supplier,Amount\n01/04/2024,A,1\n")
        archive.writestr("Thumbs.db", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
        archive.writestr("__MACOSX/april.csv", b"\0\5\x16\7")
        archive.writestr("logo.png", b"\x89PNG\r\n")
    assert amounts(read(buffer.getvalue(), "spend.zip")[0]) == [100]


def test_the_last_cell_of_a_page_that_ends_early(read):
    payments, _ = read("<table><tr><td>Date<td>Supplier<td>Amount<tr><td>01/04/2024<td>A<td>12", "spend.xls")
    assert amounts(payments) == [1200]


def test_a_web_page_in_utf_16(read):
    page = "<html><table><tr><td>Date<td>Supplier<td>Amount<tr><td>01/04/2024<td>Café<td>12</table>"
    assert [each["supplier"] for each in read(page.encode("utf-16"), "spend.xls")[0]] == ["Café"]


def test_headings_of_a_bank_s_card_statement(read):
    payments, _ = read(
        "FIN.TRANSACTION DATE,FIN.TRANSACTION AMOUNT,MCH.MERCHANT NAME,MCH.CITY NAME\n01/04/2024,12.00,Dale Stores,Dale\n"
    )
    assert [(each["supplier"], each["pence"], each["is_card"]) for each in payments] == [
        ("Dale Stores", 1200, True)
    ]


def test_running_numbers_that_are_no_numbers(read):
    payments, _ = read("No,Date,Supplier,Amount\n1,01/04/2024,A,1\n\u00b2,01/04/2024,B,2\n")
    assert amounts(payments) == [100, 200]


def test_a_workbook_that_breaks_its_reader_is_refused(monkeypatch, write, tmp_path):
    class PanicException(BaseException):
        """As the reader's own, which is no ordinary exception."""

    def broken(_):
        raise PanicException("range start index out of range")

    monkeypatch.setattr("python_calamine.CalamineWorkbook.from_filelike", broken)
    with pytest.raises(loading.Unreadable, match="the workbook is damaged"):
        loading.load(
            [write(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "x.xls")], "X", tmp_path / "out"
        )


def test_archives_with_damaged_content_are_refused(write, tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("april.csv", "Date,Supplier,Amount\n" * 50)
    whole = bytearray(buffer.getvalue())
    whole[45:60] = b"\xff" * 15
    with pytest.raises(loading.Unreadable, match="damaged"):
        loading.load([write(bytes(whole), "x.zip")], "X", tmp_path / "out")
    packed = bytearray(gzip.compress(b"Date,Supplier,Amount\n" * 50))
    packed[12:24] = b"\xff" * 12
    with pytest.raises(loading.Unreadable, match="damaged"):
        loading.load([write(bytes(packed), "x.csv.gz")], "X", tmp_path / "out")


def test_an_amount_behind_the_last_heading_is_no_slip(read):
    payments, _ = read("Supplier,Date\nA,01/04/2024,10.50\n")
    assert amounts(payments) == [1050]
