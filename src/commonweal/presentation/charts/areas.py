"""A map of areas and points on the National Grid, shaded by a figure; each leads to its row in the table beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from markupsafe import Markup

from commonweal.presentation.charts import lettering, svg
from commonweal.presentation.charts.svg import Table
from commonweal.presentation.formats import quantity

Point = tuple[int, int]
Ring = tuple[Point, ...]
SHADES = ("#e3eef0", "#bcd6da", "#7fb1b9", "#3b8590")
EDGE = 24  # free pixels around the drawing
KEY_ROW = 24


@dataclass(frozen=True)
class MapArea:
    """An area: polygons in whole metres, a figure in whole thousandths or None for none, and where its row is."""

    code: str
    name: str
    polygons: tuple[tuple[Ring, ...], ...]
    value: int | None
    href: str | None = None


@dataclass(frozen=True)
class MapPoint:
    """A place without a shape."""

    code: str
    name: str
    at: Point
    value: int | None
    href: str | None = None


@dataclass(frozen=True)
class _Frame:
    """From metres to pixels: north is up, both axes have one scale."""

    west: int
    north: int
    metres_per_pixel: Fraction
    left: Fraction

    def place(self, point: Point) -> tuple[Fraction, Fraction]:
        x = self.left + Fraction(point[0] - self.west) / self.metres_per_pixel
        return x, EDGE + Fraction(self.north - point[1]) / self.metres_per_pixel


def area_map(
    areas: tuple[MapArea, ...],
    points: tuple[MapPoint, ...] = (),
    *,
    unit: str,
    chart_id: str,
    title: str,
    description: str,
    width: int = 560,
    height: int = 560,
) -> Markup:
    """The map with its key. Areas carry their figure where it fits; points always carry name and figure.

    Raises ValueError when there is nothing to draw.
    """
    frame = _frame(areas, points, width, height)
    every: list[MapArea | MapPoint] = [*areas, *points]
    steps = thresholds([each.value for each in every if each.value])
    marks = [_area(each, frame, steps, unit) for each in areas]
    marks += _figures(areas, frame, width)
    marks += [
        _point(each, frame, _named(each.name, each.value, unit), shade(each.value, steps), width)
        for each in points
    ]
    key = _key(steps, unit, height + 22, any(not each.value for each in every))
    linked = any(each.href for each in every)
    total = height + 16 + KEY_ROW * len(key)
    return svg.picture(chart_id, title, description, [*marks, *key], size=(width, total), has_links=linked)


def _frame(areas: tuple[MapArea, ...], points: tuple[MapPoint, ...], width: int, height: int) -> _Frame:
    every = [point for area in areas for rings in area.polygons for ring in rings for point in ring]
    every += [each.at for each in points]
    if not every:
        raise ValueError("there is nothing to draw on the map")
    west, east = min(x for x, _y in every), max(x for x, _y in every)
    south, north = min(y for _x, y in every), max(y for _x, y in every)
    across, down = Fraction(east - west, width - 2 * EDGE), Fraction(north - south, height - 2 * EDGE)
    scale = max(across, down, Fraction(1))
    left = EDGE + (width - 2 * EDGE - Fraction(east - west) / scale) / 2
    return _Frame(west, north, scale, left)


def thresholds(values: Iterable[int]) -> tuple[int, ...]:
    """The lowest value of each shade: at most four groups of equally many different values."""
    different = sorted(set(values))
    count = min(len(SHADES), len(different))
    return tuple(different[number * len(different) // count] for number in range(count))


def shade(value: int | None, steps: tuple[int, ...]) -> str:
    """The fill of a figure; none and nought are white."""
    if not value or not steps:
        return svg.WHITE
    reached = sum(1 for step in steps if value >= step)
    return SHADES[len(SHADES) - len(steps) + max(reached, 1) - 1]


def _area(area: MapArea, frame: _Frame, steps: tuple[int, ...], unit: str) -> Markup:
    path = "".join(_outline(ring, frame) for rings in area.polygons for ring in rings)
    drawn = svg.mark(
        "path",
        d=path,
        fill=shade(area.value, steps),
        stroke=svg.SECONDARY,
        stroke_width=1,
        fill_rule="evenodd",
    )
    name = _named(area.name, area.value, unit)
    return svg.link(area.href, name, [svg.group([drawn], title=name)])


def _outline(ring: Ring, frame: _Frame) -> str:
    """A closed path in tenths of a pixel, corners that fall together left out."""
    corners: list[str] = []
    for point in ring:
        x, y = frame.place(point)
        text = f"{svg.coordinate(Fraction(round(x * 10), 10))} {svg.coordinate(Fraction(round(y * 10), 10))}"
        if not corners or corners[-1] != text:
            corners.append(text)
    return f"M{'L'.join(corners)}Z"


def _named(name: str, value: int | None, unit: str) -> str:
    return f"{name}: {_('no figure') if value is None else quantity(value, unit)}"


def _figures(areas: tuple[MapArea, ...], frame: _Frame, width: int) -> list[Markup]:
    """The figure in the middle of each area's largest part, where it has room and no other figure stands."""
    taken: list[tuple[Fraction, Fraction, int]] = []
    marks = []
    for area in areas:
        if not area.value or not area.polygons:
            continue
        corners = max((rings[0] for rings in area.polygons), key=_size)
        x, y = frame.place(_middle(corners))
        text = quantity(area.value)
        room = lettering.width(text, svg.SMALL) + 6
        wide = Fraction(max(c[0] for c in corners) - min(c[0] for c in corners)) / frame.metres_per_pixel
        free = all(abs(x - u) >= Fraction(room + other, 2) or abs(y - v) >= 18 for u, v, other in taken)
        if wide >= room and free:
            taken.append((x, y, room))
            marks.append(
                svg.label(Fraction(round(x)), Fraction(round(y)) + 5, text, size=svg.SMALL, anchor="middle")
            )
    return marks


def _size(ring: Ring) -> int:
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(ring, ring[1:] + ring[:1], strict=True)))


def _middle(ring: Ring) -> Point:
    """The centre of gravity of the enclosed area."""
    parts = [(x, y, u, v, x * v - u * y) for (x, y), (u, v) in zip(ring, ring[1:] + ring[:1], strict=True)]
    area = sum(part[4] for part in parts)
    if not area:
        return ring[0]
    return (
        sum((x + u) * a for x, _y, u, _v, a in parts) // (3 * area),
        sum((y + v) * a for _x, y, _u, v, a in parts) // (3 * area),
    )


def _point(each: MapPoint, frame: _Frame, name: str, fill: str, width: int) -> Markup:
    """A dot with its words on the side that has more room, broken into lines that stay on the map."""
    x, y = frame.place(each.at)
    is_right = x <= Fraction(width, 2)
    texts = lettering.lines(name, svg.SMALL, int(width - x if is_right else x) - 18)
    beside = x + 14 if is_right else x - 14
    marks = [
        svg.mark("circle", cx=x, cy=y, r=8, fill=fill, stroke=svg.INK, stroke_width=2),
        svg.paragraph(
            beside, y + 5, texts, size=svg.SMALL, leading=18, anchor="start" if is_right else "end"
        ),
    ]
    return svg.link(each.href, name, marks)


def _key(steps: tuple[int, ...], unit: str, y: int, has_none: bool) -> list[Markup]:
    """One row per shade, from the highest down, in words."""
    rows = [(SHADES[len(SHADES) - len(steps) + place], step) for place, step in enumerate(steps)][::-1]
    marks = []
    for place, (fill, step) in enumerate(rows):
        marks.append(_key_row(y + place * KEY_ROW, fill, _("%s or more") % quantity(step, unit)))
    if has_none:
        marks.append(_key_row(y + len(rows) * KEY_ROW, svg.WHITE, _("nought or no figure")))
    return marks


def _key_row(y: int, fill: str, words: str) -> Markup:
    square = svg.box(1, y - 13, 16, 16, fill, stroke=svg.SECONDARY, stroke_width=1)
    return square + svg.label(26, y, words, size=svg.SMALL, fill=svg.SECONDARY)


def area_map_table(areas: tuple[MapArea, ...], points: tuple[MapPoint, ...] = (), *, unit: str) -> Table:
    """The same as rows in order of name, areas and points together."""
    everywhere: list[MapArea | MapPoint] = [*areas, *points]
    every = sorted(everywhere, key=lambda each: each.name)
    rows = (
        (each.code, each.name, _("no figure") if each.value is None else quantity(each.value, unit))
        for each in every
    )
    return Table((_("Code"), _("Place"), _("Figure")), tuple(rows))
