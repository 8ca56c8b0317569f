"""Columns laid out here are those that Arrow itself makes of the same values."""

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.interchange import arrow_columns

WHOLE = st.integers(-(1 << 31), (1 << 31) - 1)
STEPS = st.integers(-(10**19), 10**19)
COLUMNS = {
    "texts": (arrow_columns.texts, pa.string(), st.text(max_size=3)),
    "truths": (arrow_columns.truths, pa.bool_(), st.booleans()),
    "wholes": (arrow_columns.wholes, pa.int64(), st.integers(-(1 << 63), (1 << 63) - 1)),
    "small wholes": (arrow_columns.wholes, pa.int32(), WHOLE),
    "days": (arrow_columns.days, pa.date32(), st.dates()),
    "instants": (arrow_columns.instants, pa.timestamp("us", "UTC"), st.datetimes(timezones=st.just(dt.UTC))),
    "decimals": (
        arrow_columns.decimals,
        pa.decimal128(20, 2),
        STEPS.map(lambda step: Decimal(step).scaleb(-2)),
    ),
    "lists": (arrow_columns.lists_of_texts, pa.list_(pa.string()), st.lists(st.text(max_size=2), max_size=3)),
}


@pytest.mark.parametrize("name", COLUMNS)
@given(st.data())
@settings(max_examples=30)
def test_a_column_is_as_arrow_makes_it(name, data):
    make, kind, value = COLUMNS[name]
    values = data.draw(st.lists(st.none() | value, max_size=11))
    made = make(values, kind)
    made.validate(full=True)
    assert made.equals(pa.array(values, kind)) and made.null_count == values.count(None)


def test_what_does_not_fit_is_refused():
    with pytest.raises(TypeError):
        arrow_columns.texts(["a", 1], pa.string())
    with pytest.raises(OverflowError):
        arrow_columns.wholes([1 << 63], pa.int64())
    with pytest.raises(OverflowError):
        arrow_columns.wholes([1 << 31], pa.int32())
