"""Packs open in LibreOffice and render; the PDF is tagged. Run with `make test-files`."""

import contextlib
import os
import re
import shutil
import subprocess
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from commonweal.journeys.packs import own_template
from commonweal.journeys.packs.making import FORMATS
from commonweal.journeys.packs.schedule import schedule
from tests.journeys.packs.examples import a_draft, a_published

pytestmark = pytest.mark.files
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
TOOLS = (OFFICE, shutil.which("pdftotext"), shutil.which("pdftoppm"), shutil.which("pdfinfo"))
PACKS = {
    "draft": lambda: replace(a_draft(), template=own_template.starter()),
    "published": lambda: replace(a_published(), template=own_template.starter()),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    if not all(TOOLS):
        if os.environ.get("COMMONWEAL_REQUIRE_ALL"):
            pytest.fail("needs libreoffice-calc, libreoffice-writer and poppler-utils")
        pytest.skip(
            "not run: no LibreOffice here (apt-get install libreoffice-writer libreoffice-calc poppler-utils)"
        )
    return tmp_path_factory.mktemp("packs")


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=180).stdout


def as_pdf(folder: Path, content: bytes, name: str) -> Path:
    """The file opened in LibreOffice and printed to PDF; a PDF as it is."""
    source = folder / name
    source.write_bytes(content)
    if source.suffix != ".pdf":
        run(OFFICE, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf",
            "--outdir", str(folder), str(source))  # fmt: skip
    return source.with_suffix(".pdf")


def pages(folder: Path, pdf: Path) -> list[Path]:
    """A picture of each page."""
    run("pdftoppm", "-r", "30", "-png", str(pdf), str(folder / f"{pdf.stem}-page"))
    return sorted(folder.glob(f"{pdf.stem}-page-*.png"))


@pytest.mark.parametrize("stands", sorted(PACKS))
@pytest.mark.parametrize("format_id", sorted(FORMATS))
def test_every_file_opens_renders_and_says_what_it_asks(folder, format_id, stands):
    made, pack = FORMATS[format_id], PACKS[stands]()
    pdf = as_pdf(folder, made.make(pack), f"{stands}-{made.part}-{made.kind}.{made.kind}")
    text = re.sub(r"\s+", " ", run("pdftotext", "-layout", str(pdf), "-"))
    for criterion in pack.ask.questions:
        assert criterion.title in text
    assert bool(re.search("DRAFT|Draft, not issued", text)) is pack.is_draft
    assert len(pages(folder, pdf)) > 2


@pytest.mark.parametrize("kind", ["docx", "odt", "pdf"])
def test_every_page_of_a_schedule_has_its_number(folder, kind):
    made = FORMATS[f"schedule.{kind}"]
    pdf = as_pdf(folder, made.make(a_published()), f"numbered-{kind}.{kind}")
    count = len(pages(folder, pdf))
    for number in range(1, count + 1):
        page = run("pdftotext", "-layout", "-f", str(number), "-l", str(number), str(pdf), "-")
        assert re.search(rf"Page\s+{number}\s+of\s+{count}", page)


@pytest.mark.parametrize("kind", ["docx", "odt", "pdf"])
def test_the_contents_name_the_page_on_which_each_part_stands(folder, kind):
    pack = a_published()
    pdf = as_pdf(folder, FORMATS[f"schedule.{kind}"].make(pack), f"contents-{kind}.{kind}")
    text = run("pdftotext", "-layout", str(pdf), "-").split("\f")
    headings = [each.shown for each in schedule(pack).headings()]
    assert len(headings) > 5
    for shown in headings:
        words = r"\s+".join(map(re.escape, shown.split()))
        listed = re.search(rf"^\s*{words}[ .]+(\d+)\s*$", text[0] + text[1], re.M)
        assert listed, f"the contents have no page for {shown}"
        alone = re.compile(rf"^\s*{words}\s*$", re.M)
        assert alone.search(text[int(listed[1]) - 1]), f"{shown} does not stand on page {listed[1]}"


def test_the_pdf_is_tagged_with_title_language_and_structure(folder):
    path = folder / "tagged.pdf"
    path.write_bytes(FORMATS["schedule.pdf"].make(a_published()))
    about = run("pdfinfo", str(path))
    assert re.search(r"^Title:\s+Home care in the north of the borough: ask schedule$", about, re.MULTILINE)
    assert re.search(r"^Tagged:\s+yes$", about, re.MULTILINE)
    kinds = set(re.findall(r"^\s*([A-Za-z0-9]+)", run("pdfinfo", "-struct", str(path)), re.MULTILINE))
    assert {
        "Document",
        "H1",
        "H2",
        "P",
        "L",
        "LI",
        "Table",
        "THead",
        "TH",
        "TD",
        "Caption",
        "Figure",
    } <= kinds
    objects = _unpacked(path.read_bytes())
    for said in (rb"/Lang\s*\(en-GB\)", rb"/Marked\s+true", rb"/DisplayDocTitle\s+true", rb"/StructTreeRoot"):
        assert re.search(said, objects), said
    assert re.search(rb"/Alt\s*\(", objects)


def _unpacked(content: bytes) -> bytes:
    """The file with the streams that its objects are packed in beside it."""
    found = [content]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        with contextlib.suppress(zlib.error):
            found.append(zlib.decompress(packed))
    return b"\n".join(found)
