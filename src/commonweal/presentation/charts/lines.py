"""An indicator over time in a small space, with its target as a dashed gold line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from markupsafe import Markup

from commonweal.presentation.charts import lettering, svg
from commonweal.presentation.charts.svg import Table
from commonweal.presentation.formats import day, quantity


@dataclass(frozen=True)
class Reading:
    """An observation: when, and how much in whole thousandths of the unit."""

    on: date
    value: int


def sparkline(
    readings: tuple[Reading, ...],
    *,
    unit: str,
    target: int | None,
    target_on: date | None = None,
    chart_id: str,
    title: str,
    description: str,
    width: int = 320,
    height: int = 88,
) -> Markup:
    """The line through the readings in order of date, the latest one as a dot with its figure, the target in words."""
    ordered = sorted(readings, key=lambda each: each.on)
    words = [_("target %s") % quantity(target, unit)] if target is not None else []
    words.append(_("latest %s") % quantity(ordered[-1].value, unit) if ordered else _("no reading yet"))
    texts = lettering.lines(" · ".join(reversed(words)), svg.SMALL, width)
    foot = svg.height_of(texts, 18)
    marks = [svg.paragraph(0, height + 14, texts, size=svg.SMALL, leading=18, fill=svg.SECONDARY)]
    if ordered:
        marks = _drawing(ordered, target, target_on, width, height) + marks
    return svg.picture(chart_id, title, description, marks, size=(width, height + foot + 4))


def _drawing(
    ordered: list[Reading], target: int | None, target_on: date | None, width: int, height: int
) -> list[Markup]:
    values = [each.value for each in ordered] + ([target] if target is not None else [])
    days = [each.on for each in ordered] + ([target_on] if target_on else [])

    def across(on: date) -> Fraction:
        span = (max(days) - min(days)).days
        return 6 + Fraction((on - min(days)).days * (width - 12), span) if span else Fraction(width, 2)

    def down(value: int) -> Fraction:
        low, high = min(*values, 0), max(values)
        return (
            height - 6 - Fraction((value - low) * (height - 12), high - low)
            if high > low
            else Fraction(height, 2)
        )

    marks = [svg.rule(0, height, width, height, svg.LINE)]
    if target is not None:
        marks.append(
            svg.rule(0, down(target), width, down(target), svg.GOLD, stroke_width=2, stroke_dasharray="6 4")
        )
    points = [(across(each.on), down(each.value)) for each in ordered]
    if points:
        path = " ".join(f"{svg.coordinate(x)},{svg.coordinate(y)}" for x, y in points)
        marks.append(svg.mark("polyline", points=path, fill="none", stroke=svg.TEAL, stroke_width=2))
        marks.append(
            svg.mark("circle", cx=points[-1][0], cy=points[-1][1], r=5, fill=svg.TEAL, stroke=svg.WHITE)
        )
    return marks


def sparkline_table(
    readings: tuple[Reading, ...], *, unit: str, target: int | None, target_on: date | None = None
) -> Table:
    """The same as rows, the target last."""
    rows = [
        (day(each.on), quantity(each.value, unit), "") for each in sorted(readings, key=lambda each: each.on)
    ]
    if target is not None:
        rows.append((day(target_on), quantity(target, unit), _("target")))
    return Table((_("Date"), _("Value"), _("Kind")), tuple(rows))
