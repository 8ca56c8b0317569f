"""A plain document as OpenDocument text: outline headings, table header rows, language, title, text for pictures."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from commonweal.domain.packs.document import Document, Facts, Shares, Table
from commonweal.interchange.packs.markup import render
from commonweal.interchange.packs.odf import TEXT, packed
from commonweal.interchange.packs.pictures import png_of, watermark_png

_SHORT = 10
_FACTS = (34, 66)
_WATERMARK = "Pictures/draft.png"


@dataclass(frozen=True)
class _Extra:
    """What a table or a picture is called in the file, and its measures (columns in per cent, height in cm)."""

    name: str
    widths: tuple[int, ...] = ()
    is_short: bool = False
    path: str = ""
    height: str = ""


def write_odt(document: Document) -> bytes:
    """The document as an OpenDocument text."""
    pictures: dict[str, bytes] = {}
    blocks = [
        (type(block).__name__, block, _extra(number, block, pictures))
        for number, block in enumerate(document.blocks)
    ]
    tables = [(extra.name, extra.widths, extra.is_short) for _, _, extra in blocks if extra and extra.widths]
    language, _, country = document.language.partition("-")
    before, _, rest = document.furniture.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    if document.is_draft:
        pictures[_WATERMARK] = watermark_png(document.furniture.draft)
    parts: dict[str, bytes | str] = {
        "content.xml": render("odt_content.xml", document=document, blocks=blocks, tables=tables),
        "styles.xml": render(
            "odt_styles.xml",
            document=document,
            language=language,
            country=country or "none",
            page=(before, between, after),
            watermark=_WATERMARK,
        ),
        "meta.xml": render(
            "odf_meta.xml",
            title=document.title,
            summary=document.summary,
            author=document.author,
            language=document.language,
        ),
    }
    return packed(TEXT, {**parts, **pictures})


def _extra(number: int, block: Any, pictures: dict[str, bytes]) -> _Extra | None:
    if isinstance(block, Shares):
        from PIL import Image

        png = png_of(block)
        path = f"Pictures/{number}.png"
        pictures[path] = png
        with Image.open(io.BytesIO(png)) as image:
            height = f"{17 * image.height / image.width:.2f}"
        return _Extra(f"picture-{number}", path=path, height=height)
    if isinstance(block, Facts):
        return _Extra(f"table-{number}", _FACTS, len(block.rows) <= _SHORT)
    if isinstance(block, Table):
        return _Extra(f"table-{number}", block.widths, len(block.rows) < _SHORT)
    return None
