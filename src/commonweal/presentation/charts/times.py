"""Dated moments down a line: legible at any width, and in the order in which they are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from markupsafe import Markup

from commonweal.presentation.charts import svg
from commonweal.presentation.charts.lettering import lines
from commonweal.presentation.charts.svg import Table
from commonweal.presentation.formats import day

NEAREST, FURTHEST = 26, 110  # pixels between two moments, by the days between them


@dataclass(frozen=True)
class Moment:
    """What happens on a day, or from a day to another. `status` is said in words and drawn filled or hollow."""

    on: date
    label: str
    is_done: bool
    until: date | None = None
    href: str | None = None


def timeline(
    moments: tuple[Moment, ...], *, chart_id: str, title: str, description: str, today: date, width: int = 640
) -> Markup:
    """Moments from first to last; the space between two grows with the days between them. `today` is marked."""
    ordered = sorted(moments, key=lambda each: (each.on, each.label))
    marks: list[Markup] = []
    y, before, is_marked = 14, None, False
    for each in ordered:
        y += _space(before, each.on)
        if not is_marked and each.on > today:
            marks.append(_today(y, today, width))
            is_marked, y = True, y + 34
        drawn, height = _moment(each, y, width)
        marks.append(drawn)
        y, before = y + height, each.on
    line = [svg.rule(9, 14, 9, y, svg.LINE, stroke_width=3)] if ordered else []
    linked = any(each.href for each in ordered)
    return svg.picture(chart_id, title, description, line + marks, size=(width, y + 6), has_links=linked)


def _space(before: date | None, on: date) -> int:
    return 0 if before is None else min(FURTHEST, max(NEAREST, (on - before).days // 3)) - NEAREST


def _today(y: int, today: date, width: int) -> Markup:
    words = svg.label(28, y + 12, _("Today, %s") % day(today), size=svg.SMALL, bold=True)
    return svg.rule(0, y + 7, 20, y + 7, svg.INK, stroke_width=3) + words


def _moment(each: Moment, y: int, width: int) -> tuple[Markup, int]:
    when = (
        day(each.on)
        if each.until is None
        else _("%(from)s to %(to)s") % {"from": day(each.on), "to": day(each.until)}
    )
    when = f"{when} · {_('done') if each.is_done else _('to come')}"
    dates = lines(when, svg.SMALL, width - 30)
    texts = lines(each.label, svg.SIZE, width - 30)
    dot = svg.mark(
        "circle",
        cx=9,
        cy=y + 8,
        r=7,
        fill=svg.TEAL if each.is_done else svg.WHITE,
        stroke=svg.TEAL,
        stroke_width=3,
    )
    said = svg.paragraph(28, y + 13, dates, size=svg.SMALL, leading=18, fill=svg.SECONDARY)
    head = svg.height_of(dates, 18)
    words = svg.link(each.href, each.label, [svg.paragraph(28, y + head + 14, texts)])
    return svg.group([dot, said, words]), head + svg.height_of(texts) + 14


def timeline_table(moments: tuple[Moment, ...]) -> Table:
    """The same as rows."""
    ordered = sorted(moments, key=lambda each: (each.on, each.label))
    rows = (
        (day(each.on), day(each.until), each.label, _("done") if each.is_done else _("to come"))
        for each in ordered
    )
    return Table((_("Date"), _("Until"), _("What"), _("Status")), tuple(rows))
