"""How many suppliers of each size a register holds: a table of suppliers with a column of size or of employees.

A row is a supplier; the same company number, or the same name where there is none, counts once. A row without a size that
can be read is counted apart, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from commonweal.domain.access import Size
from commonweal.interchange.spend_files.sheets_read import is_blank_record
from commonweal.interchange.spend_files.sources import Unreadable, sheets

SEARCHED_ROWS = 20
MOST_ROWS = 500_000
#: Fewer people than this work for a supplier of the size (the bands of the SME definition).
PEOPLE: tuple[tuple[int, Size], ...] = ((10, Size.MICRO), (50, Size.SMALL), (250, Size.MEDIUM))

_NAME = re.compile(r"\b(?:supplier|organisation|organization|company|business|provider|trading)\b.*|^name$")
_NUMBER = re.compile(r"\b(?:company|registration|companies house|charity)\b.*\b(?:number|no|id)\b")
_SIZE = re.compile(r"\b(?:size|sme status|size band|company type|scale)\b")
_PEOPLE = re.compile(r"\b(?:employees|headcount|staff|people employed|number of people)\b")
_WORDS = {
    "micro": Size.MICRO, "small": Size.SMALL, "medium": Size.MEDIUM, "large": Size.LARGE,
    "non sme": Size.LARGE, "not sme": Size.LARGE,
}  # fmt: skip


@dataclass
class SupplierCounts:
    """Suppliers by size; how many have no size that can be read; how many rows repeat a supplier."""

    counts: dict[Size, int] = field(default_factory=lambda: dict.fromkeys(Size, 0))
    without_size: int = 0
    repeated: int = 0

    @property
    def suppliers(self) -> int:
        """Every supplier once, with or without a size."""
        return sum(self.counts.values()) + self.without_size


def count_suppliers(path: Path) -> SupplierCounts:
    """Count the suppliers of a CSV, XLSX, XLS or ODS register, every sheet of it.

    Raises:
        Unreadable: not a table, no header with a supplier and a size or employees, or too many rows.
    """
    found, seen = SupplierCounts(), set[str]()
    is_register = False
    for sheet in sheets(path):
        is_register = _count_sheet(sheet.records, found, seen) or is_register
    if not is_register:
        raise Unreadable(
            f"{path.name}: no header row with a supplier's name and its size or number of employees was found"
        )
    return found


def _count_sheet(records: Iterator[tuple[int, list[Any]]], found: SupplierCounts, seen: set[str]) -> bool:
    filled = ((line, cells) for line, cells in records if not is_blank_record(cells))
    columns: dict[str, int] | None = None
    for place, (_line, cells) in enumerate(filled):
        if place > MOST_ROWS:
            raise Unreadable(f"holds more than {MOST_ROWS:,} rows: give a part of it")
        if columns is not None:
            _count_row(cells, columns, found, seen)
        elif place < SEARCHED_ROWS:
            columns = _columns(cells)
        else:
            return False
    return columns is not None


def _columns(cells: Iterable[Any]) -> dict[str, int] | None:
    """Where the name, the number and the size stand, when this row is the header."""
    at: dict[str, int] = {}
    for place, cell in enumerate(cells):
        title = _plain(cell)
        for key, pattern in (("people", _PEOPLE), ("size", _SIZE), ("number", _NUMBER), ("name", _NAME)):
            if key not in at and pattern.search(title):
                at[key] = place
                break
    return at if "name" in at and ("size" in at or "people" in at) else None


def _count_row(cells: list[Any], columns: dict[str, int], found: SupplierCounts, seen: set[str]) -> None:
    values = {key: cells[place] if place < len(cells) else None for key, place in columns.items()}
    name = _plain(values.get("name"))
    if not name or name in ("total", "totals", "grand total"):
        return
    number = _plain(values.get("number")).replace(" ", "")
    known_by = f"#{number.lstrip('0')}" if number else name
    if known_by in seen:
        found.repeated += 1
        return
    seen.add(known_by)
    size = size_of(values.get("size"), values.get("people"))
    if size is None:
        found.without_size += 1
    else:
        found.counts[size] += 1


def size_of(size: Any, people: Any) -> Size | None:
    """The size that words or a number of people say; None when neither can be read. "SME" alone is no size."""
    words = _plain(size)
    named = {meant for word, meant in _WORDS.items() if re.search(rf"\b{word}\b", words)}
    if len(named) == 1:
        return named.pop()
    number = re.search(r"\d[\d,]*", _plain(people) or ("" if named else words))
    if number is None:
        return None
    count = int(number[0].replace(",", ""))
    return next((band for below, band in PEOPLE if count < below), Size.LARGE)


def _plain(cell: Any) -> str:
    """A cell as lower-case words."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(
        re.sub(r"[^\w&,]+", " ", str(cell if cell is not None else "")).lower().replace("_", " ").split()
    )
