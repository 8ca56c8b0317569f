"""A theory of change: from left to right, no box on another, every assumption numbered once."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.presentation.charts.cause_lists import causes_table, outline, theory_of_change_list
from commonweal.presentation.charts.causes import Cause, CauseLink, lay_out, theory_of_change
from commonweal.reference.published_cases import published_cases
from tests.presentation.charts.chart_reading import DRAWN, LABEL, check, texts


@st.composite
def graphs(draw):
    """Links lead from a lower to a higher number, so there is never a circle."""
    count = draw(st.integers(1, 9))
    causes = tuple(
        Cause(f"n{n}", draw(LABEL), draw(st.sampled_from(["outcome", "goal"]))) for n in range(count)
    )
    pairs = [(a, b) for a in range(count) for b in range(a + 1, count)]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=12, unique=True)) if pairs else []
    return causes, tuple(CauseLink(f"n{a}", f"n{b}", draw(st.none() | LABEL)) for a, b in chosen)


def draw_it(causes, links):
    return theory_of_change(
        causes, links, chart_id="toc", title="Theory of change", description="What leads to what"
    )


@DRAWN
@given(graphs())
def test_any_graph_makes_a_sound_picture_and_the_same_one_again(graph):
    check(draw_it(*graph), "toc")
    assert draw_it(*graph) == draw_it(*graph)


@DRAWN
@given(graphs())
def test_boxes_never_overlap_and_stay_on_the_picture(graph):
    plan = lay_out(*graph, 960)
    for column in {box.column for box in plan.boxes.values()}:
        spans = sorted((box.y, box.y + box.height) for box in plan.boxes.values() if box.column == column)
        assert spans[0][0] >= 0 and spans[-1][1] <= plan.height
        assert all(above[1] < below[0] for above, below in pairwise(spans))
    assert all(box.x + plan.box_width <= plan.width for box in plan.boxes.values())


@DRAWN
@given(graphs())
def test_every_link_leads_to_the_right_one_column_at_a_time(graph):
    plan = lay_out(*graph, 960)
    for link in plan.links:
        columns = [plan.boxes[stop].column for stop in link.stops]
        assert columns == list(range(columns[0], columns[0] + len(columns)))
        assert len(columns) >= 2


@DRAWN
@given(graphs())
def test_each_assumption_has_one_number_in_picture_table_and_list(graph):
    causes, links = graph
    stated = [link.assumption for link in links if link.assumption]
    assert [link.number for link in lay_out(causes, links, 960).links if link.number] == list(
        range(1, len(stated) + 1)
    )
    rows = [row for row in causes_table(causes, links).rows if row[2]]
    assert [(row[2], row[3]) for row in rows] == [(str(n), text) for n, text in enumerate(stated, start=1)]


@DRAWN
@given(graphs())
def test_the_nested_list_holds_every_box_and_every_link(graph):
    causes, links = graph
    seen, followed = set(), []

    def walk(item):
        seen.add(item.cause.id)
        for below in item.leads_here:
            followed.append((below.cause.id, item.cause.id))
            walk(below)

    for item in outline(causes, links):
        walk(item)
    assert seen == {cause.id for cause in causes}
    assert sorted(followed) == sorted((link.source, link.target) for link in links)


@DRAWN
@given(graphs())
def test_the_nested_list_draws_soundly_on_a_phone(graph):
    causes, links = graph
    markup = theory_of_change_list(
        causes, links, chart_id="list", title="Theory of change", description="As a list"
    )
    check(markup, "list")


def test_what_serves_two_aims_is_drawn_whole_once_and_named_the_second_time():
    causes = (Cause("a", "Aim one"), Cause("b", "Aim two"), Cause("c", "Care"), Cause("d", "Doctors"))
    links = (CauseLink("c", "a"), CauseLink("c", "b"), CauseLink("d", "c", "they come"))
    markup = theory_of_change_list(causes, links, chart_id="list", title="T", description="D")
    assert texts(markup) == ["Aim one", "Care", "1", "Doctors", "Aim two", "Care (shown above)"]


def test_camdens_estates_read_from_outcomes_over_goals_to_the_mission():
    mission = published_cases().mission("camden-estates")
    causes = [Cause("m", mission.statement, "mission")]
    links = []
    for goal in mission.goals:
        causes += [
            Cause(goal.id, goal.title, "goal"),
            *(Cause(each.id, each.title) for each in goal.outcomes),
        ]
        links += [CauseLink(goal.id, "m"), *(CauseLink(each.id, goal.id) for each in goal.outcomes)]
    plan = lay_out(tuple(causes), tuple(links), 960)
    assert [sum(box.column == column for box in plan.boxes.values()) for column in range(3)] == [16, 3, 1]
    assert "healthy and sustainable" in " ".join(texts(draw_it(tuple(causes), tuple(links))))


@pytest.mark.parametrize(
    ("causes", "links", "message"),
    [
        ((Cause("a", "A"), Cause("b", "B")), (CauseLink("a", "b"), CauseLink("b", "a")), "circle"),
        ((Cause("a", "A"),), (CauseLink("a", "a"),), "circle"),
        ((Cause("a", "A"),), (CauseLink("a", "z"),), "not in the picture"),
        ((Cause("a", "A"), Cause("a", "B")), (), "same id"),
        ((Cause("a", "A", "dream"),), (), "must be one of"),
    ],
)
def test_what_is_no_theory_of_change_is_refused(causes, links, message):
    with pytest.raises(ValueError, match=message):
        draw_it(causes, links)
