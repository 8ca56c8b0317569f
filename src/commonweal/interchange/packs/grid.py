"""A sheet's cells as plain values, and how many of them a workbook of ours may hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from commonweal.interchange.packs.faults import refusal

Value = str | Decimal | dt.date | bool | None
MOST_ROWS, MOST_COLUMNS, MOST_CELLS, MOST_SHEETS = 10_000, 60, 60_000, 60


@dataclass(slots=True)
class GridCell:
    """One cell that holds something. `is_wrong` is an error that a program wrote there, like ``#REF!``."""

    value: Value
    formula: str = ""
    is_wrong: bool = False


@dataclass(slots=True)
class Grid:
    """One sheet: its cells by row (from 1) and column (from 0), whether it is hidden, and its merged ranges."""

    name: str
    is_hidden: bool = False
    merged: list[str] = field(default_factory=list)
    cells: dict[tuple[int, int], GridCell] = field(default_factory=dict)

    def put(self, row: int, column: int, cell: GridCell) -> None:
        """Keep a cell. Raises UnreadableWorkbook for one far outside any workbook of ours."""
        if row > MOST_ROWS or column >= MOST_COLUMNS or len(self.cells) >= MOST_CELLS:
            raise refusal("pack.sheet_too_large", self.name, rows=MOST_ROWS, columns=MOST_COLUMNS)
        self.cells[row, column] = cell
