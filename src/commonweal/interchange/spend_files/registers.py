"""A contracts register in any shape of header: each contract's annual value, its supplier's place and size.

Annual value is the register's own annual column where it has one, and a value that itself says "per annum". Otherwise it
is the total value spread over the duration: total x 12 / months, half to even to the penny; a contract of a year or less
counts its total once, and one whose duration is not known counts nothing and is told apart.
"""

import datetime as dt
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

from commonweal.interchange.spend_files.amounts import (
    Cell,
    NotAnAmount,
    has_decimal_comma,
    is_blank,
    pence,
    scale_of,
)
from commonweal.interchange.spend_files.dates import NotADate, day, is_month, is_month_first
from commonweal.interchange.spend_files.fields import plain
from commonweal.interchange.spend_files.headers import (
    SAMPLED_ROWS,
    SEARCHED_ROWS,
    cells_beyond,
    claim_by_name,
    end_of_cells,
    header_at,
    names_of,
)
from commonweal.interchange.spend_files.register_fields import (
    PAID_DATE,
    PLACE_COLUMNS,
    REGISTER_CORE,
    REGISTER_FIELDS,
    PackedColumns,
    flag,
    months_in,
    packed_columns,
)
from commonweal.interchange.spend_files.rows import TOTAL_LABEL, Reason, tidy
from commonweal.interchange.spend_files.sheets_read import is_blank_record
from commonweal.interchange.spend_files.sources import Sheet, Unreadable, sheets

ANNUAL_DEFINITION = "the register's own annual value, {column}"
SPREAD_DEFINITION = (
    "total value ({column}) x 12 / months of duration, half to even to the penny; the total itself for a year or less; "
    "nothing when the duration is not known"
)
#: Where the transparency code's "supplier name and details" are two columns, the second mostly holds an address.
_DETAILS = re.compile(r"^(supplier|vendor|contractor|provider) details?$")
_PACKED = frozenset({"postcode", "town", "sme", "vcse", "company_number", "supplier"})
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
NO_VALUE_DEFINITION = "the register has no column of values"


@dataclass(frozen=True)
class Contract:
    """One row. `annual_pence` is None when it is not known; `places` are texts that may say where the supplier is."""

    line: int
    supplier: str | None
    postcode: str | None
    places: tuple[tuple[str, str], ...]
    is_sme: bool | None
    annual_pence: int | None


@dataclass
class Register:
    """The contracts of all sheets, the definition of annual value used, and rows that are no contracts by reason."""

    contracts: list[Contract] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    definition: str = NO_VALUE_DEFINITION
    has_values: bool = False
    rejected: Counter[str] = field(default_factory=Counter)
    rejected_lines: list[tuple[str, int, str]] = field(default_factory=list)


def read_register(path: Path) -> Register:
    """Read a CSV, XLSX, XLS or ODS register. Raises Unreadable with the file's name when it is not one."""
    register, found = Register(), False
    for sheet in sheets(path):
        found = _read_sheet(sheet, register) or found
    if not found:
        wanted = "supplier, title, value, start and end date"
        raise Unreadable(
            f"{path}: no header row of a contracts register was found (columns such as {wanted})"
        )
    if not register.contracts:
        raise Unreadable(f"{path}: has a header and no contracts")
    return register


def _read_sheet(sheet: Sheet, register: Register) -> bool:
    filled = ((line, cells) for line, cells in sheet.records if not is_blank_record(cells))
    start = list(itertools.islice(filled, SEARCHED_ROWS + SAMPLED_ROWS))
    at = header_at(start, REGISTER_FIELDS, REGISTER_CORE)
    if at is None:
        return False
    names = names_of(start[at][1])
    sample = [cells for _, cells in start[at + 1 :]]
    reader = _RowReader(names, sample, end_of_cells(names, sample) if sheet.is_text else None)
    if not reader.holds_contracts:
        return False
    for line, cells in itertools.chain(start[at + 1 :], filled):
        outcome = reader.read(line, cells)
        if isinstance(outcome, Contract):
            register.contracts.append(outcome)
        else:
            register.rejected[outcome] += 1
            register.rejected_lines.append((sheet.name, line, outcome))
    register.columns |= reader.described()
    register.has_values = register.has_values or reader.has_values
    register.definition = reader.definition()
    return True


class _RowReader:
    def __init__(self, names: tuple[str, ...], sample: Sequence[list[Cell]], ends_at: int | None) -> None:
        self.names, self.ends_at = names, ends_at
        by_column = {at: [row[at] if at < len(row) else None for row in sample] for at in range(len(names))}
        self.at: dict[str, int] = {}
        for each in REGISTER_FIELDS:
            claim_by_name(each, names, by_column, self.at, {})
        taken = set(self.at.values()) - {self.at.get("town", -1)}
        self.place_columns = [
            at
            for at, name in enumerate(names)
            if at not in taken
            and (PLACE_COLUMNS.rank(plain(name)) is not None or _DETAILS.match(plain(name)))
        ]
        self.packed = packed_columns(names)
        if self.packed:
            self._take_packed(self.packed.at)
        values = [
            cell for name in ("annual", "total") if name in self.at for cell in by_column[self.at[name]]
        ]
        self.decimal_comma = has_decimal_comma(values)
        dates = [cell for name in ("start", "end") if name in self.at for cell in by_column[self.at[name]]]
        self.month_first = is_month_first(dates)

    def _take_packed(self, at: int) -> None:
        """The supplier's own facts are in one column; the others of such names are of the body or the works."""
        self.at = {name: place for name, place in self.at.items() if name not in _PACKED and place != at}
        self.at["supplier"], self.place_columns = at, []

    @property
    def holds_contracts(self) -> bool:
        if not {"title", "start", "end", "duration"} & set(self.at) and any(map(_is_paid_date, self.names)):
            return False
        return bool({"supplier", "title"} & set(self.at))

    @property
    def has_values(self) -> bool:
        return "annual" in self.at or "total" in self.at

    def described(self) -> dict[str, str]:
        columns = {meaning: self.names[at] for meaning, at in self.at.items()}
        if self.place_columns:
            columns["place"] = ", ".join(self.names[at] for at in self.place_columns)
        return columns

    def definition(self) -> str:
        for meaning, words in (("annual", ANNUAL_DEFINITION), ("total", SPREAD_DEFINITION)):
            if meaning in self.at:
                return words.format(column=f'"{self.names[self.at[meaning]]}"')
        return NO_VALUE_DEFINITION

    def _cell(self, cells: Sequence[Cell], meaning: str) -> Cell:
        at = self.at.get(meaning)
        return cells[at] if at is not None and at < len(cells) else None

    def read(self, line: int, cells: list[Cell]) -> Contract | str:
        """The contract, or why the row is none."""
        reason = self._not_a_contract(cells)
        if reason:
            return reason
        if self.packed:
            return self._packed_contract(line, cells, self.packed)
        return Contract(
            line=line,
            supplier=tidy(self._cell(cells, "supplier")),
            postcode=tidy(self._cell(cells, "postcode")),
            places=self._places(cells),
            is_sme=flag(self._cell(cells, "sme")),
            annual_pence=self._annual(cells),
        )

    def _packed_contract(self, line: int, cells: list[Cell], packed: PackedColumns) -> Contract:
        name, address, sme = packed.read(self._cell(cells, "supplier"))
        places = ((self.names[packed.at], address),) if address else ()
        return Contract(line, name, None, places, flag(sme), self._annual(cells))

    def _places(self, cells: list[Cell]) -> tuple[tuple[str, str], ...]:
        columns = [*self.place_columns, *self._addressed(cells)]
        held = ((self.names[at], tidy(cells[at])) for at in columns if at < len(cells))
        return tuple((name, text) for name, text in held if text)

    def _addressed(self, cells: list[Cell]) -> list[int]:
        """The supplier's column where its address stands behind the name."""
        text = str(self._cell(cells, "supplier") or "")
        return [self.at["supplier"]] if _POSTCODE.search(text) else []

    def _not_a_contract(self, cells: list[Cell]) -> str | None:
        filled = [at for at, cell in enumerate(cells) if not is_blank(cell)]
        names = [plain(name) for name in self.names]
        if sum(at < len(names) and plain(cells[at]) == names[at] != "" for at in filled) * 2 > len(filled):
            return "repeated-header row"
        labels = {
            at for at in filled if isinstance(cells[at], str) and TOTAL_LABEL.match(str(cells[at]).strip())
        }
        marks = {self.at[each] for each in ("supplier", "start", "end", "postcode") if each in self.at}
        if (labels and not marks & set(filled) - labels) or self._only_values(cells, filled):
            return "totals row"
        if len(filled) <= 1 and len(self.at) > 2 and (not filled or isinstance(cells[filled[0]], str)):
            return "title row"
        return Reason.SLIPPED.value if self._has_slipped(cells) else None

    def _has_slipped(self, cells: list[Cell]) -> bool:
        """True where a comma that is not between quotation marks ended a cell: the value is that many cells further on."""
        at = self.at.get("annual", self.at.get("total"))
        if self.ends_at is None or at is None or len(cells) <= self.ends_at:
            return False
        more = cells_beyond(cells, self.ends_at)
        return more > 0 and _amount(cells[at + more]) is not None

    def _only_values(self, cells: list[Cell], filled: list[int]) -> bool:
        values = {self.at[each] for each in ("annual", "total") if each in self.at}
        return bool(filled) and set(filled) <= values

    def _annual(self, cells: list[Cell]) -> int | None:
        if "annual" in self.at:
            return self._amount(cells, "annual")
        total = self._amount(cells, "total")
        if _A_YEAR.search(str(self._cell(cells, "total"))):
            return total
        months = self._months(cells)
        return None if total is None or months is None else spread(total, months)

    def _amount(self, cells: list[Cell], meaning: str) -> int | None:
        """Pence of a column of values, whatever one stands for in it; a cell that says its own thousands is as it says."""
        cell = self._cell(cells, meaning)
        found = _amount(cell, decimal_comma=self.decimal_comma)
        is_bare = not isinstance(cell, str) or not re.search(r"[a-z]", cell, re.IGNORECASE)
        return (
            found if found is None or not is_bare else round(found * scale_of(self.names[self.at[meaning]]))
        )

    def _months(self, cells: list[Cell]) -> Decimal | None:
        stated = (
            months_in(self._cell(cells, "duration"), self.names[self.at["duration"]])
            if "duration" in self.at
            else None
        )
        if stated is not None:
            return stated
        begun, ended = self._day(cells, "start"), self._day(cells, "end")
        if ended and is_month(self._cell(cells, "end")):
            ended = (ended.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
        return months_between(begun, ended) if begun and ended and ended >= begun else None

    def _day(self, cells: list[Cell], meaning: str) -> dt.date | None:
        try:
            return day(self._cell(cells, meaning), month_first=self.month_first)
        except NotADate:
            return None


def _is_paid_date(name: str) -> bool:
    return PAID_DATE.rank(plain(name)) is not None and not re.search(
        r"\b(award|contract|review)", plain(name)
    )


_A_YEAR = re.compile(r"\b(per|an?|each) (year|annum)\b|\bp\.?a\b|\bannual|\b(yearly|pa)\b", re.IGNORECASE)


#: Words that may stand around a figure without a pound sign; with any other word it may be something else.
_AROUND = re.compile(
    r"\b(approx\w*|circa|c|est|estimated|about|around|up to|max|maximum|in total|total|pounds|over the term|"
    r"(ex|exc|excl|excluding|plus|inc|incl|including|net of)\W*vat)\b\.?|(?:"
    + _A_YEAR.pattern
    + r")\w*\.?|[~≈+()]",
    re.IGNORECASE,
)


def _amount(cell: Cell, *, decimal_comma: bool = False) -> int | None:
    """Pence, also from text such as "£120,000 per annum" or "approx. £1.2m"; None when no single figure is there."""
    try:
        return pence(cell, decimal_comma=decimal_comma)
    except NotAnAmount:
        figures = re.findall(r"£\s*[\d,]+(?:\.\d+)?\s*(?:k|m|bn|million)?\b", str(cell), re.IGNORECASE)
        try:
            return pence(figures[0] if len(figures) == 1 else _AROUND.sub(" ", str(cell)))
        except NotAnAmount:
            return None


def months_between(begun: dt.date, ended: dt.date) -> Decimal:
    """Months from the first to the last day, both included; an end on the anniversary counts as the day before."""
    after = ended + dt.timedelta(days=1)
    if ended.day == begun.day and ended > begun:
        after = ended
    whole = (after.year - begun.year) * 12 + after.month - begun.month
    return Decimal(whole) + Decimal(after.day - begun.day) / 30


def spread(total: int, months: Decimal) -> int:
    """Pence a year of a total over some months; the total itself for a year or less."""
    if months <= 12:
        return total
    return int((Decimal(total) * 12 / months).quantize(Decimal(1), ROUND_HALF_EVEN))
