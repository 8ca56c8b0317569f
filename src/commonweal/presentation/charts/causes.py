"""A theory of change as boxes in layers, read from left to right, with the assumption on each link numbered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from markupsafe import Markup

from commonweal.presentation.charts import svg
from commonweal.presentation.charts.lettering import lines

NARROWEST, BETWEEN, GAP, PAD = 180, 90, 14, 10
MARKER = 24  # room of a numbered circle
LANE = 14  # room of a link that passes between boxes
SWEEPS = 4
KINDS = {
    "mission": svg.GOLD,
    "goal": svg.TEAL,
    "outcome": svg.SECONDARY,
    "output": svg.GREY,
    "activity": svg.GREY,
}


@dataclass(frozen=True)
class Cause:
    """A box: what is done, what is counted, what changes, or the aim. `kind` is one of KINDS."""

    id: str
    label: str
    kind: str = "outcome"
    href: str | None = None


@dataclass(frozen=True)
class CauseLink:
    """`source` is believed to lead to `target`, because of the assumption if there is one."""

    source: str
    target: str
    assumption: str | None = None


@dataclass
class PlacedBox:
    """A box, or a lane for a passing link when `cause` is None, where it is drawn."""

    key: str
    column: int
    cause: Cause | None
    texts: tuple[str, ...]
    height: int
    x: int = 0
    y: int = 0

    @property
    def middle(self) -> int:
        """The height of its centre."""
        return self.y + self.height // 2


@dataclass(frozen=True)
class PlacedLink:
    """A link as the keys it passes, from its source over the lanes to its target. `number` counts assumptions from 1."""

    link: CauseLink
    stops: tuple[str, ...]
    number: int | None


@dataclass(frozen=True)
class CausesPlan:
    """The whole drawing before it is drawn."""

    boxes: dict[str, PlacedBox]
    links: tuple[PlacedLink, ...]
    box_width: int
    width: int
    height: int


def theory_of_change(
    causes: tuple[Cause, ...],
    links: tuple[CauseLink, ...],
    *,
    chart_id: str,
    title: str,
    description: str,
    width: int = 960,
) -> Markup:
    """The picture; it grows wider than `width` where there are many layers. Raises ValueError for a cycle, an unknown
    end, a repeated id or an unknown kind."""
    plan = lay_out(causes, links, width)
    marks = [_line(plan, link) for link in plan.links]
    marks += [_box(plan, box) for box in plan.boxes.values() if box.cause]
    marks += [_marker(plan, link) for link in plan.links if link.number]
    linked = any(cause.href for cause in causes)
    return svg.picture(chart_id, title, description, marks, size=(plan.width, plan.height), has_links=linked)


def lay_out(causes: tuple[Cause, ...], links: tuple[CauseLink, ...], width: int) -> CausesPlan:
    """Columns by the longest way to an end, order by the middle of the neighbours, heights by the words."""
    columns = columns_of(causes, links)
    count = max(columns.values(), default=0) + 1
    box_width = max(NARROWEST, (width - BETWEEN * (count - 1) - 2) // count)
    markers = {
        cause.id: sum(1 for each in links if each.source == cause.id and each.assumption) for cause in causes
    }
    boxes = {cause.id: _measured(cause, columns[cause.id], box_width, markers[cause.id]) for cause in causes}
    placed_links = _routed(links, columns, boxes)
    _settle(boxes, placed_links, count)
    for box in boxes.values():
        box.x = 1 + box.column * (box_width + BETWEEN)
    height = max((box.y + box.height for box in boxes.values()), default=0) + 2
    return CausesPlan(
        boxes, placed_links, box_width, max(width, count * (box_width + BETWEEN) - BETWEEN + 2), height
    )


def columns_of(causes: tuple[Cause, ...], links: tuple[CauseLink, ...]) -> dict[str, int]:
    """The column of each box by its longest way to an end. Raises ValueError for what is no theory of change."""
    ids = {cause.id for cause in causes}
    if len(ids) != len(causes):
        raise ValueError("two boxes have the same id")
    if any(cause.kind not in KINDS for cause in causes):
        raise ValueError(f"a box must be one of {', '.join(KINDS)}")
    after: dict[str, set[str]] = {each: set() for each in ids}
    for link in links:
        if link.source not in ids or link.target not in ids:
            raise ValueError(
                f"a link leads from or to what is not in the picture: {link.source} to {link.target}"
            )
        after[link.source].add(link.target)
    steps: dict[str, int] = {}
    try:
        for each in TopologicalSorter(after).static_order():
            steps[each] = 1 + max((steps[target] for target in after[each]), default=-1)
    except CycleError as error:
        raise ValueError("the links run in a circle") from error
    furthest = max(steps.values(), default=0)
    return {each: furthest - step for each, step in steps.items()}


def _measured(cause: Cause, column: int, box_width: int, markers: int) -> PlacedBox:
    texts = lines(cause.label, svg.SIZE, box_width - 2 * PAD - 6)
    height = max(svg.height_of(texts) + 2 * PAD, markers * MARKER)
    return PlacedBox(cause.id, column, cause, texts, height)


def _routed(
    links: tuple[CauseLink, ...], columns: dict[str, int], boxes: dict[str, PlacedBox]
) -> tuple[PlacedLink, ...]:
    """Number the assumptions and give a link that passes columns a lane in each, so that it never crosses a box."""
    found: list[PlacedLink] = []
    number = 0
    for index, link in enumerate(links):
        number += 1 if link.assumption else 0
        passed = range(columns[link.source] + 1, columns[link.target])
        lanes = [PlacedBox(f"\0{index}.{column}", column, None, (), LANE) for column in passed]
        boxes.update({lane.key: lane for lane in lanes})
        stops = (link.source, *(lane.key for lane in lanes), link.target)
        found.append(PlacedLink(link, stops, number if link.assumption else None))
    return tuple(found)


def _settle(boxes: dict[str, PlacedBox], links: tuple[PlacedLink, ...], count: int) -> None:
    """Order and place the boxes of each column near the middle of what they are joined to, never one over another."""
    joined: dict[str, list[str]] = defaultdict(list)
    for link in links:
        for here, there in zip(link.stops, link.stops[1:], strict=False):
            joined[here].append(there)
            joined[there].append(here)
    columns: list[list[PlacedBox]] = [
        [box for box in boxes.values() if box.column == each] for each in range(count)
    ]
    for column in columns:
        _pack(column)
    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 else columns[::-1]:
            wished = {box.key: _wish(box, joined[box.key], boxes) for box in column}
            column.sort(key=lambda box: wished[box.key])
            _pack(column, wished)
    highest = min((box.y for box in boxes.values()), default=0)
    for box in boxes.values():
        box.y += 1 - highest


def _wish(box: PlacedBox, neighbours: list[str], boxes: dict[str, PlacedBox]) -> int:
    """Where its middle would best be."""
    if not neighbours:
        return box.middle
    return sum(boxes[each].middle for each in neighbours) // len(neighbours)


def _pack(column: list[PlacedBox], wished: dict[str, int] | None = None) -> None:
    """From top to bottom, each at its wish or below the one above; then the whole column back by its mean delay."""
    bottom = -(10**9) if wished else 0
    delays = []
    for box in column:
        top = wished[box.key] - box.height // 2 if wished else bottom
        box.y = max(top, bottom)
        delays.append(box.y - top)
        bottom = box.y + box.height + GAP
    back = sum(delays) // len(delays) if delays else 0
    for box in column:
        box.y -= back


def _port(plan: CausesPlan, link: PlacedLink) -> tuple[int, int]:
    """Where a link leaves its source: links share the right side evenly, in the order of where they go."""
    box = plan.boxes[link.stops[0]]
    leaving = [each for each in plan.links if each.stops[0] == link.stops[0]]
    leaving.sort(key=lambda each: plan.boxes[each.stops[1]].middle)
    place = leaving.index(link)
    return box.x + plan.box_width, box.y + box.height * (2 * place + 1) // (2 * len(leaving))


def _line(plan: CausesPlan, link: PlacedLink) -> Markup:
    x, y = _port(plan, link)
    path = f"M{x} {y}"
    for stop in link.stops[1:]:
        box = plan.boxes[stop]
        bend = (x + box.x) // 2
        path += f"C{bend} {y} {bend} {box.middle} {box.x - (0 if box.cause is None else 8)} {box.middle}"
        x, y = box.x + plan.box_width, box.middle
        if box.cause is None:
            path += f"H{x}"
    target = plan.boxes[link.stops[-1]]
    head = svg.mark("path", d=f"M{target.x - 1} {target.middle}l-9 -5v10z", fill=svg.GREY)
    return svg.mark("path", d=path, fill="none", stroke=svg.GREY, stroke_width=2) + head


def _box(plan: CausesPlan, box: PlacedBox) -> Markup:
    assert box.cause is not None
    top = box.y + (box.height - svg.height_of(box.texts)) // 2 + 15
    bold = box.cause.kind in ("goal", "mission")
    marks = [
        svg.box(box.x, box.y, plan.box_width, box.height, svg.WHITE, stroke=svg.GREY, stroke_width=1),
        svg.box(box.x, box.y, 5, box.height, KINDS[box.cause.kind]),
        svg.paragraph(
            box.x + PAD + 5, top, box.texts, halo=False, bold=False, fill=svg.INK if bold else "#243b43"
        ),
    ]
    return svg.link(box.cause.href, box.cause.label, marks)


def _marker(plan: CausesPlan, link: PlacedLink) -> Markup:
    x, y = _port(plan, link)
    return numbered(x + 16, y, link.number or 0, link.link.assumption)


def numbered(x: int, y: int, number: int, assumption: str | None) -> Markup:
    """The circle that stands for an assumption, its words as a tooltip."""
    circle = svg.mark("circle", cx=x, cy=y, r=11, fill=svg.WHITE, stroke=svg.INK, stroke_width=1)
    figure = svg.label(x, y + 5, str(number), size=svg.SMALL, anchor="middle", halo=False)
    return svg.group([circle, figure], title=assumption)
