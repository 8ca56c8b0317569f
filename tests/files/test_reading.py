"""The words of an upload: tables and office documents, and nothing that a damaged or huge file could do."""

import io
import zipfile

import docx
import openpyxl
import pytest

from commonweal.domain.personal_data import MOST, Sign, signs
from commonweal.files.reading import LIMIT, words_in


def packed(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return out.getvalue()


def test_cells_of_a_workbook_stand_on_lines_of_their_own():
    book = openpyxl.Workbook()
    book.active.append(["Full name", "Hours"])
    book.active.append(["A & B <C>", 3])
    out = io.BytesIO()
    book.save(out)
    lines = [line.strip() for line in words_in("list.XLSX", out.getvalue()).splitlines()]
    assert "Full name" in lines
    assert "A & B <C>" in lines


def test_paragraphs_and_cells_of_a_document_are_read():
    word = docx.Document()
    word.add_paragraph("Who came")
    table = word.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Surname", "Hours"
    out = io.BytesIO()
    word.save(out)
    assert {"Who came", "Surname", "Hours"} <= set(words_in("list.docx", out.getvalue()).splitlines())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\x89PNG"])
def test_a_damaged_file_has_no_words(content):
    assert words_in("list.xlsx", content) == ""


def test_pictures_and_pdf_files_are_not_read():
    assert words_in("scan.pdf", b"%PDF-1.7 someone@example.org") == ""


def test_no_more_of_a_part_is_read_than_its_limit():
    bomb = packed(xl__sharedStrings_xml="a" * (LIMIT * 3))
    assert len(words_in("bomb.xlsx", bomb)) <= LIMIT


def test_a_part_that_was_damaged_inside_has_no_words():
    whole = bytearray(packed(word__document_xml="<w:t>Full name</w:t>" * 200))
    begins = whole.index(b"document.xml") + len("document.xml")
    whole[begins : begins + 12] = b"\xff" * 12
    assert words_in("list.docx", bytes(whole)) == ""


def test_words_that_come_after_a_large_sheet_of_figures_are_read():
    rows = "".join(f"<c><v>{each}.25</v></c><c><v>{each}</v></c>" for each in range(50_000))
    book = packed(
        xl__worksheets__sheet1_xml=rows + "<c><v>7700900123</v></c>",
        xl__sharedStrings_xml="<si><t>ada@example.org</t></si>",
    )
    assert words_in("hours.xlsx", book).splitlines() == ["ada@example.org", "7700900123"]


def test_each_part_of_a_workbook_has_its_share_of_what_is_looked_at():
    long = "".join(f"<c><is><t>{each} visits</t></is></c>" for each in range(MOST // 10))
    short = "<c><is><t>ada@example.org</t></is></c>"
    book = packed(xl__worksheets__sheet1_xml=long, xl__worksheets__sheet2_xml=short)
    assert Sign.EMAIL in signs(words_in("visits.xlsx", book))
