"""The sheets of an Excel file. Values are read by openpyxl; what it does not tell is read from the parts themselves."""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
import warnings
import zipfile
from decimal import Decimal
from typing import Any

from commonweal.interchange.packs.faults import refusal
from commonweal.interchange.packs.grid import MOST_CELLS, MOST_ROWS, MOST_SHEETS, Grid, GridCell, Value

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z0-9:$]{2,30})\"")
_ROWS = re.compile(rb"<(?:\w+:)?(?:row|c)\s[^>]*?r=\"[A-Z]*(\d{1,9})\"")
_CELLS = re.compile(rb"<(?:\w+:)?c[\s>/]")


def read(data: bytes) -> list[Grid]:
    """The sheets in order. Raises UnreadableWorkbook, or whatever openpyxl raises for a damaged file."""
    import openpyxl

    merged = _scan(data)
    with warnings.catch_warnings():
        # It warns of features it leaves aside (styles, checks on typing); none of them carries a value.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        try:
            if len(book.sheetnames) > MOST_SHEETS or book.chartsheets:
                raise refusal("pack.sheet_unknown", sheet=book.sheetnames[-1])
            return [_grid(sheet, merged) for sheet in book.worksheets]
        finally:
            book.close()


def _scan(data: bytes) -> dict[str, list[str]]:
    """Merged ranges by part, after refusing a sheet that claims a row beyond any of ours before it is unfolded."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            content = packed.read(name)
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise refusal("pack.workbook_damaged")
            if name.startswith("xl/worksheets/"):
                rows = max((int(number) for number in _ROWS.findall(content)), default=0)
                if rows > MOST_ROWS or len(_CELLS.findall(content)) > MOST_CELLS:
                    raise refusal("pack.sheet_too_large", rows=MOST_ROWS, columns=60)
                found[name] = [each.decode("ascii") for each in _MERGED.findall(content)]
    return found


def _grid(sheet: Any, merged: dict[str, list[str]]) -> Grid:
    part = posixpath.normpath(str(sheet._worksheet_path).lstrip("/"))
    grid = Grid(str(sheet.title), sheet.sheet_state != "visible", merged.get(part, []))
    sheet.reset_dimensions()
    for row in sheet.iter_rows(max_row=MOST_ROWS):
        for cell in row:
            if cell.value is not None:
                grid.put(cell.row, cell.column - 1, _cell(cell))
    return grid


def _cell(cell: Any) -> GridCell:
    value = cell.value
    if cell.data_type == "f" or not isinstance(
        value, (str, int, float, bool, dt.date, dt.time, dt.timedelta)
    ):
        return GridCell(None, formula=value if isinstance(value, str) else "=?")
    return GridCell(_value(value), is_wrong=cell.data_type == "e")


def _value(value: Any) -> Value:
    if isinstance(value, (str, bool)):
        return value
    if isinstance(value, (int, float)):
        return Decimal(repr(value))
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else str(value)
