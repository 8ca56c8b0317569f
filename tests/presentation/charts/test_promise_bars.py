"""Reported and verified against the promise."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.presentation.charts import svg
from commonweal.presentation.charts.bars import PromiseBar, bar_against_promise, promise_cell, promise_table
from commonweal.reference.published_cases import published_cases
from tests.presentation.charts.chart_reading import DRAWN, LABEL, boxes, check, texts

FIGURE = st.none() | st.integers(min_value=0, max_value=10**12)
BARS = st.builds(PromiseBar, LABEL, st.sampled_from(["people", ""]),
                 FIGURE, FIGURE, FIGURE, st.none() | st.just("#row"))  # fmt: skip


def draw(*bars, width=720):
    return bar_against_promise(
        bars, chart_id="bars", title="Promises", description="What became of them", width=width
    )


@DRAWN
@given(st.lists(BARS, max_size=5), st.sampled_from([340, 720]))
def test_any_figures_make_a_sound_picture_at_both_widths(bars, width):
    check(draw(*bars, width=width), "bars")


@DRAWN
@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_a_bar_is_as_long_as_its_share_of_four_promises(promised, reported):
    markup = draw(PromiseBar("Jobs", "jobs", promised, reported, None))
    *_, bar = boxes(markup, svg.TEAL)
    assert bar[2] == pytest.approx(float(700 * min(Fraction(reported, 4 * promised), 1)), abs=0.006)


def test_the_promise_is_a_gold_tick_a_quarter_along():
    *_, tick = boxes(draw(PromiseBar("Jobs", "jobs", 3000, 5000, None)), svg.GOLD)
    assert tick[0] + 2 == 175


def test_what_goes_beyond_the_track_is_marked_and_its_figure_said():
    markup = draw(PromiseBar("Careers", "people", 20_000, 1_560_000, None))
    assert "people: promised 20 · reported 1,560 · not verified here" in texts(markup)
    assert 'stroke="#ffffff" stroke-width="2"' in markup
    assert 'stroke="#ffffff" stroke-width="2"' not in draw(PromiseBar("Jobs", "jobs", 1000, 4000, None))


def test_verified_is_a_green_bar_within_the_reported_one():
    markup = draw(PromiseBar("Jobs", "jobs", 3000, 6000, 3000))
    (_, teal), (_, green) = boxes(markup, svg.TEAL), boxes(markup, svg.GREEN)
    assert green[2] * 2 == pytest.approx(teal[2])
    assert teal[1] < green[1] and green[1] + green[3] < teal[1] + teal[3]


def test_without_a_promise_there_is_no_bar_and_the_words_say_so():
    bar = PromiseBar("Pupils reached", "people", None, 1_992_000, None)
    assert boxes(draw(bar), svg.TRACK) == []
    assert "people: no promise · reported 1,992 · not verified here" in texts(draw(bar))
    assert str(promise_cell(bar, chart_id="c")) == '<span class="cw-absent">no promise</span>'


def test_a_cell_is_named_by_its_figures():
    markup = promise_cell(PromiseBar("Graduates", "people", 1000, 9000, None), chart_id="c1")
    check(markup, "c1")
    assert "promised 1 · reported 9 · not verified here" in markup


def test_the_table_says_the_same():
    lines = published_cases().contract("northern-spire").commitments
    bars = tuple(PromiseBar(each.title, each.unit, each.promised and each.promised * 1000, each.delivered * 1000, None)
                 for each in lines)  # fmt: skip
    rows = promise_table(bars).rows
    assert rows[0][2:] == ("3", "56", "not verified here", "1,867%")
    assert rows[-1][2:] == ("–", "1,992", "not verified here", "no promise")
    assert len(rows) == 17
