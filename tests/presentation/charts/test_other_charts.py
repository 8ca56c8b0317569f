"""Intervals, indicators over time, dated moments and maps."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.presentation.charts import svg
from commonweal.presentation.charts.areas import (
    SHADES,
    MapArea,
    MapPoint,
    area_map,
    area_map_table,
    shade,
    thresholds,
)
from commonweal.presentation.charts.intervals import SHADE, WeightInterval, interval_bars, interval_table
from commonweal.presentation.charts.lines import Reading, sparkline, sparkline_table
from commonweal.presentation.charts.times import Moment, timeline, timeline_table
from commonweal.reference import places
from tests.presentation.charts.chart_reading import DRAWN, LABEL, SVG, boxes, check, texts, tree

DAY = st.dates(date(2020, 1, 1), date(2035, 12, 31))
NAMED = {"title": "A title", "description": "What it shows"}


@st.composite
def intervals(draw):
    low, published, high = sorted(draw(st.integers(0, 10_000)) for _ in range(3))
    return WeightInterval(draw(LABEL), low, published, high)


@DRAWN
@given(st.lists(intervals(), max_size=6), st.sampled_from([340, 720]))
def test_any_intervals_make_a_sound_picture_at_both_widths(shown, width):
    check(interval_bars(tuple(shown), chart_id="i", width=width, **NAMED), "i")


def test_an_interval_is_drawn_said_and_listed_alike():
    price = WeightInterval("Price", 3100, 4000, 5800)
    markup = interval_bars((price,), chart_id="i", width=1000, **NAMED)
    assert boxes(markup, SHADE)[-1][0::2] == (310, 270)
    assert "31% to 58%" in texts(markup)
    assert interval_table((price,)).rows == (("Price", "31%", "40%", "58%"),)


@pytest.mark.parametrize("figures", [(4000, 3100, 5800), (0, 1, 10_001), (-1, 0, 1)])
def test_an_interval_out_of_order_is_refused(figures):
    with pytest.raises(ValueError, match="not in order"):
        WeightInterval("Price", *figures)


READINGS = st.lists(st.builds(Reading, DAY, st.integers(-(10**9), 10**12)), max_size=8)


@DRAWN
@given(READINGS, st.none() | st.integers(0, 10**12), st.none() | DAY)
def test_any_readings_make_a_sound_picture(readings, target, target_on):
    markup = sparkline(
        tuple(readings), unit="homes", target=target, target_on=target_on, chart_id="s", **NAMED
    )
    check(markup, "s")
    for line in tree(markup).iter(f"{SVG}polyline"):
        points = [tuple(map(float, pair.split(","))) for pair in line.get("points").split()]
        assert points == sorted(points, key=lambda point: point[0])
        assert all(0 <= x <= 320 and 0 <= y <= 88 for x, y in points)


def test_a_sparkline_says_its_latest_value_and_its_target():
    readings = (Reading(date(2026, 5, 1), 27_000), Reading(date(2025, 1, 1), 12_000))
    markup = sparkline(readings, unit="homes", target=40_000, chart_id="s", **NAMED)
    assert "latest 27 homes · target 40 homes" in texts(markup)
    assert sparkline_table(readings, unit="homes", target=40_000).rows[-1] == ("–", "40 homes", "target")


def test_without_a_reading_the_sparkline_says_so():
    assert "no reading yet" in texts(sparkline((), unit="homes", target=None, chart_id="s", **NAMED))


MOMENTS = st.lists(
    st.builds(Moment, DAY, LABEL, st.booleans(), st.none() | DAY, st.none() | st.just("/x")), max_size=7
)


@DRAWN
@given(MOMENTS, DAY, st.sampled_from([320, 640]))
def test_any_moments_make_a_sound_picture_in_order_of_date(moments, today, width):
    markup = timeline(tuple(moments), chart_id="t", today=today, width=width, **NAMED)
    check(markup, "t")
    heights = [float(each.get("y")) for each in tree(markup).iter(f"{SVG}text")]
    assert all(below - above >= 14 for above, below in pairwise(heights))


def test_today_stands_between_what_was_and_what_will_be():
    today = date(2026, 3, 3)
    moments = (Moment(today + timedelta(days=9), "Later", False), Moment(today, "Now", True))
    found = texts(timeline(moments, chart_id="t", today=today, **NAMED))
    assert found == ["3 March 2026 · done", "Now", "Today, 3 March 2026", "12 March 2026 · to come", "Later"]
    assert [row[2:] for row in timeline_table(moments).rows] == [("Now", "done"), ("Later", "to come")]


def square(code, west, south, value, href=None):
    ring = ((west, south), (west + 1000, south), (west + 1000, south + 1000), (west, south + 1000))
    return MapArea(code, f"Place {code}", ((ring,),), value, href)


def draw(*areas, points=()):
    return area_map(areas, points, unit="jobs", chart_id="m", **NAMED)


COORDINATE = st.integers(0, 700_000)
VALUE = st.none() | st.integers(0, 10**9)


@DRAWN
@given(st.lists(st.builds(square, st.just("A"), COORDINATE, COORDINATE, VALUE, st.none() | st.just("#row-A")), min_size=1,
                max_size=5),
       st.lists(st.builds(MapPoint, st.just("P"), LABEL, st.tuples(COORDINATE, COORDINATE), VALUE), max_size=3))  # fmt: skip
def test_any_areas_and_points_make_a_sound_map(areas, points):
    check(draw(*areas, points=tuple(points)), "m")


def test_north_is_up_and_both_axes_have_one_scale():
    south, north = draw(square("S", 0, 0, 1000), square("N", 0, 9000, 1000)).split("<path")[1:]
    corners = [tuple(map(float, pair.split())) for pair in south.split('d="M')[1].split("Z")[0].split("L")]
    across = max(x for x, _ in corners) - min(x for x, _ in corners)
    down = max(y for _, y in corners) - min(y for _, y in corners)
    assert across == pytest.approx(down, abs=0.11)
    first = float(north.split('d="M')[1].split("Z")[0].split("L")[0].split()[1])
    assert first < corners[0][1]


def test_an_area_leads_to_its_row_and_is_named_with_its_figure():
    markup = draw(square("A", 0, 0, 17_000, "#row-A"))
    assert '<a href="#row-A" aria-label="Place A: 17 jobs">' in markup
    assert "17" in texts(markup)


def test_no_figure_is_not_nought_in_words():
    areas = (square("A", 0, 0, None), square("B", 2000, 0, 0))
    assert [row[2] for row in area_map_table(areas, unit="jobs").rows] == ["no figure", "0 jobs"]
    assert "nought or no figure" in texts(draw(*areas))


def test_an_empty_map_is_refused():
    with pytest.raises(ValueError, match="nothing to draw"):
        draw()


@DRAWN
@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=40))
def test_every_figure_has_a_shade_and_a_larger_one_never_a_lighter_one(values):
    steps = thresholds(values)
    assert steps[0] == min(values)
    found = [SHADES.index(shade(value, steps)) for value in sorted(values)]
    assert found == sorted(found)
    assert shade(None, steps) == shade(0, steps) == svg.WHITE


def test_the_shipped_shapes_draw():
    shapes = places.shapes()
    areas = tuple(
        MapArea(code, shapes[code].name, shapes[code].polygons, 1000) for code in places.members("E47000014")
    )
    markup = draw(*areas)
    check(markup, "m")
    assert len(markup) < 60_000
