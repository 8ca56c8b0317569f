"""A small multiple: how many promises of each kind one tender makes under each dimension. Marks count, sizes do not.

The kinds are told apart by shape, not by colour: gold is what is promised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from commonweal.domain.commitments import CommitmentKind
from commonweal.presentation.charts import svg
from commonweal.presentation.charts.lettering import lines

WIDTH, MARK, PITCH, GAP, EDGE = 258, 14, 20, 14, 4
MOST_MARKS = 9
ORDER = tuple(CommitmentKind)


@dataclass(frozen=True)
class ProfileRow:
    """One dimension with how many promises of each kind, in the order of `ORDER`."""

    label: str
    counts: tuple[int, ...]


def profile_picture(rows: Sequence[ProfileRow], *, chart_id: str, title: str, description: str) -> Markup:
    """Rows under one another, a mark for each promise."""
    marks: list[Markup] = []
    y = EDGE
    for row in rows:
        words = lines(row.label, svg.SMALL, WIDTH - 2 * EDGE)
        marks.append(
            svg.paragraph(EDGE, y + svg.SMALL, words, size=svg.SMALL, leading=18, fill=svg.SECONDARY)
        )
        y += 18 * len(words) + 4
        marks += _marks(row, y)
        y += MARK + GAP
        marks.append(svg.rule(EDGE, y - GAP // 2, WIDTH - EDGE, y - GAP // 2, svg.LINE))
    return svg.picture(chart_id, title, description, marks, size=(WIDTH, y + EDGE))


def profile_key(chart_id: str, names: Sequence[str]) -> Markup:
    """What each shape means, in the order of `ORDER`."""
    marks: list[Markup] = []
    for place, (kind, name) in enumerate(zip(ORDER, names, strict=True)):
        y = EDGE + place * 24
        marks += [_mark(kind, EDGE, y), svg.label(EDGE + PITCH + 4, y + 12, name, size=svg.SMALL)]
    size = (WIDTH, EDGE * 2 + 24 * len(ORDER))
    return svg.picture(chart_id, _("What the marks mean"), ", ".join(names), marks, size=size)


def _marks(row: ProfileRow, y: int) -> list[Markup]:
    kinds = [kind for kind, count in zip(ORDER, row.counts, strict=True) for _each in range(count)]
    if not kinds:
        return [svg.label(EDGE, y + 12, _("nothing promised"), size=svg.SMALL, fill=svg.SECONDARY)]
    drawn = [_mark(kind, EDGE + place * PITCH, y) for place, kind in enumerate(kinds[:MOST_MARKS])]
    if len(kinds) > MOST_MARKS:
        more = _("and %(count)s") % {"count": len(kinds) - MOST_MARKS}
        drawn.append(svg.label(EDGE + MOST_MARKS * PITCH, y + 12, more, size=svg.SMALL))
    return drawn


def _mark(kind: CommitmentKind, x: int, y: int) -> Markup:
    """A full square for a quantity, an empty one for a rate, a full circle for a pathway, an empty one for words."""
    is_full = kind in (CommitmentKind.QUANTITY, CommitmentKind.PATHWAY)
    fill = svg.GOLD if is_full else svg.WHITE
    if kind in (CommitmentKind.QUANTITY, CommitmentKind.RATE):
        return svg.box(x + 1, y + 1, MARK - 2, MARK - 2, fill, stroke=svg.GOLD, stroke_width=2)
    half = MARK // 2
    return svg.mark(
        "circle", cx=x + half, cy=y + half, r=half - 1, fill=fill, stroke=svg.GOLD, stroke_width=2
    )
