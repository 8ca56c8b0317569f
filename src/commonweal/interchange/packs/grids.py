"""A workbook's cells as plain values, whichever kind of file it is, after everything that could hurt was refused.

Nothing is calculated, fetched, run or unpacked to disk. What a file claims to be is decided by its content.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import PurePosixPath

from commonweal.domain.packs.workbook import MOST_BYTES, MOST_PART, MOST_UNPACKED
from commonweal.interchange.packs.faults import refusal

Value = str | Decimal | dt.date | bool | None
MOST_ROWS, MOST_COLUMNS, MOST_CELLS, MOST_SHEETS = 10_000, 60, 60_000, 60
_MACROS = re.compile(r"(vbaProject|vbaData|^Basic/|^Scripts/|xl/macrosheets/|activeX)", re.IGNORECASE)
_OUTSIDE = re.compile(r"^xl/(externalLinks|embeddings|connections\.xml|queryTables)", re.IGNORECASE)
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(slots=True)
class GridCell:
    """One cell that holds something. `is_wrong` is an error that a program wrote there, like ``#REF!``."""

    value: Value
    formula: str = ""
    is_wrong: bool = False


@dataclass(slots=True)
class Grid:
    """One sheet: its cells by row (from 1) and column (from 0), whether it is hidden, and its merged ranges."""

    name: str
    is_hidden: bool = False
    merged: list[str] = field(default_factory=list)
    cells: dict[tuple[int, int], GridCell] = field(default_factory=dict)

    def put(self, row: int, column: int, cell: GridCell) -> None:
        """Keep a cell. Raises UnreadableWorkbook for one far outside any workbook of ours."""
        if row > MOST_ROWS or column >= MOST_COLUMNS or len(self.cells) >= MOST_CELLS:
            raise refusal("pack.sheet_too_large", self.name, rows=MOST_ROWS, columns=MOST_COLUMNS)
        self.cells[row, column] = cell


def grids_of(name: str, data: bytes) -> list[Grid]:
    """The sheets of an XLSX or ODS file, in order.

    Raises:
        UnreadableWorkbook: too large, not such a file, called what it is not, locked, or holding macros or links.
    """
    kind = _kind(name, data)
    try:
        if kind == "ods":
            from commonweal.interchange.packs.grids_ods import read

            return read(data)
        from commonweal.interchange.packs.grids_xlsx import read as read_xlsx

        return read_xlsx(data)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, SyntaxError, EOFError,
            ArithmeticError, RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:  # fmt: skip
        raise refusal("pack.workbook_damaged") from error


def _kind(name: str, data: bytes) -> str:
    """``xlsx`` or ``ods``, by content; the name must agree."""
    if len(data) > MOST_BYTES:
        raise refusal("pack.workbook_too_large", megabytes=MOST_BYTES // 1_000_000)
    if data.startswith(_LOCKED):
        raise refusal("pack.workbook_locked")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
            names = {member.filename for member in members}
            _check_sizes(members)
            _check_contents(names)
            is_ods = "mimetype" in names and packed.read("mimetype").strip() == _ODS
            if is_ods and b"encryption-data" in packed.read("META-INF/manifest.xml"):
                raise refusal("pack.workbook_locked")
    except (
        zipfile.BadZipFile,
        OSError,
        RuntimeError,
        NotImplementedError,
        KeyError,
        EOFError,
        ValueError,
    ) as error:
        raise refusal("pack.not_a_workbook") from error
    if not is_ods and "xl/workbook.xml" not in names:
        raise refusal("pack.not_a_workbook")
    kind = "ods" if is_ods else "xlsx"
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")
    if ending != kind:
        raise refusal("pack.workbook_renamed", ending=ending or "-", kind=kind)
    return kind


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    sizes = [member.file_size for member in members]
    if sum(sizes) > MOST_UNPACKED or max(sizes, default=0) > MOST_PART or len(members) > 1_000:
        raise refusal("pack.workbook_unpacks_too_large", megabytes=MOST_UNPACKED // 1_000_000)


def _check_contents(names: set[str]) -> None:
    if any(_MACROS.search(name) for name in names):
        raise refusal("pack.workbook_macros")
    if any(_OUTSIDE.search(name) for name in names):
        raise refusal("pack.workbook_links")
