"""Files of unit values, with and without a first line that names the columns."""

from fractions import Fraction
from pathlib import Path

import pytest

from commonweal.domain.valuation import Grade, Kind
from commonweal.interchange.unit_value_files import UnreadableUnitValues, read_unit_values

NAMED = b"id,title,unit,cost,year,source,grade\nX1,A visit,visit,12.50,2019,A study,A\nX2,Broken,visit,about 3,2019,A study,A\n"
UNNAMED = (
    b'HOUSING,RENT,HX1.0,"A visit\nin person",Council,,Per visit," \xa31,250 ",2010/11, \xa31300 ,A study,G,A note,\n'
    b"HOUSING,RENT,HX1.0,Another,Society / Economic,,Per visit,7,2012/13,8,A study,R,,\n"
)


def test_a_file_with_named_columns():
    found = read_unit_values(NAMED)
    value = found.values["X1"]
    assert (value.pounds.central, value.price_year, value.grade) == (Fraction("12.5"), 2019, Grade.MEDIUM)
    assert found.rejected == [(3, '"about 3" is not an amount')]


def test_the_unnamed_columns_of_the_unit_cost_database():
    found = read_unit_values(UNNAMED)
    first, second = found.values["HX1.0"], found.values["HX1.0-2"]
    assert (first.title, first.pounds.central, first.price_year) == ("A visit in person", 1250, 2010)
    assert (first.kind, first.grade) == (Kind.FISCAL, Grade.HIGH)
    assert (second.kind, second.grade, second.assumptions) == (
        Kind.ECONOMIC,
        Grade.LOW,
        "None stated in the file",
    )


@pytest.mark.parametrize(("content", "line"), [(b"", 1), (b"id,title\n1,x\n", 1), (b'id,title\n"x', 2)])
def test_what_cannot_be_read_is_told_with_its_line(content, line):
    with pytest.raises(UnreadableUnitValues) as refused:
        read_unit_values(content)
    assert refused.value.line in {1, line}


FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "values" / "unit_cost_database_2014"


@pytest.mark.real_data
def test_every_row_of_the_open_unit_costs_is_read():
    if not FOLDER.is_dir():
        pytest.skip("not run: real data not present")
    found = [read_unit_values(path.read_bytes()) for path in sorted(FOLDER.glob("*.csv"))]
    assert sum(len(each.values) for each in found) == 673
    assert all(each.rejected == [] for each in found)
    values = [value for each in found for value in each.values.values()]
    assert all(
        value.pounds.central >= 0 and value.source and value.grade is not Grade.NOT_GRADED for value in values
    )
