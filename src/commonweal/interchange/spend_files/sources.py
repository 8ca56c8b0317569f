"""Opening what a body publishes: text tables, workbooks, and archives of them, told apart by content, not by name."""

import codecs
import gzip
import io
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commonweal.interchange.spend_files.amounts import Cell
from commonweal.interchange.spend_files.delimited import NotText, text_records
from commonweal.interchange.spend_files.merged import merged_in_ods, spread_down
from commonweal.interchange.spend_files.web_tables import NoTables, web_tables

LARGEST_MEMBER = 4_000_000_000
MOST_MEMBERS = 10_000
_WORKBOOK_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_TABLES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"PAR1")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OTHER_ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a", b"BZh", b"\xfd7zXZ")
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""The stream of a workbook with a password."""
_HTML = (b"<!doctype html", b"<html", b"<table", b"<?xml")


class Unreadable(ValueError):
    """A file, or a member of an archive, that cannot be read; the message names it and says why."""


@dataclass(frozen=True)
class Sheet:
    """One table of cells. `records` yields (line or row number from 1, cells) and leaves no blank line out.

    A sheet that its workbook hides is named and not read: what is hidden there is mostly workings. In a text table cells can
    slip to the right behind a comma that is not between quotation marks. `is_by_month`: its columns were months;
    `refused` says why a table is not read.
    """

    name: str
    records: Iterator[tuple[int, list[Cell]]]
    is_hidden: bool = False
    is_text: bool = False
    is_by_month: bool = False
    refused: str = ""


def sheets(path: Path) -> Iterator[Sheet]:
    """Every sheet of a file or archive, in order. Raises Unreadable with the file's name."""
    try:
        with path.open("rb") as stream:
            start = stream.read(512)
        if not start:
            raise Unreadable(f"{path}: is empty")
        yield from _opened(path.name, path.read_bytes(), depth=0)
    except OSError as error:
        raise Unreadable(f"{path}: cannot be read ({error.strerror or error})") from error


def _opened(name: str, content: bytes, depth: int) -> Iterator[Sheet]:
    if content[:2] == b"\x1f\x8b":
        yield from _gzip(name, content, depth)
    elif content[:4] == b"PK\x03\x04":
        yield from _zip(name, content, depth)
    elif content[:8] == _OLD_WORKBOOK:
        yield from _workbook(name, content)
    elif content[257:262] == b"ustar":
        yield from _tar(name, content, depth)
    elif _is_web_page(content):
        yield from _web_page(name, content)
    else:
        yield _text(name, content)


def _is_web_page(content: bytes) -> bool:
    """In UTF-16 too, as some finance systems write it."""
    start = content[:600].replace(b"\0", b"") if content.startswith(_UTF_16) else content[:300]
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower().startswith(_HTML)


def _web_page(name: str, content: bytes) -> Iterator[Sheet]:
    """The tables of a page: what a finance system calls a workbook is often one."""
    try:
        tables = web_tables(content)
    except NoTables as error:
        raise Unreadable(f"{name}: {error}") from error
    for number, rows in enumerate(tables, start=1):
        yield Sheet(f"{name}#{number}" if len(tables) > 1 else name, enumerate(rows, start=1))


def _text(name: str, content: bytes) -> Sheet:
    if content.startswith(_NOT_TABLES) or _is_json(content):
        raise Unreadable(f"{name}: is not a table (CSV, XLSX, XLS or ODS)")
    if content.startswith(_OTHER_ARCHIVES):
        raise Unreadable(f"{name}: is an archive of a kind that is not read: unpack it first")
    try:
        return Sheet(name, text_records(content), is_text=True)
    except NotText as error:
        raise Unreadable(f"{name}: {error}") from error


def _is_json(content: bytes) -> bool:
    return re.match(rb"(\xef\xbb\xbf)?\s*(\[\s*)?\{\s*\"[^\"\r\n]*\"\s*:", content[:2_000]) is not None


def _gzip(name: str, content: bytes, depth: int) -> Iterator[Sheet]:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
            inner = _limited(name, stream.read(LARGEST_MEMBER + 1))
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(f"{name}: the archive is damaged or cut short ({error})") from error
    yield from _nested(name, inner, depth)


def _tar(name: str, content: bytes, depth: int) -> Iterator[Sheet]:
    try:
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            members = [member for member in archive if member.isfile()]
            for member in _counted(name, sorted(members, key=lambda each: each.name)):
                stream = archive.extractfile(member)
                if stream and _is_wanted(member.name):
                    yield from _nested(
                        f"{name}:{member.name}", _limited(name, stream.read(LARGEST_MEMBER + 1)), depth
                    )
    except tarfile.TarError as error:
        raise Unreadable(f"{name}: the archive is damaged or cut short ({error})") from error


def _zip(name: str, content: bytes, depth: int) -> Iterator[Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if any(part in names for part in _WORKBOOK_PARTS):
                yield from _workbook(name, content)
                return
            for member in _counted(name, sorted(names)):
                if _is_wanted(member):
                    with archive.open(member) as stream:
                        inner = _limited(name, stream.read(LARGEST_MEMBER + 1))
                    yield from _nested(f"{name}:{member}", inner, depth)
    except Unreadable:
        raise
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
        zlib.error,
        struct.error,
    ) as error:
        raise Unreadable(f"{name}: the archive is damaged, cut short or locked ({error})") from error


def _counted(name: str, members: list[Any]) -> list[Any]:
    if len(members) > MOST_MEMBERS:
        raise Unreadable(f"{name}: holds more than {MOST_MEMBERS} files")
    return members


def _limited(name: str, content: bytes) -> bytes:
    if len(content) > LARGEST_MEMBER:
        raise Unreadable(f"{name}: is larger than {LARGEST_MEMBER // 10**9} GB unpacked")
    return content


_NOT_WANTED = (
    ".pdf", ".docx", ".doc", ".md", ".html", ".htm", ".json", ".xml", ".py", ".yml", ".yaml", ".db", ".ini", ".lnk", ".url",
    ".png", ".jpg", ".jpeg", ".gif", ".svg", ".pptx", ".ppt", ".rtf", ".msg", ".eml", ".log", ".css", ".js",
)  # fmt: skip


def _is_wanted(member: str) -> bool:
    """Leaves out folders, and the files that operating systems and writers add beside the tables."""
    last = member.rsplit("/", 1)[-1]
    kept_out = last.startswith((".", "~$")) or "__MACOSX" in member.split("/")
    return bool(last) and not kept_out and not last.lower().endswith(_NOT_WANTED)


def _nested(name: str, content: bytes, depth: int) -> Iterator[Sheet]:
    if depth >= 3:
        raise Unreadable(f"{name}: archives within archives go too deep")
    if content:
        yield from _opened(name, content, depth + 1)


def _workbook(name: str, content: bytes) -> Iterator[Sheet]:
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    if _LOCKED in content or _is_locked_opendocument(content):
        raise Unreadable(f"{name}: {_NOT_OPEN}")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        merged = merged_in_ods(content) if content.startswith(b"PK") else {}
        for each in book.sheets_metadata:
            if each.typ != SheetTypeEnum.WorkSheet:
                continue
            if each.visible != SheetVisibleEnum.Visible:
                yield Sheet(f"{name}#{each.name}", iter(()), is_hidden=True)
            else:
                sheet = book.get_sheet_by_name(each.name)
                rows = [[_cell(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
                spread_down(rows, sheet.merged_cell_ranges or merged.get(each.name) or ())
                yield Sheet(f"{name}#{each.name}", enumerate(rows, start=1))
    except PasswordError as error:
        raise Unreadable(f"{name}: {_NOT_OPEN}") from error
    except (CalamineError, OSError, ValueError) as error:
        raise Unreadable(f"{name}: the workbook cannot be read ({error})") from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise Unreadable(f"{name}: the workbook is damaged") from error


_PANIC = "PanicException"
"""What the reader of workbooks raises on some damaged ones: no ordinary exception, and of a module that cannot be imported."""
_NOT_OPEN = "the workbook has a password: save it without one first"


def _is_locked_opendocument(content: bytes) -> bool:
    if not content.startswith(b"PK"):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        manifest = "META-INF/manifest.xml"
        return manifest in archive.namelist() and b"encryption-data" in archive.read(manifest)


def _cell(cell: Cell) -> Cell:
    return None if cell == "" else cell
