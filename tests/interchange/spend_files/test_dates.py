"""A date is read in any notation councils use, day first unless the column shows otherwise."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.interchange.spend_files.dates import NotADate, day, is_month_first, month_in_name

FOURTH = dt.date(2019, 5, 4)


@pytest.mark.parametrize(
    "written",
    [
        "2019-05-04", "4/5/2019", "04/05/19", "04.05.2019", "04-05-2019", "04-May-19", "4 May 2019", "4th May 2019",
        "Saturday, May 4, 2019", "May 4, 2019", "20190504", "04052019", "2019-05-04T00:00:00", "04/05/2019 00:00",
        "04/05/2019 12:30:00", "2019/05/04", "43589", 43589, 43589.5, FOURTH, "04May2019",
    ],
)  # fmt: skip
def test_notations(written):
    assert day(written) == FOURTH


@pytest.mark.parametrize("written", ["May-19", "May 2019", "2019-05", "05/2019"[3:] + "-05"])
def test_a_month_is_its_first_day(written):
    assert day(written) == dt.date(2019, 5, 1)


@pytest.mark.parametrize("written", ["", None, "n/a", "00/00/0000", "1900-01-00", 0, "-"])
def test_what_spreadsheets_show_for_nothing_is_blank(written):
    assert day(written) is None


@pytest.mark.parametrize(
    "written", ["31/02/2019", "13/13/2019", "yesterday", "4 Maj 2019", "2019", "1/2", 12, "£12.00"]
)
def test_anything_else_is_refused(written):
    with pytest.raises(NotADate):
        day(written)


def test_a_column_with_days_above_twelve_in_second_place_puts_the_month_first():
    assert is_month_first(["04/01/2019", "04/25/2019"])
    assert not is_month_first(["04/01/2019", "25/04/2019"])
    assert not is_month_first(["04/01/2019"])
    assert day("05/04/2019", month_first=True) == FOURTH


@pytest.mark.parametrize(
    "name", ["Payments over £500 May 2019.csv", "spend_2019-05.csv", "201905 spend", "x_May_19"]
)
def test_the_month_in_a_name(name):
    assert month_in_name(name) == dt.date(2019, 5, 1)


def test_a_name_without_a_month():
    assert month_in_name("payments.csv") is None


SHAPES = ("%d/%m/%Y", "%d-%b-%Y", "%Y-%m-%d", "%A, %B %d, %Y", "%d %B %Y", "%d.%m.%y")


@given(st.dates(dt.date(1990, 1, 1), dt.date(2079, 12, 31)), st.sampled_from(SHAPES))
def test_every_date_reads_back(value, shape):
    assert day(value.strftime(shape)) == value
