"""The official constants that ship for valuations, read from `data/valuation/`."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from commonweal.domain.valuation import DiscountRates, Grade, Kind, Range, UnitValue
from commonweal.reference.loader import Header, read_header, read_rows

_RATES = "valuation/discount_rates.csv"
_VALUES = "valuation/unit_values.csv"


@cache
def discount_rates() -> DiscountRates:
    """The Green Book's standard rate with its declining steps."""
    rows = read_rows(_RATES)
    return DiscountRates(tuple((int(row["first_year"]), Fraction(row["percent"]) / 100) for row in rows))


def discount_rates_header() -> Header:
    """Where the rates come from."""
    return read_header(_RATES)


@cache
def official_unit_values() -> dict[str, UnitValue]:
    """The unit values that are official standards, by id."""
    return {row["id"]: _unit_value(row) for row in read_rows(_VALUES)}


def _unit_value(row: dict[str, str]) -> UnitValue:
    return UnitValue(
        id=row["id"],
        title=row["title"],
        unit=row["unit"],
        kind=Kind(row["kind"]),
        pounds=Range(Fraction(row["low"]), Fraction(row["central"]), Fraction(row["high"])),
        price_year=int(row["price_year"]),
        source=row["source"],
        source_year=row["source_year"],
        assumptions=row["assumptions"],
        grade=Grade(row["grade"]),
    )
