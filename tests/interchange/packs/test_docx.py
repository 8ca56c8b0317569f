"""A Word file that assistive technology can read."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.domain.packs.document import Clause, Heading, Paragraph, Table
from commonweal.interchange.packs.docx import write_docx
from tests.interchange.packs.documents import a_document


@pytest.fixture(scope="module")
def word():
    return docx.Document(io.BytesIO(write_docx(a_document())))


def test_the_file_names_its_title_author_and_language(word):
    properties = word.core_properties
    assert (properties.title, properties.author) == ("Home care: ask schedule", "Borough of Example")
    assert properties.language == "en-GB"
    assert next(each.get(qn("w:val")) for each in word.styles.element.iter(qn("w:lang"))) == "en-GB"


def test_the_bytes_depend_on_the_content_and_not_on_the_moment(monkeypatch):
    import time

    first = write_docx(a_document())
    later = time.time() + 86_400
    monkeypatch.setattr(time, "time", lambda: later)
    assert write_docx(a_document()) == first


def test_headings_are_headings(word):
    found = [(p.style.name, p.text) for p in word.paragraphs if p.style.name.startswith("Heading")]
    assert found == [
        ("Heading 1", "1 First part"),
        ("Heading 2", "1.1 Below it"),
        ("Heading 1", "2 Second part"),
    ]


def test_the_contents_lead_to_every_part(word):
    links = [each.get(qn("w:anchor")) for each in word.element.body.iter(qn("w:hyperlink"))]
    marks = {each.get(qn("w:name")) for each in word.element.body.iter(qn("w:bookmarkStart"))}
    assert links == ["part-1", "part-2"]
    assert set(links) <= marks


def test_the_contents_have_the_page_of_each_part_worked_out_on_opening(word):
    fields = [each.get(qn("w:instr")) for each in word.element.body.iter(qn("w:fldSimple"))]
    assert fields == ["PAGEREF part-1 \\h", "PAGEREF part-2 \\h"]
    (update,) = word.settings.element.iter(qn("w:updateFields"))
    assert update.get(qn("w:val")) == "true"


def test_a_table_s_header_row_is_marked_and_repeated(word):
    facts, weights = word.tables
    heads = [
        row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in weights.rows
    ]
    assert heads == [True, False, False]
    assert [cell.text for cell in weights.rows[0].cells] == ["What", "Weight"]
    assert weights._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Weights"
    assert facts._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"


def test_a_picture_has_a_text_in_its_place(word):
    texts = [each.get("descr") for each in word.element.body.iter(qn("wp:docPr"))]
    assert texts == ["Bar chart: price 40%, care 60%."]


def test_every_page_has_its_number(word):
    footer = word.sections[0].footer._element
    assert [each.get(qn("w:instr")) for each in footer.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_text_stays_text_and_signs_that_xml_cannot_hold_are_left_out(word):
    assert 'Tom & Jerry <b>"quoted"</b> =1+1 ’  end' in [p.text for p in word.paragraphs]


def test_a_draft_says_so_on_every_page_and_a_published_version_does_not(word):
    draft = docx.Document(io.BytesIO(write_docx(a_document(is_draft=True))))
    assert b"DraftWatermark" in _part(draft, "header")
    assert "DRAFT" in [p.text for p in draft.paragraphs]
    assert b"DraftWatermark" not in _part(word, "header")


def _part(word, kind: str) -> bytes:
    target = io.BytesIO()
    word.save(target)
    with zipfile.ZipFile(target) as packed:
        return b"".join(packed.read(name) for name in packed.namelist() if kind in name)


def test_a_second_ordered_list_starts_again():
    from commonweal.domain.packs.document import Bullets

    blocks = (*a_document().blocks, Bullets(("a", "b"), is_ordered=True))
    word = docx.Document(io.BytesIO(write_docx(a_document(blocks=blocks))))
    numbers = [p._p.pPr.numPr.numId.val for p in word.paragraphs if p.style.name == "List Number"]
    assert len(set(numbers)) == 2


@settings(max_examples=30)
@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_makes_a_file_that_opens(text, title):
    blocks = (
        a_document().blocks[0],
        Heading(1, "1", title),
        Paragraph(text),
        Clause("1.1", text),
        Table(text, ("A", "B"), ((text, title),), (50, 50)),
    )
    assert docx.Document(io.BytesIO(write_docx(a_document(title=title, blocks=blocks)))).tables


def test_a_clause_has_its_number_before_a_tab_and_lines_are_broken(word):
    clause = next(p for p in word.paragraphs if p.text.startswith("1.1.1"))
    assert len(list(clause._p.iter(qn("w:tab")))) == 1
    broken = next(p for p in word.paragraphs if p.text.startswith("Two"))
    assert len(list(broken._p.iter(qn("w:br")))) == 3
