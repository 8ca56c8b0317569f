"""Spans of time over years: when something is announced, when it runs, how long it may be extended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from markupsafe import Markup

from commonweal.presentation.charts import svg
from commonweal.presentation.charts.lettering import lines
from commonweal.presentation.charts.svg import Table
from commonweal.presentation.formats import day

HEAD, ROW, BAR = 62, 58, 16  # pixels: above the first row, of one row, of its bar
MOST_YEARS = 12


@dataclass(frozen=True)
class Span:
    """One thing: announced on a day, running from one day to another; any of them may be unknown. `stands` says where it
    stands, when that is to be told."""

    label: str
    announced_on: date | None
    starts_on: date | None
    ends_on: date | None
    href: str | None = None
    stands: str = ""

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(each for each in (self.announced_on, self.starts_on, self.ends_on) if each is not None)


@dataclass(frozen=True)
class _Scale:
    """Days to pixels; what lies beyond the last year shown is cut at the edge."""

    first: date
    last: date
    width: int

    def x(self, on: date) -> Fraction:
        total = (self.last - self.first).days
        return Fraction(min(max((on - self.first).days, 0), total) * self.width, total)


def spans(
    rows: tuple[Span, ...], *, chart_id: str, title: str, description: str, today: date, width: int = 900
) -> Markup:
    """One row for each span that has a date, in the order given; years as columns and today as a line.

    At least 600 pixels wide: a narrow screen scrolls it.
    """
    drawn = tuple(row for row in rows if row.days)
    scale = _scale(drawn, today, width)
    bottom = HEAD + ROW * len(drawn)
    marks = [_key(), *_years(scale, bottom), *(_row(row, number, scale) for number, row in enumerate(drawn))]
    marks.append(_today(scale, today, bottom))
    linked = any(row.href for row in drawn)
    return svg.picture(chart_id, title, description, marks, size=(width, bottom + 8), has_links=linked)


def _scale(rows: tuple[Span, ...], today: date, width: int) -> _Scale:
    days = [on for row in rows for on in row.days] + [today]
    first = min(days).year
    last = min(max(days).year, first + MOST_YEARS - 1)
    return _Scale(date(first, 1, 1), date(last + 1, 1, 1), width)


def _key() -> Markup:
    return svg.swatches(
        0, 16, ((svg.TEAL_TINT, _("from invitation to start")), (svg.TEAL, _("contract, without extensions")))
    )


def _years(scale: _Scale, bottom: int) -> list[Markup]:
    found = []
    for year in range(scale.first.year, scale.last.year):
        x = scale.x(date(year, 1, 1))
        found.append(svg.rule(x, 30, x, bottom, svg.LINE))
        found.append(svg.label(x + 4, 46, str(year), size=svg.SMALL, fill=svg.SECONDARY))
    return found


def _row(row: Span, number: int, scale: _Scale) -> Markup:
    top = HEAD + number * ROW
    text = lines(row.label, svg.SIZE, scale.width - 30)
    name = text[0] if len(text) == 1 else f"{text[0]} …"
    bars = [
        _bar(row.announced_on, row.starts_on, top, scale, svg.TEAL_TINT),
        _bar(row.starts_on, row.ends_on, top, scale, svg.TEAL),
    ]
    words = svg.link(row.href, row.label, [svg.label(2, top + 14, name)])
    return svg.group([*bars, *_dots(row, top, scale), words])


def _bar(start: date | None, end: date | None, top: int, scale: _Scale, fill: str) -> Markup:
    if start is None or end is None or end <= start:
        return Markup("")
    x = scale.x(start)
    return svg.box(x, top + 24, max(scale.x(end) - x, Fraction(2)), BAR, fill)


def _dots(row: Span, top: int, scale: _Scale) -> list[Markup]:
    """A mark on each day that is known, so that a day without the next is seen too."""
    middle = top + 24 + BAR // 2
    return [
        svg.mark("circle", cx=scale.x(on), cy=middle, r=5, fill=svg.WHITE, stroke=svg.TEAL, stroke_width=3)
        for on in row.days
    ]


def _today(scale: _Scale, today: date, bottom: int) -> Markup:
    x = scale.x(today)
    is_near_the_end = x > scale.width - 60
    line = svg.rule(x, 30, x, bottom, svg.INK, stroke_width=2, stroke_dasharray="4 4")
    words = svg.label(
        x - 4 if is_near_the_end else x + 4,
        HEAD - 2,
        _("today"),
        size=svg.SMALL,
        bold=True,
        anchor="end" if is_near_the_end else "start",
    )
    return line + words


def spans_table(rows: tuple[Span, ...]) -> Table:
    """The same as rows, and where each stands when that is to be told."""
    told = any(row.stands for row in rows)
    columns = (_("What"), _("Tenders invited"), _("Contract starts"), _("Contract ends"))
    return Table(
        (*columns, _("Where it stands")) if told else columns,
        tuple(
            (row.label, *map(day, (row.announced_on, row.starts_on, row.ends_on)), *[row.stands] * told)
            for row in rows
        ),
    )
