"""Reading a contract's report workbook: every mistake by sheet and cell, all of them together, and nothing half read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from commonweal.domain.packs.workbook import ABOUT, YES
from commonweal.domain.quantities import SCALE
from commonweal.domain.report_sheets import FORMAT, REPORTS, YES_NO, Entry, Line
from commonweal.interchange.packs.cells import CellReader
from commonweal.interchange.packs.faults import MOST_FAULTS, WHOLE, CellFault, UnreadableWorkbook, cell
from commonweal.interchange.packs.grid import Grid
from commonweal.interchange.packs.grids import grids_of

_TYPED = ("quantity", "words", "people")


def read_report_sheet(
    name: str,
    data: bytes,
    *,
    wanted: Mapping[str, str],
    lines: Mapping[str, Line],
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> list[Entry]:
    """The rows in which something was entered, in the order of the sheet.

    Args:
        wanted: what the workbook must say about itself. lines: what may be reported on now, by id.
        progress: called now and then with how many rows of how many were read.

    Raises:
        UnreadableWorkbook: with every mistake; the workbook of another contract is refused before anything in it is read.
    """
    grids = {grid.name: grid for grid in grids_of(name, data)}
    _check_whose(grids, wanted)
    faults: list[CellFault] = list(shape(grids[REPORTS.name], REPORTS.first_row))
    reader = CellReader(grids, faults)
    entries = list(_entries(reader, grids[REPORTS.name], lines, progress))
    if faults:
        raise UnreadableWorkbook(faults[:MOST_FAULTS])
    return entries


def said_of(grids: Mapping[str, Grid]) -> dict[str, str]:
    """What a workbook says about itself; nothing where it has no such sheet."""
    about = grids.get(ABOUT)
    if about is None:
        return {}
    return {
        str(found.value): str(about.cells[row, 1].value)
        for (row, column), found in about.cells.items()
        if column == 0 and (row, 1) in about.cells
    }


def _check_whose(grids: dict[str, Grid], wanted: Mapping[str, str]) -> None:
    said = said_of(grids)
    if said.get("format") != FORMAT or REPORTS.name not in grids:
        raise UnreadableWorkbook([CellFault(WHOLE, "report_sheet.not_one")])
    if said.get("contract") != wanted["contract"]:
        raise UnreadableWorkbook([CellFault(ABOUT, "report_sheet.of_another_contract")])
    if said.get("organisation") != wanted["organisation"]:
        raise UnreadableWorkbook([CellFault(ABOUT, "report_sheet.of_another_organisation")])


def shape(grid: Grid, first_row: int) -> Iterator[CellFault]:
    """Joined cells, and formulas and errors from the first row on: nobody can say what stands in them."""
    for reference in grid.merged:
        yield CellFault(f"{grid.name}!{reference}", "pack.cells_merged")
    for (row, column), found in sorted(grid.cells.items()):
        if row >= first_row and (found.formula or found.is_wrong):
            code = "pack.cell_formula" if found.formula else "pack.cell_error"
            yield CellFault(cell(grid.name, row, column), code)


def _entries(
    reader: CellReader, grid: Grid, lines: Mapping[str, Line], progress: Callable[[int, int], None]
) -> Iterator[Entry]:
    seen: set[str] = set()
    rows = sorted({row for row, _column in grid.cells if row >= REPORTS.first_row})
    for count, number in enumerate(rows, start=1):
        if count % 500 == 0:
            progress(count, len(rows))
        row = number - REPORTS.first_row
        if not reader.is_used(REPORTS, row, _TYPED):
            continue
        id_ = reader.text(REPORTS, row, "id").strip()
        line = lines.get(id_)
        if line is None or (id_ in seen and not line.asks_days):
            code = "report_sheet.line_unknown" if line is None else "report_sheet.line_twice"
            reader.note(REPORTS, row, "id", code)
            continue
        seen.add(id_)
        found = _entry(reader, row, line)
        if found is not None:
            yield found


def _entry(reader: CellReader, row: int, line: Line) -> Entry | None:
    before = len(reader.faults)
    quantity, words = reader.quantity(REPORTS, row, "quantity"), reader.text(REPORTS, row, "words").strip()
    start_on, end_on = line.start_on, line.end_on
    if line.asks_days:
        start_on, end_on = (reader.day(REPORTS, row, key) for key in ("start_on", "end_on"))
        for key, day in (("start_on", start_on), ("end_on", end_on)):
            if day is None and len(reader.faults) == before:
                reader.note(REPORTS, row, key, "report_sheet.day_missing")
    people = reader.quantity(REPORTS, row, "people")
    if people is not None and people % SCALE:
        reader.note(REPORTS, row, "people", "report_sheet.people_not_whole")
    is_private = line.is_part and reader.choice(REPORTS, row, "private", YES_NO) == YES_NO[YES]
    if len(reader.faults) > before:
        return None
    whole = None if people is None else people // SCALE
    return Entry(row + REPORTS.first_row, line, quantity, words, start_on, end_on, is_private, whole)
