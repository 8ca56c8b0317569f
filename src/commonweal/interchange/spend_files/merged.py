"""Cells that are merged over several rows: what is written once is said of each of them, but for amounts."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from commonweal.interchange.spend_files.amounts import Cell, NotAnAmount, is_blank, pence

Corner = tuple[int, int]
"""Row and column from 0."""
Range = tuple[Corner, Corner]
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def spread_down(rows: Sequence[list[Cell]], ranges: Iterable[Range]) -> None:
    """Write the texts and dates of merged cells into the rows below, where these hold something else.

    An amount stays where it is: over two lines of one payment it would count twice.
    """
    for (top, left), (bottom, _) in ranges:
        cell = rows[top][left] if top < len(rows) and left < len(rows[top]) else None
        if not _may_repeat(cell):
            continue
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row) and is_blank(row[left]) and not all(map(is_blank, row)):
                row[left] = cell


def _may_repeat(cell: Cell) -> bool:
    try:
        pence(cell)
    except NotAnAmount:
        return True
    return False


def merged_in_ods(content: bytes) -> dict[str, list[Range]]:
    """The cells over several rows of each sheet of an OpenDocument spreadsheet, which its reader does not give."""
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        text = packed.read("content.xml") if "content.xml" in packed.namelist() else b""
    if b"number-rows-spanned" not in text:
        return {}
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, DefusedXmlException):
        return {}
    return {str(table.get(f"{_TABLE}name")): list(_spans(table)) for table in root.iter(f"{_TABLE}table")}


def _spans(table: Any) -> Iterator[Range]:
    number = 0
    for row in table.iter(f"{_TABLE}table-row"):
        column = 0
        for cell in row:
            height = _count(cell, "number-rows-spanned")
            if height > 1:
                yield (number, column), (number + height - 1, column)
            column += _count(cell, "number-columns-repeated")
        number += _count(row, "number-rows-repeated")


def _count(element: Any, attribute: str) -> int:
    text = element.get(f"{_TABLE}{attribute}", "1")
    return int(text) if text.isdecimal() else 1
