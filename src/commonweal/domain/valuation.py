"""Opt-in valuation: what a commitment would be worth in pounds, exactly, with everything it rests on beside it.

    value = unit value x quantity x (1 - deadweight) x attribution x (1 - displacement)

in the first year; each later year keeps `1 - drop_off` of the year before; each year is discounted to the base year at
the Green Book rate of its step; and the unit value is first brought to prices of the base year. Values of different
kinds (fiscal, economic, wellbeing, social) are never added to each other, and an unpriced commitment stands beside the
others with its quantity.

Shares and rates are `Fraction`; money is integer pence, rounded once for each line, half to even, so that lines add up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache


class Kind(StrEnum):
    """What a unit value counts. Two kinds are never added: they overlap, and they accrue to different people."""

    FISCAL = "fiscal"
    ECONOMIC = "economic"
    WELLBEING = "wellbeing"
    SOCIAL = "social"


class Grade(StrEnum):
    """How rigorous the source of a unit value is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NOT_GRADED = "not graded"


class Shape(StrEnum):
    """How likely the numbers between low and high are. Triangular: most likely at the central one, never outside."""

    FIXED = "fixed"
    TRIANGULAR = "triangular"
    UNIFORM = "uniform"


@dataclass(frozen=True, slots=True)
class Range:
    """A number that is not known exactly: `low <= central <= high`. A certain one has all three equal."""

    low: Fraction
    central: Fraction
    high: Fraction
    shape: Shape = Shape.TRIANGULAR

    @property
    def is_certain(self) -> bool:
        return self.shape is Shape.FIXED or self.low == self.high


def certain(number: Fraction | int) -> Range:
    """A range of one number."""
    exact = Fraction(number)
    return Range(exact, exact, exact, Shape.FIXED)


@dataclass(frozen=True, slots=True)
class UnitValue:
    """Pounds for one unit, in prices of `price_year`, and where they come from."""

    id: str
    title: str
    unit: str
    kind: Kind
    pounds: Range
    price_year: int
    source: str
    source_year: str
    assumptions: str
    grade: Grade


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A share from 0 to 1. With a `name` it is one parameter that many commitments share."""

    share: Range
    name: str = ""


NO_DEDUCTION = Adjustment(certain(0))
ALL_OF_IT = Adjustment(certain(1))


@dataclass(frozen=True, slots=True)
class Valued:
    """A commitment to value. `unit_value` is an id, empty when the commitment stays unpriced; `first_year` is the
    calendar year (the one in which a financial year begins) of the first benefit."""

    id: str
    title: str
    mission: str
    quantity: Fraction
    unit: str
    unit_value: str
    first_year: int
    years: int = 1
    drop_off: Fraction = Fraction(0)
    deadweight: Adjustment = NO_DEDUCTION
    attribution: Adjustment = ALL_OF_IT
    displacement: Adjustment = NO_DEDUCTION


@dataclass(frozen=True)
class DiscountRates:
    """Steps of a declining rate: `(first year, rate)`, years counted from 1 after the base year, in order."""

    steps: tuple[tuple[int, Fraction], ...]

    def rate(self, year: int) -> Fraction:
        """The rate that takes `year` back to the year before it."""
        return [rate for first, rate in self.steps if first <= max(1, year)][-1]

    def factors(self, years: int) -> tuple[Fraction, ...]:
        """What one pound is worth in each of the years 0 to `years`: 1 in the base year."""
        return _factors(self.steps, years)


@lru_cache(maxsize=64)
def _factors(steps: tuple[tuple[int, Fraction], ...], years: int) -> tuple[Fraction, ...]:
    rates, found = DiscountRates(steps), [Fraction(1)]
    for year in range(1, years + 1):
        found.append(found[-1] / (1 + rates.rate(year)))
    return tuple(found)


@dataclass(frozen=True)
class Prices:
    """An index of prices by year, with its source; any base. A year it does not hold raises KeyError."""

    source: str
    index: Mapping[int, Fraction]

    def factor(self, from_year: int, to_year: int) -> Fraction:
        """What prices of `from_year` are multiplied by to be prices of `to_year`."""
        return Fraction(1) if from_year == to_year else self.index[to_year] / self.index[from_year]


@dataclass(frozen=True)
class Valuation:
    """Everything a valuation is made from."""

    base_year: int
    commitments: Sequence[Valued]
    unit_values: Mapping[str, UnitValue]
    rates: DiscountRates
    prices: Prices
    _years: dict[tuple[int, int, Fraction], Fraction] = field(default_factory=dict, compare=False, repr=False)

    def priced(self) -> Iterable[Valued]:
        """The commitments that have a unit value, in order."""
        return (one for one in self.commitments if one.unit_value)

    def unpriced(self) -> Iterable[Valued]:
        """The ones that stand beside them with their quantity alone."""
        return (one for one in self.commitments if not one.unit_value)

    def years_factor(self, one: Valued) -> Fraction:
        """What the first year's value is multiplied by: drop-off and discounting over all years."""
        key = (one.first_year, one.years, one.drop_off)
        if key not in self._years:
            wait = max(0, one.first_year - self.base_year)
            factors = self.rates.factors(wait + one.years - 1)[wait:]
            kept = 1 - one.drop_off
            self._years[key] = sum((kept**year * factor for year, factor in enumerate(factors)), Fraction(0))
        return self._years[key]

    def price_factor(self, one: Valued) -> Fraction:
        return self.prices.factor(self.unit_values[one.unit_value].price_year, self.base_year)

    def scale(self, one: Valued) -> Fraction:
        """Everything in the value that is certain: quantity, years, prices."""
        return one.quantity * self.years_factor(one) * self.price_factor(one)

    def line(self, one: Valued) -> "Line":
        """The exact value of a priced commitment, central and at both ends of every range, in pence."""
        pounds, scale = self.unit_values[one.unit_value].pounds, self.scale(one) * 100
        lose, keep, push = one.deadweight.share, one.attribution.share, one.displacement.share

        def pence(unit: Fraction, deadweight: Fraction, attribution: Fraction, displacement: Fraction) -> int:
            return round(unit * (1 - deadweight) * attribution * (1 - displacement) * scale)

        ends = (
            pence(unit, deadweight, share, displacement)
            for unit in (pounds.low, pounds.high)
            for deadweight in (lose.low, lose.high)
            for share in (keep.low, keep.high)
            for displacement in (push.low, push.high)
        )
        found = sorted(ends)
        central = pence(pounds.central, lose.central, keep.central, push.central)
        return Line(one, self.unit_values[one.unit_value], found[0], central, found[-1])


@dataclass(frozen=True, slots=True)
class Line:
    """One commitment with its value in pence: the lowest and highest that its ranges allow, and the central one."""

    commitment: Valued
    unit_value: UnitValue
    lowest: int
    central: int
    highest: int


def central_by_mission(lines: Iterable[Line]) -> dict[tuple[str, Kind], int]:
    """Central pence of each mission and kind of value. There is no total over kinds."""
    found: dict[tuple[str, Kind], int] = {}
    for line in lines:
        key = line.commitment.mission, line.unit_value.kind
        found[key] = found.get(key, 0) + line.central
    return found
