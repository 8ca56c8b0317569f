"""Which kinds of file are taken, how large each may be, and how each is recognised by its content.

Limits are data: a body changes them here, tests and the upload pages read them from here.
"""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: the endings it may have, the media type it is served as, its largest size in bytes."""

    name: str
    title: str
    endings: tuple[str, ...]
    media_type: str
    limit: int


KINDS: dict[str, FileKind] = {
    kind.name: kind
    for kind in (
        FileKind("pdf", "PDF", (".pdf",), "application/pdf", 20 * MEGABYTE),
        FileKind("png", "PNG picture", (".png",), "image/png", 10 * MEGABYTE),
        FileKind("jpeg", "JPEG picture", (".jpg", ".jpeg"), "image/jpeg", 10 * MEGABYTE),
        FileKind("csv", "CSV table", (".csv",), "text/csv", 10 * MEGABYTE),
        FileKind("text", "plain text", (".txt",), "text/plain", 2 * MEGABYTE),
        FileKind(
            "docx",
            "Word document",
            (".docx",),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            20 * MEGABYTE,
        ),
        FileKind(
            "xlsx",
            "Excel workbook",
            (".xlsx",),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            20 * MEGABYTE,
        ),
        FileKind(
            "odt", "OpenDocument text", (".odt",), "application/vnd.oasis.opendocument.text", 20 * MEGABYTE
        ),
        FileKind(
            "ods",
            "OpenDocument spreadsheet",
            (".ods",),
            "application/vnd.oasis.opendocument.spreadsheet",
            20 * MEGABYTE,
        ),
    )
}

LARGEST_TABLE = 60 * MEGABYTE
TABLES: dict[str, FileKind] = {
    kind.name: kind
    for kind in (
        FileKind("csv", "CSV table", (".csv", ".tsv", ".txt"), "text/csv", LARGEST_TABLE),
        FileKind("xlsx", "Excel workbook", (".xlsx",), KINDS["xlsx"].media_type, LARGEST_TABLE),
        FileKind("xls", "Excel 97 workbook", (".xls",), "application/vnd.ms-excel", LARGEST_TABLE),
        FileKind("ods", "OpenDocument spreadsheet", (".ods",), KINDS["ods"].media_type, LARGEST_TABLE),
        FileKind("zip", "ZIP archive", (".zip",), "application/zip", LARGEST_TABLE),
        FileKind("gzip", "gzip archive", (".gz", ".tgz"), "application/gzip", LARGEST_TABLE),
    )
}
"""Files of payments: tables and archives of them, larger than what people attach to a report."""

OPEN_DATA: dict[str, FileKind] = {
    "json": FileKind("json", "JSON", (".json", ".jsonl", ".ndjson"), "application/json", LARGEST_TABLE),
    "gzip": FileKind("gzip", "gzip file", (".gz",), "application/gzip", LARGEST_TABLE),
}
"""Files of notices: open contracting data."""

MAX_TABLES_UNPACKED = 1024 * MEGABYTE
"""An archive of tables, or a workbook of payments, may not unpack to more than this."""

MAX_PIXELS = 50_000_000
"""A picture above this many pixels is refused unread: a few kilobytes can unpack to gigabytes."""

MAX_UNPACKED = 200 * MEGABYTE
"""An office file (a ZIP) may not unpack to more than this."""

MAX_RATIO = 200
"""Nor may any part of it be squeezed more than this many times."""


def accepted_endings(kinds: dict[str, FileKind] = KINDS) -> str:
    """For a file input's hint to the browser: ``.pdf,.png,...``."""
    return ",".join(ending for kind in kinds.values() for ending in kind.endings)
