"""Tables with a column for each month, as a pivot table gives them: read as one row for each month that a cell fills.

A row's line is that of the table, so that several have the same. The assumption that every row is a supplier is checked
where the table has a total: rows that sum up other rows would count twice, and the table is refused.
"""

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from commonweal.interchange.spend_files.amounts import Cell, NotAnAmount, is_blank, pence
from commonweal.interchange.spend_files.dates import NotADate, day, is_month, with_year, year_in_name
from commonweal.interchange.spend_files.fields import field, plain
from commonweal.interchange.spend_files.rows import TOTAL_LABEL
from commonweal.interchange.spend_files.sources import Sheet

Record = tuple[int, list[Cell]]
_SEARCHED_ROWS = 60
_SUMS = "a table of sums by month whose rows do not add up to its total: some of them sum up others"
MADE_NAMES = "Month", "Amount"


def by_month(sheet: Sheet) -> Sheet:
    """The sheet, or when its columns are months its rows by month; refused with the reason when they cannot be told."""
    if sheet.is_hidden:
        return sheet
    start = list(itertools.islice(sheet.records, _SEARCHED_ROWS))
    whole = itertools.chain(start, sheet.records)
    for at, (_, cells) in enumerate(start):
        months = _months(cells, _year(sheet.name, start[:at]))
        if months:
            return _long(sheet, list(whole), at, months)
    return replace(sheet, records=whole)


def _year(name: str, above: Sequence[Record]) -> str | None:
    return year_in_name(name) or year_in_name(
        " ".join(cell for _, cells in above for cell in cells if isinstance(cell, str))
    )


def _months(cells: Sequence[Cell], year: str | None) -> dict[int, str]:
    """The months of a header by their places: at least two, each once, beside a supplier and without a date or an amount."""
    found = {at: month for at, cell in enumerate(cells) if (month := _month(cell, year))}
    if len(found) < 2 or len(set(found.values())) < len(found):
        return {}
    words = [plain(cell) for at, cell in enumerate(cells) if at not in found and not _is_total(cell)]
    named = {
        name
        for name in ("supplier", "date", "amount")
        for word in words
        if word and field("payments", name).rank(word) is not None
    }
    return found if named == {"supplier"} else {}


def _month(cell: Cell, year: str | None) -> str | None:
    """`2024-04` for April 2024 as a date or in words; a month alone takes the year."""
    if isinstance(cell, dt.date):
        return f"{cell:%Y-%m}" if cell.day == 1 else None
    if not isinstance(cell, str):
        return None
    whole = with_year(cell, year)
    if whole == cell and not is_month(cell):
        return None
    try:
        first = day(whole)
    except NotADate:
        return None
    return f"{first:%Y-%m}" if first and first.day == 1 else None


def _is_total(cell: Cell) -> bool:
    return isinstance(cell, str) and TOTAL_LABEL.match(cell.strip()) is not None


def _long(sheet: Sheet, records: list[Record], at: int, months: dict[int, str]) -> Sheet:
    header = records[at][1]
    totals = {place for place, cell in enumerate(header) if place not in months and _is_total(cell)}
    kept = [place for place in range(len(header)) if place not in months and place not in totals]
    if not _adds_up(records[at + 1 :], months, kept):
        return replace(sheet, records=iter(()), refused=_SUMS)
    rows = _rows(records, at, months, kept)
    return replace(sheet, records=rows, is_by_month=True, is_text=False)


def _rows(records: list[Record], at: int, months: dict[int, str], kept: list[int]) -> Iterator[Record]:
    yield from records[:at]
    yield records[at][0], [*_cells(records[at][1], kept), *MADE_NAMES]
    for line, cells in records[at + 1 :]:
        said = _cells(cells, kept)
        filled = [place for place in months if place < len(cells) and not _is_nothing(cells[place])]
        if any(map(_is_total, said)) or not filled:
            amount = cells[filled[0]] if filled else None
            yield line, [*said, None, amount]
            continue
        for place in filled:
            yield line, [*said, months[place], cells[place]]


def _is_nothing(cell: Cell) -> bool:
    """True for an empty cell and for the accounting format's zero: nothing was paid in that month."""
    return is_blank(cell) or (isinstance(cell, str) and not cell.strip(" -–—£"))


def _cells(cells: Sequence[Cell], places: Sequence[int]) -> list[Cell]:
    return [cells[place] if place < len(cells) else None for place in places]


def _adds_up(records: Sequence[Record], months: dict[int, str], kept: Sequence[int]) -> bool:
    """False when the last row is a total and the sum of those before it, whatever they call themselves, is another."""
    sums = [
        (any(map(_is_total, _cells(cells, kept))), [_pence(cells, place) for place in months])
        for _, cells in records
    ]
    filled = [(is_total, row) for is_total, row in sums if any(row)]
    if not filled or not filled[-1][0]:
        return True
    payments = [row for is_total, row in filled if not is_total]
    return [sum(column) for column in zip(*payments, strict=True)] == filled[-1][1]


def _pence(cells: Sequence[Cell], place: int) -> int:
    try:
        return pence(cells[place]) or 0 if place < len(cells) else 0
    except NotAnAmount:
        return 0
