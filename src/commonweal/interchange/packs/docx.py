"""A plain document as DOCX: real heading styles, table header rows, language, title, page numbers, text for pictures."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from commonweal.domain.packs.document import (
    Block,
    Bullets,
    Clause,
    Document,
    Facts,
    Heading,
    Manner,
    Notice,
    Paragraph,
    Shares,
    Table,
)
from commonweal.interchange.packs import docx_parts as parts
from commonweal.interchange.packs import docx_styles as styles
from commonweal.interchange.packs.pictures import png_of
from commonweal.interchange.packs.text import clean

#: The library stamps each part with the moment of writing; a file must depend on its content alone.
_STAMP = (2000, 1, 1, 0, 0, 0)
#: Rows up to which a table is not broken over two pages.
_SHORT = 10
_MANNER = {
    Manner.NORMAL: "Normal",
    Manner.STRONG: "Normal",
    Manner.LEAD: styles.LEAD,
    Manner.SMALL: styles.SMALL,
}


def write_docx(document: Document) -> bytes:
    """The document as a Word file with our own plain styles."""
    import docx

    word = docx.Document()
    styles.ready(word, document.language)
    parts.set_properties(word, document)
    parts.set_page(word)
    parts.furnish(word, document)
    parts.work_out_fields_on_opening(word)
    writer = WordWriter(word)
    writer.line(document.kicker, styles.KICKER)
    writer.line(document.title, "Title")
    if document.is_draft:
        writer.line(document.furniture.draft, styles.DRAFT)
    writer.add(document.blocks[0])
    writer.contents(document)
    for block in document.blocks[1:]:
        writer.add(block)
    return saved(word)


def saved(word: Any) -> bytes:
    """The file's bytes: the same for the same content, at any moment."""
    written, target = io.BytesIO(), io.BytesIO()
    word.save(written)
    with zipfile.ZipFile(written) as parts_in, zipfile.ZipFile(target, "w") as parts_out:
        for name in parts_in.namelist():
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            parts_out.writestr(info, parts_in.read(name))
    return target.getvalue()


class WordWriter:
    """Writes blocks at the end of a document's body, with the styles of `docx_styles`."""

    def __init__(self, word: Any) -> None:
        self.word = word
        # Looked up once: the library reads every style again for each paragraph.
        self.style_ids = {style.name: style.style_id for style in word.styles}

    def add(self, block: Block) -> None:
        """Write one block."""
        if isinstance(block, Heading):
            parts.add_bookmarked(self._paragraph(f"Heading {block.level}"), block.anchor, clean(block.shown))
        elif isinstance(block, Paragraph):
            self.line(block.text, _MANNER[block.manner], bold=block.manner is Manner.STRONG)
        elif isinstance(block, Clause):
            self.line(f"{block.number}\t{block.text}", styles.CLAUSE)
        elif isinstance(block, Bullets):
            self._bullets(block)
        elif isinstance(block, Notice):
            self._notice(block)
        elif isinstance(block, Shares):
            parts.add_picture(self.word, png_of(block), block.alt)
        else:
            self._table(block)

    def line(self, text: str, style: str, *, bold: bool = False) -> Any:
        """A paragraph of text."""
        paragraph = self._paragraph(style)
        parts.write(paragraph, text, bold=bold)
        return paragraph

    def contents(self, document: Document) -> None:
        """The first-level headings, each a link within the document with the page it stands on."""
        self.line(document.furniture.contents, styles.TABLE_CAPTION)
        for heading in document.headings():
            paragraph = self._paragraph(styles.CONTENTS)
            parts.add_link(paragraph, heading.anchor, clean(heading.shown))
            parts.add_page_of(paragraph, heading.anchor)

    def _paragraph(self, style: str) -> Any:
        return parts.new_paragraph(self.word, self.style_ids[style])

    def _bullets(self, block: Bullets) -> None:
        ordered = parts.new_ordered_list(self.word) if block.is_ordered else None
        for item in block.items:
            paragraph = self.line(item, "List Number" if block.is_ordered else "List Bullet")
            if ordered is not None:
                parts.number_by(paragraph, ordered)

    def _notice(self, block: Notice) -> None:
        title = self.line(block.title, styles.NOTICE, bold=True)
        title.paragraph_format.keep_with_next = True
        for text in clean(block.text).split("\n\n"):
            self.line(text, styles.NOTICE)

    def _table(self, block: Table | Facts) -> None:
        self.line(block.caption, styles.TABLE_CAPTION)
        if isinstance(block, Facts):
            self._rows(block.rows, (34, 66), block.caption)
        else:
            rows = (block.head, *block.rows)
            self._rows(
                rows,
                block.widths,
                block.caption,
                head=1,
                row_heads=block.has_row_heads,
                numeric=block.numeric,
            )
        self._paragraph(styles.AFTER_TABLE)

    def _rows(
        self,
        rows: tuple[tuple[str, ...], ...],
        widths: tuple[int, ...],
        caption: str,
        *,
        head: int = 0,
        row_heads: bool = True,
        numeric: frozenset[int] = frozenset(),
    ) -> None:
        """A table whose first `head` rows are headers. A short one is kept on one page."""
        table = parts.new_table(self.word, len(rows), widths, caption)
        for place, (row, texts) in enumerate(zip(table._tbl.tr_lst, rows, strict=True)):
            is_head = place < head
            stays = len(rows) <= _SHORT and place < len(rows) - 1
            heads = range(len(texts)) if is_head else range(int(row_heads))
            self._row(row, texts, heads=heads, numeric=numeric, stays=stays or is_head)
            if is_head:
                parts.repeat(row)
        parts.has_headers(table, header_row=head > 0, first_column=row_heads)

    def _row(
        self, row: Any, texts: tuple[str, ...], *, heads: range, numeric: frozenset[int], stays: bool
    ) -> None:
        parts.keep_whole(row)
        for place, (paragraph, text) in enumerate(zip(parts.cells_of(row), texts, strict=True)):
            paragraph._p.style = self.style_ids[styles.CELL]
            if stays:
                paragraph.paragraph_format.keep_with_next = True
            parts.write(paragraph, text, bold=place in heads)
            if place in numeric:
                parts.align_right(paragraph)
