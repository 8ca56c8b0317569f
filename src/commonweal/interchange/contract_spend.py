"""Reading what was spent on a contract from a workbook or a file with commas: every mistake by its cell, all of them together."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace

from commonweal.domain.contract_spend import (
    CSV_CONTRACT,
    CSV_HEAD,
    FORMAT,
    SPEND,
    SpendEntry,
    check_entry,
    check_overlap,
)
from commonweal.domain.errors import DomainError
from commonweal.domain.packs.workbook import ABOUT, Sheet
from commonweal.interchange.packs.cells import CellReader
from commonweal.interchange.packs.faults import MOST_FAULTS, CellFault, UnreadableWorkbook, fault_of, refusal
from commonweal.interchange.packs.grid import Grid, GridCell
from commonweal.interchange.packs.grids import grids_of
from commonweal.interchange.report_sheets import said_of, shape

_IN_CSV = replace(SPEND, first_row=2)
_KEYS = tuple(column.key for column in SPEND.columns)


def read_spend(
    name: str,
    data: bytes,
    *,
    contract_id: str,
    known: list[SpendEntry],
    starts_on: dt.date | None,
    today: dt.date,
) -> list[SpendEntry]:
    """The entries that do not stand yet, in the order of the file.

    Args:
        known: the entries that count. A row that says the same of the same days is no new entry.

    Raises:
        UnreadableWorkbook: with every mistake; the workbook of another contract is refused before anything in it is read.
    """
    if name.lower().endswith(".csv"):
        sheet, grid = _IN_CSV, _csv_grid(data, contract_id)
    else:
        grids = {each.name: each for each in grids_of(name, data)}
        said = said_of(grids)
        if said.get("format") != FORMAT or SPEND.name not in grids:
            raise refusal("contract_spend.not_one")
        if said.get("contract") != contract_id:
            raise refusal("owner_sheet.of_another_contract", ABOUT)
        sheet, grid = SPEND, grids[SPEND.name]
    faults: list[CellFault] = list(shape(grid, sheet.first_row))
    reader = CellReader({grid.name: grid}, faults)
    found: list[SpendEntry] = []
    for number in sorted({row for row, _column in grid.cells if row >= sheet.first_row}):
        row = number - sheet.first_row
        if not reader.is_used(sheet, row, _KEYS):
            continue
        entry = _entry(reader, sheet, row)
        if entry is None or any(entry.is_same(each) for each in known):
            continue
        try:
            check_entry(entry, starts_on=starts_on, today=today)
            check_overlap(entry, (*known, *found))
            found.append(entry)
        except DomainError as error:
            faults.append(fault_of(reader.place(sheet, row, error.field or "start_on"), error))
    if faults:
        raise UnreadableWorkbook(faults[:MOST_FAULTS])
    return found


def _entry(reader: CellReader, sheet: Sheet, row: int) -> SpendEntry | None:
    before = len(reader.faults)
    start_on, end_on = (reader.day(sheet, row, key) for key in ("start_on", "end_on"))
    pence = reader.money(sheet, row, "amount")
    for key, value in (("start_on", start_on), ("end_on", end_on), ("amount", pence)):
        if value is None and len(reader.faults) == before:
            reader.note(sheet, row, key, "contract_spend.missing")
    if len(reader.faults) > before or start_on is None or end_on is None or pence is None:
        return None
    return SpendEntry(start_on, end_on, pence, reader.text(sheet, row, "note").strip())


def _csv_grid(data: bytes, contract_id: str) -> Grid:
    """A file with commas as a sheet. Raises UnreadableWorkbook unless its first line names the columns, and where a row of it
    is of another contract."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    try:
        rows = list(csv.reader(io.StringIO(text)))
    except csv.Error as error:
        raise refusal("contract_spend.not_one") from error
    head = tuple(cell.strip().casefold() for cell in rows[0]) if rows else ()
    if head[: len(CSV_HEAD)] != CSV_HEAD:
        raise refusal("contract_spend.not_one")
    if CSV_CONTRACT in head[len(CSV_HEAD) :]:
        column = head.index(CSV_CONTRACT)
        named = {row[column].strip() for row in rows[1:] if len(row) > column}
        if named - {"", contract_id}:
            raise refusal("contract_spend.of_another_contract")
    grid = Grid(SPEND.name)
    for number, row in enumerate(rows[1:], start=2):
        for column, value in enumerate(row[: len(CSV_HEAD)]):
            if value.strip():
                grid.put(number, column, GridCell(value))
    return grid
