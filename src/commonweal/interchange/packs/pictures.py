"""The one picture a document may hold, as PNG: how a whole divides. Its words are in the table beneath it too."""

from __future__ import annotations

import io
from typing import Any

from commonweal.domain.packs.document import Share, Shares

#: Dark enough for white lettering at 4.5 to 1, and told apart by position and lettering, never by colour alone.
_COLOURS = ("#0b5563", "#7a4b00", "#3d3a6b", "#5b2a4d", "#2f5d2a", "#4a4a4a")
_INK = "#0b0c0c"
WIDTH, _ROW, _GAP = 1600, 84, 22
_LABEL, _FIGURE, _SIZE = 700, 150, 34


def png_of(picture: Shares) -> bytes:
    """A horizontal bar for each share, with its name before and its figure after. 1600 pixels wide."""
    from PIL import Image, ImageDraw, ImageFont

    height = len(picture.shares) * (_ROW + _GAP) + _GAP
    image = Image.new("RGB", (WIDTH, height), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=_SIZE)
    most = max((share.basis_points for share in picture.shares), default=0) or 1
    for place, share in enumerate(picture.shares):
        top = _GAP + place * (_ROW + _GAP)
        _bar(draw, font, top, share, fill=_COLOURS[place % len(_COLOURS)], most=most)
    target = io.BytesIO()
    image.save(target, "PNG", optimize=True)
    return target.getvalue()


def _bar(draw: Any, font: Any, top: int, share: Share, *, fill: str, most: int) -> None:
    middle = top + _ROW // 2
    right = _LABEL + max(4, (WIDTH - _LABEL - _FIGURE) * share.basis_points // most)
    draw.text((_LABEL - 24, middle), _fitting(draw, font, share.label), font=font, fill=_INK, anchor="rm")
    draw.rectangle((_LABEL, top + 8, right, top + _ROW - 8), fill=fill)
    draw.text((right + 16, middle), share.shown, font=font, fill=_INK, anchor="lm")


def _fitting(draw: Any, font: Any, text: str) -> str:
    """As much of the label as there is room for."""
    if draw.textlength(text, font=font) <= _LABEL - 40:
        return text
    while text and draw.textlength(f"{text}…", font=font) > _LABEL - 40:
        text = text[:-1]
    return f"{text.rstrip()}…"


def watermark_png(word: str) -> bytes:
    """The word across an A4 page, light grey on nothing, to stand behind the text."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGBA", (595, 595), (255, 255, 255, 0))
    font = ImageFont.load_default(size=150)
    ImageDraw.Draw(image).text((297, 297), word, font=font, fill=(225, 225, 225, 255), anchor="mm")
    target = io.BytesIO()
    image.rotate(45).save(target, "PNG", optimize=True)
    return target.getvalue()
