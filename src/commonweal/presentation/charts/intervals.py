"""Bars from a lowest to a highest share with the published one marked: how far a weight could move."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from markupsafe import Markup

from commonweal.presentation.charts import svg
from commonweal.presentation.charts.lettering import lines
from commonweal.presentation.charts.svg import Table
from commonweal.presentation.formats import percent

WHOLE = 10_000
SHADE = "#7fb1b9"


@dataclass(frozen=True)
class WeightInterval:
    """Basis points, 0 <= low <= published <= high <= 10000. Raises ValueError otherwise."""

    label: str
    low: int
    published: int
    high: int

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.published <= self.high <= WHOLE:
            raise ValueError(
                f"{self.label}: {self.low}, {self.published}, {self.high} are not in order within 0 to 10000"
            )


def interval_bars(
    intervals: tuple[WeightInterval, ...], *, chart_id: str, title: str, description: str, width: int = 720
) -> Markup:
    """One row per criterion: its name, its interval in words and its bar on a track from 0 to 100%."""
    marks: list[Markup] = [
        svg.swatches(0, 14, [(SHADE, _("same winner")), (svg.GOLD, _("published weight"))])
    ]
    y = 30
    for each in intervals:
        drawn, height = _row(each, y, width)
        marks.append(drawn)
        y += height
    return svg.picture(chart_id, title, description, marks, size=(width, y + 4))


def _row(each: WeightInterval, y: int, width: int) -> tuple[Markup, int]:
    room = width - 140
    texts = lines(each.label, svg.SIZE, room)
    top = y + svg.height_of(texts) + 10
    marks = [
        svg.paragraph(0, y + 16, texts),
        svg.label(width, y + 16, words(each), anchor="end"),
        svg.box(0, top, width, 14, svg.TRACK),
        svg.box(_at(each.low, width), top, max(_at(each.high - each.low, width), Fraction(2)), 14, SHADE),
        svg.box(max(_at(each.published, width - 4), Fraction(0)), top - 5, 4, 24, svg.GOLD),
    ]
    return svg.group(marks), svg.height_of(texts) + 44


def _at(basis_points: int, width: int) -> Fraction:
    return Fraction(basis_points * width, WHOLE)


def words(each: WeightInterval) -> str:
    """``31% to 58%``."""
    return str(_("%(low)s to %(high)s") % {"low": percent(each.low), "high": percent(each.high)})


def interval_table(intervals: tuple[WeightInterval, ...]) -> Table:
    """The same as rows."""
    columns = (_("Criterion"), _("From"), _("Published weight"), _("To"))
    rows = (
        (each.label, percent(each.low), percent(each.published), percent(each.high)) for each in intervals
    )
    return Table(columns, tuple(rows))
