"""The words in an upload, as far as they can be had without rendering it: tables of text and office documents."""

import io
import re
import zipfile
import zlib

from commonweal.domain.personal_data import MOST

LIMIT = 4_000_000
"""Bytes that are read of one part of a file."""
_PARTS = re.compile(r"^(word/document\.xml|xl/sharedStrings\.xml|xl/worksheets/[^/]+\.xml|content\.xml)$")
_BREAKS = re.compile(r"</(?:w:p|w:tc|si|is|c|text:p|table:table-cell)>|<w:tab/>|<w:br/>")
_TAGS = re.compile(r"<[^>]{0,2000}>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))

_FIGURE = re.compile(r"-?(?:\d{1,8}|\d+[.,]\d+(?:[eE][+-]?\d+)?)%?$")

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)
"""What the reader of packed files raises: no packed file, damaged or cut parts, a password, a method nobody knows."""


def words_in(name: str, content: bytes) -> str:
    """The text of a CSV, DOCX, XLSX, ODT or ODS file, cells and paragraphs on lines of their own; else nothing.

    Pictures and PDF files are not read: what they show has to be looked at. A damaged file has no words; `files.checks`
    says what is wrong with it.
    """
    ending = name.rpartition(".")[2].lower()
    if ending in ("csv", "txt"):
        return content[:LIMIT].decode("utf-8", errors="replace")
    if ending not in ("docx", "xlsx", "odt", "ods"):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = [each for each in packed.namelist() if _PARTS.match(each)]
            # The words of a workbook stand in its shared strings, whose part often comes after the sheets.
            parts.sort(key=lambda each: each.startswith("xl/worksheets/"))
            return "\n".join(_shares([_said(_plain(packed, each)) for each in parts]))
    except UNREADABLE:
        return ""


def _said(text: str) -> str:
    """Its lines, each once, without those that are a figure and nothing else: too short to be anybody's number."""
    lines = (each.strip() for each in text.splitlines())
    return "\n".join(dict.fromkeys(each for each in lines if each and not _FIGURE.match(each)))


def _shares(texts: list[str]) -> list[str]:
    """As much of each text as is looked at: what a short one leaves of its share is for the longer ones."""
    left, found = MOST, dict.fromkeys(range(len(texts)), "")
    for done, place in enumerate(sorted(found, key=lambda each: len(texts[each]))):
        share = left // (len(texts) - done)
        found[place] = texts[place][:share]
        left -= len(found[place])
    return [each for each in found.values() if each]


def _plain(packed: zipfile.ZipFile, part: str) -> str:
    """The text of one part, at most `LIMIT` bytes of it however large it says it is."""
    with packed.open(part) as opened:
        xml = opened.read(LIMIT).decode("utf-8", errors="replace")
    text = _TAGS.sub("", _BREAKS.sub("\n", xml))
    for entity, char in _ENTITIES:
        text = text.replace(entity, char)
    return text
