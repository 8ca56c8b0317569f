"""A workbook's cells as plain values, whichever kind of file it is, after everything that could hurt was refused.

Nothing is calculated, fetched, run or unpacked to disk. What a file claims to be is decided by its content.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath

from commonweal.domain.packs.workbook import MOST_BYTES, MOST_PART, MOST_UNPACKED
from commonweal.interchange.packs import grids_ods, grids_xlsx
from commonweal.interchange.packs.faults import refusal
from commonweal.interchange.packs.grid import Grid

_MACROS = re.compile(r"(vbaProject|vbaData|^Basic/|^Scripts/|xl/macrosheets/|activeX)", re.IGNORECASE)
_OUTSIDE = re.compile(r"^xl/(externalLinks|embeddings|connections\.xml|queryTables)", re.IGNORECASE)
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def grids_of(name: str, data: bytes) -> list[Grid]:
    """The sheets of an XLSX or ODS file, in order.

    Raises:
        UnreadableWorkbook: too large, not such a file, called what it is not, locked, or holding macros or links.
    """
    kind = _kind(name, data)
    try:
        return grids_ods.read(data) if kind == "ods" else grids_xlsx.read(data)
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
