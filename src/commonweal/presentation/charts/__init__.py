"""Charts as pure functions from plain values to SVG, each with the same facts as table rows.

Colours have one meaning each: gold is promised (or a published weight), teal reported, green verified, grey nothing yet. A label
always says it too. The markup has no style attribute and no style element, so the content security policy can stay strict.
"""

from commonweal.presentation.charts.areas import MapArea, MapPoint, area_map, area_map_table
from commonweal.presentation.charts.bars import PromiseBar, bar_against_promise, promise_cell, promise_table
from commonweal.presentation.charts.cause_lists import (
    OutlineItem,
    causes_table,
    outline,
    theory_of_change_list,
)
from commonweal.presentation.charts.causes import Cause, CauseLink, theory_of_change
from commonweal.presentation.charts.flows import Flow, FlowNode, FlowPicture, flow_table, sankey
from commonweal.presentation.charts.intervals import WeightInterval, interval_bars, interval_table
from commonweal.presentation.charts.lines import Reading, sparkline, sparkline_table
from commonweal.presentation.charts.spans import Span, spans, spans_table
from commonweal.presentation.charts.svg import Table
from commonweal.presentation.charts.times import Moment, timeline, timeline_table

__all__ = [
    "Cause",
    "CauseLink",
    "Flow",
    "FlowNode",
    "FlowPicture",
    "MapArea",
    "MapPoint",
    "Moment",
    "OutlineItem",
    "PromiseBar",
    "Reading",
    "Span",
    "Table",
    "WeightInterval",
    "area_map",
    "area_map_table",
    "bar_against_promise",
    "causes_table",
    "flow_table",
    "interval_bars",
    "interval_table",
    "outline",
    "promise_cell",
    "promise_table",
    "sankey",
    "spans",
    "spans_table",
    "sparkline",
    "sparkline_table",
    "theory_of_change",
    "theory_of_change_list",
    "timeline",
    "timeline_table",
]
