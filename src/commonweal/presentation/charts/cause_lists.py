"""A theory of change as a nested list: in words for a page, as a narrow picture for a phone, and as table rows."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from commonweal.presentation.charts import svg
from commonweal.presentation.charts.causes import KINDS, Cause, CauseLink, columns_of, numbered
from commonweal.presentation.charts.lettering import lines
from commonweal.presentation.charts.svg import Table

STEP = 34  # pixels that each level stands further in
DEEPEST = 4  # levels beyond this stand no further in: a phone has no more room


@dataclass(frozen=True)
class OutlineItem:
    """A box in the nested list that says the same: what leads to it stands below. `is_repeat` when shown before."""

    cause: Cause
    assumption: str | None
    number: int | None
    is_repeat: bool
    leads_here: tuple[OutlineItem, ...]


def outline(causes: tuple[Cause, ...], links: tuple[CauseLink, ...]) -> tuple[OutlineItem, ...]:
    """The picture as a nested list, from the ends backwards. Raises ValueError as `theory_of_change` does."""
    columns_of(causes, links)
    known = {cause.id: cause for cause in causes}
    numbers = _numbers(links)
    shown: set[str] = set()

    def item(each: str, by: CauseLink | None) -> OutlineItem:
        repeat = each in shown
        shown.add(each)
        below = () if repeat else tuple(item(link.source, link) for link in links if link.target == each)
        return OutlineItem(
            known[each], by.assumption if by else None, numbers.get(by) if by else None, repeat, below
        )

    sources = {link.source for link in links}
    return tuple(item(cause.id, None) for cause in causes if cause.id not in sources)


def _numbers(links: tuple[CauseLink, ...]) -> dict[CauseLink, int]:
    return {link: number for number, link in enumerate((each for each in links if each.assumption), start=1)}


def causes_table(causes: tuple[Cause, ...], links: tuple[CauseLink, ...]) -> Table:
    """The same as rows: what, leads to, assumption with its number."""
    names = {cause.id: cause.label for cause in causes}
    numbers = _numbers(links)
    rows = [
        (
            names[link.source],
            names[link.target],
            str(numbers.get(link, "")),
            link.assumption or _("none stated"),
        )
        for link in links
    ]
    return Table((_("What"), _("Leads to"), _("Number"), _("Assumption")), tuple(rows))


def theory_of_change_list(
    causes: tuple[Cause, ...],
    links: tuple[CauseLink, ...],
    *,
    chart_id: str,
    title: str,
    description: str,
    width: int = 340,
) -> Markup:
    """The nested list as a picture: the aim on top, what leads to it below and further in, assumptions numbered on the
    line. Raises ValueError as `theory_of_change` does."""
    marks: list[Markup] = []
    y = 1
    for item in outline(causes, links):
        y = _draw(item, 0, y, width, marks)
    return svg.picture(
        chart_id, title, description, marks, size=(width, y), has_links=any(each.href for each in causes)
    )


def _draw(item: OutlineItem, level: int, y: int, width: int, marks: list[Markup]) -> int:
    """Draw an item and what leads to it; returns where the next one may begin."""
    x = _left(level)
    texts = _texts(item, level, width)
    height = _height(texts)
    if level:
        marks.append(_elbow(x, y + height // 2, item))
    box = [
        svg.box(x, y, width - x - 1, height, svg.WHITE, stroke=svg.GREY, stroke_width=1),
        svg.box(x, y, 5, height, KINDS[item.cause.kind]),
        svg.paragraph(x + 14, y + 23, texts, halo=False),
    ]
    marks.append(svg.link(item.cause.href, item.cause.label, box))
    below = last = y + height + 10
    trunk = len(marks)
    for each in item.leads_here:
        last = below + _height(_texts(each, level + 1, width)) // 2
        below = _draw(each, level + 1, below, width, marks)
    if item.leads_here and level < DEEPEST:
        middle = _left(level + 1) - STEP // 2
        marks.insert(trunk, svg.rule(middle, y + height, middle, last, svg.GREY, stroke_width=2))
    return below


def _left(level: int) -> int:
    return 1 + STEP * min(level, DEEPEST)


def _texts(item: OutlineItem, level: int, width: int) -> tuple[str, ...]:
    words = _("%s (shown above)") % item.cause.label if item.is_repeat else item.cause.label
    return lines(words, svg.SIZE, width - _left(level) - 24)


def _height(texts: tuple[str, ...]) -> int:
    return svg.height_of(texts) + 16


def _elbow(x: int, middle: int, item: OutlineItem) -> Markup:
    """The short line from the trunk to a box, with the number of its assumption."""
    start = x - STEP // 2
    line = svg.rule(start, middle, x, middle, svg.GREY, stroke_width=2)
    return line + (numbered(start, middle, item.number, item.assumption) if item.number else Markup(""))
