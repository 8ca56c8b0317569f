"""One record of a sheet to a payment, or to a rejection with its reason. Nothing is dropped, nothing is guessed.

What is absent is unknown (no date, no supplier) and the payment is loaded; what is present but cannot be read (an
amount, a date) rejects the row, because a value in the wrong place often means that the whole row has slipped.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from commonweal.interchange.spend_files.amounts import BLANK_WORDS, Cell, NotAnAmount, is_blank, pence
from commonweal.interchange.spend_files.dates import (
    NotADate,
    Numbered,
    day,
    month_in,
    with_year,
    with_year_first,
)
from commonweal.interchange.spend_files.fields import plain
from commonweal.interchange.spend_files.headers import cells_beyond
from commonweal.interchange.spend_files.mapping import ColumnMapping

_LONGEST_BLANK_WORD = 20


class Reason(StrEnum):
    """Why a row is not a payment. The text is printed and kept with the row."""

    TITLE = "title row"
    REPEATED_HEADER = "repeated-header row"
    TOTALS = "totals row"
    NO_AMOUNT = "no amount"
    UNREADABLE_AMOUNT = "unreadable amount"
    UNREADABLE_DATE = "unreadable date"
    SLIPPED = "more cells than the header has columns"


class Payment(NamedTuple):
    """One payment as published: `pence` is negative for a credit or refund; texts are tidied, never changed."""

    line: int
    paid_on: dt.date | None
    pence: int
    supplier: str | None
    supplier_id: str | None
    company_number: str | None
    charity_number: str | None
    postcode: str | None
    town: str | None
    sme: str | None
    vcse: str | None
    service: str | None
    category: str | None
    description: str | None
    reference: str | None
    is_redacted: bool


@dataclass(frozen=True, slots=True)
class Rejection:
    """A record that was not loaded; `text` is the record's cells joined, for a person to look at."""

    line: int
    reason: Reason
    text: str


_TOTAL_OF = (
    r"of|for|amount|spend|paid|net|gross|value|expenditure|exc\w*|inc\w*|payments?|cost|invoices?|this|to|all|suppliers?|vat|"
    r"gbp|transactions?|sum|in|\w+ 20\d\d|q\d|\d+"
)
#: A cell that labels a total: "Total", "Grand total for April", "Sum:", "Adult services total"; not "Total Gas Ltd".
TOTAL_LABEL = re.compile(
    r"^(the )?(grand|sub|overall|net|gross|page|report|monthly|month|running|final|sum|combined)?[ -]*totals?\b"
    rf"( ({_TOTAL_OF})\b.*)?[ :=£*]*$"
    r"|^(number|count|no\.?) of (payments|transactions|invoices|suppliers|contracts|lines|items|records|rows)\b.*"
    r"|^(sum|balance)( (total|of|carried|brought).*)?[ :=]*$|^\S.{0,60} (sub-?|grand )?total[ :=]*$",
    re.IGNORECASE,
)
_TAKEN_OUT = (
    r"((supplier|payee|vendor) )?((name|names|data|details|information) )?((is|has been) )?"
    r"(withheld|removed|suppressed|anonymi[sz]ed|not (disclosed|published|shown|provided))( (under|due to|for|by|as)\b.*| - .*)?"
)
_REDACTED = re.compile(
    r"\bredact|^\W*(personal (data|information|details)|(private )?individual|data protection|"
    r"(commercially )?(sensitive|confidential)( (data|information))?|"
    rf"{_TAKEN_OUT}|exempt(ed)?( (under|from) .*)?|x{{3,}}|\*{{3,}}|-{{3,}})\W*$",
    re.IGNORECASE,
)


def is_redacted(text: str | None) -> bool:
    """True for the words that stand where a name was taken out."""
    return text is not None and _REDACTED.search(text) is not None


def tidy(cell: Cell) -> str | None:
    """A cell's text with runs of spaces as one, or None for a blank one; 3663.0 from a workbook reads 3663."""
    if isinstance(cell, str):
        text = " ".join(cell.split())
        return None if len(text) < _LONGEST_BLANK_WORD and text.lower() in BLANK_WORDS else text
    if isinstance(cell, float) and cell == int(cell):
        cell = int(cell)
    return None if cell is None else str(cell)


class RowReader:
    """Reads records under one mapping."""

    def __init__(self, mapping: ColumnMapping) -> None:
        self.mapping = mapping
        at = mapping.columns.get
        self._amount, self._date, self._supplier = at("amount"), at("date"), at("supplier")
        self._credit, self._sign, self._year = at("credit"), at("sign"), at("year")
        self._texts = tuple(at(name) for name in (
            "supplier", "supplier_id", "company_number", "charity_number", "postcode", "town", "sme", "vcse", "service",
            "category", "description", "reference"))  # fmt: skip
        self._is_in_pounds, self._decimal_comma = mapping.scale == 1, mapping.has_decimal_comma
        date, year = (plain(mapping.names[at]) if at is not None else "" for at in (self._date, self._year))
        self._numbered = Numbered.under(date, year)
        self._ends_at = mapping.ends_at
        self._default_day = dt.date.fromisoformat(mapping.date_from_name) if mapping.date_from_name else None
        self._header = {at: plain(name) for at, name in enumerate(mapping.names) if plain(name)}

    def read(self, line: int, cells: list[Cell]) -> Payment | Rejection:
        """The payment in a record that is not blank, or why it is none."""
        try:
            amount = self._pence(cells)
        except NotAnAmount:
            return self.reject(line, self._reason_without_amount(cells, Reason.UNREADABLE_AMOUNT), cells)
        if amount is None:
            return self.reject(line, self._reason_without_amount(cells, Reason.NO_AMOUNT), cells)
        if self._ends_at is not None and len(cells) > self._ends_at and self._has_slipped(cells):
            return self.reject(line, Reason.SLIPPED, cells)
        try:
            paid_on = self._day(cells)
        except NotADate:
            reason = Reason.TOTALS if self._is_totals(cells) else Reason.UNREADABLE_DATE
            return self.reject(line, reason, cells)
        has_marks = paid_on is not None and not is_blank(self._cell(cells, self._supplier))
        if not (has_marks and self._date is not None) and self._is_totals(cells):
            return self.reject(line, Reason.TOTALS, cells)
        return self._payment(line, paid_on, amount, cells)

    def _payment(self, line: int, paid_on: dt.date | None, amount: int, cells: list[Cell]) -> Payment:
        width = len(cells)
        texts = [tidy(cells[at]) if at is not None and at < width else None for at in self._texts]
        return Payment._make((line, paid_on, amount, *texts, is_redacted(texts[0])))

    def take_month_of(self, cells: Sequence[Cell]) -> None:
        """Payments without a date column are of the month that stands in a row of its own above them."""
        month = None if self._date is not None else month_in(" ".join(str(cell) for cell in cells if cell))
        self._default_day = month or self._default_day

    def keep_month_of(self, before: "RowReader") -> None:
        """The month that stood above a repeated header goes on under it."""
        self._default_day = before._default_day or self._default_day

    def _cell(self, cells: Sequence[Cell], at: int | None) -> Cell:
        return cells[at] if at is not None and at < len(cells) else None

    def _pence(self, cells: list[Cell]) -> int | None:
        amount = self._as_published(cells)
        return amount if amount is None or self._is_in_pounds else round(amount * self.mapping.scale)

    def _has_slipped(self, cells: list[Cell]) -> bool:
        """True for a record with more cells than the header has columns, of which as many behind the amount another is one: a
        comma that is not between quotation marks (`1,000.00`, `Hill, Dale and Co`) ended a cell before its end."""
        if self._amount is None or self._ends_at is None or self._amount >= self._ends_at:
            return False
        more = cells_beyond(cells, self._ends_at)
        return more > 0 and _is_figure(cells[self._amount + more])

    def _as_published(self, cells: list[Cell]) -> int | None:
        amount = pence(self._cell(cells, self._amount), decimal_comma=self._decimal_comma)
        if self._credit is not None:
            credit = pence(self._cell(cells, self._credit), decimal_comma=self._decimal_comma)
            return None if amount is None and credit is None else (amount or 0) - abs(credit or 0)
        if self._sign is not None and amount is not None:
            return (
                -abs(amount) if str(self._cell(cells, self._sign)).strip().lower().startswith("c") else amount
            )
        return amount

    def _day(self, cells: list[Cell]) -> dt.date | None:
        if self._date is None:
            return self._default_day
        if self.mapping.years_first:
            return day(with_year_first(self._cell(cells, self._date)), month_first=self.mapping.month_first)
        year = self.mapping.year_from_name if self._year is None else self._cell(cells, self._year)
        cell = with_year(self._cell(cells, self._date), year, self._numbered)
        return day(cell, month_first=self.mapping.month_first)

    def is_header_again(self, cells: Sequence[Cell]) -> bool:
        """True when the record repeats the header: most filled cells hold their own column's name."""
        if not self._header:
            return False
        same = sum(
            plain(cell) == self._header.get(at)
            for at, cell in enumerate(cells)
            if isinstance(cell, str) and cell
        )
        filled = sum(not is_blank(cell) for cell in cells)
        return same >= 2 and same * 2 > filled

    def _is_totals(self, cells: Sequence[Cell]) -> bool:
        """An amount with a totals label and without a payment's other marks, or with nothing beside it at all."""
        filled = {at for at, cell in enumerate(cells) if not is_blank(cell)} - self.mapping.serials
        has_date = self._date in filled and self._is_day(self._cell(cells, self._date))
        has_supplier = self._supplier in filled
        if has_date and has_supplier:
            return False
        beside = filled - {self._amount, self._credit}
        if not any(_has_words(cells[at]) for at in beside):
            return not has_date and not has_supplier and len(beside) <= 2
        labelled = any(_is_total_label(cells[at]) for at in beside)
        others = [at for at in beside if not _is_figure(cells[at])]
        return labelled and (not has_date or not has_supplier) and len(others) <= 3

    def _is_day(self, cell: Cell) -> bool:
        try:
            return day(cell, month_first=self.mapping.month_first) is not None
        except NotADate:
            return False

    def _reason_without_amount(self, cells: Sequence[Cell], otherwise: Reason) -> Reason:
        if self.is_header_again(cells):
            return Reason.REPEATED_HEADER
        filled = {at for at, cell in enumerate(cells) if not is_blank(cell)} - self.mapping.serials
        words = [cells[at] for at in filled if _has_words(cells[at])]
        if any(map(_is_total_label, words)) and len(filled) <= 4:
            return Reason.TOTALS
        if (
            1 <= len(filled) <= 2
            and words
            and not (self._date in filled and self._is_day(self._cell(cells, self._date)))
        ):
            return Reason.TITLE
        return otherwise

    def reject(self, line: int, reason: Reason, cells: Sequence[Cell]) -> Rejection:
        """The record kept with the reason why it is no payment."""
        text = " | ".join("" if cell is None else " ".join(str(cell).split()) for cell in cells)
        return Rejection(line, reason, text[:2000])


def _has_words(cell: Cell) -> bool:
    return isinstance(cell, str) and any(letter.isalpha() for letter in cell)


def _is_figure(cell: Cell) -> bool:
    try:
        return pence(cell) is not None
    except NotAnAmount:
        return False


def _is_total_label(cell: Cell) -> bool:
    return isinstance(cell, str) and TOTAL_LABEL.match(cell.strip()) is not None
