"""Files as bodies publish them: every record is loaded or kept with the reason why not, and the sums are exact."""

import json

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonweal.interchange.spend_files import loading
from commonweal.interchange.spend_files.mapping import GivenMapping, MappingFileError, read_given_mapping
from commonweal.interchange.spend_files.sources import Unreadable


def load(path, out, **options):
    """(summary, payments, rejections, manifest) of one file."""
    paths = path if isinstance(path, list) else [path]
    loaded = loading.load(paths, "E08000024", out, **options)
    payments = pq.read_table(out / "payments.parquet").to_pylist()
    rejected = pq.read_table(out / "rejected.parquet").to_pylist()
    return loading.summary(loaded), payments, rejected, json.loads((out / "manifest.json").read_text("utf-8"))


@pytest.fixture
def out(tmp_path):
    return tmp_path / "dataset"


def test_a_plain_file(write, plain_text, out):
    summary, payments, rejected, manifest = load(write(plain_text), out)
    assert summary == {
        "files": 1,
        "rows_in": 3,
        "loaded": 3,
        "rejected": 0,
        "reasons": {},
        "amount": "2050.25",
    }
    assert [(each["line"], each["pence"], each["supplier"]) for each in payments] == [
        (2, 120000, "Fernbank Gardens Ltd"),
        (3, 105050, "Fernbank Gardens Ltd"),
        (4, -20025, "Rooftop Repairs CIC"),
    ]
    assert rejected == []
    assert (manifest["body"], manifest["pence"], manifest["credits"]) == ("E08000024", 205025, 1)
    assert manifest["mappings"][0]["columns"]["amount"] == "Net Amount (£)"


DIRTY = """Anytown Council,,,,,
Payments over £500 for April and May 2024,,,,,
,,,,,
Service Area,Expenses Type,Paid Date,Supplier Name,Transaction No,Net Amount (£)
Parks,Upkeep,01/04/2024,Fernbank Gardens Ltd,T1,"1,200.00"
Parks,Upkeep,01/04/2024,Fernbank Gardens Ltd,T1,"1,200.00"
,,,,,
Housing,Repairs,03/04/2024,REDACTED PERSONAL DATA,T3,60.00
Housing,Repairs,04/04/2024,Rooftop Repairs CIC,T4,-50.00
Housing,Repairs,,Rooftop Repairs CIC,T5,10.00
Housing,Repairs,05/04/2024,,T6,5.00
,,,Total for April,,"2,425.00"
May 2024,,,,,
Service Area,Expenses Type,Paid Date,Supplier Name,Transaction No,Net Amount (£)
Parks,Upkeep,31/06/2024,Fernbank Gardens Ltd,T7,1.00
Parks,Upkeep,02/05/2024,Fernbank Gardens Ltd,T8,see note
Parks,Upkeep,02/05/2024,Fernbank Gardens Ltd,T9,
Parks,Upkeep,02/05/2024,Total Landscapes Ltd,T10,70.00
Grand Total,,,,,"2,495.00"
"""


def test_titles_totals_headers_and_blanks(write, out):
    summary, payments, _, manifest = load(write(DIRTY), out)
    assert summary["reasons"] == {
        "no amount": 1,
        "repeated-header row": 1,
        "title row": 1,
        "totals row": 2,
        "unreadable amount": 1,
        "unreadable date": 1,
    }
    assert (summary["rows_in"], summary["loaded"], summary["rejected"]) == (14, 7, 7)
    assert summary["amount"] == "2495.00"
    assert [each["line"] for each in payments if each["is_duplicate"]] == [6]
    assert [each["line"] for each in payments if each["is_redacted"]] == [8]
    assert (manifest["undated"], manifest["without_supplier"], manifest["duplicate_pence"]) == (1, 1, 120000)
    assert manifest["files"][0]["header_line"] == 4


def test_every_rejected_row_keeps_its_file_line_reason_and_text(write, out):
    _, _, rejected, _ = load(write(DIRTY), out)
    assert [(each["file"], each["line"], each["reason"]) for each in rejected] == [
        ("spend.csv", 12, "totals row"),
        ("spend.csv", 13, "title row"),
        ("spend.csv", 14, "repeated-header row"),
        ("spend.csv", 15, "unreadable date"),
        ("spend.csv", 16, "unreadable amount"),
        ("spend.csv", 17, "no amount"),
        ("spend.csv", 19, "totals row"),
    ]
    assert rejected[4]["text"].endswith("T8 | see note")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(write, plain_text, out, encoding):
    text = plain_text.replace("Fernbank", "Café Fernbank")
    summary, payments, _, _ = load(write(text, encoding=encoding), out)
    assert summary["amount"] == "2050.25"
    assert payments[0]["supplier"] == "Café Fernbank Gardens Ltd"


def test_lines_of_different_encodings_in_one_file(write, plain_text, out):
    lines = plain_text.replace("Fernbank", "Café Fernbank").splitlines(keepends=True)
    content = b"".join(line.encode("utf-8" if at % 2 else "cp1252") for at, line in enumerate(lines))
    _, payments, _, _ = load(write(content), out)
    assert {each["supplier"] for each in payments[:2]} == {"Café Fernbank Gardens Ltd"}


@pytest.mark.parametrize("mark", ["\t", ";", "|"])
def test_delimiters(write, out, mark):
    text = (
        mark.join(("Date", "Supplier", "Amount"))
        + "\n"
        + mark.join(("01/04/2024", "Fernbank, Gardens", "5.00"))
        + "\n"
    )
    summary, payments, _, _ = load(write(text), out)
    assert (summary["amount"], payments[0]["supplier"]) == ("5.00", "Fernbank, Gardens")


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_endings(write, plain_text, out, ending):
    assert load(write(plain_text.replace("\n", ending)), out)[0]["loaded"] == 3


def test_a_quotation_mark_never_closed_swallows_nothing(write, out):
    rows = [f"0{1 + n % 9}/04/2024,Supplier {n} Ltd,1.00" for n in range(40)]
    rows[5] = '05/04/2024,"Open Ended Ltd,1.00'
    summary, _, _, _ = load(write("Date,Supplier,Amount\n" + "\n".join(rows)), out)
    assert (summary["rows_in"], summary["amount"]) == (40, "40.00")


def test_a_name_over_two_lines_is_one_record(write, out):
    summary, payments, _, _ = load(write('Date,Supplier,Amount\n01/04/2024,"Fernbank\nGardens",5.00\n'), out)
    assert (summary["rows_in"], payments[0]["supplier"]) == (1, "Fernbank Gardens")


@pytest.mark.parametrize("kind", ["spend.tar.gz", "spend.zip"])
def test_archives_of_files_with_different_headers(write, plain_text, archives, out, kind):
    other = "Date of Payment;Beneficiary;Gross;Amount excl VAT\n01.05.2024;Rooftop Repairs CIC;12,00;10,00\n"
    members = {"b/may.csv": other.encode(), "a/april.csv": plain_text.encode(), "README.md": b"about"}
    summary, payments, _, _ = load(write(archives[kind](members), name=kind), out)
    assert (summary["files"], summary["amount"]) == (2, "2060.25")
    assert payments[-1]["file"] == f"{kind}:b/may.csv"


def workbook(path):
    import datetime as dt

    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        dates = book.add_format({"num_format": "dd/mm/yyyy"})
        notes, sheet, serials = (book.add_worksheet(name) for name in ("Notes", "April", "May"))
        notes.write(0, 0, "All payments over £500")
        sheet.write_row(0, 0, ["Anytown Council"])
        sheet.write_row(2, 0, ["Payment Date", "Supplier", "Amount", "Supplier Post Code"])
        sheet.write_datetime(3, 0, dt.date(2024, 4, 30), dates)
        sheet.write_row(3, 1, ["Fernbank Gardens Ltd", 1234.56, "SR5 2AA"])
        sheet.write_row(4, 1, ["Total", 1234.56])
        serials.write_row(0, 0, ["Payment Date", "Supplier", "Amount"])
        serials.write_row(1, 0, [45413, "Rooftop Repairs CIC", -0.29])
        workings = book.add_worksheet("Workings")
        workings.write_row(0, 0, ["Payment Date", "Supplier", "Amount"])
        workings.write_row(1, 0, [45413, "Rooftop Repairs CIC", 7])
        workings.hide()
    return path


def test_a_workbook_with_sheets_title_serials_and_totals(tmp_path, out):
    summary, payments, rejected, manifest = load(workbook(tmp_path / "spend.xlsx"), out)
    assert (summary["files"], summary["loaded"], summary["amount"]) == (2, 2, "1234.27")
    assert [str(each["paid_on"]) for each in payments] == ["2024-04-30", "2024-05-01"]
    assert payments[0]["postcode"] == "SR5 2AA"
    assert [(each["file"], each["line"]) for each in rejected] == [("spend.xlsx#April", 5)]
    assert [each["file"] for each in manifest["passed_over"]] == ["spend.xlsx#Notes", "spend.xlsx#Workings"]
    assert manifest["passed_over"][1]["reason"] == "a hidden sheet of the workbook"


def test_an_open_document_sheet(tmp_path, out):
    from odfdo import Document, Row, Table

    document, table = Document("spreadsheet"), Table("April")
    document.body.clear()
    for values in (["Date", "Supplier", "Amount"], ["01/04/2024", "Fernbank Gardens Ltd", 12.5]):
        row = Row()
        row.set_values(values)
        table.append_row(row)
    document.body.append(table)
    document.save(tmp_path / "spend.ods")
    summary, payments, _, _ = load(tmp_path / "spend.ods", out)
    assert (summary["amount"], str(payments[0]["paid_on"])) == ("12.50", "2024-04-01")


def test_columns_are_found_by_content_when_names_do_not_tell(write, out):
    rows = "\n".join(f"Parks,{day:02d}/04/2024,Supplier {day} Ltd,{day}.50,X{day}" for day in range(1, 21))
    summary, payments, _, manifest = load(write("A,B,Beneficiary,D,E\n" + rows), out)
    assert (summary["loaded"], payments[0]["pence"], str(payments[0]["paid_on"])) == (20, 150, "2024-04-01")
    assert manifest["mappings"][0]["found_by"]["amount"] == "content"


def test_a_file_without_any_header_is_read_by_content(write, out):
    rows = "\n".join(f"{day:02d}/04/2024,Supplier {day} Ltd,{day}.50" for day in range(1, 21))
    assert load(write(rows), out)[0]["rows_in"] == 20


def test_commas_without_quotation_marks_do_not_make_another_column_the_amount(write, out):
    rows = "01/04/2023,Smith, Jones & Co,Roads,10.00\n02/04/2023,Fern Ltd,Roads,5.00\n03/04/2023,Larder plc,Roads"
    summary, _, rejected, _ = load(write(f"Date,Supplier,Service,Net Amount\n{rows}\n"), out)
    assert (summary["rows_in"], summary["loaded"], summary["amount"]) == (3, 1, "5.00")
    assert [each["reason"] for each in rejected] == ["unreadable amount", "no amount"]


def test_a_column_called_amount_that_holds_codes_is_passed_over(write, out):
    header = "Paid Date,Supplier,Amount Code,Amount Type,Invoice Value\n"
    text = header + "01/04/2024,Fernbank,A1,Net,5.00\n02/04/2024,Fernbank,A2,Net,6.00\n"
    assert load(write(text), out)[0]["amount"] == "11.00"


def test_net_comes_before_gross_and_vat_is_never_the_amount(write, out):
    text = "Date,Supplier,Gross Amount,VAT Amount,Net Amount\n01/04/2024,Fernbank,12.00,2.00,10.00\n"
    assert load(write(text), out)[0]["amount"] == "10.00"


def test_debit_and_credit_columns(write, out):
    text = "Date,Supplier,Debit,Credit\n01/04/2024,Fernbank,12.00,\n02/04/2024,Fernbank,,5.00\n"
    assert load(write(text), out)[0]["amount"] == "7.00"


def test_months_pasted_together_with_columns_in_another_order(write, out):
    text = "Date,Supplier,Amount\n01/04/2024,Fernbank,1.00\nSupplier,Amount,Date\nRooftop,2.00,01/05/2024\n"
    summary, payments, _, _ = load(write(text), out)
    assert (summary["amount"], summary["reasons"]) == ("3.00", {"repeated-header row": 1})
    assert payments[1]["supplier"] == "Rooftop"


def test_american_dates_are_told_from_the_column(write, out):
    text = "Date,Supplier,Amount\n04/05/2024,Fernbank,1.00\n04/25/2024,Fernbank,1.00\n"
    assert [str(each["paid_on"]) for each in load(write(text), out)[1]] == ["2024-04-05", "2024-04-25"]


def test_without_a_date_column_the_month_in_the_files_name_counts(write, out):
    path = write("Supplier,Amount,Department\nFernbank,1.00,Parks\n", name="spend-may-2024.csv")
    assert str(load(path, out)[1][0]["paid_on"]) == "2024-05-01"


def test_running_numbers_do_not_hide_a_duplicate(write, out):
    text = "#,Date,Supplier,Amount\n1,01/04/2024,Fernbank,1.00\n2,01/04/2024,Fernbank,1.00\n3,,,\n"
    summary, payments, _, _ = load(write(text), out)
    assert [each["is_duplicate"] for each in payments] == [False, True]
    assert summary["reasons"] == {"no amount": 1}


def test_a_card_file_is_flagged(write, out):
    text = "Transaction Date,Merchant Name,Amount,Merchant Category\n01/04/2024,Corner Stationers,9.99,Stationery\n"
    assert load(write(text), out)[1][0]["is_card"]


def test_the_same_file_twice_is_said(write, plain_text, out):
    first, second = write(plain_text, "a.csv"), write(plain_text, "b.csv")
    assert load([first, second], out)[3]["same_content"] == [{"file": "b.csv", "as": "a.csv"}]


def test_a_given_mapping_wins(write, out):
    text = "Date,Supplier,Amount,Paid Out\n01/04/2024,Fernbank,1.00,2.00\n"
    assert load(write(text), out, given=GivenMapping({"amount": "Paid Out"}))[0]["amount"] == "2.00"


def test_a_mapping_file_says_what_is_wrong_with_it(write):
    with pytest.raises(MappingFileError, match=r"\$\.columns\.amont is no field"):
        read_given_mapping(write('{"columns": {"amont": "Net"}}', "m.json"), frozenset({"amount"}))


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "empty.csv", "is empty"),
        (b"%PDF-1.4", "x.pdf", "not a table"),
        (b"<html><p>Moved", "x.xls", "web page"),
        (b"<html><table><tr><td>Moved", "x.xls", "no header row"),
        (b"PK\x03\x04rubbish", "x.xlsx", "damaged"),
        (b"\x1f\x8b\x08rubbish", "x.tar.gz", "damaged"),
        (b"hello\nworld\n", "x.csv", "no header row"),
        (bytes(range(256)) * 20, "x.csv", "is not text"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name_and_leaves_nothing(write, out, content, name, message):
    with pytest.raises(Unreadable, match=message) as raised:
        load(write(content, name), out)
    assert name in str(raised.value)
    assert not out.exists()


def test_a_folder_that_is_no_dataset_is_never_replaced(write, plain_text, out):
    out.mkdir()
    (out / "letter.txt").write_text("dear all", "utf-8")
    with pytest.raises(Unreadable, match="other files"):
        load(write(plain_text), out)
    assert (out / "letter.txt").exists()


CELLS = """Fernbank||Total|01/04/2024|n/a|5.00|(5.00)|Paid Date|x|£|7 CR|Net Amount|REDACTED|"|31/31/2024"""
TEXTS = st.sampled_from(CELLS.split("|"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.lists(TEXTS, min_size=1, max_size=5), max_size=12))
def test_rows_in_is_always_loaded_plus_rejected(tmp_path, rows):
    import csv

    path = tmp_path / "any.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [["Paid Date", "Supplier", "Net Amount"], ["01/04/2024", "Fernbank", "1.00"], *rows]
        )
    summary, payments, rejected, _ = load(path, tmp_path / "any")
    assert summary["rows_in"] == 1 + sum(any(cell.strip() for cell in row) for row in rows)
    assert summary["rows_in"] == summary["loaded"] + summary["rejected"] == len(payments) + len(rejected)
    assert sum(each["pence"] for each in payments) == int(summary["amount"].replace(".", ""))
