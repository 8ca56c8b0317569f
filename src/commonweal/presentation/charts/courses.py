"""A promise over time: what was planned and what was done, added up, and where it may end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from markupsafe import Markup

from commonweal.presentation.charts import svg
from commonweal.presentation.charts.svg import Table
from commonweal.presentation.formats import day, quantity

LEFT, RIGHT, TOP, FOOT = 8, 18, 34, 28


@dataclass(frozen=True)
class Step:
    """A day, what the plan has come to by then, and what was done by then (None where nothing is known), in thousandths."""

    on: date
    planned: int
    done: int | None


@dataclass(frozen=True)
class Ends:
    """Where it may end, in thousandths: low <= central <= high. Raises ValueError otherwise."""

    low: int
    central: int
    high: int

    def __post_init__(self) -> None:
        if not self.low <= self.central <= self.high:
            raise ValueError(f"{self.low}, {self.central}, {self.high} are not in order")


def course_chart(
    begins: date,
    steps: tuple[Step, ...],
    ends: Ends | None,
    *,
    chart_id: str,
    title: str,
    description: str,
    width: int = 640,
    height: int = 240,
) -> Markup:
    """The plan as a gold line, what was done as a teal one, the forecast as a bar from low to high on the last day.

    Raises ValueError without a step.
    """
    if not steps:
        raise ValueError("a course has at least one step")
    days = max(1, (steps[-1].on - begins).days)
    most = max(
        [step.planned for step in steps] + [step.done or 0 for step in steps] + ([ends.high] if ends else [])
    )

    def across(on: date) -> Fraction:
        return LEFT + Fraction((on - begins).days * (width - LEFT - RIGHT), days)

    def down(value: int) -> Fraction:
        room = height - TOP - FOOT
        return Fraction(height - FOOT) - (Fraction(value * room, most) if most else 0)

    meanings = [(svg.GOLD, _("planned")), (svg.TEAL, _("done"))] + (
        [(svg.GREY, _("forecast"))] if ends else []
    )
    marks = [svg.swatches(LEFT, 14, meanings), svg.rule(LEFT, down(0), width - RIGHT, down(0), svg.LINE)]
    marks.append(
        _line(
            [(across(begins), down(0))] + [(across(each.on), down(each.planned)) for each in steps], svg.GOLD
        )
    )
    done = [(across(begins), down(0))] + [(across(s.on), down(s.done)) for s in steps if s.done is not None]
    if ends:
        marks.append(_line([done[-1], (across(steps[-1].on), down(ends.central))], svg.GREY, dashes="5 5"))
        last, low, high = across(steps[-1].on), down(ends.low), down(ends.high)
        marks.append(svg.box(last - 4, high, 8, max(low - high, Fraction(2)), svg.GREY))
        marks.append(
            svg.mark(
                "circle", cx=last, cy=down(ends.central), r=6, fill=svg.WHITE, stroke=svg.INK, stroke_width=2
            )
        )
    marks.append(_line(done, svg.TEAL, thick=3))
    marks.append(svg.label(LEFT, height - 8, day(begins), size=svg.SMALL, fill=svg.SECONDARY))
    marks.append(
        svg.label(width, height - 8, day(steps[-1].on), size=svg.SMALL, fill=svg.SECONDARY, anchor="end")
    )
    return svg.picture(chart_id, title, description, marks, size=(width, height))


def _line(
    points: list[tuple[Fraction, Fraction]], colour: str, *, thick: int = 2, dashes: str | None = None
) -> Markup:
    path = " ".join(f"{svg.coordinate(x)},{svg.coordinate(y)}" for x, y in points)
    return svg.mark(
        "polyline", points=path, fill="none", stroke=colour, stroke_width=thick, stroke_dasharray=dashes
    )


def course_table(steps: tuple[Step, ...], ends: Ends | None, *, unit: str) -> Table:
    """The same as rows; the forecast stands in the last one."""
    rows = [(day(step.on), quantity(step.planned, unit), quantity(step.done, unit), "") for step in steps]
    if ends:
        at_end = _("%(central)s, between %(low)s and %(high)s") % {
            "central": quantity(ends.central),
            "low": quantity(ends.low),
            "high": quantity(ends.high),
        }
        rows[-1] = (*rows[-1][:3], at_end)
    return Table((_("By"), _("Planned"), _("Done"), _("Forecast")), tuple(rows))
