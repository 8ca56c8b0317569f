"""What the columns of a contracts register are called, and the values of its flags and durations."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from commonweal.domain.supplier_sizes import is_small_or_medium
from commonweal.interchange.spend_files.amounts import Cell, is_blank
from commonweal.interchange.spend_files.fields import field, fields, plain

REGISTER_FIELDS = fields("registers")
PLACE_COLUMNS = field("registers", "town")
PAID_DATE = field("payments", "date")
"""A column of these without a contract's title or dates beside it belongs to a file of payments."""
REGISTER_CORE = frozenset({"supplier", "title", "annual", "total", "start", "end", "postcode"})


def flag(cell: Cell) -> bool | None:
    """True, False, or None when a yes/no, size or band of employees does not tell."""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float) and cell in (0, 1):
        return bool(cell)
    return is_small_or_medium(cell) if isinstance(cell, str) else None


@dataclass(frozen=True)
class PackedColumns:
    """A column that holds several facts of a supplier, as Contracts Finder writes them: its heading ends in
    `[Name|Address|Is SME]` and a cell is `[Dale Ltd|1 High Street|Yes]`, one such list for each supplier."""

    at: int
    parts: tuple[str, ...]

    def read(self, cell: Cell) -> tuple[str | None, str | None, str | None]:
        """Name, address and SME of the first supplier of a cell."""
        found = re.search(r"\[([^\]]*)\]", str(cell or ""))
        texts = dict(zip(self.parts, found[1].split("|"), strict=False)) if found else {}
        name, address, sme = (texts.get(part, "").strip() or None for part in ("name", "address", "is sme"))
        return name, address, sme


def packed_columns(names: Sequence[str]) -> PackedColumns | None:
    """The first column of packed suppliers, or None."""
    for at, name in enumerate(names):
        found = re.search(r"supplier.*\[(name\|[^\]]*)\]", name, re.IGNORECASE)
        if found:
            return PackedColumns(at, tuple(plain(part) for part in found[1].split("|")))
    return None


_NUMBERS = {word: number for number, word in enumerate(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
)} | {"fifteen": 15, "eighteen": 18, "twenty": 20}  # fmt: skip
_IN_WORDS = re.compile(rf"\b({'|'.join(_NUMBERS)})\b(?! ?-)", re.IGNORECASE)
_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*(y(?:ea)?rs?|y\b|m(?:on)?ths?|m\b|weeks?|wks?|days?)", re.IGNORECASE)


def months_in(cell: Cell, name: str) -> Decimal | None:
    """Months in a duration such as "24", "2 years", "3 years 6 months" or "3+1+1 years"; options do not count.

    A bare number is in the unit that the column's name gives, else months when it is 10 or more, else years.
    """
    if is_blank(cell) or isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return _unit_months(Decimal(repr(cell)), name)
    text = _IN_WORDS.sub(lambda found: str(_NUMBERS[found[0].lower()]), str(cell))
    spans = _SPAN.findall(text.split("+", maxsplit=1)[0])
    if spans:
        return sum((_months(Decimal(number), unit) for number, unit in spans), Decimal(0)) or None
    bare = re.match(r"^\s*(\d+(?:\.\d+)?)\s*(\(?\+.*)?$", text)
    return _unit_months(Decimal(bare[1]), f"{name} {text}") if bare else None


def _months(number: Decimal, unit: str) -> Decimal:
    letter = unit.lower()[0]
    return number * {"y": Decimal(12), "m": Decimal(1), "w": Decimal(12) / 52, "d": Decimal(12) / 365}[letter]


def _unit_months(number: Decimal, name: str) -> Decimal | None:
    words = plain(name)
    if number <= 0:
        return None
    for unit in ("month", "year", "week", "day"):
        if unit in words:
            return _months(number, unit)
    return _months(number, "months" if number >= 10 else "years")
