"""Reading an offline score sheet: every mistake by sheet and cell, all of them together, and nothing half read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from commonweal.domain.assessment.score_sheet import (
    BAND,
    FIRST_ROW,
    FORMAT,
    MOST_REASON,
    REASON,
    TENDER,
    Entry,
    Expected,
    SheetQuestion,
    Stood,
    stood_at,
)
from commonweal.domain.packs.workbook import ABOUT, INSTRUCTIONS, LISTS
from commonweal.interchange.packs.faults import MOST_FAULTS, WHOLE, CellFault, UnreadableWorkbook, cell
from commonweal.interchange.packs.grid import Grid, Value
from commonweal.interchange.packs.grids import grids_of

_OURS = (INSTRUCTIONS, LISTS, ABOUT)


def read_score_sheet(name: str, data: bytes, expected: Expected) -> tuple[Entry, ...]:
    """The rows in which something was entered, in the order of the sheets.

    Raises:
        UnreadableWorkbook: with every mistake; somebody else's sheet is refused before anything in it is read.
    """
    grids = {grid.name: grid for grid in grids_of(name, data)}
    said = _said(grids)
    whose = list(_whose(said, expected))
    if whose:
        raise UnreadableWorkbook(whose)
    faults = list(_shape(grids, expected))
    entries = [
        entry
        for question in expected.questions
        if question.sheet in grids
        for entry in _entries(grids[question.sheet], question, expected, faults, said)
    ]
    if faults:
        raise UnreadableWorkbook(faults[:MOST_FAULTS])
    return tuple(entries)


def _said(grids: dict[str, Grid]) -> dict[str, str]:
    """What the sheet says about itself."""
    about = grids.get(ABOUT)
    if about is None:
        return {}
    return {
        str(about.cells[row, 0].value): str(about.cells[row, 1].value)
        for row, column in sorted(about.cells)
        if column == 0 and (row, 1) in about.cells
    }


def _whose(said: dict[str, str], expected: Expected) -> Iterator[CellFault]:
    """Whether it is this assessor's own sheet of this assessment, by what it says about itself."""
    wanted = expected.manifest()
    if said.get("format") != FORMAT:
        yield CellFault(WHOLE, "sheet.not_a_score_sheet")
    elif said.get("seat") != wanted["seat"] or said.get("assessment") != wanted["assessment"]:
        yield CellFault(ABOUT, "sheet.of_somebody_else")
    elif said.get("ask") != wanted["ask"]:
        yield CellFault(ABOUT, "sheet.of_another_version")


def _shape(grids: dict[str, Grid], expected: Expected) -> Iterator[CellFault]:
    known = {question.sheet for question in expected.questions}
    for question in expected.questions:
        if question.sheet not in grids:
            yield CellFault(question.sheet, "pack.sheet_missing", {"sheet": question.sheet})
    for grid in grids.values():
        if grid.name in _OURS:
            continue
        if grid.name not in known and grid.cells:
            yield CellFault(grid.name, "pack.sheet_unknown", {"sheet": grid.name})
        for reference in grid.merged:
            yield CellFault(f"{grid.name}!{reference}", "pack.cells_merged")
        for (row, column), found in sorted(grid.cells.items()):
            if row >= FIRST_ROW and (found.formula or found.is_wrong):
                code = "pack.cell_formula" if found.formula else "pack.cell_error"
                yield CellFault(cell(grid.name, row, column), code)


def _entries(
    grid: Grid, question: SheetQuestion, expected: Expected, faults: list[CellFault], said: dict[str, str]
) -> Iterator[Entry]:
    seen: set[str] = set()
    known = set(expected.tenders)
    for row in sorted({row for row, _column in grid.cells if row >= FIRST_ROW}):
        band, reason = _text(grid, row, BAND), _text(grid, row, REASON)
        if not band and not reason:
            continue
        tender = _text(grid, row, TENDER)
        if tender not in known or tender in seen:
            code = "sheet.tender_twice" if tender in seen else "sheet.tender_unknown"
            faults.append(CellFault(cell(grid.name, row, TENDER), code))
            continue
        seen.add(tender)
        score = _score(band, question)
        if band and score is None:
            faults.append(CellFault(cell(grid.name, row, BAND), "sheet.not_a_band", {"text": band[:60]}))
        words = len(reason.split())
        if words > MOST_REASON:
            fault = CellFault(
                cell(grid.name, row, REASON), "sheet.reason_too_long", {"count": words, "limit": MOST_REASON}
            )
            faults.append(fault)
        yield Entry(
            tender,
            question.criterion_id,
            score,
            reason,
            Stood.read(said.get(stood_at(tender, question.criterion_id), "")),
            (cell(grid.name, row, BAND), cell(grid.name, row, REASON)),
        )


def _score(band: str, question: SheetQuestion) -> int | None:
    """The mark of a choice, as it was offered or as its bare number."""
    if band in question.choices:
        return question.choices[band]
    return {label.split(" - ")[0]: score for label, score in question.choices.items()}.get(band)


def _text(grid: Grid, row: int, column: int) -> str:
    found = grid.cells.get((row, column))
    return "" if found is None else _words(found.value)


def _words(value: Value) -> str:
    if value is None:
        return ""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value).strip()
