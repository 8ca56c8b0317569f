"""Amounts beside each other: one horizontal bar for each, with its name above and its figure at its end."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from markupsafe import Markup

from commonweal.presentation.charts import lettering, svg
from commonweal.presentation.charts.svg import Table

ROW, BAR = 52, 16
FILL = "#3b8590"


@dataclass(frozen=True)
class Amount:
    """One bar. `value` is a whole number of any one unit; `words` is the figure as people read it."""

    label: str
    value: int
    words: str


def amount_bars(
    amounts: tuple[Amount, ...], *, chart_id: str, title: str, description: str, width: int = 700
) -> Markup:
    """The bars under each other, all on one scale. An amount below nought has its figure and no bar.

    Raises ValueError when there is nothing to draw.
    """
    if not amounts:
        raise ValueError("there is no amount to draw")
    longest = max([1, *(each.value for each in amounts)])
    room = width - max(lettering.width(each.words, svg.SMALL) for each in amounts) - 16
    marks = [
        _bar(each, number * ROW, Fraction(max(each.value, 0), longest) * room, width)
        for number, each in enumerate(amounts)
    ]
    return svg.picture(chart_id, title, description, marks, size=(width, len(amounts) * ROW + 4))


def _bar(each: Amount, top: int, length: Fraction, width: int) -> Markup:
    name = lettering.lines(each.label, svg.SIZE, width - 8)
    shown = name[0] if len(name) == 1 else f"{name[0]} …"
    return svg.group(
        [
            svg.label(0, top + 18, shown),
            svg.box(0, top + 26, max(length, Fraction(1)), BAR, FILL if each.value > 0 else svg.LINE),
            svg.label(max(length, Fraction(1)) + 8, top + 39, each.words, size=svg.SMALL, fill=svg.SECONDARY),
        ],
        title=f"{each.label}: {each.words}",
    )


def amount_table(amounts: tuple[Amount, ...], *, what: str, unit: str = "") -> Table:
    """The same as rows."""
    return Table((what, unit or _("Amount")), tuple((each.label, each.words) for each in amounts))
