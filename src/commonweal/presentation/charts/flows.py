"""From mission to verified delivery: a Sankey picture whose widths count commitments, never pounds.

Every commitment is in exactly one state: promised and nothing more, reported but not verified, or verified. So what enters a
contract leaves it again, and every width is true to the same scale.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.translation import gettext as _
from markupsafe import Markup

from commonweal.presentation.charts import svg
from commonweal.presentation.charts.lettering import lines
from commonweal.presentation.charts.svg import Table

STATES = ("verified", "reported", "promised")
STATE_COLOURS = {"verified": svg.GREEN, "reported": svg.TEAL, "promised": svg.GOLD}
BAR = 16  # width of a node
NARROW = 560  # below this, nodes carry numbers and a key beneath gives the words
GAP = 18  # between two nodes with their labels
MOST = 12  # pixels per commitment at most: a few commitments are no flood
EMPTY = 12  # height of a node that nothing flows through
DIRECT = "served-directly"  # stands in the column of outcomes for what serves the mission itself


def _state(state: str) -> str:
    return f"state-{state}"


@dataclass(frozen=True)
class FlowNode:
    """A mission, an outcome or a contract. Ids are unique in the picture."""

    id: str
    label: str
    href: str | None = None


@dataclass(frozen=True)
class Flow:
    """How many commitments of a contract serve an outcome (None: the mission directly), by the state of each."""

    outcome: str | None
    contract: str
    promised: int
    reported: int
    verified: int
    href: str | None = None

    @property
    def total(self) -> int:
        """All commitments of the flow."""
        return self.promised + self.reported + self.verified


@dataclass(frozen=True)
class FlowPicture:
    """What the picture shows. Raises ValueError for a negative count, a repeated id or a flow of unknown ends."""

    mission: FlowNode
    outcomes: tuple[FlowNode, ...]
    contracts: tuple[FlowNode, ...]
    flows: tuple[Flow, ...]

    def __post_init__(self) -> None:
        ids = (
            [node.id for node in (self.mission, *self.outcomes, *self.contracts)]
            + [_state(s) for s in STATES]
            + [DIRECT]
        )
        if len(set(ids)) != len(ids):
            raise ValueError("two nodes have the same id")
        outcomes, contracts = (
            {node.id for node in self.outcomes} | {None},
            {node.id for node in self.contracts},
        )
        for flow in self.flows:
            if flow.outcome not in outcomes or flow.contract not in contracts:
                raise ValueError(f"a flow leads from or to what is not in the picture: {flow}")
            if min(flow.promised, flow.reported, flow.verified) < 0:
                raise ValueError(f"a count is negative: {flow}")


@dataclass
class Placed:
    """A node where it is drawn: a label block of `label_height` stands above the bar, beside it in the last column."""

    node: FlowNode
    column: int
    value: int
    x: int
    fill: str
    words: str
    texts: tuple[str, ...]
    y: Fraction = Fraction(0)
    height: Fraction = Fraction(0)
    used: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))

    @property
    def label_height(self) -> int:
        """Room above the bar for the words."""
        return 0 if self.column == 3 else svg.height_of(self.texts) + 6

    @property
    def slot(self) -> Fraction:
        """All the room it takes."""
        return self.label_height + max(
            self.height, Fraction(svg.height_of(self.texts)) if self.column == 3 else Fraction(0)
        )


@dataclass(frozen=True)
class Band:
    """A flow between two placed nodes, `thickness` pixels thick at both ends."""

    source: Placed
    target: Placed
    value: int
    thickness: Fraction
    fill: str
    name: str
    href: str | None


def sankey(
    shown: FlowPicture, *, chart_id: str, title: str, description: str, width: int = 960, height: int = 480
) -> Markup:
    """The picture. `height` is for the bands; it grows where labels need more. Unserved outcomes are grey and say so.
    Below NARROW pixels, as on a phone, nodes carry numbers and a key beneath says what they are."""
    placed, bands, total = lay_out(shown, width, height)
    marks = [_band(band) for band in bands]
    marks += [_node(each) for each in placed.values()]
    if width < NARROW:
        key, total = _key(placed, total, width)
        marks.append(key)
    linked = any(each.node.href for each in placed.values()) or any(band.href for band in bands)
    return svg.picture(chart_id, title, description, marks, size=(width, total), has_links=linked)


def lay_out(shown: FlowPicture, width: int, height: int) -> tuple[dict[str, Placed], list[Band], int]:
    """Where everything is drawn, without drawing it: nodes by id, bands in order, the whole height."""
    placed = _nodes(shown, width)
    scale = _scale(placed, height)
    for each in placed.values():
        each.height = each.value * scale if each.value else Fraction(EMPTY)
    total = _stack(placed)
    bands = _bands(shown, placed, scale)
    return placed, bands, total


def _nodes(shown: FlowPicture, width: int) -> dict[str, Placed]:
    columns = [0, (width * 25) // 100, (width * 54) // 100, width - (50 if width < NARROW else 170)]
    rooms = [columns[1] - 28, columns[2] - columns[1] - 28, columns[3] - columns[2] - 28, 140]
    everything = sum(flow.total for flow in shown.flows)
    found = [(shown.mission, 0, everything, svg.GOLD)]
    direct = sum(flow.total for flow in shown.flows if flow.outcome is None)
    outcomes = [*shown.outcomes, *([FlowNode(DIRECT, _("The mission directly"))] if direct else [])]
    counts = {node.id: sum(f.total for f in shown.flows if f.outcome == node.id) for node in outcomes} | {
        DIRECT: direct
    }
    served = sorted(outcomes, key=lambda node: counts[node.id] == 0)  # stable: unserved outcomes go last
    found += [(node, 1, counts[node.id], svg.GOLD if counts[node.id] else svg.GREY) for node in served]
    found += [
        (node, 2, _into(shown, node), svg.TEAL if _into(shown, node) else svg.GREY)
        for node in _by_source(shown, served)
    ]
    for state in STATES:
        value = sum(getattr(flow, state) for flow in shown.flows)
        if value:
            found.append(
                (FlowNode(_state(state), _state_words(state, value)), 3, value, STATE_COLOURS[state])
            )
    placed = {}
    for number, (node, column, value, fill) in enumerate(found, start=1):
        words = _words(node, column, value)
        texts = (str(number),) if width < NARROW else lines(words, svg.SIZE, rooms[column], bold=column == 0)
        placed[node.id] = Placed(node, column, value, columns[column], fill, words, texts)
    return placed


def _into(shown: FlowPicture, contract: FlowNode) -> int:
    return sum(flow.total for flow in shown.flows if flow.contract == contract.id)


def _by_source(shown: FlowPicture, outcomes: list[FlowNode]) -> list[FlowNode]:
    """Contracts in the order of the middle of what feeds them, so that bands cross less."""
    position = {node.id: number for number, node in enumerate(outcomes)}

    def middle(contract: FlowNode) -> Fraction:
        feeding = [
            (position[f.outcome or DIRECT], f.total)
            for f in shown.flows
            if f.contract == contract.id and f.total
        ]
        weight = sum(total for _, total in feeding)
        return (
            Fraction(sum(at * total for at, total in feeding), weight) if weight else Fraction(len(outcomes))
        )

    return sorted(shown.contracts, key=middle)


def _words(node: FlowNode, column: int, value: int) -> str:
    if column == 1 and not value:
        return str(_("%s – nothing serves it yet") % node.label)
    if column == 2 and not value:
        return str(_("%s – no commitments yet") % node.label)
    return node.label


def _state_words(state: str, value: int) -> str:
    words = {
        "verified": _("%d verified"),
        "reported": _("%d reported, not verified"),
        "promised": _("%d promised, nothing reported"),
    }
    return str(words[state] % value)


def _scale(placed: dict[str, Placed], height: int) -> Fraction:
    """Pixels per commitment: the fullest column fills `height`, or less when there are few."""
    fullest = max(_column_sums(placed).values(), default=0)
    return min(Fraction(height, fullest), Fraction(MOST)) if fullest else Fraction(0)


def _column_sums(placed: dict[str, Placed]) -> dict[int, int]:
    sums: dict[int, int] = defaultdict(int)
    for each in placed.values():
        sums[each.column] += each.value
    return sums


def _stack(placed: dict[str, Placed]) -> int:
    """Put the nodes of each column under each other, columns centred; returns the height of the tallest."""
    columns: dict[int, list[Placed]] = defaultdict(list)
    for each in placed.values():
        columns[each.column].append(each)
    heights = {
        column: sum((each.slot for each in nodes), Fraction(0)) + GAP * (len(nodes) - 1)
        for column, nodes in columns.items()
    }
    tallest = max(heights.values())
    for column, nodes in columns.items():
        y = (tallest - heights[column]) / 2 + 8
        for each in nodes:
            each.y = y + each.label_height
            y += each.slot + GAP
    return int(tallest) + 24


def _bands(shown: FlowPicture, placed: dict[str, Placed], scale: Fraction) -> list[Band]:
    """Bands column by column, each in the order of its ends, so that they leave and arrive without twisting."""
    pairs: dict[tuple[str, str, str], list[Flow]] = defaultdict(list)
    for flow in shown.flows:
        pairs[shown.mission.id, flow.outcome or DIRECT, svg.GOLD].append(flow)
        pairs[flow.outcome or DIRECT, flow.contract, svg.TEAL].append(flow)
    pairs = {ends: flows for ends, flows in pairs.items() if sum(flow.total for flow in flows)}
    bands = [_made(ends, sum(f.total for f in flows), flows, placed, scale) for ends, flows in pairs.items()]
    for contract in shown.contracts:
        for state in STATES:
            flows = [flow for flow in shown.flows if flow.contract == contract.id and getattr(flow, state)]
            value = sum(getattr(flow, state) for flow in flows)
            ends = (contract.id, _state(state), STATE_COLOURS[state])
            bands += [_made(ends, value, flows, placed, scale)] if value else []
    return sorted(bands, key=lambda band: (band.source.column, band.source.y, band.target.y))


def _made(
    ends: tuple[str, str, str], value: int, flows: list[Flow], placed: dict[str, Placed], scale: Fraction
) -> Band:
    source, target, fill = placed[ends[0]], placed[ends[1]], ends[2]
    name = _("%(from)s to %(to)s: %(count)d") % {
        "from": source.node.label,
        "to": target.node.label,
        "count": value,
    }
    hrefs = {flow.href for flow in flows}
    return Band(source, target, value, value * scale, fill, name, hrefs.pop() if len(hrefs) == 1 else None)


def _band(band: Band) -> Markup:
    """A ribbon. Where it leaves and arrives is counted on the nodes, so bands must be drawn in their order."""
    top = band.source.y + band.source.used["out"]
    end = band.target.y + band.target.used["in"]
    band.source.used["out"] += band.thickness
    band.target.used["in"] += band.thickness
    left, right = band.source.x + BAR, band.target.x
    middle = Fraction(left + right, 2)
    x1, x2, mid = (svg.coordinate(value) for value in (left, right, middle))
    a, b = svg.coordinate(top), svg.coordinate(top + band.thickness)
    c, d = svg.coordinate(end), svg.coordinate(end + band.thickness)
    path = f"M{x1} {a}C{mid} {a} {mid} {c} {x2} {c}V{d}C{mid} {d} {mid} {b} {x1} {b}Z"
    drawn = svg.mark("path", d=path, fill=band.fill, fill_opacity="0.45")
    return svg.link(band.href, band.name, [svg.group([drawn], title=band.name)])


def _node(each: Placed) -> Markup:
    bar = svg.box(each.x, each.y, BAR, each.height, each.fill)
    colour = svg.INK if each.value else svg.SECONDARY
    if each.column == 3:
        spare = each.height - svg.height_of(each.texts)
        top = each.y + max(spare / 2, Fraction(0)) + 15
        words = svg.paragraph(each.x + BAR + 8, top, each.texts, fill=colour)
    else:
        top = each.y + (15 - each.label_height)
        words = svg.paragraph(each.x, top, each.texts, fill=colour, bold=each.column == 0)
    return svg.link(each.node.href, each.node.label, [bar, words])


def _key(placed: dict[str, Placed], top: int, width: int) -> tuple[Markup, int]:
    """What each number stands for, one under the other, and the height with them."""
    marks = []
    for number, each in enumerate(placed.values(), start=1):
        texts = lines(each.words, svg.SIZE, width - 36)
        figure = svg.label(0, top + 16, str(number), bold=True)
        marks.append(svg.link(each.node.href, each.node.label, [figure, svg.paragraph(32, top + 16, texts)]))
        top += svg.height_of(texts) + 6
    return Markup("").join(marks), top + 8


def flow_table(shown: FlowPicture) -> Table:
    """The same as rows, one per flow and one per outcome that nothing serves. Each commitment counts in one state."""
    names = {node.id: node.label for node in (*shown.outcomes, *shown.contracts)}
    columns = (_("Outcome"), _("Contract"), _("Commitments"), _("Promised, nothing reported"),
               _("Reported, not verified"), _("Verified"))  # fmt: skip
    rows = [
        (
            names[flow.outcome] if flow.outcome else _("The mission directly"),
            names[flow.contract],
            f"{flow.total:,}",
            f"{flow.promised:,}",
            f"{flow.reported:,}",
            f"{flow.verified:,}",
        )
        for flow in shown.flows
    ]
    served = {flow.outcome for flow in shown.flows if flow.total}
    rows += [
        (node.label, _("nothing serves it yet"), "0", "0", "0", "0")
        for node in shown.outcomes
        if node.id not in served
    ]
    return Table(columns, tuple(rows))
