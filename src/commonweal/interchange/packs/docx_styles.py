"""The styles a written document uses; a template of the authority's own keeps those it has."""

from __future__ import annotations

from typing import Any

KICKER, LEAD, SMALL, CLAUSE = "Pack Kicker", "Pack Lead", "Pack Small", "Pack Clause"
NOTICE, CELL, TABLE_CAPTION = "Pack Notice", "Pack Cell", "Pack Table Caption"
AFTER_TABLE, DRAFT, CONTENTS, FURNITURE = "Pack After Table", "Pack Draft", "Pack Contents", "Pack Furniture"
INK, TEAL, SOFT, RED, RULE = "0B0C0C", "0B5563", "505A5F", "9B1C1C", "B1B4B6"
_FONT = "Arial"
#: Our own paragraph styles: size in points, bold, colour, space before and after in points.
_OWN: dict[str, tuple[float, bool, str, float, float]] = {
    KICKER: (12, False, SOFT, 0, 4),
    LEAD: (13, False, INK, 0, 8),
    SMALL: (9.5, False, SOFT, 0, 6),
    CLAUSE: (11, False, INK, 0, 6),
    NOTICE: (11, False, INK, 0, 6),
    CELL: (10, False, INK, 2, 2),
    TABLE_CAPTION: (10.5, True, INK, 8, 4),
    AFTER_TABLE: (6, False, INK, 0, 2),
    DRAFT: (16, True, RED, 0, 8),
    CONTENTS: (11, False, INK, 0, 3),
    FURNITURE: (9, False, SOFT, 0, 0),
}
_HEADINGS = {
    "Title": (26, 0, 14),
    "Heading 1": (18, 20, 8),
    "Heading 2": (14, 14, 6),
    "Heading 3": (12, 10, 4),
}


def ready(word: Any, language: str) -> None:
    """Give an empty document our styles and its language."""
    from docx.shared import Pt

    normal = word.styles["Normal"]
    _face(normal, 11, False, INK)
    normal.paragraph_format.space_after = Pt(8)
    normal.paragraph_format.line_spacing = 1.15
    for name, (size, before, after) in _HEADINGS.items():
        style = word.styles[name]
        _face(style, size, True, INK if name == "Title" else TEAL)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = True
        _no_rule(style)
    for name in ("List Bullet", "List Number"):
        word.styles[name].paragraph_format.space_after = Pt(4)
    add_missing(word)
    set_language(word, language)


def add_missing(word: Any) -> None:
    """Add every style of ours that the document does not have; one that it has is left as it is."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    known = {style.name for style in word.styles}
    for name, (size, bold, colour, before, after) in _OWN.items():
        if name in known:
            continue
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = word.styles["Normal"] if "Normal" in known else None
        _face(style, size, bold, colour)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = name == TABLE_CAPTION
        _shape(style, name)
    for name in ("Heading 1", "Heading 2", "Heading 3", "List Bullet", "List Number"):
        if name not in known:
            word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)


def set_language(word: Any, language: str) -> None:
    """The language of all text that names no other."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for fonts in word.styles.element.iter(qn("w:rPrDefault")):
        properties = fonts.find(qn("w:rPr"))
        found = properties.find(qn("w:lang"))
        if found is None:
            found = OxmlElement("w:lang")
            properties.append(found)
        found.set(qn("w:val"), language)


def _face(style: Any, size: float, bold: bool, colour: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)
    for kind in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), _FONT)


def _no_rule(style: Any) -> None:
    """The shipped Title has a rule under it; ours does not."""
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _shape(style: Any, name: str) -> None:
    from docx.shared import Cm

    if name == CLAUSE:
        style.paragraph_format.left_indent, style.paragraph_format.first_line_indent = Cm(1.5), Cm(-1.5)
        style.paragraph_format.tab_stops.add_tab_stop(Cm(1.5))
    elif name == NOTICE:
        style.paragraph_format.left_indent = Cm(0.5)
        _side_rule(style)


def _side_rule(style: Any) -> None:
    """A thick rule at the left: what must not be missed."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for key, value in (("val", "single"), ("sz", "36"), ("space", "10"), ("color", TEAL)):
        left.set(qn(f"w:{key}"), value)
    borders.append(left)
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )
