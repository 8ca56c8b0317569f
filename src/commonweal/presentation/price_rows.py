"""The filled lines of a price schedule as rows to read, for the supplier before and the authority after opening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.domain.price_schedule import LineKind, LinePrice, ScheduleLine, rate_text, worked_out
from commonweal.domain.weights import percent
from commonweal.presentation.formats import money


@dataclass(frozen=True)
class PriceRow:
    """One line: as it is stated, as it was filled, and what it comes to in pence (None without an entry)."""

    title: str
    unit: str
    quantity: int | None
    entered: str
    pence: int | None


def price_rows(
    lines: Sequence[ScheduleLine], prices: Sequence[LinePrice]
) -> tuple[tuple[PriceRow, ...], int]:
    """The rows in the order of the ask, and the total in pence."""
    given = {price.line_id: price.value for price in prices}
    found = worked_out(lines, prices)
    rows = tuple(
        PriceRow(
            line.title,
            line.unit,
            line.quantity,
            entry_text(line, given.get(line.id)),
            found.amounts.get(line.id),
        )
        for line in lines
    )
    return rows, found.total


def entry_text(line: ScheduleLine, value: int | None) -> str:
    """What was entered: a rate, an amount or a percentage."""
    if value is None:
        return "–"
    if line.kind is LineKind.RATE:
        return f"£{rate_text(value)}"
    return money(value) if line.kind is LineKind.FIXED else percent(value)
