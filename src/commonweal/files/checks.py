"""What an upload really is, by its content. Nothing is executed, rendered or unpacked to disk."""

import gzip
import io
import re
import unicodedata
import warnings
import zipfile
import zlib
from pathlib import PurePosixPath

from commonweal.domain.errors import Invalid
from commonweal.files.kinds import (
    KINDS,
    MAX_PIXELS,
    MAX_RATIO,
    MAX_TABLES_UNPACKED,
    MAX_UNPACKED,
    MEGABYTE,
    OPEN_DATA,
    TABLES,
    FileKind,
)

_OFFICE = {
    "docx": ("word/document.xml", None),
    "xlsx": ("xl/workbook.xml", None),
    "odt": ("content.xml", b"application/vnd.oasis.opendocument.text"),
    "ods": ("content.xml", b"application/vnd.oasis.opendocument.spreadsheet"),
}
_MACROS = re.compile(r"(vbaProject\.bin|^Basic/|^Scripts/)", re.IGNORECASE)
LONGEST_NAME = 120


def clean_name(name: str) -> str:
    """The last part of a file name without paths, control characters or a length that breaks file systems."""
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = "".join(char for char in unicodedata.normalize("NFC", last) if char.isprintable()).strip(" .")
    path = PurePosixPath(plain or "file")
    return f"{path.stem[: LONGEST_NAME - len(path.suffix)]}{path.suffix[:12]}"


def check(name: str, content: bytes, *, field: str = "file") -> FileKind:
    """The kind of an upload.

    Raises:
        Invalid: ``file.empty``, ``file.kind_not_accepted``, ``file.not_what_it_says``, ``file.too_large``,
            ``file.picture_too_large``, ``file.unpacks_too_large``, ``file.has_macros`` or ``file.damaged``.
    """
    if not content:
        raise Invalid("file.empty", field=field)
    kind = _kind_by_ending(name, field)
    if len(content) > kind.limit:
        raise Invalid("file.too_large", field=field, kind=kind.title, megabytes=kind.limit // (1024 * 1024))
    if kind.name in _OFFICE:
        _check_office(kind, content, field)
    elif kind.name in ("png", "jpeg"):
        _check_picture(kind, content, field)
    elif kind.name == "pdf":
        _must(content[:1024].lstrip().startswith(b"%PDF-"), kind, field)
    else:
        _check_text(kind, content, field)
    return kind


def check_table(name: str, content: bytes, *, field: str = "file") -> FileKind:
    """The kind of a file of payments: a table, a workbook or an archive of them. Raises Invalid, as `check` does."""
    if not content:
        raise Invalid("file.empty", field=field)
    kind = _kind_by_ending(name, field, TABLES)
    if len(content) > kind.limit:
        raise Invalid("file.too_large", field=field, kind=kind.title, megabytes=kind.limit // MEGABYTE)
    if kind.name in _OFFICE:
        _check_office(kind, content, field, limit=MAX_TABLES_UNPACKED, ratio=None)
    elif kind.name == "zip":
        _check_zip(kind, content, field)
    elif kind.name == "gzip":
        _check_gzip(kind, content, field)
    elif kind.name == "xls":
        _check_called_workbook(kind, content, field)
    elif not content.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 holds NUL bytes, and says what it is
        _check_text(kind, content, field)
    return kind


def _check_called_workbook(kind: FileKind, content: bytes, field: str) -> None:
    """What finance systems call ``.xls`` is a workbook of 1997, one of 2007, or a table in HTML, XML or plain text."""
    if content.startswith(b"PK\x03\x04"):
        _check_office(TABLES["xlsx"], content, field, limit=MAX_TABLES_UNPACKED, ratio=None)
    elif not content.startswith((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xfe\xff")):
        _check_text(kind, content, field)


def check_open_data(name: str, content: bytes, *, field: str = "file") -> FileKind:
    """The kind of a file of notices. One cut short is taken: what came before the cut is good. Raises Invalid."""
    if not content:
        raise Invalid("file.empty", field=field)
    kind = _kind_by_ending(name, field, OPEN_DATA)
    if len(content) > kind.limit:
        raise Invalid("file.too_large", field=field, kind=kind.title, megabytes=kind.limit // MEGABYTE)
    if content.startswith(b"\x1f\x8b"):
        _check_gzip(kind, content, field, may_be_cut=True)
    else:
        _check_text(kind, content, field)
    return kind


def _check_zip(kind: FileKind, content: bytes, field: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_unpacked(archive.infolist(), field, limit=MAX_TABLES_UNPACKED, ratio=None)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise Invalid("file.not_what_it_says", field=field, kind=kind.title) from error


def _check_gzip(kind: FileKind, content: bytes, field: str, *, may_be_cut: bool = False) -> None:
    """Unpacked piece by piece and counted, never held: a gzip file does not say how large it is inside."""
    size = 0
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
            while piece := stream.read(MEGABYTE):
                size += len(piece)
                if size > MAX_TABLES_UNPACKED:
                    raise Invalid("file.unpacks_too_large", field=field)
    except (OSError, EOFError, zlib.error) as error:
        if may_be_cut and isinstance(error, EOFError):
            return
        raise Invalid("file.not_what_it_says", field=field, kind=kind.title) from error


def _kind_by_ending(name: str, field: str, kinds: dict[str, FileKind] = KINDS) -> FileKind:
    ending = PurePosixPath(clean_name(name)).suffix.lower()
    for kind in kinds.values():
        if ending in kind.endings:
            return kind
    raise Invalid(
        "file.kind_not_accepted", field=field, accepted=", ".join(kind.title for kind in kinds.values())
    )


def _must(true: bool, kind: FileKind, field: str) -> None:
    if not true:
        raise Invalid("file.not_what_it_says", field=field, kind=kind.title)


def _check_text(kind: FileKind, content: bytes, field: str) -> None:
    head = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    looks_like_markup = head.startswith((b"<!doctype", b"<html", b"<script", b"<?xml", b"<svg"))
    _must(
        b"\x00" not in content and not looks_like_markup and not head.startswith((b"mz", b"\x7felf", b"#!")),
        kind,
        field,
    )


def _check_picture(kind: FileKind, content: bytes, field: str) -> None:
    from PIL import Image

    expected = "PNG" if kind.name == "png" else "JPEG"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            # Opening reads the header alone; the pixels stay packed until somebody asks for them.
            with Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as picture:
                width, height, found = picture.width, picture.height, picture.format
    except Image.DecompressionBombError as error:
        raise Invalid("file.picture_too_large", field=field, megapixels=MAX_PIXELS // 1_000_000) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise Invalid("file.not_what_it_says", field=field, kind=kind.title) from error
    _must(found == expected, kind, field)
    if width * height > MAX_PIXELS:
        raise Invalid("file.picture_too_large", field=field, megapixels=MAX_PIXELS // 1_000_000)


def _check_office(
    kind: FileKind, content: bytes, field: str, *, limit: int = MAX_UNPACKED, ratio: int | None = MAX_RATIO
) -> None:
    part, mimetype = _OFFICE[kind.name]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            _must(part in names, kind, field)
            _check_unpacked(members, field, limit=limit, ratio=ratio)
            if mimetype is not None:
                _must("mimetype" in names and archive.read("mimetype").strip() == mimetype, kind, field)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise Invalid("file.not_what_it_says", field=field, kind=kind.title) from error
    if any(_MACROS.search(name) for name in names):
        raise Invalid("file.has_macros", field=field)


def _check_unpacked(members: list[zipfile.ZipInfo], field: str, *, limit: int, ratio: int | None) -> None:
    total = sum(member.file_size for member in members)
    worst = max((member.file_size / max(member.compress_size, 1) for member in members), default=0)
    if total > limit or (ratio is not None and worst > ratio and total > limit // 100):
        raise Invalid("file.unpacks_too_large", field=field)
