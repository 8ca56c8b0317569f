"""What is wrong with a workbook that was brought back: each mistake with its sheet and cell, all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from commonweal.domain.errors import DomainError


@dataclass(frozen=True, slots=True)
class CellFault:
    """One mistake. `place` is ``Answers!D5``, ``Answers`` or ``the file``; `code` is worded in `presentation.words`."""

    place: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


class UnreadableWorkbook(Exception):
    """Nothing was read: the workbook has these mistakes, in the order of its sheets."""

    def __init__(self, faults: Iterable[CellFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.place}: {fault.code}" for fault in self.faults))


#: Where a mistake is that concerns the whole file.
WHOLE = "the file"
MOST_FAULTS = 200
"""Nobody mends more at once; the rest is found the next time."""


def refusal(code: str, place: str = WHOLE, **params: object) -> UnreadableWorkbook:
    """A refusal for one reason."""
    return UnreadableWorkbook([CellFault(place, code, params)])


def fault_of(place: str, error: DomainError) -> CellFault:
    """A rule of the domain, broken in a cell."""
    return CellFault(place, error.code, error.params)


def cell(sheet: str, row: int, column: int) -> str:
    """``Answers!D5``, from a row from 1 and a column from 0."""
    letters, number = "", column
    while number >= 0:
        letters = chr(ord("A") + number % 26) + letters
        number = number // 26 - 1
    return f"{sheet}!{letters}{row}"
