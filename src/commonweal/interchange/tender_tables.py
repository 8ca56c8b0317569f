"""A table of tenders from a CSV or XLSX file (or ODS), as plain values with the cell of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import PurePosixPath

from commonweal.domain.tender_tables import Table, TableCell, TableRow
from commonweal.interchange.packs.faults import cell, refusal
from commonweal.interchange.packs.grid import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Grid, GridCell
from commonweal.interchange.packs.grids import grids_of
from commonweal.interchange.spend_files.delimited import NotText, text_records

TEXT_ENDINGS = ("csv", "tsv", "txt")
#: A heading has at least this many columns; lines above it (a title, a date) have fewer.
FEWEST_COLUMNS = 2
MOST_BYTES = 10_000_000


def read_tender_table(name: str, data: bytes) -> Table:
    """The first sheet that is shown and holds something; its first row with two filled cells is the heading.

    Raises:
        UnreadableWorkbook: it is no such file, too large, or holds no heading.
    """
    if len(data) > MOST_BYTES:
        raise refusal("pack.workbook_too_large", megabytes=MOST_BYTES // 1_000_000)
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")
    if ending in TEXT_ENDINGS:
        return _table("", _text_rows(data))
    sheets = [grid for grid in grids_of(name, data) if grid.cells]
    shown = [grid for grid in sheets if not grid.is_hidden]
    if not shown:
        raise refusal("tender_table.no_heading")
    others = tuple(grid.name for grid in sheets if grid is not shown[0])
    return _table(shown[0].name, _grid_rows(shown[0]), others)


def _text_rows(data: bytes) -> dict[int, dict[int, TableCell]]:
    """Rows as a spreadsheet numbers them: by record, so that an answer over several lines counts once."""
    rows: dict[int, dict[int, TableCell]] = {}
    count = 0
    try:
        for number, (_line, values) in enumerate(text_records(data), start=1):
            if number > MOST_ROWS or len(values) > MOST_COLUMNS or count > MOST_CELLS:
                raise refusal("pack.sheet_too_large", rows=MOST_ROWS, columns=MOST_COLUMNS)
            filled = {at: str(value) for at, value in enumerate(values) if value and str(value).strip()}
            count += len(filled)
            rows[number] = {at: TableCell(_place("", number, at), value) for at, value in filled.items()}
    except NotText as error:
        raise refusal("pack.not_a_workbook") from error
    return rows


def _grid_rows(grid: Grid) -> dict[int, dict[int, TableCell]]:
    rows: dict[int, dict[int, TableCell]] = {}
    for (row, column), held in grid.cells.items():
        rows.setdefault(row, {})[column] = _cell(grid.name, row, column, held)
    return rows


def _cell(sheet: str, row: int, column: int, held: GridCell) -> TableCell:
    value = held.value
    if not isinstance(value, (str, Decimal)) and value is not None:
        value = str(value)
    return TableCell(_place(sheet, row, column), value, bool(held.formula) or held.is_wrong)


def _place(sheet: str, row: int, column: int) -> str:
    return cell(sheet, row, column).removeprefix("!")


def _table(sheet: str, rows: Mapping[int, Mapping[int, TableCell]], left_aside: Iterable[str] = ()) -> Table:
    numbers = sorted(rows)
    at = next((number for number in numbers if len(rows[number]) >= FEWEST_COLUMNS), None)
    if at is None:
        raise refusal("tender_table.no_heading")
    width = max(column for number in numbers if number >= at for column in rows[number]) + 1
    headings = tuple(rows[at][column].text if column in rows[at] else "" for column in range(width))
    below = tuple(TableRow(number, rows[number]) for number in numbers if number > at and rows[number])
    return Table(sheet, headings, below, tuple(left_aside))
