"""Whether a workbook still has the shape it was issued in: its sheets, headings and rows, and nothing added to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from commonweal.domain.asks import AskContent
from commonweal.domain.consortium import MOST_PARTIES
from commonweal.domain.packs import workbook as form
from commonweal.domain.packs.workbook import LONGEST_CELL, Holds, Sheet
from commonweal.interchange.packs.faults import CellFault, cell
from commonweal.interchange.packs.grid import Grid, GridCell

_SPACES = re.compile(r"\s+(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")


def shape_faults(grids: dict[str, Grid], ask: AskContent, format_: str = form.FORMAT) -> Iterator[CellFault]:
    """Everything about the form itself that keeps it from being read, in the order of the sheets of its format."""
    is_first = format_ == form.FORMAT_1
    names, read = (form.SHEETS_1, form.READ_1) if is_first else (form.SHEETS, form.READ)
    for name in names:
        if name not in grids:
            yield CellFault(name, "pack.sheet_missing", {"sheet": name})
    for grid in grids.values():
        yield from _sheet_faults(grid, names)
    for sheet in read:
        if sheet.name in grids:
            yield from _form_faults(grids[sheet.name], sheet, rows_of(sheet, ask))
    if form.ANSWERS.name in grids:
        labels = [row.label for row in form.answer_rows(ask)]
        yield from _moved_rows(grids[form.ANSWERS.name], form.ANSWERS, labels)
    for sheet, labels in (
        (form.CONDITIONS, list(form.condition_labels(ask))),
        (form.PRICES, list(form.line_labels(ask))),
    ):
        if sheet in read and sheet.name in grids:
            yield from _moved_rows(grids[sheet.name], sheet, labels)


def rows_of(sheet: Sheet, ask: AskContent) -> int:
    """How many rows a form has."""
    return {
        form.TENDER.name: len(form.TENDER_LINES),
        form.ANSWERS.name: len(form.answer_rows(ask)),
        form.COMMITMENTS.name: form.COMMITMENT_ROWS,
        form.AMOUNTS.name: form.AMOUNT_ROWS,
        form.MILESTONES.name: form.MILESTONE_ROWS,
        form.DELIVERY.name: form.DELIVERY_ROWS,
        form.ORGANISATIONS.name: MOST_PARTIES,
        form.CONDITIONS.name: len(ask.conditions),
        form.PRICES.name: len(ask.schedule),
    }[sheet.name]


def _sheet_faults(grid: Grid, names: Sequence[str]) -> Iterator[CellFault]:
    if grid.cells and grid.is_hidden:
        yield CellFault(grid.name, "pack.sheet_hidden", {"sheet": grid.name})
    elif grid.cells and grid.name not in names:
        yield CellFault(grid.name, "pack.sheet_unknown", {"sheet": grid.name})
    for reference in grid.merged:
        yield CellFault(f"{grid.name}!{reference}", "pack.cells_merged")
    for (row, column), found in sorted(grid.cells.items()):
        yield from _cell_faults(grid.name, row, column, found)


def _cell_faults(sheet: str, row: int, column: int, found: GridCell) -> Iterator[CellFault]:
    place = cell(sheet, row, column)
    if found.formula and not _is_word_count(sheet, row, column, found.formula):
        yield CellFault(place, "pack.cell_formula")
    elif found.is_wrong:
        yield CellFault(place, "pack.cell_error")
    if isinstance(found.value, str) and len(found.value) > LONGEST_CELL:
        yield CellFault(place, "pack.cell_too_long", {"count": len(found.value), "limit": LONGEST_CELL})


def _is_word_count(sheet: str, row: int, column: int, formula: str) -> bool:
    """True for our own formula, in the column it was issued in, about the cell it was issued for."""
    for each in (form.ANSWERS, form.COMMITMENTS):
        if each.name != sheet or column >= len(each.columns):
            continue
        if each.columns[column].holds is Holds.COUNTED:
            letter = chr(ord("A") + each.place("answer" if each is form.ANSWERS else "words"))
            return _plain(formula) == _plain(form.word_formula(f"{letter}{row}"))
    return False


def _plain(formula: str) -> str:
    """A formula as every program may write it: other separators, brackets round references, other spacing."""
    text = _SPACES.sub("", formula.removeprefix("of:").replace(";", ",").replace("$", ""))
    return re.sub(r"\[\.([A-Z]+\d+)\]", r"\1", text).upper()


def _form_faults(grid: Grid, sheet: Sheet, rows: int) -> Iterator[CellFault]:
    for column, wanted in enumerate(sheet.columns):
        found = grid.cells.get((sheet.first_row - 1, column))
        if found is None or str(found.value).strip() != wanted.title:
            place = cell(sheet.name, sheet.first_row - 1, column)
            yield CellFault(place, "pack.column_moved", {"title": wanted.title})
    for row, column in sorted(grid.cells):
        outside = column >= len(sheet.columns) or row >= sheet.first_row + rows
        if outside and grid.cells[row, column].value not in (None, ""):
            yield CellFault(cell(sheet.name, row, column), "pack.cell_outside")


def _moved_rows(grid: Grid, sheet: Sheet, labels: Sequence[str]) -> Iterator[CellFault]:
    for number, label in enumerate(labels, start=sheet.first_row):
        found = grid.cells.get((number, 0))
        if found is None or not str(found.value).startswith(label):
            yield CellFault(cell(sheet.name, number, 0), "pack.row_moved", {"title": label})
