"""Reading a contract's workbook of owners: every mistake by sheet and cell, all of them together, and nothing half read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commonweal.domain.owner_sheets import FORMAT, OWNERS, Line
from commonweal.domain.packs.workbook import ABOUT
from commonweal.interchange.packs.cells import CellReader
from commonweal.interchange.packs.faults import MOST_FAULTS, CellFault, UnreadableWorkbook, refusal
from commonweal.interchange.packs.grids import grids_of
from commonweal.interchange.report_sheets import said_of, shape


def read_owner_sheet(
    name: str,
    data: bytes,
    *,
    contract_id: str,
    lines: Mapping[str, Line],
    people: Mapping[str, Mapping[str, str]],
) -> list[Line]:
    """The rows in which somebody else is named than before, as they are to stand, in the order of the sheet.

    Args:
        lines: the commitments as they stand, by id. people: for ``authority`` and ``supplier``, what each label stands for.

    Raises:
        UnreadableWorkbook: with every mistake; the workbook of another contract is refused before anything in it is read.
    """
    grids = {grid.name: grid for grid in grids_of(name, data)}
    said = said_of(grids)
    if said.get("format") != FORMAT or OWNERS.name not in grids:
        raise refusal("owner_sheet.not_one")
    if said.get("contract") != contract_id:
        raise refusal("owner_sheet.of_another_contract", ABOUT)
    faults: list[CellFault] = list(shape(grids[OWNERS.name], OWNERS.first_row))
    found = list(_lines(CellReader(grids, faults), lines, people))
    if faults:
        raise UnreadableWorkbook(faults[:MOST_FAULTS])
    return [each for each in found if each != lines[each.id]]


def _lines(
    reader: CellReader, lines: Mapping[str, Line], people: Mapping[str, Mapping[str, str]]
) -> Iterator[Line]:
    seen: set[str] = set()
    cells = reader.grids[OWNERS.name].cells
    for number in sorted({row for row, _column in cells if row >= OWNERS.first_row}):
        row = number - OWNERS.first_row
        if not reader.is_used(OWNERS, row, tuple(column.key for column in OWNERS.columns)):
            continue
        id_ = reader.text(OWNERS, row, "id").strip()
        line = lines.get(id_)
        if line is None or id_ in seen:
            code = "owner_sheet.line_unknown" if line is None else "owner_sheet.line_twice"
            reader.note(OWNERS, row, "id", code)
            continue
        seen.add(id_)
        if reader.text(OWNERS, row, "version").strip() != str(line.version):
            reader.note(OWNERS, row, "version", "owner_sheet.changed_meanwhile")
            continue
        authority = reader.choice(OWNERS, row, "authority_lead", people["authority"])
        supplier = reader.choice(OWNERS, row, "supplier_lead", people["supplier"])
        yield Line(id_, line.version, authority or "", supplier or "")
