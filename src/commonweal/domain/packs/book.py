"""A workbook as plain values: sheets, headings, and cells that are either ours and locked or somebody's to fill in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from commonweal.domain.packs.workbook import TYPED, Holds


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. A cell that counts words holds no text but the formula; `value` is what was filled in, if anything."""

    text: str = ""
    holds: Holds = Holds.FIXED
    choices: str = ""
    formula: str = ""
    value: str | Decimal | date | None = None

    @property
    def is_open(self) -> bool:
        """True where a person types."""
        return self.holds in TYPED


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: its title in row 1, what it is for in row 2, headings in row 3, then the rows.

    `row_height` in points; 0 makes each row as tall as its longest text needs.
    """

    name: str
    title: str
    note: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_height: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """A whole workbook. `lists` gives, for each list, the column (from 0) and number of its entries in `Lists`."""

    title: str
    author: str
    language: str
    header: str
    draft: str
    pages: tuple[Page, ...]
    lists: dict[str, tuple[int, int]] = field(default_factory=dict)
