"""An OpenDocument text that assistive technology can read."""

import io
import zipfile

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.domain.packs.document import Clause, Heading, Paragraph, Table
from commonweal.interchange.packs.odt import write_odt
from tests.interchange.packs.documents import a_document

_NS = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def part(content: bytes, name: str):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return ElementTree.fromstring(packed.read(name))


@pytest.fixture(scope="module")
def content() -> bytes:
    return write_odt(a_document())


def test_the_media_type_comes_first_and_unpacked(content):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        first = packed.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_the_same_document_is_the_same_file(content):
    assert write_odt(a_document()) == content


def test_the_file_names_its_title_and_language(content):
    meta = part(content, "meta.xml")
    assert meta.find(".//dc:title", _NS).text == "Home care: ask schedule"
    assert meta.find(".//dc:language", _NS).text == "en-GB"
    assert b'fo:language="en" fo:country="GB"' in _raw(content, "styles.xml")


def _raw(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read(name)


def test_headings_stand_in_the_outline(content):
    found = part(content, "content.xml").findall(".//text:h", _NS)
    level = f"{{{_NS['text']}}}outline-level"
    assert [(each.get(level), "".join(each.itertext())) for each in found] == [
        ("1", "1 First part"),
        ("2", "1.1 Below it"),
        ("1", "2 Second part"),
    ]


def test_a_table_s_header_row_is_marked(content):
    heads = part(content, "content.xml").findall(".//table:table-header-rows", _NS)
    assert ["|".join(text for text in head.itertext() if text.strip()) for head in heads] == ["What|Weight"]


def test_a_picture_has_a_text_in_its_place(content):
    assert [each.text for each in part(content, "content.xml").findall(".//svg:desc", _NS)] == [
        "Bar chart: price 40%, care 60%."
    ]


def test_text_stays_text(content):
    paragraphs = ["".join(each.itertext()) for each in part(content, "content.xml").findall(".//text:p", _NS)]
    assert 'Tom & Jerry <b>"quoted"</b> =1+1 ’  end' in paragraphs


def test_a_draft_says_so_on_every_page(content):
    draft = write_odt(a_document(is_draft=True))
    assert b"Pictures/draft.png" in _raw(draft, "styles.xml")
    assert b"Pictures/draft.png" not in _raw(content, "styles.xml")


@settings(max_examples=30)
@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_makes_a_file_whose_parts_are_whole(text, title):
    blocks = (
        a_document().blocks[0],
        Heading(1, "1", title),
        Paragraph(text),
        Clause("1.1", text),
        Table(text, ("A", "B"), ((text, title),), (50, 50)),
    )
    made = write_odt(a_document(title=title, blocks=blocks))
    for name in ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"):
        assert part(made, name) is not None
