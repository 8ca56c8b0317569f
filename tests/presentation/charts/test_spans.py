"""Spans over the years: drawn, said and listed alike; what has no date is left to the table."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from commonweal.presentation.charts.spans import Span, spans, spans_table
from tests.presentation.charts.chart_reading import DRAWN, LABEL, boxes, check, texts

NAMED = {"title": "A title", "description": "What it shows"}
DAY = st.none() | st.dates(date(2015, 1, 1), date(2045, 12, 31))
TEAL = "#0b5a63"


@DRAWN
@given(
    st.lists(st.builds(Span, label=LABEL, announced_on=DAY, starts_on=DAY, ends_on=DAY), max_size=6),
    st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    st.sampled_from([600, 900]),
)
def test_any_spans_make_a_sound_picture_at_both_widths(rows, today, width):
    check(spans(tuple(rows), chart_id="s", today=today, width=width, **NAMED), "s")


def test_a_contract_of_a_year_fills_a_year_of_the_picture():
    row = Span("Care", date(2025, 1, 1), date(2026, 1, 1), date(2027, 1, 1))
    markup = spans((row,), chart_id="s", today=date(2026, 3, 2), width=1095, **NAMED)
    assert {"Care", "2025", "2026", "today"} <= set(texts(markup))
    assert [each[2] for each in boxes(markup, TEAL)][-1] == 365


def test_a_row_without_days_is_in_the_table_alone():
    row = Span("Undated", None, None, None)
    assert "Undated" not in texts(spans((row,), chart_id="s", today=date(2026, 3, 2), **NAMED))
    assert spans_table((row,)).rows == (("Undated", "–", "–", "–"),)
