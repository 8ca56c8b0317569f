"""What every chart is made of: letters measured, text escaped, links kept within the site."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.presentation.charts import lettering, svg
from tests.presentation.charts.chart_reading import LABEL, check, texts


@given(LABEL, st.integers(min_value=40, max_value=400), st.booleans())
def test_lines_keep_every_letter_and_stay_within_their_room(text, room, bold):
    found = lettering.lines(text, 16, room, bold=bold)
    assert "".join(found).replace(" ", "") == "".join(text.split())
    assert all(lettering.width(line, 16, bold=bold) <= room for line in found if len(line) > 1)


def test_a_line_is_broken_only_where_it_must_be():
    assert lettering.lines("Residents keep good health", 16, 400) == ("Residents keep good health",)
    assert lettering.lines("Residents keep good health", 16, 120) == ("Residents keep", "good health")


@given(st.fractions(min_value=-10_000, max_value=10_000))
def test_a_coordinate_is_exact_to_the_hundredth(value):
    assert abs(Fraction(svg.coordinate(value)) - value) <= Fraction(1, 200)


@given(LABEL)
def test_text_is_escaped_wherever_it_is_written(text):
    markup = svg.picture("c1", f"T{text}", f"D{text}", [
        svg.link("/x", text, [svg.label(4, 20, text)]), svg.group([], title=text)], size=(9000, 30), has_links=True)  # fmt: skip
    check(markup, "c1")
    assert texts(markup) == [text]


def test_markup_in_a_label_stays_text():
    assert "<script>" not in svg.label(0, 0, "<script>alert(1)</script>")


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "https://elsewhere.example", "//elsewhere.example", "data:text/html,x", ""],
)
def test_a_chart_links_within_the_site_only(href):
    with pytest.raises(ValueError, match="within the site only"):
        svg.link(href, "name", [])


@pytest.mark.parametrize("chart_id", ["", "1a", 'a"b', "a b"])
def test_an_id_that_cannot_be_one_is_refused(chart_id):
    with pytest.raises(ValueError, match="id begins with a letter"):
        svg.picture(chart_id, "T", "D", [], size=(10, 10))


def test_a_picture_without_a_title_or_description_is_refused():
    with pytest.raises(ValueError, match="needs a title"):
        svg.picture("c1", " ", "D", [], size=(10, 10))
    with pytest.raises(ValueError, match="needs a title"):
        svg.picture("c1", "T", "", [], size=(10, 10))


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_words_reach_the_contrast_of_text_and_marks_that_of_graphics():
    """WCAG 2.2, 1.4.3 (text, 4.5 to 1) and 1.4.11 (graphics, 3 to 1), against white."""
    assert all(contrast(colour, svg.WHITE) >= 4.5 for colour in (svg.INK, svg.SECONDARY))
    assert all(contrast(colour, svg.WHITE) >= 3 for colour in (svg.TEAL, svg.GOLD, svg.GREEN, svg.GREY))
