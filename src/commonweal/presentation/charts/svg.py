"""The small set of SVG marks that every chart is made of. All text is escaped; attributes carry the colours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from commonweal.presentation.charts import lettering

INK = "#10242b"
SECONDARY = "#52646b"
LINE = "#d3dcdf"
WASH = "#f3f6f6"
TRACK = "#e6ebed"
TEAL = "#0b5a63"
TEAL_TINT = "#bcd6da"
GOLD = "#b07d10"
GOLD_TINT = "#eedfb8"
GREEN = "#2f7d4a"
GREEN_TINT = "#b5d6c2"
GREY = "#6f7d82"
WHITE = "#ffffff"

SIZE = 16  # pixels of a label; nothing is smaller than SMALL
SMALL = 14
LEADING = 20  # from one line of a label to the next

ID = re.compile(r"^[A-Za-z][A-Za-z0-9_-]*$")
Number = int | Fraction


@dataclass(frozen=True)
class Table:
    """The same facts as rows of words, for a table or a CSV file beside the picture."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def coordinate(value: Number) -> str:
    """A coordinate with at most two decimals, exactly rounded, without trailing zeros."""
    if isinstance(value, int):
        return str(value)
    hundredths = round(value * 100)
    sign, whole, rest = "-" if hundredths < 0 else "", *divmod(abs(hundredths), 100)
    return f"{sign}{whole}.{rest:02d}".rstrip("0").rstrip(".")


NARROW = 330
"""Width in pixels of a drawing for a telephone; the stylesheet shows it there in place of the wide one beside it."""


def picture(
    chart_id: str,
    title: str,
    description: str,
    marks: Iterable[Markup],
    *,
    size: tuple[int, int],
    has_links: bool = False,
) -> Markup:
    """The whole drawing. `chart_id` must be unique on the page; `size` is width and height in pixels.

    With links inside its role is group, else img. Raises ValueError for an id that cannot be one or a missing title.
    """
    width, height = size
    if not ID.match(chart_id):
        raise ValueError(
            f"a chart's id begins with a letter and holds letters, digits, - and _ only: {chart_id!r}"
        )
    if not title.strip() or not description.strip():
        raise ValueError(f"the chart {chart_id!r} needs a title and a description")
    opening = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="{classes}" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="{role}" '
        'aria-labelledby="{id}-title {id}-description" font-family="Arial, Helvetica, sans-serif" focusable="false">'
        '<title id="{id}-title">{title}</title><desc id="{id}-description">{description}</desc>'
    ).format(
        w=width, h=height, role="group" if has_links else "img", id=chart_id, title=title, description=description,
        classes="cw-chart cw-chart--narrow" if width <= NARROW else "cw-chart",
    )  # fmt: skip
    return opening + Markup("").join(marks) + Markup("</svg>")


def mark(name: str, **attributes: Number | str | None) -> Markup:
    """One empty element; `fill_opacity` becomes fill-opacity, None is left out."""
    return Markup("<{}{}/>").format(name, _attributes(attributes))


def _attributes(attributes: dict[str, Number | str | None]) -> Markup:
    found = Markup("")
    for name, value in attributes.items():
        if value is not None:
            text = value if isinstance(value, str) else coordinate(value)
            found += Markup(' {}="{}"').format(name.rstrip("_").replace("_", "-"), text)
    return found


def box(
    x: Number, y: Number, width: Number, height: Number, fill: str, **attributes: Number | str | None
) -> Markup:
    """A filled rectangle."""
    return mark("rect", x=x, y=y, width=width, height=height, fill=fill, **attributes)


def rule(
    x1: Number, y1: Number, x2: Number, y2: Number, stroke: str, **attributes: Number | str | None
) -> Markup:
    """A straight line."""
    return mark("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, **attributes)


def label(
    x: Number,
    y: Number,
    text: str,
    *,
    size: int = SIZE,
    fill: str = INK,
    anchor: str = "start",
    bold: bool = False,
    halo: bool = True,
) -> Markup:
    """One line of text on the baseline y. The halo keeps it legible over bands and lines."""
    attributes: dict[str, Number | str | None] = {"x": x, "y": y, "font_size": size, "fill": fill}
    attributes["text_anchor"] = anchor if anchor != "start" else None
    attributes["font_weight"] = "bold" if bold else None
    if halo:
        attributes |= {
            "stroke": WHITE,
            "stroke_width": 4,
            "stroke_linejoin": "round",
            "paint_order": "stroke",
        }
    return Markup("<text{}>{}</text>").format(_attributes(attributes), text)


def paragraph(
    x: Number, y: Number, texts: Iterable[str], *, leading: int = LEADING, size: int = SIZE, fill: str = INK,
    anchor: str = "start", bold: bool = False, halo: bool = True,
) -> Markup:  # fmt: skip
    """Lines of text, the first on the baseline y."""
    return Markup("").join(
        label(x, y + number * leading, text, size=size, fill=fill, anchor=anchor, bold=bold, halo=halo)
        for number, text in enumerate(texts)
    )


def group(marks: Iterable[Markup], *, title: str | None = None) -> Markup:
    """Marks that belong together, with an optional tooltip."""
    tooltip = Markup("<title>{}</title>").format(title) if title else Markup("")
    return Markup("<g>") + tooltip + Markup("").join(marks) + Markup("</g>")


def link(href: str | None, name: str, marks: Iterable[Markup]) -> Markup:
    """Marks that lead somewhere; without an address just the marks. `name` is what is read out.

    Raises ValueError for an address that is not a path, a query or a place on the page: never a script.
    """
    inside = Markup("").join(marks)
    if href is None:
        return inside
    if not href.startswith(("/", "#", "?")) or href.startswith("//"):
        raise ValueError(f"a chart links within the site only: {href!r}")
    return Markup('<a href="{}" aria-label="{}">{}</a>').format(href, name, inside)


def swatches(x: int, y: int, meanings: Iterable[tuple[str, str]]) -> Markup:
    """A key: squares of colour with their meaning beside them, in one line."""
    found = Markup("")
    for fill, meaning in meanings:
        found += box(x, y - 12, 14, 14, fill) + label(x + 20, y, meaning, size=SMALL, fill=SECONDARY)
        x += 20 + lettering.width(meaning, SMALL) + 22
    return found


def height_of(texts: tuple[str, ...], leading: int = LEADING) -> int:
    """The height of a paragraph in pixels."""
    return len(texts) * leading
