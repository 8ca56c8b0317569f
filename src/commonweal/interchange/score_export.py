"""Scores and reasons as a table that another suite can read: CSV or XLSX, text always as text."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

SHEET = "Scores"
LONGEST_CELL = 32_767


def write_table_xlsx(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet with a heading row. Text is stored as text, so that nothing in it is ever worked out as a formula."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "A2"
    for row in (head, *rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=value[:LONGEST_CELL] if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
