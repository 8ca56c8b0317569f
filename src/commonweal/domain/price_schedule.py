"""The price schedule: lines that the ask states, what a tenderer enters for each, and what they come to.

Three kinds of line: a rate for each unit of a stated quantity, a fixed amount, and a percentage of all lines of the
other two kinds. Quantities are thousandths of the unit, rates ten-thousandths of a pound (so that £0.0425 is exact),
fixed amounts pence, percentages basis points. Each line is rounded half up to the penny, and the total is the sum of
the rounded lines: what a person adds up from the page is the total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from commonweal.domain.errors import Invalid
from commonweal.domain.money import MAX_PENCE, pounds

MOST_LINES = 200
TITLE_LIMIT, UNIT_LIMIT = 200, 60
RATE_SCALE = 10_000
_RATE = re.compile(r"^£?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,4}))?$")


class LineKind(StrEnum):
    """How a line is priced."""

    RATE = "rate"
    FIXED = "fixed"
    PERCENT = "percent"


@dataclass(frozen=True)
class ScheduleLine:
    """A line as the ask states it. `quantity` (thousandths) only for a rate; `lot_id` empty for every lot."""

    id: str
    kind: LineKind
    title: str
    unit: str
    quantity: int | None
    lot_id: str


@dataclass(frozen=True)
class LinePrice:
    """What a tenderer enters: ten-thousandths of a pound for a rate, pence for a fixed line, basis points for a
    percentage."""

    line_id: str
    value: int


@dataclass(frozen=True)
class Priced:
    """The schedule worked out. `amounts` in pence by line; lines without an entry are not in it."""

    amounts: Mapping[str, int]
    total: int
    missing: tuple[ScheduleLine, ...]


def lines_for(lines: Sequence[ScheduleLine], lot_id: str) -> tuple[ScheduleLine, ...]:
    """The lines that a tender for this lot prices, in their order."""
    return tuple(line for line in lines if line.lot_id in ("", lot_id))


def worked_out(lines: Sequence[ScheduleLine], prices: Sequence[LinePrice]) -> Priced:
    """What every line and the whole come to, from the entries that are there."""
    given = {price.line_id: price.value for price in prices}
    amounts = {
        line.id: _amount(line, given[line.id])
        for line in lines
        if line.kind is not LineKind.PERCENT and line.id in given
    }
    base = sum(amounts.values())
    amounts |= {
        line.id: _rounded(Decimal(base) * given[line.id] / 10_000)
        for line in lines
        if line.kind is LineKind.PERCENT and line.id in given
    }
    return Priced(amounts, sum(amounts.values()), tuple(line for line in lines if line.id not in given))


def _amount(line: ScheduleLine, value: int) -> int:
    if line.kind is LineKind.FIXED:
        return value
    assert line.quantity is not None, "a rate has a quantity: `check_line`"
    return _rounded(Decimal(line.quantity) * value / 100_000)


def _rounded(pence: Decimal) -> int:
    return int(pence.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def check_line(line: ScheduleLine, lots: Sequence[str]) -> None:
    """Raise `Invalid` unless the line can be priced."""
    if not line.title.strip():
        raise Invalid("schedule.title_missing", field="title")
    if len(line.title) > TITLE_LIMIT:
        raise Invalid("schedule.title_long", field="title", limit=TITLE_LIMIT)
    if line.lot_id and line.lot_id not in lots:
        raise Invalid("schedule.lot_unknown", field="lot")
    if line.kind is LineKind.RATE:
        if not line.unit.strip():
            raise Invalid("schedule.unit_missing", field="unit")
        if len(line.unit) > UNIT_LIMIT:
            raise Invalid("schedule.unit_long", field="unit", limit=UNIT_LIMIT)
        if not line.quantity or line.quantity < 0:
            raise Invalid("schedule.quantity_missing", field="quantity")
    elif line.quantity is not None or line.unit.strip():
        raise Invalid("schedule.quantity_not_meant", field="quantity")


def check_schedule(lines: Sequence[ScheduleLine], lots: Sequence[str]) -> None:
    """Raise `Invalid` unless the schedule as a whole can be priced: every lot has a line that is not a percentage."""
    for line in lines:
        check_line(line, lots)
    for lot in lots if lines else ():
        if all(line.kind is LineKind.PERCENT for line in lines_for(lines, lot)):
            raise Invalid("schedule.nothing_to_price")


def price_problems(
    lines: Sequence[ScheduleLine], prices: Sequence[LinePrice], stated: int | None
) -> tuple[Invalid, ...]:
    """What keeps a filled schedule from being submitted: an entry that is missing, or a total that is another one."""
    return tuple(_price_problems(lines, prices, stated))


def _price_problems(
    lines: Sequence[ScheduleLine], prices: Sequence[LinePrice], stated: int | None
) -> Iterator[Invalid]:
    if not lines:
        return
    found = worked_out(lines, prices)
    for line in found.missing:
        yield Invalid("schedule.line_missing", field=line.id, title=line.title)
    if not found.missing and stated is not None and stated != found.total:
        yield Invalid(
            "schedule.total_differs", field="price", stated=pounds(stated), total=pounds(found.total)
        )


def parse_rate(text: str, *, field: str | None = None) -> int:
    """Ten-thousandths of a pound from what a person types: ``£18.75``, ``0.0425``.

    Raises:
        Invalid: ``schedule.not_a_rate`` or ``money.too_large``.
    """
    match = _RATE.match(text.strip())
    if not match:
        raise Invalid("schedule.not_a_rate", field=field)
    value = int(match[1].replace(",", "")) * RATE_SCALE + int((match[2] or "0").ljust(4, "0"))
    if value > MAX_PENCE:
        raise Invalid("money.too_large", field=field)
    return value


def rate_text(value: int) -> str:
    """``18.75`` or ``0.0425``: pence at least, and as many more places as the rate has."""
    whole, part = divmod(value, RATE_SCALE)
    tail = f"{part:04d}"
    return f"{whole:,}.{tail[:2]}{tail[2:].rstrip('0')}"
