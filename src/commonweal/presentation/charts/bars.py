"""Reported and verified against what was promised: one bar per commitment, each on the scale of its own promise."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from markupsafe import Markup

from commonweal.presentation.charts import svg
from commonweal.presentation.charts.lettering import lines
from commonweal.presentation.charts.svg import Table
from commonweal.presentation.formats import quantity

SCALE = 4  # the track is four promises long; what goes beyond ends in an arrow and its figure
BAR, TICK = 14, 24


@dataclass(frozen=True)
class PromiseBar:
    """One commitment. Figures are whole thousandths of the unit; None where there is none."""

    label: str
    unit: str
    promised: int | None
    reported: int | None
    verified: int | None
    href: str | None = None


def bar_against_promise(
    bars: tuple[PromiseBar, ...], *, chart_id: str, title: str, description: str, width: int = 720
) -> Markup:
    """All commitments under each other. `width` in pixels: draw a second one at 340 for a phone."""
    marks: list[Markup] = [_key()]
    y = 20
    for bar in bars:
        drawn, height = _row(bar, y, width)
        marks.append(drawn)
        y += height
    linked = any(bar.href for bar in bars)
    return svg.picture(chart_id, title, description, marks, size=(width, y + 8), has_links=linked)


def _key() -> Markup:
    meanings = [(svg.GOLD, _("promised")), (svg.TEAL, _("reported")), (svg.GREEN, _("verified"))]
    return svg.swatches(0, 14, meanings)


def _row(bar: PromiseBar, y: int, width: int) -> tuple[Markup, int]:
    """One commitment and its height: words above the bar, so that they have room on a phone too."""
    name = lines(bar.label, svg.SIZE, width - 8, bold=True)
    figures = lines(_figures(bar), svg.SMALL, width - 8)
    top = y + svg.height_of(name) + svg.height_of(figures, 18) + 26
    words = svg.paragraph(0, y + 34, name, bold=True)
    said = svg.paragraph(
        0, y + 34 + svg.height_of(name), figures, size=svg.SMALL, leading=18, fill=svg.SECONDARY
    )
    drawn = svg.link(bar.href, bar.label, [words]) + said + _track(bar, top + 10, width - 20)
    room = 60 if bar.promised else 30
    return svg.group([drawn]), svg.height_of(name) + svg.height_of(figures, 18) + room


def _figures(bar: PromiseBar) -> str:
    promised = _("no promise") if bar.promised is None else _("promised %s") % quantity(bar.promised)
    reported = _("nothing reported") if bar.reported is None else _("reported %s") % quantity(bar.reported)
    verified = _("not verified here") if bar.verified is None else _("verified %s") % quantity(bar.verified)
    figures = f"{promised} · {reported} · {verified}"
    return f"{bar.unit}: {figures}" if bar.unit else figures


def promise_cell(bar: PromiseBar, *, chart_id: str, width: int = 150) -> Markup:
    """The bar alone, for a cell of a table whose other cells hold the figures. Without a promise: the words."""
    if not bar.promised:
        return Markup('<span class="cw-absent">{}</span>').format(_("no promise"))
    marks = [_track(bar, 10, width, thickness=10, tick=20)]
    return svg.picture(chart_id, bar.label, _figures(bar), marks, size=(width, 20))


def _track(bar: PromiseBar, middle: int, width: int, *, thickness: int = BAR, tick: int = TICK) -> Markup:
    """The track and its bars; nothing where there is no promise to measure against."""
    if not bar.promised:
        return Markup("")
    top, whole = middle - thickness // 2, bar.promised * SCALE
    marks = [svg.box(0, top, width, thickness, svg.TRACK)]
    longest = max(bar.reported or 0, bar.verified or 0)
    if bar.reported:
        marks.append(svg.box(0, top, share(bar.reported, whole) * width, thickness, svg.TEAL))
    if bar.verified:
        inset = thickness // 4
        marks.append(svg.box(0, top + inset, share(bar.verified, whole) * width, thickness - 2 * inset, svg.GREEN,
                             stroke=svg.WHITE, stroke_width=1))  # fmt: skip
    marks.append(svg.box(Fraction(width, SCALE) - 2, middle - tick // 2, 3, tick, svg.GOLD))
    if longest > whole:
        marks.append(_beyond(width, middle, thickness))
    return Markup("").join(marks)


def share(value: int, whole: int) -> Fraction:
    """The part of the track that a figure fills: exact, and never more than all of it."""
    return min(Fraction(value, whole), Fraction(1))


def _beyond(right: int, middle: int, thickness: int) -> Markup:
    """Two white strokes near the end of the bar: it would go on beyond the track."""
    half = thickness // 2
    strokes = [f"M{right - back} {middle + half}l4 {-thickness}" for back in (14, 9)]
    return svg.mark("path", d="".join(strokes), stroke=svg.WHITE, stroke_width=2, fill="none")


def promise_table(bars: tuple[PromiseBar, ...]) -> Table:
    """The same as rows: commitment, promised, reported, verified, reported as a share of the promise."""
    columns = (
        _("Commitment"),
        _("Unit"),
        _("Promised"),
        _("Reported"),
        _("Verified"),
        _("Reported against promise"),
    )
    return Table(columns, tuple(_table_row(bar) for bar in bars))


def _table_row(bar: PromiseBar) -> tuple[str, ...]:
    verified = _("not verified here") if bar.verified is None else quantity(bar.verified)
    against = _("no promise")
    if bar.promised:
        against = "–" if bar.reported is None else f"{round(Fraction(bar.reported * 100, bar.promised)):,}%"
    return (bar.label, bar.unit, quantity(bar.promised), quantity(bar.reported), verified, against)
