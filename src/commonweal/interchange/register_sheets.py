"""Reading a register that was edited as a workbook: every mistake by sheet and cell, all together, and nothing half read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from commonweal.domain.errors import DomainError
from commonweal.domain.packs.workbook import ABOUT
from commonweal.domain.register_sheets import (
    BY_CHANGE,
    FORMAT,
    REGISTER,
    Line,
    NewPromise,
    check_due,
    check_new,
)
from commonweal.interchange.packs.cells import CellReader
from commonweal.interchange.packs.faults import MOST_FAULTS, CellFault, UnreadableWorkbook, fault_of, refusal
from commonweal.interchange.packs.grids import grids_of
from commonweal.interchange.report_sheets import said_of, shape

_TYPED = ("title", "words", "post", "place", "due_on", "evidence", "note", "authority_lead", "supplier_lead")
Choices = Mapping[str, Mapping[str, str]]


def read_register_sheet(
    name: str,
    data: bytes,
    *,
    contract_id: str,
    lines: Mapping[str, Line],
    choices: Choices,
    runs: tuple[dt.date | None, dt.date | None],
) -> tuple[list[Line], list[NewPromise]]:
    """The commitments that are to stand otherwise, and the new promises, in the order of the sheet.

    A row that says what already stands is no change, whatever its version: the same workbook twice changes nothing the second
    time. So is a new row that repeats, word for word, a promise of the authority's that stands.

    Args:
        lines: the commitments as they stand, by id. choices: for ``authority``, ``supplier`` and ``places``, what each label
            stands for. runs: the first and last day of the contract.

    Raises:
        UnreadableWorkbook: with every mistake; the workbook of another contract is refused before anything in it is read.
    """
    grids = {grid.name: grid for grid in grids_of(name, data)}
    said = said_of(grids)
    if said.get("format") != FORMAT or REGISTER.name not in grids:
        raise refusal("register_sheet.not_one")
    if said.get("contract") != contract_id:
        raise refusal("owner_sheet.of_another_contract", ABOUT)
    faults: list[CellFault] = list(shape(grids[REGISTER.name], REGISTER.first_row))
    found = _Reading(CellReader(grids, faults), lines, choices, runs)
    found.read()
    if faults:
        raise UnreadableWorkbook(faults[:MOST_FAULTS])
    return found.changed, found.new


class _Reading:
    """One pass over the rows."""

    def __init__(
        self,
        reader: CellReader,
        lines: Mapping[str, Line],
        choices: Choices,
        runs: tuple[dt.date | None, dt.date | None],
    ) -> None:
        self.reader, self.lines, self.choices, self.runs = reader, lines, choices, runs
        self.changed: list[Line] = []
        self.new: list[NewPromise] = []
        self.seen: set[str] = set()
        self.standing = {_same(each.title): each for each in lines.values()}

    def read(self) -> None:
        cells = self.reader.grids[REGISTER.name].cells
        for number in sorted({row for row, _column in cells if row >= REGISTER.first_row}):
            row = number - REGISTER.first_row
            id_ = self.reader.text(REGISTER, row, "id").strip()
            if id_:
                self._standing(row, id_)
            elif self.reader.is_used(REGISTER, row, _TYPED):
                self._new(row)

    def _note(self, row: int, key: str, code: str) -> None:
        self.reader.note(REGISTER, row, key, code)

    def _text(self, row: int, key: str) -> str:
        return self.reader.text(REGISTER, row, key).strip()

    def _choice(self, row: int, key: str, which: str) -> str:
        return self.reader.choice(REGISTER, row, key, self.choices[which]) or ""

    def _standing(self, row: int, id_: str) -> None:
        line = self.lines.get(id_)
        if line is None or id_ in self.seen:
            code = "owner_sheet.line_unknown" if line is None else "owner_sheet.line_twice"
            self._note(row, "id", code)
            return
        self.seen.add(id_)
        before = len(self.reader.faults)
        found = replace(
            line,
            title=self._text(row, "title"),
            words=self._text(row, "words"),
            post=self._text(row, "post"),
            place=self._choice(row, "place", "places"),
            due_on=self.reader.day(REGISTER, row, "due_on"),
            evidence=self._text(row, "evidence"),
            note=self._text(row, "note"),
            authority_lead=self._choice(row, "authority_lead", "authority"),
            supplier_lead=self._choice(row, "supplier_lead", "supplier"),
        )
        if len(self.reader.faults) > before or found == line:
            return
        self._check(row, line, found)
        if self._text(row, "version") != str(line.version):
            self._note(row, "version", "owner_sheet.changed_meanwhile")
        if len(self.reader.faults) == before:
            self.changed.append(found)

    def _check(self, row: int, line: Line, found: Line) -> None:
        for key in BY_CHANGE:
            if getattr(found, key) != getattr(line, key):
                self._note(row, key, "register_sheet.by_change_only")
        if found.due_on != line.due_on:
            if line.may_date:
                self._rule(row, lambda: check_due(found.due_on, *self.runs))
            else:
                self._note(row, "due_on", "register_sheet.not_now")
        if found.evidence != line.evidence and not line.may_evidence:
            self._note(row, "evidence", "register_sheet.not_now")
        elif line.evidence and not found.evidence:
            self._note(row, "evidence", "handover.evidence_missing")

    def _new(self, row: int) -> None:
        before = len(self.reader.faults)
        found = NewPromise(
            row=row + REGISTER.first_row,
            title=self._text(row, "title"),
            words=self._text(row, "words"),
            post=self._text(row, "post"),
            place=self._choice(row, "place", "places"),
            due_on=self.reader.day(REGISTER, row, "due_on"),
            note=self._text(row, "note"),
            authority_lead=self._choice(row, "authority_lead", "authority"),
            supplier_lead=self._choice(row, "supplier_lead", "supplier"),
        )
        if self._text(row, "evidence"):
            self._note(row, "evidence", "register_sheet.not_now")
        self._rule(row, lambda: check_new(found.title, found.words, found.post))
        self._rule(row, lambda: check_due(found.due_on, *self.runs))
        stands = self.standing.get(_same(found.title))
        if stands is not None and found.title:
            if not _repeats(found, stands):
                self._note(row, "title", "register_sheet.title_taken")
            return
        if len(self.reader.faults) == before:
            self.standing[_same(found.title)] = _line_of(found)
            self.new.append(found)

    def _rule(self, row: int, check: object) -> None:
        try:
            check()  # type: ignore[operator]
        except DomainError as error:
            place = self.reader.place(REGISTER, row, error.field or "id")
            self.reader.faults.append(fault_of(place, error))


def _same(title: str) -> str:
    return " ".join(title.casefold().split())


_REPEATED = ("title", "words", "post", "place", "due_on", "note", "authority_lead", "supplier_lead")


def _repeats(new: NewPromise, stands: Line) -> bool:
    return all(getattr(new, key) == getattr(stands, key) for key in _REPEATED)


def _line_of(new: NewPromise) -> Line:
    return Line(
        "", 1, new.title, new.words, new.post, new.place, new.due_on, "", new.note, new.authority_lead,
        new.supplier_lead,
    )  # fmt: skip
