"""A workbook as XLSX: locked but for what is filled in, with drop-downs, checks on what is typed, and word counts."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from commonweal.domain.packs.book import Book, Cell, Page
from commonweal.domain.packs.workbook import ABOUT, LISTS, LONGEST_CELL, Holds
from commonweal.interchange.packs.text import clean

_HEAD_ROW = 2
#: Points of one line of text, and the most that a row of the file format may have.
_LINE, _TALLEST = 15, 409
_EPOCH = dt.datetime(2000, 1, 1)  # noqa: DTZ001  the file format knows no zones
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": "#0B5563"},
    "note": {"font_color": "#505A5F"},
    "draft": {"bold": True, "font_size": 14, "font_color": "#9B1C1C"},
    "head": {"bold": True, "bg_color": "#F3F2F1", "bottom": 2, "text_wrap": True, "valign": "top"},
    Holds.FIXED: {"text_wrap": True, "valign": "top"},
    Holds.COUNTED: {"num_format": "0", "valign": "top", "font_color": "#505A5F"},
    Holds.TEXT: {"num_format": "@", "text_wrap": True, "valign": "top"},
    Holds.CHOICE: {"num_format": "@", "text_wrap": True, "valign": "top"},
    Holds.NUMBER: {"num_format": "#,##0.###", "valign": "top"},
    Holds.MONEY: {"num_format": "£#,##0.00", "valign": "top"},
    Holds.RATE: {"num_format": "£#,##0.00##", "valign": "top"},
    Holds.DAY: {"num_format": "dd/mm/yyyy", "valign": "top"},
}
_OPEN = {"bg_color": "#FFFBE0", "border": 1, "border_color": "#B1B4B6", "locked": False}


def write_xlsx(book: Book) -> bytes:
    """The workbook as an Excel file. Text is always text: a cell that begins with ``=`` never becomes a formula."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as file:
        file.set_properties(
            {
                "title": clean(book.title),
                "author": clean(book.author),
                "created": _EPOCH,
                "comments": book.language,
            }
        )
        formats = {
            name: file.add_format(
                {"font_name": "Arial", "font_size": 11, **look, **(_OPEN if _is_open(name) else {})}
            )
            for name, look in _FORMATS.items()
        }
        for page in book.pages:
            _Sheet(file.add_worksheet(page.name), book, page, formats).write()
    return target.getvalue()


def _is_open(name: str) -> bool:
    return isinstance(name, Holds) and Cell(holds=name).is_open


def _alike(one: Cell, other: Cell) -> bool:
    """True for cells in which the same may be typed."""
    return (one.holds, one.choices) == (other.holds, other.choices)


class _Sheet:
    """Writes one page into one sheet."""

    def __init__(self, sheet: Any, book: Book, page: Page, formats: dict[str, Any]) -> None:
        self.sheet, self.book, self.page, self.formats = sheet, book, page, formats

    def write(self) -> None:
        self._set_up()
        self.sheet.write_string(0, 0, clean(self.page.title), self.formats["title"])
        note = f"{self.book.draft} {self.page.note}".strip()
        look = self.formats["draft" if self.book.draft else "note"]
        self.sheet.write_string(1, 0, clean(note)[:LONGEST_CELL], look)
        for column, head in enumerate(self.page.heads):
            self.sheet.write_string(_HEAD_ROW, column, clean(head), self.formats["head"])
        for number, row in enumerate(self.page.rows, start=_HEAD_ROW + 1):
            height = self.page.row_height or self._height(row)
            if height:
                self.sheet.set_row(number, height)
            for column, cell in enumerate(row):
                self._cell(number, column, cell)
        self._guard()

    def _height(self, row: Sequence[Cell]) -> int:
        """Points that the longest text of a row needs when it is printed; 0 for a row of single lines."""
        lines = max(
            (
                sum(max(1, -(-len(line) // int(width))) for line in text.split("\n"))
                for cell, width in zip(row, self.page.widths, strict=False)
                for text in [str(cell.value or cell.text or "")]
            ),
            default=1,
        )
        return min(lines * _LINE, _TALLEST) if lines > 1 else 0

    def _set_up(self) -> None:
        for column, width in enumerate(self.page.widths):
            self.sheet.set_column(column, column, width)
        self.sheet.freeze_panes(_HEAD_ROW + 1, 0)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(_HEAD_ROW)
        shown = clean(self.book.header).replace("&", "&&")
        self.sheet.set_header(f"&L{shown}&R&A")
        self.sheet.set_footer("&L&F&R&P / &N")
        # No password: it keeps nobody out, and a person who needs to read a locked cell aloud must be able to.
        self.sheet.protect("", {"format_columns": True, "format_rows": True})

    def _cell(self, row: int, column: int, cell: Cell) -> None:
        look = self.formats[cell.holds]
        if cell.formula:
            self.sheet.write_formula(row, column, cell.formula, look, 0)
        elif isinstance(cell.value, Decimal):
            self.sheet.write_number(row, column, float(cell.value), look)
        elif isinstance(cell.value, dt.date):
            self.sheet.write_datetime(row, column, cell.value, look)
        elif cell.value:
            self.sheet.write_string(row, column, clean(cell.value)[:LONGEST_CELL], look)
        elif cell.text:
            self.sheet.write_string(row, column, clean(cell.text)[:LONGEST_CELL], look)
        else:
            self.sheet.write_blank(row, column, None, look)

    def _guard(self) -> None:
        """What may be typed: one check for each run of like cells in a column."""
        rows = self.page.rows
        for column in range(len(self.page.heads)):
            start = 0
            while start < len(rows):
                end = start
                while end + 1 < len(rows) and _alike(rows[end + 1][column], rows[start][column]):
                    end += 1
                self._check(rows[start][column], start + _HEAD_ROW + 1, end + _HEAD_ROW + 1, column)
                start = end + 1

    def _check(self, cell: Cell, first: int, last: int, column: int) -> None:
        rule = self._rule(cell)
        if rule is not None:
            self.sheet.data_validation(first, column, last, column, rule)

    def _rule(self, cell: Cell) -> dict[str, Any] | None:
        if cell.choices and self.page.name not in (LISTS, ABOUT):
            place, count = self.book.lists[cell.choices]
            letter = chr(ord("A") + place)
            first, last = _HEAD_ROW + 2, _HEAD_ROW + 1 + max(count, 1)
            return {"validate": "list", "source": f"={LISTS}!${letter}${first}:${letter}${last}"}
        if cell.holds in (Holds.NUMBER, Holds.MONEY, Holds.RATE):
            return {"validate": "decimal", "criteria": ">=", "value": 0}
        if cell.holds is Holds.DAY:
            return {"validate": "date", "criteria": ">=", "value": dt.date(2000, 1, 1)}
        return None
