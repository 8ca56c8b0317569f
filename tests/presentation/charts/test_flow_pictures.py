"""From mission to verified delivery: widths are true, nothing overlaps, gaps are named."""

from collections import defaultdict
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.presentation.charts import svg
from commonweal.presentation.charts.flows import (
    Flow,
    FlowNode,
    FlowPicture,
    flow_table,
    lay_out,
    sankey,
)
from tests.presentation.charts.chart_reading import DRAWN, LABEL, check, texts

COUNT = st.integers(min_value=0, max_value=400)


@st.composite
def pictures(draw):
    outcomes = tuple(FlowNode(f"o{n}", draw(LABEL)) for n in range(draw(st.integers(0, 5))))
    contracts = tuple(FlowNode(f"c{n}", draw(LABEL), "/c") for n in range(draw(st.integers(0, 5))))
    ends = st.tuples(
        st.sampled_from([None, *(each.id for each in outcomes)]),
        st.sampled_from([each.id for each in contracts]),
    )
    pairs = draw(st.lists(ends, max_size=8, unique=True)) if contracts else []
    flows = tuple(
        Flow(*pair, draw(COUNT), draw(COUNT), draw(COUNT), draw(st.none() | st.just("#f"))) for pair in pairs
    )
    return FlowPicture(FlowNode("m", draw(LABEL)), outcomes, contracts, flows)


def draw_it(shown, width=960):
    about = {"title": "From mission to delivery", "description": "Counts of commitments"}
    return sankey(shown, chart_id="flow", width=width, **about)


@DRAWN
@given(pictures(), st.sampled_from([340, 960]))
def test_any_picture_is_sound_at_both_widths(shown, width):
    check(draw_it(shown, width), "flow")


@DRAWN
@given(pictures())
def test_the_same_facts_make_the_same_picture(shown):
    assert draw_it(shown) == draw_it(shown)


@DRAWN
@given(pictures())
def test_nodes_with_their_labels_never_overlap(shown):
    placed, _, height = lay_out(shown, 960, 480)
    columns = defaultdict(list)
    for each in placed.values():
        top = each.y - each.label_height
        columns[each.column].append((top, top + each.slot))
    for spans in columns.values():
        spans.sort()
        assert spans[0][0] >= 0 and spans[-1][1] <= height
        assert all(above[1] < below[0] for above, below in pairwise(spans))


@DRAWN
@given(pictures())
def test_every_width_is_true_to_one_scale(shown):
    placed, bands, _ = lay_out(shown, 960, 480)
    scales = {band.thickness / band.value for band in bands} | {
        e.height / e.value for e in placed.values() if e.value
    }
    assert len(scales) <= 1


@DRAWN
@given(pictures())
def test_what_enters_a_node_leaves_it_and_fills_it(shown):
    placed, bands, _ = lay_out(shown, 960, 480)
    for each in placed.values():
        entering = sum(band.value for band in bands if band.target is each)
        leaving = sum(band.value for band in bands if band.source is each)
        assert each.column == 0 or entering == each.value
        assert each.column == 3 or leaving == each.value


@DRAWN
@given(pictures())
def test_the_states_add_up_to_all_commitments(shown):
    rows = flow_table(shown).rows
    total = sum(int(row[2].replace(",", "")) for row in rows)
    assert total == sum(int(cell.replace(",", "")) for row in rows for cell in row[3:])
    assert total == sum(flow.total for flow in shown.flows)


BOROUGH = FlowPicture(
    FlowNode("m", "Healthy estates"),
    (FlowNode("v", "Voice in local decisions"), FlowNode("h", "Good health")),
    (FlowNode("hc", "Homecare", "/contracts/hc"), FlowNode("new", "Repairs")),
    (Flow("h", "hc", 2, 4, 62, "#lines"),),
)


def test_an_outcome_that_nothing_serves_is_grey_last_and_says_so():
    placed, _, _ = lay_out(BOROUGH, 960, 480)
    assert placed["v"].fill == svg.GREY
    assert placed["v"].y > placed["h"].y
    assert "Voice in local decisions – nothing serves it yet" in " ".join(texts(draw_it(BOROUGH)))
    assert ("Voice in local decisions", "nothing serves it yet", "0", "0", "0", "0") in flow_table(
        BOROUGH
    ).rows


def test_each_state_is_said_in_words_not_by_colour_alone():
    found = " ".join(texts(draw_it(BOROUGH)))
    for words in ("62 verified", "4 reported, not verified", "2 promised, nothing reported"):
        assert words in found


def test_a_contract_that_serves_the_mission_itself_is_shown_so():
    direct = FlowPicture(
        FlowNode("m", "A dynamic city"), (), (FlowNode("b", "Bridge"),), (Flow(None, "b", 0, 17, 0),)
    )
    assert "The mission directly" in texts(draw_it(direct))
    assert flow_table(direct).rows == (("The mission directly", "Bridge", "17", "0", "17", "0"),)


def test_on_a_phone_numbers_stand_in_the_picture_and_a_key_beneath_says_what_they_are():
    found = texts(draw_it(BOROUGH, width=340))
    placed, _, _ = lay_out(BOROUGH, 340, 480)
    for number in range(1, len(placed) + 1):
        assert found.count(str(number)) == 2
    assert "Voice in local decisions – nothing serves it yet" in " ".join(found)


def test_a_band_leads_to_its_lines():
    assert '<a href="#lines" aria-label="Good health to Homecare: 68">' in draw_it(BOROUGH)


@pytest.mark.parametrize(
    ("flows", "message"),
    [
        ((Flow("nowhere", "hc", 1, 0, 0),), "not in the picture"),
        ((Flow("h", "nobody", 1, 0, 0),), "not in the picture"),
        ((Flow("h", "hc", 1, -1, 0),), "negative"),
    ],
)
def test_facts_that_cannot_be_are_refused(flows, message):
    with pytest.raises(ValueError, match=message):
        FlowPicture(BOROUGH.mission, BOROUGH.outcomes, BOROUGH.contracts, flows)


def test_two_nodes_with_one_id_are_refused():
    with pytest.raises(ValueError, match="same id"):
        FlowPicture(FlowNode("x", "One"), (FlowNode("x", "Two"),), (), ())
