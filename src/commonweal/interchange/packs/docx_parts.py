"""The parts of a Word file that python-docx has no call for, each in one function."""

from __future__ import annotations

import datetime as dt
import io
import zlib
from typing import Any

from commonweal.domain.packs.document import Document
from commonweal.interchange.packs.docx_styles import FURNITURE, RULE, TEAL
from commonweal.interchange.packs.text import clean

_WIDTH_CM = 17.0
_EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def set_properties(word: Any, document: Document) -> None:
    """Title, author, subject and language of the file. Its dates are left out of what is told apart."""
    properties = word.core_properties
    properties.title, properties.author = clean(document.title)[:255], clean(document.author)[:255]
    properties.subject, properties.language = clean(document.summary)[:255], document.language
    properties.comments, properties.last_modified_by = "", clean(document.author)[:255]
    properties.created = properties.modified = _EPOCH


def set_page(word: Any) -> None:
    """A4 with margins that leave 17 cm of text."""
    from docx.shared import Cm

    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2.2)


def furnish(word: Any, document: Document) -> None:
    """Header and footer of every page, with page numbers; a draft says so across the page too."""
    section, words = word.sections[0], document.furniture
    header = section.header.paragraphs[0]
    header.style = FURNITURE
    header.add_run(clean(words.header))
    footer = section.footer.paragraphs[0]
    footer.style = FURNITURE
    footer.paragraph_format.tab_stops.clear_all()
    _right_tab(footer)
    footer.add_run(f"{clean(words.footer)[:80]}\t")
    before, _, rest = words.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    footer.add_run(before)
    _field(footer, "PAGE")
    footer.add_run(between)
    _field(footer, "NUMPAGES")
    footer.add_run(after)
    if document.is_draft:
        watermark(header, words.draft)


def _right_tab(paragraph: Any, *, dots: bool = False) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Cm

    leader = WD_TAB_LEADER.DOTS if dots else WD_TAB_LEADER.SPACES
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(_WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT, leader)


def _field(paragraph: Any, code: str, shown: str = "1") -> None:
    """A field that the program works out; `shown` stands there until it has."""
    field = _element("fldSimple", instr=code)
    run, text = _element("r"), _element("t")
    text.text = shown
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def watermark(paragraph: Any, word: str) -> None:
    """The word across the page, as Word itself makes it."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    shape = (
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
        '<w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
        'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        '<v:shape id="DraftWatermark" type="#_x0000_t136" alt="{word}" style="position:absolute;margin-left:0;'
        "margin-top:0;width:380pt;height:150pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;"
        'mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin" '
        'fillcolor="#d9d9d9" stroked="f"><v:fill opacity=".5"/><v:textpath style="font-family:Arial;font-size:1pt" '
        'string="{word}"/></v:shape></w:pict></w:r>'
    )
    paragraph._p.append(parse_xml(shape.replace("{word}", _attribute(word))))


def _attribute(text: str) -> str:
    from xml.sax.saxutils import quoteattr

    return quoteattr(clean(text))[1:-1].replace('"', "&quot;")


def add_bookmarked(paragraph: Any, name: str, text: str) -> None:
    """Text that a link can lead to."""
    number = str(zlib.crc32(name.encode()) & 0x7FFFFFFF)
    paragraph._p.append(_element("bookmarkStart", id=number, name=name))
    paragraph.add_run(text)
    paragraph._p.append(_element("bookmarkEnd", id=number))


def add_link(paragraph: Any, anchor: str, text: str) -> None:
    """A link to a bookmark in the same document."""
    link = _element("hyperlink", anchor=anchor, history="1")
    run, look, shown = _element("r"), _element("rPr"), _element("t")
    look.append(_element("color", val=TEAL))
    look.append(_element("u", val="single"))
    shown.text = text
    run.append(look)
    run.append(shown)
    link.append(run)
    paragraph._p.append(link)


def add_page_of(paragraph: Any, anchor: str) -> None:
    """At the right, after dots, the page on which a bookmark stands. Dots until it is worked out: no number is better
    than a wrong one."""
    _right_tab(paragraph, dots=True)
    paragraph.add_run("\t")
    _field(paragraph, f"PAGEREF {anchor} \\h", "…")


def work_out_fields_on_opening(word: Any) -> None:
    """Page numbers of the contents are filled in when the file is opened. Word asks its reader first."""
    settings = word.settings.element
    # The schema has an order: this setting stands before those that python-docx's empty document begins with.
    later = settings.xpath("./w:hdrShapeDefaults | ./w:footnotePr | ./w:endnotePr | ./w:compat | ./w:rsids")
    made = _element("updateFields", val="true")
    (later[0].addprevious if later else settings.append)(made)


def new_paragraph(word: Any, style_id: str) -> Any:
    """An empty paragraph at the end of the body."""
    from docx.text.paragraph import Paragraph

    body = word.element.body
    made = body.add_p()
    made.style = style_id
    return Paragraph(made, word._body)


def write(paragraph: Any, text: str, *, bold: bool = False) -> None:
    """Text with its line breaks; a blank line between paragraphs is kept as one."""
    run = paragraph.add_run()
    # Assigning makes a tab and a line break of their signs; adding text would not.
    run.text = clean(text)
    run.bold = bold or None


def add_picture(word: Any, png: bytes, alt: str) -> None:
    """A picture across the page, with the text that stands in its place."""
    from docx.shared import Cm

    word.add_picture(io.BytesIO(png), width=Cm(_WIDTH_CM))
    described = word.paragraphs[-1]._p.xpath(".//wp:docPr")[0]
    described.set("descr", clean(alt))


def new_table(word: Any, rows: int, widths: tuple[int, ...], summary: str) -> Any:
    """A table of fixed column widths with thin rules; `summary` is its text for assistive technology.

    Cells are reached by `cells_of`: the library's own way to them reads the whole table again for each.
    """
    from docx.shared import Cm

    table = word.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    properties = table._tbl.tblPr
    properties.append(_borders())
    properties.append(_element("tblCaption", val=clean(summary)))
    sizes = [Cm(_WIDTH_CM * share / 100) for share in widths]
    for column, size in zip(table._tbl.tblGrid.gridCol_lst, sizes, strict=True):
        column.w = size
    for row in table._tbl.tr_lst:
        for cell, size in zip(row.tc_lst, sizes, strict=True):
            cell.width = size
    return table


def cells_of(row: Any) -> list[Any]:
    """The first paragraph of each cell of a row element."""
    from docx.text.paragraph import Paragraph

    return [Paragraph(cell.p_lst[0], cell) for cell in row.tc_lst]


def _borders() -> Any:
    borders = _element("tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_element(side, val="single", sz="6", space="0", color=RULE))
    return borders


def has_headers(table: Any, *, header_row: bool, first_column: bool) -> None:
    """Say which cells head others, so that readers announce them."""
    properties = table._tbl.tblPr
    for look in properties.xpath("./w:tblLook"):
        properties.remove(look)
    look = _element(
        "tblLook",
        val="0000",
        firstRow=str(int(header_row)),
        lastRow="0",
        firstColumn=str(int(first_column)),
        lastColumn="0",
        noHBand="1",
        noVBand="1",
    )
    caption = properties.xpath("./w:tblCaption")
    (caption[0].addprevious if caption else properties.append)(look)


def repeat(row: Any) -> None:
    """A header row (an element) that is read as one and printed again on each page."""
    row.get_or_add_trPr().append(_element("tblHeader"))
    for cell in row.tc_lst:
        cell.get_or_add_tcPr().append(_element("shd", val="clear", color="auto", fill="F3F2F1"))


def keep_whole(row: Any) -> None:
    """A row (an element) is not split over two pages."""
    row.get_or_add_trPr().append(_element("cantSplit"))


def align_right(paragraph: Any) -> None:
    """Figures stand at the right."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def new_ordered_list(word: Any) -> str:
    """The number of a fresh ordered list, which starts again at 1."""
    numbering = word.part.numbering_part.element
    abstract_id = str(
        max((int(n) for n in numbering.xpath("./w:abstractNum/@w:abstractNumId")), default=0) + 1
    )
    abstract, level = _element("abstractNum", abstractNumId=abstract_id), _element("lvl", ilvl="0")
    for child in (
        _element("start", val="1"),
        _element("numFmt", val="decimal"),
        _element("lvlText", val="%1."),
    ):
        level.append(child)
    shape = _element("pPr")
    shape.append(_element("ind", left="567", hanging="425"))
    level.append(shape)
    abstract.append(level)
    first = numbering.xpath("./w:num")
    (first[0].addprevious if first else numbering.append)(abstract)
    return str(numbering.add_num(int(abstract_id)).numId)


def number_by(paragraph: Any, list_number: str) -> None:
    """Number a paragraph by one list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = int(list_number)
