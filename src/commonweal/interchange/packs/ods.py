"""A workbook as OpenDocument spreadsheet: the same sheets, locks, lists and counts as the Excel file."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from commonweal.domain.packs.book import Book, Cell
from commonweal.domain.packs.workbook import LISTS, Holds
from commonweal.interchange.packs.markup import render
from commonweal.interchange.packs.odf import SPREADSHEET, packed

_REFERENCE = re.compile(r"\b([A-Z]+[0-9]+)\b")
_CHECKS = {
    Holds.NUMBER: "check-number",
    Holds.MONEY: "check-number",
    Holds.RATE: "check-number",
    Holds.DAY: "check-day",
}


def write_ods(book: Book) -> bytes:
    """The workbook as an OpenDocument spreadsheet."""
    language, _, country = book.language.partition("-")
    content = render(
        "ods_content.xml",
        {"openformula": openformula, "validation": validation, "filled": filled},
        pages=book.pages,
        draft=book.draft,
        lists=[(name, chr(ord("A") + place), max(count, 1)) for name, (place, count) in book.lists.items()],
        lists_sheet=LISTS,
        widths=sorted({width for page in book.pages for width in page.widths}),
    )
    styles = render("ods_styles.xml", header=book.header, language=language, country=country or "none")
    meta = render(
        "odf_meta.xml", title=book.title, summary=book.title, author=book.author, language=book.language
    )
    return packed(SPREADSHEET, {"content.xml": content, "styles.xml": styles, "meta.xml": meta})


def openformula(formula: str) -> str:
    """Our word-counting formula as OpenDocument writes it."""
    spaced = _REFERENCE.sub(r"[.\1]", formula.removeprefix("="))
    return "of:=" + spaced.replace(",", ";")


def validation(cell: Cell) -> Any:
    """The attribute that names what may be typed into a cell."""
    from markupsafe import Markup

    name = f"list-{cell.choices}" if cell.choices else _CHECKS.get(cell.holds, "")
    return Markup(' table:content-validation-name="{}"').format(name) if name else ""


def filled(cell: Cell) -> Any:
    """The attributes that say what was filled into a cell; its text is written as its paragraphs."""
    from markupsafe import Markup

    if isinstance(cell.value, Decimal):
        return Markup(' office:value-type="float" office:value="{}"').format(f"{cell.value:f}")
    if isinstance(cell.value, dt.date):
        return Markup(' office:value-type="date" office:date-value="{}"').format(cell.value.isoformat())
    return Markup(' office:value-type="string"') if cell.value else ""
