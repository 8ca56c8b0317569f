"""The sheets of an OpenDocument spreadsheet, read as a stream: a cell that claims to be repeated is not unfolded blindly."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal, InvalidOperation
from typing import Any

from commonweal.interchange.packs.faults import refusal
from commonweal.interchange.packs.grid import MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, Grid, GridCell, Value

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_OUTSIDE = frozenset({f"{_TABLE}table-source", f"{_TABLE}dde-links", f"{_TABLE}database-source-sql"})
_NUMBERS = frozenset({"float", "currency", "percentage"})


def read(data: bytes) -> list[Grid]:
    """The sheets in order. Raises UnreadableWorkbook, or ValueError for a part that is not whole."""
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        content = packed.read("content.xml")
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, DefusedXmlException) as error:
        raise refusal("pack.workbook_damaged") from error
    if any(each.tag in _OUTSIDE for each in root.iter()):
        raise refusal("pack.workbook_links")
    scripts = root.find(f"{_OFFICE}scripts")
    if scripts is not None and len(scripts):
        raise refusal("pack.workbook_macros")
    tables = root.findall(f".//{_OFFICE}spreadsheet/{_TABLE}table")
    if len(tables) > MOST_SHEETS:
        raise refusal("pack.sheet_unknown", sheet=str(tables[-1].get(f"{_TABLE}name")))
    hidden = _hidden_styles(root)
    return [_grid(table, hidden) for table in tables]


def _hidden_styles(root: Any) -> set[str]:
    """Names of table styles that hide their sheet."""
    return {
        str(style.get(f"{_STYLE}name"))
        for style in root.iter(f"{_STYLE}style")
        for shown in style.findall(f"{_STYLE}table-properties")
        if shown.get(f"{_TABLE}display") == "false"
    }


def _grid(table: Any, hidden: set[str]) -> Grid:
    grid = Grid(str(table.get(f"{_TABLE}name")), table.get(f"{_TABLE}style-name") in hidden)
    number = 1
    for row in table.iter(f"{_TABLE}table-row"):
        repeated = _repeated(row, "number-rows-repeated")
        cells = _cells(row, grid, number)
        for offset in range(repeated if cells else 0):
            for column, cell in cells:
                grid.put(number + offset, column, cell)
        number += repeated
    return grid


def _cells(row: Any, grid: Grid, number: int) -> list[tuple[int, GridCell]]:
    found, column = [], 0
    for each in row:
        if each.tag not in _CELLS:
            continue
        repeated = _repeated(each, "number-columns-repeated")
        if _spans(each):
            grid.merged.append(f"{_letter(column)}{number}")
        cell = _cell(each)
        if cell is not None:
            if column + repeated > MOST_COLUMNS:
                raise refusal("pack.sheet_too_large", grid.name, rows=MOST_ROWS, columns=MOST_COLUMNS)
            found += [(column + offset, cell) for offset in range(repeated)]
        column += repeated
    return found


def _repeated(element: Any, attribute: str) -> int:
    return max(1, int(element.get(f"{_TABLE}{attribute}", "1")))


def _spans(element: Any) -> bool:
    return any(int(element.get(f"{_TABLE}number-{way}-spanned", "1")) > 1 for way in ("columns", "rows"))


def _letter(column: int) -> str:
    return chr(ord("A") + column) if column < 26 else "?"


def _cell(element: Any) -> GridCell | None:
    """What a cell holds; None when it holds nothing."""
    formula = element.get(f"{_TABLE}formula")
    if formula is not None:
        return GridCell(None, formula=formula)
    kind = element.get(f"{_OFFICE}value-type")
    text = "\n".join(_text(paragraph) for paragraph in element.findall(f"{_TEXT}p"))
    if kind is None:
        return GridCell(text) if text else None
    return GridCell(_value(kind, element, text), is_wrong=text.startswith(("#", "Err:")) and kind != "string")


def _value(kind: str, element: Any, text: str) -> Value:
    if kind in _NUMBERS:
        try:
            return Decimal(str(element.get(f"{_OFFICE}value")))
        except InvalidOperation as error:
            raise ValueError("a number that is none") from error
    if kind == "date":
        return dt.date.fromisoformat(str(element.get(f"{_OFFICE}date-value"))[:10])
    if kind == "boolean":
        return bool(element.get(f"{_OFFICE}boolean-value") == "true")
    return str(element.get(f"{_OFFICE}string-value") or text)


def _text(paragraph: Any) -> str:
    """The text of a paragraph, with what stands for spaces, tabs and line breaks; comments on a cell are no part of it."""
    parts = [paragraph.text or ""]
    for child in paragraph:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * min(int(child.get(f"{_TEXT}c", "1")), 1_000))
        elif child.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        else:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
