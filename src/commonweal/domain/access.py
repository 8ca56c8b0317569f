"""How many suppliers could tender, by size, and whether to split or to reserve: exact counts from stated assumptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.errors import Invalid
from commonweal.domain.rules.model import Basis, Confidence, Parameter, Source, Unit
from commonweal.domain.rules.sources import JUDGEMENT


class Size(StrEnum):
    """Size of a supplier by the people who work for it."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Split(StrEnum):
    """What was decided about lots."""

    SPLIT = "split"
    WHOLE = "whole"


class Reservation(StrEnum):
    """Whom a competition is reserved for, if anybody."""

    NONE = "none"
    LOCAL = "local"
    UK = "uk"
    SME_VCSE = "sme_vcse"
    SUPPORTED_EMPLOYMENT = "supported_employment"
    MUTUALS = "mutuals"


COMPANY_SIZES = Source(
    "Companies (Accounts and Reports) (Amendment and Transitional Provision) Regulations 2024 (SI 2024/1303), as printed "
    "by the Institute of Chartered Accountants in England and Wales",
    Confidence.SECONDARY,
    "https://www.icaew.com/technical/corporate-reporting/uk-regulation-for-company-accounts/"
    "changes-in-company-size-thresholds-and-directors-report-requirements",
)


def _turnover(size: Size, pounds: int) -> Parameter:
    return Parameter(
        f"access_turnover_{size.value}",
        pounds * 100,
        Unit.PENCE,
        f"Largest yearly turnover of a {size.value} company",
        Basis.STATUTE,
        COMPANY_SIZES,
    )


TURNOVER = {
    Size.MICRO: _turnover(Size.MICRO, 1_000_000),
    Size.SMALL: _turnover(Size.SMALL, 15_000_000),
    Size.MEDIUM: _turnover(Size.MEDIUM, 54_000_000),
}
TURNOVER_ASKED = Parameter(
    "access_turnover_asked_percent",
    200,
    Unit.COUNT,
    "Yearly turnover asked for, in per cent of the yearly value tendered for",
    Basis.PROJECT_JUDGEMENT,
    JUDGEMENT,
)
MOST_PERCENT = 1_000
MOST_SUPPLIERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Market:
    """Suppliers of this kind of thing, counted by size, and where the counts come from."""

    counts: Mapping[Size, int]
    source: str

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Reach:
    """One way of dividing: the yearly pence of its smallest part and, by size, how many suppliers could tender for a part."""

    parts: int
    yearly_pence: int
    able: Mapping[Size, int]

    @property
    def total(self) -> int:
        return sum(self.able.values())

    @property
    def small_and_medium(self) -> int:
        return self.total - self.able[Size.LARGE]


def check_market(market: Market, turnover_percent: int) -> None:
    """Raise `Invalid` for a count below nothing or beyond belief, no source, or an impossible percentage."""
    for size, count in market.counts.items():
        if not 0 <= count <= MOST_SUPPLIERS:
            raise Invalid("access.count_out_of_range", field=size.value, most=MOST_SUPPLIERS)
    if not market.source.strip():
        raise Invalid("access.source_missing", field="market_source")
    if not 0 <= turnover_percent <= MOST_PERCENT:
        raise Invalid("access.percent_out_of_range", field="turnover_percent", most=MOST_PERCENT)


def yearly(value_pence: int, months: int) -> int:
    """Pence a year, rounded up; a contract shorter than a year counts whole."""
    return value_pence if months <= 12 else -(-value_pence * 12 // months)


def reach_of(yearly_values: Sequence[int], market: Market, turnover_percent: int) -> Reach:
    """How many suppliers could tender for at least one of the parts, whose yearly values are given in pence.

    A size is taken to be able when the largest turnover of that size is enough; large suppliers always are. It says
    nothing of any one supplier.

    Raises:
        Invalid: ``access.no_part``.
    """
    if not yearly_values:
        raise Invalid("access.no_part")
    smallest = min(yearly_values)
    needed = -(-smallest * turnover_percent // 100)
    able = {
        size: market.counts.get(size, 0) if size is Size.LARGE or TURNOVER[size].value >= needed else 0
        for size in Size
    }
    return Reach(len(yearly_values), smallest, able)


def even_parts(total: int, parts: int) -> tuple[int, ...]:
    """A whole number divided into `parts` whole numbers that add up to it and differ by at most one."""
    whole, rest = divmod(total, parts)
    return tuple(whole + (1 if number < rest else 0) for number in range(parts))
