"""Wholes in their named parts: one bar of full width for each whole. What is not known is a part of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from markupsafe import Markup

from commonweal.presentation.charts import lettering, svg
from commonweal.presentation.charts.svg import Table

ROW, BAR, KEY_LINE = 58, 24, 22
SHADES = ("#0f4a52", "#3b8590", "#9cc3c9")
UNKNOWN = "#ffffff"
_LETTERS = {SHADES[0]: svg.WHITE, SHADES[1]: svg.WHITE, SHADES[2]: svg.INK, UNKNOWN: svg.INK}


@dataclass(frozen=True)
class Whole:
    """One bar: its name and the size of each part, in the order of the parts' names. A part below nought counts as none."""

    label: str
    sizes: tuple[int, ...]


def part_bars(
    wholes: tuple[Whole, ...],
    names: tuple[str, ...],
    *,
    chart_id: str,
    title: str,
    description: str,
    has_unknown: bool = True,
    width: int = 700,
    say: Callable[[Fraction], str] | None = None,
) -> Markup:
    """The bars under each other, with the key above. With `has_unknown` the last part is what is not known, drawn empty.

    `say` words the share of a part, of one; without it a percentage to one place.

    Raises ValueError when there is nothing to draw.
    """
    if not wholes:
        raise ValueError("there is no whole to draw")
    fills = _fills(len(names), has_unknown)
    key, below = _key(names, fills, width)
    marks, top = [key], below
    for each in wholes:
        marks.append(_whole(each, names, fills, top=top, width=width, say=say or _one_place))
        top += ROW + _extra(each, width)
    return svg.picture(chart_id, title, description, marks, size=(width, top + 4))


def _extra(each: Whole, width: int) -> int:
    """How much higher a row is for a name that needs more lines than one."""
    return svg.height_of(lettering.lines(each.label, svg.SIZE, width)) - svg.LEADING


def _fills(count: int, has_unknown: bool) -> tuple[str, ...]:
    known = SHADES[: count - 1] if has_unknown else SHADES[:count]
    return (*known, UNKNOWN) if has_unknown else known


def _key(names: tuple[str, ...], fills: tuple[str, ...], room: int) -> tuple[Markup, int]:
    """The names with their fills, in as many lines as they need, and where the bars begin below them."""
    found, x, top = Markup(""), 1, 4
    for name, fill in zip(names, fills, strict=True):
        wide = 20 + lettering.width(name, svg.SMALL)
        if x > 1 and x + wide > room:
            x, top = 1, top + KEY_LINE
        found += svg.box(x, top, 14, 14, fill, stroke=svg.SECONDARY, stroke_width=1)
        found += svg.label(x + 20, top + 12, name, size=svg.SMALL, fill=svg.SECONDARY)
        x += wide + 22
    return found, top + 30


def basis_points(size: int, sizes: tuple[int, ...]) -> int:
    """The part of a whole, rounded half to even; nought of nothing."""
    whole = sum(max(each, 0) for each in sizes)
    return round(Fraction(max(size, 0) * 10_000, whole)) if whole else 0


def one_decimal(share: int) -> str:
    """A share as it is read, rounded half to even from basis points."""
    return f"{(Decimal(share) / 100).quantize(Decimal('0.1'), ROUND_HALF_EVEN)}%"


def _one_place(share: Fraction) -> str:
    return one_decimal(round(share * 10_000))


def _whole(
    each: Whole,
    names: tuple[str, ...],
    fills: tuple[str, ...],
    *,
    top: int,
    width: int,
    say: Callable[[Fraction], str],
) -> Markup:
    total = sum(max(size, 0) for size in each.sizes)
    marks = [svg.paragraph(0, top + 18, lettering.lines(each.label, svg.SIZE, width))]
    top += _extra(each, width)
    x = Fraction(1)
    for name, size, fill in zip(names, each.sizes, fills, strict=True):
        length = Fraction(max(size, 0) * (width - 2), total) if total else Fraction(0)
        if length:
            marks.append(_part(name, say(Fraction(size, total)), fill, x=x, length=length, top=top + 26))
        x += length
    marks.append(svg.box(1, top + 26, width - 2, BAR, "none", stroke=svg.SECONDARY, stroke_width=1))
    return svg.group(marks)


def _part(name: str, words: str, fill: str, *, x: Fraction, length: Fraction, top: int) -> Markup:
    drawn = [svg.box(x, top, length, BAR, fill, stroke=svg.WHITE, stroke_width=1)]
    if length >= lettering.width(words, svg.SMALL) + 10:
        drawn.append(
            svg.label(
                x + length / 2,
                top + 17,
                words,
                size=svg.SMALL,
                fill=_LETTERS[fill],
                anchor="middle",
                halo=False,
            )
        )
    return svg.group(drawn, title=f"{name}: {words}")


def part_table(wholes: tuple[Whole, ...], names: tuple[str, ...], *, what: str) -> Table:
    """The same as rows of shares."""
    rows = (
        (each.label, *(one_decimal(basis_points(size, each.sizes)) for size in each.sizes)) for each in wholes
    )
    return Table((what, *names), tuple(rows))
