"""Uploads are what their content says, within limits, under a harmless name."""

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from commonweal.domain.errors import Invalid
from commonweal.files.checks import check, clean_name
from commonweal.files.kinds import KINDS, MAX_UNPACKED


def picture(size: tuple[int, int] = (4, 4), kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size).save(out, kind)
    return out.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few dozen bytes that says it is enormous."""

    def chunk(tag: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def office(*parts: str, mimetype: bytes = b"", filler: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for part in parts:
            archive.writestr(part, filler or b"<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("evidence.pdf", b"%PDF-1.7 ...", "pdf"),
        ("photo.png", picture(), "png"),
        ("photo.JPG", picture(kind="JPEG"), "jpeg"),
        ("table.csv", b"a,b\r\n1,2\r\n", "csv"),
        ("notes.txt", "caffè".encode(), "text"),
        ("story.docx", office("word/document.xml"), "docx"),
        ("figures.xlsx", office("xl/workbook.xml"), "xlsx"),
        ("story.odt", office("content.xml", mimetype=b"application/vnd.oasis.opendocument.text"), "odt"),
        (
            "figures.ods",
            office("content.xml", mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
            "ods",
        ),
    ],
)
def test_each_accepted_kind_is_recognised_by_its_content(name, content, kind):
    assert check(name, content).name == kind


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.pdf", b"", "file.empty"),
        ("run.exe", b"MZ....", "file.kind_not_accepted"),
        ("page.html", b"<html>", "file.kind_not_accepted"),
        ("page.svg", b"<svg/>", "file.kind_not_accepted"),
        ("renamed.pdf", b"MZ\x90\x00 this is a program", "file.not_what_it_says"),
        ("renamed.png", b"MZ\x90\x00", "file.not_what_it_says"),
        ("renamed.jpg", picture(), "file.not_what_it_says"),
        ("renamed.csv", b"<!DOCTYPE html><script>alert(1)</script>", "file.not_what_it_says"),
        ("renamed.txt", b"#!/bin/sh\nrm -rf", "file.not_what_it_says"),
        ("renamed.docx", office("xl/workbook.xml"), "file.not_what_it_says"),
        ("renamed.xlsx", b"PK\x03\x04 broken", "file.not_what_it_says"),
        ("macro.xlsx", office("xl/workbook.xml", "xl/vbaProject.bin"), "file.has_macros"),
        (
            "macro.ods",
            office(
                "content.xml",
                "Basic/Standard/x.xml",
                mimetype=b"application/vnd.oasis.opendocument.spreadsheet",
            ),
            "file.has_macros",
        ),
        ("bomb.png", bomb(100_000, 100_000), "file.picture_too_large"),
        ("wide.png", bomb(60_000, 1_000), "file.picture_too_large"),
        (
            "zip-bomb.docx",
            office("word/document.xml", filler=b"0" * (MAX_UNPACKED // 50)),
            "file.unpacks_too_large",
        ),
        ("large.txt", b"a" * (KINDS["text"].limit + 1), "file.too_large"),
    ],
)
def test_what_is_not_what_it_says_is_refused_with_a_reason(name, content, code):
    with pytest.raises(Invalid) as caught:
        check(name, content, field="evidence")
    assert (caught.value.code, caught.value.field) == (code, "evidence")


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\x\\report.pdf", "report.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("", "file"),
        ("...", "file"),
        ("x" * 400 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_kept_without_paths_or_control_characters(given_name, kept):
    assert clean_name(given_name) == kept


@given(st.text(max_size=400))
def test_any_name_becomes_a_short_printable_one(name):
    cleaned = clean_name(name)
    assert cleaned
    assert len(cleaned) <= 133
    assert cleaned.isprintable()
    assert "/" not in cleaned
    assert "\\" not in cleaned


@given(
    st.sampled_from([ending for kind in KINDS.values() for ending in kind.endings]), st.binary(max_size=300)
)
def test_any_bytes_are_accepted_or_refused_in_words_never_with_a_crash(ending, content):
    try:
        check(f"file{ending}", content)
    except Invalid as error:
        assert error.code.startswith("file.")
