"""One sheet from its header to its last row: payments and rejections, with the counts that must add up."""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from commonweal.interchange.spend_files.amounts import Cell, is_blank
from commonweal.interchange.spend_files.fields import PAYMENT_FIELDS, plain
from commonweal.interchange.spend_files.headers import (
    SAMPLED_ROWS,
    SEARCHED_ROWS,
    NoHeader,
    Record,
    end_of_cells,
    header_at,
    holds_values,
    is_second_line,
    joined,
    mapping_for,
    mapping_without_header,
    names_of,
)
from commonweal.interchange.spend_files.mapping import NOTHING_GIVEN, ColumnMapping, GivenMapping
from commonweal.interchange.spend_files.months_across import by_month
from commonweal.interchange.spend_files.rows import TOTAL_LABEL, Payment, Reason, Rejection, RowReader
from commonweal.interchange.spend_files.sources import Sheet


@dataclass
class SheetRead:
    """What reading a sheet gave. `outcomes` must be consumed once; the counts are right after that."""

    name: str
    mapping: ColumnMapping
    header_line: int | None
    outcomes: Iterator[tuple[Payment | Rejection, bool]] = field(default_factory=lambda: iter(()))


def is_blank_record(cells: list[Cell]) -> bool:
    """True for a record without anything in it, the marks of empty cells excepted."""
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells)


_SUMMARY = re.compile(
    r"\b(summar(y|ies)|pivots?|totals?|charts?|graph|analysis|dashboard|top( \d+)?( (suppliers?|vendors?|spend))?"
    r"|by (supplier|vendor|service|department|directorate|category|month))\b",
    re.IGNORECASE,
)


def summaries_last(found: Iterable[Sheet]) -> Iterator[Sheet]:
    """The sheets, those of a workbook that are named as summaries after all others; each month of a row a row of its own."""
    kept = []
    for sheet in map(by_month, found):
        if _is_named_summary(sheet.name):
            kept.append(sheet)
        else:
            yield sheet
    yield from kept


def _is_named_summary(name: str) -> bool:
    _, mark, own = name.rpartition("#")
    return bool(mark) and _SUMMARY.search(own.replace("_", " ")) is not None


def sums_other_sheets(read: SheetRead, others: Iterable[str]) -> bool:
    """True for a sheet without dates, named as a summary, in a workbook of which another sheet was read: its payments
    would count twice."""
    book = read.name.rpartition("#")[0]
    return (
        "date" not in read.mapping.columns
        and _is_named_summary(read.name)
        and any(other.rpartition("#")[0] == book for other in others)
    )


def read_sheet(sheet: Sheet, given: GivenMapping = NOTHING_GIVEN) -> SheetRead:
    """Find the header and read what follows it. `outcomes` yields (payment or rejection, is a duplicate).

    Raises NoHeader when the sheet is not a table of payments.
    """
    if sheet.is_hidden:
        raise NoHeader("a hidden sheet of the workbook")
    if sheet.refused:
        raise NoHeader(sheet.refused)
    filled = ((line, cells) for line, cells in sheet.records if not is_blank_record(cells))
    start = list(itertools.islice(filled, SEARCHED_ROWS + SAMPLED_ROWS))
    if not start:
        raise NoHeader("is empty")
    found = _header(start, given)
    if found is None:
        mapping = mapping_without_header([cells for _, cells in start], sheet.name)
        if mapping is None:
            raise NoHeader(_why_not(start))
        return SheetRead(
            sheet.name, mapping, None, _outcomes(mapping, itertools.chain(start, filled), given, sheet.name)
        )
    after, names = found
    titles = " ".join(str(cell) for _, cells in start[: after - 1] for cell in cells if isinstance(cell, str))
    mapping = mapping_for(names, [cells for _, cells in start[after:]], sheet.name, given, titles)
    mapping = replace(mapping, is_by_month=sheet.is_by_month)
    if sheet.is_text:
        mapping = replace(mapping, ends_at=end_of_cells(names, [cells for _, cells in start[after:]]))
    rest = itertools.chain(start[after:], filled)
    return SheetRead(sheet.name, mapping, start[after - 1][0], _outcomes(mapping, rest, given, sheet.name))


def _why_not(start: list[Record]) -> str:
    """Why there is no table of payments in the first rows of a sheet."""
    if any(plain(cell) == "row labels" for _, cells in start[:SEARCHED_ROWS] for cell in cells):
        return "a pivot table: its row labels may be suppliers or groups of them; give the table of payments behind it"
    return "no header row and no columns of dates, suppliers and amounts were found"


def _header(start: list[Record], given: GivenMapping) -> tuple[int, tuple[str, ...]] | None:
    """(index of the first row after the header, names). A header over two lines is joined column by column."""
    at = header_at(start)
    if at is not None:
        return _whole_header(start, at)
    for index in range(min(len(start) - 1, SEARCHED_ROWS)):
        both = joined(start[index][1], start[index + 1][1])
        if not holds_values(start[index + 1][1]) and header_at([(0, both)], PAYMENT_FIELDS) is not None:
            return index + 2, names_of(both)
    if given.columns:
        for index, (_, cells) in enumerate(start[:SEARCHED_ROWS]):
            if set(given.columns.values()) <= set(names_of(cells)):
                return index + 1, names_of(cells)
    return None


def _whole_header(start: list[Record], at: int) -> tuple[int, tuple[str, ...]]:
    """The header, with the line under it where that goes on naming the same columns (`Payment` over `Date`)."""
    names = names_of(start[at][1])
    if at + 1 < len(start) and is_second_line(start[at][1], start[at + 1][1]):
        return at + 2, names_of(joined(start[at][1], start[at + 1][1]))
    return at + 1, names


def _outcomes(
    mapping: ColumnMapping, records: Iterator[Record], given: GivenMapping, sheet: str
) -> Iterator[tuple[Payment | Rejection, bool]]:
    reader, seen, sums = RowReader(mapping), set[int](), _Sums()
    for line, cells in records:
        outcome = reader.read(line, cells)
        if isinstance(outcome, Payment) and sums.are_summed_by(outcome):
            outcome = reader.reject(line, Reason.TOTALS, cells)
        if isinstance(outcome, Rejection):
            if _may_be_header(outcome):
                reader = _remapped(reader, cells, given, sheet) or reader
                outcome = reader.read(line, cells)
            elif outcome.reason is Reason.TITLE:
                reader.take_month_of(cells)
            yield outcome, False
            continue
        identity = hash(
            tuple(_identity(cells, mapping.serials)) if mapping.serials or not cells[-1] else tuple(cells)
        )
        yield outcome, identity in seen
        seen.add(identity)


class _Sums:
    """What the payments come to, from the first and from the last total: a row called a total may have a date beside it."""

    def __init__(self) -> None:
        self._whole = self._since = 0

    def are_summed_by(self, payment: Payment) -> bool:
        """True for a total of the payments before it; any other payment is added."""
        if payment.pence in (self._whole, self._since) and TOTAL_LABEL.match(payment.supplier or ""):
            self._since = 0
            return True
        self._whole += payment.pence
        self._since += payment.pence
        return False


def _may_be_header(outcome: Rejection) -> bool:
    return outcome.reason in (Reason.UNREADABLE_AMOUNT, Reason.NO_AMOUNT, Reason.REPEATED_HEADER)


def _remapped(reader: RowReader, cells: list[Cell], given: GivenMapping, sheet: str) -> RowReader | None:
    """A header in the middle (months pasted together) may put the columns in another order: read on by it."""
    if header_at([(0, cells)]) is None:
        return None
    try:
        mapping = mapping_for(names_of(cells), [], sheet, given)
    except NoHeader:
        return None
    changed = mapping.columns != {k: v for k, v in reader.mapping.columns.items() if k in mapping.columns}
    if not changed and not reader.is_header_again(cells):
        return None
    following = RowReader(_keeping_dates(mapping, reader.mapping))
    following.keep_month_of(reader)
    return following


def _keeping_dates(new: ColumnMapping, old: ColumnMapping) -> ColumnMapping:
    return replace(
        new,
        month_first=old.month_first,
        serials=old.serials,
        is_card=old.is_card,
        has_decimal_comma=old.has_decimal_comma,
        years_first=old.years_first,
        is_by_month=old.is_by_month,
        ends_at=None if old.ends_at is None else end_of_cells(new.names, []),
    )


def _identity(cells: list[Cell], serials: frozenset[int]) -> Iterator[Cell]:
    """The cells that make two records the same: trailing empty cells and running numbers do not count."""
    last = len(cells)
    while last and is_blank(cells[last - 1]):
        last -= 1
    for at in range(last):
        if at not in serials:
            yield cells[at]
